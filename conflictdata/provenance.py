"""Rows carry the release that they are of, in pandas and in Arrow; polars has no place for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conflictdata.errors import ConflictDataError
from conflictdata.release.opening import open_release

if TYPE_CHECKING:
    from conflictdata.release.folder import Release


# where pandas keeps it, in ``frame.attrs``
ATTRS = "conflictdata"


# where Arrow keeps it, in the metadata of the schema
METADATA = b"conflictdata.release"


# version -> release whose rows were given out, since a folder is not found again by its version
_given: dict[str, Release] = {}


def stamped(rows: Any, release: Release) -> Any:
    """The same rows, which say of which release they are; a frame of polars stays as it is."""
    _given[release.version] = release
    if hasattr(rows, "attrs"):
        rows.attrs[ATTRS] = {**rows.attrs.get(ATTRS, {}), "release": release.version}
    elif hasattr(rows, "replace_schema_metadata"):
        metadata = {**(rows.schema.metadata or {}), METADATA: release.version.encode()}
        rows = rows.replace_schema_metadata(metadata)
    return rows


def release_of(rows: Any) -> str | None:
    """The version of the release that rows of pandas or Arrow say they are of.

    >>> import conflictdata as cd
    >>> release_of(cd.load("areas")) == cd.releases().query("bundled").index[0]
    True
    """
    attrs = getattr(rows, "attrs", None)
    if isinstance(attrs, dict) and isinstance(attrs.get(ATTRS), dict):
        return attrs[ATTRS].get("release")
    version = (getattr(getattr(rows, "schema", None), "metadata", None) or {}).get(METADATA)
    return None if version is None else version.decode()


def open_stamped(version: str) -> Release:
    """The release of that version: the one whose rows were given out, or one on this machine."""
    if version in _given:
        return _given[version]
    try:
        return open_release(version)
    except ConflictDataError as error:
        raise ConflictDataError(
            f"these rows are of release {version}; give release= its folder ({error})"
        ) from None
