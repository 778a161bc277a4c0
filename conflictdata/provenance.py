"""Rows carry the release that they are of, and the day of which they are the wordings, in pandas
and in Arrow; polars has no place for it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictdata.errors import ConflictDataError
from conflictdata.release.opening import bundled, open_release

if TYPE_CHECKING:
    from conflictdata.release.folder import Release


# where pandas keeps it, in ``frame.attrs``
ATTRS = "conflictdata"


# which rows a release has, since all working copies have one version
ROWS = "rowsHash"


# where Arrow keeps what is said, in the metadata of the schema
METADATA = {
    "release": b"conflictdata.release",
    "vintage": b"conflictdata.vintage",
    ROWS: b"conflictdata.rowsHash",
    # of a line: how many figures without a stated day are newer, and to which day; JSON in Arrow
    "newer": b"conflictdata.newer",
}


# version, hash of all rows -> folder whose rows were given out, which no version leads to
_given: dict[tuple[str, str | None], Path] = {}


def stamped(rows: Any, release: Release, vintage: str | None = None) -> Any:
    """The same rows, which say of which release they are, and of which vintage if they are not of
    today; a frame of polars stays as it is.
    """
    rows_hash = release.descriptor.get(ROWS)
    _given[release.version, rows_hash] = release.folder
    said = {"release": release.version, "vintage": vintage, ROWS: rows_hash}
    said = {name: text for name, text in said.items() if text is not None}
    if hasattr(rows, "attrs"):
        rows.attrs[ATTRS] = {**rows.attrs.get(ATTRS, {}), **said}
    elif hasattr(rows, "replace_schema_metadata"):
        more = {METADATA[name]: text for name, text in said.items()}
        rows = rows.replace_schema_metadata({**(rows.schema.metadata or {}), **more})
    return rows


def release_of(rows: Any) -> str | None:
    """The version of the release that rows of pandas or Arrow say they are of.

    >>> import conflictdata as cd
    >>> release_of(cd.load("areas")) == cd.releases().query("bundled").index[0]
    True
    """
    return _said(rows, "release")


def vintage_of(rows: Any) -> str | None:
    """The day of which rows of pandas or Arrow say they are the wordings, or ``all``.

    Arrow gives tables that are put together what the first of them says; rows that were reported
    after its day are not of its vintage.

    >>> import conflictdata as cd
    >>> vintage_of(cd.load("aid_packages", vintage="2023-05-04"))
    '2023-05-04'
    """
    said = _said(rows, "vintage")
    if said is None or said == "all" or hasattr(rows, "attrs"):
        return said
    days = next((c for c in ("reported_on", "announced_on") if c in rows.schema.names), None)
    reported = [] if days is None else rows[days].to_pylist()
    return None if any(str(day)[:10] > said for day in reported if day is not None) else said


def newer_of(rows: Any) -> dict[str, Any]:
    """How many figures a line leaves out that are newer, and to which day; empty where none."""
    said = _said(rows, "newer")
    return (json.loads(said) if isinstance(said, str) else said) or {}


def open_stamped(rows: Any) -> Release:
    """The release that rows say they are of: the one that gave them out, or one on this machine."""
    version, rows_hash = str(release_of(rows)), _said(rows, ROWS)
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


def _said(rows: Any, name: str) -> Any:
    attrs = getattr(rows, "attrs", None)
    if isinstance(attrs, dict) and isinstance(attrs.get(ATTRS), dict):
        return attrs[ATTRS].get(name)
    text = (getattr(getattr(rows, "schema", None), "metadata", None) or {}).get(METADATA[name])
    return None if text is None else text.decode()
