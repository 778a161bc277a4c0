"""The trees that codes and areas form: which lies in which."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conflictdata.release.folder import Release
    from conflictdata.schemas.table import Field, Table
    from conflictdata.tree import Parents


def parents_of(release: Release, table: Table, field: Field) -> Parents:
    """Code -> the code above it, of all codes that a column can hold; empty where none is above
    another.
    """
    if field.codes is not None:
        rows = release.read("codes", ["list", "code", "parent"]).to_pylist()
        parents = {r["code"]: r["parent"] for r in rows if r["list"] == field.codes}
    else:
        other, key = table.references.get(field.name, (None, None))
        if other is None or key is None or "parent" not in release.table(other).by_name:
            return {}
        rows = release.read(other, [key, "parent"]).to_pylist()
        parents = {r[key]: r["parent"] for r in rows}
    return parents if any(parents.values()) else {}
