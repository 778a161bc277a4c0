"""The files of a checkout that a build reads: regular, inside it, and not too long."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from conflictdata.errors import Finding
from conflictdata.release.regular import leads_out

if TYPE_CHECKING:
    from conflictdata.curate.project import Project

# bytes of one file; a field can be no longer. Today's longest file has under a million
LIMIT = 32 << 20


def unfit_files(project: Project) -> list[Finding]:
    """What cannot be read among the files that a build reads, before anything is opened."""
    findings = []
    for path in _read(project):
        if problem := _problem(path, project.root):
            place = path.relative_to(project.root).as_posix()
            findings.append(Finding(f"{place}:1", "file", problem, "file"))
    return findings


def _read(project: Project) -> Iterator[Path]:
    yield from (project.root / name for name in ("pyproject.toml", "CHANGELOG.md"))
    yield from project.root.glob("schemas/*.yaml")
    for folder, folders, files in os.walk(project.curated):
        # a folder that is a link is not walked into, and is named
        yield from (p for f in folders if (p := Path(folder, f)).is_symlink())
        yield from (Path(folder, f) for f in files)


def _problem(path: Path, root: Path) -> str | None:
    if leads_out(path, root):
        return f"is a link that leads out of {root}; put the file itself here"
    try:
        found = path.stat()
    except FileNotFoundError:
        return "is a link to nothing" if path.is_symlink() else None
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    if stat.S_ISDIR(found.st_mode):
        return None
    if not stat.S_ISREG(found.st_mode):
        return "is not a regular file, but a pipe or a device; remove it"
    if found.st_size > LIMIT:
        return f"has {found.st_size:,} bytes, more than {LIMIT:,}; divide it"
    return None
