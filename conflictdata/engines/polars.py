"""Choose rows with polars alone; neither pyarrow nor pandas is imported."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from conflictdata.question.filters import SUGGESTIONS, Filter

if TYPE_CHECKING:
    from conflictdata.question.vintage import AsKnownOn


def select(
    file: Path | str, tests: Sequence[Filter], known: AsKnownOn, columns: list[str]
) -> pl.DataFrame:
    """The rows of a file that pass every test and were known."""
    scan = pl.scan_parquet(file)
    looked_at = dict.fromkeys([*columns, *(t.field.name for t in tests if t.unproven)])
    rows = (
        scan.filter(*(_passes(test, scan) for test in tests), *_known(known))
        .select([_as_known(column, known) for column in looked_at])
        .collect()
    )
    for test in tests:
        if len(test.values) == 1 and len(rows):
            continue  # where a row has it, it exists
        if missing := test.unproven and test.unproven.difference(
            p for c in _cells(rows, test) if c is not None for p in test.parts(c)
        ):
            _find(test, missing, scan)
    return rows if rows.columns == columns else rows.select(columns)


def _as_known(column: str, known: AsKnownOn) -> pl.Expr:
    """A column without what was learned after the day."""
    cell = pl.col(column)
    return pl.when(cell <= known.day).then(cell).alias(column) if column in known.later else cell


def _passes(test: Filter, scan: pl.LazyFrame) -> pl.Expr:
    column = pl.col(test.field.name)
    if test.ends is None:
        cells = list(test.present)
        if test.field.separator is not None and cells:
            cells = test.hits(_cells(scan.select(column.unique()).collect(), test))
        # codes are compared with the statistics of a row group as they are, and would not be as
        # text
        present = column == cells[0] if len(cells) == 1 else column.is_in(cells)
        return present | column.is_null() if None in test.values else present
    column = _text(test)
    inside = column.is_not_null()
    low, high = test.ends
    if low is not None:
        inside = inside & (column >= low)
    if high is not None:
        inside = inside & (column <= high)
    return inside


def _find(test: Filter, missing: set[str], scan: pl.LazyFrame) -> None:
    """Look in all rows for values that the chosen ones lack; an error if one is nowhere."""
    column = pl.col(test.field.name)
    if test.field.separator is None:
        missing = {
            v
            for v in missing
            if scan.filter(column == v).select(column).head(1).collect().is_empty()
        }
        if not missing:
            return
    cells = _cells(
        scan.select(column.unique().head(SUGGESTIONS + 1)).collect(engine="streaming"), test
    )
    if missing := missing.difference(p for c in cells if c is not None for p in test.parts(c)):
        test.refuse(missing, cells if len(cells) <= SUGGESTIONS else ())


def _text(test: Filter) -> pl.Expr:
    column = pl.col(test.field.name)
    return column.cast(pl.String) if test.field.encoded else column


def _cells(rows: pl.DataFrame, test: Filter) -> list[str | None]:
    return (
        rows[test.field.name].unique().cast(pl.String).to_list()
        if test.field.name in rows.columns
        else []
    )


def _known(known: AsKnownOn) -> list[pl.Expr]:
    tests = []
    if known.reported:
        tests.append(pl.col(known.reported) <= known.day)
    if known.superseded:
        superseded = pl.col(known.superseded)
        still = superseded.is_null()
        tests.append(still if known.current else still | (superseded > known.day))
    return tests
