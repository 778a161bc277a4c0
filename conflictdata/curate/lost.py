"""Published keys that no row has any more, retired ones that are used again, and those said to be
replaced by a key that there is not.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from conflictdata.curate.content import contents
from conflictdata.curate.lines import OPEN, csv_line
from conflictdata.curate.remember import published, unpublished
from conflictdata.curate.replaced import keys_of, renamed_codes
from conflictdata.errors import Finding

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.curate.project import Project
    from conflictdata.schemas.table import Table

# a row that moved is looked for among the new ones: which differ in no more cells than this
ALIKE = 3
# for so many rows; where more are gone, something else was meant
SOUGHT = 40


def lost_keys(
    project: Project,
    tables: Mapping[str, Table],
    frames: Mapping[str, pd.DataFrame],
    unsure: Collection[str] = (),
) -> list[Finding]:
    """Keys that were published and are gone without a word, and retired ones used again.

    Parameters
    ----------
    unsure
        Tables of which not every key is known.
    """
    known = published(project)
    retired = {(r.table, r.id) for r in frames["retired"].astype("str").itertuples()}
    renamed = {("codes", key) for key in renamed_codes(frames["codes"])}
    sure = {name: table for name, table in tables.items() if name not in unsure}
    now = {(name, key) for name, table in sure.items() for key in keys_of(table, frames[name])}
    accounted = now | retired | renamed
    place = f"data/curated/retired/{project.coming}.csv:1"
    gone = [
        (t, key, since, text)
        for t, key, since, text in known.itertuples(index=False)
        if t in sure and (t, key) not in accounted
    ]
    moved = _moved(project, sure, frames, {(t, key): text for t, key, _, text in gone if text})
    findings = []
    for t, key, since, _ in gone:
        what = (
            f"if it is {moved[t, key]!r} now, add"
            f" {csv_line(t, key, project.coming, moved[t, key], OPEN)} here, else bring it back"
            if (t, key) in moved
            else "`conflictdata retire` lists it if a rule explains it, else list it with the"
            " reason, or bring it back"
        )
        message = f"{t} {key!r} was in release {since} and is gone; {what}"
        findings.append(Finding(place, "id", message, "lost-keys"))
    again = sorted(now & retired)
    return findings + [
        Finding(place, "id", f"{t} {key!r} is retired and must not be used again", "lost-keys")
        for t, key in again
    ]


def dead_ends(
    places: Sequence[str],
    tables: Mapping[str, Table],
    frames: Mapping[str, pd.DataFrame],
    unsure: Collection[str] = (),
) -> list[Finding]:
    """Retired keys whose replacement is neither a row nor retired itself.

    Parameters
    ----------
    places
        Where each retired key is typed.
    """
    retired = frames["retired"].astype("object")
    replaced = retired["replaced_by"].notna()
    known = {
        name: set(keys_of(table, frames[name])) | set(retired["id"][retired["table"] == name])
        for name, table in tables.items()
        if name not in unsure
    }
    known["codes"] = known.get("codes", set()) | set(renamed_codes(frames["codes"]))
    return [
        Finding(
            place,
            "replaced_by",
            f"no row of {row.table} has the key {row.replaced_by!r}; bring that back, or give the"
            f" key under which {row.id!r} stands now, or none",
            "lost-keys",
        )
        for place, is_, row in zip(places, replaced, retired.itertuples(), strict=True)
        if is_ and row.table in known and row.replaced_by not in known[row.table]
    ]


def _moved(
    project: Project,
    tables: Mapping[str, Table],
    frames: Mapping[str, pd.DataFrame],
    gone: Mapping[tuple[str, str], str],
) -> dict[tuple[str, str], str]:
    """Key that is gone -> the key of the new row that says nearly the same, if there is one."""
    if not gone or len(gone) > SOUGHT:
        return {}
    some = {name: tables[name] for name in {t for t, _ in gone}}
    found = {}
    for name, new in unpublished(project, some, frames).items():
        table, frame = tables[name], frames[name]
        texts = contents(table, frame, frames)
        fresh = {
            key: set(json.loads(text).items())
            for key, text, is_new in zip(keys_of(table, frame), texts, new, strict=True)
            if is_new
        }
        for key, cells in _cells(gone, name):
            apart = {other: len(cells ^ its) / 2 for other, its in fresh.items()}
            nearest = min(apart, key=lambda other: apart[other], default=None)
            if nearest is not None and apart[nearest] <= ALIKE:
                found[name, key] = nearest
    return found


def _cells(
    gone: Mapping[tuple[str, str], str], table: str
) -> Iterator[tuple[str, set[tuple[str, str]]]]:
    for (name, key), text in gone.items():
        if name == table:
            yield key, set(json.loads(text).items())
