"""Rows as a workbook for a spreadsheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from conflictdata.cli.grid import Grid, text_of
from conflictdata.cli.layout import width
from conflictdata.errors import ConflictDataError

ROWS, EXACT, WIDEST = 1_048_576, 10**15, 60


def write_workbook(file: Path, sheets: Mapping[str, Grid]) -> None:
    """Write one sheet a name: a head that stays in view, and cells that show whole numbers."""
    book = Workbook(write_only=True)
    for name, grid in sheets.items():
        if any(len(column) >= ROWS for column in grid.values()):
            raise ConflictDataError(
                f"a sheet has room for {ROWS - 1:,} rows; write .parquet or .csv"
            )
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for i, (head, column) in enumerate(grid.items(), 1):
            sheet.column_dimensions[get_column_letter(i)].width = _width(head, column)
        sheet.append([_cell(sheet, head, bold=True) for head in grid])
        for row in zip(*grid.values(), strict=True):
            sheet.append([_cell(sheet, value) for value in row])
        last = get_column_letter(max(len(grid), 1))
        sheet.auto_filter.ref = f"A1:{last}{1 + max(map(len, grid.values()), default=0)}"
    book.save(file)


def _cell(sheet: Any, value: Any, *, bold: bool = False) -> Any:
    if isinstance(value, dt.datetime):
        value = value.date()
    # a spreadsheet keeps fifteen digits of a number
    if isinstance(value, int) and abs(value) >= EXACT:
        value = str(value)
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub(" ", value)
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"  # text that begins with "=" is no formula
    elif isinstance(value, dt.date):
        cell.number_format = "YYYY-MM-DD"
    elif isinstance(value, int):
        cell.number_format = "#,##0"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _width(head: str, column: Sequence[Any]) -> int:
    return 2 + min(WIDEST, max(map(width, (head, *map(text_of, column)))))
