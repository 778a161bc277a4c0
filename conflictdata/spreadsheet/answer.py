"""The rows that somebody asked for as a workbook, with all that is needed to use and cite them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictdata.grid import Grid
from conflictdata.spreadsheet import limits, sheets
from conflictdata.spreadsheet.workbook import write_workbook

if TYPE_CHECKING:
    import pyarrow as pa

    from conflictdata.release.folder import Release
    from conflictdata.schemas.table import Table


def write_answer(
    file: Path,
    release: Release,
    table: Table,
    rows: pa.Table,
    shown: Sequence[str],
    asked: Mapping[str, str],
) -> None:
    """Write the shown columns of rows, what they are, what columns and codes mean, and the sources.

    `asked` says by what the rows were chosen, a line a statement.
    """
    data = sheets.data("data", rows.select(list(shown)), table)
    cited = sheets.sources(rows, release)
    beside = [
        sheets.about({**_told(release, table, data.grid, asked), **_of_rows(release, rows)}),
        sheets.columns([table], shown),
        sheets.codes(release, table, data.grid),
    ]
    title = f"{table.title}, conflictdata {release.version}"
    write_workbook(file, title, [data, *beside, *([cited] if cited else [])])


def _told(release: Release, table: Table, grid: Grid, asked: Mapping[str, str]) -> dict[str, Any]:
    from conflictdata._cite import cite

    licence = release.descriptor["licenses"][0]
    said = limits.told(grid, sheets.LINKS)
    return {
        "table": f"{table.name}: {table.description}",
        "rows": f"{max(map(len, grid.values()), default=0):,}",
        **asked,
        "release": release.version,
        "citation": cite(release=release.folder),
        "citation of rows": "name the release and, of the rows used, the pages in sheet sources",
        "license": f"{licence['name']} {licence['path']}",
        **_numbered("note", said),
        **_numbered("caveat", table.caveats),
    }


def _of_rows(release: Release, rows: pa.Table) -> dict[str, str]:
    """What stands on the rows themselves and is to be known before they are used."""
    told = {}
    if "may_relicense" in rows.column_names:
        count = Counter(rows["may_relicense"].to_pylist())
        told["terms of reporters"] = (
            f"{count['yes']:,} of {len(rows):,} rows are of reporters whose terms were read and"
            " allow to pass their data on under another license (may_relicense: yes); unknown is"
            " treated as no. Single numbers are facts; table licenses has the terms."
        )
    if "warnings" in rows.column_names:
        held = {p for cell in rows["warnings"].to_pylist() if cell for p in cell.split(";")}
        known = release.read("codes", ["list", "code", "definition"]).to_pylist()
        told |= {
            f"warning {c['code']}": c["definition"]
            for c in known
            if c["list"] == "warning" and c["code"] in held
        }
    return told


def _numbered(name: str, texts: Any) -> dict[str, str]:
    return {f"{name} {i}": text for i, text in enumerate(texts, 1)}
