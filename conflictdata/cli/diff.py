"""Print what changed between two releases."""

from __future__ import annotations

from typing import Annotated

import typer


def diff(
    old: Annotated[
        str, typer.Argument(metavar="OLD", help="Version or folder of the earlier release.")
    ],
    new: Annotated[
        str | None,
        typer.Argument(
            metavar="[NEW]", help="Version or folder of the later one, without it the bundled one."
        ),
    ] = None,
    format: Annotated[
        str,
        typer.Option(
            "--format", metavar="table|markdown|json|csv", help="markdown is for the changelog."
        ),
    ] = "table",
    limit: Annotated[int, typer.Option(help="Rows of a table to print, 0 for all.")] = 40,
) -> None:
    """Print what changed from one release to another: counts by table, then rows and cells."""
    from conflictdata._diff import diff as changed
    from conflictdata.changes import counts, to_json, to_markdown
    from conflictdata.cli import printing
    from conflictdata.release.opening import open_release

    changes = changed(old, new)
    versions = (open_release(old).version, open_release(new).version)
    if format == "markdown":
        print(to_markdown(changes, *versions), end="")
    elif format == "json":
        print(to_json(changes, *versions), end="")
    elif format == "table":
        printing.show(counts(changes))
        print()
        printing.show(changes, limit=limit)
    else:
        printing.show(changes, format)
