"""Let a fresh folder or file take the place of another, at once or not at all."""

from __future__ import annotations

import ctypes
import os
import stat
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from conflictdata.errors import ConflictDataError
from conflictdata.release.aside import discard, left_behind, own_folder

if TYPE_CHECKING:
    from conflictdata.curate.project import Project

Rest = ParamSpec("Rest")
Result = TypeVar("Result")

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
    replace_files({file: content})


def replace_files(contents: Mapping[Path, bytes | None]) -> list[Path]:
    """Write files, all of them or none, and say which changed; one without content goes."""
    with replacing_files(contents) as changed:
        return changed


@contextmanager
def replacing_files(contents: Mapping[Path, bytes | None]) -> Iterator[list[Path]]:
    """Files that are written, all of them or none, and come back as they were when the block does
    not end well; those that changed. One without content goes.

    Each is written beside its place first, and so is what was there, so that it can come back.
    """
    file, swaps = Path(), dict[Path, tuple[Path | None, Path | None]]()
    with ExitStack() as beside, ExitStack() as undo:
        try:
            for file, content in contents.items():
                place = Path(os.path.realpath(file))  # a link stays a link
                before = place.read_bytes() if place.exists() else None
                if content != before:
                    swaps[file] = _beside(place, content, beside), _beside(place, before, beside)
            for file, (fresh, old) in swaps.items():
                _put(fresh, file)
                undo.callback(_put, old, file)
        except OSError as error:
            every = "; every file stays as it was" if len(contents) > 1 else ""
            raise ConflictDataError(f"{file} cannot be written ({error.strerror}){every}") from None
        yield list(swaps)
        undo.pop_all()


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


def one_at_a_time(
    change: Callable[Concatenate[Project, Rest], Result],
) -> Callable[Concatenate[Project, Rest], Result]:
    """A function that changes a checkout, and keeps other runs from it meanwhile."""

    @wraps(change)
    def changed(project: Project, /, *args: Rest.args, **named: Rest.kwargs) -> Result:
        with alone(project.release.parent):
            return change(project, *args, **named)

    return changed


def _beside(file: Path, content: bytes | None, leaving: ExitStack) -> Path | None:
    """A content beside the file whose place it will take, with its mode; what is left of it goes
    with the block.
    """
    if content is None:
        return None
    for folder in reversed([p for p in file.parents if not p.exists()]):
        folder.mkdir()
        leaving.callback(_remove_empty, folder)
    descriptor, name = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.parent)
    fresh = Path(name)
    leaving.callback(fresh.unlink, missing_ok=True)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
    fresh.chmod(stat.S_IMODE(file.stat().st_mode) if file.exists() else 0o644)
    return fresh


def _put(fresh: Path | None, file: Path) -> None:
    """Let a file take its place, or go."""
    place = Path(os.path.realpath(file))
    if fresh is None:
        place.unlink(missing_ok=True)
    else:
        fresh.replace(place)


def _remove_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


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
