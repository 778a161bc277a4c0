"""The rows of a table, in the order of their numbers and line by line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from conflictdata.tracing.figure import (
    COLUMNS,
    LINE,
    NEVER,
    NUMBER,
    PACKAGES,
    PEOPLE,
    REPORTED,
    Figure,
    day_of,
    number_of,
)
from conflictdata.tree import ancestors

if TYPE_CHECKING:
    from conflictdata.release.folder import Release

# the code of cause that tells how people were found, not what hit them
FOUND = "recovered"


class Numbers:
    """The rows of one table in the order of their numbers, and line by line."""

    def __init__(self, release: Release, table: str):
        self.table = table
        fields = release.table(table).by_name
        self.unsaid = {name: field.unsaid for name, field in fields.items()}
        self.rows = release.read(table, [name for name in COLUMNS if name in fields])
        self.value = value = self._floats(NUMBER[table])
        self.low, self.high = value, value
        if table == PEOPLE:
            ranged = np.isnan(value)
            self.low = np.where(ranged, self._floats("low"), value)
            self.high = np.where(ranged, self._floats("high"), value)
        self.reported = self._days(REPORTED[table])
        own = table != PACKAGES
        self.starts = self._days("period_start") if own else self.reported
        self.ends = self._days("period_end") if own else self.reported
        self.superseded = self._days("superseded_on") if own else np.full(len(value), NEVER)
        self.order = np.argsort(np.where(np.isnan(self.low), np.inf, self.low), kind="stable")
        self.sorted = self.low[self.order]
        # ranges reach further up than where they begin
        spread = (self.high - self.low)[~np.isnan(self.low)]
        self.widest = float(spread.max()) if len(spread) else 0.0
        self._parents: dict[str, dict[str, str | None]] = {}
        for row in release.read("codes", ["list", "code", "parent"]).to_pylist():
            self._parents.setdefault(row["list"], {})[row["code"]] = row["parent"]
        self._cells: dict[str, Sequence[Any] | None] = {}
        self._codes: dict[str, tuple[np.ndarray[Any, Any], dict[str, int]]] = {}

    def between(self, low: float, high: float, **cells: str) -> Iterator[Figure]:
        """The figures whose number or range meets a range, and that have these cells."""
        first = int(np.searchsorted(self.sorted, low - self.widest, side="left"))
        last = int(np.searchsorted(self.sorted, high, side="right"))
        found = self.order[first:last]
        found = found[self.high[found] >= low]
        for name, wanted in cells.items():
            column, known = self.codes(name)
            found = found[column[found] == known.get(wanted, -2)]
        return (Figure(self, int(at)) for at in found)

    def line(self, *key: str, since: dt.date, until: dt.date) -> list[Figure]:
        """The figures of a line whose last day is in a stretch, by day and vintage."""
        found = self.rows_of(key)
        ends = self.ends[found]
        found = found[(ends >= number_of(since)) & (ends <= number_of(until))]
        found = found[np.lexsort((self.reported[found], self.ends[found]))]
        return [Figure(self, int(at)) for at in found]

    def rows_of(self, key: tuple[str, ...]) -> np.ndarray[Any, Any]:
        """The rows of a line."""
        number = self.key_of(key)
        order, keys = self._lines
        first, last = np.searchsorted(keys, number, "left"), np.searchsorted(keys, number, "right")
        return order[first:last]

    @lru_cache(maxsize=1 << 12)  # noqa: B019 - the numbers live as long as their release
    def is_only(self, key: tuple[str, ...], column: str, population: str | None) -> bool:
        """Whether the rows of a line, of a population, all have one code in a column."""
        rows = self.rows_of(key)
        if population is not None:
            codes, known = self.codes("population")
            rows = rows[codes[rows] == known[population]]
        return len(np.unique(self.codes(column)[0][rows])) == 1

    @lru_cache(maxsize=1 << 12)  # noqa: B019 - the numbers live as long as their release
    def is_whole(self, at: int, column: str) -> bool:
        """Whether all rows of the line and day of a row that differ in a column have its code."""
        key = tuple(self.cell(name, at) for name in LINE[self.table])
        rows = self.rows_of(key)
        rows = rows[self.reported[rows] == self.reported[at]]
        for name in ("population", "sex", "age", "counting"):
            codes = self.codes(name)[0]
            rows = rows[codes[rows] == codes[at]]
        codes, known = self.codes(column)
        return len({*np.unique(codes[rows]).tolist()} - {known.get(FOUND)}) == 1

    @lru_cache(maxsize=1 << 12)  # noqa: B019 - the numbers live as long as their release
    def told_apart(
        self, conflict: str, reporter: str, perpetrator: str | None, column: str
    ) -> frozenset[str]:
        """The codes that a reporter gives in a column, in one conflict, of what somebody did."""
        rows = np.ones(len(self.low), dtype=bool)
        cells = {"conflict": conflict, "reporter": reporter, "perpetrator": perpetrator}
        for name, wanted in cells.items():
            if wanted is not None:
                own, known = self.codes(name)
                rows &= own == known.get(wanted, -2)
        codes, known = self.codes(column)
        names = list(known)
        return frozenset(names[at] for at in np.unique(codes[rows]) if at >= 0)

    def above(self, column: str, code: str) -> list[str]:
        """A code of a column and the wider ones that hold it."""
        return [code, *ancestors(code, self._parents.get(column, {}))]

    def key_of(self, key: tuple[str, ...]) -> int:
        number = 0
        for name, wanted in zip(LINE[self.table], key, strict=True):
            known = self.codes(name)[1]
            if wanted not in known:
                return -1
            number = number * (len(known) + 1) + known[wanted]
        return number

    @cached_property
    def _lines(self) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
        """The rows in the order of their lines, and the key of each."""
        keys = np.zeros(len(self.low), dtype=np.int64)
        for name in LINE[self.table]:
            column, known = self.codes(name)
            keys = keys * (len(known) + 1) + column
        order = np.argsort(keys, kind="stable")
        return order, keys[order]

    def newest_end(self, at: int, today: dt.date) -> dt.date | None:
        """The last day of the newest figure of a row's series that was known on a day."""
        order, keys = self._series
        key = self.codes("series")[0][at]
        first, last = np.searchsorted(keys, key, "left"), np.searchsorted(keys, key, "right")
        rows = order[first:last]
        # plans reach ahead
        until = max(number_of(today), int(self.ends[at]))
        known = rows[(self.reported[rows] <= number_of(today)) & (self.ends[rows] <= until)]
        return day_of(self.ends[known].max()) if len(known) else None

    def after(self, at: int, last: dt.date, said: dt.date) -> list[Figure]:
        """The later figures of a row's series to a day, that were known on another."""
        order, keys = self._series
        key = self.codes("series")[0][at]
        rows = order[np.searchsorted(keys, key, "left") : np.searchsorted(keys, key, "right")]
        rows = rows[(self.ends[rows] > self.ends[at]) & (self.ends[rows] <= number_of(last))]
        return [Figure(self, int(row)) for row in rows[self.reported[rows] <= number_of(said)]]

    @cached_property
    def _series(self) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
        """The rows in the order of their series, and the series of each."""
        codes = self.codes("series")[0]
        order = np.argsort(codes, kind="stable")
        return order, codes[order]

    def codes(self, name: str) -> tuple[np.ndarray[Any, Any], dict[str, int]]:
        """A column as the numbers of its codes, and the number of each code."""
        import pyarrow as pa

        if name not in self._codes:
            column = self.rows[name]
            if not pa.types.is_dictionary(column.type):
                column = column.dictionary_encode()
            # chunks may number their codes each in its own way
            whole = column.unify_dictionaries().combine_chunks()
            whole = whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole
            found = np.asarray(whole.indices.fill_null(-1)).astype(np.int64)
            names = {code: i for i, code in enumerate(whole.dictionary.to_pylist())}
            self._codes[name] = found, names
        return self._codes[name]

    def cell(self, name: str, at: int) -> Any:
        """A cell; none of a column that the table has not."""
        if name not in self._cells:
            known = name in self.rows.column_names
            self._cells[name] = self._column(name) if known else None
        cells = self._cells[name]
        return None if cells is None else cells[at]

    def _column(self, name: str) -> Sequence[Any]:
        """The cells of a column; a cell of Arrow takes long to read."""
        import pyarrow as pa

        if not pa.types.is_dictionary(self.rows[name].type):
            return self.rows[name].to_pylist()
        codes, known = self.codes(name)
        return np.array([*known, None], dtype=object)[codes].tolist()

    def _floats(self, name: str) -> np.ndarray[Any, Any]:
        return np.asarray(self.rows[name].cast("float64").to_numpy(), dtype=float)

    def _days(self, name: str) -> np.ndarray[Any, Any]:
        column = self.rows[name].cast("date32").cast("int32").fill_null(int(NEVER))
        return np.asarray(column.to_numpy())
