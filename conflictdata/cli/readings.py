"""Hand rows out for a second reading, and compare what comes back."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Annotated

import typer

from conflictdata.cli import files, streams
from conflictdata.cli.guard import guarded
from conflictdata.cli.options import Format, Root, limit

readings = typer.Typer(
    name="readings",
    help="Second readings: a sheet of rows without their values, and what a filled one says.",
    rich_markup_mode=None,
    no_args_is_help=True,
)


def draw(
    number: Annotated[int, typer.Option("-n", metavar="N", min=1, help="How many rows.")] = 20,
    new: Annotated[bool, typer.Option("--new", help="Only rows that no release has yet.")] = False,
    seed: Annotated[
        int | None, typer.Option(help="Draw the same rows again; without it by chance.")
    ] = None,
    table: Annotated[
        list[str] | None, typer.Option(metavar="TABLE", help="Only rows of that table.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", metavar="FILE.csv", help="Where to write the sheet.")
    ] = None,
    root: Root = None,
) -> None:
    """Print a sheet of rows that were read once only: page, title and question, no values."""
    from conflictdata.curate.project import Project
    from conflictdata.curate.readings.draw import draw as drawn

    seed = random.SystemRandom().randrange(10**6) if seed is None else seed
    text = drawn(Project.find(root), number, seed=seed, new=new, only=table or ())
    if output is None:
        streams.for_machines(text)
    else:
        files.put(output, lambda file: file.write_bytes(text.encode("utf-8")))
    streams.say(f"drawn with --seed {seed}")


def compare(
    sheet: Annotated[Path, typer.Argument(metavar="SHEET", help="The sheet, filled.")],
    apply: Annotated[
        bool, typer.Option("--apply", help="Enter it into data/curated/readings.")
    ] = False,
    most: Annotated[int, limit(usual="all")] = 0,
    format: Format = "table",
    root: Root = None,
) -> None:
    """Say in what a filled sheet differs from our rows; --apply enters it."""
    from conflictdata.cli import printing
    from conflictdata.curate.project import Project
    from conflictdata.curate.readings.sheet import compare as compared
    from conflictdata.curate.readings.sheet import enter

    project = Project.find(root)
    found = compared(project, sheet)
    if format == "table":
        print(f"{len(found.outcomes)} rows read, {found.unread} not; {found.agree} agree")
        for kind, number in found.counts.items():
            print(f"{number:>7,} differ in the {kind}")
    rows = found.frame
    if len(rows) or format != "table":
        printing.show(rows, format, limit=most)
    if apply:
        for file in enter(project, found):
            streams.say(f"wrote {file}")
        if found.counts:
            streams.say("read those that differ again: mend the row, or say why it stands, settled")
    raise typer.Exit(1 if found.counts else 0)


def stamp(root: Root = None) -> None:
    """Stamp all readings with their rows as they stand now: after a change that was looked at."""
    from conflictdata.curate.project import Project
    from conflictdata.curate.readings.stamp import stamp as stamped

    changed = stamped(Project.find(root))
    for file, number in changed.items():
        streams.say(f"wrote {number:,} stamps to {file}")
    if not changed:
        streams.say("every reading has the stamp of its row")


for verb in (draw, compare, stamp):
    readings.command()(guarded(verb))
