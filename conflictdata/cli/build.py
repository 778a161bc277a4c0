"""Make the release of a checkout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from conflictdata.cli import streams
from conflictdata.cli.options import Root
from conflictdata.errors import ConflictDataError
from conflictdata.progress import progress

if TYPE_CHECKING:
    from conflictdata.errors import Finding


def build(
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; say what is out of date.")
    ] = False,
    version: Annotated[
        str | None,
        typer.Option(
            metavar="VERSION",
            help="Number the checkout so: 2026.12.0 to publish it, 2026.12.1.dev0 to work on.",
        ),
    ] = None,
    warnings: Annotated[
        bool, typer.Option("--warnings", help="List each warning, not only how many there are.")
    ] = False,
    root: Root = None,
) -> None:
    """Make data/release from data/curated, whole or not at all."""
    from conflictdata.curate.build import build
    from conflictdata.curate.compare import out_of_date
    from conflictdata.curate.project import Project
    from conflictdata.curate.readings.once import in_words, read_once, unsettled

    project = Project.find(root)
    if check and version:
        raise ConflictDataError("--check writes nothing; leave --version out")
    if check:
        with progress() as step:
            old = out_of_date(project, step)
        print("\n".join(old) if old else "data/release is what data/curated builds to")
        if old:
            streams.say("run `conflictdata build`")
        raise typer.Exit(1 if old else 0)
    with progress() as step:
        checked = build(project, step, version=version)
    for line in told(checked.warnings, each=warnings):
        streams.say(line)
    counts = ", ".join(f"{name} {len(frame)}" for name, frame in checked.frames.items())
    print(f"data/release {Project(project.root).metadata['version']}: {counts}")
    if number := unsettled(checked.frames):
        print(f"{number} second readings differ and are not settled; see data/curated/readings")
    if once := in_words(read_once(project, checked.tables, checked.frames)):
        print(f"{once}; `conflictdata readings draw --new` hands them out")


def told(warnings: Sequence[Finding], *, each: bool = False) -> list[str]:
    """The lines that tell of warnings: one each, or how many there are by rule."""
    if each:
        return [str(w) for w in warnings]
    counts = Counter(w.rule for w in warnings)
    lines = [f"warning: {rule}: {n} {'row' if n == 1 else 'rows'}" for rule, n in counts.items()]
    return [*sorted(lines), "--warnings lists them"] if lines else []
