"""Retire the keys of an earlier release that rows no longer have, each with the key that it has
now.

Nothing is guessed: a key is followed by the rules of the table `recodings`, and what they do not
explain is left to the curator.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictdata.curate.curated import Curated
from conflictdata.curate.derive import derive
from conflictdata.curate.lines import csv_rows, csv_text
from conflictdata.curate.read import read
from conflictdata.curate.remember import UNCITED
from conflictdata.curate.replace import one_at_a_time, replace_file
from conflictdata.curate.replaced import keys_of, renamed_codes
from conflictdata.recoding import Recoding, recoded, recodings
from conflictdata.release.version import order
from conflictdata.rules.keys import keys
from conflictdata.rules.subject import Subject

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.curate.project import Project
    from conflictdata.release.folder import Release
    from conflictdata.schemas.table import Table


COLUMNS = ("table", "id", "retired_in", "replaced_by", "reason")


@dataclass(frozen=True)
class Retired:
    """What became of the keys of an earlier release that no row has now."""

    file: Path
    followed: list[dict[str, str]]
    lost: list[tuple[str, str]]


@one_at_a_time
def retire(project: Project, release: Release) -> Retired:
    """Add the keys of a release that changed by rule to the retired ones.

    Those that no rule leads to a present key are given back as lost: they are to be retired by
    hand, with the reason, or brought back.
    """
    curated = read(project)
    tables = {name: c.table for name, c in curated.items()}
    frames = derive(tables, {name: c.frame for name, c in curated.items()})
    told = {(r.table, r.id) for r in frames["retired"].astype("str").itertuples()}
    told |= {("codes", key) for key in renamed_codes(frames["codes"])}
    rules = frames["recodings"].astype("str").to_dict("records")
    known = release.read("recodings").to_pylist() if "recodings" in release.resources else []
    last = max((r["since"] for r in rules), key=order, default=project.metadata["version"])
    followed: list[dict[str, str]] = []
    lost: list[tuple[str, str]] = []
    for name in (n for n in release.resources if n in tables and n not in UNCITED):
        now = set(keys_of(tables[name], frames[name]))
        old = release.read(name).to_pandas()
        ids = keys_of(release.table(name), old)
        gone = [i for i, key in enumerate(ids) if key not in now and (name, key) not in told]
        its = recodings(rules, known, name)
        rows = [recoded(row, its) for row in old.iloc[gone].to_dict("records")]
        fresh = _keys_now(tables[name], [row for row, _ in rows], frames)
        for i, key, (_, used) in zip(gone, fresh, rows, strict=True):
            if key in now and used:
                cells = (name, ids[i], last, key, _reason(used))
                followed.append(dict(zip(COLUMNS, cells, strict=True)))
            else:
                lost.append((name, ids[i]))
    file = project.curated / "retired" / f"{last}.csv"
    _append(file, followed)
    return Retired(file, followed, lost)


def _keys_now(
    table: Table, rows: list[dict[str, Any]], frames: Mapping[str, pd.DataFrame]
) -> list[str]:
    """The keys that rows have under the present schema; a column that is new to them has its
    default.
    """
    columns = list(table.primaryKey)
    if "figure_id" in columns:
        columns = [*table.dimensions, "period_start", "period_end", "reported_on"]
    cells = [{c: _cell(row, table, c) for c in columns} for row in rows]
    frame = Curated(table, columns, cells).frame
    if frame.empty:
        return []
    if "figure_id" not in table.primaryKey:
        return keys_of(table, frame)
    parts = keys(Subject(table, frame, frames))
    return [key for _, _, ids in parts for key in ids.to_pylist()]


def _cell(row: Mapping[str, Any], table: Table, column: str) -> Any:
    field = table.by_name[column]
    name = next((n for n in (column, *field.formerly) if n in row), None)
    value = field.default if name is None else row[name]
    return None if value is None or value != value else value


def _reason(used: list[Recoding]) -> str:
    return "; ".join(dict.fromkeys(its.reason for its in used))


def _append(file: Path, rows: list[dict[str, str]]) -> None:
    """Write the rows of a file again with others behind them, whole or not at all."""
    replace_file(file, csv_text(COLUMNS, [*csv_rows(file), *rows]).encode("utf-8"))
