"""Arguments and options that several verbs share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from conflictdata.errors import ConflictDataError

Name = Annotated[str, typer.Argument(metavar="TABLE", help="Name of a table.")]


Where = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[COLUMN=VALUE]...",
        help="Rows to choose: a value, several (a,b, or the column again), a range (a..b), nothing"
        " for empty, of days true for any; COLUMN==TEXT takes a text with commas as it stands.",
    ),
]


Columns = Annotated[str | None, typer.Option(metavar="A,B", help="Columns to print.")]


Format = Annotated[
    str,
    typer.Option(
        "--format", metavar="table|json|csv", help="table for people, json or csv for machines."
    ),
]


TEXTS = ("text", "json", "csv")


TextFormat = Annotated[
    str,
    typer.Option(
        "--format", metavar="text|json|csv", help="text for people, json or csv for machines."
    ),
]


def _whole(limit: int | None) -> int | None:
    """How many rows to print, as it was given, if it is a number of rows."""
    if limit is not None and limit < 0:
        raise ConflictDataError(
            f"--limit {limit} is no number of rows; give 0 for all, or 1 or more"
        )
    return limit


def limit(usual: str | bool) -> typer.models.OptionInfo:
    """The option of how many rows to print, with what is printed without it."""
    return typer.Option(
        "--limit", callback=_whole, help="Rows to print, 0 for all.", show_default=usual
    )


Limit = Annotated[int | None, limit("40 of a table, all as json or csv")]


Released = Annotated[
    str | None,
    typer.Option(
        "--release",
        metavar="RELEASE",
        help="Version or folder of another release, without it the one that came with the package.",
    ),
]


Vintage = Annotated[
    str | None, typer.Option(metavar="DAY", help="What was known on that day, or 'all' wordings.")
]


Root = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="The checkout, without it that of the working folder."),
]
