"""Retire the keys of an earlier release that rows no longer have."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from conflictdata.cli.options import Root


def retire(
    old: Annotated[
        str | None,
        typer.Argument(
            metavar="[OLD]",
            help="Version or folder of the earlier release, without it the newest of the host.",
        ),
    ] = None,
    root: Root = None,
) -> None:
    """List the keys of an earlier release that no row has any more, each with the key of now."""
    from conflictdata.curate.project import Project
    from conflictdata.curate.retire import retire
    from conflictdata.release.opening import open_release

    earlier = open_release(_newest() if old is None else old)
    done = retire(Project.find(root), earlier)
    place = Project.find(root).place(done.file)
    print(f"{len(done.followed)} keys of {earlier.version} added to {place}")
    for table, key in done.lost:
        print(f"{table} {key}: no rule leads to a key of now", file=sys.stderr)
    if done.lost:
        print("retire these by hand, with the reason, or bring them back", file=sys.stderr)
        raise typer.Exit(1)


def _newest() -> str:
    """The newest release that was published."""
    from conflictdata._releases import releases
    from conflictdata.errors import ConflictDataError

    known = releases()
    published = known.index[known["cached"] | known["on_host"]]
    if published.empty:
        raise ConflictDataError("no published release is at hand; name its version or its folder")
    return str(published[-1])
