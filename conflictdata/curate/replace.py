"""Let a fresh folder or file take the place of another, at once or not at all."""

from __future__ import annotations

import ctypes
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from conflictdata.errors import ConflictDataError
from conflictdata.release.aside import discard, left_behind, own_folder

# what the folder before is called while it makes way
ASIDE = "-old"


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """A fresh folder beside another that takes its place when the block ends well, and is gone when
    it does not.
    """
    link = os.path.islink(folder)  # noqa: PTH114 - no error where we may not look
    if link or os.path.isfile(folder):  # noqa: PTH113
        kind = "a link" if link else "a file"
        raise ConflictDataError(f"{folder} is {kind} where a folder is made; move it away first")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _restore(folder)
        for left in left_behind(folder.parent, folder.name):
            discard(left)
        fresh = own_folder(folder.parent, folder.name)
    except OSError as error:
        raise ConflictDataError(
            f"{error.filename or folder.parent} cannot be written ({error.strerror}); {folder}"
            " stays as it was"
        ) from None
    try:
        yield fresh
        _swap(fresh, folder)
    except OSError as error:
        raise ConflictDataError(
            f"{error.filename or folder} cannot be written ({error.strerror}); {folder} stays as"
            " it was"
        ) from None
    finally:
        discard(fresh)


def replace_file(file: Path, content: bytes) -> None:
    """Write a file, whole or not at all."""
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.parent)
        fresh = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(content)
            fresh.chmod(0o644)
            fresh.replace(file)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise ConflictDataError(f"{file} cannot be written ({error.strerror})") from None


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep other runs from writing in a folder while the block lasts.

    Where the system cannot lock a folder, two runs still do not mix: the last to end stays.
    """
    try:
        import fcntl

        handle = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        yield
        return
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ConflictDataError(
                f"another run of conflictdata is writing in {folder}; wait until it has ended"
            ) from None
        except OSError:  # a file system without locks
            pass
        yield
    finally:
        os.close(handle)


def _restore(folder: Path) -> None:
    """Bring back the only copy, if a run was killed while the folder made way."""
    if folder.exists():
        return
    old = [p for p in left_behind(folder.parent, folder.name) if p.name.endswith(ASIDE)]
    if old:
        max(old, key=lambda p: p.stat().st_mtime).rename(folder)


def _swap(fresh: Path, folder: Path) -> None:
    if not folder.exists():
        fresh.rename(folder)
        return
    if _exchange(fresh, folder):
        return
    aside = fresh.with_name(fresh.name + ASIDE)
    folder.rename(aside)
    try:
        fresh.rename(folder)
    except BaseException:
        if not folder.exists():
            aside.rename(folder)
        raise
    discard(aside)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step, where the system can."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    here, exchange = -100, 2
    return bool(rename(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0)
