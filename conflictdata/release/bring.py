"""Bring a release into the cache, whole and verified."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from conflictdata.errors import ConflictDataError, nearest, shown
from conflictdata.progress import one_by_one
from conflictdata.release.bundled import bundled
from conflictdata.release.cache import cache, in_cache, staging
from conflictdata.release.contents import misfit
from conflictdata.release.descriptor import read_descriptor
from conflictdata.release.digest import sha256
from conflictdata.release.download import download, open_session
from conflictdata.release.folder import Release
from conflictdata.release.host import HOST, find_host, index
from conflictdata.release.regular import TEXT_LIMIT, read_regular

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
    """The folder of a release on this machine, brought from the host if it is not there."""
    if not isinstance(version, str):
        raise ConflictDataError(f"a version is text such as '2026.11.0', not {shown(version)}")
    if version == Release(bundled()).version:
        return bundled()
    folder = in_cache(version)
    if folder is not None:
        return glance(folder, version)
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


def glance(folder: Path, version: str) -> Path:
    """A folder of the cache, if it has what its place says, as far as can be seen at a glance."""
    release = Release(folder)
    if release.version != version:
        raise ConflictDataError(
            f"{folder} holds release {release.version}; `conflictdata cache clear {version}` takes"
            " it out"
        )
    release.check_sizes()
    return folder


def _into_cache(version: str, address: str, entry: Mapping[str, Any]) -> Path:
    target = cache() / version
    with staging(version) as stage, open_session() as session:

        def get(name: str, limit: int = TEXT_LIMIT) -> Path:
            with (stage / name).open("wb") as stream:
                download(f"{address}/{version}/{name}", stream, session, limit)
            return stage / name

        def get_verified(name: str, limit: int = TEXT_LIMIT) -> Path:
            file = get(name, limit)
            if sha256(file) != listed[name]:
                raise ConflictDataError(
                    f"{address}/{version}/{name} is not the file that SHA256SUMS lists; nothing was"
                    " kept"
                )
            return file

        listed = _sums(get("SHA256SUMS"), entry["sums"])
        about = read_regular(get_verified("datapackage.json"))
        descriptor = read_descriptor(about, f"{address}/{version}/datapackage.json")
        sizes = _sizes(descriptor, version, listed)
        others = [name for name in listed if name != "datapackage.json"]
        for name in one_by_one(others, f"fetching {version}"):
            file = get_verified(name, sizes.get(name, TEXT_LIMIT))
            if (size := file.stat().st_size) != sizes.get(name, size):
                raise ConflictDataError(
                    f"{address}/{version}/{name} has {size:,} bytes, datapackage.json lists"
                    f" {sizes[name]:,}; nothing was kept"
                )
        _check(Release(stage), address)
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


def _sizes(
    descriptor: Mapping[str, Any], version: str, listed: Mapping[str, str]
) -> dict[str, int]:
    """File -> bytes, as a descriptor lists them; refused if it is that of another release, or if
    its tables are not among its own files.
    """
    if descriptor["version"] != version:
        raise ConflictDataError(
            f"the host has release {descriptor['version']} in the place of {version}; nothing was"
            " kept"
        )
    for resource in descriptor["resources"]:
        if resource["path"] not in listed:
            raise ConflictDataError(
                f"datapackage.json of the release has {resource['name']} in"
                f" {resource['path']!r}, which SHA256SUMS does not list; refused"
            )
    return {
        r["path"]: r["fileSize"]
        for r in descriptor["resources"]
        if isinstance(r.get("fileSize"), int)
    }


def _check(release: Release, address: str) -> None:
    """Refuse a release whose files do not have the columns that it says."""
    for name in release.resources:
        if wrong := misfit(release.path(name), release.table(name)):
            raise ConflictDataError(
                f"{address}/{release.version}/{release.path(name).name} {wrong}; nothing was kept"
            )


def _sums(file: Path, digest: str | None) -> dict[str, str]:
    """File name -> digest, as ``SHA256SUMS`` lists them; no name may leave the folder."""
    if digest is not None and f"sha256:{sha256(file)}" != digest:
        raise ConflictDataError(
            f"{file.name} of the release is not the one that the index lists; nothing was kept"
        )
    try:
        text = read_regular(file).decode("utf-8", errors="replace")
    except OSError as error:
        raise ConflictDataError(f"{file} cannot be read ({error.strerror})") from None
    listed = {}
    for line in text.splitlines():
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
