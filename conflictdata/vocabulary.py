"""What codes and keys are called: labels, names, titles, definitions."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from conflictdata.matching import Called
from conflictdata.tree import above

if TYPE_CHECKING:
    from conflictdata.release.folder import Release
    from conflictdata.schemas.table import Field, Table


# the columns of a table that name its rows, the shortest first, and those that explain them
NAMES = ("label", "name", "title", "other_names", "formerly", "definition", "description")


def names_of(release: Release, table: Table, field: Field) -> dict[str, list[str]]:
    """Code or key that may stand in a column -> what it is called, its name first."""
    listed = field.codes
    target = ("codes", "code") if listed is not None else table.references.get(field.name)
    return {} if target is None else names_in(release, *target, listed)


def spoken_of(release: Release, table: Table, field: Field) -> Called:
    """The same, for a conflict also where it is fought and by whom; and the words of articles."""
    names = names_of(release, table, field)
    if names and table.references.get(field.name, ("",))[0] == "conflicts":
        places = _places_and_parties(release)
        names = {code: [*texts, *places.get(code, ())] for code, texts in names.items()}
    words = _words_of_articles(release).get(field.name, {})
    return Called(names, {code: words[code] for code in words if code in names})


def names_in(
    release: Release, name: str, key: str, listed: str | None = None
) -> dict[str, list[str]]:
    """Key of a table, or code of one of its lists -> what it is called, its name first."""
    columns = release.table(name).by_name if name in release.resources else {}
    named = [c for c in NAMES if c in columns]
    if not named:
        return {}
    lists = ["list"] if listed is not None else []
    return {
        row[key]: [row[c] for c in named if row[c] is not None]
        for row in release.read(name, [*lists, key, *named]).to_pylist()
        if listed is None or row["list"] == listed
    }


@lru_cache(maxsize=2)
def _words_of_articles(release: Release) -> dict[str, dict[str, list[str]]]:
    """Column -> code -> the words of articles for it, in all languages."""
    found: dict[str, dict[str, list[str]]] = {}
    if "vocabulary" in release.resources:
        for row in release.read("vocabulary", ["list", "code", "wording"]).to_pylist():
            words = found.setdefault(row["list"], {}).setdefault(row["code"], [])
            if row["wording"] not in words:
                words.append(row["wording"])
    return found


@lru_cache(maxsize=2)
def _places_and_parties(release: Release) -> dict[str, list[str]]:
    """Conflict -> the names of its area and of those above it, and of the parties to it."""
    rows = release.read("conflicts", ["id", "area"]).to_pylist()
    areas = {r["id"]: r for r in release.read("areas", ["id", "name", "parent"]).to_pylist()}
    parents = {code: row["parent"] for code, row in areas.items()}
    found = {
        row["id"]: [areas[a]["name"] for a in (row["area"], *above(row["area"], parents))]
        for row in rows
    }
    if "parties" in release.resources:
        for party in release.read("parties", ["name", "other_names", "conflicts"]).to_pylist():
            called = "; ".join(filter(None, (party["name"], party["other_names"])))
            for conflict in (party["conflicts"] or "").split(";"):
                if conflict in found:
                    found[conflict].append(called)
    return found
