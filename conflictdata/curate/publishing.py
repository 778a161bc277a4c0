"""Publish a release: put it, whole, where releases lie, list it in their index, and remember its keys for ever."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictdata.curate.building import Step, out_of_date
from conflictdata.curate.project import Project
from conflictdata.curate.writing import replacing, sha256
from conflictdata.errors import ConflictDataError, Finding
from conflictdata.fetching import VERSION
from conflictdata.release import Release
from conflictdata.schemas import Table

if TYPE_CHECKING:
    import pandas as pd


# tables whose keys nobody outside goes by
UNCITED = ("exceptions", "partitions")


def publish(project: Project, version: str, folder: Path, step: Step = lambda _: None) -> Path:
    """Put the release of a checkout under a folder of releases, and list it in the index there.

    Raises
    ------
    ConflictDataError
        The working tree is dirty, the version is not that of ``pyproject.toml``, is no calendar version or exists already,
        or the release is not what the curated tables build to.
    """
    own = project.metadata["version"]
    if version != own:
        raise ConflictDataError(f"pyproject.toml says version {own}; set it to {version} there, build and commit first")
    if not VERSION.fullmatch(version):
        raise ConflictDataError(f"{version!r} is no version such as 2026.11.0, and nobody could fetch it")
    if dirt := _git(project, "status", "--porcelain"):
        raise ConflictDataError("the working tree has changes that are not committed; commit them first:\n" + dirt)
    listed = _index(folder)
    target = folder / version
    if version in {e["version"] for e in listed}:
        raise ConflictDataError(
            f"{folder} has a release {version} already; a release never changes, give the correction a new version"
        )
    if old := out_of_date(project, step):
        raise ConflictDataError("run `conflictdata build` and commit first:\n" + "\n".join(old))
    step(f"copying {version}")
    with replacing(target) as fresh:
        shutil.copytree(project.release, fresh, dirs_exist_ok=True)
    release = Release(target)
    entry = {"version": version, "sums": f"sha256:{sha256(target / 'SHA256SUMS')}", "rowsHash": release.descriptor["rowsHash"]}
    # the index last: what it lists is whole and remembered, and what was killed before can be published again
    remember(project, release)
    _write_index(folder, [*listed, entry])
    return target


def last_published(folder: Path) -> Path | None:
    """The folder of the newest release that an index lists."""
    listed = _index(folder)
    return folder / listed[-1]["version"] if listed else None


def remember(project: Project, release: Release) -> None:
    """Add the keys of a release to those that were ever published."""
    import pandas as pd

    known = published(project)
    keys = [
        pd.DataFrame({"table": name, "id": _keys(release.table(name), release.read(name).to_pandas()), "since": release.version})
        for name in release.resources
        if name not in UNCITED
    ]
    every = pd.concat([known, *keys]).drop_duplicates(["table", "id"]).sort_values(["table", "id"])
    fresh = project.published.with_name(f".{project.published.name}.new")
    every.to_parquet(fresh, index=False, compression="zstd")
    fresh.replace(project.published)


def published(project: Project) -> pd.DataFrame:
    """The keys that were ever published: table, id, since."""
    import pandas as pd

    if not project.published.exists():
        return pd.DataFrame({"table": [], "id": [], "since": []}, dtype="str")
    return pd.read_parquet(project.published)


def lost_keys(project: Project, tables: Mapping[str, Table], frames: Mapping[str, pd.DataFrame]) -> list[Finding]:
    """Keys that were published and are gone without a word, and retired keys that are used again."""
    known = published(project)
    retired = {(r.table, r.id) for r in frames["retired"].astype("str").itertuples()}
    former = frames["codes"].dropna(subset="formerly").astype("str")
    renamed = {("codes", f"{r.list}/{code}") for r in former.itertuples() for code in r.formerly.split(";")}
    now = {(name, key) for name, table in tables.items() for key in _keys(table, frames[name])}
    place = "data/curated/retired.csv:1"
    findings = [
        Finding(
            place, "id", f"{t} {key!r} was in release {since} and is gone; list it with the reason, or bring it back", "lost-keys"
        )
        for t, key, since in known[["table", "id", "since"]].itertuples(index=False)
        if t in tables and (t, key) not in now | retired | renamed
    ]
    again = sorted(now & retired)
    return findings + [Finding(place, "id", f"{t} {key!r} is retired and must not be used again", "lost-keys") for t, key in again]


def _keys(table: Table, frame: pd.DataFrame) -> list[str]:
    parts = [frame[k].astype("str") for k in table.primaryKey]
    return list(parts[0].str.cat(parts[1:], sep="/") if len(parts) > 1 else parts[0])


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
        done = subprocess.run(["git", *arguments], cwd=project.root, capture_output=True, text=True, check=True, env=environment)
    except (OSError, subprocess.CalledProcessError) as error:
        raise ConflictDataError(f"{project.root} is no git checkout that git can read ({error})") from None
    return done.stdout.rstrip()
