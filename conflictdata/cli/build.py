"""Make the release of a checkout."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from conflictdata.cli.options import Root
from conflictdata.progress import progress


def build(
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; say what is out of date.")
    ] = False,
    root: Root = None,
) -> None:
    """Make data/release from data/curated, whole or not at all."""
    from conflictdata.curate.build import build
    from conflictdata.curate.compare import out_of_date
    from conflictdata.curate.project import Project

    project = Project.find(root)
    if check:
        with progress() as step:
            old = out_of_date(project, step)
        print("\n".join(old) if old else "data/release is what data/curated builds to")
        if old:
            print("run `conflictdata build`", file=sys.stderr)
        raise typer.Exit(1 if old else 0)
    with progress() as step:
        checked = build(project, step)
    for warning in checked.warnings:
        print(warning, file=sys.stderr)
    counts = ", ".join(f"{name} {len(frame)}" for name, frame in checked.frames.items())
    print(f"data/release {project.metadata['version']}: {counts}")
