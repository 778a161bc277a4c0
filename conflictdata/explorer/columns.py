"""Columns as a page carries them: each value once, what rows hold as places in that list, packed.

A column is unpacked when somebody asks for it, so that what a first view does not show costs it
nothing.
"""

from __future__ import annotations

import base64
import gzip
import json
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

LEVEL = 9


def packed(content: Any) -> str:
    """JSON, compressed, as text that may stand anywhere in a page; the same for the same content.

    >>> len(packed([1] * 10_000)) < 120
    True
    """
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode("utf-8"), LEVEL, mtime=0)).decode("ascii")


def packed_columns(rows: pa.Table) -> dict[str, str]:
    """Column name -> its values and places, packed."""
    return {name: packed(_column(rows[name])) for name in rows.column_names}


def _column(column: pa.ChunkedArray) -> dict[str, list[Any]]:
    """``values`` in order, null first; ``codes`` say which of them a row has.

    Days are text, which is in order where days are.
    """
    type_ = column.type
    if pa.types.is_dictionary(type_):
        column, type_ = column.cast(type_.value_type), type_.value_type
    if pa.types.is_date(type_):
        column = column.cast(pa.string())
    encoded = column.combine_chunks().dictionary_encode()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    if 2 * len(encoded.dictionary) > len(column):
        return {"values": column.to_pylist()}
    order = pc.sort_indices(encoded.dictionary)
    nulls = 1 if encoded.null_count else 0
    places = pc.add(pc.sort_indices(order).cast(pa.int64()), nulls)
    codes = pc.fill_null(places.take(encoded.indices), 0)
    values = encoded.dictionary.take(order).to_pylist()
    return {"values": [None] * nulls + values, "codes": codes.to_pylist()}
