"""What long work shows on a terminal; in a pipe it is quiet."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")


def one_by_one(items: Sequence[Item], what: str) -> Iterator[Item]:
    """The items, with a progress bar on a terminal if there are several."""
    if len(items) < 2 or not _watched():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, what, console=Console(stderr=True))


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Say on a terminal what is going on; stay quiet in a pipe."""
    if not _watched():
        yield lambda _: None
        return
    from rich.console import Console

    console = Console(stderr=True)
    # the dots of braille are in no other encoding
    spinner = "dots" if console.encoding.startswith("utf") else "line"
    with console.status("", spinner=spinner) as status:
        yield status.update


@contextmanager
def bytes_as_they_come(what: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """A bar that moves by the bytes of a file, on a terminal and if the file has a name there."""
    if not what or not _watched():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(what, total=total)
        yield lambda number: bar.advance(task, number)


def _watched() -> bool:
    """Whether somebody looks at standard error, which a program without a window does not have."""
    return sys.stderr is not None and not sys.stderr.closed and sys.stderr.isatty()
