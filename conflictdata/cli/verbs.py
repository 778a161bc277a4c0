"""The verbs of the command line, as typer has them."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup

from conflictdata.cli.build import build
from conflictdata.cli.cache import cache
from conflictdata.cli.cite import cite
from conflictdata.cli.describe import describe
from conflictdata.cli.diff import diff
from conflictdata.cli.explore import explore
from conflictdata.cli.fetch import fetch
from conflictdata.cli.guard import guarded
from conflictdata.cli.host import host
from conflictdata.cli.intake import intake
from conflictdata.cli.latest import latest
from conflictdata.cli.new import new
from conflictdata.cli.overview import overview
from conflictdata.cli.readings import readings
from conflictdata.cli.release import release
from conflictdata.cli.retire import retire
from conflictdata.cli.search import search
from conflictdata.cli.show import show
from conflictdata.cli.trace import trace
from conflictdata.cli.validate import validate
from conflictdata.errors import ConflictDataError

VERBS = (
    show,
    latest,
    describe,
    search,
    cite,
    explore,
    trace,
    validate,
    fetch,
    cache,
    diff,
    intake,
    build,
    retire,
    release,
    host,
)

# what Python has as a verb and the command line has not, with what does the same there
IN_PYTHON = {
    "tables": "`conflictdata` alone prints the tables",
    "load": "`conflictdata show TABLE [COLUMN=VALUE]...` prints rows",
    "series": "`conflictdata show TABLE [COLUMN=VALUE]... --series` prints one line",
    "plot": "`conflictdata show TABLE [COLUMN=VALUE]... -o FILE.svg` draws a chart",
    "releases": "`conflictdata fetch` alone lists the releases",
    "convert": "it is for Python: cd.convert(rows, 'USD')",
    "increments": "it is for Python: cd.increments(line, by='month')",
    "path": "it is for Python: cd.path('casualties') is the Parquet file",
    "schema": "`conflictdata describe TABLE` prints the columns",
}


class Verbs(TyperGroup):
    """The verbs; of those that are in Python alone it says what does the same here."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and args[0] in IN_PYTHON:
            raise ConflictDataError(f"there is no verb {args[0]!r} here; {IN_PYTHON[args[0]]}")
        return super().resolve_command(ctx, args)


cli = typer.Typer(
    cls=Verbs,
    help="Conflict statistics, with a source and a day on every figure.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
cli.callback(invoke_without_command=True)(guarded(overview))
for verb in VERBS:
    cli.command()(guarded(verb))
cli.add_typer(new)
cli.add_typer(readings)
