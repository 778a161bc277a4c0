"""What `conflictdata` alone prints: the release, how far its conflicts reach, and its tables."""

from __future__ import annotations

from typing import Any

NEWEST = ("conflict", "reporter", "period_end", "reported_on")


def front(columns: str | None = None, format: str = "table", release: str | None = None) -> None:
    """All from the descriptor: it is there in the time that engines take to be imported."""
    from conflictdata.cli import printing
    from conflictdata.grid import grid_of
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
