"""Open a release; bundled and downloaded ones are opened alike."""

from __future__ import annotations

from functools import lru_cache
from os import PathLike
from pathlib import Path

from conflictdata.errors import ConflictDataError, shown
from conflictdata.release.bundled import bundled
from conflictdata.release.folder import Release
from conflictdata.release.version import VERSION

__all__ = ["bundled", "open_release"]


def open_release(release: str | PathLike[str] | None = None) -> Release:
    """Open a release: the bundled one, the folder that is given, or the version from the cache or
    the host.
    """
    if release is None:
        return _open(bundled())
    if not isinstance(release, str | PathLike):
        raise ConflictDataError(
            f"release is a version such as '2026.11.0' or a folder, not {shown(release)}"
        )
    folder = Path(release)
    if folder.is_dir() or not isinstance(release, str):
        opened = _open(folder.resolve())
        if VERSION.fullmatch(str(release)) and opened.version != release:
            raise ConflictDataError(
                f"the folder {release} holds release {opened.version}; write ./{release} if you"
                " mean the folder"
            )
        return opened
    own = _open(bundled())
    if release == own.version:
        return own
    from conflictdata.release.bring import bring

    return _open(bring(release))


def _open(folder: Path) -> Release:
    # a folder that was built again is another release
    try:
        found = (folder / "datapackage.json").stat()
    except OSError:
        return Release(folder)
    return _opened(folder, (found.st_ino, found.st_mtime_ns, found.st_size))


@lru_cache(maxsize=8)
def _opened(folder: Path, stamp: tuple[int, ...]) -> Release:
    release = Release(folder)
    release.check_sizes()
    return release
