"""Where conflicts are: of which country an area is, and whose people live there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from conflictdata.release.folder import Release


class Home(NamedTuple):
    """Where a conflict is counted: its area, and the parties whose people live there."""

    area: str
    parties: frozenset[str]


def countries(release: Release) -> dict[str, str]:
    """Area -> the widest area that holds it."""
    areas = release.read("areas", ["id", "parent"])
    parents = dict(zip(areas["id"].to_pylist(), areas["parent"].to_pylist(), strict=True))
    return {area: _top(area, parents) for area in parents}


def homes(release: Release, countries: Mapping[str, str]) -> dict[str, Home]:
    """Conflict -> where it is counted."""
    parties = release.read("parties", ["id", "country"]).to_pylist()
    found = {}
    for row in release.read("conflicts", ["id", "area"]).to_pylist():
        country = countries.get(row["area"], row["area"])
        own = frozenset(p["id"] for p in parties if p["country"] == country)
        found[row["id"]] = Home(row["area"], own)
    return found


def _top(area: str, parents: Mapping[str, str | None]) -> str:
    while parent := parents.get(area):
        area = parent
    return area
