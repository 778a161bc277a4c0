"""Where conflicts are: of which country an area is, and whose people live there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from conflictdata.tree import ancestors

if TYPE_CHECKING:
    from conflictdata.release.folder import Release


class Home(NamedTuple):
    """Where a conflict is counted: its area, of which country each area is, and each party."""

    area: str
    countries: Mapping[str, str]
    states: Mapping[str, str | None]

    def has_people_of(self, party: str, area: str) -> bool:
        """Whether a party's people live in an area, or where the conflict is counted."""
        state = self.states.get(party)
        return state is not None and state in (
            self.countries.get(area),
            self.countries.get(self.area),
        )


def countries(release: Release) -> dict[str, str]:
    """Area -> the widest area that holds it."""
    areas = release.read("areas", ["id", "parent"])
    parents = dict(zip(areas["id"].to_pylist(), areas["parent"].to_pylist(), strict=True))
    return {area: [area, *ancestors(area, parents)][-1] for area in parents}


def homes(release: Release, countries: Mapping[str, str]) -> dict[str, Home]:
    """Conflict -> where it is counted."""
    parties = release.read("parties", ["id", "country", "parent"]).to_pylist()
    parents = {party["id"]: party["parent"] for party in parties}
    own = {party["id"]: party["country"] for party in parties if party["country"]}
    states = {
        party: next((own[p] for p in (party, *ancestors(party, parents)) if p in own), None)
        for party in parents
    }
    conflicts = release.read("conflicts", ["id", "area"])
    return {
        conflict: Home(area, countries, states)
        for conflict, area in zip(
            conflicts["id"].to_pylist(), conflicts["area"].to_pylist(), strict=True
        )
    }
