"""Write a workbook: heads that stay in view, filters, links, numbers and days that are such, and
text that nobody computes. The same sheets give the same bytes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.writer.excel import ExcelWriter

from conflictdata.grid import Grid, text_of
from conflictdata.spreadsheet import limits

NARROW, WIDE, FOLDED = 8, 44, 80
LINE = 15
LETTERS = {"name": "Calibri", "size": 11}
# as archives say that do not know
NO_CLOCK = dt.datetime(1980, 1, 1)
# the button of the filter in a head
BUTTON = 3
# what a spreadsheet would take for a formula, a number or a day if somebody edits the cell
TEMPTING = tuple("=+-@#0123456789")


@dataclass(frozen=True)
class Sheet:
    """Columns under a name.

    `links` names for a column that of the addresses to which its cells lead, `notes` what a pointer
    finds on a head; `hidden` columns are there and not shown; texts of a `folded` sheet are for
    reading, on as many lines as they need.
    """

    name: str
    grid: Grid
    links: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    hidden: Collection[str] = ()
    folded: bool = False


def write_workbook(file: Path, title: str, sheets: Sequence[Sheet]) -> None:
    """Write sheets in their order.

    Raises
    ------
    ConflictDataError
        A sheet has more rows, or a cell more text, than a spreadsheet holds: nothing is cut.
    """
    for sheet in sheets:
        limits.refuse(sheet.name, sheet.grid)
    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = title, "conflictdata"
    book.properties.created = book.properties.modified = NO_CLOCK
    for sheet in sheets:
        _write_sheet(book.create_sheet(sheet.name), sheet)
    ExcelWriter(book, _Clockless(file, "w", ZIP_DEFLATED)).save()


class _Clockless(ZipFile):
    """An archive that does not say when it was made."""

    def write(self, filename: Any, arcname: Any = None, *_: Any) -> None:
        """Put a file in."""
        self.writestr(str(arcname), Path(filename).read_bytes())

    def writestr(self, name: Any, content: Any, *_: Any) -> None:
        """Put a text in."""
        super().writestr(ZipInfo(name), content, ZIP_DEFLATED)


def _write_sheet(page: Any, sheet: Sheet) -> None:
    grid, rows = sheet.grid, max(map(len, sheet.grid.values()), default=0)
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    if sheet.folded:
        page.sheet_properties.pageSetUpPr.fitToPage, page.page_setup.fitToHeight = True, 0
    for i, (head, column) in enumerate(grid.items(), 1):
        shape = page.column_dimensions[get_column_letter(i)]
        shape.width = _width(head, column, FOLDED if sheet.folded else WIDE)
        shape.hidden = head in sheet.hidden
    page.append([_head(page, sheet, name) for name in grid])
    cells = _Cells(page, sheet)
    for number in range(rows):
        if sheet.folded:
            lines = max(ceil(len(text_of(column[number])) / FOLDED) for column in grid.values())
            page.row_dimensions[number + 2].height = LINE * max(lines, 1)
        page.append(cells.row(number))
    page.auto_filter.ref = f"A1:{get_column_letter(max(len(grid), 1))}{1 + rows}"


class _Cells:
    """The cells of a sheet, one a kind, which are filled and written again and again.

    Each has a style, since openpyxl goes on to use a cell without one.
    """

    def __init__(self, page: Any, sheet: Sheet):
        self.grid = sheet.grid
        self.links = limits.linked(sheet.grid, sheet.links)
        seat = Alignment(vertical="top", wrap_text=sheet.folded)
        # a little away from the number on its left
        text = Alignment(vertical="top", wrap_text=sheet.folded, horizontal="left", indent=1)
        blue = Font(**LETTERS, color="0563C1", underline="single")
        self.text = _styled(page, alignment=text)
        self.tempting = _styled(page, alignment=text, quotePrefix=True)
        self.link = _styled(page, alignment=text, font=blue, quotePrefix=True)
        self.number = _styled(page, alignment=seat, number_format="#,##0")
        self.day = _styled(page, alignment=seat, number_format="YYYY-MM-DD")
        self.other = _styled(page, alignment=seat, number_format="General")

    def row(self, number: int) -> Iterator[Any]:
        """The cells of a row; each is written before the next is filled."""
        for name, column in self.grid.items():
            value = column[number]
            if value is None or value == "":
                yield None
                continue
            cell = self._filled(value)
            address = self.grid[self.links[name]][number] if name in self.links else None
            if limits.is_address(address):
                self.link.value, self.link.data_type = cell.value, cell.data_type
                cell = self.link
                cell.hyperlink = _link(address)
            yield cell

    def _filled(self, value: Any) -> Any:
        if limits.as_text(value):
            value = str(value)
        if isinstance(value, str):
            cell = self.tempting if value.startswith(TEMPTING) else self.text
            cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", value)
            cell.data_type = "s"  # whatever it begins with
            return cell
        if isinstance(value, dt.date):
            cell, value = self.day, limits.day_of(value)
        else:
            cell = self.number if type(value) is int else self.other
        cell.value = value
        return cell


def _styled(page: Any, **style: Any) -> Any:
    cell = WriteOnlyCell(page)
    for name, value in style.items():
        setattr(cell, name, value)
    return cell


def _head(page: Any, sheet: Sheet, name: str) -> Any:
    """The name of a column, above its numbers or its texts."""
    right = any(value is not None and not isinstance(value, str) for value in sheet.grid[name])
    cell = _styled(
        page,
        font=Font(**LETTERS, bold=True),
        fill=PatternFill("solid", fgColor="E8ECF1"),
        alignment=Alignment(
            vertical="top", horizontal="right" if right else "left", indent=0 if right else 1
        ),
    )
    cell.value, cell.data_type = name, "s"
    if note := sheet.notes.get(name):
        cell.comment = Comment(note, "conflictdata", height=40 + 20 * (len(note) // 40), width=320)
    return cell


def _link(address: str) -> Hyperlink:
    place = {"location": address[1:]} if address.startswith("#") else {"target": address}
    return Hyperlink(ref="A1", **place)


def _width(head: str, column: Sequence[Any], widest: int) -> int:
    longest = max((len(text_of(value)) for value in set(column)), default=0)
    return 3 + min(widest, max(NARROW, len(head) + BUTTON, longest))
