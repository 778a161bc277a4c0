"""Check a frame against the schema and the rules of a table, with pandera."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictdata.errors import ConflictDataError, Finding, ValidationError, nearest
from conflictdata.loading import to_pandas
from conflictdata.release import open_release
from conflictdata.schemas import Field, Table, pandera_schema

if TYPE_CHECKING:
    import pandas as pd
    import pandera.pandas as pandera

    from conflictdata._names import TableName


def schema(table: TableName, /, *, release: str | PathLike[str] | None = None) -> pandera.DataFrameSchema:
    """The pandera schema of a table: types, codes, keys, and its rules as named checks.

    Examples
    --------
    >>> import conflictdata as cd
    >>> cd.schema("casualties").columns["value"].nullable
    False
    """
    import pandera.pandas as pandera

    from conflictdata.rules import Subject, breaches

    opened = open_release(release)
    own = opened.table(table)
    others = _Others(opened)

    def check(name: str) -> pandera.Check:
        def holds(frame: pd.DataFrame) -> bool:
            return not any(not b.rule.warning for b in breaches(Subject(own, frame, others), only=name))

        return pandera.Check(holds, name=name, error=name)

    return pandera_schema(own, _known(own, others), {name: check(name) for name in own.rules})


def validate(frame: Any, table: TableName, /, *, release: str | PathLike[str] | None = None) -> Any:
    """Check a frame against the schema and the rules of a table, and report every failure.

    Parameters
    ----------
    frame
        A frame of pandas, polars or pyarrow with the columns and types that `load` gives; or the path of a Parquet
        file with them. Casualties in a file are checked in portions, whole lines of one reporter in one conflict
        together, so that a file sorted as a release is may be of any size; where a portion has wrong cells, its rules
        are not asked.
    table
        The table whose schema and rules it must keep.

    Returns
    -------
    The frame or path as it came.

    Raises
    ------
    ValidationError
        A ValueError; ``.findings`` lists row, column, message and rule of each failure, ``.frame`` is a table of them.

    Examples
    --------
    >>> import conflictdata as cd
    >>> rows = cd.load("aid_packages", donor="USA")
    >>> cd.validate(rows, "aid_packages") is rows
    True
    >>> cd.validate(rows.assign(donor="UAS"), "aid_packages")
    Traceback (most recent call last):
    conflictdata.errors.ValidationError: ...
    """
    opened = open_release(release)
    own = opened.table(table)
    others = _Others(opened)
    known = _known(own, others)
    findings: list[Finding] = []
    if isinstance(frame, str | PathLike):
        from conflictdata.portions import portions
        from conflictdata.showing import one_by_one

        parts = portions(Path(frame), own)
        for read in one_by_one(parts, f"checking {table}"):
            rows = _to_pandas(read())
            findings += _findings(own, rows, others, known, (_key_namer if len(parts) > 1 else _namer)(own, rows))
            del rows  # before the next are read
        # what is wrong with a column is wrong in every portion
        findings = list(dict.fromkeys(findings))
    else:
        rows = _to_pandas(frame)
        findings += _findings(own, rows, others, known, _namer(own, rows))
    if any(not f.warning for f in findings):
        raise ValidationError(findings)
    return frame


def _findings(
    table: Table,
    rows: pd.DataFrame,
    others: Mapping[str, pd.DataFrame],
    known: Mapping[str, Sequence[str]],
    where: Callable[[int], str],
) -> list[Finding]:
    """What is wrong with columns and cells, or else with what they say."""
    from conflictdata.rules import Subject, breaches, within

    if findings := cell_findings(table, rows, known, where):
        return findings
    tolerated = within(others["exceptions"], table)
    found = breaches(Subject(table, rows, others))
    return [b.finding(where(b.position)) for b in found if (b.rule.name, b.key) not in tolerated]


def cell_findings(
    table: Table, rows: pd.DataFrame, known: Mapping[str, Sequence[str]], where: Callable[[int], str]
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
    case: Mapping[str, Any], table: Table, rows: pd.DataFrame, known: Mapping[str, Sequence[str]], where: Callable[[int], str]
) -> Finding:
    check, value = str(case["check"]), case["failure_case"]
    position = int(case["index"]) if case["index"] is not None and case["index"] == case["index"] else None
    place = table.name if position is None else where(position)
    if check == "column_in_dataframe":
        return Finding(place, str(value), f"the table lacks this column{nearest(value, rows.columns)}", check)
    if check == "column_in_schema":
        return Finding(place, str(value), f"{table.name} has no such column{nearest(value, table.columns)}", check)
    if check == "multiple_fields_uniqueness":
        column = table.primaryKey[0]
        key = "/".join(str(rows[c].iloc[position]) for c in table.primaryKey) if position is not None else str(value)
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
        check, f"holds {value}, not {field.type} as load() gives it" if check.startswith("dtype") else f"{value!r} breaks {check}"
    )


def _known(table: Table, others: Mapping[str, pd.DataFrame]) -> dict[str, list[str]]:
    """Column -> keys of the table to which it refers."""
    return {
        column: others[target][key].astype(str).tolist()
        for column, (target, key) in table.references.items()
        if target != table.name
    }


def _namer(table: Table, rows: pd.DataFrame) -> Callable[[int], str]:
    key_of = _key_namer(table, rows)
    return lambda position: f"row {position} ({key_of(position)})"


def _key_namer(table: Table, rows: pd.DataFrame) -> Callable[[int], str]:
    keys = [k for k in table.primaryKey if k in rows.columns]
    return lambda position: "/".join(str(rows[k].iloc[position]) for k in keys)


def _to_pandas(frame: Any) -> pd.DataFrame:
    import pandas as pd

    if isinstance(frame, pd.DataFrame):
        return frame
    arrow = frame.to_arrow() if hasattr(frame, "to_arrow") else frame
    if not hasattr(arrow, "to_pandas"):
        raise ConflictDataError(f"validate() takes a frame of pandas, polars or pyarrow, not {type(frame).__name__}")
    import pyarrow as pa

    from conflictdata.engines.arrow import widened

    return widened(arrow).to_pandas(date_as_object=False, types_mapper={pa.int64(): pd.Int64Dtype()}.get)


class _Others(dict):  # type: ignore[type-arg]
    """The tables of a release as pandas frames, each read when it is asked for."""

    def __init__(self, release: Any):
        super().__init__()
        self.release = release

    def __missing__(self, name: str) -> pd.DataFrame:
        self[name] = to_pandas(self.release.read(name))
        return self[name]
