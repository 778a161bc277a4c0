"""The codes: a page with all of them, and the terms among them for the glossary."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from conflictdata.release.folder import Release
    from conflictdata.schemas.table import Field

    Codes = list[Mapping[str, str | None]]

INTRODUCTION = """\
# Codes, and how to decide between them

Every column asks one question. The codes of a list stand in the order in which to try them: the
first whose rule holds is taken. A code lies under another where a count of it is a part of that
one's. How pages, days, hedges and disagreement are treated says the [codebook](codebook.md).
"""
SAID = {"rule": "Rule", "example": "For example", "counter_example": "But not"}


def pages(release: Release) -> dict[str, str]:
    """Address on the site -> Markdown: the lists of codes, those with one rule for all last."""
    lists = _lists(release)
    concepts = [_concepts(name, codes) for name, codes in lists.items() if not _names(codes)]
    names = [_table(name, codes) for name, codes in lists.items() if _names(codes)]
    return {"codes.md": "\n".join([INTRODUCTION, *concepts, *names])}


def terms(release: Release) -> str:
    """A paragraph a code, under the column in which it stands first; without lists of names."""
    lists = _lists(release)
    lines = []
    for name, field in _columns(release).items():
        if _of_figures(release, field) and not _names(lists[name]):
            lines += [f"### {field.title}: `{field.name}`", "", field.description, ""]
            for code in lists[name]:
                same = code["label"] == code["code"]
                term = f"**{code['label']}**" + ("" if same else f" (`{code['code']}`)")
                lines += [f"{term}. {code['definition']}", ""]
    return "\n".join(lines)


def _lists(release: Release) -> dict[str, Codes]:
    """The lists as the columns of the tables come, and each in the order in which to try them."""
    rows = release.read("codes").to_pylist()
    found: dict[str, Codes] = {name: [] for name in _columns(release)}
    for row in rows:
        found.setdefault(row["list"], []).append(row)
    for name, field in _columns(release).items():
        by_code = {row["code"]: row for row in found[name]}
        found[name] = [by_code[code["value"]] for code in field.categories]
    return found


def _names(codes: Codes) -> bool:
    """Whether the codes are names, which share their rule."""
    return len(codes) > 1 and len({code["rule"] for code in codes}) == 1


def _columns(release: Release) -> dict[str, Field]:
    """List of codes -> the column in which it stands first."""
    found: dict[str, Field] = {}
    for name in release.resources:
        for field in release.table(name).fields:
            if field.codes:
                found.setdefault(field.codes, field)
    return found


def _of_figures(release: Release, field: Field) -> bool:
    """Whether a column is one of figures, packages or items, each of which has its document."""
    tables = map(release.table, release.resources)
    return any("source_url" in t.by_name and field in t.fields for t in tables)


def _concepts(name: str, codes: Codes) -> str:
    lines = [f"## {name}", ""]
    for number, code in enumerate(codes, 1):
        under = f", under `{code['parent']}`" if code["parent"] else ""
        said = [f"*{word}:* {code[column]}" for column, word in SAID.items() if code[column]]
        lines += [f"{number}\\. **`{code['code']}`**{under}. {code['definition']}<br>"]
        lines += [" ".join(said), ""]
    return "\n".join(lines)


def _table(name: str, codes: Codes) -> str:
    columns = {"code": "code", "label": "name", "definition": "stands for", "unit": "counted in"}
    columns = {c: head for c, head in columns.items() if any(code[c] for code in codes)}
    lines = [f"## {name}", "", codes[0]["rule"] or "", "", _row(columns.values())]
    lines.append(_row("---" for _ in columns))
    for code in codes:
        cells = [(code[c] or "").replace("|", "\\|") for c in columns]
        lines.append(_row([f"`{cells[0]}`", *cells[1:]]))
    return "\n".join([*lines, ""])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
