"""Who reported what is cited, and when: from the rows in hand, else from all rows of a release that
rest on the same documents.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from conflictdata.citation.hand import ids_in
from conflictdata.engines.frames import to_pandas

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.release.folder import Release


def reported(side: pd.DataFrame, release: Release) -> list[tuple[str, str, str]]:
    """Source, name of the reporter or donor, and day of each row; a source of which the rows do not
    say it comes with all that the release takes from it.
    """
    told = _told(side, release)
    silent = {i for cell in side["source"] for i in ids_in(cell)} - {source for source, *_ in told}
    return sorted(told | (_of_release(silent, release) if silent else set()))


def _told(side: pd.DataFrame, release: Release) -> set[tuple[str, str, str]]:
    who, day = who_and_when(side.columns)
    if who is None or day is None:
        return set()
    rows = side[["source", who, day]].dropna()
    names = called(release)
    return {
        (source, names.get(part, part), str(on)[:10])
        for cell, parts, on in zip(*(rows[c] for c in rows), strict=True)
        for source in ids_in(cell)
        for part in str(parts).split(";")
    }


def _of_release(sources: set[str], release: Release) -> set[tuple[str, str, str]]:
    found: set[tuple[str, str, str]] = set()
    for name in release.resources:
        columns = release.table(name).columns
        who, day = who_and_when(columns)
        if "source" in columns and who is not None and day is not None:
            # what a page only corroborates stands on it as well
            pages = [c for c in ("source", "corroborated_by") if c in columns]
            rows = to_pandas(release.read(name, [*pages, who, day]))
            for page in pages:
                told = _told(rows[[page, who, day]].rename(columns={page: "source"}), release)
                found |= {triple for triple in told if triple[0] in sources}
    return found


def who_and_when(columns: Collection[str]) -> tuple[str | None, str | None]:
    """The columns that say who reported, or gave, and on which day."""
    who = next((c for c in ("reporter", "donor") if c in columns), None)
    return who, next((c for c in ("reported_on", "announced_on") if c in columns), None)


def called(release: Release) -> dict[str, str]:
    """Code of a donor or id of a reporter -> its name."""
    names = {
        r["code"]: r["label"]
        for r in release.read("codes", ["list", "code", "label"]).to_pylist()
        if r["list"] == "donor"
    }
    names.update(
        {r["id"]: r["name"] for r in release.read("organizations", ["id", "name"]).to_pylist()}
    )
    return names
