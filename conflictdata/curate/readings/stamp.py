"""What was read twice is locked whole: a digest of each such row is kept with its reading.

A reading holds the number and few cells more; the rest of the row, its note or where on the page it
stands, was seen when the two were compared. Lists of pages grow, and are left out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from conflictdata.curate.content import contents
from conflictdata.curate.lines import csv_rows, csv_text
from conflictdata.curate.readings.against import followed_rows, is_read_again
from conflictdata.curate.readings.draw import current
from conflictdata.curate.replace import one_at_a_time, replace_files
from conflictdata.errors import Finding

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.curate.curated import Curated
    from conflictdata.curate.project import Project
    from conflictdata.schemas.table import Table

Frames = Mapping[str, "pd.DataFrame"]
STAMP = "stamp"


def stamps(
    table: Table,
    frame: pd.DataFrame,
    frames: Frames,
    rows: Sequence[int] | slice = slice(None),
) -> list[str]:
    """The digest of what each row, or each of some rows, says in its typed cells, but for lists."""
    lists = {f.name for f in table.fields if f.separator is not None}
    said = (json.loads(text) for text in contents(table, frame, frames, rows))
    return [_digest({c: t for c, t in cells.items() if c not in lists}) for cells in said]


def changed_since(
    curated: Mapping[str, Curated], frames: Frames, told: set[str]
) -> Iterator[Finding]:
    """Rows that are not what they were beside their reading, where nothing else says so.

    Parameters
    ----------
    told
        The places of rows of which it was said in what they differ.
    """
    import pandas as pd

    places = curated["readings"].places
    stamped, read_on = (frames["readings"][c].to_dict() for c in (STAMP, "read_on"))
    for name, c in curated.items():
        if not is_read_again(c.table):
            continue
        for number, at, now in _stamped(c.table, frames[name], frames):
            place = places[number]
            if pd.isna(stamped[number]):
                message = "is empty; `conflictdata readings stamp` writes it"
                yield Finding(place, STAMP, message, "reading")
                continue
            if stamped[number] == now or c.places[at] in told:
                continue
            day = f"{read_on[number]:%Y-%m-%d}"
            message = (
                f"the row was read twice on {day} and is not what it was then; bring it back, or"
                f" look at its page and write {now} as the stamp of"
                f" {place} (`conflictdata readings stamp` writes all)"
            )
            yield Finding(c.places[at], "checked_on", message, "reading")


@one_at_a_time
def stamp(project: Project) -> dict[str, int]:
    """Stamp every reading with its row as it stands now; file -> how many stamps changed."""
    tables, frames = current(project)
    fresh = {
        (name, str(frames["readings"].loc[number, "id"])): now
        for name, table in tables.items()
        if is_read_again(table)
        for number, _, now in _stamped(table, frames[name], frames)
    }
    changed, contents = {}, dict[Path, bytes | None]()
    for path in sorted((project.curated / "readings").glob("*.csv")):
        rows = csv_rows(path)
        after = [r | {STAMP: fresh.get((r["table"], r["id"]), "")} for r in rows]
        number = sum(a != b for a, b in zip(after, rows, strict=True))
        if number:
            contents[path] = csv_text(list(rows[0]), after).encode("utf-8")
            changed[project.place(path)] = number
    replace_files(contents)
    return changed


def _stamped(table: Table, frame: pd.DataFrame, frames: Frames) -> Iterator[tuple[int, int, str]]:
    """Each reading whose row is there, by its number; the number of the row, and its stamp now."""
    readings = frames["readings"]
    mine = readings[readings["table"].astype("str") == table.name]
    at = followed_rows(table, frame, mine["id"].astype("str").tolist(), frames)
    there = [(number, n) for number, n in zip(mine.index, at, strict=True) if n is not None]
    now = stamps(table, frame, frames, [n for _, n in there]) if there else []
    for (number, n), its in zip(there, now, strict=True):
        yield number, n, its


def _digest(cells: Mapping[str, str]) -> str:
    text = json.dumps(cells, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:8]
