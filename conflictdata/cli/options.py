"""Arguments and options that several verbs share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Name = Annotated[str, typer.Argument(metavar="TABLE", help="Name of a table.")]


Where = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[COLUMN=VALUE]...",
        help="Rows to choose: a value, several (a,b), a range (a..b), nothing for empty.",
    ),
]


Format = Annotated[
    str,
    typer.Option(
        "--format", metavar="table|json|csv", help="table for people, json or csv for machines."
    ),
]


Vintage = Annotated[
    str | None, typer.Option(metavar="DAY", help="What was known on that day, or 'all' wordings.")
]


Root = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="The checkout, without it that of the working folder."),
]
