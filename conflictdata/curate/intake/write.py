"""Write what a plan says into the files of its recipe, and into no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from conflictdata.curate.intake.recipe import own_path
from conflictdata.curate.layout import UPDATES, holds_updates
from conflictdata.curate.lines import csv_rows, csv_text
from conflictdata.curate.new.files import Rows
from conflictdata.curate.replace import replacing_files
from conflictdata.errors import ConflictDataError

if TYPE_CHECKING:
    from conflictdata.curate.curated import Curated
    from conflictdata.curate.intake.plan import Cells, Plan
    from conflictdata.curate.layout import Layout
    from conflictdata.curate.project import Project
    from conflictdata.schemas.table import Table

# so many figures of another period are an update of their own
SEVERAL = 3


@contextmanager
def applied(project: Project, plan: Plan, curated: Mapping[str, Curated]) -> Iterator[list[str]]:
    """A plan that is written, and stays so if the block ends well; the names of the files that
    changed.

    Raises
    ------
    ConflictDataError
        If a row of the table was refused; nothing is written then.
    """
    if plan.refused:
        raise ConflictDataError(unwritten(plan))
    if not plan.writes:
        yield []
        return
    table, layout = curated[plan.recipe.table].table, project.layouts[plan.recipe.table]
    texts: dict[Path, str] = {}
    for conflict, figures in sorted(plan.kept.items()):
        path = own_path(project, plan.recipe, conflict)
        updates = path.with_name(f"{plan.recipe.name}-{UPDATES}")
        texts[updates], texts[path] = _divided(plan.recipe.name, figures, table, layout)
    texts |= _sources(project, plan, curated)
    texts |= _without_moved(project, plan, table, layout)
    # one without rows goes
    contents = {path: text.encode("utf-8") if text else None for path, text in texts.items()}
    with replacing_files(contents) as changed:
        yield [project.place(path) for path in changed]


def unwritten(plan: Plan) -> str:
    """Why a plan is not written, and what to do."""
    number = len(plan.refused)
    cells = "1 cell of the table was" if number == 1 else f"{number} cells of the table were"
    return (
        f"{cells} refused, so nothing was written; leave it out in {plan.recipe.place} with the"
        " reason, and tell the table's keeper"
    )


def _without_moved(project: Project, plan: Plan, table: Table, layout: Layout) -> dict[Path, str]:
    """The files that people type, without the rows that moved and the updates that these leave."""
    gone: dict[Path, set[int]] = {}
    for place in plan.moved:
        file, _, line = place.rpartition(":")
        gone.setdefault(project.root / file, set()).add(int(line))
    texts = {}
    for folder in {path.parent for path in gone}:
        left: set[str] = set()
        for path in sorted(folder.glob("*.csv")):
            if holds_updates(path) or path.stem in project.recipes:
                continue
            rows = Rows(project, path, layout.typed(table), layout.optional)
            rows.remove(gone.get(path, set()))
            left |= {row["update"] for row in rows.rows}
            texts[path] = rows.content if rows.rows else ""
        updates = Rows(project, folder / UPDATES, layout.head(table))
        numbered = zip(updates.numbers, updates.rows, strict=True)
        updates.remove({number for number, row in numbered if row["update"] not in left})
        texts[updates.path] = updates.content if updates.rows else ""
    return texts


def _sources(project: Project, plan: Plan, curated: Mapping[str, Curated]) -> dict[Path, str]:
    sources = curated["sources"]
    if plan.source["source_id"] in {row["source_id"] for row in sources.rows}:
        return {}
    columns = [f.name for f in sources.table.typed]
    path = project.curated / "sources" / f"{plan.recipe.name}.csv"
    return {path: csv_text(columns, [*csv_rows(path), plan.source])}


def _divided(name: str, rows: Sequence[Cells], table: Table, layout: Layout) -> tuple[str, str]:
    """The rows as a file of updates and one of figures."""
    head = [c for c in layout.updates if c not in layout.optional]
    ordered = sorted(rows, key=lambda row: _order(row, table, head))
    groups: dict[tuple[str, ...], list[Cells]] = {}
    for row in ordered:
        groups.setdefault(tuple(row[c] for c in head), []).append(row)
    updates, figures = [], []
    for group in groups.values():
        for period, members in _by_period(group).items():
            update = _update(name, period, members, layout)
            updates.append(_without_defaults(update, table))
            figures += [_figure(row, update, table, layout) for row in members]
    used = [c for c in layout.optional if any(f[c] for f in figures)]
    own = [f.name for f in layout.typed(table) if f.name not in layout.optional]
    return (
        csv_text([f.name for f in layout.head(table)], updates),
        csv_text([*own, *used], figures),
    )


def _order(row: Cells, table: Table, head: Sequence[str]) -> tuple[str, ...]:
    by_day = (row["reported_on"], *(row[c] for c in head))
    return (*by_day, row["period_end"], row["period_start"], *(row[d] for d in table.dimensions))


def _by_period(group: Sequence[Cells]) -> dict[str, list[Cells]]:
    """The figures of an update, under the empty name, and those of others: what several have of
    another period is an update of its own.
    """
    periods = Counter((row["period_start"], row["period_end"]) for row in group)
    # the one of most figures, of several the one that began first
    main = min(periods, key=lambda period: (-periods[period], period))
    found: dict[str, list[Cells]] = {}
    for row in group:
        period = (row["period_start"], row["period_end"])
        apart = period != main and periods[period] >= SEVERAL
        found.setdefault("-".join(period) if apart else "", []).append(row)
    return found


def _update(name: str, period: str, members: Sequence[Cells], layout: Layout) -> Cells:
    first = members[0]
    parts = (first["reporter"], first["reported_on"], name, period)
    update = {"update": "-".join(p for p in parts if p)}
    for column in layout.updates:
        common = Counter(row[column] for row in members)
        update[column] = min(common, key=lambda text: (-common[text], text))
    # the days of a period go together
    starts = Counter((row["period_start"], row["period_end"]) for row in members)
    both = min(starts, key=lambda days: (-starts[days], days))
    return {**update, "period_start": both[0], "period_end": both[1]}


def _figure(row: Cells, update: Cells, table: Table, layout: Layout) -> Cells:
    own = {c: "" if row[c] == update[c] else row[c] or "-" for c in layout.optional}
    rest = {f.name: row.get(f.name, "") for f in layout.typed(table) if f.name not in own}
    return {**_without_defaults(rest, table), **own, "update": update["update"]}


def _without_defaults(cells: Mapping[str, str], table: Table) -> Cells:
    """Cells of which an empty one means the same."""
    defaults = {f.name: f.default for f in table.typed if f.default}
    return {c: "" if text == defaults.get(c) else text for c, text in cells.items()}
