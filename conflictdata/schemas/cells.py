"""What pandera finds wrong with the columns and cells of a frame, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from conflictdata.errors import Finding, nearest
from conflictdata.schemas.pandera import pandera_schema

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.schemas.table import Field, Table


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
    import pandera.errors

    rows = rows.reset_index(drop=True)
    try:
        pandera_schema(table, known).validate(rows, lazy=True)
    except pandera.errors.SchemaErrors as error:
        cases = error.failure_cases
    else:
        return []
    findings: dict[tuple[object, ...], Finding] = {}
    for case in cases.to_dict("records"):
        finding = _finding(case, table, rows, known, where)
        findings.setdefault((finding.where, finding.column, finding.rule), finding)
    return list(findings.values())


_ONCE = "a key is given once: merge the rows or tell them apart"


def _finding(
    case: Mapping[str, Any],
    table: Table,
    rows: pd.DataFrame,
    known: Mapping[str, Sequence[str]],
    where: Callable[[int], str],
) -> Finding:
    check, value = str(case["check"]), case["failure_case"]
    position = (
        int(case["index"]) if case["index"] is not None and case["index"] == case["index"] else None
    )
    place = table.name if position is None else where(position)
    if check == "column_in_dataframe":
        return Finding(
            place, str(value), f"the table lacks this column{nearest(value, rows.columns)}", check
        )
    if check == "column_in_schema":
        return Finding(
            place,
            str(value),
            f"{table.name} has no such column{nearest(value, table.columns)}",
            check,
        )
    if check == "multiple_fields_uniqueness":
        column = table.primaryKey[0]
        key = (
            "/".join(str(rows[c].iloc[position]) for c in table.primaryKey)
            if position is not None
            else str(value)
        )
        return Finding(place, column, f"{key!r} stands twice; {_ONCE}", check)
    column = str(case["column"])
    field = table.by_name[column]
    return Finding(place, column, _message(check, value, field, known.get(column, ())), check)


def _message(check: str, value: object, field: Field, known: Sequence[str]) -> str:
    limits = field.constraints
    if check == "known-code":
        parts = [str(value)] if field.separator is None else str(value).split(field.separator)
        options = field.allowed or known
        wrong = next((p for p in parts if p not in options), value)
        return f"no value {wrong!r}{nearest(wrong, options)}"
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
