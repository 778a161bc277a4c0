"""Rows carry the release that they are of, and the day of which they are the wordings, in pandas
and in Arrow; polars has no place for it.
"""

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
VINTAGE = b"conflictdata.vintage"


# version -> release whose rows were given out, since a folder is not found again by its version
_given: dict[str, Release] = {}


def stamped(rows: Any, release: Release, vintage: str | None = None) -> Any:
    """The same rows, which say of which release they are, and of which vintage if they are not of
    today; a frame of polars stays as it is.
    """
    _given[release.version] = release
    if hasattr(rows, "attrs"):
        said = {"release": release.version} | ({"vintage": vintage} if vintage else {})
        rows.attrs[ATTRS] = {**rows.attrs.get(ATTRS, {}), **said}
    elif hasattr(rows, "replace_schema_metadata"):
        more = {METADATA: release.version} | ({VINTAGE: vintage} if vintage else {})
        rows = rows.replace_schema_metadata({**(rows.schema.metadata or {}), **more})
    return rows


def release_of(rows: Any) -> str | None:
    """The version of the release that rows of pandas or Arrow say they are of.

    >>> import conflictdata as cd
    >>> release_of(cd.load("areas")) == cd.releases().query("bundled").index[0]
    True
    """
    return _said(rows, "release", METADATA)


def vintage_of(rows: Any) -> str | None:
    """The day of which rows of pandas or Arrow say they are the wordings, or ``all``.

    Arrow gives tables that are put together what the first of them says; rows that were reported
    after its day are not of its vintage.

    >>> import conflictdata as cd
    >>> vintage_of(cd.load("aid_packages", vintage="2023-05-04"))
    '2023-05-04'
    """
    said = _said(rows, "vintage", VINTAGE)
    if said is None or said == "all" or hasattr(rows, "attrs"):
        return said
    days = next((c for c in ("reported_on", "announced_on") if c in rows.schema.names), None)
    reported = [] if days is None else rows[days].to_pylist()
    return None if any(str(day)[:10] > said for day in reported if day is not None) else said


def _said(rows: Any, name: str, key: bytes) -> str | None:
    attrs = getattr(rows, "attrs", None)
    if isinstance(attrs, dict) and isinstance(attrs.get(ATTRS), dict):
        return attrs[ATTRS].get(name)
    text = (getattr(getattr(rows, "schema", None), "metadata", None) or {}).get(key)
    return None if text is None else text.decode()


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
