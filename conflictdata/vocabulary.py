"""What codes and keys are called: labels, names, titles, definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
