"""Rows of a table as a sheet, and the sheets that explain them: columns, codes, sources."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from conflictdata.citation.entries import source_entries
from conflictdata.citation.hand import ids_in
from conflictdata.citation.reporters import called, who_and_when
from conflictdata.citation.styles import STYLES
from conflictdata.grid import Grid, grid_of
from conflictdata.held import codes_in
from conflictdata.spreadsheet.limits import empty_columns
from conflictdata.spreadsheet.workbook import Sheet

if TYPE_CHECKING:
    import pyarrow as pa

    from conflictdata.release.folder import Release
    from conflictdata.schemas.table import Field, Table

# column -> that of the address to which its cells lead
LINKS = {
    "source_url": "source_url",
    "source_title": "source_url",
    "url": "url",
    "title": "url",
    "archive_url": "archive_url",
}
NAMES, MEANINGS = ("label", "name", "title"), ("definition", "description")


def data(name: str, rows: pa.Table, table: Table) -> Sheet:
    """Rows of a table, with what its columns mean on their heads."""
    grid = grid_of(rows)
    notes = {c: _note(table.by_name[c]) for c in grid if c in table.by_name}
    return Sheet(name, grid, LINKS, notes, empty_columns(grid))


def about(what: Mapping[str, Any]) -> Sheet:
    """What a workbook is, a line a statement."""
    return Sheet("about", {"what": list(what), "is": list(what.values())}, folded=True)


def columns(tables: Iterable[Table], shown: Collection[str] | None = None) -> Sheet:
    """What the columns of tables mean, all of them or those that are shown."""
    found = [(t, f) for t in tables for f in t.fields if shown is None or f.name in shown]
    return Sheet(
        "columns",
        {
            "table": [t.name for t, _ in found],
            "column": [f.name for _, f in found],
            "title": [f.title for _, f in found],
            "type": [_type(f) for _, f in found],
            "unit": [f.unit for _, f in found],
            "description": [f.description for _, f in found],
        },
        folded=True,
    )


def codes(release: Release, table: Table, grid: Grid) -> Sheet:
    """What the codes are called and mean that stand in rows, by column."""
    found = [
        (field.name, code, *called[code])
        for field in table.fields
        if field.name in grid and (called := _called(release, table, field))
        for code in sorted(codes_in(grid[field.name], field))
        if code in called
    ]
    names = ("column", "code", "name", "meaning")
    parts = zip(*found, strict=True) if found else ((), (), (), ())
    return Sheet("codes", dict(zip(names, (list(p) for p in parts), strict=True)), folded=True)


def sources(rows: pa.Table, release: Release) -> Sheet | None:
    """The documents in which rows were read, each with its citation; None where rows have none."""
    if "source" not in rows.column_names or not rows["source"].null_count < len(rows):
        return None
    cited = source_entries(release, _reporters(rows, release))
    known = grid_of(release.read("sources"))
    place = {source: i for i, source in enumerate(known["source_id"])}
    order = [place[entry["id"]] for entry in cited]
    grid = {name: [column[i] for i in order] for name, column in known.items()}
    citations = [STYLES["apa"]([entry]) for entry in cited]
    return Sheet("sources", {**grid, "citation": citations}, LINKS)


def _reporters(rows: pa.Table, release: Release) -> dict[str, list[str]]:
    """Source -> the names of those whose figures rows take from it, as `cite` has them."""
    who, _ = who_and_when(rows.column_names)
    names, found = called(release), dict[str, set[str]]()
    reporters = rows[who].to_pylist() if who else [None] * len(rows)
    for cell, reporter in set(zip(rows["source"].to_pylist(), reporters, strict=True)):
        parts = reporter.split(";") if reporter else []
        for source in ids_in(cell):
            found.setdefault(source, set()).update(names.get(part, part) for part in parts)
    return {source: sorted(whose) for source, whose in found.items()}


def _note(field: Field) -> str:
    unit = f" ({field.unit})" if field.unit else ""
    return f"{field.title}{unit}. {field.description}"


def _type(field: Field) -> str:
    """What a cell holds, in the words of people."""
    if field.type == "string":
        kind = "code" if field.encoded else "text"
        return f"{kind}s, joined by {field.separator}" if field.separator else kind
    return {"integer": "whole number", "date": "day"}[field.type]


def _called(release: Release, table: Table, field: Field) -> dict[str, tuple[str, str | None]]:
    """Code that may stand in a column -> its name and its meaning; nothing for sources, which have
    a sheet, and for keys that are no codes.
    """
    listed = field.codes
    target = ("codes", "code") if listed is not None else table.references.get(field.name)
    if target is None or target[0] == "sources" or target[0] not in release.resources:
        return {}
    name, key = target
    there = release.table(name).by_name
    called, meaning = ([c for c in some if c in there][:1] for some in (NAMES, MEANINGS))
    if not called:
        return {}
    wanted = [key, *called, *meaning, *(["list"] if listed is not None else [])]
    return {
        row[key]: (row[called[0]], row[meaning[0]] if meaning else None)
        for row in release.read(name, wanted).to_pylist()
        if listed is None or row["list"] == listed
    }
