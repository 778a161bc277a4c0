"""Print citations."""

from __future__ import annotations

from typing import Annotated

import typer

from conflictdata.cli.options import TEXTS, Released, TextFormat, Vintage, Where
from conflictdata.cli.rows import chosen_rows, why_none
from conflictdata.errors import ConflictDataError


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
    format: TextFormat = "text",
    release: Released = None,
) -> None:
    """Print the citation of the release, and of the sources of just those rows."""
    from conflictdata._cite import citations, cite
    from conflictdata.cli import printing, streams

    rows = None
    if table is not None:
        schema, rows = chosen_rows(table, where, vintage, series, release)
        if not rows.num_rows:
            none = why_none(schema, where, vintage, release)
            raise ConflictDataError(f"there is nothing to cite, no row fits; {none}")
    # citations in the words of CSL are JSON of their own
    if printing.is_for_machines(format, TEXTS) and (format, style) != ("json", "csl-json"):
        listed = citations(rows, style=style, release=release)
        printing.show_machines({c: [row[c] for row in listed] for c in listed[0]}, format)
        return
    text = cite(rows, style=style, release=release)  # type: ignore[arg-type]
    if style in ("bibtex", "csl-json", "ris"):
        streams.for_machines(f"{text}\n")
    else:
        print(text)
