"""Open a release; bundled and downloaded ones are opened alike."""

from __future__ import annotations

from functools import lru_cache
from os import PathLike
from pathlib import Path

from conflictdata.release.folder import Release


def open_release(release: str | PathLike[str] | None = None) -> Release:
    """Open a release: the bundled one, the folder that is given, or the version from the cache or
    the host.
    """
    if release is None:
        return _opened(bundled())
    folder = Path(release)
    if folder.is_dir() or not isinstance(release, str):
        return _opened(folder.resolve())
    own = _opened(bundled())
    if release == own.version:
        return own
    from conflictdata.release.bring import bring

    return _opened(bring(release))


def bundled() -> Path:
    """The folder of the release that came with the package: inside it when installed, beside it in
    a checkout.
    """
    package = Path(__file__).parents[1]
    inside = package / "_release"
    return inside if inside.is_dir() else package.parent / "data" / "release"


@lru_cache(maxsize=8)
def _opened(folder: Path) -> Release:
    return Release(folder)
