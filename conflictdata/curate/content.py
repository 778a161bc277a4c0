"""What each row says in the cells that somebody typed, as one text: equal texts, equal rows."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from conflictdata.curate.curated import cell_texts
from conflictdata.curate.derive import completed_cells

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.schemas.table import Table


def content_columns(table: Table) -> list[str]:
    """The columns that a curator types, among them the folder's conflict, in the order of names."""
    return sorted(f.name for f in table.fields if not f.built or f.name == "conflict")


def contents(
    table: Table,
    frame: pd.DataFrame,
    frames: Mapping[str, pd.DataFrame],
    rows: Sequence[int] | slice = slice(None),
) -> list[str]:
    """The typed cells of each row, or of some rows, as JSON, without those that say nothing of
    their own: empty ones, those that hold what an empty one means, and those that follow from the
    rest of the row.
    """
    follows = completed_cells(table, frame, frames)
    columns = content_columns(table)
    cells = []
    for name in columns:
        texts = cell_texts(frame[name].iloc[rows], table.by_name[name].type)
        if name in follows:
            rest = cell_texts(follows[name].iloc[rows], table.by_name[name].type)
            texts = [None if a == b else a for a, b in zip(texts, rest, strict=True)]
        default = table.by_name[name].default
        cells.append([None if text == default else text for text in texts])
    return [
        json.dumps(
            {c: t for c, t in zip(columns, row, strict=True) if t is not None},
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for row in zip(*cells, strict=True)
    ]
