"""The codes that a column holds: what each is called, and how many rows have it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from conflictdata.vocabulary import names_of

if TYPE_CHECKING:
    from conflictdata.release.folder import Release
    from conflictdata.schemas.table import Field, Table


def codes_held(release: Release, table: Table, field: Field) -> list[dict[str, Any]]:
    """The codes of a column, each with its label and its rows, of every wording: those of a list in
    its order, with what no row has; keys of another table that stand in rows, the most first.

    >>> from conflictdata.release.opening import open_release
    >>> table = open_release().table("casualties")
    >>> codes_held(open_release(), table, table.field("sex"))[1]["label"]
    'male'
    """
    rows = counted(release, table, field)
    names = names_of(release, table, field)
    # an old release may hold a code that its list has lost
    others = sorted((c for c in rows if c not in field.allowed), key=lambda c: (-rows[c], c))
    codes = [*field.allowed, *others]
    return [
        {"code": c, "label": next(iter(names.get(c, ())), None), "rows": rows[c]} for c in codes
    ]


def counted(release: Release, table: Table, field: Field) -> Counter[str]:
    """How many rows hold each code of a column, of every wording; a cell may join several."""
    found: Counter[str] = Counter()
    for cell in release.read(table.name, [field.name])[field.name].value_counts().to_pylist():
        if cell["values"] is not None:
            found.update(dict.fromkeys(codes_in([cell["values"]], field), cell["counts"]))
    return found


def codes_in(cells: Iterable[Any], field: Field) -> set[str]:
    """The codes that stand in cells of a column, of which one may join several."""
    texts = {str(cell) for cell in cells if cell is not None}
    if field.separator is None:
        return texts
    return {part for text in texts for part in text.split(field.separator)}


def warned_of(release: Release, codes: Collection[str]) -> dict[str, str]:
    """The definitions of usage warnings."""
    known = release.read("codes", ["list", "code", "definition"]).to_pylist()
    return {
        c["code"]: c["definition"] for c in known if c["list"] == "warning" and c["code"] in codes
    }


def is_coded(table: Table, field: Field) -> bool:
    """Whether a column holds codes of a list or keys of another table."""
    return bool(field.allowed) or field.name in table.references
