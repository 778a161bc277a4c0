"""The keys of figures say in words what is counted; the rules that hold a table to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from conflictdata.rules.rule import Found, rule

if TYPE_CHECKING:
    from conflictdata.rules.subject import Subject

ROWS_AT_ONCE = 1 << 17


def keys(s: Subject) -> Iterator[tuple[int, pa.Array, pa.Array]]:
    """The keys that the columns of each row give, some rows at a time: the first row, the series,
    the figure ids.

    A series is named by its dimensions that are not ``all`` and by a cumulative's start; a figure
    by the dimensions, its period and ``@reported_on``.
    """
    ids, first = _distinct(s.ids(s.table.dimensions))
    cells = [(s.coded(name), s.table.by_name[name].prefix or "") for name in s.table.dimensions]
    lines = pa.array(
        [
            "/".join(
                f"{prefix}{word}"
                for (numbers, words), prefix in cells
                if (word := words[numbers[row]]) not in (None, "all")
            )
            for row in first
        ],
        pa.string(),
    )
    days = [_texts(s, column) for column in ("period_start", "period_end", "reported_on")]
    cumulative, one_day = (
        s.is_("counting", "cumulative"),
        s.days("period_start") == s.days("period_end"),
    )
    join = pc.binary_join_element_wise
    for low in range(0, max(len(ids), 1), ROWS_AT_ONCE):
        some = slice(low, low + ROWS_AT_ONCE)
        line = lines.take(pa.array(ids[some]))
        start, end, reported = (texts.take(pa.array(numbers[some])) for numbers, texts in days)
        # a stock has one day, and a cumulative's start is the reporter's standing one unless the
        # series says otherwise
        period = pc.if_else(pa.array(one_day[some]), end, join(start, end, ".."))
        series = pc.if_else(pa.array(cumulative[some]), join(line, start, "/"), line)
        yield low, series, join(join(line, period, "/"), reported, "@")


def superseded_on(s: Subject) -> pd.Series:
    """The day of the next wording of the same series and period, missing for the current one."""
    before, after = s.wordings
    days = np.full(len(s.frame), np.datetime64("NaT", "s"), dtype="datetime64[s]")
    days[before] = s.days("reported_on")[after]
    return pd.Series(days, index=s.frame.index)


@rule("figure_id", "build the keys again from the columns of the row")
def key_says_what_is_counted(s: Subject) -> Found:
    """The key of a figure says in words what the columns of its row say."""
    for low, *built in keys(s):
        for column, words in zip(("series", "figure_id"), built, strict=True):
            given = pa.array(
                s.frame[column].iloc[low : low + len(words)].astype("str"), pa.string()
            )
            for at in pc.indices_nonzero(pc.not_equal(given, words)).to_pylist():
                yield low + at, f"{column} is {given[at]}, and the row says {words[at]}"


@rule(
    "superseded_on",
    "a wording is superseded on the day on which the next is reported",
)
def superseded_by_the_next_wording(s: Subject) -> Found:
    """A wording is superseded on the day on which the next one is reported."""
    superseded, reported = s.days("superseded_on"), s.days("reported_on")
    for i in np.flatnonzero(superseded <= reported).tolist():
        yield i, f"superseded on {superseded[i]}, and reported on {reported[i]}"
    # where a table holds not every wording, one that is left out may come first
    before, after = s.wordings
    late = ~(superseded[before] <= reported[after])
    for i, next_ in zip(before[late].tolist(), after[late].tolist(), strict=True):
        given = "none" if np.isnat(superseded[i]) else superseded[i]
        yield i, f"the next wording was reported on {reported[next_]}, and superseded_on is {given}"


def _distinct(ids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Numbers from 0 for ids, and the first row of each."""
    numbers, distinct = pd.factorize(ids)
    first = np.empty(len(distinct), dtype="int64")
    first[numbers[::-1]] = np.arange(len(numbers))[::-1]
    return numbers, first


def _texts(s: Subject, column: str) -> tuple[np.ndarray, pa.Array]:
    """The days of a column as numbers of texts, and these texts."""
    numbers, words = s.coded(column)
    return numbers, pa.array(
        ["" if word is None else str(word)[:10] for word in words], pa.string()
    )
