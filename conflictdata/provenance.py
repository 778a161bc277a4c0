"""Rows carry the release that they are of, in pandas and in Arrow; polars has no place for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictdata.errors import ConflictDataError
from conflictdata.release.opening import bundled, open_release

if TYPE_CHECKING:
    from conflictdata.release.folder import Release


# where pandas keeps it, in ``frame.attrs``
ATTRS = "conflictdata"


# where Arrow keeps it, in the metadata of the schema
METADATA = b"conflictdata.release"
# and which rows it has, since all working copies have one version
ROWS = "rowsHash"


# version, hash of all rows -> folder whose rows were given out, which no version leads to
_given: dict[tuple[str, str | None], Path] = {}


def stamped(rows: Any, release: Release) -> Any:
    """The same rows, which say of which release they are; a frame of polars stays as it is."""
    rows_hash = release.descriptor.get(ROWS)
    _given[release.version, rows_hash] = release.folder
    said = {} if rows_hash is None else {ROWS: rows_hash}
    if hasattr(rows, "attrs"):
        rows.attrs[ATTRS] = {**rows.attrs.get(ATTRS, {}), "release": release.version, **said}
    elif hasattr(rows, "replace_schema_metadata"):
        metadata = {**(rows.schema.metadata or {}), METADATA: release.version.encode(), **said}
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


def open_stamped(rows: Any) -> Release:
    """The release that rows say they are of: the one that gave them out, or one on this machine."""
    version, rows_hash = str(release_of(rows)), _rows_hash_of(rows)
    given = {f for (v, its), f in _given.items() if v == version and rows_hash in (None, its)}
    folder = given.pop() if len(given) == 1 else None
    try:
        if folder == bundled():
            opened = open_release()
        else:
            opened = open_release(folder or version)
    except ConflictDataError as error:
        raise ConflictDataError(
            f"these rows are of release {version}; give release= its folder ({error})"
        ) from None
    if rows_hash not in (None, opened.descriptor.get(ROWS)):
        raise ConflictDataError(
            f"these rows are of release {version} as it was before it changed; load them again, or"
            " give release= the folder that has them"
        )
    return opened


def _rows_hash_of(rows: Any) -> str | None:
    attrs = getattr(rows, "attrs", None)
    if isinstance(attrs, dict) and isinstance(attrs.get(ATTRS), dict):
        return attrs[ATTRS].get(ROWS)
    said = (getattr(getattr(rows, "schema", None), "metadata", None) or {}).get(ROWS.encode())
    return None if said is None else said.decode()
