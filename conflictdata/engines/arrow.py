"""Choose rows with pyarrow; pandas frames are made from them.

A file is read row group by row group: first the columns that a filter asks for, and only where the statistics leave
it open; then, where rows are left, the other columns. What is kept is the answer, never the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from conflictdata.loading import SUGGESTIONS, Known, Test

BATCH = 8_192


def select(file: Path | BinaryIO, tests: Sequence[Test], known: Known, columns: list[str]) -> pa.Table:
    """The rows of a file that pass every test and were known, with codes that do not occur left out."""
    # ParquetFile, since read_table imports pandas through pyarrow.dataset
    with pq.ParquetFile(file, pre_buffer=False) as source:
        # a row of no columns still counts
        wanted = list(dict.fromkeys(columns)) or source.schema_arrow.names[:1]
        filters = [*(_Values(t) if t.ends is None else _Between(t.field.name, *t.ends) for t in tests), *_known(known)]
        rows = _filtered(file, source, filters, wanted) if filters else widened(source.read(columns=wanted))
    return without_unused(rows if rows.schema.names == columns else rows.select(columns))


def without_unused(rows: pa.Table) -> pa.Table:
    """Keep in each dictionary only the codes that occur, in their order; row groups may have different dictionaries."""
    columns = [_used(c) if pa.types.is_dictionary(c.type) else c for c in rows.columns]
    return pa.Table.from_arrays(columns, schema=rows.schema) if columns else rows


def widened(rows: pa.Table) -> pa.Table:
    """The same rows, with dictionaries that have room for any number of cells; another tool may have numbered a few only."""
    codes = [field.type for field in rows.schema if pa.types.is_dictionary(field.type)]
    if all(type_.index_type == pa.int32() for type_ in codes):
        return rows
    return rows.cast(pa.schema([_wide(field) for field in rows.schema], rows.schema.metadata))


def _filtered(file: Path | BinaryIO, source: pq.ParquetFile, filters: Sequence[_Values | _Between], columns: list[str]) -> pa.Table:
    schema, metadata = source.schema_arrow, source.metadata
    # a column that is a struct is several to the statistics
    leaves = metadata.row_group(0) if metadata.num_row_groups else None
    places = {leaves.column(i).path_in_schema: i for i in range(metadata.num_columns)} if leaves else {}
    # text that repeats is chosen by its number, and only what is left becomes text; the footer is read once
    repeated = [name for name in schema.names if _repeats(schema.field(name), metadata, places.get(name, 0))]
    with pq.ParquetFile(file, metadata=metadata, read_dictionary=repeated, pre_buffer=False) as reader:
        groups = [_Group(reader, metadata.row_group(g), g, places) for g in range(metadata.num_row_groups)]
        rows = _passing(groups, filters, pa.schema([_wide(schema.field(c)) for c in columns], schema.metadata))
        for test in filters:
            if isinstance(test, _Values) and test.unproven:
                test.find(groups)
    return rows


def _wide(field: pa.Field) -> pa.Field:
    """A dictionary-encoded column whose row groups can have any number of distinct cells together."""
    type_ = field.type
    return field.with_type(pa.dictionary(pa.int32(), type_.value_type)) if pa.types.is_dictionary(type_) else field


def _repeats(field: pa.Field, metadata: pq.FileMetaData, place: int) -> bool:
    if not pa.types.is_string(field.type) or not metadata.num_row_groups:
        return False
    return "RLE_DICTIONARY" in metadata.row_group(0).column(place).encodings


@dataclass(frozen=True)
class _Group:
    """One row group: what its statistics say of each column, and its cells once they are asked for."""

    reader: pq.ParquetFile
    metadata: pq.RowGroupMetaData
    number: int
    places: Mapping[str, int]

    def chunk(self, column: str) -> _Chunk:
        rows, statistics = self.metadata.num_rows, self.metadata.column(self.places[column]).statistics
        if statistics is None:
            return _Chunk(rows, None, None)
        ends = (statistics.min, statistics.max) if statistics.has_min_max else None
        return _Chunk(rows, statistics.null_count if statistics.has_null_count else None, ends)

    def read(self, columns: list[str]) -> pa.Table:
        return self.reader.read_row_group(self.number, columns=columns)

    def take(self, columns: list[str], rows: pa.Array) -> pa.Table:
        """Some rows; where they are few, a batch at a time, so that little is in memory and nothing after the last is decoded."""
        if 2 * len(rows) > self.metadata.num_rows:
            return self.read(columns).take(rows)
        wanted, first, found = rows.to_numpy(), 0, []
        for batch in self.reader.iter_batches(BATCH, row_groups=[self.number], columns=columns):
            inside = wanted[wanted.searchsorted(first) : wanted.searchsorted(first + batch.num_rows)]
            if len(inside):
                found.append(batch.take(pa.array(inside - first)))
            first += batch.num_rows
            if first > wanted[-1]:
                break
        return pa.Table.from_batches(found)

    def cells(self, column: str) -> pa.Array:
        return _one_array(self.read([column]).column(0))


class _Chunk(NamedTuple):
    """What is known of one column in one row group before it is read."""

    rows: int
    nulls: int | None
    ends: tuple[Any, Any] | None


class _Between:
    """A column between two ends, or one of them; `or_null` says what null means."""

    def __init__(self, column: str, low: Any = None, high: Any = None, *, or_null: bool = False):
        self.column, self.low, self.high, self.or_null = column, low, high, or_null

    def foresee(self, chunk: _Chunk) -> bool | None:
        """Whether all cells pass, or none; None where one must look."""
        if chunk.nulls is None or chunk.ends is None:
            return None
        if chunk.nulls == chunk.rows:
            return self.or_null
        least, most = chunk.ends
        if (self.low is not None and most < self.low) or (self.high is not None and least > self.high):
            return None if self.or_null and chunk.nulls else False
        inside = (self.low is None or least >= self.low) and (self.high is None or most <= self.high)
        return True if inside and (self.or_null or not chunk.nulls) else None

    def mask(self, column: pa.Array) -> pa.Array:
        import pyarrow.compute as pc

        if pa.types.is_dictionary(column.type):
            return _looked_up(column, lambda c: pc.fill_null(self.mask(c), False), self.or_null)
        inside = column.is_valid()
        for end, compare in ((self.low, pc.greater_equal), (self.high, pc.less_equal)):
            if end is not None:
                inside = pc.and_(inside, pc.fill_null(compare(column, pa.scalar(end, column.type)), False))
        return pc.or_(inside, column.is_null()) if self.or_null else inside


class _Null(_Between):
    """A column that is null."""

    def foresee(self, chunk: _Chunk) -> bool | None:
        return {0: False, chunk.rows: True, None: None}.get(chunk.nulls)

    def mask(self, column: pa.Array) -> pa.Array:
        return column.is_null()


class _Values:
    """A column that holds one of some values, or joins one of them; remembers which of them nobody has seen yet."""

    def __init__(self, test: Test):
        self.test, self.column = test, test.field.name
        self.unproven = test.unproven
        self.null = None in test.values

    def foresee(self, chunk: _Chunk) -> bool | None:
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

        cells = self.test.present if self.test.field.separator is None else self.test.hits(column.unique().to_pylist())
        among = pc.is_in(column, value_set=pa.array(cells, column.type))
        if self.unproven:
            seen = column.filter(among).unique().to_pylist()
            self.unproven.difference_update(p for c in seen for p in self.test.parts(c))
        return among

    def find(self, groups: Sequence[_Group]) -> None:
        """Look for the values that nobody has seen, in the row groups that can hold them; an error if one is nowhere."""
        for group in groups:
            if self.unproven and self.foresee(group.chunk(self.column)) is None and self.unproven:
                self.mask(group.cells(self.column))
        if self.unproven:
            self.test.refuse(self.unproven, _distinct(groups, self.column))


def _known(known: Known) -> list[_Between]:
    """reported_on <= day AND (superseded_on IS NULL OR superseded_on > day)."""
    import datetime as dt

    filters = []
    if known.reported:
        filters.append(_Between(known.reported, high=known.day))
    if known.superseded and known.day is None:
        filters.append(_Null(known.superseded))
    elif known.superseded and known.day is not None and known.day < dt.date.max:
        filters.append(_Between(known.superseded, low=known.day + dt.timedelta(days=1), or_null=True))
    return filters


def _passing(groups: Iterable[_Group], filters: Sequence[_Values | _Between], schema: pa.Schema) -> pa.Table:
    found = [part.cast(schema) for g in groups if (part := _of_group(g, filters, schema.names)) is not None]
    return pa.concat_tables(found) if found else schema.empty_table()


def _of_group(group: _Group, filters: Sequence[_Values | _Between], columns: list[str]) -> pa.Table | None:
    """The rows of one row group that pass, None where none does."""
    import pyarrow.compute as pc

    open_ = []
    for test in filters:
        passes = test.foresee(group.chunk(test.column))
        if passes is False:
            return None
        if passes is None:
            open_.append(test)
    if not open_:
        return group.read(columns)
    names = list(dict.fromkeys(t.column for t in open_))
    read = group.read(names)
    hits = None
    for test in open_:
        # each looks only at the rows that the tests before it have left
        column = _one_array(read[test.column])
        passing = pc.indices_nonzero(test.mask(column if hits is None else column.take(hits)))
        hits = passing if hits is None else hits.take(passing)
        if not len(hits):
            return None
    more = [c for c in columns if c not in names]
    rest = group.take(more, hits) if more else None
    read = read.take(hits)
    return pa.table({c: (read if c in names else rest)[c] for c in columns})  # type: ignore[index]


def _looked_up(column: pa.DictionaryArray, passes: Any, null: bool) -> pa.Array:
    """The mask of a dictionary-encoded column, of which each distinct cell that occurs is looked at once."""
    import numpy as np

    missing = len(column.dictionary)
    numbers = column.indices.fill_null(missing).to_numpy()
    occurs = np.zeros(missing + 1, dtype=bool)
    occurs[numbers] = True
    used = np.flatnonzero(occurs[:missing])
    found = np.zeros(missing + 1, dtype=bool)
    found[used] = passes(column.dictionary.take(pa.array(used))).to_numpy(zero_copy_only=False)
    found[missing] = null
    return pa.array(found[numbers])


def _distinct(groups: Iterable[_Group], column: str) -> set[str]:
    """Distinct cells of a column, none where there are too many to be looked through."""
    cells: set[str] = set()
    for group in groups:
        ends = group.chunk(column).ends
        several = group.cells(column).unique().to_pylist() if ends is None or ends[0] != ends[1] else [ends[0]]
        cells.update(c for c in several if c is not None)
        if len(cells) > SUGGESTIONS:
            return set()
    return cells


def _one_array(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _used(column: pa.ChunkedArray) -> pa.ChunkedArray:
    array = _one_array(column if column.num_chunks == 1 else column.unify_dictionaries())
    used = array.indices.unique()
    if len(used) - (array.null_count > 0) == len(array.dictionary):
        return column if column.num_chunks == 1 else pa.chunked_array([array])
    import pyarrow.compute as pc

    used = used.drop_null().sort()
    indices = pc.index_in(array.indices, value_set=used).cast(pa.int32())
    return pa.chunked_array([pa.DictionaryArray.from_arrays(indices, array.dictionary.take(used))])
