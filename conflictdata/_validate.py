"""Check a frame against the schema and the rules of a table, with pandera."""

from __future__ import annotations

from collections.abc import Callable
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictdata.engines.frames import from_any
from conflictdata.errors import Finding, ValidationError
from conflictdata.references import Others, known_keys
from conflictdata.release.opening import open_release
from conflictdata.schemas.cells import cell_findings, hold_columns

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
        any size. Rows that were chosen from the release are proven among those that were not.
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
    findings: list[Finding] = []
    if isinstance(frame, str | PathLike):
        import pyarrow.parquet as pq

        from conflictdata.engines.portions import portions
        from conflictdata.progress import one_by_one

        if Path(frame) == opened.path(table):
            opened.check(table)
        parts = portions(Path(frame), own)
        total = pq.read_metadata(frame).num_rows
        for read in one_by_one(parts, f"checking {table}"):
            rows = from_any(read(), "validate()")
            findings += _findings(
                own, rows, others, (_key_namer if len(parts) > 1 else _namer)(own, rows), total
            )
            del rows  # before the next are read
        # what is wrong with a column is wrong in every portion
        findings = list(dict.fromkeys(findings))
    else:
        rows = from_any(frame, "validate()")
        findings += _findings(own, rows, others, _namer(own, rows))
    if any(not f.warning for f in findings):
        raise ValidationError(findings)
    return frame


def _findings(
    table: Table,
    rows: pd.DataFrame,
    others: Others,
    where: Callable[[int], str],
    total: int | None = None,
) -> list[Finding]:
    """What is wrong with columns and cells; and what the rows say whose cells are sound."""
    from conflictdata.rules.among import untold_breaches

    findings = cell_findings(table, rows, known_keys(table, others, rows), where)
    if hold_columns(findings):
        return findings
    unsound = {f.position for f in findings}
    sound = [i for i in range(len(rows)) if i not in unsound]
    total = len(rows) if total is None else total
    found = untold_breaches(table, rows.iloc[sound] if unsound else rows, others, all_rows=total)
    return findings + [b.finding(where(sound[b.position]), sound[b.position]) for b in found]


def _namer(table: Table, rows: pd.DataFrame) -> Callable[[int], str]:
    key_of = _key_namer(table, rows)
    return lambda position: f"row {position} ({key_of(position)})"


def _key_namer(table: Table, rows: pd.DataFrame) -> Callable[[int], str]:
    keys = [k for k in table.primaryKey if k in rows.columns]
    return lambda position: "/".join(str(rows[k].iloc[position]) for k in keys)
