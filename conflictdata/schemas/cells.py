"""What pandera finds wrong with the columns and cells of a frame, in words."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from conflictdata.errors import Finding, near
from conflictdata.matching import proposal
from conflictdata.schemas.pandera import pandera_schema

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.schemas.table import Field, Table


# columns that name a document
PAGES = ("source", "list_source", "corroborated_by")


def cell_findings(
    table: Table,
    rows: pd.DataFrame,
    known: Mapping[str, Sequence[str]],
    where: Callable[[int], str],
) -> list[Finding]:
    """Everything that pandera finds wrong with the columns and cells of a frame, in words.

    Parameters
    ----------
    known
        Column -> keys of the table to which it refers.
    where
        Row number -> how to name the row to the reader.
    """
    import pandas as pd
    import pandera.errors

    if twice := sorted({str(c) for c in rows.columns[rows.columns.duplicated()]}):
        message = "the frame has this column twice; keep one of them"
        return [Finding(table.name, column, message, "column-once") for column in twice]
    rows = rows.reset_index(drop=True)
    try:
        pandera_schema(table, known).validate(rows, lazy=True)
    except pandera.errors.SchemaErrors as error:
        cases = error.failure_cases
    else:
        return []
    # pandera names a cell in a row for each check; a word is looked up once, wherever it stands
    told: dict[tuple[object, ...], str] = {}
    findings: dict[tuple[object, ...], Finding] = {}
    for case in cases.to_dict("records"):
        check, value = str(case["check"]), case["failure_case"]
        index = case["index"]
        position = None if index is None or pd.isna(index) else int(index)
        column, message = _said(case, table, rows, known, position, told)
        place = table.name if position is None else where(position)
        finding = Finding(place, column, message, check, position=position)
        findings.setdefault((place, column, check, value if position is None else None), finding)
    return list(findings.values())


def hold_columns(findings: Sequence[Finding]) -> bool:
    """Whether findings are on columns as a whole, so that nothing can be asked of the rows."""
    return any(f.position is None for f in findings)


_ONCE = "a key is given once: merge the rows or tell them apart"


def _said(
    case: Mapping[str, Any],
    table: Table,
    rows: pd.DataFrame,
    known: Mapping[str, Sequence[str]],
    position: int | None,
    told: dict[tuple[object, ...], str],
) -> tuple[str, str]:
    """Column and message of one failure case."""
    check, value = str(case["check"]), case["failure_case"]
    if check == "column_in_dataframe":
        # a column that is one of the table's own is no misspelling of another
        others = [c for c in rows.columns if c not in table.by_name]
        return str(value), f"the table lacks this column{near(value, others)}"
    if check == "column_in_schema":
        missing = [c for c in table.columns if c not in rows.columns]
        return str(value), f"{table.name} has no such column{near(value, missing)}"
    if check == "multiple_fields_uniqueness":
        cells = (
            [str(value)] if position is None else [str(rows[c][position]) for c in table.primaryKey]
        )
        return table.primaryKey[0], f"{'/'.join(cells)!r} stands twice; {_ONCE}"
    column = str(case["column"])
    said = (check, column, str(value))
    if said not in told:
        field = table.by_name[column]
        told[said] = _message(check, value, field, known.get(column, ()))
    return column, told[said]


def _where_it_is_found(field: Field, wrong: str) -> str:
    """What to do about a code or key that is like none that there is."""
    if field.name in PAGES:
        return "; name the page by its id, which `conflictdata new source` gives"
    if field.categories:
        return "; the codes and what they mean stand in CODEBOOK.md"
    return f"; `conflictdata search {shlex.quote(wrong)}` may find it"


def _message(check: str, value: object, field: Field, known: Sequence[str]) -> str:
    limits = field.constraints
    if check == "known-code":
        parts = [str(value)] if field.separator is None else str(value).split(field.separator)
        options = field.allowed or known
        wrong = next((p for p in parts if p not in options), value)
        names = {c["value"]: [c["label"]] for c in field.categories if "label" in c}
        near = proposal(str(wrong), options, names)
        return f"no value {wrong!r}{near or _where_it_is_found(field, str(wrong))}"
    return {
        "not_nullable": "is empty and must be given",
        "field_uniqueness": f"{value!r} stands twice; {_ONCE}",
        "minimum": f"{value} is less than {limits.get('minimum')}",
        "maximum": f"{value} is more than {limits.get('maximum')}",
        "pattern": f"{value!r} does not have the form {limits.get('pattern')}",
        "maxLength": f"{value!r} is longer than {limits.get('maxLength')} characters; shorten it",
    }.get(
        check,
        (
            f"holds {value}, not {field.type} as load() gives it"
            if check.startswith("dtype")
            else f"{value!r} breaks {check}"
        ),
    )
