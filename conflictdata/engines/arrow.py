"""Choose rows with pyarrow; pandas frames are made from them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from conflictdata.loading import Known, Test


def select(file: Path, tests: Sequence[Test], known: Known, columns: list[str]) -> pa.Table:
    """The rows of a file that pass every test and were known, with codes that do not occur left out."""
    needed = dict.fromkeys([*columns, *(t.field.name for t in tests), *known.columns])
    # ParquetFile, since read_table imports pandas through pyarrow.dataset
    rows = pq.ParquetFile(file).read(columns=list(needed))
    masks = [_passes(test, rows[test.field.name]) for test in tests] + _known(known, rows)
    if masks:
        import pyarrow.compute as pc

        keep = masks[0]
        for mask in masks[1:]:
            keep = pc.and_(keep, mask)
        rows = rows.filter(keep)
    return _without_unused(rows.select(columns))


def _passes(test: Test, column: pa.ChunkedArray) -> pa.ChunkedArray:
    import pyarrow.compute as pc

    if pa.types.is_dictionary(column.type):
        column = column.cast(pa.string())
    if test.ends is None:
        cells = test.among(lambda: column.unique().to_pylist())
        return pc.is_in(column, value_set=pa.array(cells, column.type))
    inside = column.is_valid()
    for end, compare in zip(test.ends, (pc.greater_equal, pc.less_equal), strict=True):
        if end is not None:
            inside = pc.and_(inside, pc.fill_null(compare(column, pa.scalar(end, column.type)), False))
    return inside


def _known(known: Known, rows: pa.Table) -> list[pa.ChunkedArray]:
    import pyarrow.compute as pc

    masks = []
    if known.reported:
        masks.append(pc.less_equal(rows[known.reported], pa.scalar(known.day, pa.date32())))
    if known.superseded and known.day is None:
        masks.append(rows[known.superseded].is_null())
    elif known.superseded:
        masks.append(pc.fill_null(pc.greater(rows[known.superseded], pa.scalar(known.day, pa.date32())), True))
    return masks


def _without_unused(rows: pa.Table) -> pa.Table:
    """Keep in each dictionary only the codes that occur, in their order."""
    for i, field in enumerate(rows.schema):
        if not pa.types.is_dictionary(field.type):
            continue
        array = rows.column(i).combine_chunks()
        used = array.indices.drop_null().unique().sort()
        if len(used) < len(array.dictionary):
            import pyarrow.compute as pc

            indices = pc.index_in(array.indices, value_set=used).cast(pa.int32())
            fewer = pa.DictionaryArray.from_arrays(indices, array.dictionary.take(used))
            rows = rows.set_column(i, field, pa.chunked_array([fewer], type=field.type))
    return rows
