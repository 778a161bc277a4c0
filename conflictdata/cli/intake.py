"""Take in a table that somebody else publishes."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from conflictdata.cli.options import Format, Limit, Root
from conflictdata.progress import progress

if TYPE_CHECKING:
    from conflictdata.curate.intake.plan import Plan

Day = Annotated[str, typer.Option(metavar="DAY", help="The day that the keeper gives this state.")]


def intake(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="Recipe in data/intake, none: list all.")
    ] = None,
    where: Annotated[
        str | None, typer.Argument(metavar="[FILE|FOLDER|ADDRESS]", help="Where the table is.")
    ] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Write what the plan says.")] = False,
    published: Day = "",
    edition: Annotated[
        str, typer.Option(metavar="TEXT", help="What the keeper calls this state.")
    ] = "",
    permanent: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where this very state will stay.")
    ] = "",
    read_on: Annotated[
        str, typer.Option(metavar="DAY", help="When it was read, without it today.")
    ] = "",
    limit: Limit = None,
    format: Format = "table",
    root: Root = None,
) -> None:
    """Compare a table that somebody publishes with the curated figures; --apply writes them."""
    from conflictdata.cli import printing
    from conflictdata.curate.intake import overview, take_in
    from conflictdata.curate.intake.rows import Edition
    from conflictdata.curate.intake.write import unwritten
    from conflictdata.curate.project import Project
    from conflictdata.errors import ConflictDataError

    for option, day in (("--published", published), ("--read-on", read_on)):
        if day and not _is_day(day):
            raise ConflictDataError(f"{option} {day!r} is no day; write it like 2023-05-04")
    project = Project.find(root)
    today = read_on or datetime.now(UTC).date().isoformat()
    if name is None:
        printing.show(overview(project, today), format, limit=0)
        return
    state = Edition(edition, published, today)
    with progress() as step:
        plan, written = take_in(project, name, where, state, permanent, apply=apply, step=step)
    if format == "table":
        _tell(plan)
    changes = plan.frame
    if len(changes) or format != "table":
        printing.show(changes, format, limit=limit)
    if format == "table":
        print("\n".join(["", *(f"wrote {file}" for file in written)]) if written else "")
        if plan.writes and not apply and not plan.refused:
            print("nothing was written; --apply does")
    if plan.refused and apply:
        print(unwritten(plan), file=sys.stderr)
    raise typer.Exit(1 if plan.refused else 0)


def _tell(plan: Plan) -> None:
    from conflictdata.curate.intake.plan import KINDS

    print(f"{plan.recipe.title}: {plan.brought.name}, sha256 {plan.brought.sha256[:12]}")
    print(f"{plan.upstream:>7,} rows, {plan.figures:,} figures")
    for reason, number in plan.left.most_common():
        if number:
            print(f"{number:>7,} left out: {reason}")
    for kind, meaning in KINDS.items():
        if number := plan.counts[kind]:
            print(f"{number:>7,} {kind}: {meaning}")
    if not plan.changes:
        print("nothing changes")
    print()


def _is_day(text: str) -> bool:
    try:
        return datetime.strptime(text, "%Y-%m-%d").strftime("%Y-%m-%d") == text
    except ValueError:
        return False
