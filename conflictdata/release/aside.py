"""Folders that a process makes beside the place where they go, owned by name."""

from __future__ import annotations

import os
import platform
import re
import shutil
import stat
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

# seconds after which nobody is still at work, whatever machine they are on
LEFT_BEHIND = 24 * 3600


def own_folder(parent: Path, name: str) -> Path:
    """A fresh folder whose name says which process made it, and what it will become."""
    folder = Path(tempfile.mkdtemp(prefix=f".{name}-{os.getpid()}-{this_machine()}-", dir=parent))
    folder.chmod(0o755)
    return folder


def left_behind(parent: Path, name: str = "*") -> Iterator[Path]:
    """Folders of processes that were killed; those of other machines are known by age alone."""
    for folder in parent.glob(f".{name}-*-*-*"):
        with suppress(OSError, ValueError):
            _, process, machine, _ = folder.name.rsplit("-old", 1)[0].rsplit("-", 3)
            killed = machine == this_machine() and not _alive(int(process))
            if killed or time.time() - folder.stat().st_mtime > LEFT_BEHIND:
                yield folder


def discard(folder: Path) -> None:
    """Remove a folder, also one that was made read-only, or say that it is still there."""
    if not folder.exists():
        return
    for inside, folders, _ in os.walk(folder):
        for path in (Path(inside), *(Path(inside, name) for name in folders)):
            with suppress(OSError):
                if not path.is_symlink():
                    path.chmod(path.stat().st_mode | stat.S_IRWXU)
    shutil.rmtree(folder, ignore_errors=True)
    if folder.exists():
        warnings.warn(f"{folder} cannot be removed; remove it", stacklevel=2)


def this_machine() -> str:
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
