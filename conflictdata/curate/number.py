"""Give a checkout a version: that of a release to be published, or of a working copy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from conflictdata.curate.replace import replacing_files
from conflictdata.errors import ConflictDataError
from conflictdata.release.version import VERSION, is_working_copy

if TYPE_CHECKING:
    from conflictdata.curate.project import Project

UNRELEASED = "Unreleased"


@contextmanager
def numbered(project: Project, version: str | None) -> Iterator[Project]:
    """The checkout under a version, which it keeps if the block ends well.

    ``pyproject.toml`` says the version; what stood in the changelog as not released becomes the
    entry of a release.
    """
    if version is None:
        yield project
        return
    if not VERSION.fullmatch(version) and not is_working_copy(version):
        raise ConflictDataError(
            f"{version!r} is no version such as 2026.11.0 for a release, or 2026.12.0.dev0 for a"
            " working copy"
        )
    files = [project.root / "pyproject.toml", project.root / "CHANGELOG.md"]
    fresh = {
        file: number(file.read_bytes().decode("utf-8"), version).encode("utf-8")
        for file, number in zip(files, (_version, _entry), strict=True)
        if file.exists()
    }
    with replacing_files(fresh):
        yield type(project)(project.root)


def _version(text: str, version: str) -> str:
    table = re.search(r"^\[project\]\s*$.*?(?=^\[|\Z)", text, re.MULTILINE | re.DOTALL)
    line = r'^version\s*=\s*"[^"\n]*"'
    if table is None or not re.search(line, table[0], re.MULTILINE):
        raise ConflictDataError('pyproject.toml has no line version = "..." under [project]')
    changed = re.sub(line, f'version = "{version}"', table[0], count=1, flags=re.MULTILINE)
    return text[: table.start()] + changed + text[table.end() :]


def _entry(text: str, version: str) -> str:
    if is_working_copy(version):
        return text
    heading = rf"^## {UNRELEASED}(?=[ \t\r]*$)"
    return re.sub(heading, f"## {version}", text, count=1, flags=re.MULTILINE)
