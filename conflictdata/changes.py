"""Changes between releases, told: counted, as Markdown, as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


CHANGES = (
    "table added",
    "table removed",
    "column added",
    "column removed",
    "column changed",
    "row added",
    "row removed",
    "cell corrected",
)


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
    """The changes as a section of the changelog: counts by table, and every corrected cell and
    removed row.
    """
    lines = [f"### Changes from {old} to {new}", ""]
    if changes.empty:
        return "\n".join([*lines, "None."]) + "\n"
    table = counts(changes)
    lines += ["| " + " | ".join(table.columns) + " |", "|" + "---|" * len(table.columns)]
    lines += [
        "| " + " | ".join(str(v) for v in row) + " |" for row in table.itertuples(index=False)
    ]
    told = changes[
        changes["change"].isin(
            ("cell corrected", "row removed", "column removed", "column changed")
        )
    ]
    lines += [""] + [_sentence(row) for row in told.itertuples()]
    return "\n".join(lines).rstrip() + "\n"


def to_json(changes: pd.DataFrame, old: str, new: str) -> str:
    """The changes as JSON, of the form that ``schemas/diff.schema.json`` gives."""
    rows = changes.astype("object").where(changes.notna(), None).to_dict("records")
    return (
        json.dumps({"old": old, "new": new, "changes": rows}, ensure_ascii=False, indent=1) + "\n"
    )


def _sentence(row: Any) -> str:
    if row.change == "cell corrected":
        return (
            f"- {row.table}, `{row.key}`: {row.column} was {_shown(row.old)}, is {_shown(row.new)}"
        )
    return (
        f"- {row.table}: {row.change}: `{row.key if row.change == 'row removed' else row.column}`"
    )


def _shown(value: object) -> str:
    return "empty" if value is None or value != value else f"`{value}`"
