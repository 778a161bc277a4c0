"""Which line? One row a date, or an error that says what to pin."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictdata as cd

KILLED = {"reporter": "ohchr", "measure": "killed", "counting": "cumulative"}


def test_a_series_is_one_row_a_date_in_order():
    killed = cd.series("casualties", **KILLED)
    assert (
        killed.index.is_monotonic_increasing
        and killed.index.is_unique
        and killed.index.name == "period_end"
    )
    for column in (
        "conflict",
        "population",
        "area",
        "control",
        "sex",
        "age",
        "cause",
        "basis",
        "period_start",
    ):
        assert killed[column].nunique() == 1, column
    assert set(killed["area"]) == {"UKR"} and set(killed["sex"]) == {"all"}


def test_without_counting_the_error_says_what_to_pin():
    with pytest.raises(
        ValueError, match=r"more than one series fits; pin .*counting: 'cumulative', 'month'"
    ):
        cd.series("casualties", reporter="ohchr", measure="killed")


@given(quarter=st.sampled_from(list(pd.date_range("2022-06-30", "2026-09-30", freq="QE"))))
def test_a_series_of_a_vintage_is_what_had_been_published(quarter):
    known = cd.load("casualties", vintage=quarter, **KILLED)
    if known.empty:
        return
    line = cd.series("casualties", vintage=quarter, **KILLED)
    assert (line["reported_on"] <= quarter).all()
    assert set(line["figure_id"]) <= set(known["figure_id"])
    assert line["value"].is_monotonic_increasing


def test_a_dimension_that_is_named_is_kept():
    women = cd.series(
        "casualties",
        sex="female",
        age="adult",
        counting="span",
        reporter="ohchr",
        measure="injured",
        period_end="2023-05-07",
    )
    assert list(women["value"]) == [33]


def test_what_exists_only_in_part_must_be_named():
    rows = {
        "reporter": "ohchr",
        "measure": "injured",
        "period_end": "2023-05-07",
        "counting": "span",
    }
    with pytest.raises(
        ValueError,
        match=r"only sex='male' or sex='female': name it|only sex='female' or sex='male': name it",
    ):
        cd.series("casualties", age="child", **rows)


def test_the_rows_can_be_cited_and_plotted():
    line = cd.series("casualties", **KILLED)
    assert cd.cite(line).count("\n") >= line["source"].nunique() - 1
    assert line["value"].astype("float").notna().all()


def test_nothing_found_says_which_filter_to_relax():
    with pytest.raises(ValueError, match="no figure fits by the vintage 2000-01-01"):
        cd.series("casualties", vintage="2000-01-01", **KILLED)
    with pytest.raises(
        ValueError, match="no figure fits; without measure there are figures with measure"
    ):
        cd.series("casualties", reporter="ohchr", measure="captured")


def test_several_wordings_are_no_line():
    with pytest.raises(ValueError, match="one row a date; give a day as vintage"):
        cd.series("casualties", vintage="all", **KILLED)


def test_only_figures_have_lines():
    with pytest.raises(ValueError, match="series\\(\\) takes casualties or aid_totals"):
        cd.series("sources")


def test_columns_may_be_chosen():
    assert list(cd.series("casualties", columns=["value", "source"], **KILLED).columns) == [
        "value",
        "source",
    ]


def test_unlike_totals_are_not_one_line():
    with pytest.raises(ValueError, match="more than one series fits; pin reporter"):
        cd.series("aid_totals", donor="USA")


def test_a_line_may_be_pinned_in_every_dimension():
    line = cd.series("casualties", **KILLED)
    pinned = {
        c: line[c].iloc[0]
        for c in cd.load("casualties").columns
        if c in ("conflict", "population", "basis", "area", "control", "sex", "age", "cause")
    }
    assert cd.series("casualties", **KILLED, **pinned).equals(line)


def test_a_line_is_the_same_whether_much_or_little_is_pinned():
    # the one reporter of its conflict: what little is pinned leaves one line
    little = cd.series(
        "casualties", conflict="lebanon", measure="killed", period_start="2026-03-02"
    )
    pinned = {c: str(little[c].iloc[0]) for c in ("reporter", "population", "basis", "counting")}
    assert cd.series(
        "casualties", conflict="lebanon", measure="killed", period_start="2026-03-02", **pinned
    ).equals(little)
