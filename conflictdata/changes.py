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
    "cell added to",
    "row added",
    "column added",
    "table added",
    "cells rebuilt",
)


# what the changelog only counts
COUNTED = ("row added", "column added", "table added")

# what happened to a cell that is different
CELLS = ("filled", "emptied", "changed")


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


def in_words(counted: pd.DataFrame) -> pd.DataFrame:
    """The counts of each table as words, for whom there is no room for a column a kind."""
    import pandas as pd

    kinds = [c for c in counted if c != "table"]
    told = [
        ", ".join(f"{kind} {n:,}" for kind in kinds if (n := int(row[kind])))
        for row in counted.to_dict("records")
    ]
    return pd.DataFrame({"table": counted["table"], "changes": told})


def without_reason(changes: pd.DataFrame) -> pd.Series:
    """Which changes are cells that are different, and no table of the later release says why."""
    return (changes["change"] == "cell corrected") & changes["reason"].isna()


def added_to(changes: pd.DataFrame) -> pd.Series:
    """Which changes are cells that say more than before and nothing else: a page, a locator."""
    return (changes["change"] == "cell added to") & changes["reason"].isna()


def by_column(cells: pd.DataFrame) -> pd.DataFrame:
    """How many cells of each column were filled, emptied or changed, the most first."""
    import pandas as pd

    was, now = cells["old"].notna(), cells["new"].notna()
    counted = pd.DataFrame(
        {
            "table": cells["table"],
            "column": cells["column"],
            "filled": ~was,
            "emptied": was & ~now,
            "changed": was & now,
        }
    )
    found = counted.groupby(["table", "column"], sort=False).sum()
    found["cells"] = found[list(CELLS)].sum(axis=1)
    return found.sort_values("cells", ascending=False, kind="stable").reset_index()


def to_markdown(changes: pd.DataFrame, old: str, new: str) -> str:
    """The changes as a section of the changelog: counts by table, then every change but what was
    added; cells that changed without a recorded reason, or to which something was added, are
    counted by column.
    """
    lines = [f"### Changes from {old} to {new}", ""]
    if changes.empty:
        return "\n".join([*lines, "None."]) + "\n"
    table = counts(changes)
    lines += ["| " + " | ".join(table.columns) + " |", "|" + "---|" * len(table.columns)]
    lines += [
        "| " + " | ".join(str(v) for v in row) + " |" for row in table.itertuples(index=False)
    ]
    silent = without_reason(changes)
    more = added_to(changes)
    told = changes[~silent & ~more & ~changes["change"].isin(COUNTED)]
    lines += [""] + [_sentence(row) for row in told.itertuples()]
    for cells, what in ((silent, "without a recorded reason"), (more, "that were added to")):
        counted = by_column(changes[cells])
        lines += [_count_in_words(row, what) for row in counted.itertuples()]
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


def _count_in_words(row: Any, what: str) -> str:
    parts = [f"{n:,} {kind}" for kind in CELLS if (n := getattr(row, kind))]
    return f"- {row.table}: {row.column}, cells {what}: {', '.join(parts)}"


_SENTENCES = {
    "rows not compared": ": rows not compared by the key `{column}`: {old} before, {new} now",
    "cell corrected": ", `{key}`: {column} was {old}, is {new}",
    "cell added to": ", `{key}`: {column} was {old}, is {new}",
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
