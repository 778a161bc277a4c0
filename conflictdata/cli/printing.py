"""Print rows for people and for machines."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from conflictdata.cli.files import to_csv, to_json
from conflictdata.errors import ConflictDataError, nearest

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console

    from conflictdata.schemas.table import Table


FORMATS = ("table", "json", "csv")


ROWS = 40


def console() -> Console:
    """Standard output: as wide as a terminal, and in a pipe as wide as the table."""
    from rich.console import Console

    return (
        Console(highlight=False) if sys.stdout.isatty() else Console(highlight=False, width=10_000)
    )


def show(frame: pd.DataFrame, format: str = "table", *, limit: int = ROWS) -> None:
    """Print a frame as a table for people, or as JSON or CSV for machines."""
    if format not in FORMATS:
        raise ConflictDataError(f"format {format!r} is unknown{nearest(format, FORMATS)}")
    if format == "json":
        print(to_json(frame), end="")
    elif format == "csv":
        print(to_csv(frame), end="")
    else:
        _print_table(frame, limit)


def record(frame: pd.DataFrame) -> None:
    """Print the only row of a frame as a record, a line a column, without what is empty."""
    from rich.table import Table as RichTable

    cells = {column: text for column in frame.columns if (text := _text(frame[column].iloc[0]))}
    if not sys.stdout.isatty():
        width = max(map(len, cells), default=0)
        print("\n".join(f"{column:<{width}}  {text}" for column, text in cells.items()))
        return
    table = RichTable(show_header=False, box=None, pad_edge=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for column, text in cells.items():
        table.add_row(column, _escaped(text))
    console().print(table)


def summary(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """The columns of a table that people look at first, and the dimensions that are not ``all``
    everywhere.
    """
    chosen = list(table.summary)
    for name in table.dimensions:
        if name not in chosen and (frame[name] != "all").any() and frame[name].nunique() > 1:
            chosen.insert(2, name)
    return frame[[c for c in chosen if c in frame.columns]]


def _print_table(frame: pd.DataFrame, limit: int) -> None:
    from rich.table import Table as RichTable

    out = console()
    if out.is_terminal and len(frame) > 1:
        frame = _without_constants(frame)
    table = RichTable(box=None, pad_edge=False, header_style="bold")
    for column in frame.columns:
        number = frame[column].dtype.kind in "iuf" or str(frame[column].dtype) == "Int64"
        wide = any(len(_text(value)) > 24 for value in frame[column])
        table.add_column(
            column,
            justify="right" if number else "left",
            no_wrap=not wide or column.startswith("source"),
            overflow="ellipsis" if column.startswith("source") else "fold",
            max_width=48 if column.startswith("source") and out.is_terminal else None,
        )
    shown = frame if limit <= 0 else frame.head(limit)
    for row in shown.itertuples(index=False):
        table.add_row(*(_escaped(_text(value)) for value in row))
    out.print(table)
    if len(frame) > len(shown):
        out.print(
            f"... {len(frame) - len(shown)} more rows; --limit 0 prints them, -o FILE writes them",
            markup=False,
        )


def _without_constants(frame: pd.DataFrame) -> pd.DataFrame:
    """Say what is the same in all rows once, above them, so that the rest fits a terminal;
    addresses are left out.
    """
    frame = frame[[c for c in frame.columns if c != "source_url"]]
    same = {
        c: _text(frame[c].iloc[0]) for c in frame.columns if frame[c].nunique(dropna=False) == 1
    }
    if told := {c: text for c, text in same.items() if text}:
        console().print(
            " · ".join(f"{c} {text}" for c, text in told.items()) + "\n", markup=False, style="dim"
        )
    return frame[[c for c in frame.columns if c not in same]]


def _escaped(text: str) -> str:
    """Text in which rich sees no markup."""
    from rich.markup import escape

    return escape(text)


def _text(value: object) -> str:
    import pandas as pd

    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return ""
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return "yes" if value else ""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, int) or type(value).__name__ == "int64":
        return f"{value:,}"
    return str(value)
