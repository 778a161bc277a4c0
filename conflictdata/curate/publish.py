"""Publish a release: put it, whole, where releases lie, and list it in their index."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictdata.curate.compare import out_of_date
from conflictdata.curate.remember import remember
from conflictdata.curate.replace import replacing
from conflictdata.errors import ConflictDataError
from conflictdata.release.cache import VERSION
from conflictdata.release.digest import sha256
from conflictdata.release.folder import Release

if TYPE_CHECKING:
    from conflictdata.curate.check import Step
    from conflictdata.curate.project import Project


def publish(project: Project, version: str, folder: Path, step: Step = lambda _: None) -> Path:
    """Put the release of a checkout under a folder of releases, and list it in the index there.

    Raises
    ------
    ConflictDataError
        The working tree is dirty, the version is not that of ``pyproject.toml``, is no calendar
        version or exists already, or the release is not what the curated tables build to.
    """
    own = project.metadata["version"]
    if version != own:
        raise ConflictDataError(
            f"pyproject.toml says version {own}; set it to {version} there, build and commit first"
        )
    if not VERSION.fullmatch(version):
        raise ConflictDataError(
            f"{version!r} is no version such as 2026.11.0, and nobody could fetch it"
        )
    if dirt := _git(project, "status", "--porcelain"):
        raise ConflictDataError(
            "the working tree has changes that are not committed; commit them first:\n" + dirt
        )
    listed = _index(folder)
    target = folder / version
    if version in {e["version"] for e in listed}:
        raise ConflictDataError(
            f"{folder} has a release {version} already; a release never changes, give the"
            " correction a new version"
        )
    if old := out_of_date(project, step):
        raise ConflictDataError("run `conflictdata build` and commit first:\n" + "\n".join(old))
    step(f"copying {version}")
    with replacing(target) as fresh:
        shutil.copytree(project.release, fresh, dirs_exist_ok=True)
    release = Release(target)
    entry = {
        "version": version,
        "sums": f"sha256:{sha256(target / 'SHA256SUMS')}",
        "rowsHash": release.descriptor["rowsHash"],
    }
    # the index last: what it lists is whole and remembered, and what was killed before can be
    # published again
    remember(project, release)
    _write_index(folder, [*listed, entry])
    return target


def last_published(folder: Path) -> Path | None:
    """The folder of the newest release that an index lists."""
    listed = _index(folder)
    return folder / listed[-1]["version"] if listed else None


def _index(folder: Path) -> list[dict[str, Any]]:
    file = folder / "index.json"
    if not file.exists():
        return []
    try:
        return json.loads(file.read_text(encoding="utf-8"))["releases"]
    except (ValueError, KeyError):
        raise ConflictDataError(f"{file} is no index of releases") from None


def _write_index(folder: Path, entries: list[dict[str, Any]]) -> None:
    fresh = folder / ".index.json.new"
    fresh.write_text(json.dumps({"releases": entries}, indent=1) + "\n", encoding="utf-8")
    fresh.replace(folder / "index.json")


def _git(project: Project, *arguments: str) -> str:
    # inside the checkout alone, whatever repository the caller stands in
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    try:
        done = subprocess.run(
            ["git", *arguments],
            cwd=project.root,
            capture_output=True,
            text=True,
            check=True,
            env=environment,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        raise ConflictDataError(
            f"{project.root} is no git checkout that git can read ({error})"
        ) from None
    return done.stdout.rstrip()
