"""The data dictionary: a page a table, made of the schemas that the release carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conflictdata.schemas.dictionary import dictionary

if TYPE_CHECKING:
    from conflictdata.release.folder import Release
    from conflictdata.schemas.table import Field, Table

# more codes than these are looked up
FEW = 16
INTRODUCTION = """\
# Data dictionary

One page a table: every column, what it means, its type and its codes. Made from `schemas/`, the
only place where a column is described; `conflictdata describe TABLE` prints the same. Counts and
amounts are whole numbers, days are dates, and an empty cell is null.

| table | rows | what a row is |
|---|---:|---|
"""


def pages(release: Release) -> dict[str, str]:
    """Address on the site -> Markdown."""
    tables = {name: release.table(name) for name in release.resources}
    overview = "\n".join(
        f"| [`{name}`]({name}.md) | {release.resources[name]['rows']:,} | {t.description} |"
        for name, t in tables.items()
    )
    made = {f"tables/{name}.md": _table(table) for name, table in tables.items()}
    return {"tables/index.md": f"{INTRODUCTION}{overview}\n", **made}


def _table(table: Table) -> str:
    told = {row["column"]: row for row in dictionary(table)}
    lines = [f"# {table.name}", "", table.description, ""]
    if table.caveats:
        lines += ["## Before you use it", "", *(f"- {caveat}" for caveat in table.caveats), ""]
    lines += ["## Columns", "", "| column | what it says | type |", "|---|---|---|"]
    for field in table.fields:
        row = told[field.name]
        kind = row["type"] + (f", {row['unit']}" if row["unit"] else "")
        says = f"{row['description']}{_codes(field)}".replace("|", "\\|")
        lines.append(f"| `{field.name}`{{ #{field.name} }} | {says} | {kind} |")
    lines += ["", f"Key: {_named(table.primaryKey)}."]
    if table.line:
        lines += ["", f"Lines of figures, as `series` has them, differ in {_named(table.line)}."]
    if table.foreignKeys:
        lines += ["", "Keys of other tables:", ""]
        for key in table.foreignKeys:
            there = f"[`{key['reference']['resource']}`]({key['reference']['resource']}.md)"
            lines.append(
                f"- {_named(key['fields'])}: {_named(key['reference']['fields'])} of {there}"
            )
    return "\n".join(lines) + "\n"


def _codes(field: Field) -> str:
    if not field.allowed:
        return ""
    if not field.codes:
        return f" {_named(field.allowed)}."
    if len(field.allowed) > FEW:
        return f" One of [{len(field.allowed)} codes](../codes.md#{field.codes})."
    return f" {_named(field.allowed)} ([codes](../codes.md#{field.codes}))."


def _named(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
