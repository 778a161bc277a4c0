"""Choose rows with pyarrow; pandas frames are made from them.

A file is read row group by row group: first the columns that a filter asks for, and only where the
statistics leave it open; then, where rows are left, the other columns. What is kept is the answer,
never the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from conflictdata.engines import plain
from conflictdata.engines.dictionaries import wide, widened, without_unused
from conflictdata.engines.predicates import Between, Null, Values
from conflictdata.engines.row_groups import RowGroup, one_array

if TYPE_CHECKING:
    from conflictdata.question.filters import Filter
    from conflictdata.question.vintage import AsKnownOn


def select(
    file: Path | BinaryIO, tests: Sequence[Filter], known: AsKnownOn, columns: list[str]
) -> pa.Table:
    """The rows of a file that pass every test and were known, with codes that do not occur left
    out.
    """
    # ParquetFile, since read_table imports pandas through pyarrow.dataset
    with pq.ParquetFile(file, pre_buffer=False, page_checksum_verification=True) as source:
        # a row of no columns still counts
        wanted = list(dict.fromkeys(columns)) or source.schema_arrow.names[:1]
        filters = [
            *(Values(t) if t.ends is None else Between(t.field.name, *t.ends) for t in tests),
            *_known(known),
        ]
        rows = (
            _filtered(file, source, filters, wanted)
            if filters
            else widened(source.read(columns=wanted))
        )
    rows = without_unused(rows if rows.schema.names == columns else rows.select(columns))
    return _as_known(rows, known)


def _filtered(
    file: Path | BinaryIO,
    source: pq.ParquetFile,
    filters: Sequence[Values | Between],
    columns: list[str],
) -> pa.Table:
    schema, metadata = source.schema_arrow, source.metadata
    # a column that is a struct is several to the statistics
    leaves = metadata.row_group(0) if metadata.num_row_groups else None
    places = (
        {leaves.column(i).path_in_schema: i for i in range(metadata.num_columns)} if leaves else {}
    )
    # text that repeats is chosen by its number, and only what is left becomes text; the footer is
    # read once
    repeated = [
        name for name in schema.names if _repeats(schema.field(name), metadata, places.get(name, 0))
    ]
    with pq.ParquetFile(
        file,
        metadata=metadata,
        read_dictionary=repeated,
        pre_buffer=False,
        page_checksum_verification=True,
    ) as reader:
        groups = [
            RowGroup(reader, metadata.row_group(g), g, places)
            for g in range(metadata.num_row_groups)
        ]
        rows = _passing(
            groups, filters, pa.schema([wide(schema.field(c)) for c in columns], schema.metadata)
        )
        for test in filters:
            if isinstance(test, Values) and test.unproven:
                test.find(groups)
    return rows


def _repeats(field: pa.Field, metadata: pq.FileMetaData, place: int) -> bool:
    if not pa.types.is_string(field.type) or not metadata.num_row_groups:
        return False
    return "RLE_DICTIONARY" in metadata.row_group(0).column(place).encodings


def _known(known: AsKnownOn) -> list[Between]:
    """reported_on <= day AND (superseded_on IS NULL OR superseded_on > day)."""
    import datetime as dt

    filters = []
    if known.reported:
        filters.append(Between(known.reported, high=known.day))
    if known.superseded and known.current:
        filters.append(Null(known.superseded))
    elif known.superseded and known.day is not None:
        next_day = known.day + dt.timedelta(days=1)
        filters.append(Between(known.superseded, low=next_day, or_null=True))
    return filters


def _as_known(rows: pa.Table, known: AsKnownOn) -> pa.Table:
    """The same rows without what was learned after the day."""
    import pyarrow.compute as pc

    for name in (c for c in known.later if c in rows.schema.names):
        cells, place = rows[name], rows.schema.get_field_index(name)
        later = pc.greater(cells, plain.scalar(known.day, cells.type))
        known_cells = pc.if_else(later, pa.nulls(1, cells.type)[0], cells)
        rows = rows.set_column(place, rows.schema.field(place), known_cells)
    return rows


def _passing(
    groups: Iterable[RowGroup], filters: Sequence[Values | Between], schema: pa.Schema
) -> pa.Table:
    found = [
        part.cast(schema)
        for g in groups
        if (part := _of_group(g, filters, schema.names)) is not None
    ]
    return pa.concat_tables(found) if found else schema.empty_table()


def _of_group(
    group: RowGroup, filters: Sequence[Values | Between], columns: list[str]
) -> pa.Table | None:
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
        column = one_array(read[test.column])
        passing = pc.indices_nonzero(test.mask(column if hits is None else column.take(hits)))
        hits = passing if hits is None else hits.take(passing)
        if not len(hits):
            return None
    more = [c for c in columns if c not in names]
    rest = group.take(more, hits) if more else None
    read = read.take(hits)
    return pa.table({c: (read if c in names else rest)[c] for c in columns})  # type: ignore[index]
