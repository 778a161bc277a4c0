"""The command line: the verbs of the package, for a terminal and for pipes.

One module a verb, with what it takes and what it does. Exit 0, 1 (findings), 2 (wrong use).
"""

from __future__ import annotations

import sys
from typing import NoReturn

import typer

from conflictdata.cli import streams
from conflictdata.cli.build import build
from conflictdata.cli.cache import cache
from conflictdata.cli.cite import cite
from conflictdata.cli.describe import describe
from conflictdata.cli.diff import diff
from conflictdata.cli.fetch import fetch
from conflictdata.cli.guard import guarded, told
from conflictdata.cli.host import host
from conflictdata.cli.intake import intake
from conflictdata.cli.latest import latest
from conflictdata.cli.new import new
from conflictdata.cli.overview import overview, show_overview
from conflictdata.cli.release import release
from conflictdata.cli.retire import retire
from conflictdata.cli.search import search
from conflictdata.cli.show import show
from conflictdata.cli.validate import validate
from conflictdata.errors import ConflictDataError, ValidationError

VERBS = (
    show,
    latest,
    describe,
    search,
    cite,
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


def app() -> NoReturn:
    """Run the command line; wrong use and findings are messages, not tracebacks."""
    streams.prepare()
    try:
        code = _run()
        streams.finish()
    except ValidationError as error:
        code = _fail(str(error), 1)
    except ConflictDataError as error:
        code = _fail(f"error: {error}", 2)
    except BrokenPipeError:  # the reader has seen enough
        code = 0
    except OSError as error:  # a full disk behind standard output
        code = _fail(f"error: {told(error)}", 2)
    streams.leave()
    sys.exit(code)


def _run() -> int:
    try:
        if not sys.argv[1:]:  # typer would import pydantic to find that nothing was asked
            guarded(show_overview)()
            return 0
        cli()
    except SystemExit as done:
        # typer makes an exit of its own of a reader that has gone
        if isinstance(done.__context__, BrokenPipeError):
            raise done.__context__ from None
        return done.code if isinstance(done.code, int) else int(done.code is not None)
    return 0


def _fail(message: str, code: int) -> int:
    streams.say(message)
    return code
