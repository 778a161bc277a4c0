"""Print the release, how far its conflicts reach, and its tables."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from conflictdata.cli.options import Columns, Format, Released
from conflictdata.errors import ConflictDataError

NEWEST = ("conflict", "reporter", "period_end", "reported_on")


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
        show_overview(columns, format, release)


def show_overview(
    columns: str | None = None, format: str = "table", release: str | None = None
) -> None:
    """All from the descriptor: it is there in the time that engines take to be imported."""
    from conflictdata.cli import printing
    from conflictdata.cli.grid import grid_of
    from conflictdata.newest import last_covered, newest_of_usual_reporters, told
    from conflictdata.release.opening import open_release

    opened = open_release(release)
    resources = list(opened.resources.values())
    tables = {
        "table": [r["name"] for r in resources],
        "rows": [r["rows"] for r in resources],
        "first": [r.get("first") for r in resources],
        "last": [last_covered(opened, r["name"]) for r in resources],
        "last_reported": [r.get("lastReported") for r in resources],
        "description": [r["description"] for r in resources],
    }
    if printing.is_for_machines(format):
        printing.show_machines(grid_of(tables, columns), format)
        return
    printing.paragraph(f"conflictdata {opened.version}: {opened.descriptor['description']}")
    if opened.is_working_copy:
        printing.paragraph(
            "A working copy: its rows may change under this version. Cite a release."
        )
    newest = [] if columns else told(opened) or newest_of_usual_reporters(opened, "casualties")
    if newest:
        print()
        _show({name: [entry[name] for entry in newest] for name in NEWEST})
    print()
    _show(grid_of(tables, columns or "table,rows,first,last,last_reported"))


def _show(grid: dict[str, list[Any]]) -> None:
    from conflictdata.cli import printing

    printing.show_people(grid, list(grid)[:2])
