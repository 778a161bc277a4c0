"""Print or write rows."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from conflictdata.cli.options import Columns, Format, Limit, Name, Released, Vintage, Where
from conflictdata.cli.rows import Asked, chosen_rows, why_none
from conflictdata.errors import ConflictDataError

if TYPE_CHECKING:
    import pyarrow as pa

    from conflictdata.schemas.table import Table


def show(
    table: Name,
    where: Where = None,
    vintage: Vintage = None,
    series: Annotated[bool, typer.Option("--series", help="One line: one row a date.")] = False,
    columns: Columns = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help=".csv, .xlsx, .json, .parquet; or a chart: .svg, .png, .pdf, .html",
        ),
    ] = None,
    known_on: Annotated[
        str | None,
        typer.Option(
            "--known-on",
            metavar="DAY",
            help="In a chart: what was known on a day, and now in gray.",
        ),
    ] = None,
    format: Format = "table",
    limit: Limit = None,
    release: Released = None,
) -> None:
    """Print or write rows: figures with reporter, day and source; one row as a record."""
    from conflictdata.cli import files, printing, streams

    schema, rows = chosen_rows(table, where, vintage, series, release)
    if output is None and known_on is not None:
        raise ConflictDataError("--known-on is for a chart: add -o FILE.svg, .png, .pdf or .html")
    if output is None:
        more = "--limit 0 prints them, -o FILE writes them"
        printing.show_rows(rows, schema, format, columns=columns, limit=limit, more=more)
    if not rows.num_rows:
        streams.say(f"note: no row fits; {why_none(schema, where, vintage, release)}")
    if output is None:
        return
    names = [schema.field(c).name for c in columns.split(",")] if columns else rows.column_names
    names = list(dict.fromkeys(names))
    asked = Asked(table, tuple(where or ()), vintage, series, release)
    workbook = partial(_write_workbook, asked, schema, rows, names if columns else None)
    files.write(rows.select(names), output, workbook, known_on, schema.lists)
    done = "drawn in" if files.is_chart(output) else "written to"
    streams.say(f"{len(rows):,} rows of {table} {done} {output}")


def _write_workbook(
    asked: Asked, schema: Table, rows: pa.Table, names: list[str] | None, file: Path
) -> None:
    """Write rows for a spreadsheet: what people look at stands first, if nobody named columns."""
    from conflictdata.release.opening import open_release
    from conflictdata.spreadsheet.answer import write_answer
    from conflictdata.summary import summary

    first, _ = summary(rows, schema)
    shown = names or [*first, *(c for c in rows.column_names if c not in first)]
    write_answer(file, open_release(asked.release), schema, rows, shown, asked.told(schema))
