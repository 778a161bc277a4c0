"""Rows of any verb as columns of plain values, which texts, CSV and JSON are made from."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from conflictdata.errors import ConflictDataError
from conflictdata.schemas.words import nearest_column

Grid = Mapping[str, Sequence[Any]]


def grid_of(rows: Any, columns: str | None = None) -> dict[str, list[Any]]:
    """The columns of Arrow rows, a frame or a grid, all of them or those that are named ``A,B``."""
    names = list(getattr(rows, "column_names", None) or getattr(rows, "columns", rows))
    if columns is not None:
        names = [_known(name, names) for name in columns.split(",")]
    return {name: _values(rows[name]) for name in dict.fromkeys(names)}


def to_csv(grid: Grid) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(grid)
    writer.writerows(zip(*([_plain(v) for v in column] for column in grid.values()), strict=True))
    return text.getvalue()


def to_json(grid: Grid, lists: Mapping[str, str] | None = None) -> str:
    """Rows as JSON; of `lists`, column -> separator, a cell is a list of what it joins, an empty
    one a list of nothing.
    """
    parted = lists or {}
    columns = [
        [_parts(v, parted[name]) if name in parted else _plain(v) for v in column]
        for name, column in grid.items()
    ]
    rows = [dict(zip(grid, row, strict=True)) for row in zip(*columns, strict=True)]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def text_of(value: Any) -> str:
    """A value as people read it, on one line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{int(value) if value.is_integer() else value:,}"
    # what a terminal would obey rather than show
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", str(_plain(value)))


def _known(name: str, names: Sequence[str]) -> str:
    if name not in names:
        raise ConflictDataError(f"there is no column {name!r}{nearest_column(name, list(names))}")
    return name


def _values(column: Any) -> list[Any]:
    """The values of a column of Arrow or pandas; what is missing is None."""
    if isinstance(column, list):
        return column
    if not hasattr(column, "to_pylist"):
        import pyarrow as pa

        column = pa.Array.from_pandas(column)
    return list(column.to_pylist())


def _parts(cell: str | None, separator: str) -> list[str]:
    return cell.split(separator) if cell else []


def _plain(value: Any) -> Any:
    """A value as JSON and CSV have it: days as text."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, dt.date) else value
