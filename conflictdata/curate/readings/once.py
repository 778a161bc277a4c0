"""How many of the rows that no earlier release has were read by one person only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from conflictdata.curate.readings.against import CHECKED
from conflictdata.curate.remember import published
from conflictdata.curate.replaced import followed, keys_of

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.curate.project import Project
    from conflictdata.schemas.table import Table


def new_rows(
    project: Project, tables: Mapping[str, Table], frames: Mapping[str, pd.DataFrame]
) -> Iterator[tuple[str, pd.DataFrame]]:
    """The rows of each table that is read twice which no earlier release has."""
    known = published(project)
    earlier = known[known["since"] != project.coming]
    for name, table in tables.items():
        if CHECKED in table.by_name:
            ids = earlier.loc[earlier["table"] == name, "id"]
            held = followed(set(ids), name, frames)
            new = [key not in held for key in keys_of(table, frames[name])]
            yield name, frames[name][new]


def read_once(
    project: Project, tables: Mapping[str, Table], frames: Mapping[str, pd.DataFrame]
) -> list[tuple[str, int, int]]:
    """Table, its new rows, and how many of them were read once only."""
    return [
        (name, len(new), int(new[CHECKED].isna().sum()))
        for name, new in new_rows(project, tables, frames)
        if len(new)
    ]


def unsettled(frames: Mapping[str, pd.DataFrame]) -> int:
    """How many readings differ from their rows, and nobody has said why the row stands."""
    readings = frames["readings"]
    return int((readings["differs"].notna() & readings["settled"].isna()).sum())


def in_words(counted: list[tuple[str, int, int]]) -> str:
    """The count as a sentence; empty where nothing is new."""
    told = [f"{once:,} of {new:,} new {name}" for name, new, once in counted]
    return f"read once only: {', '.join(told)}" if told else ""
