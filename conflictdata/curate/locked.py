"""What was published is locked: a cell of a published row changes with a correction, or not at all.

What the newest release says in its typed cells is remembered. What was only renamed, recoded by a
rule or follows from the rest of its row is no change, nor is what grows: a page more that
corroborates, an archived copy, a note where there was none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from conflictdata.curate.content import contents
from conflictdata.curate.lines import OPEN, csv_line, shown
from conflictdata.curate.remember import held_in, published, published_releases
from conflictdata.curate.replaced import keys_of, replacements, trail
from conflictdata.errors import Finding
from conflictdata.recoding import Recoding, recoded
from conflictdata.release.version import order

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.curate.curated import Curated
    from conflictdata.curate.project import Project
    from conflictdata.schemas.table import Field, Table

Cells = Mapping[str, str]
CORRECTIONS = "data/curated/corrections.csv"
COLUMNS = (
    "table",
    "id",
    "column",
    "was",
    "now",
    "since",
    "corrected_in",
    "reason",
    "asked_by",
    "corrected_on",
)


@dataclass(frozen=True)
class Change:
    """A cell of a published row that is not what the newest release says; its row by number."""

    table: str
    id: str
    column: str
    was: str | None
    now: str | None
    since: str
    row: int

    @property
    def cell(self) -> tuple[str, str, str]:
        return (self.table, self.id, self.column)

    def line(self, corrected_in: str, reason: str, asked_by: str, corrected_on: str) -> str:
        """The line of corrections.csv that says so."""
        told = (self.was or "", self.now or "", self.since, corrected_in)
        return csv_line(*self.cell, *told, reason, asked_by, corrected_on)


def changes(
    project: Project, tables: Mapping[str, Table], frames: Mapping[str, pd.DataFrame]
) -> Iterator[Change]:
    """Every cell of a published row that is not what the newest release says."""
    held, known = held_in(project), published(project)
    known = known[known["content"].notna()]
    if known.empty:
        return
    last = max(published_releases(project), key=order)
    past = _corrected(frames["corrections"], last)
    rules = [
        Recoding(r["since"], r["table"], r["was"], r["now"], r["reason"])
        for r in frames["recodings"].astype("str").to_dict("records")
        if order(r["since"]) > order(last)
    ]
    for name, rows in known.groupby("table", sort=False):
        if name not in tables:
            continue
        table, replaced = tables[name], replacements(name, frames)
        now = _by_key(table, frames[name], frames)
        then = _Then(table, held["columns"].get(name, ()), rules, frames)
        for key, since, text in rows[["id", "since", "content"]].itertuples(index=False):
            at = next((k for k in trail(key, replaced) if k in now), None)
            if at is None or now[at][1] == text:
                continue
            row, fresh = now[at]
            first = max(since, held["first"], key=order)
            for column, was, is_ in then.differences(json.loads(text), json.loads(fresh)):
                cell = (name, at, column)
                yield Change(*cell, was, is_, past.get(cell, first), row)


def locks(
    project: Project, curated: Mapping[str, Curated], frames: Mapping[str, pd.DataFrame]
) -> list[Finding]:
    """Changes of published cells without a correction, and corrections of nothing."""
    tables = {name: c.table for name, c in curated.items()}
    pending, release = pending_corrections(project, curated["corrections"]), project.coming
    findings: list[Finding] = []
    met = set()
    for change in changes(project, tables, frames):
        told = pending.get(change.cell)
        if told is not None:
            met.add(change.cell)
            findings += _wrongly_told(change, *told)
            continue
        place, c = curated[change.table].places[change.row], curated[change.table]
        line = change.line(release, OPEN, OPEN, OPEN)
        message = (
            f"was {shown(change.was)} in release {change.since}, is {shown(change.now)}; bring it"
            f" back, or add to {CORRECTIONS}: {line}"
        )
        findings.append(c.typed(Finding(place, change.column, message, "locked")))
    for cell, (row, place) in pending.items():
        if row["corrected_in"] != release:
            message = f"the release to come is {release}; write that"
            findings.append(Finding(place, "corrected_in", message, "locked"))
        if cell not in met:
            message = f"{cell[2]} of {cell[1]!r} is what the newest release says; take the line out"
            findings.append(Finding(place, "id", message, "locked"))
    return findings


def pending_corrections(
    project: Project, corrections: Curated
) -> dict[tuple[str, str, str], tuple[dict[str, Any], str]]:
    """The corrections that no release has yet, by the cell, each with its place."""
    known = published(project)
    told = set(known.loc[known["table"] == "corrections", "id"])
    return {
        (row["table"], row["id"], row["column"]): (row, place)
        for row, place in corrections
        if "/".join(str(row[k]) for k in corrections.table.primaryKey) not in told
    }


def _wrongly_told(change: Change, row: Mapping[str, Any], place: str) -> Iterator[Finding]:
    for column in ("was", "now", "since"):
        cell = getattr(change, column)
        if row[column] != cell:
            message = f"{shown(row[column])}, but it is {shown(cell)}; correct it"
            yield Finding(place, column, message, "locked")


def _corrected(corrections: pd.DataFrame, last: str) -> dict[tuple[str, str, str], str]:
    """Cell -> the newest release, up to the last, that corrected it."""
    found: dict[tuple[str, str, str], str] = {}
    for row in corrections.astype("str").itertuples():
        cell, release = (row.table, row.id, row.column), row.corrected_in
        if order(release) <= order(last):
            found[cell] = max(found.get(cell, release), release, key=order)
    return found


def _by_key(
    table: Table, frame: pd.DataFrame, frames: Mapping[str, pd.DataFrame]
) -> dict[str, tuple[int, str]]:
    """Key -> number of the row, and what it says."""
    texts = contents(table, frame, frames)
    return {key: (i, texts[i]) for i, key in enumerate(keys_of(table, frame))}


class _Then:
    """How the cells of a published row are written now: in columns, codes and keys that were
    renamed since, and after the rules by which rows were recoded.
    """

    def __init__(
        self,
        table: Table,
        columns: Sequence[str],
        rules: Sequence[Recoding],
        frames: Mapping[str, pd.DataFrame],
    ):
        self.table, self.columns = table, columns
        self.rules = sorted((r for r in rules if r.table == table.name), key=lambda r: -len(r.old))
        # a key of one column is a name: the table of retired keys says that it is another
        names = set(table.primaryKey if len(table.primaryKey) == 1 else ())
        self.renamed = {
            field.name: field.renamed
            | (replacements(table.name, frames) if field.name in names else {})
            | (
                replacements(table.references[field.name][0], frames)
                if field.name in table.references
                else {}
            )
            for field in table.fields
        }

    def differences(
        self, before: Cells, after: Cells
    ) -> Iterator[tuple[str, str | None, str | None]]:
        """The columns in which a row does not say what it said: column, then, now."""
        cells, used = recoded(self._whole(before), self.rules)
        said = {column for rule in used for column in rule.new}
        for field in self.table.fields:
            names = [n for n in (field.name, *field.formerly) if n in self.columns]
            if not names and field.name not in said:
                continue  # a column that the release did not have
            was = self._now(field, cells.get(field.name if field.name in said else names[0]))
            was = None if was == field.default else was
            is_ = after.get(field.name)
            if was != is_ and not self.table.grown(field.name, was, is_):
                yield field.name, was or field.default, is_ or field.default

    def _whole(self, cells: Cells) -> dict[str, str | None]:
        """The cells of a row with what an empty one means, as rules ask of it."""
        known = {n: f.default for f in self.table.fields for n in (f.name, *f.formerly)}
        return {c: cells.get(c, known.get(c)) for c in self.columns}

    def _now(self, field: Field, cell: str | None) -> str | None:
        renames = self.renamed[field.name]
        if cell is None or not renames:
            return cell
        if field.separator is None:
            return renames.get(cell, cell)
        return field.separator.join(renames.get(p, p) for p in cell.split(field.separator))
