"""Which line? One row a date, or an error that says what to pin."""

import json
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import conflictdata as cd
from conflictdata.narrowing import NewerFiguresWarning
from conflictdata.release.opening import open_release

KILLED = {
    "conflict": "russia-ukraine",
    "reporter": "ohchr",
    "measure": "killed",
    "counting": "cumulative",
}


def test_a_series_is_one_row_a_date_in_order():
    killed = cd.series("casualties", **KILLED)
    assert (
        killed.index.is_monotonic_increasing
        and killed.index.is_unique
        and killed.index.name == "day"
    )
    for column in (
        "conflict",
        "population",
        "area",
        "controlled_by",
        "sex",
        "age",
        "cause",
        "evidence",
        "period_start",
    ):
        assert killed[column].nunique() == 1, column
    assert set(killed["area"]) == {"UKR"} and set(killed["sex"]) == {"all"}


def test_without_counting_the_error_says_what_to_pin():
    with pytest.raises(
        ValueError, match=r"more than one series fits; pin .*counting: 'cumulative', 'day', 'month'"
    ):
        cd.series("casualties", conflict="russia-ukraine", reporter="ohchr", measure="killed")


@settings(deadline=None)
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
        cd.series("casualties", conflict="russia-ukraine", reporter="ohchr", measure="captured")


def test_every_wording_of_a_line_is_how_it_was_revised():
    april = {**KILLED, "counting": "month", "period_end": "2022-04-30"}
    wordings = cd.series("casualties", vintage="all", **april)
    assert wordings.index.names == ["day", "reported"]
    assert wordings.index.is_unique and wordings.index.is_monotonic_increasing
    assert wordings["value"].iloc[[0, 1, 2]].tolist() == [660, 681, 683]
    known = wordings["value"].droplevel("day")
    for day, value in (("2022-08-01", 660), ("2023-02-10", 714), ("2023-05-04", 771)):
        assert known[:day].iloc[-1] == value
        assert cd.series("casualties", vintage=day, **april)["value"].tolist() == [value]


def test_every_wording_of_a_cumulative_is_indexed_by_period_and_day():
    wordings = cd.series("casualties", vintage="all", **KILLED)
    today = cd.series("casualties", **KILLED)
    assert wordings.groupby("day", observed=True)["value"].last().equals(today["value"])
    assert len(wordings) > len(today)


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
        cd.series("aid_totals", conflict="russia-ukraine", donor="USA")


def test_a_line_may_be_pinned_in_every_dimension():
    line = cd.series("casualties", **KILLED)
    pinned = {
        c: line[c].iloc[0]
        for c in cd.load("casualties").columns
        if c
        in ("conflict", "population", "evidence", "area", "controlled_by", "sex", "age", "cause")
    }
    assert cd.series("casualties", **KILLED | pinned).equals(line)


def test_a_line_is_the_same_whether_much_or_little_is_pinned():
    # the one reporter of its conflict: what little is pinned leaves one line
    of = {"conflict": "lebanon", "measure": "killed", "population": "all"}
    little = cd.series("casualties", period_start="2026-03-02", **of)
    pinned = {c: str(little[c].iloc[0]) for c in ("reporter", "evidence", "counting")}
    assert cd.series("casualties", period_start="2026-03-02", **of, **pinned).equals(little)


def test_the_index_is_no_column_twice():
    line = cd.series("casualties", **KILLED)
    assert line.reset_index()["day"].equals(line.reset_index()["period_end"].rename("day"))
    assert line.sort_values("period_end").equals(line)
    assert len(line.groupby("period_end").size()) == len(line)
    assert len(line.merge(line, on="period_end")) == len(line)


def test_overlapping_periods_are_no_line():
    unama = {"conflict": "afghanistan", "reporter": "unama", "measure": "killed"}
    unama |= {"counting": "span", "population": "civilian"}
    with pytest.raises(ValueError, match=r"cover the same days, such as 2018-01-01..2018-06-30 an"):
        cd.series("casualties", **unama)
    unama["period_start"] = "2020-01-01"
    with pytest.raises(ValueError, match=r"cover the same days, such as 2020-01-01..2020-06-30 an"):
        cd.series("casualties", **unama)
    with pytest.raises(ValueError, match=r"such as period_end='2020-06-30'$"):
        cd.series("casualties", **unama)
    assert cd.series("casualties", period_end="2020-06-30", **unama)["value"].tolist() == [1282]


@pytest.mark.parametrize("table", ["casualties", "aid_totals"])
def test_no_line_has_a_day_twice(table):
    figures = cd.load(table)
    figures = figures[(figures["counting"] != "cumulative") & (figures["date_precision"] != "by")]
    dimensions = list(open_release().table(table).dimensions)
    met = {True: 0, False: 0}
    for key, rows in figures.groupby(dimensions, observed=True):
        rows = rows.sort_values(["period_start", "period_end"])
        overlap = bool((rows["period_start"].iloc[1:] <= rows["period_end"].iloc[:-1].values).any())
        if not overlap and len(rows) < 3 and met[overlap] > 20:
            continue
        met[overlap] += 1
        line = dict(zip(dimensions, key, strict=True))
        if overlap:
            with pytest.raises(ValueError, match="cover the same days"):
                cd.series(table, **line)
        else:
            assert cd.series(table, **line)["period_end"].tolist() == rows["period_end"].tolist()
    assert met[True] > 3 and met[False] > 20


def test_options_to_pin_are_those_of_all_figures_that_fit():
    with pytest.raises(ValueError, match="more than one series fits; pin reporter") as error:
        cd.series("casualties", conflict="russia-ukraine", measure="killed")
    pin, usual = str(error.value).split("; unless you name one, the usual is taken of ")
    assert "'ohchr'" in pin and "'civilian'" in pin and "counting" in pin
    # dimensions that have a default differ too
    for option in ("sex: 'all', 'female'", "age: 'adult'", "'russia'", "'UKR'", "'by', 'day'"):
        assert option in usual


def test_whose_figures_they_are_does_not_depend_on_the_area():
    # soldiers are counted anywhere, civilians in Ukraine: neither is the topmost of the other
    where = {"conflict": "russia-ukraine", "measure": "killed", "counting": "cumulative"}
    where |= {"date_precision": ["day", "by"]}
    for other in ("ua-president", "uk-mod"):
        with pytest.raises(ValueError, match=f"pin reporter: 'ohchr', '{other}'; population: "):
            cd.series("casualties", reporter=["ohchr", other], **where)
    populations = ["civilian", "military"]
    with pytest.raises(ValueError, match="pin reporter: 'ohchr', 'ua-president'"):
        cd.series("casualties", reporter=["ohchr", "ua-president"], population=populations, **where)


def test_what_was_left_out_is_said():
    of = {"reporter": "uk-mod", "measure": "casualties", "counting": "cumulative"}
    figures = cd.load("casualties", **of)
    by = int((figures["date_precision"] == "by").sum())
    with pytest.warns(UserWarning, match=rf"date_precision: 'by' \({by}\)"):
        line = cd.series("casualties", **of)
    left_out = line.attrs["conflictdata"]["left_out"]
    assert left_out["date_precision"] == {"by": by} and by > 5
    assert len(line) + by == len(figures)
    assert "affiliation" in left_out
    json.dumps(left_out)


def test_newer_figures_without_a_stated_day_are_told():
    of = {"donor": "USA", "recipient": "ISR", "reporter": "costs-of-war", "counting": "cumulative"}
    with pytest.warns(
        NewerFiguresWarning, match="the line ends on 2024-09-30, and 1 newer"
    ) as said:
        line = cd.series("aid_totals", **of)
    newest = cd.load("aid_totals", date_precision="by", program="all", **of)["period_end"].max()
    assert str(newest.date()) in str(said[0].message)
    both = re.search(r"date_precision=(\[.*?\])", str(said[0].message))[1].replace("'", '"')
    whole = cd.series("aid_totals", date_precision=json.loads(both), **of)
    assert whole.index.max() == newest > line.index.max()


def test_no_line_ends_before_its_newest_figure_in_silence():
    rows = cd.load("casualties", counting="cumulative")
    rows["by"] = rows["date_precision"] == "by"
    last = rows.groupby(["series", "by"], observed=True)["period_end"].max().unstack().dropna()
    ending = last[last[True] > last[False]].sample(8, random_state=4)
    names = open_release().table("casualties").dimensions
    for name in ending.index:
        line = rows[rows["series"] == name].iloc[0]
        pins = {n: str(line[n]) for n in names if n != "period_start"}
        with pytest.warns(NewerFiguresWarning, match=str(ending.loc[name, True].date())):
            cd.series("casualties", period_start=str(line["period_start"])[:10], **pins)


def test_nothing_is_said_to_be_left_out_where_everything_was_named():
    line = cd.series("casualties", **KILLED)
    named = {
        c: str(line[c].iloc[0])
        for c in open_release().table("casualties").dimensions
        if c not in KILLED
    }
    whole = cd.series("casualties", date_precision=["day", "month", "year"], **KILLED, **named)
    assert whole.attrs["conflictdata"]["left_out"] == {}
    left_out = line.attrs["conflictdata"]["left_out"]
    figures = cd.load("casualties", **KILLED)
    assert left_out["sex"] == {
        sex: (figures["sex"] == sex).sum() for sex in ("female", "male", "unknown")
    }


def test_a_dead_end_names_the_hidden_default():
    missing = cd.load("casualties", measure="missing")
    precisions = missing.groupby("reporter", observed=True)["date_precision"].agg(set)
    only_by = precisions[precisions == {"by"}].index[0]
    with pytest.raises(ValueError, match=r"only date_precision='by': name it; . figures? fit"):
        cd.series("casualties", measure="missing", reporter=only_by)


def test_an_empty_answer_names_the_nearest_days():
    with pytest.raises(
        ValueError, match="nearest period_end is 2023-05-01 before and 2023-05-07 after"
    ):
        cd.series("casualties", period_end="2023-05-03", **KILLED)
    with pytest.raises(ValueError, match=r"nearest period_end is 2022-02-26 after$"):
        cd.series("casualties", period_end="2021", **KILLED)
    with pytest.raises(
        ValueError, match=r"nearest reported_on is 2023-05-02 before and 2023-05-08"
    ):
        cd.series("casualties", reported_on=slice("2023-05-03", "2023-05-07"), **KILLED)
    with pytest.raises(
        ValueError,
        match="no figure fits by the vintage 2023-05-01; the first was reported on 2023-05-02; ",
    ):
        cd.series("casualties", period_end="2023-05-01", vintage="2023-05-01", **KILLED)


@given(day=st.dates(pd.Timestamp("2022-02-01").date(), pd.Timestamp("2026-12-31").date()))
@settings(deadline=None, max_examples=25)
def test_a_line_has_a_day_or_says_the_days_beside_it(day):
    days = cd.series("casualties", **KILLED)["period_end"]
    at = pd.Timestamp(day)
    if (days == at).any():
        assert len(cd.series("casualties", period_end=day, **KILLED)) == 1
        return
    with pytest.raises(ValueError) as error:
        cd.series("casualties", period_end=day, **KILLED)
    for beside, word in ((days[days < at].max(), "before"), (days[days > at].min(), "after")):
        assert (f"{str(beside)[:10]} {word}" in str(error.value)) != pd.isna(beside)


@pytest.mark.parametrize("vintage", [None, "all", "2023-05-04"])
def test_every_engine_gives_the_same_line(vintage):
    frame = cd.series("casualties", vintage=vintage, **KILLED)
    arrow = cd.series("casualties", vintage=vintage, backend="pyarrow", **KILLED)
    frames = cd.series("casualties", vintage=vintage, backend="polars", **KILLED)
    assert arrow.to_pylist() == frames.to_dicts()
    assert arrow["figure_id"].to_pylist() == frame["figure_id"].tolist()
    assert frames.schema == cd.load("casualties", backend="polars").schema
    assert arrow.schema.names == list(frame.columns)
    left_out = json.loads(arrow.schema.metadata[b"conflictdata.left_out"])
    assert left_out == frame.attrs["conflictdata"]["left_out"]
    with pytest.raises(ValueError, match="backend 'panda' is unknown"):
        cd.series("casualties", backend="panda", **KILLED)


def test_two_lines_are_one_frame_with_categories():
    lines = [
        cd.series("casualties", categories="all", **{**KILLED, "measure": measure})
        for measure in ("killed", "injured")
    ]
    assert pd.concat(lines).dtypes.equals(lines[0].dtypes)


def test_filters_that_can_be_read_once_are_kept():
    measures = (m for m in ("killed",))
    assert cd.series("casualties", **{**KILLED, "measure": measures}).equals(
        cd.series("casualties", **KILLED)
    )


def test_a_reporter_that_was_asked_for_and_has_no_stated_day_is_named_with_how_to_get_it():
    """Of two reporters that were asked for, one alone on the line is no answer without a word."""
    asked = {
        "conflict": "sudan", "measure": "killed", "counting": "cumulative", "population": "all",
        "area": "SDN", "evidence": "reported", "period_start": "2023-04-15",
    }  # fmt: skip
    who = cd.load("casualties", reporter="who", **asked)
    assert len(who) and set(who["date_precision"]) == {"by"}
    with pytest.warns(UserWarning, match=r"figures with another reporter fit too") as caught:
        line = cd.series("casualties", reporter=["acled", "who"], **asked)
    assert set(line["reporter"]) == {"acled"}
    told = next(str(w.message) for w in caught if "on the line" in str(w.message))
    assert f"no figure of reporter='who' is on the line: its {len(who)} have date_precision" in told
    assert "series(..., reporter='who', date_precision='by') gives them" in told
    other = cd.series("casualties", reporter="who", date_precision="by", **asked)
    assert set(other["reporter"]) == {"who"} and len(other) == (who["cause"] == "all").sum() > 0
