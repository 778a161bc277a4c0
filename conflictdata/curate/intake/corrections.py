"""The lines of corrections.csv for published rows that the keeper of a table mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conflictdata.curate.derive import derive
from conflictdata.curate.intake.plan import statement_of, text_of
from conflictdata.curate.lines import in_lines
from conflictdata.curate.locked import CORRECTIONS, changes, pending_corrections
from conflictdata.curate.read import read
from conflictdata.curate.replace import replace_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conflictdata.curate.intake.plan import Plan
    from conflictdata.curate.project import Project
    from conflictdata.schemas.table import Table


def correct(project: Project, plan: Plan) -> list[str]:
    """Add a line for each published cell that a plan has changed because the table's keeper mended
    it; the name of the file if there were any. The plan is written by then.
    """
    if not plan.mended:
        return []
    curated = read(project)
    tables = {name: c.table for name, c in curated.items()}
    frames = derive(tables, {name: c.frame for name, c in curated.items()})
    name, pending = plan.recipe.table, pending_corrections(project, curated["corrections"])
    reason = f"{plan.recipe.title}: its keeper mended it"
    asked_by = plan.recipe.source["publisher"]
    fresh = {
        change.cell: change.line(project.coming, reason, asked_by, plan.edition.read_on)
        for change in changes(project, {name: tables[name]}, frames)
        if _statement(curated[name].rows[change.row], tables[name]) in plan.mended
    }
    if not fresh:
        return []
    # a line of the same cell that no release has yet says the newer one from now on
    path = project.root / CORRECTIONS
    lines = in_lines(path.read_bytes().decode("utf-8"))
    numbers = {place.rpartition(":")[2] for cell, (_, place) in pending.items() if cell in fresh}
    kept = [line.rstrip("\r\n") for n, line in enumerate(lines, 1) if str(n) not in numbers]
    replace_file(path, "".join(f"{line}\n" for line in [*kept, *fresh.values()]).encode("utf-8"))
    return [CORRECTIONS]


def _statement(row: Mapping[str, Any], table: Table) -> tuple[str, ...]:
    columns = [*statement_of(table), "reported_on"]
    defaults = {f.name: f.default or "" for f in table.typed}
    return tuple(text_of(row[c]) or defaults.get(c, "") for c in columns)
