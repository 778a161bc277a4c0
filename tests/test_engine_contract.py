"""What every engine does, as `conflictdata.engines` says it: the same rows, cells and errors."""

import datetime as dt
import hashlib

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from conflictdata.engines import BACKENDS, engine_of
from conflictdata.question.filters import Filter
from conflictdata.question.vintage import AsKnownOn
from conflictdata.schemas.table import Field, Table

TABLE = Table(
    "figures",
    "f",
    "f",
    "f",
    (
        Field("id", "string", "i", "i"),
        Field("measure", "string", "m", "m", category=True),
        Field("donor", "string", "d", "d", category=True, separator=";"),
        Field("value", "integer", "v", "v"),
        Field("reported_on", "date", "r", "r"),
        Field("superseded_on", "date", "s", "s"),
        Field("checked_on", "date", "c", "c"),
    ),
    ("id",),
    vintage="reported_on",
)
MAY, JUNE = dt.date(2023, 5, 2), dt.date(2023, 6, 2)
ROWS = [
    ("e", "killed", "USA", 5, MAY, JUNE, MAY),
    ("d", "injured", "USA;DEU", None, MAY, None, JUNE),
    ("c", None, None, 3, JUNE, None, None),
    ("b", "killed", "DEU", 2, JUNE, None, JUNE),
    ("a", "missing", "DEU", 1, JUNE, None, None),
]
ENGINES = pytest.mark.parametrize("backend", BACKENDS)


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    code = pa.dictionary(pa.int32(), pa.string())
    types = {"string": pa.string(), "integer": pa.int64(), "date": pa.date32()}
    schema = pa.schema([(f.name, code if f.category else types[f.type]) for f in TABLE.fields])
    cells = zip(*ROWS, strict=True)
    rows = pa.table(
        [pa.array(c).cast(f.type) for c, f in zip(cells, schema, strict=True)], schema=schema
    )
    path = tmp_path_factory.mktemp("contract") / "figures.parquet"
    pq.write_table(rows, path, row_group_size=2, write_page_checksum=True)
    return path


def chosen(backend, file, columns=("id",), known=None, **where):
    tests = [
        Filter.of(TABLE.field(name), wanted, TABLE)
        for name, several in where.items()
        for wanted in (several if isinstance(several, tuple) else (several,))
    ]
    rows = engine_of(backend).select(file, tests, known or AsKnownOn(), list(columns))
    frame = rows.to_dict(as_series=False) if backend == "polars" else rows.to_pydict()
    assert list(frame) == list(columns)
    return frame[columns[0]] if len(columns) == 1 else frame


@ENGINES
def test_rows_stand_as_in_the_file_and_columns_as_asked(backend, file):
    assert chosen(backend, file) == ["e", "d", "c", "b", "a"]
    assert list(chosen(backend, file, ("value", "id"))) == ["value", "id"]


@ENGINES
def test_null_passes_where_it_is_asked_for_and_nowhere_else(backend, file):
    assert chosen(backend, file, measure=None) == ["c"]
    assert chosen(backend, file, measure=[None, "missing"]) == ["c", "a"]
    assert chosen(backend, file, value=slice(None, None)) == ["e", "c", "b", "a"]
    assert chosen(backend, file, value=slice(2, None)) == ["e", "c", "b"]


@ENGINES
@pytest.mark.parametrize("name", [f.name for f in TABLE.fields])
def test_a_test_without_values_passes_nothing(backend, file, name):
    assert chosen(backend, file, **{name: []}) == []


@ENGINES
def test_all_tests_are_passed_also_two_of_one_column(backend, file):
    assert chosen(backend, file, value=(slice(2, None), slice(None, 3))) == ["c", "b"]
    assert chosen(backend, file, measure="killed", value=slice(3, None)) == ["e"]


@ENGINES
def test_a_joined_cell_passes_by_each_of_its_parts(backend, file):
    assert chosen(backend, file, donor="DEU") == ["d", "b", "a"]
    assert chosen(backend, file, donor=["USA", None]) == ["e", "d", "c"]


@ENGINES
def test_a_code_that_no_row_has_is_refused_and_one_of_other_rows_is_not(backend, file):
    assert chosen(backend, file, measure="missing", value=5) == []
    for where in ({"measure": "kiled"}, {"measure": ["killed", "kiled"]}, {"donor": "DE"}):
        with pytest.raises(ValueError, match=r"figures\.(measure|donor) has no value '(kiled|DE)'"):
            chosen(backend, file, value=5, **where)


@ENGINES
def test_a_code_that_is_proven_need_not_be_in_a_row(backend, file):
    test = Filter(
        TABLE.field("measure"), "m", ("killed", "captured"), proven=frozenset({"captured"})
    )
    rows = engine_of(backend).select(file, [test], AsKnownOn(), ["id"])
    ids = rows["id"].to_list() if backend == "polars" else rows["id"].to_pylist()
    assert ids == ["e", "b"]


@pytest.mark.parametrize("backend", ["pandas", "pyarrow"])
def test_categories_are_those_of_the_rows_in_the_order_of_the_file(backend, file):
    rows = engine_of(backend).select(
        file, [Filter.of(TABLE.field("value"), slice(1, 3), TABLE)], AsKnownOn(), ["measure"]
    )
    assert rows["measure"].combine_chunks().dictionary.to_pylist() == ["killed", "missing"]


@ENGINES
@pytest.mark.parametrize(
    ("vintage", "ids"),
    [
        (None, ["d", "c", "b", "a"]),
        ("all", ["e", "d", "c", "b", "a"]),
        ("2023-05-01", []),
        (MAY, ["e", "d"]),
        ("2023-06-01", ["e", "d"]),
        (JUNE, ["d", "c", "b", "a"]),
        (dt.date.max, ["d", "c", "b", "a"]),
        (dt.date.min, []),
    ],
)
def test_what_was_known_is_one_where_clause(backend, file, vintage, ids):
    assert chosen(backend, file, known=AsKnownOn.of(TABLE, vintage)) == ids


@ENGINES
def test_what_came_later_is_null(backend, file):
    learned = ("superseded_on", "checked_on")
    assert chosen(backend, file, learned, AsKnownOn.of(TABLE, MAY)) == {
        "superseded_on": [None, None],
        "checked_on": [MAY, None],
    }
    assert chosen(backend, file, learned, AsKnownOn.of(TABLE, "all"))["checked_on"] == [
        MAY,
        JUNE,
        None,
        JUNE,
        None,
    ]


@ENGINES
def test_tests_ask_the_cell_as_the_file_has_it(backend, file):
    known = AsKnownOn.of(TABLE, MAY)
    columns = ("id", "superseded_on")
    assert chosen(backend, file, columns, known, superseded_on=JUNE) == {
        "id": ["e"],
        "superseded_on": [None],
    }


@ENGINES
def test_a_damaged_file_is_an_error(backend, file, tmp_path):
    damaged = tmp_path / "damaged.parquet"
    damaged.write_bytes(file.read_bytes()[:-9])
    with pytest.raises(Exception, match=r"(?i)parquet"):
        chosen(backend, damaged)


@ENGINES
def test_the_file_is_not_changed(backend, file):
    before = hashlib.sha256(file.read_bytes()).hexdigest()
    chosen(backend, file, tuple(TABLE.columns), AsKnownOn.of(TABLE, MAY), donor="USA")
    assert hashlib.sha256(file.read_bytes()).hexdigest() == before
