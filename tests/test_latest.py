"""The newest figure of each line, with its age and what it includes; a plan is never the newest."""

import datetime as dt

import pandas as pd
import pytest

import conflictdata as cd
from conflictdata.errors import ConflictDataError
from conflictdata.release.opening import open_release


def newest_report() -> pd.Timestamp:
    """The newest day on which a figure or package was reported."""
    days = cd.tables().loc[["casualties", "aid_totals", "aid_packages"], "last_reported"]
    return days.max()


UN = {"reporter": "ohchr", "conflict": "russia-ukraine", "area": "UKR", "measure": "killed"}
UN |= dict.fromkeys(("sex", "age", "cause", "controlled_by"), "all")
UN["evidence"] = "case_verified"


@pytest.mark.parametrize("vintage", [None, "2023-05-04"])
@pytest.mark.parametrize("table", ["casualties", "aid_totals"])
def test_no_figure_of_a_line_is_newer(table, vintage):
    newest = cd.latest(table, vintage=vintage).set_index("series")
    figures = cd.load(table, vintage=vintage)
    as_of = pd.Timestamp(newest.attrs["conflictdata"]["as_of"])
    come = figures[(figures["counting"] != "plan") & (figures["period_end"] <= as_of)]
    assert set(newest.index) == set(come["series"])
    last = come.groupby("series")["period_end"].max()
    assert (newest["period_end"] == last.loc[newest.index].to_numpy()).all()
    assert set(newest["figure_id"]) <= set(figures["figure_id"])


def test_the_newest_known_on_a_day():
    (row,) = cd.latest("casualties", vintage="2023-05-04", counting="cumulative", **UN).itertuples()
    assert (row.value, str(row.period_end.date()), row.age_days) == (8709, "2023-05-01", 3)


def test_the_age_is_counted_to_the_newest_report_and_never_to_a_clock():
    rows = cd.latest("casualties", **UN)
    as_of = rows.attrs["conflictdata"]["as_of"]
    reported = [
        cd.load(t, vintage="all")[c].max()
        for t, c in (
            ("casualties", "reported_on"),
            ("aid_totals", "reported_on"),
            ("aid_packages", "announced_on"),
        )
    ]
    assert pd.Timestamp(as_of) == max(reported) == newest_report()
    assert (rows["age_days"] == (max(reported) - rows["period_end"]).dt.days).all()


def test_an_older_release_is_as_old_as_it_was(published):
    rows = cd.latest(
        "casualties", release=published.folder / "2026.11.0", counting="cumulative", **UN
    )
    assert rows.attrs["conflictdata"]["as_of"] == "2023-05-21"
    assert rows.attrs["conflictdata"]["release"] == "2026.11.0"
    assert "(Version 2026.11.0)" in cd.cite(rows)


def test_a_plan_is_never_the_newest():
    plans = cd.load("aid_totals", counting="plan")
    assert len(plans) and plans["period_end"].max() > newest_report()
    assert "plan" not in set(cd.latest("aid_totals")["counting"])
    with pytest.raises(ConflictDataError, match="only plans"):
        cd.latest("aid_totals", counting="plan")


def test_what_a_figure_includes_is_said_in_words_and_defined():
    rows = cd.latest("casualties", counting="cumulative", **UN)
    assert set(rows["includes"]) == {
        "civilians; killed; cases verified; cumulative since 2022-02-24; Ukraine"
    }
    means = rows.attrs["conflictdata"]["means"]
    assert means["killed"] == "Died, in the reporter's own definition."
    women = cd.latest(
        "casualties",
        conflict="russia-ukraine",
        reporter="ohchr",
        sex="female",
        age="adult",
        measure="killed",
    )
    labels = cd.load("codes", code=["female", "adult"])["label"]
    assert all(women["includes"].str.contains(label).all() for label in labels)
    month = cd.latest("casualties", counting="month", **UN)["includes"].iloc[0]
    assert "month 20" in month and " to 20" in month


def test_the_newest_package_of_a_program():
    rows = cd.latest("aid_packages", donor="USA", program="PDA")
    packages = cd.load("aid_packages", donor="USA", program="PDA")
    assert list(rows["announced_on"].unique()) == [packages["announced_on"].max()]
    assert rows["includes"].str.contains("United States; Presidential Drawdown Authority").all()
    rounds = cd.latest("aid_package_items", item="ammunition.artillery.155mm", donor="USA")
    assert not rounds.duplicated(["program", "item", "package", "wording"]).any()
    lines = rounds.groupby(["program", "item"], observed=True)
    assert (lines["announced_on"].nunique() == 1).all()


def test_the_columns_that_are_asked_for_and_no_empty_codes():
    rows = cd.latest("casualties", columns=["value", "period_end"], **UN)
    assert list(rows.columns) == ["value", "period_end", "age_days", "includes"]
    whole = cd.latest("casualties", **UN)
    assert list(whole["reporter"].cat.categories) == ["ohchr"]
    assert cd.latest(
        "casualties", conflict="russia-ukraine", measure="captured", reporter="ohchr"
    ).empty


def test_newer_plans_that_are_left_out_are_told():
    appeal = {"conflict": "sudan", "recipient": "SDN", "reporter": "ocha", "program": "HRP"}
    plans = cd.load("aid_totals", counting="plan", **appeal)
    with pytest.warns(UserWarning, match="newer figures of plans, such as appeals") as told:
        given = cd.latest("aid_totals", **appeal)
    newer = (plans["reported_on"] > given["reported_on"].max()).sum()
    assert str(told[0].message).startswith(f"{newer} newer figures of plans") and newer > 0


def test_what_has_no_newest_is_refused():
    with pytest.raises(ConflictDataError, match="sources has no days"):
        cd.latest("sources")
    with pytest.raises(ConflictDataError, match="a day as vintage, not 'all'"):
        cd.latest("casualties", vintage="all")
    with pytest.raises(ConflictDataError, match="did you mean 'ohchr'"):
        cd.latest("casualties", reporter="OHCHR")
    with pytest.raises(ConflictDataError, match="takes no backend"):
        cd.latest("casualties", backend="polars")


def test_tables_end_with_a_figure_and_not_with_a_plan():
    figures = cd.load("aid_totals", vintage="all")
    told = figures[figures["counting"] != "plan"]["period_end"].max()
    assert cd.tables().loc["aid_totals", "last"] == told < figures["period_end"].max()


def test_the_newest_day_of_each_conflicts_usual_reporter():
    from conflictdata.newest import newest_of_usual_reporters

    figures = cd.load("casualties", vintage="all")
    newest = newest_of_usual_reporters(open_release(), "casualties")
    assert [n["conflict"] for n in newest] == sorted(figures["conflict"].unique())
    for line in newest:
        own = figures[figures["conflict"] == line["conflict"]]
        counts = own["reporter"].value_counts()
        assert counts[line["reporter"]] == counts.max()
        own = own[own["reporter"] == line["reporter"]]
        assert line["period_end"] == own["period_end"].max().date()
        assert line["reported_on"] == own["reported_on"].max().date()
    aid = newest_of_usual_reporters(open_release(), "aid_totals")
    assert all(n["period_end"] <= dt.date(2026, 12, 1) for n in aid)
