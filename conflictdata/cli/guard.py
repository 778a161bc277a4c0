"""What goes wrong in a verb, told to people: a message that says what and where, never a
traceback.
"""

from __future__ import annotations

import functools
import os
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from conflictdata.cli import streams
from conflictdata.errors import ConflictDataError

TRACEBACK = "CONFLICTDATA_TRACEBACK"

Verb = Callable[..., None]


def guarded(verb: Verb) -> Verb:
    """A verb whose every failure is a `ConflictDataError`; where a release is damaged, that is
    what it says.
    """

    @functools.wraps(verb)
    def run(**given: Any) -> None:
        try:
            verb(**given)
        except (ConflictDataError, BrokenPipeError):
            raise
        except Exception as error:
            import typer

            if isinstance(error, typer.Exit | typer.Abort):
                raise
            if os.environ.get(TRACEBACK):
                streams.say(traceback.format_exc())
            asked = [given[name] for name in ("release", "old", "new") if name in given]
            raise ConflictDataError(_damage(asked) or told(error)) from error

    return run


def told(error: Exception) -> str:
    """An error that is none of ours, as a sentence."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or 'the output'}: {error.strerror}"
    return (
        f"{type(error).__name__}: {error or 'no more is known'}; this should not happen: please"
        f" report it with what {TRACEBACK}=1 adds"
    )


def _damage(releases: list[str | None]) -> str | None:
    """What is wrong with the first of some releases that is not as its checksums say."""
    from conflictdata.release.bring import verify
    from conflictdata.release.opening import open_release

    for release in releases:
        try:
            verify(open_release(release).folder)
        except (ConflictDataError, OSError) as error:
            what = told(error) if isinstance(error, OSError) else str(error)
            return f"the release is damaged: {what}; {_mend(release)}"
    return None


def _mend(release: str | None) -> str:
    if release is None:
        return "install the package again: pip install --force-reinstall conflictdata"
    if Path(release).is_dir():
        return "get it again from where it came"
    return f"`conflictdata cache clear {release}` takes it out, then fetch it again"
