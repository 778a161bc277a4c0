"""Print citations."""

from __future__ import annotations

from typing import Annotated

import typer

from conflictdata.cli.options import Released, Vintage, Where
from conflictdata.cli.rows import chosen_rows


def cite(
    table: Annotated[
        str | None,
        typer.Argument(metavar="[TABLE]", help="Cite the sources of rows of this table as well."),
    ] = None,
    where: Where = None,
    vintage: Vintage = None,
    series: Annotated[bool, typer.Option("--series", help="One line: one row a date.")] = False,
    style: Annotated[
        str, typer.Option(metavar="apa|bibtex|csl-json|ris|short", help="Style of the citations.")
    ] = "apa",
    release: Released = None,
) -> None:
    """Print the citation of the release, and of the sources of just those rows."""
    from conflictdata._cite import cite
    from conflictdata.cli import streams

    rows = None if table is None else chosen_rows(table, where, vintage, series, release)[1]
    text = cite(rows, style=style, release=release)  # type: ignore[arg-type]
    if style in ("bibtex", "csl-json", "ris"):
        streams.for_machines(f"{text}\n")
    else:
        print(text)
