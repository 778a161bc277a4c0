"""The dictionary and the changelog of a release as Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from conflictdata.curate.number import UNRELEASED
from conflictdata.release.version import is_working_copy
from conflictdata.schemas.dictionary import dictionary

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.curate.project import Project
    from conflictdata.schemas.table import Table


def dictionary_markdown(tables: Mapping[str, Table]) -> str:
    """The data dictionary of all tables as Markdown."""
    lines = ["# Dictionary", ""]
    for name, table in tables.items():
        lines += [
            f"## {name}",
            "",
            table.description,
            "",
            "| column | type | unit | description | codes |",
            "|---|---|---|---|---|",
        ]
        for row in dictionary(table):
            cells = (row["column"], row["type"], row["unit"], row["description"], row["codes"])
            lines.append("| " + " | ".join((c or "").replace("|", "\\|") for c in cells) + " |")
        lines += (
            [""] + [f"- {caveat}" for caveat in table.caveats] + ([""] if table.caveats else [])
        )
    return "\n".join(lines).rstrip() + "\n"


def corrections_markdown(corrections: pd.DataFrame, release: str) -> str:
    """The corrections that a release brings, as a part of its changelog; nothing if there are
    none.
    """
    rows = corrections[corrections["corrected_in"].astype("str") == release]
    if rows.empty:
        return ""
    lines = ["", "### Corrections", ""]
    for row in rows.astype("object").where(rows.notna(), None).itertuples():
        was, now = ("empty" if cell is None else f"`{cell}`" for cell in (row.was, row.now))
        lines.append(
            f"- {row.table}, `{row.id}`: {row.column} was {was}, is {now} since {release}; wrong"
            f" since {row.since}: {row.reason} ({row.asked_by}, {row.corrected_on:%Y-%m-%d})"
        )
    return "\n".join(lines) + "\n"


def changelog_entry(project: Project, version: str) -> str:
    """The section of the changelog on one version; of a working copy, on what is not released."""
    text = (
        (project.root / "CHANGELOG.md").read_text(encoding="utf-8")
        if (project.root / "CHANGELOG.md").exists()
        else ""
    )
    heading = UNRELEASED if is_working_copy(version) else version
    found = re.search(rf"^## {re.escape(heading)}\n.*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return (found[0] if found else f"## {version}\n").rstrip() + "\n"
