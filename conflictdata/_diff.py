"""What changed from one release to another: tables, columns, rows, and cells by key."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING, Any

from conflictdata.release.opening import open_release

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.release.folder import Release
    from conflictdata.schemas.table import Table


COLUMNS = ["table", "change", "key", "column", "old", "new"]


def diff(old: str | PathLike[str], new: str | PathLike[str] | None = None, /) -> pd.DataFrame:
    """What changed from one release to another.

    Parameters
    ----------
    old, new
        Versions or folders of releases; the bundled release for `new` if it is not given.

    Returns
    -------
    pandas.DataFrame
        A row a change: table, change (one of ``comparing.CHANGES``), key, column, old, new. Cells
        are compared by key; what the build derives (ids of the next wording, titles of sources) is
        left out, since it follows from the rest.

    Examples
    --------
    >>> import conflictdata as cd
    >>> len(cd.diff(cd.path("casualties").parent, cd.path("casualties").parent))
    0
    """
    import pandas as pd

    before, after = open_release(old), open_release(new)
    changes: list[tuple[Any, ...]] = []
    for name in [*after.resources, *(n for n in before.resources if n not in after.resources)]:
        if name not in before.resources:
            changes.append((name, "table added", None, None, None, after.resources[name]["rows"]))
        elif name not in after.resources:
            changes.append(
                (name, "table removed", None, None, before.resources[name]["rows"], None)
            )
        else:
            changes += _columns(name, before, after) + _rows(name, before, after)
    return pd.DataFrame(changes, columns=COLUMNS).astype(
        dict.fromkeys(("table", "change", "key", "column", "old", "new"), "str")
    )


def _columns(name: str, before: Release, after: Release) -> list[tuple[Any, ...]]:
    old, new = before.table(name).by_name, after.table(name).by_name
    added = [(name, "column added", None, c, None, new[c].type) for c in new if c not in old]
    removed = [(name, "column removed", None, c, old[c].type, None) for c in old if c not in new]
    changed = [
        (name, "column changed", None, c, old[c].type, new[c].type)
        for c in new
        if c in old and old[c].type != new[c].type
    ]
    return added + removed + changed


def _rows(name: str, before: Release, after: Release) -> list[tuple[Any, ...]]:
    new_table = after.table(name)
    was = _former(before.table(name), new_table)
    key = list(new_table.primaryKey)
    if any(k not in was for k in key):
        return []
    shared = [
        f.name for f in new_table.fields if not f.built and f.name in was and f.name not in key
    ]
    old = _keyed(before, name, [was[k] for k in key], [was[c] for c in shared])
    new = _keyed(after, name, key, shared)
    changes: list[tuple[Any, ...]] = [
        (name, "row added", k, None, None, None) for k in new if k not in old
    ]
    changes += [(name, "row removed", k, None, None, None) for k in old if k not in new]
    for k, cells in new.items():
        if k in old and cells != old[k]:
            changes += [
                (name, "cell corrected", k, c, _text(a), _text(b))
                for c, a, b in zip(shared, old[k], cells, strict=True)
                if a != b
            ]
    return changes


def _former(old: Table, new: Table) -> dict[str, str]:
    """Column -> what it was called before, for the columns that were there."""
    names = {
        f.name: next((n for n in (f.name, *f.formerly) if n in old.by_name), None)
        for f in new.fields
    }
    return {now: then for now, then in names.items() if then is not None}


def _keyed(
    release: Release, name: str, key: list[str], columns: list[str]
) -> dict[str, tuple[Any, ...]]:
    rows = release.read(name, [*key, *columns]).to_pylist()
    return {"/".join(str(r[k]) for k in key): tuple(r[c] for c in columns) for r in rows}


def _text(value: object) -> str | None:
    return None if value is None else str(value)
