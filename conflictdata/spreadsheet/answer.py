"""The rows that somebody asked for as a workbook, with all that is needed to use and cite them."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictdata._series import LEFT_OUT
from conflictdata.breaks import breaks, breaks_of, sentence
from conflictdata.grid import Grid
from conflictdata.held import codes_in, warned_of
from conflictdata.narrowing import in_words
from conflictdata.spreadsheet import limits, sheets
from conflictdata.spreadsheet.workbook import write_workbook

if TYPE_CHECKING:
    import pyarrow as pa

    from conflictdata.release.folder import Release
    from conflictdata.schemas.table import Table


# what a method of counting is of
LINE = ("reporter", "conflict", "measure", "evidence")


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
        sheets.about({**_told(release, table, data.grid, asked), **_of_rows(release, table, rows)}),
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


def _of_rows(release: Release, table: Table, rows: pa.Table) -> dict[str, str]:
    """What stands on the rows themselves and is to be known before they are used."""
    told = _numbered("counting", _breaks(release, table, rows))
    if left_out := (rows.schema.metadata or {}).get(LEFT_OUT):
        told["left out, since nobody named it"] = in_words(json.loads(left_out)) or "nothing"
    if "may_relicense" in rows.column_names:
        count = Counter(rows["may_relicense"].to_pylist())
        told["terms of reporters"] = (
            f"{count['yes']:,} of {len(rows):,} rows are of reporters whose terms were read and"
            " allow to pass their data on under another license (may_relicense: yes); unknown is"
            " treated as no. Single numbers are facts; table licenses has the terms."
        )
    if "warnings" in rows.column_names:
        held = codes_in(rows["warnings"].to_pylist(), table.field("warnings"))
        told |= {f"warning {code}": said for code, said in warned_of(release, held).items()}
    return told


def _breaks(release: Release, table: Table, rows: pa.Table) -> list[str]:
    """Where a reporter began to count otherwise between its reports in these rows."""
    keys = [c for c in LINE if c in table.dimensions and c in rows.column_names]
    changed = {row["reporter"] for row in breaks(release)}
    if not changed or "reporter" not in keys or "reported_on" not in rows.column_names:
        return []
    cells = zip(*(rows[c].to_pylist() for c in (*keys, "reported_on")), strict=True)
    lines: dict[tuple[str, ...], set[dt.date]] = {}
    for *line, day in set(cells):
        if day is not None and line[0] in changed:
            lines.setdefault(tuple(line), set()).add(day)
    found = [
        sentence(row)
        for line, days in lines.items()
        for row in breaks_of(release, dict(zip(keys, line, strict=True)), min(days), max(days))
    ]
    return sorted(set(found))


def _numbered(name: str, texts: Any) -> dict[str, str]:
    return {f"{name} {i}": text for i, text in enumerate(texts, 1)}
