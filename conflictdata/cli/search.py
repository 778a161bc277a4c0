"""Find codes, names, wordings and titles by words."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from conflictdata.cli.options import Columns, Format, Released, limit

# what one asks for a row with
KEY = ("table", "column", "code")


def search(
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS", help="Such as HIMARS, or 'United States'.")
    ],
    columns: Columns = None,
    format: Format = "table",
    most: Annotated[int, limit(True)] = 20,
    release: Released = None,
) -> None:
    """Find codes, names, wordings and titles by words, with the table and column they stand in."""
    from conflictdata._search import search
    from conflictdata.cli import printing, streams

    found = search(" ".join(words), release=release, limit=most or sys.maxsize)
    if format == "table" and not len(found):
        print("nothing is called like that; try fewer or other words")
        return
    if format == "table" and columns is None:
        printing.show_below(found, "label", KEY)
    else:
        printing.show(found, format, columns=columns, limit=0, needed=KEY)
    if (more := found.attrs.get("found", 0) - len(found)) > 0:
        told = f"{more:,} more; --limit {len(found) + more} prints them"
        print(f"... {told}") if format == "table" else streams.say(f"note: {told}")
