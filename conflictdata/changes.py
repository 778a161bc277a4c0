"""Changes between releases, told: counted, as Markdown, as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


# in the order in which they are told: first what was wrong before
CHANGES = (
    "rows not compared",
    "cell corrected",
    "row renamed",
    "recoded",
    "column changed",
    "row removed",
    "column removed",
    "table removed",
    "row added",
    "column added",
    "table added",
    "cells rebuilt",
)


# what the changelog only counts
COUNTED = ("row added", "column added", "table added")


def counts(changes: pd.DataFrame) -> pd.DataFrame:
    """How many changes of each kind, a row a table."""
    import pandas as pd

    if changes.empty:
        return pd.DataFrame(columns=["table"])
    table = pd.crosstab(changes["table"], changes["change"])
    order = list(dict.fromkeys(changes["table"]))
    return (
        table.reindex(order)[[c for c in CHANGES if c in table]]
        .reset_index()
        .rename_axis(columns=None)
    )


def to_markdown(changes: pd.DataFrame, old: str, new: str) -> str:
    """The changes as a section of the changelog: counts by table, and every change but what was
    added.
    """
    lines = [f"### Changes from {old} to {new}", ""]
    if changes.empty:
        return "\n".join([*lines, "None."]) + "\n"
    table = counts(changes)
    lines += ["| " + " | ".join(table.columns) + " |", "|" + "---|" * len(table.columns)]
    lines += [
        "| " + " | ".join(str(v) for v in row) + " |" for row in table.itertuples(index=False)
    ]
    told = changes[~changes["change"].isin(COUNTED)]
    lines += [""] + [_sentence(row) for row in told.itertuples()]
    return "\n".join(lines).rstrip() + "\n"


def to_json(changes: pd.DataFrame, old: str, new: str) -> str:
    """The changes as JSON, of the form that ``schemas/diff.schema.json`` gives."""
    rows = changes.astype("object").where(changes.notna(), None).to_dict("records")
    return (
        json.dumps({"old": old, "new": new, "changes": rows}, ensure_ascii=False, indent=1) + "\n"
    )


def _sentence(row: Any) -> str:
    shown = {"old": _shown(row.old), "new": _shown(row.new)}
    told = f"- {row.table}" + _SENTENCES[row.change].format(**{**row._asdict(), **shown})
    return f"{told}: {row.reason}" if isinstance(row.reason, str) else told


_SENTENCES = {
    "rows not compared": ": rows not compared by the key `{column}`: {old} before, {new} now",
    "cell corrected": ", `{key}`: {column} was {old}, is {new}",
    "row renamed": ": row renamed: {old} is {new}",
    "recoded": ": {column} recoded in {key}: {old} is {new}",
    "column changed": ": {column} was {old}, is {new}",
    "row removed": ": row removed: `{key}`",
    "column removed": ": column removed: `{column}`",
    "table removed": ": table removed, with {old} rows",
    "cells rebuilt": ": {column} follows from the rest in {key}",
}


def _shown(value: object) -> str:
    return "empty" if value is None or value != value else f"`{value}`"
