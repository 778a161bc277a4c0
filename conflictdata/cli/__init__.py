"""The command line: the verbs of the package, for a terminal and for pipes.

One module a verb, with what it takes and what it does. Exit 0, 1 (findings), 2 (wrong use).
"""

from __future__ import annotations

import sys
from typing import NoReturn

from conflictdata.cli import streams
from conflictdata.cli.guard import guarded, told
from conflictdata.errors import ConflictDataError, ValidationError


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
        if not sys.argv[1:]:  # it takes longer to import typer and pydantic than to answer
            from conflictdata.cli.front import front

            guarded(front)()
            return 0
        from conflictdata.cli.verbs import cli

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
