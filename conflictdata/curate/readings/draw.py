"""Hand out rows for a second reading, at random over tables, reporters and years."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conflictdata.curate.derive import derive
from conflictdata.curate.lines import csv_text
from conflictdata.curate.read import read
from conflictdata.curate.readings.against import CHECKED, day_of, texts_of
from conflictdata.curate.readings.once import new_rows
from conflictdata.curate.readings.questions import Questions, hidden
from conflictdata.curate.replaced import keys_of
from conflictdata.errors import ConflictDataError, ValidationError, nearest

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.curate.project import Project
    from conflictdata.schemas.table import Table

# what is told, and what is to be read
TOLD = ("row", "page", "title", "question")
READ = ("value", "low", "high", "qualifier", "unit", "day", "scope", "reader", "read_on")
ASIDE = ("page_read", "note")


@dataclass(frozen=True)
class Drawn:
    """A row that is handed out, and to which share of the rows it belongs."""

    table: str
    key: str
    who: str
    year: str
    cells: Mapping[str, str]


def draw(
    project: Project,
    number: int,
    *,
    seed: int,
    new: bool = False,
    only: Collection[str] = (),
) -> str:
    """A sheet of rows that nobody has read again, as CSV, without their values, days and keys.

    Parameters
    ----------
    new
        Only rows that no published release has.
    only
        Tables to draw from; all that are read twice without it.
    """
    tables, frames = current(project)
    twice = [name for name, table in tables.items() if CHECKED in table.by_name]
    for name in only:
        if name not in twice:
            raise ConflictDataError(f"no table {name!r} is read twice{nearest(name, twice)}")
    rows = dict(new_rows(project, tables, frames)) if new else {n: frames[n] for n in twice}
    found = [
        row
        for name in only or twice
        for row in _rows(tables[name], rows[name][rows[name][CHECKED].isna()], frames)
    ]
    return csv_text([*TOLD, *READ, *ASIDE], (row.cells for row in spread(found, number, seed)))


def spread(rows: Sequence[Drawn], number: int, seed: int) -> list[Drawn]:
    """So many of the rows: in turn from each table, in it from each reporter, of which from each
    year, and at random within these.
    """
    order = sorted(rows, key=lambda row: (row.table, row.key))
    random.Random(seed).shuffle(order)
    for share in (
        lambda row: (row.table, row.who, row.year),
        lambda row: (row.table, row.who),
        lambda row: row.table,
    ):
        met: Counter[object] = Counter()
        turns = []
        for row in order:
            turns.append(met[share(row)])
            met[share(row)] += 1
        places = sorted(range(len(order)), key=turns.__getitem__)
        order = [order[i] for i in places]
    return order[:number]


def current(project: Project) -> tuple[dict[str, Table], dict[str, pd.DataFrame]]:
    """The tables as they stand in a checkout, built columns and all.

    Raises
    ------
    ValidationError
        What could not be read.
    """
    curated = read(project)
    if wrong := [f for c in curated.values() for f in c.findings]:
        raise ValidationError(wrong)
    tables = {name: c.table for name, c in curated.items()}
    return tables, derive(tables, {name: c.frame for name, c in curated.items()})


def name_of(table: str, key: str) -> str:
    """How a sheet names a row, whose own key would tell its day."""
    return hashlib.sha256(f"{table}/{key}".encode()).hexdigest()[:12]


def _rows(table: Table, frame: pd.DataFrame, frames: Mapping[str, pd.DataFrame]) -> list[Drawn]:
    questions = Questions(table, frames)
    who = "reporter" if "reporter" in table.by_name else "donor"
    types = {f.name: f.type for f in table.fields if f.name in frame}
    found = []
    for key, row in zip(keys_of(table, frame), texts_of(frame, types), strict=True):
        cells = {
            "row": name_of(table.name, key),
            "page": row["source_url"] or "",
            "title": hidden(row["source_title"] or "", row),
            "question": hidden(questions.ask(row), row),
        }
        year = (row.get("period_end") or row[day_of(table)] or "")[:4]
        found.append(Drawn(table.name, key, row[who] or "", year, cells))
    return found
