"""What a reader of the article of May 2023 gets, and how rows are chosen."""

import datetime as dt
import subprocess
import sys

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictdata as cd
from conflictdata._load import BACKENDS

UKRAINE = {
    "reporter": "ohchr",
    "area": "UKR",
    "sex": "all",
    "age": "all",
    "control": "all",
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
        "control": "all",
        "cause": "all",
    }
    assert values(cd.load("casualties", vintage="2023-05-04", **april)) == {"killed": 169}
    assert values(cd.load("casualties", vintage="2023-05-22", **april)) == {"killed": 180}
    wordings = cd.load("casualties", vintage="all", **april)
    assert wordings["superseded_on"].isna().sum() == 1


@given(day=st.dates(dt.date(2022, 2, 20), dt.date(2026, 12, 31)))
def test_a_vintage_is_one_where_clause(day):
    at = pd.Timestamp(day)
    clause = (FIGURES["reported_on"] <= at) & (
        FIGURES["superseded_on"].isna() | (FIGURES["superseded_on"] > at)
    )
    known = cd.load("casualties", vintage=day)
    assert list(known["figure_id"]) == list(FIGURES["figure_id"][clause])
    assert not known.duplicated(["series", "period_start", "period_end"]).any()


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


@given(
    where=st.fixed_dictionaries(
        {},
        optional={
            "measure": st.lists(st.sampled_from(["killed", "injured", "casualties"]), max_size=2),
            "value": st.builds(
                slice, st.none() | st.integers(0, 9000), st.none() | st.integers(0, 9000)
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
        " measure='killed', counting='cumulative'); cd.cite();"
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
