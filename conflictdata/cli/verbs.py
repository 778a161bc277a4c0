"""The verbs of the command line, as typer has them."""

from __future__ import annotations

import typer

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

cli = typer.Typer(
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
