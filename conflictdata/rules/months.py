"""The months of one update add up to its cumulative count."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from conflictdata.rules.calendar import NEVER, counted_from
from conflictdata.rules.printed import iso_day
from conflictdata.rules.rule import Found, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from conflictdata.rules.subject import Subject


DAYS = ("period_start", "period_end", "reported_on", "superseded_on")
SLACK = 0.001


@rule(
    "value",
    "the months of one update add up to its cumulative count: read them again",
)
def months_tile_the_cumulative(s: Subject) -> Found:
    """The months of one update add up to its cumulative count."""
    rows = s.rows
    for i, months, tiled in tilings_that_are_off(s):
        if s.disputed[[i, *months]].any():
            continue
        total = rows["value"][i]
        # an update that states only some of its months says nothing of what was added to the others
        if tiled > total or _all_stated(rows.loc[months], rows.loc[i]):
            day = iso_day(rows["reported_on"][i])
            yield i, f"the months known on {day} add up to {tiled}, the cumulative count is {total}"


def tilings_that_are_off(s: Subject) -> Iterator[tuple[int, list[int], int]]:
    """Each cumulative count whose days are tiled by months that add up to another number.

    These are the months that were known when it was reported, and the days after the last of them;
    a thousandth is let pass. Yields the row of the cumulative count, the rows of the months and
    days, and what they add up to.
    """
    for line in _lines(s):
        known = line.months_known_with_each_total()
        until = line.day_to_which_they_reach(known)
        sums = known @ line.value[line.months]
        for t in np.flatnonzero(line.months_meet(known, until)):
            total, last = line.totals[t], until[t, -1]
            rest = line.days_of_the_same_update(total, last)
            # one span goes on to the day of the count, or there is nothing between them
            reaches = len(rest) == 1 or (not len(rest) and line.end[total] - last <= 1)
            sum_ = int(sums[t] + line.value[rest].sum())
            if reaches and abs(sum_ - line.value[total]) > line.value[total] * SLACK:
                parts = np.concatenate([line.months[known[t]], rest])
                yield int(line.rows[total]), line.rows[parts].tolist(), sum_


@dataclass(frozen=True)
class _Line:
    """The exact figures of one line as arrays in the order of their end; days are numbers.

    `totals`, `months` and `spans` are places in these arrays.
    """

    rows: np.ndarray
    start: np.ndarray
    end: np.ndarray
    reported: np.ndarray
    superseded: np.ndarray
    value: np.ndarray
    began: int
    totals: np.ndarray
    months: np.ndarray
    spans: np.ndarray

    def months_known_with_each_total(self) -> np.ndarray:
        """Which months (columns) were known when a count (rows) was reported, and lie in it."""
        day, until = self.reported[self.totals][:, None], self.end[self.totals][:, None]
        said, forgotten = self.reported[self.months], self.superseded[self.months]
        return (said <= day) & (forgotten > day) & (self.end[self.months] <= until)

    def day_to_which_they_reach(self, known: np.ndarray) -> np.ndarray:
        """The end of the last known month, up to each month (columns)."""
        ends = np.where(known, self.end[self.months], self.began - 1)
        return np.maximum.accumulate(ends, axis=1)

    def months_meet(self, known: np.ndarray, until: np.ndarray) -> np.ndarray:
        """The counts whose known months follow each other from the first day without a gap."""
        first = np.full((len(known), 1), self.began - 1)
        before = np.concatenate([first, until[:, :-1]], axis=1)
        return known.any(axis=1) & (~known | (self.start[self.months] == before + 1)).all(axis=1)

    def days_of_the_same_update(self, total: int, last: int) -> np.ndarray:
        """The span that an update gives from the end of the last month to the day of its count."""
        same = (self.reported == self.reported[total]) & (self.end == self.end[total])
        return self.spans[(same & (self.start == last + 1))[self.spans]]


def _lines(s: Subject) -> Iterator[_Line]:
    """The lines of figures that have a month from the first day on, and a cumulative count."""
    exact, began = s.is_("qualifier", "exact") & ~np.isnan(s.numbers), counted_from(s)
    months, totals, spans = (s.is_("counting", c) for c in ("month", "cumulative", "span"))
    totals &= s.is_("date_precision", "day") & (s.days("period_start") == began)
    ids = s.ids([d for d in s.table.dimensions if d != "counting"])
    tiled = np.isin(ids, ids[exact & months & (s.days("period_start") == began)])
    rows = np.flatnonzero(tiled & exact & (s.is_("counting", "cumulative") | months | spans))
    rows = rows[np.lexsort((s.days("period_end")[rows], ids[rows]))]
    start, end, reported, superseded, first = (
        days[rows].astype("int64") for days in (*(s.days(column) for column in DAYS), began)
    )
    superseded[superseded == NEVER.astype("int64")] = np.iinfo("int64").max
    value = s.numbers[rows].astype("int64")
    ids = ids[rows]
    for low, high in pairwise([*np.flatnonzero(np.diff(ids, prepend=-1)), len(ids)]):
        here = slice(low, high)
        total, month, span = (np.flatnonzero(kind[rows[here]]) for kind in (totals, months, spans))
        if not len(total):
            continue
        # of several counts that were reported on one day the last
        last = dict(zip(reported[here][total].tolist(), total.tolist(), strict=True))
        yield _Line(
            rows[here],
            start[here],
            end[here],
            reported[here],
            superseded[here],
            value[here],
            int(first[low]),
            np.array(list(last.values())),
            month,
            span,
        )


def _all_stated(months: pd.DataFrame, total: pd.Series) -> bool:
    """Whether each month was reported or repeated in the update of the count, as sources show."""
    own = _documents(total)
    return all(
        m["reported_on"] == total["reported_on"] or not own.isdisjoint(_documents(m))
        for _, m in months.iterrows()
    )


def _documents(row: pd.Series) -> set[str]:
    more = row["corroborated_by"]
    return {row["source"], *(more.split(";") if isinstance(more, str) else ())}
