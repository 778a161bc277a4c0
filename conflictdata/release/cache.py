"""The cache: releases that were brought once. What appears in it was whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from conflictdata.errors import ConflictDataError
from conflictdata.release.aside import discard, left_behind, own_folder
from conflictdata.release.version import VERSION, is_working_copy, order

CACHE = "CONFLICTDATA_CACHE"


def in_cache(version: str) -> Path | None:
    """The folder of a release in the cache, or None."""
    if is_working_copy(str(version)):
        raise ConflictDataError(
            f"{version} is a working copy, which is never published; give the folder data/release"
            " of its checkout"
        )
    if not VERSION.fullmatch(str(version)):
        raise ConflictDataError(
            f"{version!r} is neither a version such as '2026.11.0' nor the folder of a release"
        )
    folder = cache() / version
    return folder if (folder / "SHA256SUMS").is_file() else None


def cached() -> dict[str, Path]:
    """Version -> folder of each release in the cache, the newest last."""
    folders = [p for p in cache().glob("*") if VERSION.fullmatch(p.name) and p.is_dir()]
    return {p.name: p for p in sorted(folders, key=lambda p: order(p.name))}


def cache() -> Path:
    """The folder of the cache: ``CONFLICTDATA_CACHE``, or the user's own."""
    chosen = os.environ.get(CACHE) or _of_user()
    folder = Path(os.path.expanduser(chosen))  # noqa: PTH111 - Path raises where nobody has a home
    if folder.parts[:1] and folder.parts[0].startswith("~"):
        raise ConflictDataError(
            f"there is no home folder for a cache of releases ({folder}); set {CACHE} to a folder"
        )
    return folder


def _of_user() -> str:
    from platformdirs import user_cache_path

    try:
        return str(user_cache_path("conflictdata"))
    except RuntimeError:  # of a later platformdirs, where an earlier one gives what is below
        return "~/.cache/conflictdata"


@contextmanager
def staging(version: str) -> Iterator[Path]:
    """A folder beside the place of the release, gone afterwards unless it was renamed."""
    folder = cache()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for left in left_behind(folder):
            discard(left)
        stage = own_folder(folder, version)
    except OSError as error:
        raise ConflictDataError(
            f"the cache {folder} cannot be written ({error.strerror}); set {CACHE} to another"
            " folder"
        ) from None
    try:
        yield stage
    except OSError as error:
        raise ConflictDataError(
            f"the cache {folder} cannot be written ({error.strerror}); nothing was kept"
        ) from None
    finally:
        discard(stage)


def clear(version: str) -> None:
    """Take a release out of the cache, at once; what is no release stays."""
    folder = cache() / version
    if not any((folder / name).is_file() for name in ("SHA256SUMS", "datapackage.json")):
        raise ConflictDataError(f"{folder} is no release; look at it, and remove it yourself")
    try:
        gone = own_folder(folder.parent, version)
        try:
            folder.rename(gone / version)
        finally:
            discard(gone)
    except OSError as error:
        raise ConflictDataError(f"{folder} cannot be removed ({error.strerror})") from None
