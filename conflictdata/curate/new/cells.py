"""Cells that a curator gives on the command line, checked before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from conflictdata.curate.curated import Curated
from conflictdata.curate.lines import OPEN, cell
from conflictdata.errors import ConflictDataError, Finding, nearest
from conflictdata.rules.texts import INVISIBLE
from conflictdata.schemas.table import Field

# question, what to propose -> the answer; None where nobody can be asked
Ask = Callable[[str, str], str | None]


def nobody(question: str, proposed: str) -> None:
    """Where there is no terminal, nothing is asked."""


def before(column: str, row: Mapping[str, str]) -> str:
    """A question for a cell, with what an earlier row has there."""
    return f"{column} ({row[column]} before)" if row.get(column) else column


HINTS = {
    "source": "; add the page with `conflictdata new source`",
    "reporter": "; add it to reporters.csv",
}


def given_cells(
    words: Sequence[str],
    fields: Sequence[Field],
    references: Mapping[str, tuple[str, str]],
    curated: Mapping[str, Curated],
) -> dict[str, str]:
    """``column=value`` words as cells, each of which may stand in its column."""
    by_name = {f.name: f for f in fields}
    cells = {}
    for word in words:
        column, sign, text = word.partition("=")
        if not sign:
            raise ConflictDataError(f"{word!r} is no cell; write it like column=value")
        if column not in by_name:
            raise ConflictDataError(f"there is no column {column!r}{nearest(column, by_name)}")
        cells[column] = checked(by_name[column], text, references, curated)
    return cells


def checked(
    field: Field,
    text: str,
    references: Mapping[str, tuple[str, str]],
    curated: Mapping[str, Curated],
) -> str:
    """The text of a cell, if it may stand in its column."""
    findings: list[Finding] = []
    cell(field, text, "", findings)
    if findings:
        raise ConflictDataError(f"{field.name}: {findings[0].message}")
    if unseen := INVISIBLE.search(text):
        raise ConflictDataError(
            f"{field.name}: {text!a} holds {unseen[0]!a}, which cannot be seen; remove it"
        )
    options: Collection[str] = field.allowed
    if field.name in references:
        table, key = references[field.name]
        options = {row[key] for row in curated[table].rows}
    parts = text.split(field.separator) if field.separator else [text]
    for part in parts if text and options else ():
        if part not in options:
            hint = nearest(part, options) or HINTS.get(field.name, "")
            raise ConflictDataError(f"{field.name} has no value {part!r}{hint}")
    return text


def is_shape(field: Field) -> bool:
    """Whether a column says what is counted and how, and not what was read."""
    return field.encoded or field.dimension is not None


def repeated(field: Field, before: Mapping[str, str], own: Collection[str] = ()) -> str:
    """The cell of a row that repeats the shape of one before: what is to be read anew is empty, or
    open where an empty cell would mean something.
    """
    text = before.get(field.name, "")
    if not text or text == "-":
        return ""
    if field.name == "period_start" and before.get("counting") == "cumulative":
        return text
    if is_shape(field):
        return text
    if field.name == "locator":
        return "" if any(c.isdigit() for c in text) else text
    # a figure of a period of its own would silently get that of its update
    return OPEN if field.type == "date" and field.name in own else ""
