"""What long work shows on a terminal; in a pipe it is quiet."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")


def one_by_one(items: Sequence[Item], what: str) -> Iterator[Item]:
    """The items, with a progress bar on a terminal if there are several."""
    if len(items) < 2 or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, what, console=Console(stderr=True))


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Say on a terminal what is going on; stay quiet in a pipe."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True).status("") as status:
        yield status.update
