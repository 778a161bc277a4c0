"""The figures in Hive folders by conflict and reporter, as they are cut up for many machines: Dask
and Spark.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import conflictdata as cd
from conflictdata.release.opening import open_release
from conflictdata.schemas.table import Field
from readers.expected import (
    FIGURES,
    Read,
    Reader,
    check_spark,
    clause,
    known_on,
    names_of,
    of_pandas,
)

PARTITIONS = ["conflict", "reporter"]
ARTICLE = dt.date(2023, 5, 4)


@pytest.fixture(scope="session")
def partitioned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("partitioned")
    for table in FIGURES:
        pq.write_to_dataset(
            pq.ParquetFile(cd.path(table)).read(), folder / table, partition_cols=PARTITIONS
        )
    return folder


@pytest.fixture
def folders(reader: Reader, partitioned: Path) -> Reader:
    """A reader of folders in the place of files."""
    reader.tables, reader.path = FIGURES, lambda table: partitioned / table
    return reader


@pytest.mark.engine("Dask, partitioned")
def test_dask_partitioned(folders: Reader) -> None:
    dask = pytest.importorskip("dask")
    dd = pytest.importorskip("dask.dataframe")

    def read(folder: Path) -> Read:
        # without Arrow types Dask looks in the files for the categories that are folders
        frame = dd.read_parquet(folder, dtype_backend="pyarrow")
        assert frame.npartitions == len(list(folder.rglob("*.parquet")))

        def known(day: dt.date) -> Iterable[str]:
            late = frame["superseded_on"]
            return frame[(frame["reported_on"] <= day) & (late.isna() | (late > day))][
                "figure_id"
            ].compute()

        computed = frame.compute()
        types = names_of(frame.dtypes)
        assert names_of(computed.dtypes) == types
        assert {types.pop(name) for name in PARTITIONS} == {"category"}
        return Read({**types, **dict.fromkeys(PARTITIONS)}, of_pandas(computed).rows, known)

    types = {
        "count": "int64[pyarrow]",
        "code": "dictionary<values=string, indices=int32, ordered=0>[pyarrow]",
    }
    types |= {"day": "date32[day][pyarrow]", "text": "string"}
    folders.check(dask.__version__, read, types, "expression")


def test_dask_opens_only_the_folders_that_are_asked_for(partitioned: Path) -> None:
    dd = pytest.importorskip("dask.dataframe")
    where = [("reporter", "==", "ohchr"), ("reported_on", "<=", ARTICLE)]
    frame = dd.read_parquet(partitioned / "casualties", dtype_backend="pyarrow", filters=where)
    assert frame.npartitions == len(
        list((partitioned / "casualties").glob("*/reporter=ohchr/*.parquet"))
    )
    late = frame["superseded_on"]
    chosen = frame[late.isna() | (late > ARTICLE)]["figure_id"].compute()
    assert sorted(chosen) == sorted(
        cd.load("casualties", vintage=ARTICLE, reporter="ohchr")["figure_id"]
    )


@pytest.mark.engine("Spark, partitioned")
def test_spark_partitioned(folders: Reader, spark: Any) -> None:
    check_spark(folders, spark)


def test_spark_opens_only_the_folders_that_are_asked_for(
    partitioned: Path, spark: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen = spark.read.parquet(str(partitioned / "casualties")).where(
        f"reporter = 'ohchr' AND {clause(ARTICLE)}"
    )
    chosen.explain("formatted")
    plan = capsys.readouterr().out
    assert re.search(r"PartitionFilters: .*reporter#\d+ = ohchr", plan)
    assert (
        "LessThanOrEqual(reported_on,2023-05-04),"
        " Or(IsNull(superseded_on),GreaterThan(superseded_on,2023-05-04))" in plan
    )
    assert [row[0] for row in chosen.select("figure_id").orderBy("figure_id").collect()] == sorted(
        cd.load("casualties", vintage=ARTICLE, reporter="ohchr")["figure_id"]
    )


@pytest.fixture(scope="session")
def pandera_spark(spark: Any) -> Any:
    """The backend of pandera for Spark."""
    try:
        import pandera.pyspark
    except ImportError as error:
        pytest.skip(
            f"pandera.pyspark cannot be imported, as with pyspark 4.3 and pandas 3: {error}"
        )
    return pandera.pyspark


def column_of(field: Field, pandera: Any) -> Any:
    """A column of a table's schema in the words of pandera's backend for Spark."""
    from pyspark.sql import types

    kinds = {"integer": types.LongType(), "date": types.DateType(), "string": types.StringType()}
    checks = []
    if field.allowed and field.separator:
        code = f"({'|'.join(field.allowed)})"
        checks.append(pandera.Check.str_matches(f"^{code}({field.separator}{code})*$"))
    elif field.allowed:
        checks.append(pandera.Check.isin(field.allowed))
    limits = {
        "minimum": pandera.Check.ge,
        "maximum": pandera.Check.le,
        "pattern": pandera.Check.str_matches,
    }
    checks += [
        check(field.constraints[name])
        for name, check in limits.items()
        if name in field.constraints
    ]
    return pandera.Column(kinds[field.type], checks=checks, nullable=not field.required)


def findings(frame: Any, pandera: Any) -> set[tuple[str | None, str]]:
    """Column and kind of everything that pandera finds in a Spark frame of casualties."""
    table = open_release().table("casualties")
    columns = {field.name: column_of(field, pandera) for field in table.fields}
    schema = pandera.DataFrameSchema(columns, unique=list(table.primaryKey), strict=True)
    errors: Mapping[str, Mapping[str, list[dict[str, Any]]]] = schema.validate(frame).pandera.errors
    return {
        (e["column"], e["check"].split("(")[0])
        for kinds in errors.values()
        for several in kinds.values()
        for e in several
    }


def test_pandera_finds_nothing_wrong_in_spark(
    partitioned: Path, spark: Any, pandera_spark: Any
) -> None:
    assert findings(spark.read.parquet(str(partitioned / "casualties")), pandera_spark) == set()


def test_pandera_finds_planted_errors_in_spark(
    partitioned: Path, spark: Any, pandera_spark: Any
) -> None:
    from pyspark.sql import functions as f

    frame = spark.read.parquet(str(partitioned / "casualties"))
    first, second, third, fourth, *_ = known_on("casualties", ARTICLE)
    planted = (
        ("value", first, -1),
        ("sex", second, "men"),
        ("source_url", third, None),
        ("warnings", fourth, "asserted;nonsense"),
    )
    for column, figure, wrong in planted:
        cell = f.when(f.col("figure_id") == figure, f.lit(wrong)).otherwise(f.col(column))
        frame = frame.withColumn(column, cell.cast(frame.schema[column].dataType))
    frame = frame.union(frame.where(f.col("figure_id") == first)).withColumn(
        "period_end", f.col("period_end").cast("string")
    )
    assert findings(frame, pandera_spark) == {
        ("value", "greater_than_or_equal_to"),
        ("sex", "isin"),
        ("source_url", "not_nullable"),
        ("warnings", "str_matches"),
        ("period_end", "dtype"),
        (None, "unique"),
    }
