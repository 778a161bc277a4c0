"""Print the release, how far its conflicts reach, and its tables."""

from __future__ import annotations

from typing import Annotated

import typer

from conflictdata.cli.options import Columns, Format, Released
from conflictdata.errors import ConflictDataError


def overview(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version of the package.")
    ] = False,
    columns: Columns = None,
    format: Format = "table",
    release: Released = None,
) -> None:
    """Print the release, the newest day of each conflict, and the tables."""
    if context.invoked_subcommand is not None:
        if version or columns or release or format != "table":
            raise ConflictDataError(
                f"options stand after the verb: conflictdata {context.invoked_subcommand} ..."
            )
    elif version:
        import conflictdata

        print(conflictdata.__version__)
    else:
        from conflictdata.cli.front import front

        front(columns, format, release)
