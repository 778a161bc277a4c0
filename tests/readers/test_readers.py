"""One test a reader. Each reads every table of the release and asks for the vintages of the
figures.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import conflictdata as cd
from readers.expected import (
    FIGURES,
    TABLES,
    WITH_ROWS,
    Read,
    Reader,
    check_spark,
    clause,
    days_of,
    holds,
    names_of,
    of_pandas,
    rows_of,
)

HERE = Path(__file__).parent
# where npm packages may come from: "install", or a folder that has node_modules
NPM = os.environ.get("READERS_NPM", "")
ARROW = {
    "count": "int64",
    "code": "dictionary<values=string, indices=int32, ordered=0>",
    "day": "date32[day]",
    "text": "string",
}


@pytest.mark.engine("pandas")
def test_pandas(reader: Reader) -> None:
    text = "str" if int(pd.__version__.split(".")[0]) >= 3 else "object"
    types = {"count": "Int64", "code": "category", "day": "object", "text": text}
    reader.check(pd.__version__, lambda file: of_pandas(pd.read_parquet(file)), types, "`.query()`")


@pytest.mark.engine('pandas, `dtype_backend="pyarrow"`')
def test_pandas_with_arrow_types(reader: Reader) -> None:
    def read(file: Path) -> Read:
        return of_pandas(pd.read_parquet(file, dtype_backend="pyarrow"))

    types = {
        "count": "int64[pyarrow]",
        "code": f"{ARROW['code']}[pyarrow]",
        "day": "date32[day][pyarrow]",
    }
    types["text"] = "string[pyarrow]"
    reader.check(pd.__version__, read, types, "`.query()`")


@pytest.mark.engine("pyarrow")
def test_pyarrow(reader: Reader) -> None:
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    def read(file: Path) -> Read:
        def known(day: dt.date) -> Iterable[str]:
            late = pc.field("superseded_on")
            return pq.read_table(
                file, filters=(pc.field("reported_on") <= day) & (late.is_null() | (late > day))
            )["figure_id"].to_pylist()

        rows = pq.read_table(file)
        return Read({f.name: str(f.type) for f in rows.schema}, rows.to_pylist(), known)

    reader.check(pa.__version__, read, ARROW, "`filters=`")


@pytest.mark.engine("polars")
def test_polars(reader: Reader) -> None:
    pl = pytest.importorskip("polars")

    def read(file: Path) -> Read:
        def known(day: dt.date) -> Iterable[str]:
            return (
                pl.scan_parquet(file)
                .sql(f"SELECT figure_id FROM self WHERE {clause(day)}")
                .collect()["figure_id"]
            )

        frame = pl.read_parquet(file)
        return Read(
            {c: str(t).split("(")[0] for c, t in frame.schema.items()}, frame.to_dicts(), known
        )

    types = {"count": "Int64", "code": "Categorical", "day": "Date", "text": "String"}
    reader.check(pl.__version__, read, types, "SQL")


@pytest.mark.engine("DuckDB")
def test_duckdb(reader: Reader) -> None:
    duckdb = pytest.importorskip("duckdb")

    def read(file: Path) -> Read:
        def known(day: dt.date) -> Iterable[str]:
            found = duckdb.sql(f"SELECT figure_id FROM '{file}' WHERE {clause(day)}").fetchall()
            return [row[0] for row in found]

        rows = duckdb.sql(f"FROM '{file}'")
        types = {c: str(t) for c, t in zip(rows.columns, rows.types, strict=True)}
        return Read(types, [dict(zip(types, row, strict=True)) for row in rows.fetchall()], known)

    types = {"count": "BIGINT", "code": "VARCHAR", "day": "DATE", "text": "VARCHAR"}
    reader.check(duckdb.__version__, read, types, "SQL")


@pytest.mark.engine("Dask")
def test_dask(reader: Reader) -> None:
    dask = pytest.importorskip("dask")
    dd = pytest.importorskip("dask.dataframe")

    def read(file: Path) -> Read:
        frame = dd.read_parquet(file)

        def known(day: dt.date) -> Iterable[str]:
            late = frame["superseded_on"]
            return frame[(frame["reported_on"] <= day) & (late.isna() | (late > day))][
                "figure_id"
            ].compute()

        types = names_of(frame.dtypes)
        computed = frame.compute()
        assert names_of(computed.dtypes) == types
        return Read(types, of_pandas(computed).rows, known)

    types = {"count": "Int64", "code": "category", "day": "date32[day][pyarrow]", "text": "string"}
    reader.check(dask.__version__, read, types, "expression")


@pytest.mark.engine("Spark")
def test_spark(reader: Reader, spark: Any) -> None:
    check_spark(reader, spark)


@pytest.mark.engine("DataFusion")
def test_datafusion(reader: Reader) -> None:
    datafusion = pytest.importorskip("datafusion")

    def read(file: Path) -> Read:
        context = datafusion.SessionContext()
        context.register_parquet("rows", str(file))

        def known(day: dt.date) -> Iterable[str]:
            return context.sql(f"SELECT figure_id FROM rows WHERE {clause(day)}").to_pydict()[
                "figure_id"
            ]

        rows = context.table("rows")
        return Read({f.name: str(f.type) for f in rows.schema()}, rows.to_pylist(), known)

    reader.check(datafusion.__version__, read, {**ARROW, "text": "string_view"}, "SQL")


@pytest.mark.engine("ibis on DuckDB")
def test_ibis(reader: Reader) -> None:
    ibis = pytest.importorskip("ibis")
    pytest.importorskip("duckdb")

    def read(file: Path) -> Read:
        rows = ibis.duckdb.connect().read_parquet(file)

        def known(day: dt.date) -> Iterable[str]:
            late = rows["superseded_on"]
            chosen = rows.filter((rows["reported_on"] <= day) & (late.isnull() | (late > day)))
            return chosen["figure_id"].to_pyarrow().to_pylist()

        types = {c: str(t).removeprefix("!") for c, t in rows.schema().items()}
        return Read(types, rows.to_pyarrow().to_pylist(), known)

    types = {"count": "int64", "code": "string", "day": "date", "text": "string"}
    reader.check(ibis.__version__, read, types, "expression")


@pytest.mark.engine("Hugging Face datasets")
def test_hugging_face_datasets(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    datasets = pytest.importorskip("datasets")
    datasets.disable_progress_bars()

    def read(file: Path) -> Read:
        rows = datasets.load_dataset(
            "parquet", data_files=str(file), split="train", cache_dir=str(tmp_path)
        )

        def known(day: dt.date) -> Iterable[str]:
            def was_known(row: dict[str, Any]) -> bool:
                return row["reported_on"] <= day and (
                    row["superseded_on"] is None or row["superseded_on"] > day
                )

            return rows.filter(was_known)["figure_id"]

        return Read({c: f.dtype for c, f in rows.features.items()}, rows.to_list(), known)

    reader.tables = WITH_ROWS  # it cannot tell the size of a batch where there is no row group
    types = {"count": "int64", "code": "string", "day": "date32", "text": "string"}
    reader.check(datasets.__version__, read, types, "`.filter()`")


@pytest.fixture(scope="session")
def node(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the script and the npm packages that it imports."""
    if shutil.which("node") is None:
        pytest.skip("there is no node")
    if not NPM:
        pytest.skip(
            "READERS_NPM=install lets npm fetch hyparquet; READERS_NPM=FOLDER names a folder that"
            " has it in node_modules"
        )
    folder = tmp_path_factory.mktemp("node")
    if NPM == "install":
        packages = ["hyparquet@1", "hyparquet-compressors@1"]
        subprocess.run(
            ["npm", "install", "--no-audit", "--no-fund", "--prefix", folder, *packages], check=True
        )
    else:
        (folder / "node_modules").symlink_to(Path(NPM).resolve() / "node_modules")
    if not (folder / "node_modules" / "hyparquet").is_dir():
        pytest.skip(f"{NPM} has no node_modules/hyparquet")
    shutil.copy(HERE / "read.mjs", folder)
    return folder


@pytest.mark.engine("Node, hyparquet")
def test_node(reader: Reader, node: Path) -> None:
    kinds: dict[str, Any] = {"BigInt": int, "Date": _day_of_javascript}

    def read(file: Path) -> Read:
        days = [day.isoformat() for day in days_of(file.stem)] if file.stem in FIGURES else []
        done = subprocess.run(
            ["node", "read.mjs", file, *days], cwd=node, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        got = json.loads(done.stdout)
        columns = {
            c: [None if row[c] is None else kinds.get(kind, str)(row[c]) for row in got["rows"]]
            for c, kind in got["types"].items()
        }
        return Read(got["types"], rows_of(columns), lambda day: got["known"][day.isoformat()])

    version = json.loads(
        (node / "node_modules" / "hyparquet" / "package.json").read_text(encoding="utf-8")
    )["version"]
    types = {"count": "BigInt", "code": "String", "day": "Date", "text": "String"}
    reader.check(version, read, types, "`filter`")


R = """
options(scipen = 999, digits = 15, arrow.int64_downcast = FALSE)
arguments <- commandArgs(trailingOnly = TRUE)
rows <- if (arguments[1] == "nanoparquet") nanoparquet::read_parquet(arguments[2]) else arrow::read_parquet(arguments[2])
rows <- as.data.frame(rows)
cat(sapply(rows, function(column) class(column)[1]), sep = "\\t")
cat("\\n")
known <- function(day) rows$figure_id[rows$reported_on <= day & (is.na(rows$superseded_on) | rows$superseded_on > day)]
cat(sapply(arguments[-(1:3)], function(day) paste(known(as.Date(day)), collapse = "\\t")), sep = "\\n")
write.csv(rows, arguments[3], row.names = FALSE, na = "", fileEncoding = "UTF-8", quote = TRUE)
"""


@pytest.fixture(scope="session")
def r_package() -> str:
    """The R package that reads Parquet."""
    if shutil.which("Rscript") is None:
        pytest.skip("there is no R")
    for name in ("nanoparquet", "arrow"):
        asked = ["Rscript", "-e", f'cat(requireNamespace("{name}", quietly = TRUE))']
        if subprocess.run(asked, capture_output=True, text=True).stdout.endswith("TRUE"):
            return name
    pytest.skip("R has neither nanoparquet nor arrow")


@pytest.mark.engine("R")
def test_r(reader: Reader, r_package: str, tmp_path: Path) -> None:
    def read(file: Path) -> Read:
        days = [day.isoformat() for day in days_of(file.stem)] if file.stem in FIGURES else []
        script, out = tmp_path / "read.R", tmp_path / "rows.csv"
        script.write_text(R, encoding="utf-8")
        done = subprocess.run(
            ["Rscript", script, r_package, file, out, *days], capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        classes, *known = done.stdout.splitlines()
        text = pd.read_csv(out, dtype=str, keep_default_na=False, na_values=[""])
        types = dict(zip(text.columns, classes.split("\t"), strict=True))
        kinds: dict[str, Any] = {
            "Date": dt.date.fromisoformat,
            **dict.fromkeys(("numeric", "integer64"), int),
        }
        columns = {
            c: [None if pd.isna(v) else kinds.get(kind, str)(v) for v in text[c]]
            for c, kind in types.items()
        }
        return Read(
            types, rows_of(columns), lambda day: known[days.index(day.isoformat())].split("\t")
        )

    asked = ["Rscript", "-e", f'cat(as.character(packageVersion("{r_package}")))']
    version = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    # nanoparquet reads int64 as numeric, which is exact up to 2^53
    types = {
        "count": "numeric" if r_package == "nanoparquet" else "integer64",
        "code": "factor",
        "day": "Date",
        "text": "character",
    }
    reader.check(f"{r_package} {version}", read, types, "expression")


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables in an SQLite file, each written by pandas."""
    file = tmp_path_factory.mktemp("sqlite") / "release.db"
    with _connected(file) as connection:
        for table in TABLES:
            days = {c: "DATE" for c, kind in holds(table).items() if kind == "day"}
            pd.read_parquet(cd.path(table)).to_sql(table, connection, index=False, dtype=days)
    return file


@pytest.mark.engine("SQLite, `DataFrame.to_sql`")
def test_sqlite(reader: Reader, database: Path) -> None:
    def read(file: Path) -> Read:
        def known(day: dt.date) -> Iterable[str]:
            with _connected(database) as connection:
                # SQLite has no type for days; as text of this form they sort rightly
                found = connection.execute(
                    f"SELECT figure_id FROM {file.stem} WHERE {clause(day)}".replace("DATE '", "'")
                )
                return [row[0] for row in found]

        with _connected(database) as connection:
            types = {
                row[1]: row[2] for row in connection.execute(f"PRAGMA table_info({file.stem})")
            }
            rows = connection.execute(f"SELECT * FROM {file.stem}").fetchall()
        return Read(
            types, _with_days([dict(zip(types, row, strict=True)) for row in rows], types), known
        )

    types = {"count": "INTEGER", "code": "TEXT", "day": "DATE", "text": "TEXT"}
    reader.check(sqlite3.sqlite_version, read, types, "SQL, days as text")


@pytest.mark.engine("Datasette")
def test_datasette(reader: Reader, database: Path) -> None:
    datasette = pytest.importorskip("datasette")
    app = pytest.importorskip("datasette.app").Datasette(
        [str(database)], settings={"max_returned_rows": 100_000}
    )

    def asked(sql: str) -> list[dict[str, Any]]:
        answer = asyncio.run(
            app.client.get(f"/{database.stem}.json", params={"sql": sql, "_shape": "array"})
        )
        assert answer.status_code == 200, answer.text
        return answer.json()

    def read(file: Path) -> Read:
        def known(day: dt.date) -> Iterable[str]:
            found = asked(
                f"SELECT figure_id FROM {file.stem} WHERE {clause(day)}".replace("DATE '", "'")
            )
            return [row["figure_id"] for row in found]

        types = {
            row["name"]: row["type"]
            for row in asked(f"SELECT * FROM pragma_table_info('{file.stem}')")
        }
        return Read(types, _with_days(asked(f"SELECT * FROM {file.stem}"), types), known)

    types = {"count": "INTEGER", "code": "TEXT", "day": "DATE", "text": "TEXT"}
    reader.check(datasette.__version__, read, types, "SQL, days as text")


@pytest.mark.engine("Excel by `conflictdata show -o`, openpyxl")
def test_excel(reader: Reader, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    from typer.testing import CliRunner

    from conflictdata.cli.verbs import cli

    runner = CliRunner()

    def exported(*arguments: str) -> Any:
        file = tmp_path / "figures.xlsx"
        done = runner.invoke(cli, ["show", *arguments, "-o", str(file)])
        assert done.exit_code == 0, done.output
        return openpyxl.load_workbook(file, read_only=True)

    def read(file: Path) -> Read:
        def known(day: dt.date) -> Iterable[str]:
            arguments = ("--vintage", day.isoformat(), "--columns", "figure_id")
            names = exported(file.stem, *arguments)["data"].iter_rows(values_only=True)
            return [row[0] for row in names][1:]

        vintage = ("--vintage", "all") if file.stem in FIGURES else ()
        book = exported(file.stem, *vintage)
        assert book.sheetnames == ["data", "about", "columns", "codes", "sources"]
        header, *lines = book["data"].iter_rows()
        found: dict[str, set[str]] = {cell.value: set() for cell in header}
        rows = []
        for line in lines:
            values = [
                cell.value.date() if cell.is_date and cell.value is not None else cell.value
                for cell in line
            ]
            for kinds, cell in zip(found.values(), line, strict=True):
                if cell.value is not None:
                    kinds.add(
                        "date" if cell.is_date else {"n": "number", "s": "text"}[cell.data_type]
                    )
            rows.append(dict(zip(found, values, strict=True)))
        return Read({c: "/".join(sorted(kinds)) or None for c, kinds in found.items()}, rows, known)

    reader.tables = ("casualties",)
    types = {"count": "number", "code": "text", "day": "date", "text": "text"}
    reader.check(openpyxl.__version__, read, types, "`--vintage`")


def _connected(file: Path) -> Any:
    return closing(sqlite3.connect(file))


def _day_of_javascript(text: str) -> dt.date:
    assert text.endswith("T00:00:00.000Z"), text
    return dt.date.fromisoformat(text[:10])


def _with_days(rows: list[dict[str, Any]], types: dict[str, str]) -> list[dict[str, Any]]:
    days = [c for c, kind in types.items() if kind == "DATE"]
    return [{**row, **{c: row[c] and dt.date.fromisoformat(row[c]) for c in days}} for row in rows]
