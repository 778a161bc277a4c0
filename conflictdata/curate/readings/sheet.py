"""Compare a sheet that comes back with the rows that it is of, and keep what was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictdata.curate.curated import Curated, read_file
from conflictdata.curate.lines import csv_rows, csv_text, shown
from conflictdata.curate.readings.against import (
    KINDS,
    Difference,
    differences,
    looked_at,
    texts_of,
)
from conflictdata.curate.readings.draw import ASIDE, READ, TOLD, current, name_of
from conflictdata.curate.readings.questions import limits
from conflictdata.curate.readings.stamp import STAMP, stamps
from conflictdata.curate.replace import one_at_a_time, replace_files
from conflictdata.curate.replaced import keys_of, replacements, trail
from conflictdata.errors import Finding, ValidationError, nearest
from conflictdata.schemas.table import Field, Table

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.curate.project import Project

Tables = Mapping[str, Table]
Frames = Mapping[str, "pd.DataFrame"]


@dataclass(frozen=True)
class Outcome:
    """A row that was read, what was asked, and in what it differs from ours."""

    place: str
    table: str
    key: str
    source: str | None
    asked: str | None
    stamp: str
    read: Mapping[str, str | None]
    differences: list[Difference]


@dataclass
class Compared:
    """What a sheet brought."""

    outcomes: list[Outcome] = field(default_factory=list)
    unread: int = 0

    @property
    def agree(self) -> int:
        return sum(not o.differences for o in self.outcomes)

    @property
    def counts(self) -> dict[str, int]:
        """Kind -> how many of the rows differ in it."""
        counted = Counter(k for o in self.outcomes for k in {d.kind for d in o.differences})
        return {kind: counted[kind] for kind in KINDS if counted[kind]}

    @property
    def frame(self) -> pd.DataFrame:
        """A row a difference: where it stands in the sheet, what was read, what we have."""
        import pandas as pd

        columns = ["differs", "table", "id", "column", "read", "ours", "where"]
        rows = [
            [d.kind, o.table, o.key, d.column, d.read, d.ours, o.place]
            for o in self.outcomes
            for d in o.differences
        ]
        return pd.DataFrame(rows, columns=columns).astype("str" if rows else "object")


def compare(project: Project, sheet: Path) -> Compared:
    """Compare a filled sheet with the rows that it is of.

    Raises
    ------
    ValidationError
        Everything that is wrong with the sheet, by line and column.
    """
    tables, frames = current(project)
    readings = tables["readings"]
    fields = [_field(readings, name) for name in (*TOLD, *READ, *ASIDE)]
    filled = Curated(readings, [f.name for f in fields])
    read_file(sheet, str(sheet), fields, {}, filled, name="a sheet")
    rows, found = _rows_by_name(tables, frames), Compared()
    for row, place in filled:
        if not any(row[c] is not None for c in (*READ, *ASIDE)):
            found.unread += 1
            continue
        wrong = _wrong(row, place, fields)
        if row["row"] not in rows:
            message = f"{row['row']!r} is the row of no sheet; draw it again"
            wrong.append(Finding(place, "row", message, "sheet"))
        filled.findings += wrong
        if not wrong and not filled.findings:
            name, key, stamp, ours = rows[row["row"]]
            read = {c: None if row[c] is None else str(row[c]) for c in row}
            theirs = differences(tables[name], ours, read)
            told = ours["source"], limits(tables[name], ours), stamp
            found.outcomes.append(Outcome(place, name, key, *told, read, theirs))
    if filled.findings:
        raise ValidationError(filled.findings)
    return found


@one_at_a_time
def enter(project: Project, compared: Compared) -> list[str]:
    """Add what was read to the curated readings, what differs named; the files that changed.

    Raises
    ------
    ValidationError
        A row was read otherwise on the same day, or by somebody else; nothing is entered then.
    """
    columns = [f.name for f in Table.from_mapping(project.schemas["readings"]).typed]
    folder = project.curated / "readings"
    by_day: dict[str, dict[str, dict[str, str]]] = {}
    for outcome in compared.outcomes:
        kinds = {d.kind for d in outcome.differences}
        line = {c: outcome.read.get(c) or "" for c in columns} | {
            "table": outcome.table,
            "id": outcome.key,
            "page": outcome.read["page_read"] or "",
            "source": outcome.source or "",
            "asked": outcome.asked or "",
            STAMP: outcome.stamp,
            "differs": ";".join(k for k in KINDS if k in kinds),
        }
        by_day.setdefault(line["read_on"], {})[outcome.place] = line
    contents, findings = dict[Path, bytes | None](), list[Finding]()
    for day, lines in by_day.items():
        path = folder / f"{day}.csv"
        before = csv_rows(path)
        known = {
            (r["table"], r["id"]): (r, f"{project.place(path)}:{n}")
            for n, r in enumerate(before, 2)
        }
        fresh = []
        for place, line in lines.items():
            there, where = known.setdefault((line["table"], line["id"]), (line, place))
            if there is line:
                fresh.append(line)
            elif any(there[c] != line[c] for c in READ if c in line):
                findings.append(_contradicted(place, line, there, where))
        if fresh:
            contents[path] = csv_text(columns, [*before, *fresh]).encode("utf-8")
    if findings:
        raise ValidationError(findings)
    return [project.place(path) for path in replace_files(contents)]


def _contradicted(
    place: str, line: Mapping[str, str], there: Mapping[str, str], where: str
) -> Finding:
    """That a row was read twice on a day, and not the same."""
    differ = ", ".join(
        f"{c} {shown(there[c] or None)} there, {shown(line[c] or None)} here"
        for c in READ
        if there[c] != line[c]
    )
    message = (
        f"{line['table']} {line['id']!r} was read on {line['read_on']} already, at {where}:"
        f" {differ}; take the row out of the sheet, and read its page again on another day"
    )
    return Finding(place, "row", message, "sheet")


def _field(readings: Table, name: str) -> Field:
    if name in readings.by_name:
        return replace(readings.by_name[name], default=None)
    return Field(name, "string", name, "")


def _rows_by_name(
    tables: Tables, frames: Frames
) -> dict[str | None, tuple[str, str, str, dict[str, str | None]]]:
    """Name of a row in sheets, now or under a key that it had -> table, key, stamp, cells looked
    at.
    """
    found: dict[str | None, tuple[str, str, str, dict[str, str | None]]] = {}
    for name in tables["readings"].by_name["table"].allowed:
        table, frame = tables[name], frames[name]
        kinds = {c: table.by_name[c].type for c in looked_at(table)}
        cells = texts_of(frame[list(kinds)], kinds)
        each = zip(keys_of(table, frame), stamps(table, frame, frames), cells, strict=True)
        rows = {key: (name, key, stamp, looked) for key, stamp, looked in each}
        replaced = replacements(name, frames)
        for former in replaced:
            now = next((k for k in trail(former, replaced) if k in rows), None)
            if now is not None:
                found[name_of(name, former)] = rows[now]
        found |= {name_of(name, key): row for key, row in rows.items()}
    return found


def _wrong(row: Mapping[str, Any], place: str, fields: list[Field]) -> list[Finding]:
    """What a row that was read does not say, or says in words that are none of ours."""
    found = [
        Finding(
            place, f.name, f"{row[f.name]!r} is unknown{nearest(row[f.name], f.allowed)}", "sheet"
        )
        for f in fields
        if f.allowed and row[f.name] is not None and row[f.name] not in f.allowed
    ]
    if row["read_on"] is None:
        found.append(Finding(place, "read_on", "is empty; give the day of the reading", "sheet"))
    if row["value"] is not None and row["qualifier"] is None:
        message = "is empty; say how the page hedges the number, exact if it does not"
        found.append(Finding(place, "qualifier", message, "sheet"))
    return found
