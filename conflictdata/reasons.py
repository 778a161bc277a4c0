"""Why a row changed between releases, as the tables of corrections, retired keys and recodings
say it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from conflictdata.release.version import order

if TYPE_CHECKING:
    from conflictdata.release.folder import Release

# table, key, column; of a key that is retired no column; of a rule what was and what is
Place = tuple[str, str, str | None]


# what happens to one cell of a row
CELLS = ("cell corrected", "cell added to")


def reasons_of(release: Release, since: str) -> dict[Place, str]:
    """What was corrected, retired or recoded after an earlier release, each with its reason."""
    found: dict[Place, str] = {}
    if "retired" in release.resources:
        for row in release.read("retired", ["table", "id", "reason"]).to_pylist():
            found[row["table"], row["id"], None] = row["reason"]
    if "recodings" in release.resources:
        for row in release.read("recodings", ["table", "was", "now", "reason"]).to_pylist():
            found[row["table"], row["was"], row["now"]] = row["reason"]
    if "corrections" in release.resources:
        for row in release.read("corrections").to_pylist():
            if order(row["corrected_in"]) > order(since):
                place = (row["table"], row["id"], row["column"])
                found[place] = f"{row['reason']} ({row['asked_by']}, {row['corrected_on']})"
    return found


def reason_of(change: tuple[Any, ...], reasons: Mapping[Place, str]) -> str | None:
    """The reason of a change: table, change, key, column, old, new."""
    table, what, key, column, old, new = change
    if what == "recoded":
        return reasons.get((table, old, new))
    if what == "row renamed":
        return reasons.get((table, old, None))
    return reasons.get((table, key, column if what in CELLS else None))
