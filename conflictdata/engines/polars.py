"""Choose rows with polars alone; neither pyarrow nor pandas is imported."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from conflictdata.loading import Known, Test


def select(file: Path, tests: Sequence[Test], known: Known, columns: list[str]) -> pl.DataFrame:
    """The rows of a file that pass every test and were known."""
    rows = pl.scan_parquet(file)
    for passes in [*(_passes(test, rows) for test in tests), *_known(known)]:
        rows = rows.filter(passes)
    return rows.select(columns).collect()


def _passes(test: Test, rows: pl.LazyFrame) -> pl.Expr:
    column = pl.col(test.field.name)
    if test.field.type == "string":
        column = column.cast(pl.String)
    if test.ends is None:
        cells = test.among(lambda: rows.select(column.unique()).collect().to_series().to_list())
        present = column.is_in([c for c in cells if c is not None])
        return present | column.is_null() if None in cells else present
    inside = column.is_not_null()
    low, high = test.ends
    if low is not None:
        inside = inside & (column >= low)
    if high is not None:
        inside = inside & (column <= high)
    return inside


def _known(known: Known) -> list[pl.Expr]:
    tests = []
    if known.reported:
        tests.append(pl.col(known.reported) <= known.day)
    if known.superseded:
        current = pl.col(known.superseded).is_null()
        tests.append(current if known.day is None else current | (pl.col(known.superseded) > known.day))
    return tests
