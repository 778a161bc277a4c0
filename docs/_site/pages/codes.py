"""The codes: a page with all of them, and the terms among them for the glossary."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conflictdata.release.folder import Release
    from conflictdata.schemas.table import Field


def pages(release: Release) -> dict[str, str]:
    """Address on the site -> Markdown: the codebook as the release carries it."""
    return {"codes.md": (release.folder / "CODEBOOK.md").read_text(encoding="utf-8")}


def terms(release: Release) -> str:
    """A paragraph a code, under the column in which it first stands; lists of names are left out."""
    codes: dict[str, list[dict[str, str]]] = {}
    for row in release.read("codes").to_pylist():
        codes.setdefault(row["list"], []).append(row)
    sections = [
        _section(field, codes[name])
        for name, field in _columns(release).items()
        if len({code["rule"] for code in codes[name]}) > 1
    ]
    return "\n".join(sections)


def _columns(release: Release) -> dict[str, Field]:
    """List of codes -> the column of figures, packages or items in which it stands first."""
    found: dict[str, Field] = {}
    for name in release.resources:
        table = release.table(name)
        if "source_url" in table.by_name:
            for field in table.fields:
                if field.codes:
                    found.setdefault(field.codes, field)
    return found


def _section(field: Field, codes: list[dict[str, str]]) -> str:
    lines = [f"### {field.title}: `{field.name}`", "", field.description, ""]
    for code in codes:
        lines += [f"**{code['label']}** (`{code['code']}`). {code['definition']}", ""]
    return "\n".join(lines)
