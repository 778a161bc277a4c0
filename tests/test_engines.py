"""What is read of a large file: the row groups that can hold the answer, the columns that it needs,
and no more.
"""

import datetime as dt
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute
import pyarrow.parquet as pq
import pytest
from folders import relist
from hypothesis import given, settings
from hypothesis import strategies as st

import conflictdata as cd
from conflictdata._load import rows_of
from conflictdata.curate.parquet import parquet_options, sort_keys
from conflictdata.engines import arrow, polars
from conflictdata.question.filters import Filter, within_series
from conflictdata.question.vintage import AsKnownOn
from conflictdata.release.folder import Release
from conflictdata.schemas.table import Field, Table

ROW_GROUP = 4096
# days, months and years as users have them
MEANT = [
    "2002-07-05",
    "2002-07",
    "2003",
    np.datetime64("2002-07-05"),
    np.datetime64("2002-07"),
    np.datetime64("2002-07-05T12:00"),
    pd.Period("2002-07"),
    pd.Period("2003Q1"),
    pd.Timestamp("2002-07-05"),
]
NOTHING = [None, np.nan, pd.NA, pd.NaT, np.datetime64("NaT", "D")]
FILTERS = {
    "conflict": st.sampled_from(["conflict-00", "conflict-01"]),
    "reporter": st.lists(
        st.sampled_from(["world-office-0", "observatory-00-2", "observatory-01-3"]), max_size=2
    ),
    "measure": st.sampled_from(["killed", "casualties"]),
    "sex": st.sampled_from(["all", "female"]),
    "counting": st.sampled_from(["month", "cumulative"]),
    "value": st.builds(
        slice, st.none() | st.integers(0, 1_000), st.none() | st.integers(1_000, 2_000_000)
    ),
    "period_end": st.builds(
        slice,
        st.none() | st.dates(dt.date(2001, 1, 1), dt.date(2004, 6, 30)),
        st.just("2004-06-30"),
    ),
    "reported_on": st.sampled_from([*MEANT, MEANT, ["2002-07", "2003"], slice("2002-07", "2003")]),
    "high": st.sampled_from(
        [np.nan, pd.NA, [2**70, None], slice(-np.inf, np.inf), slice(2**70, None), 2**70]
    ),
    "area": st.sampled_from(["C00+", ["C01+", "C00"], pa.array(["C00"]), np.array(["C01"])]),
    "source": st.sampled_from(["world-office-0-00-2002-03-05", "observatory-01-2-01-2003-01-05"]),
    "note": st.none(),
    "warnings": st.none() | st.lists(st.none() | st.just("asserted"), max_size=2),
    "corroborated_by": st.lists(st.none() | st.just("another-page-7"), max_size=2),
    "superseded_on": (
        st.sampled_from(NOTHING)
        | st.builds(slice, st.dates(dt.date(2002, 1, 1), dt.date(2004, 1, 1)), st.none())
    ),
}


def _benchmark(name):
    file = Path(__file__).parent / "benchmarks" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # where dataclasses look it up
    spec.loader.exec_module(module)
    return module


synthetic, scale = _benchmark("synthetic"), _benchmark("scale")


@pytest.fixture(scope="module")
def large(tmp_path_factory) -> Path:
    """A release of 124 thousand made-up figures in 31 row groups."""
    return synthetic.write(
        tmp_path_factory.mktemp("large"), synthetic.SIZES[0], row_group=ROW_GROUP
    )


@pytest.fixture(scope="module")
def plain(large) -> pd.DataFrame:
    return pd.read_parquet(large / "casualties.parquet")


@pytest.fixture
def reads(monkeypatch) -> list[tuple[int, tuple[str, ...]]]:
    """The row groups and columns that were read."""
    log = []
    whole, batches = pq.ParquetFile.read_row_group, pq.ParquetFile.iter_batches

    def counted(self, i, columns=None, **options):
        log.append((i, tuple(columns)))
        return whole(self, i, columns=columns, **options)

    def counted_too(self, size, row_groups, columns):
        log.extend((i, tuple(columns)) for i in row_groups)
        return batches(self, size, row_groups=row_groups, columns=columns)

    monkeypatch.setattr(pq.ParquetFile, "read_row_group", counted)
    monkeypatch.setattr(pq.ParquetFile, "iter_batches", counted_too)
    return log


def test_the_made_up_figures_keep_every_rule(large):
    figures = cd.load(
        "casualties",
        release=large,
        vintage="all",
        conflict="conflict-00",
        reporter="observatory-00-2",
        sex="all",
    )
    assert cd.validate(figures, "casualties", release=large) is figures


def test_the_made_up_figures_are_sorted_as_a_release_is(plain):
    keys = ["series", "period_start", "period_end", "reported_on"]
    assert plain[keys].equals(plain[keys].sort_values(keys, ignore_index=True))
    assert plain["figure_id"].is_unique


def test_one_reporter_touches_the_row_groups_that_hold_it(large, plain, reads):
    found = cd.load(
        "casualties", release=large, vintage="all", reporter="observatory-01-2", backend="pyarrow"
    )
    rows = plain.index[plain["reporter"] == "observatory-01-2"]
    assert found.num_rows == len(rows)
    holding = set(range(rows[0] // ROW_GROUP, rows[-1] // ROW_GROUP + 1))
    assert {group for group, columns in reads if len(columns) > 1} == holding
    # beside them, those in which one conflict ends and the next begins
    assert len({group for group, _ in reads} - holding) <= plain["conflict"].nunique() - 1


def test_a_conflict_a_reporter_and_a_measure_touch_a_tenth_of_the_row_groups(large, reads):
    cd.load(
        "casualties",
        release=large,
        conflict="conflict-01",
        reporter="observatory-01-2",
        measure="killed",
    )
    groups = pq.read_metadata(large / "casualties.parquet").num_row_groups
    assert 0 < len({group for group, _ in reads}) <= groups / 10


def test_polars_skips_by_the_series_what_it_does_not_skip_by_codes(large):
    schema = Release(large).table("casualties")
    pinned = {"conflict": "conflict-01", "reporter": "observatory-01-2"}
    tests = [Filter.of(schema.field(name), value, schema) for name, value in pinned.items()]
    known, moved = AsKnownOn.of(schema, None), []
    for more in ([], within_series(schema, tests)):
        with scale.served(large / "casualties.parquet") as (url, server):
            rows = polars.select(url, [*tests, *more], known, ["figure_id", "value"])
        assert rows["figure_id"].str.starts_with("conflict-01/observatory-01-2/").all() and len(
            rows
        )
        moved.append((server.sent, len(rows)))
    (by_codes, n), (by_series, m) = moved
    assert n == m and by_series < by_codes / 2


@pytest.mark.parametrize(
    "pinned", [{}, {"reporter": "world-office-0"}, {"conflict": ["conflict-00", "conflict-01"]}]
)
def test_without_the_first_dimension_nothing_is_known_of_the_series(pinned, large):
    schema = Release(large).table("casualties")
    assert not within_series(
        schema, [Filter.of(schema.field(k), v, schema) for k, v in pinned.items()]
    )


def test_other_columns_are_read_only_where_rows_are_left(large, reads):
    figure = cd.load("casualties", release=large, vintage="all", value=slice(-5, -1))
    assert figure.empty and not reads
    source = "observatory-01-2-01-2003-01-05"
    cd.load("casualties", release=large, vintage="all", source=source, columns=["figure_id"])
    with_hits = {group for group, columns in reads if "figure_id" in columns}
    looked_at = {group for group, columns in reads if columns == ("source",)}
    assert with_hits <= looked_at and len(with_hits) < len(looked_at)


def test_what_statistics_prove_is_not_read(large, reads):
    cd.load(
        "casualties",
        release=large,
        vintage="all",
        conflict="conflict-01",
        columns=["value"],
        backend="pyarrow",
    )
    columns = [c for _, columns in reads for c in columns]
    assert columns.count("conflict") <= 2  # the row groups in which the conflict begins and ends


def test_a_known_code_that_is_nowhere_reads_nothing(large, reads):
    assert cd.load(
        "casualties", release=large, vintage="all", measure="captured", counting="stock"
    ).empty
    assert not reads


def test_a_key_is_looked_for_where_it_can_be_until_it_is_found(large, reads):
    # no row of the reporter is in the conflict, and yet it exists; what a warning of it reads is more
    of = {"conflict": "conflict-00", "reporter": "observatory-01-2"}
    found = rows_of("casualties", of, release=large, columns=["value"])
    assert not found.num_rows
    assert len(reads) <= 4


def test_a_key_that_is_nowhere_is_an_error_that_names_the_nearest(large):
    for backend in ("pyarrow", "polars"):
        with pytest.raises(
            ValueError,
            match=(
                r"casualties\.reporter has no value 'observatory-1-2'; did you mean"
                r" 'observatory-01-2'"
            ),
        ):
            cd.load("casualties", release=large, reporter="observatory-1-2", backend=backend)
        with pytest.raises(ValueError, match=r"casualties\.corroborated_by has no value 'nobody'"):
            cd.load("casualties", release=large, corroborated_by="nobody", backend=backend)


def test_among_very_many_keys_none_is_suggested(large):
    for backend in ("pyarrow", "polars"):
        with pytest.raises(
            ValueError, match=r"casualties\.figure_id has no value 'nothing'; it takes a whole"
        ):
            cd.load("casualties", release=large, figure_id="nothing", backend=backend)


@settings(max_examples=60, deadline=None)
@given(
    where=st.fixed_dictionaries({}, optional=FILTERS),
    vintage=st.sampled_from(
        [None, "all", "2002-07-20", np.datetime64("2003-05-05"), "1999-01-01", "9999-12-31"]
    ),
)
def test_what_is_chosen_is_what_a_plain_read_and_a_mask_give(where, vintage, large, plain):
    keep = pd.Series(True, index=plain.index)
    for name, wanted in where.items():
        keep &= _holds(plain[name], wanted)
    superseded = pd.to_datetime(plain["superseded_on"])
    if vintage is None:
        keep &= superseded.isna()
    elif vintage != "all":
        day = pd.Timestamp(vintage).as_unit("s")
        keep &= (pd.to_datetime(plain["reported_on"]) <= day) & (
            superseded.isna() | (superseded > day)
        )
    want = plain["figure_id"][keep].tolist()
    for backend in ("pyarrow", "polars"):
        chosen = cd.load(
            "casualties",
            release=large,
            vintage=vintage,
            backend=backend,
            columns=["figure_id"],
            **where,
        )
        assert (
            chosen["figure_id"].to_pylist() == want
            if backend == "pyarrow"
            else chosen["figure_id"].to_list() == want
        )


def _holds(column: pd.Series, wanted: object) -> pd.Series:
    if column.name == "area":
        codes = [str(code) for code in wanted] if not isinstance(wanted, str) else [wanted]
        return column.astype("str").map(
            lambda area: any(
                area == code or (code.endswith("+") and area.startswith(code[:-1]))
                for code in codes
            )
        )
    if isinstance(wanted, slice):
        if column.name in ("period_end", "reported_on", "superseded_on"):
            low, high = (None if e is None else _meant(e)[n] for n, e in enumerate(_ends(wanted)))
            column = pd.to_datetime(column)
        else:
            low, high = _ends(wanted)
        inside = column.notna()
        inside &= True if low is None else column >= low
        return (inside & (True if high is None else column <= high)).fillna(False).astype(bool)
    several = wanted if isinstance(wanted, list) else [wanted]
    present = [w for w in several if not pd.isna(w)]
    null = column.isna() if len(present) < len(several) else False
    if column.name in ("reported_on", "superseded_on"):
        column = pd.to_datetime(column)
        return null | sum(
            (column.between(*_meant(w)) for w in present), pd.Series(False, column.index)
        )
    return column.astype("object").isin(present) | null


def _ends(wanted: slice) -> tuple[object, object]:
    return wanted.start, wanted.stop


def _meant(value: object) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The first and last day of what pandas calls a period."""
    period = value if isinstance(value, pd.Period) else pd.Period(str(value)[:10])
    return period.start_time, period.end_time.floor("D")


def test_a_whole_row_is_what_a_plain_read_gives(large):
    found = cd.load(
        "casualties",
        release=large,
        vintage="all",
        conflict="conflict-01",
        sex="female",
        backend="pyarrow",
    )
    table = pq.ParquetFile(large / "casualties.parquet").read()
    table = table.filter(
        pa.compute.and_(
            pa.compute.equal(table["conflict"], "conflict-01"),
            pa.compute.equal(table["sex"], "female"),
        )
    )
    assert found.to_pylist() == table.to_pylist()
    assert found.schema.remove_metadata().equals(table.schema.remove_metadata())


def test_memory_follows_the_answer(tmp_path, large):
    """Of a million and a half figures: the memory of a filtered read is that of a row group and the
    answer.
    """
    table = pq.ParquetFile(large / "casualties.parquet").read()
    shutil.copytree(large, tmp_path / "larger")
    with pq.ParquetWriter(tmp_path / "larger" / "casualties.parquet", table.schema) as writer:
        for _ in range(12):
            writer.write_table(table, row_group_size=16_384)
    relist(tmp_path / "larger")
    code = f"""
import conflictdata as cd, pyarrow as pa
found = cd.load("casualties", release={str(tmp_path / "larger")!r}, source="observatory-01-2-01-2003-01-05", vintage="all", backend="pyarrow")
print(found.num_rows, pa.default_memory_pool().max_memory())
"""
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    rows, peak = map(int, answer)
    assert (
        rows
        == 12
        * pa.compute.sum(
            pa.compute.equal(table["source"], "observatory-01-2-01-2003-01-05")
        ).as_py()
        > 0
    )
    assert peak < 12 * table.nbytes / 10, f"{peak:,} of {12 * table.nbytes:,} bytes"


def test_dictionaries_in_another_order_in_each_row_group_are_one(tmp_path):
    type_ = pa.dictionary(pa.int32(), pa.string())
    orders = (
        ["killed", "injured", "missing"],
        ["injured", "casualties", "killed"],
        ["casualties", "injured", "killed"],
    )
    schema = pa.schema([("measure", type_), ("value", pa.int64())])
    rows = []
    with pq.ParquetWriter(tmp_path / "f.parquet", schema) as writer:
        for n, words in enumerate(orders):
            codes = pa.DictionaryArray.from_arrays(
                pa.array([0, None, 1, 0], pa.int32()), pa.array(words)
            )
            writer.write_table(
                pa.table(
                    {"measure": codes, "value": pa.array(range(4 * n, 4 * n + 4))}, schema=schema
                )
            )
            rows += [words[0], None, words[1], words[0]]
    fields = (
        Field("measure", "string", "m", "m", category=True),
        Field("value", "integer", "v", "v"),
    )
    table = Table("t", "t", "t", "t", fields, ("value",))
    everything = AsKnownOn(None, None, None)
    whole = arrow.select(tmp_path / "f.parquet", [], everything, ["measure", "value"])
    assert whole["measure"].to_pylist() == rows
    assert whole["measure"].num_chunks == 1 and set(
        whole["measure"].chunk(0).dictionary.to_pylist()
    ) == set(filter(None, rows))
    for wanted in ("killed", "casualties", ["injured", None], None):
        test = Filter.of(table.field("measure"), wanted, table)
        chosen = arrow.select(tmp_path / "f.parquet", [test], everything, ["measure"])[
            "measure"
        ].to_pylist()
        assert chosen == [
            r for r in rows if r in (wanted if isinstance(wanted, list) else [wanted])
        ]


@pytest.mark.parametrize("name", cd.tables().index)
def test_a_file_says_how_it_is_sorted_and_what_is_unique(name, built):
    """What is written for readers that skip: the order, statistics and an index of pages."""
    release = Release(built.release)
    metadata = pq.read_metadata(release.path(name))
    schema = release.table(name)
    if not metadata.num_rows:
        return
    group = metadata.row_group(0)
    names = [metadata.schema.column(c.column_index).name for c in group.sorting_columns]
    assert names == sort_keys(schema)
    assert all(
        group.column(i).has_column_index and group.column(i).has_offset_index
        for i in range(group.num_columns)
    )
    delta = parquet_options(schema, metadata.num_rows)["column_encoding"]
    encodings = {
        group.column(i).path_in_schema: group.column(i).encodings for i in range(group.num_columns)
    }
    assert all("DELTA_BYTE_ARRAY" in encodings[c] for c in delta)
