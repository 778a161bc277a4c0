"""Write the rows of an update, a package or a source in place."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from conflictdata.cli.guard import guarded
from conflictdata.cli.options import Root

new = typer.Typer(
    name="new",
    help="Write the rows of an update, a package or a source in place, values empty.",
    rich_markup_mode=None,
    no_args_is_help=True,
)

Cells = Annotated[
    list[str] | None,
    typer.Argument(metavar="[COLUMN=VALUE]...", help="What is known; a terminal asks for more."),
]


def update(
    cells: Cells = None,
    like: Annotated[
        str | None, typer.Option(metavar="ID", help="Repeat the figures of an earlier update.")
    ] = None,
    table: Annotated[str | None, typer.Option(help="casualties or aid_totals.")] = None,
    conflict: Annotated[str | None, typer.Option(help="Folder of the conflict.")] = None,
    file: Annotated[str | None, typer.Option(help="File in which its figures go.")] = None,
    id: Annotated[str | None, typer.Option(help="Its id, if not the proposed one.")] = None,
    root: Root = None,
) -> None:
    """An update of a reporter, and a row for each of its figures."""
    from conflictdata.curate.new.update import new_update
    from conflictdata.curate.project import Project

    told = new_update(
        Project.find(root),
        cells or [],
        like=like,
        table=table,
        conflict=conflict,
        file=file,
        name=id,
        ask=_ask,
    )
    print("\n".join(told))


def package(
    cells: Cells = None,
    like: Annotated[
        str | None, typer.Option(metavar="ID", help="A package of the same donor and program.")
    ] = None,
    item: Annotated[
        list[str] | None,
        typer.Option(metavar="WORDING[=QUANTITY]", help="One of its contents, as listed."),
    ] = None,
    root: Root = None,
) -> None:
    """A package, and a row for each of its items."""
    from conflictdata.curate.new.package import new_package
    from conflictdata.curate.project import Project

    print("\n".join(new_package(Project.find(root), cells or [], item or [], like=like, ask=_ask)))


def source(
    cells: Cells = None,
    publisher: Annotated[
        list[str] | None,
        typer.Option(metavar="COLUMN=VALUE", help="Of a publisher that is not listed yet."),
    ] = None,
    file: Annotated[str | None, typer.Option(help="File in which it goes.")] = None,
    root: Root = None,
) -> None:
    """A page that was read, and its publisher if that is new."""
    from conflictdata.curate.new.source import new_source
    from conflictdata.curate.project import Project

    told = new_source(Project.find(root), cells or [], publisher or [], file=file, ask=_ask)
    print("\n".join(told))


for row in (update, package, source):
    new.command()(guarded(row))


def _ask(question: str, proposed: str) -> str | None:
    if not sys.stdin.isatty():
        return None
    return str(typer.prompt(question, default=proposed)).strip()
