"""Print or write rows."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from conflictdata.cli.options import Format, Name, Vintage, Where
from conflictdata.cli.rows import chosen_rows

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.schemas.table import Table


def show(
    table: Name,
    where: Where = None,
    vintage: Vintage = None,
    series: Annotated[bool, typer.Option("--series", help="One line: one row a date.")] = False,
    columns: Annotated[str | None, typer.Option(metavar="A,B", help="Columns to show.")] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help=".csv, .xlsx, .json or .parquet"),
    ] = None,
    format: Format = "table",
    limit: Annotated[int, typer.Option(help="Rows of a table to print, 0 for all.")] = 40,
) -> None:
    """Print or write rows: figures with reporter, day and source; one row as a record."""
    from conflictdata.cli import files, printing

    schema, frame = chosen_rows(table, where, vintage, series)
    chosen = [schema.field(c).name for c in columns.split(",")] if columns else None
    if output is not None:
        rows = frame[chosen] if chosen else frame
        files.write(rows, output, _about(schema, where, vintage), lambda: _sources(frame))
        print(f"{len(rows)} rows of {table} written to {output}", file=sys.stderr)
    elif format == "table" and len(frame) == 1:
        printing.record(frame[chosen] if chosen else frame)
    elif format == "table" and not chosen:
        printing.show(printing.summary(frame, schema), format, limit=limit)
    else:
        printing.show(frame[chosen] if chosen else frame, format, limit=limit)


def _about(schema: Table, where: list[str] | None, vintage: str | None) -> dict[str, Any]:
    from conflictdata._cite import cite
    from conflictdata.release.opening import open_release

    release = open_release()
    caveats = {f"caveat {i}": text for i, text in enumerate(schema.caveats, 1)}
    licence = release.descriptor["licenses"][0]
    return {
        "table": schema.name,
        "description": schema.description,
        "rows chosen by": " ".join(where or []) or "all rows",
        "vintage": vintage or "today's wording",
        "release": release.version,
        "citation": cite(),
        "license": f"{licence['name']} {licence['path']}",
        **caveats,
    }


def _sources(frame: pd.DataFrame) -> pd.DataFrame:
    from conflictdata._load import load

    column = next((c for c in ("source", "source_id") if c in frame), None)
    ids = [] if column is None else list(frame[column].dropna().unique())
    sources = load("sources")
    return sources[sources["source_id"].isin(ids)]
