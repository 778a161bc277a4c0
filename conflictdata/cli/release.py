"""Publish the release of a checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from conflictdata.cli.options import Root
from conflictdata.progress import progress


def release(
    version: Annotated[
        str, typer.Argument(metavar="VERSION", help="The version that pyproject.toml says.")
    ],
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER", help="Where releases lie: a folder a release, and index.json."
        ),
    ],
    root: Root = None,
) -> None:
    """Publish the release of a checkout under the folder that its host serves, and print what
    changed since the last one there.
    """
    from conflictdata._diff import diff
    from conflictdata.changes import to_markdown
    from conflictdata.curate.project import Project
    from conflictdata.curate.publish import host_of, last_published, publish
    from conflictdata.release.folder import Release

    project = Project.find(root)
    host = host_of(project)
    last = last_published(folder)
    with progress() as step:
        target = publish(project, version, folder, step)
    if last is not None:
        print(to_markdown(diff(last, target), Release(last).version, version))
    print(f"{target}; commit data/published.parquet, which remembers its keys")
    print(f"it is fetched from {host}/{version}; `conflictdata build --version` opens the next")
