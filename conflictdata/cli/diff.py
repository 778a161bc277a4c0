"""Print what changed between two releases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from conflictdata.cli.options import Columns, Limit

if TYPE_CHECKING:
    import pandas as pd

# what a line of changes is not understood without
NEEDED = ("table", "change", "key", "column", "old", "new", "reason")
MORE = "--limit 0 prints them, --format csv too"


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
    limit: Limit = None,
) -> None:
    """Print what changed from one release to another: counts by table, then rows and cells."""
    from conflictdata._diff import diff as changed
    from conflictdata.changes import (
        added_to,
        counts,
        in_words,
        to_json,
        to_markdown,
        without_reason,
    )
    from conflictdata.cli import printing, streams
    from conflictdata.release.opening import open_release

    changes = changed(old, new)
    before = open_release(old)
    versions = (before.version, open_release(new).version)
    if format == "markdown":
        streams.for_machines(to_markdown(changes, *versions))
    elif format == "json" and columns is None:
        streams.for_machines(to_json(changes, *versions))
    elif format == "table" and not len(changes):
        print(f"no change from {versions[0]} to {versions[1]}")
    elif format == "table":
        counted = counts(changes)
        if not printing.fits(counted):
            counted = in_words(counted)
        printing.show(counted, needed=list(counted), once=False, limit=0)
        silent, more = without_reason(changes), added_to(changes)
        if len(told := changes[~silent & ~more]):
            print()
            printing.show(told, columns=columns, needed=NEEDED, limit=limit, more=MORE)
        if silent.any():
            # the first release with corrections is the one from which published rows are locked
            locked = "corrections" in before.resources
            when = "" if locked else ", before published rows were locked"
            _count(changes[silent], f"changed{when}, without a reason recorded:")
        if more.any():
            _count(changes[more], "were only added to, which corrects nothing:")
        if silent.any() or more.any():
            print()
            printing.paragraph("--format csv has each cell with what it was and is")
    else:
        printing.show(changes, format, columns=columns, limit=limit)


def _count(cells: pd.DataFrame, what: str) -> None:
    """Cells of which the release says no more, once: how many of each column."""
    from conflictdata.changes import by_column
    from conflictdata.cli import printing

    noun = "cell" if len(cells) == 1 else "cells"
    print()
    printing.paragraph(f"{len(cells):,} {noun} {what}")
    print()
    counted = by_column(cells)
    printing.show(counted, needed=list(counted), once=False, limit=0)
