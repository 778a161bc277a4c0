"""Read curated CSV into typed frames; everything wrong with a file or a cell is a finding with its
place.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from conflictdata.curate.curated import Curated, read_file
from conflictdata.curate.inherit import read_figures, take_lists
from conflictdata.curate.layout import CONFLICT
from conflictdata.curate.once import join_statements
from conflictdata.errors import Finding
from conflictdata.schemas.table import Table

if TYPE_CHECKING:
    from conflictdata.curate.project import Project

REPORTERS, OUTLETS = "reporters.csv", "outlets.csv"


def read(project: Project, *, joined: bool = True) -> dict[str, Curated]:
    """Read every curated table of a checkout."""
    codes = read_table(project, Table.from_mapping(project.schemas["codes"]))
    lists: dict[str, list[dict[str, str]]] = {}
    for row in codes.rows:
        if row["list"] and row["code"]:
            former = {"formerly": row["formerly"]} if row["formerly"] else {}
            lists.setdefault(row["list"], []).append(
                {"value": row["code"], "label": row["label"] or row["code"], **former}
            )
    curated = {
        name: read_table(project, Table.from_mapping(mapping, lists), joined=joined)
        for name, mapping in project.schemas.items()
    }
    columns = project.layouts["aid_package_items"].from_package
    take_lists(curated["aid_package_items"], curated["aid_packages"], columns)
    for figures in (c for name, c in curated.items() if project.layouts[name].updates):
        figures.findings += _counted_by_outlets(figures, curated["organizations"])
    return curated


def read_table(project: Project, table: Table, *, joined: bool = True) -> Curated:
    """Read the files of one table; the schema says which they are and how they are typed.

    Parameters
    ----------
    joined
        Whether figures that were typed and taken in are one.
    """
    layout = project.layouts[table.name]
    folders = ["conflict"] if table.folder.endswith(CONFLICT) else []
    curated = Curated(table, [f.name for f in table.typed] + folders)
    if layout.updates:
        read_figures(project, table, layout, curated)
        if joined:
            join_statements(project, curated)
        return curated
    fields = layout.typed(table)
    for path, conflict in layout.paths(table, project.curated):
        given = {} if conflict is None else {"conflict": conflict}
        read_file(path, project.place(path), fields, given, curated, optional=layout.optional)
    return curated


def read_csv(path: Path, table: Table) -> Curated:
    """Read a CSV file that has all columns of a table, such as ``conflictdata show -o`` writes."""
    curated = Curated(table, table.columns)
    read_file(path, str(path), table.fields, {}, curated)
    return curated


def _counted_by_outlets(figures: Curated, organizations: Curated) -> Iterator[Finding]:
    """Figures whose reporter is listed among those that merely carry what others count."""
    files = {row["id"]: Path(place.rpartition(":")[0]).name for row, place in organizations}
    for row, place in figures:
        if files.get(row["reporter"]) == OUTLETS:
            message = f"{row['reporter']} stands in {OUTLETS}; move its row to {REPORTERS}, which"
            found = Finding(place, "reporter", f"{message} lists who counts", "reporter")
            yield figures.typed(found)
