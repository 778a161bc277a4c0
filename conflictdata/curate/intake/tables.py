"""Read somebody's table as it is: rows of texts, each with its place."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictdata.curate.intake.addresses import LIMIT, Brought
from conflictdata.curate.intake.functions import FUNCTIONS
from conflictdata.curate.intake.marked import Marked, read_marked
from conflictdata.errors import ConflictDataError, nearest

if TYPE_CHECKING:
    from conflictdata.curate.intake.recipe import Recipe


@dataclass(frozen=True)
class Row:
    """A row of theirs: column -> text, without what is empty, and where it stands."""

    cells: dict[str, str]
    place: str


def read_rows(recipe: Recipe, brought: Brought) -> list[Row]:
    """The rows of every file, held to the columns that the recipe knows.

    Raises
    ------
    ConflictDataError
        Where a file is not what the recipe says, or a column is missing or new.
    """
    read = READERS[recipe.format]
    rows: list[Row] = []
    for file in brought.files:
        try:
            rows += read(file, brought.place(file), recipe)
        except (OSError, zipfile.BadZipFile) as error:
            raise ConflictDataError(
                f"{brought.place(file)}: is no {recipe.format}: {error}"
            ) from None
    if not rows:
        raise ConflictDataError(f"{brought.name}: holds no rows")
    if recipe.function:
        make = FUNCTIONS[recipe.function].make
        rows = [Row(make(row.cells), row.place) for row in rows]
    _hold_to(recipe, rows, brought.name)
    return rows


def _hold_to(recipe: Recipe, rows: list[Row], name: str) -> None:
    there = {column: row.place for row in reversed(rows) for column in row.cells}
    function = FUNCTIONS.get(recipe.function)
    makes, reads = (function.makes, function.reads) if function else ((), ())
    for column in sorted(recipe.uses - set(there) - set(makes)):
        raise ConflictDataError(
            f"{name}: the column {column!r} is missing{nearest(column, there)}; {recipe.place} asks"
            " for it"
        )
    left = [s for s in recipe.leave_out if s.columns]
    for column, place in sorted(there.items()):
        if column not in {*recipe.uses, *makes, *reads} and not any(s.names(column) for s in left):
            raise ConflictDataError(
                f"{place}: the column {column!r} is new; map it in {recipe.place}, or name it under"
                " leave_out with the reason"
            )


def _text(file: Path, place: str) -> str:
    data = file.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConflictDataError(
            f"{place}:{line}: byte {data[error.start]:#04x} is no UTF-8; ask its keeper, or save"
            " the file as UTF-8"
        ) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ConflictDataError(f"{place}:{line}: holds a NUL byte")
    if re.match(r"\s*<(!doctype|html)", text[:200], re.IGNORECASE):
        raise ConflictDataError(f"{place}:1: is a page of HTML and no table")
    return text


def _csv(file: Path, place: str, recipe: Recipe) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(_text(file, place), newline=""), strict=True)
    line = 1
    try:
        header = next(reader, [])
        for column in header:
            if header.count(column) > 1:
                raise ConflictDataError(f"{place}:1: the column {column!r} stands twice")
        while True:
            line = reader.line_num + 1
            cells = next(reader, None)
            if cells is None:
                return
            if cells and len(cells) != len(header):
                raise ConflictDataError(
                    f"{place}:{line}: has {len(cells)} cells, the header has {len(header)}"
                )
            if cells:
                yield _row(dict(zip(header, cells, strict=True)), f"{place}:{line}")
    except csv.Error as error:
        raise ConflictDataError(f"{place}:{line}: {error}; look for a missing quote") from None


def _json(file: Path, place: str, recipe: Recipe) -> Iterator[Row]:
    try:
        # numbers stay as they are printed
        content = json.loads(
            _text(file, place), parse_float=str, parse_int=str, object_pairs_hook=_once
        )
    except RecursionError:
        raise ConflictDataError(f"{place}: goes too deep to be a table") from None
    except ValueError as error:
        raise ConflictDataError(f"{place}: is no JSON: {error}") from None
    if not isinstance(content, list):
        raise ConflictDataError(f"{place}: is no list of rows")
    for number, row in enumerate(content, start=1):
        here = f"{place}: row {number}"
        if not isinstance(row, dict):
            raise ConflictDataError(f"{here}: is no object of columns")
        yield _row(_flat(row, here), here)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"the key {name!r} stands twice in one row")
    return dict(pairs)


def _xlsx(file: Path, place: str, recipe: Recipe) -> Iterator[Row]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    with zipfile.ZipFile(file) as parts:
        if sum(part.file_size for part in parts.infolist()) > 8 * LIMIT:
            raise ConflictDataError(f"{place}: unpacks to more than {8 * LIMIT:,} bytes; refused")
    try:
        book = load_workbook(file, read_only=True, data_only=True)
    except (InvalidFileException, KeyError, ValueError) as error:
        raise ConflictDataError(f"{place}: is no workbook: {error}") from None
    name = recipe.sheet or book.sheetnames[0]
    if name not in book.sheetnames:
        raise ConflictDataError(f"{place}: has no sheet {name!r}{nearest(name, book.sheetnames)}")
    lines = book[name].iter_rows(values_only=True)
    header = [_cell(value) for value in next(lines, ())]
    for number, line in enumerate(lines, start=2):
        cells = dict(zip(header, map(_cell, line), strict=False))
        if any(cells.values()):
            yield _row(cells, f"{place}: {name}, row {number}")


def _parquet(file: Path, place: str, recipe: Recipe) -> Iterator[Row]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(file).read()
    except pa.ArrowException as error:
        raise ConflictDataError(f"{place}: is no Parquet: {error}") from None
    for number, row in enumerate(table.to_pylist(), start=1):
        here = f"{place}: row {number}"
        yield _row(_flat(row, here), here)


def _markdown(file: Path, place: str, recipe: Recipe) -> Iterator[Row]:
    """One row a file: its front matter, its text as the column ``body``, its name as ``file``."""
    found = re.fullmatch(r"---\s*\n(.*?\n)---[ \t]*(?:\n(.*))?", _text(file, place), re.DOTALL)
    if found is None:
        raise ConflictDataError(f"{place}:1: has no front matter between two lines of ---")
    cells = {"file": file.name, "body": (found[2] or "").strip()}
    yield _row({**cells, **_front(read_marked(found[1], place, first=2))}, place)


def _front(part: Marked, prefix: str = "") -> dict[str, str]:
    cells: dict[str, str] = {}
    for key, value in part.pairs.items():
        if isinstance(value.value, dict):
            cells |= _front(value, f"{prefix}{key}.")
        else:
            cells[prefix + key] = value.text
    return cells


def _flat(row: dict[str, Any], place: str, prefix: str = "") -> dict[str, str]:
    """Columns of columns as ``outer.inner``."""
    cells: dict[str, str] = {}
    for name, value in row.items():
        if isinstance(value, dict):
            cells |= _flat(value, place, f"{prefix}{name}.")
        elif isinstance(value, list):
            raise ConflictDataError(f"{place}: {prefix}{name} holds a list and no value")
        else:
            cells[prefix + name] = _cell(value)
    return cells


def _cell(value: Any) -> str:
    """A value as text: days as 2023-05-04, numbers with every digit that they have."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if not (value.hour or value.minute) else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)


def _row(cells: dict[str, str], place: str) -> Row:
    return Row({column: text for column, text in cells.items() if column and text != ""}, place)


READERS: dict[str, Callable[[Path, str, Recipe], Iterator[Row]]] = {
    "csv": _csv,
    "json": _json,
    "xlsx": _xlsx,
    "parquet": _parquet,
    "markdown": _markdown,
}
