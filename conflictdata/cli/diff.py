"""Print what changed between two releases."""

from __future__ import annotations

from typing import Annotated

import typer

from conflictdata.cli.options import Columns, Limit


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
    columns: Columns = None,
    format: Annotated[
        str,
        typer.Option(
            "--format", metavar="table|markdown|json|csv", help="markdown is for the changelog."
        ),
    ] = "table",
    limit: Limit = 40,
) -> None:
    """Print what changed from one release to another: counts by table, then rows and cells."""
    from conflictdata._diff import diff as changed
    from conflictdata.changes import counts, to_json, to_markdown
    from conflictdata.cli import printing, streams
    from conflictdata.release.opening import open_release

    changes = changed(old, new)
    versions = (open_release(old).version, open_release(new).version)
    if format == "markdown":
        streams.for_machines(to_markdown(changes, *versions))
    elif format == "json" and columns is None:
        streams.for_machines(to_json(changes, *versions))
    elif format == "table" and not len(changes):
        print(f"no change from {versions[0]} to {versions[1]}")
    elif format == "table":
        counted = counts(changes)
        printing.show(counted, needed=list(counted), once=False, limit=0)
        print()
        printing.show(changes, columns=columns, needed=list(changes), limit=limit)
    else:
        printing.show(changes, format, columns=columns)
