"""The release that came with the package."""

from __future__ import annotations

from pathlib import Path

from conflictdata.errors import ConflictDataError


def bundled() -> Path:
    """The folder of the release that came with the package: inside it when installed, beside it in
    a checkout.
    """
    package = Path(__file__).parents[1]
    for folder in (package / "_release", package.parent / "data" / "release"):
        if folder.is_dir():
            return folder
    archive = next((p for p in package.parents if p.is_file()), None)
    if archive is not None:
        raise ConflictDataError(
            f"conflictdata is inside {archive}, where its release cannot be opened; unpack it, or"
            " give release= the folder of a release"
        )
    raise ConflictDataError(
        f"{package} is without its release; install conflictdata again. An application that was"
        " frozen needs the files of conflictdata/_release: PyInstaller takes them by the hook that"
        " comes with the package, other tools must be told"
    )
