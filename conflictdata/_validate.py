"""Check a frame against the schema and the rules of a table, with pandera."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictdata.engines.frames import from_any
from conflictdata.errors import Finding, ValidationError
from conflictdata.references import Others, known_keys
from conflictdata.release.opening import open_release
from conflictdata.schemas.cells import cell_findings

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata._names import TableName
    from conflictdata.schemas.table import Table


def validate(frame: Any, table: TableName, /, *, release: str | PathLike[str] | None = None) -> Any:
    """Check a frame against the schema and the rules of a table, and report every failure.

    Parameters
    ----------
    frame
        A frame of pandas, polars or pyarrow with the columns and types that `load` gives; or the
        path of a Parquet file with them. Casualties in a file are checked in portions, whole lines
        of one reporter in one conflict together, so that a file sorted as a release is may be of
        any size; where a portion has wrong cells, its rules are not asked.
    table
        The table whose schema and rules it must keep.

    Returns
    -------
    The frame or path as it came.

    Raises
    ------
    ValidationError
        A ValueError; ``.findings`` lists row, column, message and rule of each failure, ``.frame``
        is a table of them.

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
    others = Others(opened)
    known = known_keys(own, others)
    findings: list[Finding] = []
    if isinstance(frame, str | PathLike):
        from conflictdata.engines.portions import portions
        from conflictdata.progress import one_by_one

        if Path(frame) == opened.path(table):
            opened.check(table)
        parts = portions(Path(frame), own)
        for read in one_by_one(parts, f"checking {table}"):
            rows = from_any(read())
            findings += _findings(
                own, rows, others, known, (_key_namer if len(parts) > 1 else _namer)(own, rows)
            )
            del rows  # before the next are read
        # what is wrong with a column is wrong in every portion
        findings = list(dict.fromkeys(findings))
    else:
        rows = from_any(frame)
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
    from conflictdata.rules import breaches
    from conflictdata.rules.rule import within
    from conflictdata.rules.subject import Subject

    if findings := cell_findings(table, rows, known, where):
        return findings
    tolerated = within(others["exceptions"], table)
    found = breaches(Subject(table, rows, others))
    return [b.finding(where(b.position)) for b in found if (b.rule.name, b.key) not in tolerated]


def _namer(table: Table, rows: pd.DataFrame) -> Callable[[int], str]:
    key_of = _key_namer(table, rows)
    return lambda position: f"row {position} ({key_of(position)})"


def _key_namer(table: Table, rows: pd.DataFrame) -> Callable[[int], str]:
    keys = [k for k in table.primaryKey if k in rows.columns]
    return lambda position: "/".join(str(rows[k].iloc[position]) for k in keys)
