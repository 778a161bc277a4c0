"""The descriptor of a release, ``datapackage.json``, as it must be before anything goes by it."""

from __future__ import annotations

import json
from typing import Any

from conflictdata.errors import ConflictDataError
from conflictdata.schemas.table import UPGRADE

# counts up when a release can no longer be read by the code before it
FORMAT = 3
# what every resource says, and as what
SAID = {"name": str, "path": str, "title": str, "description": str, "rows": int, "schema": dict}


def read_descriptor(content: bytes, place: object) -> dict[str, Any]:
    """The descriptor as a mapping, or an error that says what is wrong with it."""
    try:
        descriptor = json.loads(content)
    except (ValueError, RecursionError):
        raise ConflictDataError(f"{place} is no JSON; the release is damaged") from None
    if not isinstance(descriptor, dict):
        raise _none(place, "it is no object")
    written = descriptor.get("format", FORMAT)
    if not isinstance(written, int):
        raise _none(place, f"its format is {written!r}")
    if written > FORMAT:
        raise ConflictDataError(
            f"release {descriptor.get('version')} has format {written}, and this"
            f" conflictdata reads up to {FORMAT}: {UPGRADE}"
        )
    if not isinstance(descriptor.get("version"), str):
        raise _none(place, "it has no version")
    resources = descriptor.get("resources")
    if not isinstance(resources, list) or not resources:
        raise _none(place, "it has no resources")
    for number, resource in enumerate(resources):
        for key, kind in SAID.items():
            if not isinstance(resource, dict) or not isinstance(resource.get(key), kind):
                raise _none(place, f"its resource {number} has no {key}")
    if len({r["name"] for r in resources}) < len(resources):
        raise _none(place, "two of its resources have one name")
    return descriptor


def _none(place: object, reason: str) -> ConflictDataError:
    return ConflictDataError(f"{place} does not describe a release: {reason}")
