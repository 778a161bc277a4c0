"""Print or write rows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from conflictdata.cli.options import Columns, Format, Limit, Name, Released, Vintage, Where
from conflictdata.cli.rows import chosen_rows
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
    limit: Limit = 40,
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
        return
    names = [schema.field(c).name for c in columns.split(",")] if columns else rows.column_names
    about = _about(schema, where, vintage, release)
    chosen = rows.select(list(dict.fromkeys(names)))
    files.write(chosen, output, about, lambda: _sources(rows, release), known_on)
    done = "drawn in" if files.is_chart(output) else "written to"
    streams.say(f"{len(rows):,} rows of {table} {done} {output}")


def _about(
    schema: Table, where: list[str] | None, vintage: str | None, release: str | None
) -> dict[str, Any]:
    from conflictdata._cite import cite
    from conflictdata.release.opening import open_release

    opened = open_release(release)
    caveats = {f"caveat {i}": text for i, text in enumerate(schema.caveats, 1)}
    licence = opened.descriptor["licenses"][0]
    return {
        "table": schema.name,
        "description": schema.description,
        "rows chosen by": " ".join(where or []) or "all rows",
        "vintage": vintage or "today's wording",
        "release": opened.version,
        "citation": cite(release=release),
        "license": f"{licence['name']} {licence['path']}",
        **caveats,
    }


def _sources(rows: pa.Table, release: str | None) -> pa.Table:
    import pyarrow as pa
    import pyarrow.compute as pc

    from conflictdata._load import load
    from conflictdata.engines import plain

    column = next((c for c in ("source", "source_id") if c in rows.column_names), None)
    ids = [] if column is None else rows[column].drop_null().unique().to_pylist()
    sources = load("sources", backend="pyarrow", release=release)
    wanted = plain.array(ids, pa.string())
    return sources.filter(pc.is_in(sources["source_id"].cast(pa.string()), wanted))
