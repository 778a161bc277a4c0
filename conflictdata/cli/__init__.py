"""The command line: the verbs of the package, for a terminal and for pipes.

One module a verb, with what it takes and what it does. Exit 0, 1 (findings), 2 (wrong use).
"""

from __future__ import annotations

import sys

import typer

from conflictdata.cli.build import build
from conflictdata.cli.cache import cache
from conflictdata.cli.cite import cite
from conflictdata.cli.describe import describe
from conflictdata.cli.diff import diff
from conflictdata.cli.fetch import fetch
from conflictdata.cli.host import host
from conflictdata.cli.overview import overview
from conflictdata.cli.release import release
from conflictdata.cli.show import show
from conflictdata.cli.validate import validate
from conflictdata.errors import ConflictDataError, ValidationError

cli = typer.Typer(
    help="Conflict statistics, with a source and a day on every figure.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
cli.callback(invoke_without_command=True)(overview)
for verb in (show, describe, cite, validate, fetch, cache, diff, build, release, host):
    cli.command()(verb)


def app() -> None:
    """Run the command line; wrong use and findings are messages, not tracebacks."""
    try:
        cli()
    except ValidationError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
    except ConflictDataError as error:
        print(f"error: {error}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:  # the reader has seen enough
        sys.stderr.close()
        sys.exit(0)
