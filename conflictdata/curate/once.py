"""What a recipe took in and somebody typed as well is one figure, with both sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conflictdata.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conflictdata.curate.curated import Curated
    from conflictdata.curate.project import Project

Row = dict[str, Any]


def recipe_of(project: Project, place: str) -> str | None:
    """The recipe that wrote a row, or None for one that somebody typed."""
    name = place.rpartition(":")[0].rpartition("/")[2].removesuffix(".csv")
    return name if name in project.recipes else None


def join_statements(project: Project, curated: Curated) -> None:
    """Drop figures of recipes that were typed as well; the typed one is corroborated by theirs."""
    if not project.recipes:
        return
    table = curated.table
    columns = [*table.dimensions, "period_start", "period_end", "reported_on"]
    numbers = [
        c for c in (table.value, "value_max", "low", "high", "qualifier") if c in table.by_name
    ]
    taken = [recipe_of(project, place) is not None for place in curated.places]
    typed = {
        _cells(row, columns): number
        for number, (row, own) in enumerate(zip(curated.rows, taken, strict=True))
        if not own
    }
    dropped = set()
    for number, own in enumerate(taken):
        row, place = curated.rows[number], curated.places[number]
        at = typed.get(_cells(row, columns)) if own else None
        if at is None:
            continue
        dropped.add(number)
        if _cells(row, numbers) == _cells(curated.rows[at], numbers):
            _corroborate(curated.rows[at], row["source"])
        else:
            said = f"{curated.places[at]} has {curated.rows[at][table.value]} for the same figure"
            message = f"{row[table.value]}, and {said}; read the page again"
            curated.findings.append(Finding(place, table.value, message, "once"))
    for number in dropped:
        curated.heads.pop(curated.places[number], None)
    curated.rows = [r for n, r in enumerate(curated.rows) if n not in dropped]
    curated.places = [p for n, p in enumerate(curated.places) if n not in dropped]


def _cells(row: Row, columns: Sequence[str]) -> tuple[Any, ...]:
    return tuple(row[c] for c in columns)


def _corroborate(row: Row, source: str | None) -> None:
    others = (row["corroborated_by"] or "").split(";")
    if source and source not in (row["source"], *others):
        row["corroborated_by"] = ";".join(o for o in (*others, source) if o)
