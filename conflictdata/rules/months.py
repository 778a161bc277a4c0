"""The months of one update add up to its cumulative count."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from conflictdata.rules.calendar import NEVER, conflict_began
from conflictdata.rules.printed import iso_day
from conflictdata.rules.rule import Found, rule

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.rules.subject import Subject


@rule(
    "months-tile-the-cumulative",
    "value",
    "the months of one update add up to its cumulative count: read them again",
)
def months_tile_the_cumulative(s: Subject) -> Found:
    rows = s.rows
    for i, months, tiled in tilings_that_are_off(s):
        total = rows["value"][i]
        # an update that states only some of its months says nothing of what was added to the others
        if tiled > total or _all_stated(rows.loc[months], rows.loc[i]):
            day = iso_day(rows["reported_on"][i])
            yield i, f"the months known on {day} add up to {tiled}, the cumulative count is {total}"


def tilings_that_are_off(s: Subject) -> Iterator[tuple[int, list[int], int]]:
    """Each cumulative count whose days are tiled by months that add up to another number, by more
    than a thousandth.

    They are the months that were known when it was reported, and the days after the last of them.
    Yields the row of the cumulative count, the rows of the months, and what they add up to.
    """
    exact, began = s.is_("qualifier", "exact"), conflict_began(s)
    months, totals, spans = (s.is_("counting", c) for c in ("month", "cumulative", "span"))
    lines = s.ids([d for d in s.table.dimensions if d != "counting"])
    tiled = np.isin(lines, lines[exact & months & (s.days("period_start") == began)])
    chosen = np.flatnonzero(tiled & exact & (months | totals | spans))
    labels = chosen[np.lexsort((s.days("period_end")[chosen], lines[chosen]))]
    lines = lines[labels]
    start, end, reported, first, superseded = (
        days[labels].astype("int64")
        for days in (*(s.days(c) for c in _DAYS), began, s.days("superseded_on"))
    )
    superseded[superseded == NEVER.astype("int64")] = np.iinfo("int64").max
    value = s.numbers[labels].astype("int64")
    is_month, is_span = months[labels], spans[labels]
    is_total = (totals & s.is_("date_precision", "day"))[labels] & (start == first)
    for low, high in pairwise([*np.flatnonzero(np.diff(lines, prepend=-1)), len(lines)]):
        total, month, span = (
            low + np.flatnonzero(kind[low:high]) for kind in (is_total, is_month, is_span)
        )
        # of several counts of one day the last
        total = np.array(
            list(dict(zip(reported[total].tolist(), total.tolist(), strict=True)).values()),
            dtype=int,
        )
        if not len(total):
            continue
        # which months (columns) were known with which count (rows), and where the one before it
        # ended
        day, until = reported[total][:, None], end[total][:, None]
        known = (reported[month] <= day) & (superseded[month] > day) & (end[month] <= until)
        ends = np.maximum.accumulate(np.where(known, end[month], first[low] - 1), axis=1)
        before = np.concatenate([np.full((len(total), 1), first[low] - 1), ends[:, :-1]], axis=1)
        meets = known.any(axis=1) & (~known | (start[month] == before + 1)).all(axis=1)
        tiled = known @ value[month]
        if not len(span):
            meets &= (end[total] - ends[:, -1] <= 1) & (
                abs(tiled - value[total]) > value[total] * 0.001
            )
        for t in np.flatnonzero(meets):
            at, last = total[t], ends[t, -1]
            rest = span[
                (reported[span] == reported[at])
                & (end[span] == end[at])
                & (start[span] == last + 1)
            ]
            sum_ = int(tiled[t] + value[rest].sum())
            ends_together = len(rest) == 1 or (not len(rest) and end[at] - last <= 1)
            if ends_together and abs(sum_ - value[at]) > value[at] * 0.001:
                yield (
                    int(labels[at]),
                    labels[np.concatenate([month[known[t]], rest])].tolist(),
                    sum_,
                )


_DAYS = ("period_start", "period_end", "reported_on")


def _all_stated(months: pd.DataFrame, total: pd.Series) -> bool:
    """Whether each month was reported or repeated in the update of a cumulative count, as its
    sources show.
    """
    own = _documents(total)
    return all(
        m["reported_on"] == total["reported_on"] or not own.isdisjoint(_documents(m))
        for _, m in months.iterrows()
    )


def _documents(row: pd.Series) -> set[str]:
    more = row["corroborated_by"]
    return {row["source"], *(more.split(";") if isinstance(more, str) else ())}
