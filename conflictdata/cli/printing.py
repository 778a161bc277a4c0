"""Print rows for people and for machines."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from conflictdata.cli import streams
from conflictdata.cli.layout import Column, folded, one_below_the_other, side_by_side
from conflictdata.errors import ConflictDataError, nearest
from conflictdata.grid import Grid, grid_of, text_of, to_csv, to_json
from conflictdata.summary import summary

if TYPE_CHECKING:
    import pyarrow as pa

    from conflictdata.schemas.table import Table


FORMATS = ("table", "json", "csv")


ROWS = 40


def show(
    rows: Any,
    format: str = "table",
    *,
    columns: str | None = None,
    needed: Sequence[str] | None = None,
    once: bool = True,
    limit: int | None = None,
    more: str = "--limit 0 prints them",
    lists: Mapping[str, str] | None = None,
) -> None:
    """Print Arrow rows or a frame as a table for people, or as JSON or CSV for machines.

    Parameters
    ----------
    columns
        Those to print, ``A,B``; all without it.
    needed
        Those without which a row is not understood, the first two without it; where a terminal has
        no room for them rows are printed as records.
    once
        Whether a terminal says what is the same in all rows once, above them.
    limit, more
        How many rows to print, 0 for all, without it `ROWS` for people and all for machines; and
        what is said of the rest.
    lists
        Columns whose cells join several values, with what stands between them: lists in JSON.
    """
    shown = rows[: _limit(limit, format)]
    rest = len(rows) - len(shown)
    if is_for_machines(format):
        show_machines(grid_of(shown, columns), format, lists)
        if rest:
            streams.say(f"note: {rest:,} more rows; {more}")
        return
    grid = grid_of(shown, columns)
    once = once and columns is None and len(rows) > 1
    same = [c for c in grid if once and len(rows[c].unique()) == 1]
    show_people(grid, list(grid)[:2] if needed is None else needed, same)
    if rest:
        print(f"... {rest:,} more rows; {more}")


def _limit(limit: int | None, format: str) -> int | None:
    """How many rows are printed, None for all."""
    return (None if is_for_machines(format) else ROWS) if limit is None else limit or None


def is_for_machines(format: str, formats: Sequence[str] = FORMATS) -> bool:
    """Whether a format is not the first of some, which is for people."""
    if format not in formats:
        raise ConflictDataError(f"format {format!r} is unknown{nearest(format, formats)}")
    return format != formats[0]


def show_machines(grid: Grid, format: str, lists: Mapping[str, str] | None = None) -> None:
    """Print columns as JSON or CSV."""
    streams.for_machines(to_json(grid, lists) if format == "json" else to_csv(grid))


def show_people(grid: Grid, needed: Sequence[str], same: Sequence[str] = ()) -> None:
    """Print columns as a table, or as records where a terminal has no room for those needed; what
    is the `same` in all rows once.
    """
    columns = _texts(grid)
    if sys.stdout.isatty() and same:
        columns = _without_constants(columns, same)
    _print(columns, needed)


def _print(columns: list[Column], needed: Sequence[str], heads: Sequence[str] = ()) -> None:
    """Print columns side by side, or as records; above the first row of each of some `heads`, that
    head.
    """
    dots = "…" if streams.encodes("…") else "..."
    laid = side_by_side(columns, window(), needed, dots, heads)
    if laid is None:
        print("\n".join(one_below_the_other(columns, window())))
        return
    (head, *lines), hidden = laid
    print(_styled(head, "1"))
    if lines:
        print("\n".join(lines))
    if hidden:
        noun = "column" if len(hidden) == 1 else "columns"
        paragraph(
            f"{len(hidden)} {noun} hidden ({', '.join(hidden)}); --columns, a wider window or"
            " --format csv shows them"
        )


def show_rows(
    rows: pa.Table,
    table: Table,
    format: str = "table",
    *,
    columns: str | None = None,
    limit: int | None = None,
    more: str = "--limit 0 prints them",
) -> None:
    """Print rows of a table: for people the columns that matter first, or one row as a record."""
    if columns is not None:
        names = list(dict.fromkeys(_name(name, table, rows) for name in columns.split(",")))
        first, needed, rows = names, names[:2], rows.select(names)
    else:
        first, needed = summary(rows[: _limit(limit, format)], table)
    if format == "table" and not len(rows):
        print("no row fits")
        return
    if format == "table" and len(rows) == 1:
        record(rows.select([*first, *(c for c in rows.column_names if c not in first)]))
        return
    shown = rows.select(first) if format == "table" else rows
    once = columns is None
    show(shown, format, needed=needed, once=once, limit=limit, more=more, lists=table.lists)


def show_parts(rows: Any, by: str | None, needed: Sequence[str]) -> None:
    """Print rows; on a terminal below the value of the column `by`, which stands once above them,
    all parts in the same widths.
    """
    columns = _texts(grid_of(rows))
    if by is None or not sys.stdout.isatty():
        _print(columns, needed)
        return
    heads = next(c for c in columns if c.name == by).cells
    _print([c for c in columns if c.name != by], needed, heads)


def show_below(rows: Any, by: str, needed: Sequence[str]) -> None:
    """Print rows; where a terminal has no room for the prose of the column `by` beside those
    needed, below it, which stands once above rows that have it alike.
    """
    columns = _texts(grid_of(rows))
    beside = [c for c in columns if c.name != by]
    if side_by_side(columns, window(), [*needed, by]) or not side_by_side(beside, window(), needed):
        _print(columns, [*needed, by])
    else:
        _print(beside, needed, next(c for c in columns if c.name == by).cells)


def fits(rows: Any) -> bool:
    """Whether all columns of rows have room beside each other."""
    columns = _texts(grid_of(rows))
    laid = side_by_side(columns, window(), [c.name for c in columns])
    return laid is not None


def record(rows: Any) -> None:
    """Print rows as records, a line a column, without what is empty."""
    print("\n".join(one_below_the_other(_texts(grid_of(rows)), window())))


def window() -> int:
    """How many columns standard output has: those of a terminal, in a pipe as many as are used."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else sys.maxsize


def paragraph(text: str, mark: str = "") -> None:
    """Print a text after a mark, folded between words where a terminal ends."""
    indent = " " * len(mark)
    for i, line in enumerate(folded(text, window() - len(mark))):
        print(f"{indent if i else mark}{line}")


def _name(name: str, table: Table, rows: pa.Table) -> str:
    return name if name in rows.column_names else table.field(name).name


def _texts(grid: Grid) -> list[Column]:
    return [
        Column(
            name,
            [text_of(value) for value in values],
            right=any(type(value) in (int, float) for value in values),
            short=name.startswith("source"),
        )
        for name, values in grid.items()
    ]


def _without_constants(columns: list[Column], same: Sequence[str]) -> list[Column]:
    """Say what is the same in all rows once, above them, so that the rest fits a terminal;
    numbers stay.
    """
    once = [c for c in columns if c.name in same and not c.right]
    told = [f"{c.name} {c.cells[0]}" for c in once if c.cells[0]]
    if told:
        mark = " · " if streams.encodes("·") else " | "
        for line in folded(mark.join(told), window()):
            print(_styled(line, "2"))
        print()
    return [c for c in columns if c not in once]


def _styled(text: str, style: str) -> str:
    """Text that a terminal shows bold (1) or dim (2), if it is one that can."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    modern = os.name != "nt" or "WT_SESSION" in os.environ
    return f"\x1b[{style}m{text}\x1b[0m" if sys.stdout.isatty() and modern and not plain else text
