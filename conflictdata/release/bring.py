"""Bring a release into the cache, whole and verified."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from conflictdata.errors import ConflictDataError, nearest
from conflictdata.progress import one_by_one
from conflictdata.release.cache import cache, in_cache, staging
from conflictdata.release.digest import sha256
from conflictdata.release.download import download, open_session
from conflictdata.release.folder import Release
from conflictdata.release.host import HOST, find_host, index

# a plain name of a file in the release's own folder
FILE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


def verify(folder: Path, sums: str | None = None) -> None:
    """Check each file of a release against its ``SHA256SUMS``, and that against a digest if one is
    given.
    """
    listed = _sums(folder / "SHA256SUMS", sums)
    for name, digest in listed.items():
        if not (folder / name).is_file():
            raise ConflictDataError(f"{folder / name} is missing")
        if sha256(folder / name) != digest:
            raise ConflictDataError(f"{folder / name} is not the file that SHA256SUMS lists")


def bring(version: str, host: str | None = None) -> Path:
    """The folder of a release in the cache, brought from the host if it is not there."""
    folder = in_cache(version)
    if folder is not None:
        return folder
    address = find_host(host)
    if address is None:
        raise ConflictDataError(
            f"release {version} is not on this machine, and no host is set: give host=, "
            f"or set {HOST} to the base address under which releases lie"
        )
    listed = index(address)
    if version not in listed:
        raise ConflictDataError(f"{address} has no release {version}{nearest(version, listed)}")
    return _into_cache(version, address, listed[version])


def _into_cache(version: str, address: str, entry: Mapping[str, Any]) -> Path:
    target = cache() / version
    with staging(version) as stage, open_session() as session:

        def get(name: str) -> Path:
            with (stage / name).open("wb") as stream:
                download(f"{address}/{version}/{name}", stream, session)
            return stage / name

        listed = _sums(get("SHA256SUMS"), entry["sums"])
        for name in one_by_one(list(listed), f"fetching {version}"):
            if sha256(get(name)) != listed[name]:
                raise ConflictDataError(
                    f"{address}/{version}/{name} is not the file that SHA256SUMS lists; nothing was"
                    " kept"
                )
        _inside(stage, listed)
        try:
            stage.rename(target)
        except OSError:
            if in_cache(version) is not None:  # another process was faster
                return target
            if target.exists():
                raise ConflictDataError(
                    f"{target} is there and is no whole release; remove it"
                ) from None
            raise
    return target


def _inside(folder: Path, listed: Mapping[str, str]) -> None:
    """Refuse a release that this code cannot read, or whose tables are not among its own files."""
    for name, resource in Release(folder).resources.items():
        if resource["path"] not in listed:
            raise ConflictDataError(
                f"datapackage.json of the release has {name} in {resource['path']!r}, which"
                " SHA256SUMS does not list; refused"
            )


def _sums(file: Path, digest: str | None) -> dict[str, str]:
    """File name -> digest, as ``SHA256SUMS`` lists them; no name may leave the folder."""
    if digest is not None and f"sha256:{sha256(file)}" != digest:
        raise ConflictDataError(
            f"{file.name} of the release is not the one that the index lists; nothing was kept"
        )
    listed = {}
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
        found = re.fullmatch(r"([0-9a-f]{64})  (.+)", line)
        if not found:
            raise ConflictDataError(
                f"{file.name} of the release has a line that is no digest: {line[:80]!r}"
            )
        if not FILE.fullmatch(found[2]):
            raise ConflictDataError(
                f"{file.name} of the release names {found[2]!r}, which is no file of its folder;"
                " refused"
            )
        listed[found[2]] = found[1]
    if "datapackage.json" not in listed:
        raise ConflictDataError(f"{file.name} of the release lists no datapackage.json")
    return listed
