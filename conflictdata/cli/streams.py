"""Standard output and error, whatever stands behind them: a terminal of any encoding, a pipe whose
reader has gone, a full disk, nothing.
"""

from __future__ import annotations

import codecs
import io
import os
import shutil
import sys
import warnings
from contextlib import suppress

from conflictdata.cli.layout import folded
from conflictdata.errors import ConflictDataError

_replaced: set[str] = set()


def prepare() -> None:
    """Have both streams ready: what their encoding lacks is replaced, a closed one says so."""
    codecs.register_error("conflictdata", _replace)
    sys.stdout = sys.stdout or _Closed()
    sys.stderr = sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="conflictdata")
    # a former name is said to whoever types it, and no warning comes with a line of code
    warnings.filterwarnings("default", ".*the old name goes", DeprecationWarning)
    warnings.showwarning = lambda message, *_, **__: say(f"warning: {message}")


def for_machines(text: str) -> None:
    """Write text that a program will read: UTF-8, whatever the encoding of the terminal."""
    binary = getattr(sys.stdout, "buffer", None)
    if binary is None:
        sys.stdout.write(text)
        return
    sys.stdout.flush()
    # paths may hold bytes that are no text
    binary.write(text.encode("utf-8", "surrogateescape"))


def say(text: str) -> None:
    """Tell people something beside the output; that nobody listens is no error."""
    with suppress(OSError):
        sys.stdout.flush()  # what was printed before it stands before it
    with suppress(OSError):
        if sys.stderr.isatty():
            # a terminal parts a number or a day where its line ends
            wide = shutil.get_terminal_size().columns
            text = "\n".join(part for line in text.splitlines() for part in folded(line, wide))
        print(text, file=sys.stderr, flush=True)


def finish() -> None:
    """Write out what is left, and say what could not be shown."""
    sys.stdout.flush()
    if _replaced:
        say(
            f"note: {len(_replaced)} characters have no place in {sys.stdout.encoding} and stand as"
            " '?'; PYTHONUTF8=1 shows them, --format json and csv always hold them"
        )


def leave() -> None:
    """Give up a stream that takes no more, so that Python does not fail on it when it ends."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def encodes(text: str) -> bool:
    """Whether standard output has the characters of a text."""
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    _replaced.update(lost)
    return "?" * len(lost), error.end


class _Closed(io.TextIOBase):
    """Standard output that the caller has closed."""

    def write(self, _: str) -> int:
        raise ConflictDataError("standard output is closed; write to a file with -o, or open it")
