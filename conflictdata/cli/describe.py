"""Print what a table has and covers."""

from __future__ import annotations

from typing import Annotated

import typer

from conflictdata.cli.options import Format, Name


def describe(
    table: Name,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="What the rows cover: dates, numbers, tiers, gaps.")
    ] = False,
    format: Format = "table",
) -> None:
    """Print the columns of a table, and what must not be done with it; or what its rows cover."""
    from conflictdata._describe import describe
    from conflictdata.cli import printing

    frame = describe(table, coverage=coverage)  # type: ignore[arg-type]
    if coverage or format != "table":
        printing.show(frame.reset_index(), format, limit=0)
        return
    out = printing.console()
    out.print(f"{table}: {frame.attrs['description']}\n", markup=False)
    printing.show(frame.reset_index(), limit=0)
    for caveat in frame.attrs["caveats"]:
        out.print(f"\n- {caveat}", markup=False, end="")
    for code, definition in frame.attrs.get("warnings", {}).items():
        out.print(f"\n- {code}: {definition}", markup=False, end="")
    out.print()
