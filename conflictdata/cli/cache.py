"""See, check and clear the cache of releases."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from conflictdata.errors import ConflictDataError, nearest

ACTIONS = ("list", "check", "clear")


def cache(
    action: Annotated[
        str,
        typer.Argument(
            metavar="[list|check|clear]",
            help="What there is; whether every byte is as it was; remove.",
        ),
    ] = "list",
    version: Annotated[
        str | None, typer.Argument(metavar="[VERSION]", help="One release, all without it.")
    ] = None,
) -> None:
    """List, check or clear the releases that were fetched."""
    from conflictdata.cli import streams
    from conflictdata.release.cache import CACHE, cache, cached, clear

    if action not in ACTIONS:
        raise ConflictDataError(f"cache has no {action!r}{nearest(action, ACTIONS)}")
    there = cached()
    if version is not None and version not in there:
        raise ConflictDataError(f"{cache()} has no release {version}{nearest(version, there)}")
    chosen = there if version is None else {version: there[version]}
    if not chosen:
        print(f"{cache()} has no release; {CACHE} says where else to look")
    damaged = 0
    for name, folder in chosen.items():
        if action == "clear":
            clear(name)
            print(f"{folder} removed")
            continue
        wrong = _wrong(folder, name, thoroughly=action == "check")
        damaged += wrong is not None
        size = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
        print(f"{name}  {size:>12,} bytes  {folder}  {'damaged' if wrong else 'whole'}")
        if wrong:
            streams.say(wrong)
    raise typer.Exit(1 if damaged else 0)


def _wrong(folder: Path, version: str, *, thoroughly: bool) -> str | None:
    """What is wrong with a release of the cache: by the sizes of its files, or by every byte."""
    from conflictdata.release.bring import glance, verify

    try:
        if thoroughly:
            verify(folder)
        glance(folder, version)
    except ConflictDataError as error:
        mend = f"`conflictdata cache clear {version}` takes it out, then fetch it again"
        return str(error) if "cache clear" in str(error) else f"{error}; {mend}"
    return None
