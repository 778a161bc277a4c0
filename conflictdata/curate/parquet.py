"""Rows as the Parquet files of a release hold them: types, order and every option of the writer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence
from inspect import signature
from math import isqrt
from typing import TYPE_CHECKING, Any

from conflictdata.schemas.arrow import arrow_schema

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from conflictdata.schemas.table import Table


PARQUET = {
    "version": "2.6",
    "compression": "zstd",
    "compression_level": 19,
    "write_statistics": True,
    "write_page_index": True,
    "write_page_checksum": True,
    "max_rows_per_page": 32_768,
    "store_schema": True,
}
# type in Arrow -> what pandas calls it, and into what it reads it
PANDAS = {
    "string": ("object", "str"),
    "int64": ("int64", "Int64"),
    "date32[day]": ("datetime", "datetime64[s]"),
}
# a table of no more rows is one row group, which is read in a breath
WHOLE = 32_768


def parquet_options(table: Table, rows: int, texts: Collection[str] = ()) -> dict[str, Any]:
    """How the file of a table is written, so that a question about a few rows reads little of it.

    A question reads the footer, which grows with the number of row groups, and a few row groups,
    which grow with their size: the size that keeps both small grows with the root of the rows, and
    a table of a few is one. Rows are sorted by `sort_keys`, so that the statistics say what can be
    in a row group and in a page. A column of unique text, or of `texts` that hardly repeat, is
    written as what differs from the cell above, in figures, whose texts are in no order, as they
    are; words that repeat go by a dictionary, numbers and days as they are, which zstd packs closer
    than their dictionaries. Bloom filters say which of several row groups hold a document or a
    reporter, which the order does not.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    names = table.columns
    unique = {
        f.name
        for f in table.fields
        if f.type == "string" and (f.constraints.get("unique") or (f.name,) == table.primaryKey)
    }
    numbers = {f.name for f in table.fields if f.type in ("integer", "number", "date")}
    figures = "series" in table.by_name
    alike = unique if figures else unique | set(texts)
    options = {
        **PARQUET,
        "row_group_size": WHOLE if rows <= WHOLE else min(max(20 * isqrt(rows), 8_192), 131_072),
        "use_dictionary": [n for n in names if n not in {*unique, *texts, *numbers}],
        "column_encoding": dict.fromkeys(sorted(alike), "DELTA_BYTE_ARRAY"),
        "bloom_filter_options": {
            n: {"ndv": 1024, "fpp": 0.01}
            for n in ("reporter", "source")
            if figures and rows > WHOLE
        },
        "sorting_columns": pq.SortingColumn.from_ordering(
            pa.schema([(n, pa.null()) for n in names]), sort_keys(table)
        ),
    }
    # an older pyarrow lacks some; it writes other bytes of the same rows
    known = signature(pq.write_table).parameters
    return {name: value for name, value in options.items() if name in known}


def hardly_repeated(rows: pa.Table) -> list[str]:
    """The columns of text in which a third of the cells or more are the first of their kind."""
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = {f.name: rows[f.name] for f in rows.schema if pa.types.is_string(f.type)}
    return [n for n, cells in texts.items() if 3 * pc.count_distinct(cells).as_py() > len(cells)]


def sort_keys(table: Table) -> list[str]:
    """The columns by which the rows of a table are sorted in its file."""
    return (
        ["series", "period_start", "period_end", "reported_on"]
        if "series" in table.by_name
        else list(table.primaryKey)
    )


def to_arrow(table: Table, frame: pd.DataFrame) -> pa.Table:
    """The rows in the order of their key, in Arrow types, with the metadata that plain pandas goes
    by.
    """
    import pyarrow as pa

    keys = sort_keys(table)
    order = (
        frame[keys]
        .astype({k: "str" for k in keys if frame[k].dtype == "category"})
        .sort_values(keys, kind="stable")
        .index
    )
    frame = frame.loc[order].reset_index(drop=True)
    schema = arrow_schema(table)
    arrays = []
    for field in schema:
        column = frame[field.name]
        if pa.types.is_dictionary(field.type):
            codes = pa.array(column.cat.codes.astype("int32"), mask=column.isna().to_numpy())
            arrays.append(
                pa.DictionaryArray.from_arrays(
                    codes, pa.array(list(column.cat.categories), pa.string())
                )
            )
        else:
            arrays.append(pa.array(column, type=field.type, from_pandas=True))
    pandas = json.dumps(_for_pandas(schema, arrays)).encode()
    return pa.Table.from_arrays(
        arrays, schema=schema.with_metadata({**schema.metadata, b"pandas": pandas})
    )


def _for_pandas(schema: pa.Schema, arrays: Sequence[pa.Array]) -> dict[str, Any]:
    """What plain pandas goes by, as pandas 3 says it; of whatever version is installed, since a
    release does not depend on who builds it.
    """
    import pyarrow as pa

    columns = []
    for field, cells in zip(schema, arrays, strict=True):
        metadata = None
        if pa.types.is_dictionary(field.type):
            kind = ("categorical", "int32")
            metadata = {"num_categories": len(cells.dictionary), "ordered": False}
        else:
            kind = PANDAS[str(field.type)]
        told = dict(zip(("pandas_type", "numpy_type"), kind, strict=True))
        columns.append({"name": field.name, "field_name": field.name, **told, "metadata": metadata})
    about = {"index_columns": [], "column_indexes": [], "pandas_version": "3.0.0"}
    return {**about, "columns": columns}


def rows_hash(rows: pa.Table) -> str:
    """A hash of rows and schema that does not depend on who wrote the file."""
    import pyarrow as pa

    digest = hashlib.sha256()
    digest.update(json.dumps([[f.name, str(f.type), f.nullable] for f in rows.schema]).encode())
    plain = [c.cast(pa.string()) if pa.types.is_dictionary(c.type) else c for c in rows.columns]
    for row in zip(*(c.to_pylist() for c in plain), strict=True):
        digest.update(
            json.dumps(row, ensure_ascii=False, default=str, separators=(",", ":")).encode() + b"\n"
        )
    return f"sha256:{digest.hexdigest()}"
