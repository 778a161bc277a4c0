"""What a reader of the article of May 2023 gets, and how rows are chosen."""

import datetime as dt
import json
import shutil
import subprocess
import sys
import warnings

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import called
from hypothesis import given, settings
from hypothesis import strategies as st

import conflictdata as cd
from conflictdata.instead import NoRowWarning

BACKENDS = ("pandas", "polars", "pyarrow")
UKRAINE = {
    "reporter": "ohchr",
    "area": "UKR",
    "sex": "all",
    "age": "all",
    "controlled_by": "all",
    "counting": "cumulative",
}
FIGURES = cd.load("casualties", vintage="all")


def values(frame):
    return dict(zip(frame["measure"], frame["value"], strict=True))


def test_the_count_in_the_article_was_known_on_the_day_after_its_publication():
    known = cd.load("casualties", vintage="2023-05-04", period_end="2023-05-01", **UKRAINE)
    assert values(known) == {"killed": 8709, "injured": 14666, "casualties": 23375}
    assert set(known["reported_on"]) == {pd.Timestamp("2023-05-02")}


def test_the_count_in_the_article_was_not_known_before_it_was_published():
    assert cd.load("casualties", vintage="2023-05-01", period_end="2023-05-01", **UKRAINE).empty


def test_the_package_in_the_article():
    package = cd.load("aid_packages", donor="USA", announced_on="2023-05-03")
    assert package[
        ["package_id", "sequence", "amount", "currency", "qualifier"]
    ].values.tolist() == [["US-PDA-37", 37, 300_000_000, "USD", "up_to"]]
    assert "ammunition.rocket.himars" in set(
        cd.load("aid_package_items", package="US-PDA-37")["item"]
    )
    assert cd.load("aid_packages", vintage="2023-05-02", package_id="US-PDA-37").empty


def test_the_total_in_the_article():
    total = cd.load("aid_totals", reporter="cfr", vintage="2023-05-04", amount=75_000_000_000).iloc[
        0
    ]
    assert (total["qualifier"], total["currency"], total["aid_type"], total["donor"]) == (
        "more_than",
        "USD",
        "total",
        "USA",
    )


def test_a_revised_month_has_the_wording_of_each_day():
    april = {
        "measure": "killed",
        "counting": "month",
        "period_end": "2023-04-30",
        "area": "UKR",
        "controlled_by": "all",
        "cause": "all",
    }
    assert values(cd.load("casualties", vintage="2023-05-04", **april)) == {"killed": 169}
    assert values(cd.load("casualties", vintage="2023-05-22", **april)) == {"killed": 180}
    wordings = cd.load("casualties", vintage="all", **april)
    assert wordings["superseded_on"].isna().sum() == 1


@settings(deadline=None)  # which many at work on one machine would miss
@given(day=st.dates(dt.date(2022, 2, 20), dt.date(2026, 12, 31)))
def test_a_vintage_is_one_where_clause(day):
    at = pd.Timestamp(day)
    clause = (FIGURES["reported_on"] <= at) & (
        FIGURES["superseded_on"].isna() | (FIGURES["superseded_on"] > at)
    )
    known = cd.load("casualties", vintage=day)
    assert list(known["figure_id"]) == list(FIGURES["figure_id"][clause])
    assert not known.duplicated(["series", "period_start", "period_end"]).any()


def test_a_vintage_after_the_last_report_is_said_with_that_day():
    last = cd.tables()["last_reported"].max().date()
    with pytest.warns(UserWarning, match=f"vintage 2030-01-01 is after {last}, the last day"):
        ahead = cd.load("aid_packages", vintage="2030-01-01")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(cd.load("aid_packages", vintage=last)) == len(ahead)


def test_without_a_vintage_one_gets_todays_wording():
    assert list(cd.load("casualties")["figure_id"]) == list(
        FIGURES["figure_id"][FIGURES["superseded_on"].isna()]
    )


@given(
    measure=st.lists(
        st.sampled_from(["killed", "injured", "casualties", "losses"]), min_size=1, max_size=3
    ),
    low=st.integers(0, 30_000),
    high=st.none() | st.integers(0, 30_000),
    age=st.sampled_from(["all", "child", "adult"]),
)
def test_filters_are_what_pandas_would_do(measure, low, high, age):
    if high is not None:
        low, high = sorted((low, high))
    chosen = cd.load("casualties", vintage="all", measure=measure, value=slice(low, high), age=age)
    want = FIGURES[
        FIGURES["measure"].isin(measure) & (FIGURES["value"] >= low) & (FIGURES["age"] == age)
    ]
    if high is not None:
        want = want[want["value"] <= high]
    assert list(chosen["figure_id"]) == list(want["figure_id"])


def test_a_range_of_days_holds_both_ends():
    may = cd.load("casualties", reported_on=slice("2023-05-02", "2023-05-08"))
    assert {"2023-05-02", "2023-05-08"} <= set(may["reported_on"].astype(str))


def test_none_asks_for_what_is_empty():
    packages = cd.load("aid_packages")
    assert list(cd.load("aid_packages", sequence=None)["package_id"]) == list(
        packages["package_id"][packages["sequence"].isna()]
    )
    assert (
        len(cd.load("aid_packages", sequence=[None, 37])) == packages["sequence"].isna().sum() + 1
    )


def test_a_joined_cell_is_searched_part_by_part():
    found = cd.load("aid_packages", corroborated_by="mirage-news-2023-05-04")
    assert "US-PDA-37" in set(found["package_id"])


def test_unused_codes_are_dropped_and_order_is_that_of_the_list():
    killed = cd.load("casualties", measure=["killed", "injured"])["measure"]
    assert list(killed.cat.categories) == ["killed", "injured"]
    assert list(
        cd.load("casualties", measure="killed", backend="pyarrow")["measure"]
        .combine_chunks()
        .dictionary
    ) == [pa.scalar("killed")]


@pytest.mark.parametrize("table", cd.tables().index)
def test_backends_give_the_same_values(table):
    frames = {b: cd.load(table, backend=b) for b in BACKENDS}
    rows = frames["pyarrow"].to_pylist()
    assert frames["polars"].to_dicts() == rows
    plain = frames["pandas"].astype("object").where(frames["pandas"].notna(), None)
    assert [
        {k: v.date() if isinstance(v, dt.datetime) else v for k, v in row.items()}
        for row in plain.to_dict("records")
    ] == rows


def test_types_are_those_that_each_backend_calculates_with():
    frame = cd.load("casualties")
    assert str(frame["value"].dtype) == "Int64" and str(frame["sex"].dtype) == "category"
    assert frame["period_end"].dtype.kind == "M" and frame["superseded_on"].dtype.kind == "M"
    schema = cd.load("casualties", backend="polars").schema
    assert (schema["value"], schema["sex"], schema["period_end"]) == (
        pl.Int64(),
        pl.Categorical(),
        pl.Date(),
    )


def ordered(low, high) -> slice:
    return slice(low, high) if None in (low, high) else slice(*sorted((low, high)))


@given(
    where=st.fixed_dictionaries(
        {},
        optional={
            "measure": st.lists(st.sampled_from(["killed", "injured", "casualties"]), max_size=2),
            "value": st.builds(
                ordered, st.none() | st.integers(0, 9000), st.none() | st.integers(0, 9000)
            ),
            "superseded_on": (
                st.none()
                | st.builds(slice, st.dates(dt.date(2023, 1, 1), dt.date(2024, 1, 1)), st.none())
            ),
            "corroborated_by": st.lists(st.none() | st.just("reliefweb-2023-05-03"), max_size=2),
            "checked_on": st.none(),
        },
    ),
    vintage=st.sampled_from([None, "all", "2023-05-04"]),
)
def test_engines_choose_the_same_rows(where, vintage):
    arrow, polars = (
        cd.load("casualties", backend=b, vintage=vintage, columns=["figure_id"], **where)
        for b in ("pyarrow", "polars")
    )
    assert arrow["figure_id"].to_pylist() == polars["figure_id"].to_list()


def test_columns_are_given_in_the_order_asked_for():
    assert list(cd.load("casualties", columns=["value", "measure"], reporter="ohchr").columns) == [
        "value",
        "measure",
    ]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: cd.load("casulties"), "there is no table 'casulties'; did you mean 'casualties'?"),
        (
            lambda: cd.load("aid_packages", date="2023-05-03"),
            "aid_packages has no column 'date'; did you mean 'announced_on'?",
        ),
        (
            lambda: cd.load("casualties", columns=["valeu"]),
            "casualties has no column 'valeu'; did you mean 'value'?",
        ),
        (
            lambda: cd.load("casualties", columns="value"),
            "columns is a list of names; write columns=['value']",
        ),
        (
            lambda: cd.load("casualties", reporter="OHCHR"),
            "casualties.reporter has no value 'OHCHR'; did you mean 'ohchr'?",
        ),
        (
            lambda: cd.load("casualties", sex=["male", "femal"]),
            "casualties.sex has no value 'femal'; did you mean 'female'?",
        ),
        (
            lambda: cd.load("casualties", value="8709"),
            "casualties.value holds whole numbers, not '8709'",
        ),
        (
            lambda: cd.load("casualties", value=8709.5),
            "casualties.value holds whole numbers, not 8709.5",
        ),
        (lambda: cd.load("casualties", sex=1), "casualties.sex holds text, not 1"),
        (
            lambda: cd.load("casualties", period_end="1 May 2023"),
            "casualties.period_end must be a day such as '2023-05-04', not '1 May 2023'",
        ),
        (
            lambda: cd.load("casualties", value=slice(0, 10, 2)),
            "casualties.value: a slice has two ends and no step",
        ),
        (
            lambda: cd.load("casualties", sex={"male": 1}),
            "casualties.sex: give a value, a list, a slice or None, not a mapping",
        ),
        (
            lambda: cd.load("casualties", vintage="May 2023"),
            "vintage must be a day such as '2023-05-04', not 'May 2023'",
        ),
        (
            lambda: cd.load("casualties", vintage="2023-02-30"),
            "vintage must be a day such as '2023-05-04', not '2023-02-30'",
        ),
        (
            lambda: cd.load("sources", vintage="2023-05-04"),
            "sources has no vintage: only figures and packages have one",
        ),
        (
            lambda: cd.load("casualties", backend="panda"),
            "backend 'panda' is unknown; did you mean 'pandas'?",
        ),
        (
            lambda: cd.load("casualties", release="nowhere"),
            "'nowhere' is neither a version such as '2026.11.0' nor the folder of a release",
        ),
    ],
)
def test_wrong_use_is_a_value_error_that_helps(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert message in str(error.value)


def test_a_backend_that_is_not_installed_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "polars", None)
    monkeypatch.delitem(sys.modules, "conflictdata.engines.polars", raising=False)
    monkeypatch.delattr("conflictdata.engines.polars", raising=False)
    with pytest.raises(ValueError, match=r"pip install 'conflictdata\[polars\]'"):
        cd.load("areas", backend="polars")


def in_a_fresh_process(code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.strip()


HEAVY = (
    "{'pandas', 'pyarrow', 'pandera', 'polars', 'requests', 'yaml', 'typer', 'rich', 'numpy',"
    " 'conflictdata.curate', 'conflictdata.rules'}"
)


def test_importing_imports_nothing_heavy():
    assert (
        in_a_fresh_process(
            f"import sys, conflictdata; dir(conflictdata); print({HEAVY} & set(sys.modules))"
        )
        == "set()"
    )


def test_reading_imports_no_curating_and_no_pandera():
    code = (
        "import sys, conflictdata as cd; cd.series('casualties', reporter='ohchr',"
        " area='UKR', measure='killed', counting='cumulative'); cd.cite();"
    )
    assert (
        in_a_fresh_process(
            code + "print({'pandera', 'requests', 'conflictdata.curate', 'conflictdata.rules'} &"
            " set(sys.modules))"
        )
        == "set()"
    )


def test_another_backend_does_without_pandas():
    code = (
        "import sys, conflictdata as cd; cd.load('casualties', backend='polars', reporter='ohchr',"
        " vintage='2023-05-04');"
    )
    assert in_a_fresh_process(code + "print('pandas' in sys.modules)") == "False"


def test_public_names_are_there_and_no_other_is():
    for name in cd.__all__:
        assert getattr(cd, name) is not None
    with pytest.raises(AttributeError, match="has no attribute 'laod'"):
        _ = cd.laod


def test_public_names_are_functions_whatever_was_imported_first():
    code = """
import importlib, pkgutil, conflictdata as cd
for module in pkgutil.walk_packages(cd.__path__, "conflictdata."):
    if not module.name.endswith("__main__") and "__pyinstaller" not in module.name:
        importlib.import_module(module.name)
print([n for n in cd.__all__ if n != "__version__" and not callable(getattr(cd, n))])
"""
    assert in_a_fresh_process(code) == "[]"


def flipped(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 1 << at % 8]) + content[at + 1 :]


def damaged_release(built, tmp_path, *, listed):
    """A copy of a release, its casualties, and their bytes; without `listed` their digest is not
    in the descriptor, as if the file were large.
    """
    release = shutil.copytree(built.release, tmp_path / "release")
    descriptor = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    if not listed:
        for resource in descriptor["resources"]:
            del resource["hash"]
    (release / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return release, release / "casualties.parquet", (release / "casualties.parquet").read_bytes()


def test_a_flipped_bit_gives_an_error_and_never_other_rows(built, tmp_path):
    release, file, whole = damaged_release(built, tmp_path, listed=True)
    for n in range(40):
        file.write_bytes(flipped(whole, n * 7919 % len(whole)))
        for backend in BACKENDS:
            with pytest.raises(ValueError, match=r"is damaged: .*casualties\.parquet"):
                cd.load("casualties", release=release, vintage="all", backend=backend)
    file.write_bytes(whole)
    assert len(cd.load("casualties", release=release, vintage="all")) > 0


def test_a_flipped_bit_in_a_page_is_seen_when_the_page_is_read(built, tmp_path):
    release, file, whole = damaged_release(built, tmp_path, listed=False)
    right = cd.load("casualties", release=release, vintage="all", backend="pyarrow")
    group = pq.read_metadata(file).row_group(0)
    for column in (group.column(c) for c in range(group.num_columns)):
        first = (column.dictionary_page_offset, column.data_page_offset)
        # the last byte of a column is one of its cells
        last = min(o for o in first if o is not None) + column.total_compressed_size - 1
        file.write_bytes(flipped(whole, last))
        with pytest.raises((ValueError, OSError), match=r"(?i)checksum"):
            cd.load("casualties", release=release, vintage="all", backend="pyarrow")
    file.write_bytes(whole)
    assert cd.load("casualties", release=release, vintage="all", backend="pyarrow").equals(right)


def test_what_is_opened_has_the_size_that_is_listed(built, tmp_path):
    release, file, whole = damaged_release(built, tmp_path, listed=False)
    for content in (whole[:-100], whole + b"more", b""):
        file.write_bytes(content)
        for backend in BACKENDS:
            with pytest.raises(ValueError, match=f"has {len(content):,} bytes, not {len(whole):,}"):
                cd.load("casualties", release=release, backend=backend)
    file.unlink()
    with pytest.raises(ValueError, match=r"casualties\.parquet cannot be read \(No such file"):
        cd.load("casualties", release=release)


MAY = slice("2023-05-01", "2023-05-31")


def ids(table="casualties", *, backend="pandas", **where):
    key = {"casualties": "figure_id", "aid_package_items": "wording"}[table]
    rows = cd.load(table, backend=backend, columns=[key], **where)[key]
    return rows.to_pylist() if backend == "pyarrow" else list(rows)


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize(
    ("wanted", "days"),
    [
        ("2023-05", MAY),
        ("2023", slice("2023-01-01", "2023-12-31")),
        (slice("2023-01", "2023-03"), slice("2023-01-01", "2023-03-31")),
        (slice("2024", None), slice("2024-01-01", None)),
        (["2023-05", "2023-06-11"], [*pd.date_range("2023-05-01", "2023-05-31"), "2023-06-11"]),
        (pd.Period("2023-05"), MAY),
        (pd.Period("2023Q2"), slice("2023-04-01", "2023-06-30")),
        (pd.period_range("2023-04", "2023-05", freq="M"), slice("2023-04-01", "2023-05-31")),
        (np.datetime64("2023-05"), MAY),
        (np.datetime64("2023-05-01"), "2023-05-01"),
        (np.datetime64("2023-05-01T06:00:00"), "2023-05-01"),
        ("2023-05-01 00:00:00", "2023-05-01"),
        ("2023-05-01T00:00", "2023-05-01"),
        (np.array(["2023-05-01"], "datetime64[D]"), "2023-05-01"),
        (np.array("2023-05-01", "datetime64[D]"), "2023-05-01"),
        (pa.scalar(dt.date(2023, 5, 1)), "2023-05-01"),
        (pa.array([dt.date(2023, 5, 1)]), "2023-05-01"),
        (pd.Series([dt.date(2023, 5, 1)], dtype="date32[pyarrow]"), "2023-05-01"),
        (pl.Series([dt.date(2023, 5, 1)]), "2023-05-01"),
        (pd.NaT, []),
    ],
    ids=called,
)
def test_a_day_a_month_or_a_year_is_what_pandas_and_numpy_call_it(wanted, days, backend):
    found = ids(period_end=wanted, backend=backend)
    assert found == ids(period_end=days) and (found or days == [])


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("nothing", [np.nan, pd.NA, pd.NaT, np.datetime64("NaT", "D")], ids=called)
def test_what_any_library_calls_nothing_is_null(nothing, backend):
    assert ids(checked_on=nothing, backend=backend) == ids(checked_on=None) != []
    assert ids(note=[nothing], backend=backend) == ids(note=None) != []
    assert ids(high=[nothing, 350_000], backend=backend) == ids(high=[None, 350_000])


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize(
    ("wanted", "like"),
    [
        (slice(0, float("inf")), slice(0, None)),
        (slice(float("-inf"), 100), slice(None, 100)),
        (slice(float("inf"), None), []),
        (slice(None, -float("inf")), []),
        (slice(-(2**70), 2**70), slice(None, None)),
        (slice(2**70, None), []),
        (2**70, []),
        ([2**70, 8709], 8709),
        (np.array([8709]), 8709),
        (np.array(8709), 8709),
        (np.int64(8709), 8709),
        (pd.Series([8709], dtype="int64[pyarrow]"), 8709),
        (pd.array([8709, None], "Int64"), [8709, None]),
        (pa.array([8709]), 8709),
        (pl.Series([8709]), 8709),
        (range(8700, 8710), list(range(8700, 8710))),
    ],
    ids=called,
)
def test_a_number_is_taken_from_any_library(wanted, like, backend):
    assert ids(value=wanted, backend=backend) == ids(value=like)


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize(
    "wanted",
    [
        np.str_("injured"),
        np.array(["injured"]),
        np.array("injured"),
        {"injured"},
        {"injured": 1}.keys(),
        pd.Index(["injured"]),
        pd.Categorical(["injured"]),
        pd.Series(["injured"], dtype="string[pyarrow]"),
        pa.scalar("injured"),
        pa.chunked_array([["injured"]]),
        pa.array(["injured"]).dictionary_encode(),
        pl.Series(["injured"]),
    ],
    ids=lambda w: type(w).__name__,
)
def test_a_code_is_taken_from_any_library(wanted, backend):
    assert ids(measure=wanted, backend=backend) == ids(measure="injured") != []


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize(
    ("where", "message"),
    [
        ({"period_end": slice(pd.NaT, None)}, "an end of a slice is a value, or None"),
        ({"period_end": slice("2023-05-07", "2023-05-01")}, "is reversed and holds nothing"),
        ({"period_end": slice("2023-06", "2023-05")}, "2023-06-01 to 2023-05-31 is reversed"),
        ({"value": slice(2, 1)}, "is reversed and holds nothing; give the lower end first"),
        ({"period_end": "2023-13"}, "must be a day such as '2023-05-04', not '2023-13'; a month"),
        ({"period_end": 2023}, "not 2023; a month is '2023-05', a year '2023'"),
        ({"period_end": "2023-05-01 06:00:00"}, "must be a day such as '2023-05-04'"),
        ({"vintage": "2023-05"}, "vintage must be a day such as '2023-05-04', not '2023-05'"),
        ({"vintage": pd.NaT}, "vintage must be a day such as '2023-05-04', not NaT"),
        ({"vintage": pd.Period("2023-05")}, "vintage must be a day"),
        ({"value": float("inf")}, "casualties.value holds whole numbers, not inf"),
        ({"value": np.True_}, f"casualties.value holds whole numbers, not {np.True_!r}"),
        ({"value": pd.DataFrame({"value": [1]})}, "give a value, a list, a slice or None, not a"),
        ({"measure": b"killed"}, "casualties.measure holds text, not b'killed'"),
        ({"measure": ["killed", ["injured"]]}, "casualties.measure holds text, not ['injured']"),
        ({"columns": ["value", "sex", "value"]}, "columns has 'value' twice; ask for it once"),
        ({"columns": [5]}, "columns is a list of names, and 5 is none"),
        ({"columns": {"value": "v"}}, "columns is a list of names"),
        ({"columns": 5}, "columns is a list of names"),
    ],
    ids=called,
)
def test_what_means_nothing_is_refused_by_every_engine(where, message, backend):
    with pytest.raises(ValueError) as error:
        cd.load("casualties", backend=backend, **where)
    assert message in str(error.value)


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize(
    "columns",
    [
        np.array(["value", "sex"]),
        pd.Index(["value", "sex"]),
        pd.Series(["value", "sex"]),
        pa.array(["value", "sex"]),
        ("value", "sex"),
        (c for c in ("value", "sex")),
        {"value": 1, "sex": 2}.keys(),
    ],
    ids=lambda c: type(c).__name__,
)
def test_columns_are_any_list(columns, backend):
    if not isinstance(columns, type(c for c in ())) or backend == "pandas":  # which is used up
        rows = cd.load("casualties", columns=columns, backend=backend)
        assert list(rows.column_names if backend == "pyarrow" else rows.columns) == ["value", "sex"]


@pytest.mark.parametrize("backend", BACKENDS)
def test_an_item_is_its_branch(backend):
    every = cd.load("aid_package_items")
    for code in ("ammunition", "ammunition.artillery.155mm", "air_defense.manpads"):
        own = every["item"].astype("str").map(lambda c, top=code: f"{c}.".startswith(f"{top}."))
        assert ids("aid_package_items", item=code, backend=backend) == list(every["wording"][own])
        assert own.sum() > (every["item"] == code).sum()
    assert ids("aid_package_items", item="ammunition+", backend=backend) == ids(
        "aid_package_items", item="ammunition"
    )


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_plus_asks_for_a_code_and_all_below_it(backend):
    areas = cd.load("areas").set_index("id")["parent"].dropna()
    parts = {"UKR"}
    while more := set(areas.index[areas.isin(parts)]) - parts:
        parts |= more
    found = cd.load("casualties")["area"].isin(parts).sum()
    assert len(ids(area="UKR+", backend=backend)) == found > len(ids(area="UKR"))
    codes = cd.load("codes")
    causes = codes[codes["list"] == "cause"].set_index("code")["parent"]
    direct = {"direct"}
    while more := set(causes.index[causes.isin(direct)]) - direct:
        direct |= more
    assert "seeking_aid" in direct and "famine" not in direct
    assert ids(cause="direct+", measure="killed", backend=backend) == ids(
        cause=sorted(direct), measure="killed"
    )
    # a code that ends in a plus is that code
    assert ids(age="60+", backend=backend) == ids(age=["60+"])
    assert (
        cd.load("aid_packages", program="MFA+", backend=backend).shape[0]
        == (cd.load("aid_packages")["program"] == "MFA+").sum()
    )


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_branch_that_does_not_exist_is_an_error(backend):
    with pytest.raises(ValueError, match=r"area has no value 'UKX'; did you mean 'UKR'"):
        ids(area="UKX+", backend=backend)
    with pytest.raises(ValueError, match=r"reporter: 'ohchr\+' asks for a branch, .* no tree"):
        ids(reporter="ohchr+", backend=backend)


@pytest.mark.parametrize("backend", BACKENDS)
def test_true_asks_for_a_day_that_is_there_and_false_for_none(backend):
    read = ids(checked_on=True, backend=backend)
    assert read == ids(checked_on=slice("1900", None), backend=backend) != []
    assert ids(checked_on=False, backend=backend) == ids(checked_on=None, backend=backend)
    assert sorted([*read, *ids(checked_on=False)]) == sorted(ids())


@pytest.mark.parametrize("wanted", [{"adds_up": True}, {"sequence": True}, {"checked_on": [1]}])
def test_true_asks_nothing_of_a_column_without_days(wanted):
    """A code that says yes is no day: all that have a code would be taken for those with yes."""
    with pytest.raises(ValueError, match=r"not (True|1)"):
        cd.load("aid_packages", **wanted)


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("last", ["9999-12-31", dt.date.max])
def test_on_the_last_of_days_todays_wording_is_known(last, backend):
    assert ids(vintage=last, backend=backend) == ids()


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("table", ["casualties", "aid_totals", "aid_packages", "aid_package_items"])
def test_a_vintage_shows_nothing_that_was_learned_later(table, backend):
    day = dt.date(2023, 5, 4)
    rows = cd.load(table, vintage=day, backend=backend)
    for name in ("superseded_on", "checked_on"):
        if name in (rows.column_names if backend == "pyarrow" else rows.columns):
            cells = rows[name].to_pylist() if backend == "pyarrow" else list(rows[name])
            assert all(pd.isna(cell) or pd.Timestamp(cell).date() <= day for cell in cells)
    assert cd.load(table, vintage="all", checked_on=slice(day, None)).shape[0] or "items" in table


def test_two_loads_with_all_categories_are_one_frame_with_categories():
    def load(**where):
        return cd.load("casualties", categories="all", **where)

    parts = [load(reporter="ohchr"), load(measure="losses"), load(measure="killed", value=-1)]
    both = pd.concat(parts)
    assert parts[2].empty and not both.empty
    assert both.dtypes.equals(parts[0].dtypes) and "ohchr" in both["reporter"].cat.categories
    assert set(both["measure"].cat.categories) > set(both["measure"])
    plain = pd.concat([cd.load("casualties", reporter="ohchr"), parts[1]])
    assert both["figure_id"].tolist() == plain["figure_id"].tolist()


def test_all_categories_are_never_fewer_than_the_rows_have():
    for table in cd.tables().index:
        rows, every = cd.load(table), cd.load(table, categories="all")
        assert (
            (rows.astype("object").fillna("") == every.astype("object").fillna("")).to_numpy().all()
        )
    with pytest.raises(ValueError, match="categories 'al' is unknown; did you mean 'all'"):
        cd.load("areas", categories="al")


def test_polars_does_without_pyarrow_too():
    code = (
        "import sys, conflictdata as cd; cd.load('casualties', backend='polars', area='UKR',"
        " vintage='2023-05-04', period_end='2023');"
    )
    assert in_a_fresh_process(code + "print('pyarrow' in sys.modules)") == "False"


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
def test_an_empty_answer_says_without_which_filter_there_are_rows(backend):
    there = len(cd.load("casualties", conflict="gaza", reporter="gaza-moh"))
    asked = {"conflict": "gaza", "reporter": (r for r in ["gaza-moh"]), "counting": "month"}
    with pytest.warns(NoRowWarning, match=f"without counting='month' there are {there:,} rows"):
        assert len(cd.load("casualties", backend=backend, **asked)) == 0
    with pytest.warns(NoRowWarning, match="without reporter='gaza-moh'"):
        cd.latest("casualties", conflict="sudan", reporter="gaza-moh")


def test_an_item_that_no_list_names_is_no_proof_that_none_was_sent():
    with pytest.warns(NoRowWarning, match="no row of aid_package_items fits; without item="):
        assert cd.load("aid_package_items", item="ammunition.rocket.himars.atacms").empty


def test_a_table_without_rows_is_no_wrong_question(recwarn):
    assert cd.load("corrections").empty and not recwarn


@pytest.mark.parametrize(
    ("table", "word", "column"),
    [
        ("casualties", "country", "area"),
        ("aid_totals", "country", "recipient"),
        ("casualties", "war", "conflict"),
        ("casualties", "deaths", "value"),
        ("aid_packages", "type", "aid_type"),
        ("casualties", "who", "reporter"),
    ],
)
def test_what_people_call_a_column_leads_to_it(table, word, column):
    with pytest.raises(cd.ConflictDataError, match=f"no column '{word}'; did you mean '{column}'"):
        cd.load(table, **{word: "x"})


def test_an_empty_answer_on_whether_there_is_a_day_is_told_as_well():
    with pytest.warns(NoRowWarning, match="without checked_on=True there"):
        cd.load("casualties", conflict="haiti", reporter="ohchr", measure="killed", checked_on=True)
    with pytest.warns(NoRowWarning, match="no row of casualties fits"):
        cd.load(
            "casualties", conflict="haiti", reporter="ohchr", measure="killed", checked_on=np.True_
        )
