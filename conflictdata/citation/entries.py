"""What is cited, in the words of CSL: a release, and its sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from conflictdata.errors import ConflictDataError, nearest
from conflictdata.release.version import is_working_copy

if TYPE_CHECKING:
    from conflictdata.release.folder import Release


def release_entry(descriptor: Mapping[str, Any]) -> dict[str, Any]:
    """A release in the words of CSL, from its descriptor."""
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
    }


def source_entries(release: Release, ids: Iterable[str]) -> list[dict[str, Any]]:
    known = {r["source_id"]: r for r in release.read("sources").to_pylist()}
    names = {r["id"]: r["name"] for r in release.read("organizations", ["id", "name"]).to_pylist()}
    entries = []
    for source_id in ids:
        if source_id not in known:
            raise ConflictDataError(
                f"sources has no source_id {source_id!r}{nearest(source_id, known)}"
            )
        row = known[source_id]
        entry = {
            "id": source_id,
            "type": "webpage",
            "title": row["title"],
            "author": [{"literal": names[row["publisher"]]}],
            "accessed": {"date-parts": [_parts(row["accessed_on"])]},
            "language": row["language"],
            "URL": row["url"],
        }
        if row["published_on"]:
            entry["issued"] = {"date-parts": [_parts(row["published_on"])]}
        if row["archive_url"]:
            entry["archive_location"] = row["archive_url"]
        entries.append(entry)
    return sorted(
        entries,
        key=lambda e: (e["author"][0]["literal"].casefold(), str(e.get("issued", "")), e["id"]),
    )


def _parts(day: Any) -> list[int]:
    return [day.year, day.month, day.day]
