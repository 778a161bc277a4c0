"""Publish a release: put it, whole, where releases lie, and list it in their index."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictdata.curate.compare import out_of_date
from conflictdata.curate.remember import remember
from conflictdata.curate.replace import alone, replace_file, replacing
from conflictdata.errors import ConflictDataError
from conflictdata.explorer.page import page, refuse_without_vega
from conflictdata.release.bring import verify
from conflictdata.release.digest import sha256
from conflictdata.release.folder import Release
from conflictdata.release.host import index
from conflictdata.release.version import VERSION, order
from conflictdata.spreadsheet.whole import names_of, write_whole

if TYPE_CHECKING:
    from conflictdata.curate.check import Step
    from conflictdata.curate.project import Project

# what a browser shows of the folder of a release
EXPLORER = "index.html"


def publish(project: Project, version: str, folder: Path, step: Step = lambda _: None) -> Path:
    """Put the release of a checkout under a folder of releases, and list it in the index there.

    Raises
    ------
    ConflictDataError
        What draws the explorer is not installed, the working tree is dirty, the version is not that
        of ``pyproject.toml``, is no calendar version or exists already, or the release is not what
        the curated tables build to.
    """
    refuse_without_vega()
    own = project.metadata["version"]
    if not VERSION.fullmatch(version):
        raise ConflictDataError(
            f"{version!r} is no version such as 2026.11.0, and nobody could fetch it"
        )
    if version != own:
        raise ConflictDataError(
            f"pyproject.toml says version {own}; set it to {version} there, build and commit"
            f" first: `conflictdata build --version {version}` does both"
        )
    if dirt := _git(project, "status", "--porcelain"):
        raise ConflictDataError(
            "the working tree has changes that are not committed; commit them first:\n" + dirt
        )
    if version in {e["version"] for e in _index(folder)}:
        raise _listed(folder, version)
    if old := out_of_date(project, step):
        raise ConflictDataError("run `conflictdata build` and commit first:\n" + "\n".join(old))
    step(f"copying {version}")
    with alone(project.release.parent):
        # the index last: what it lists is whole and remembered, and what was killed before can be
        # published again
        return _put(
            folder,
            Release(project.release),
            beside=_for_people,
            then=lambda release: remember(project, release),
        )


def gather(folder: Path, releases: Iterable[Path]) -> list[str]:
    """Make a folder from which releases can be fetched, of releases that lie elsewhere.

    Each is verified, copied and listed; one that is listed already must be the same.
    """
    put = []
    for source in releases:
        release = Release(source)
        if release.is_working_copy:
            raise ConflictDataError(
                f"{source} is a working copy, {release.version}, and nobody could fetch it"
            )
        verify(source)
        sums = {e["version"]: e["sums"] for e in _index(folder)}
        if release.version not in sums:
            _put(folder, release)
        elif sums[release.version] != _digest(source):
            raise _listed(folder, release.version)
        put.append(release.version)
    return put


def last_published(folder: Path) -> Path | None:
    """The folder of the newest release that an index lists."""
    listed = _index(folder)
    return folder / listed[-1]["version"] if listed else None


def host_of(project: Project) -> str:
    """The address from which releases are fetched, as the package will say it to its users."""
    host = project.metadata.get("urls", {}).get("Releases")
    if not host:
        raise ConflictDataError(
            "pyproject.toml does not say where releases will lie, so nobody could fetch this one;"
            ' write Releases = "https://..." under [project.urls], build and commit first. To try'
            " releases on this machine: `conflictdata host FOLDER RELEASE...`"
        )
    return str(host)


def _for_people(folder: Path) -> None:
    """Put what people look at beside the files of a release: made of them, and none of those that
    are fetched and verified.
    """
    release = Release(folder)
    write_whole(folder, release)
    beside = names_of(release.version)
    (folder / EXPLORER).write_text(page(release, beside), encoding="utf-8")


def _put(
    folder: Path,
    release: Release,
    beside: Callable[[Path], None] | None = None,
    then: Callable[[Release], None] | None = None,
) -> Path:
    """Copy a release under a folder, with what comes `beside` its files, and list it when it is
    whole there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / release.version
    with alone(folder):
        listed = _index(folder)
        if release.version in {e["version"] for e in listed}:
            raise _listed(folder, release.version)
        with replacing(target) as fresh:
            shutil.copytree(release.folder, fresh, dirs_exist_ok=True)
            verify(fresh)
            if beside is not None:
                beside(fresh)
        if then is not None:
            then(Release(target))
        entry = {
            "version": release.version,
            "sums": _digest(target),
            "rowsHash": release.descriptor["rowsHash"],
        }
        _write_index(folder, sorted([*listed, entry], key=lambda e: order(e["version"])))
    return target


def _digest(release: Path) -> str:
    return f"sha256:{sha256(release / 'SHA256SUMS')}"


def _listed(folder: Path, version: str) -> ConflictDataError:
    return ConflictDataError(
        f"{folder} has a release {version} already; a release never changes, give the correction a"
        " new version"
    )


def _index(folder: Path) -> list[dict[str, Any]]:
    return list(index(str(folder)).values()) if (folder / "index.json").exists() else []


def _write_index(folder: Path, entries: list[dict[str, Any]]) -> None:
    text = json.dumps({"releases": entries}, indent=1) + "\n"
    replace_file(folder / "index.json", text.encode("utf-8"))


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
