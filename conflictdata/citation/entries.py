"""What is cited, in the words of CSL: a release, and its sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from conflictdata.citation.styles import as_known
from conflictdata.errors import ConflictDataError, nearest
from conflictdata.release.version import is_working_copy

if TYPE_CHECKING:
    from conflictdata.release.folder import Release


def release_entry(descriptor: Mapping[str, Any], vintage: str | None = None) -> dict[str, Any]:
    """A release in the words of CSL, from its descriptor; its note says of which day wordings are
    that are not those of today.
    """
    d = descriptor
    unpublished = {"status": "unpublished working copy"} if is_working_copy(d["version"]) else {}
    return {
        "id": f"conflictdata-{d['version']}",
        "type": "dataset",
        "title": d["title"],
        "author": [{"literal": c["title"]} for c in d["contributors"]],
        "issued": {"date-parts": [[int(d["version"].split(".")[0])]]},
        "version": d["version"],
        **({"URL": d["homepage"]} if "homepage" in d else {}),
        **unpublished,
        **({"note": as_known(vintage)} if vintage else {}),
    }


def source_entries(
    release: Release, reporters: Mapping[str, Sequence[str]]
) -> list[dict[str, Any]]:
    """The sources that are given in the words of CSL, each with the names of those whose figures
    are taken from it.

    A page that quotes somebody is cited as that: whose figures they are is the original author. A
    title in square brackets is no title but our description of the page.
    """
    known = {r["source_id"]: r for r in release.read("sources").to_pylist()}
    names = {r["id"]: r["name"] for r in release.read("organizations", ["id", "name"]).to_pylist()}
    entries = []
    for source_id in reporters:
        if source_id not in known:
            raise ConflictDataError(
                f"sources has no source_id {source_id!r}{nearest(source_id, known)}"
            )
        row = known[source_id]
        publisher = names[row["publisher"]]
        entry = {
            "id": source_id,
            "type": "webpage",
            **_title(row["title"]),
            "author": [{"literal": publisher}],
            "accessed": {"date-parts": [_parts(row["accessed_on"])]},
            "language": row["language"],
            "URL": row["url"],
        }
        if row["published_on"]:
            entry["issued"] = {"date-parts": [_parts(row["published_on"])]}
        if row["archive_url"]:
            entry["archive_location"] = row["archive_url"]
        quoted = [r for r in reporters[source_id] if r != publisher]
        if row["tier"] == "secondary" and quoted:
            entry["original-author"] = [{"literal": r} for r in quoted]
            entry["note"] = f"{listed(quoted)}, as cited in {publisher}"
        entries.append(entry)
    return sorted(
        entries,
        key=lambda e: (e["author"][0]["literal"].casefold(), str(e.get("issued", "")), e["id"]),
    )


def listed(names: Sequence[str]) -> str:
    """Names as a sentence has them.

    >>> listed(["Denmark", "Norway", "Sweden"])
    'Denmark, Norway and Sweden'
    """
    *some, last = names
    return f"{', '.join(some)} and {last}" if some else last


def _title(title: str) -> dict[str, str]:
    described = title.startswith("[") and title.endswith("]") and "[" not in title[1:]
    return {"genre": title[1:-1]} if described else {"title": title}


def _parts(day: Any) -> list[int]:
    return [day.year, day.month, day.day]
