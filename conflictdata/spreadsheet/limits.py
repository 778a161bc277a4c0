"""What a spreadsheet cannot hold as it is: refused before a file is written, or said in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeGuard

from conflictdata.errors import ConflictDataError
from conflictdata.grid import Grid

ROWS = 1_048_576
TEXT = 32_767
EXACT = 10**15
LINKS, ADDRESS = 65_530, 2_079
# the calendar of spreadsheets has a 29 February 1900
FIRST_DAY = dt.date(1900, 3, 1)


def refuse(name: str, grid: Grid) -> None:
    """An error where rows find no room, or a text would be cut."""
    if _rows(grid) >= ROWS:
        raise ConflictDataError(
            f"{name}: a sheet has room for {ROWS - 1:,} rows; write .parquet or .csv"
        )
    for column, values in grid.items():
        for number, value in enumerate(values, 1):
            # a cheap look before the true length: UTF-16 has at most two units a character
            if isinstance(value, str) and len(value) * 2 > TEXT and _units(value) > TEXT:
                raise ConflictDataError(
                    f"{name}: {column} of row {number} has {_units(value):,} characters, and a"
                    f" cell of a spreadsheet has room for {TEXT:,}; leave the column out, or write"
                    " .parquet, .csv or .json"
                )


def as_text(value: Any) -> bool:
    """Whether a spreadsheet would show another number or another day, and gets text."""
    if isinstance(value, dt.date):
        return day_of(value) < FIRST_DAY
    return isinstance(value, int) and abs(value) >= EXACT


def linked(grid: Grid, links: Mapping[str, str]) -> dict[str, str]:
    """Of the columns that are to link, each with that of its address, those that find room: a sheet
    holds a limited number.
    """
    kept, left = {}, LINKS
    for column, addresses in links.items():
        if column in grid and addresses in grid:
            wanted = sum(is_address(a) for a in grid[addresses])
            if wanted <= left:
                kept[column] = addresses
                left -= wanted
    return kept


def is_address(text: Any) -> TypeGuard[str]:
    """Whether a text can be followed: an address on the web, or ``#`` and a place in the book."""
    return isinstance(text, str) and text.startswith(("http", "#")) and len(text) <= ADDRESS


def told(grid: Grid, links: Mapping[str, str]) -> Iterator[str]:
    """What a reader of the file must know of it."""
    changed = [c for c, values in grid.items() if any(map(as_text, values))]
    if changed:
        yield (
            f"In {_listed(changed)} numbers of more than 15 digits and days before March 1900 are"
            " text, since a spreadsheet would change them."
        )
    if lost := [c for c in links if c in grid and c not in linked(grid, links)]:
        yield f"{_listed(lost)}: without links, of which a sheet holds {LINKS:,}."
    if empty := empty_columns(grid):
        yield f"Columns without a value in any of these rows are hidden: {_listed(empty)}."


def empty_columns(grid: Grid) -> list[str]:
    """The columns that say nothing in any row, where there are rows."""
    return [c for c, values in grid.items() if values and all(v is None for v in values)]


def day_of(value: dt.date) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value


def _rows(grid: Grid) -> int:
    return max(map(len, grid.values()), default=0)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(columns)
