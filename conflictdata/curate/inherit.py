"""What is typed once and holds for many rows: an update for its figures, a package for its items.

A row has the cells of its head where its own are empty, and ``-`` is empty on purpose. What is
wrong with such a cell is said once, at the place at which it was typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from conflictdata.curate.curated import Curated, Head, read_file
from conflictdata.curate.layout import UPDATES, Layout, holds_updates
from conflictdata.errors import Finding, nearest

if TYPE_CHECKING:
    from pathlib import Path

    from conflictdata.curate.project import Project
    from conflictdata.schemas.table import Table

NOTHING = "-"


def read_figures(project: Project, table: Table, layout: Layout, curated: Curated) -> None:
    """Add the figures of every conflict, each with the cells of the update that it names."""
    files: dict[Path, list[Path]] = {}
    for path, _ in layout.paths(table, project.curated):
        files.setdefault(path.parent, []).append(path)
    for folder, paths in files.items():
        updates, figures = Curated(table), Curated(table)
        # where figures are, updates.csv has to be, unless recipes wrote all of them
        for file in sorted(f for f in folder.glob("*.csv") if holds_updates(f)) or [
            folder / UPDATES
        ]:
            head = layout.head(table)
            seldom = [f.name for f in head if table.by_name.get(f.name, f).completed]
            read_file(
                file, project.place(file), head, {}, updates, name="an update", optional=seldom
            )
        for path in paths:
            read_file(
                path,
                project.place(path),
                layout.typed(table),
                {"conflict": folder.name},
                figures,
                optional=layout.optional,
            )
        curated.findings += [*updates.findings, *figures.findings]
        _join(updates, figures, layout, curated)


def take_lists(items: Curated, packages: Curated, columns: Mapping[str, list[str]]) -> None:
    """Let items without a source of their own stand where the list of their package was read."""
    known = {row["package_id"]: number for number, row in enumerate(packages.rows)}
    lists = {c for theirs in columns.values() for c in theirs} - set(packages.table.columns)
    used, rows, places = set(), items.rows, items.places
    items.rows, items.places = [], []
    for row, place in zip(rows, places, strict=True):
        full, at = _without_dashes(row, columns), known.get(row["package"])
        if row["source"] is None and at is None:
            if row["package"] is None or not packages.broken_files:
                items.findings.append(_no_head("package", row["package"], known, place))
            continue
        if row["source"] is None and at is not None:
            package = packages.rows[at]
            taken = {
                column: next((c for c in theirs if package[c] is not None), theirs[0])
                for column, theirs in columns.items()
            }
            full, items.heads[place] = _inherit(row, package, taken, packages.places[at])
            used |= {(at, column) for column in items.heads[place].columns.values()}
        items.rows.append(full)
        items.places.append(place)
    if items.broken_files:
        return
    for at, row in enumerate(packages.rows):
        for column in sorted(lists):
            if row[column] is not None and (at, column) not in used:
                message = "no item of the package was read there; take it out"
                packages.findings.append(Finding(packages.places[at], column, message, "list"))


def _join(updates: Curated, figures: Curated, layout: Layout, curated: Curated) -> None:
    table = curated.table
    known: dict[str, int] = {}
    for number, row in enumerate(updates.rows):
        known.setdefault(row["update"], number)
    same = {column: column for column in layout.updates}
    defaults = {c: table.by_name[c].default for c in layout.updates}
    used, whole = set(), not updates.broken_files
    for row, place in figures:
        at = known.get(row["update"])
        if row["update"] is None or at is None:
            if whole or row["update"] is None:
                curated.findings.append(_no_head("update", row["update"], known, place))
            continue
        used.add(row["update"])
        update = updates.rows[at]
        full, head = _inherit(row, update, same, updates.places[at])
        curated.findings += _repeated(row, update, layout, place)
        missing = {c: d for c, d in defaults.items() if full[c] is None and d is not None}
        curated.rows.append({**full, **missing})
        curated.places.append(place)
        curated.heads[place] = head
    curated.findings += _wrong_updates(updates, known, used, bool(figures.broken_files))


def _inherit(
    row: Mapping[str, Any], head: Mapping[str, Any], columns: Mapping[str, str], place: str
) -> tuple[dict[str, Any], Head]:
    """A row with the cells of its head where its own are empty: column -> column there."""
    taken = {own: theirs for own, theirs in columns.items() if row.get(own) is None}
    full = {**row, **{own: head[theirs] for own, theirs in taken.items()}}
    return _without_dashes(full, columns), Head(place, taken)


def _without_dashes(row: dict[str, Any], columns: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, **{c: None for c in columns if row[c] == NOTHING}}


def _repeated(
    row: Mapping[str, Any], update: Mapping[str, Any], layout: Layout, place: str
) -> Iterator[Finding]:
    for column in layout.optional:
        said = NOTHING if update[column] is None else update[column]
        if row[column] is not None and row[column] == said:
            message = f"{row[column]} is what the update says already; leave it empty"
            yield Finding(place, column, message, "update")


def _no_head(column: str, name: str | None, known: Mapping[str, int], place: str) -> Finding:
    """A row that names no head, or one that there is not; it is left out of what is checked."""
    message = f"no value {name!r}{nearest(name, known)}" if name else "is empty and must be given"
    return Finding(place, column, message, "head")


def _wrong_updates(
    updates: Curated, known: Mapping[str, int], used: set[str], unsure: bool
) -> Iterator[Finding]:
    """Updates that have no name of their own, and those that no figure names, unless some figures
    could not be read.
    """
    for number, (row, place) in enumerate(updates):
        name = row["update"]
        if name is None:
            yield _no_head("update", name, known, place)
        elif known[name] != number:
            line = updates.places[known[name]].rpartition(":")[2]
            message = f"{name!r} stands in line {line} already; tell the two apart"
            yield Finding(place, "update", message, "update")
        elif name not in used and not unsure:
            message = f"no figure names {name!r}; add its figures, or take it out"
            yield Finding(place, "update", message, "update")
