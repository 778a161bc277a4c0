"""What every reader must get: pyarrow's own read of the file, the types by what a column holds, the
rows of a vintage.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq

import conflictdata as cd
from conflictdata.release.opening import open_release

CLAUSE = "reported_on <= DATE '{day}' AND (superseded_on IS NULL OR superseded_on > DATE '{day}')"
TABLES = tuple(open_release().resources)
# not every engine opens a table without rows
WITH_ROWS = tuple(name for name in TABLES if open_release().resources[name]["rows"])
FIGURES = tuple(name for name in TABLES if "superseded_on" in open_release().table(name).by_name)
PYTHON = {"count": int, "code": str, "day": dt.date, "text": str}

Row = dict[str, Any]
Known = Callable[[dt.date], Iterable[str]]


@dataclass(frozen=True)
class Read:
    """What a reader got: the type of each column in its own words (None: cannot be told), rows,
    figure_ids by the clause.
    """

    types: Mapping[str, str | None]
    rows: list[Row]
    known: Known


@dataclass
class Reader:
    """Checks a reader against pyarrow, and notes for the table of readers what it got."""

    note: Callable[[str, object], None]
    tables: tuple[str, ...] = TABLES
    path: Callable[[Any], Path] = cd.path

    def check(
        self, version: str, read: Callable[[Path], Read], types: Mapping[str, str], clause: str
    ) -> None:
        """Read every table.

        Parameters
        ----------
        types
            count, code, day and text: the type that such a column must have in the words of the
            reader.
        clause
            How the reader says the vintage clause, for the table of readers.
        """
        self.note("version", version)
        for table in self.tables:
            got = read(self.path(table))
            assert_types(table, got.types, types)
            assert_rows(table, got.rows)
            if table in FIGURES:
                assert_known(table, got.known)
            if table == "casualties":
                for column in ("value", "sex", "period_end"):
                    self.note(column, got.types[column])
        self.note("clause", clause)
        self.note("tables", len(self.tables))


@cache
def holds(table: str) -> dict[str, str]:
    """Column -> count, code, day or text."""
    kinds = {"integer": "count", "date": "day"}
    return {
        f.name: kinds.get(f.type, "code" if f.encoded else "text")
        for f in open_release().table(table).fields
    }


@cache
def columns_of(table: str) -> dict[str, list[Any]]:
    """The values of each column as pyarrow reads them, in the order of the key."""
    rows = pq.ParquetFile(cd.path(table)).read().to_pylist()
    return _columns(table, rows)


@cache
def days_of(table: str) -> tuple[dt.date, ...]:
    """Days to ask for: that of the article, and the days around one on which something was
    restated.
    """
    restated = sorted(day for day in columns_of(table)["superseded_on"] if day is not None)
    middle = restated[len(restated) // 2]
    return (dt.date(2023, 5, 4), middle - dt.timedelta(days=1), middle)


@cache
def known_on(table: str, day: dt.date) -> list[str]:
    """The figures that the package gives for a vintage."""
    return sorted(cd.load(table, vintage=day, columns=["figure_id"])["figure_id"])


def assert_types(table: str, got: Mapping[str, str | None], wanted: Mapping[str, str]) -> None:
    """Each column has the type that the reader has for what it holds."""
    expected = {column: wanted[kind] for column, kind in holds(table).items()}
    assert {c: t if t is not None else expected[c] for c, t in got.items()} == expected, table


def assert_rows(table: str, rows: list[Row]) -> None:
    """The rows are pyarrow's, in any order, each value of the same Python type; every figure names
    its source.
    """
    expected, got = columns_of(table), _columns(table, rows)
    assert set(got) == set(expected), table
    for column, kind in holds(table).items():
        assert {type(v) for v in got[column]} <= {PYTHON[kind], type(None)}, f"{table}.{column}"
        assert got[column] == expected[column], f"{table}.{column}"
    if table in FIGURES:
        assert all(got["source_title"]) and all(url.startswith("http") for url in got["source_url"])


def assert_known(table: str, known: Known) -> None:
    """The clause chooses the rows that the package chooses."""
    for day in days_of(table):
        assert sorted(known(day)) == known_on(table, day), f"{table} on {day}"


def clause(day: dt.date) -> str:
    return CLAUSE.format(day=day)


def cells(values: Iterable[Any]) -> list[Any]:
    """Values with every kind of null as None."""
    return [None if v is None or v is pd.NA or v is pd.NaT or v != v else v for v in values]


def of_pandas(frame: pd.DataFrame) -> Read:
    """What a pandas frame holds; the vintage is a query."""

    def known(day: dt.date) -> Iterable[str]:
        return frame.query(
            "reported_on <= @day and (superseded_on.isna() or superseded_on > @day)"
        )["figure_id"]

    return Read(
        names_of(frame.dtypes), rows_of({c: cells(frame[c].tolist()) for c in frame}), known
    )


def names_of(types: Any) -> dict[str, str]:
    """The names of a frame's types."""
    return {c: str(t) for c, t in types.items()}


def rows_of(columns: Mapping[str, list[Any]]) -> list[Row]:
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _columns(table: str, rows: list[Row]) -> dict[str, list[Any]]:
    key = open_release().table(table).primaryKey
    ordered = sorted(rows, key=lambda row: [str(row[k]) for k in key])
    return {
        column: [row[column] for row in ordered]
        for column in (ordered[0] if ordered else holds(table))
    }


def check_spark(reader: Reader, spark: Any) -> None:
    """Check what Spark reads, from a file or from folders."""

    def read(place: Path) -> Read:
        frame = spark.read.parquet(str(place))

        def known(day: dt.date) -> Iterable[str]:
            return [row[0] for row in frame.where(clause(day)).select("figure_id").collect()]

        return Read(dict(frame.dtypes), [row.asDict() for row in frame.collect()], known)

    types = {"count": "bigint", "code": "string", "day": "date", "text": "string"}
    reader.check(spark.version, read, types, "SQL")
