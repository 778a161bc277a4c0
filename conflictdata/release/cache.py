"""The cache: releases that were brought once. What is there is whole."""

from __future__ import annotations

import os
import platform
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from conflictdata.errors import ConflictDataError

CACHE = "CONFLICTDATA_CACHE"


VERSION = re.compile(r"[0-9]{4}\.[0-9]{1,2}\.[0-9]+")


# seconds after which nobody is still fetching, whatever machine they are on
LEFT_BEHIND = 24 * 3600


def in_cache(version: str) -> Path | None:
    """The folder of a release in the cache, or None."""
    if not VERSION.fullmatch(version):
        raise ConflictDataError(
            f"{version!r} is neither a version such as '2026.11.0' nor the folder of a release"
        )
    folder = cache() / version
    return folder if (folder / "SHA256SUMS").is_file() else None


def cache() -> Path:
    """The folder of the cache: ``CONFLICTDATA_CACHE``, or the user's own."""
    if chosen := os.environ.get(CACHE):
        return Path(chosen).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("conflictdata")


@contextmanager
def staging(version: str) -> Iterator[Path]:
    """A folder beside the place of the release, gone afterwards unless it was renamed."""
    folder = cache()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        stage = Path(tempfile.mkdtemp(prefix=f".{version}-{os.getpid()}-{_machine()}-", dir=folder))
        stage.chmod(0o755)
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
        shutil.rmtree(stage, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Remove what processes left that were killed; those of other machines that share the cache are
    known by age alone.
    """
    for left in folder.glob(".*-*-*-*"):
        _, process, machine, _ = left.name.split("-", 3)
        with suppress(OSError, ValueError):
            killed = machine == _machine() and not _alive(int(process))
            if killed or time.time() - left.stat().st_mtime > LEFT_BEHIND:
                shutil.rmtree(left, ignore_errors=True)


def _machine() -> str:
    return re.sub(r"[^A-Za-z0-9]", "", platform.node())


def _alive(process: int) -> bool:
    if os.name == "nt":  # where signal 0 is Ctrl-C
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
