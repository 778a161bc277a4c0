"""Columns of a frame of any backend: their names, their cells, and more of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conflictdata.errors import ConflictDataError

# a type and its cells
Cells = tuple[str, list[Any]]


def column_names(rows: Any, caller: str) -> list[str]:
    """The names of the columns of a frame, or an error that says what `caller` takes."""
    if hasattr(rows, "column_names"):
        return list(rows.column_names)
    # by what frames alone have: a relation of DuckDB has columns and a shape as well
    if hasattr(rows, "columns") and (hasattr(rows, "iloc") or hasattr(rows, "get_columns")):
        return list(rows.columns)
    raise no_frame(rows, caller)


def no_frame(rows: Any, caller: str) -> ConflictDataError:
    """The error that says what `caller` takes."""
    return ConflictDataError(
        f"{caller} takes a frame of pandas, polars or pyarrow, not {type(rows).__name__}"
    )


def column_of(rows: Any, name: str) -> list[Any]:
    """The cells of a column as Python values."""
    column = rows[name]
    for method in ("to_pylist", "to_list"):
        if hasattr(column, method):
            return getattr(column, method)()
    raise ConflictDataError(f"the frame has the column {name!r} twice")


def with_columns(rows: Any, more: Mapping[str, Cells]) -> Any:
    """The same rows with more columns, or with these instead of those of their names."""
    if hasattr(rows, "column_names"):
        return _of_arrow(rows, more)
    if hasattr(rows, "with_columns"):
        return _of_polars(rows, more)
    return rows.assign(**{name: _of_pandas(rows, *cells) for name, cells in more.items()})


def _of_pandas(rows: Any, kind: str, cells: list[Any]) -> Any:
    import pandas as pd

    types = {"integer": "Int64", "number": "Float64", "date": "datetime64[s]", "string": "str"}
    values = pd.to_datetime(cells) if kind == "date" else cells
    return pd.Series(values, rows.index, dtype=types[kind])


def _of_polars(rows: Any, more: Mapping[str, Cells]) -> Any:
    import polars as pl

    types = {"integer": pl.Int64, "number": pl.Float64, "date": pl.Date, "string": pl.String}
    return rows.with_columns(
        [pl.Series(n, cells, types[kind]) for n, (kind, cells) in more.items()]
    )


def _of_arrow(rows: Any, more: Mapping[str, Cells]) -> Any:
    import pyarrow as pa

    types = {
        "integer": pa.int64(),
        "number": pa.float64(),
        "date": pa.date32(),
        "string": pa.string(),
    }
    for name, (kind, cells) in more.items():
        column = pa.array(cells, types[kind])
        place = rows.schema.get_field_index(name)
        if place < 0:
            rows = rows.append_column(name, column)
        else:
            rows = rows.set_column(place, name, column)
    return rows


def rows_at(rows: Any, places: list[int], columns: list[str]) -> Any:
    """Some rows of a frame in the order of their places, with some columns."""
    if hasattr(rows, "column_names"):
        import pyarrow as pa

        return rows.take(pa.array(places, pa.int64())).select(columns)
    if hasattr(rows, "with_columns"):
        return rows[places].select(columns)
    return rows.iloc[places][columns]


def indexed_by_day(rows: Any, columns: list[str]) -> Any:
    """The same rows with their columns in that order, in pandas indexed by ``day``."""
    if not hasattr(rows, "iloc"):
        return rows.select(columns)
    return rows.set_index(rows["period_end"].rename("day"))[columns]


def noted(rows: Any, key: str, text: str) -> Any:
    """The same rows, which say something of themselves; a frame of polars has no place for it."""
    if hasattr(rows, "attrs"):
        rows.attrs["conflictdata"] = {**rows.attrs.get("conflictdata", {}), key: text}
    elif hasattr(rows, "replace_schema_metadata"):
        metadata = {**(rows.schema.metadata or {}), f"conflictdata.{key}": text}
        rows = rows.replace_schema_metadata(metadata)
    return rows
