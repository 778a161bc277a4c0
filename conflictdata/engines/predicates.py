"""What the statistics of a row group say of a filter, and the mask of its cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from conflictdata.engines import plain
from conflictdata.question.filters import SUGGESTIONS, Filter

if TYPE_CHECKING:
    from conflictdata.engines.row_groups import Chunk, RowGroup


class Between:
    """A column between two ends, or one of them; `or_null` says what null means."""

    def __init__(self, column: str, low: Any = None, high: Any = None, *, or_null: bool = False):
        self.column, self.low, self.high, self.or_null = column, low, high, or_null

    def foresee(self, chunk: Chunk) -> bool | None:
        """Whether all cells pass, or none; None where one must look."""
        if chunk.nulls is None or chunk.ends is None:
            return None
        if chunk.nulls == chunk.rows:
            return self.or_null
        least, most = chunk.ends
        if (self.low is not None and most < self.low) or (
            self.high is not None and least > self.high
        ):
            return None if self.or_null and chunk.nulls else False
        inside = (self.low is None or least >= self.low) and (
            self.high is None or most <= self.high
        )
        return True if inside and (self.or_null or not chunk.nulls) else None

    def mask(self, column: pa.Array) -> pa.Array:
        import pyarrow.compute as pc

        if pa.types.is_dictionary(column.type):
            return _looked_up(column, lambda c: _or_false(self.mask(c)), self.or_null)
        inside = column.is_valid()
        for end, compare in ((self.low, pc.greater_equal), (self.high, pc.less_equal)):
            if end is not None:
                inside = pc.and_(inside, _or_false(compare(column, plain.scalar(end, column.type))))
        return pc.or_(inside, column.is_null()) if self.or_null else inside


class Null(Between):
    """A column that is null."""

    def foresee(self, chunk: Chunk) -> bool | None:
        return {0: False, chunk.rows: True, None: None}.get(chunk.nulls)

    def mask(self, column: pa.Array) -> pa.Array:
        return column.is_null()


class Values:
    """A column that holds one of some values, or joins one of them; remembers which of them nobody
    has seen yet.
    """

    def __init__(self, test: Filter):
        self.test, self.column = test, test.field.name
        self.unproven = test.unproven
        self.null = None in test.values

    def foresee(self, chunk: Chunk) -> bool | None:
        if chunk.nulls is None or (chunk.ends is None and chunk.nulls < chunk.rows):
            return None
        if chunk.nulls == chunk.rows:
            return self.null
        if self.test.field.separator is not None:
            return None if self.test.present or (self.null and chunk.nulls) else False
        least, most = chunk.ends  # type: ignore[misc]
        if not any(least <= v <= most for v in self.test.present):
            return None if self.null and chunk.nulls else False
        if least == most:
            self.unproven.discard(least)
            if self.null or not chunk.nulls:
                return True
        return None

    def mask(self, column: pa.Array) -> pa.Array:
        import pyarrow.compute as pc

        if pa.types.is_dictionary(column.type):
            return _looked_up(column, self._among, self.null)
        among = self._among(column)
        return pc.or_(among, column.is_null()) if self.null else among

    def _among(self, column: pa.Array) -> pa.Array:
        import pyarrow.compute as pc

        cells = (
            self.test.present
            if self.test.field.separator is None
            else self.test.hits(column.unique().to_pylist())
        )
        among = pc.is_in(column, value_set=plain.array(cells, column.type))
        if self.unproven:
            seen = column.filter(among).unique().to_pylist()
            self.unproven.difference_update(p for c in seen for p in self.test.parts(c))
        return among

    def find(self, groups: Sequence[RowGroup]) -> None:
        """Look for the values that nobody has seen, in the row groups that can hold them; an error
        if one is nowhere.
        """
        for group in groups:
            if self.unproven and self.foresee(group.chunk(self.column)) is None and self.unproven:
                self.mask(group.cells(self.column))
        if self.unproven:
            self.test.refuse(self.unproven, distinct(groups, self.column))


def _looked_up(column: pa.DictionaryArray, passes: Any, null: bool) -> pa.Array:
    """The mask of a dictionary-encoded column, of which each distinct cell that occurs is looked at
    once.
    """
    import numpy as np
    import pyarrow.compute as pc

    missing = len(column.dictionary)
    absent = plain.scalar(missing, column.indices.type)
    numbers = plain.to_numpy(pc.fill_null(column.indices, absent))
    occurs = np.zeros(missing + 1, dtype=bool)
    occurs[numbers] = True
    used = np.flatnonzero(occurs[:missing])
    found = np.zeros(missing + 1, dtype=bool)
    distinct_cells = column.dictionary.take(plain.numbers(used, pa.int64()))
    found[used] = plain.to_numpy(passes(distinct_cells))
    found[missing] = null
    return plain.mask(found[numbers])


def _or_false(passes: pa.Array) -> pa.Array:
    import numpy as np
    import pyarrow.compute as pc

    return pc.fill_null(passes, plain.mask(np.zeros(1, dtype=bool))[0])


def distinct(groups: Iterable[RowGroup], column: str) -> set[str]:
    """Distinct cells of a column, none where there are too many to be looked through."""
    cells: set[str] = set()
    for group in groups:
        ends = group.chunk(column).ends
        several = (
            group.cells(column).unique().to_pylist()
            if ends is None or ends[0] != ends[1]
            else [ends[0]]
        )
        cells.update(c for c in several if c is not None)
        if len(cells) > SUGGESTIONS:
            return set()
    return cells
