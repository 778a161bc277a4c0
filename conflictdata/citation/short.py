"""The short form of a citation, for a caption: who, when, how many documents, which release."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from conflictdata.citation.entries import source_entries
from conflictdata.citation.styles import MONTHS, as_known

if TYPE_CHECKING:
    from conflictdata.release.folder import Release


def short(
    release: Release,
    sources: Iterable[str],
    reported: Iterable[tuple[str, str, str]],
    vintage: str | None = None,
) -> str:
    """One line from the ids of sources, and from triples of source, reporter's name and day."""
    documents: dict[str, set[str]] = {}
    days: dict[str, set[str]] = {}
    for source, name, day in reported:
        documents.setdefault(name, set()).add(source)
        days.setdefault(name, set()).add(day)
    entries = source_entries(
        release, {s: [n for n in documents if s in documents[n]] for s in sources}
    )
    for entry in entries:
        publisher = entry["author"][0]["literal"]
        if not any(entry["id"] in several for several in documents.values()):
            documents.setdefault(publisher, set()).add(entry["id"])
    quoting = {e["id"] for e in entries if "original-author" in e}
    told = [
        f"{abbreviated(name)}{_span(days.get(name, set()))} ({_counted(of, quoting & of)})"
        for name, of in documents.items()
    ]
    told += [as_known(vintage)] if vintage else []
    return "; ".join([*told, f"{release.descriptor['name']} {release.version}"])


def _counted(sources: set[str], quoting: set[str]) -> str:
    noun = "document" if len(sources) == 1 else "documents"
    if len(quoting) == len(sources):
        return f"as cited in {len(sources)} {noun}"
    return f"{len(sources)} {noun}" + (f", {len(quoting)} of them by others" if quoting else "")


def abbreviated(name: str) -> str:
    """The abbreviation that a name ends in, else the name."""
    found = re.search(r"\(([A-Z]{2,})\)$", name)
    return found[1] if found else name


def _span(days: set[str]) -> str:
    if not days:
        return ""
    first, last = min(days), max(days)
    return f", {_told(first)}" + (f" to {_told(last)}" if last != first else "")


def _told(day: str) -> str:
    year, month, number = day.split("-")
    return f"{int(number)} {MONTHS[int(month) - 1]} {year}"
