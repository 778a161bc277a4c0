"""Dictionary-encoded columns: room for any number of codes, and none that does not occur."""

from __future__ import annotations

import pyarrow as pa

from conflictdata.engines.row_groups import one_array


def without_unused(rows: pa.Table) -> pa.Table:
    """Keep in each dictionary only the codes that occur, in their order; row groups may have
    different dictionaries.
    """
    columns = [_used(c) if pa.types.is_dictionary(c.type) else c for c in rows.columns]
    return pa.Table.from_arrays(columns, schema=rows.schema) if columns else rows


def widened(rows: pa.Table) -> pa.Table:
    """The same rows, with dictionaries that have room for any number of cells; another tool may
    have numbered a few only.
    """
    codes = [field.type for field in rows.schema if pa.types.is_dictionary(field.type)]
    if all(type_.index_type == pa.int32() for type_ in codes):
        return rows
    return rows.cast(pa.schema([wide(field) for field in rows.schema], rows.schema.metadata))


def wide(field: pa.Field) -> pa.Field:
    """A dictionary-encoded column whose row groups can have any number of cells together."""
    type_ = field.type
    return (
        field.with_type(pa.dictionary(pa.int32(), type_.value_type))
        if pa.types.is_dictionary(type_)
        else field
    )


def _used(column: pa.ChunkedArray) -> pa.ChunkedArray:
    array = one_array(column if column.num_chunks == 1 else column.unify_dictionaries())
    used = array.indices.unique()
    if len(used) - (array.null_count > 0) == len(array.dictionary):
        return column if column.num_chunks == 1 else pa.chunked_array([array])
    import pyarrow.compute as pc

    used = used.drop_null().sort()
    indices = pc.index_in(array.indices, value_set=used).cast(pa.int32())
    return pa.chunked_array([pa.DictionaryArray.from_arrays(indices, array.dictionary.take(used))])
