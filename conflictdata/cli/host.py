"""Make a folder from which releases can be fetched."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def host(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Where they will lie, under an index.json.")
    ],
    releases: Annotated[
        list[Path], typer.Argument(metavar="RELEASE...", help="Folders of releases.")
    ],
) -> None:
    """Copy releases, verified, into a folder from which `fetch` brings them."""
    from conflictdata.curate.publish import gather
    from conflictdata.release.host import HOST

    for version in gather(folder, releases):
        print(f"{folder / version}")
    print(f"{HOST}={folder.resolve()} conflictdata fetch lists them")
