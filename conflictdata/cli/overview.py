"""Print the release and its tables."""

from __future__ import annotations

from typing import Annotated

import typer

from conflictdata.cli.options import Format


def overview(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version of the package.")
    ] = False,
    format: Format = "table",
) -> None:
    """Print the release and its tables."""
    if version:
        import conflictdata

        print(conflictdata.__version__)
    elif context.invoked_subcommand is None:
        from conflictdata._tables import tables
        from conflictdata.cli import printing
        from conflictdata.release.opening import open_release

        release = open_release()
        frame = tables().reset_index()
        if format == "table":
            print(f"conflictdata {release.version}: {release.descriptor['description']}\n")
            if release.is_working_copy:
                print("A working copy: its rows may change under this version. Cite a release.\n")
            frame = frame[["table", "rows", "first", "last", "last_reported"]]
        printing.show(frame, format)
