"""What a cumulative count grew by: differences of two published figures, and nothing else."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import conflictdata as cd

OHCHR = {
    "conflict": "russia-ukraine",
    "reporter": "ohchr",
    "measure": "killed",
    "counting": "cumulative",
}
KILLED = cd.series("casualties", **OHCHR)
STRETCHES = [None, "week", "month", "quarter", "year"]
PERIODS = {"week": "W", "month": "M", "quarter": "Q", "year": "Y"}


def test_what_was_new_by_the_first_of_may():
    known = cd.series("casualties", vintage="2023-05-04", **OHCHR)
    new = cd.increments(known, by="month").loc["2023-05-01"]
    assert (new["value"], new["computed"]) == (8709 - 8574, "8709 - 8574")
    assert new["period_start"] == pd.Timestamp("2023-04-24") and new["counting"] == "span"
    assert set(new["source"].split(";")) == set(known.loc[["2023-04-23", "2023-05-01"], "source"])


@pytest.mark.parametrize("by", STRETCHES)
def test_increments_add_up_to_the_line(by):
    new = cd.increments(KILLED, by=by)
    first = KILLED.loc[new["period_start"].iloc[0] - pd.Timedelta(days=1) :]
    begun = KILLED["value"].iloc[-1] - new["value"].sum()
    assert begun == 0 or begun == first["value"].iloc[0]
    assert new.index.is_monotonic_increasing and new.index.isin(KILLED.index).all()


@pytest.mark.parametrize("by", STRETCHES)
def test_increments_follow_each_other_and_share_no_day(by):
    new = cd.increments(KILLED, by=by)
    assert (new["period_start"] <= new["period_end"]).all()
    after = new["period_end"].iloc[:-1] + pd.Timedelta(days=1)
    assert new["period_start"].iloc[1:].tolist() == after.tolist()


@pytest.mark.parametrize("by", ["week", "month", "quarter", "year"])
def test_an_increment_ends_with_the_last_figure_of_its_stretch(by):
    new = cd.increments(KILLED, by=by)
    ends = KILLED.groupby(KILLED["period_end"].dt.to_period(PERIODS[by]))["period_end"].max()
    assert new["period_end"].tolist() == ends.tolist()[-len(new) :]
    assert len(ends) - len(new) in (0, 1)


def test_a_cumulative_that_begins_in_the_first_month_begins_there():
    assert cd.increments(KILLED, by="month").iloc[0][["computed", "period_start"]].tolist() == [
        "142 - 0",
        pd.Timestamp("2022-02-24"),
    ]
    later = KILLED.loc["2023":]
    assert cd.increments(later, by="month")["period_start"].iloc[0] > later["period_end"].iloc[0]


@given(
    first=st.dates(dt.date(2022, 1, 1), dt.date(2026, 12, 1)),
    days=st.integers(1, 1500),
)
@settings(deadline=None)
def test_between_two_days_lie_the_figures_that_were_newest_on_them(first, days):
    last = first + dt.timedelta(days=days)
    before, by_then = (KILLED.loc[: pd.Timestamp(d), "value"] for d in (first, last))
    start = KILLED["period_start"].iloc[0].date()
    if len(by_then) == len(before) or (before.empty and first >= start):
        with pytest.raises(ValueError, match=r"there is no figure (of|after)"):
            cd.increments(KILLED, between=(first, last))
        return
    new = cd.increments(KILLED, between=(first, last))
    assert new["value"].tolist() == [by_then.iloc[-1] - (0 if before.empty else before.iloc[-1])]
    assert new["period_end"].tolist() == [by_then.index[-1]]
    assert cd.increments(KILLED, between=slice(str(first), str(last))).equals(new)


def test_a_count_that_takes_cases_back_falls():
    government = cd.series("casualties", controlled_by="ukraine", area="UKR", **OHCHR)
    falls = cd.increments(government)
    assert (falls["value"] < 0).sum() == (government["value"].diff() < 0).sum() > 0


def test_an_increment_is_exact_only_if_both_figures_are():
    hedged = KILLED.iloc[:3].assign(qualifier=["exact", "at_least", "exact"])
    assert cd.increments(hedged)["qualifier"].tolist() == ["about", "about"]
    exact = KILLED["qualifier"] == "exact"
    both = exact & exact.shift(fill_value=False)
    assert (cd.increments(KILLED)["qualifier"] == "exact").tolist() == both.iloc[1:].tolist()


def test_it_is_said_that_rows_are_computed():
    for backend in ("pandas", "pyarrow"):
        new = cd.increments(cd.series("casualties", backend=backend, **OHCHR), by="year")
        said = (
            new.attrs["conflictdata"]["computed"]
            if backend == "pandas"
            else new.schema.metadata[b"conflictdata.computed"].decode()
        )
        assert "computed and not reported" in said and "verified late" in said
    assert new.to_pandas()["computed"].str.fullmatch(r"\d+ - \d+").all()


def test_the_earlier_figure_is_known_too():
    new = cd.increments(KILLED)
    reported = KILLED["reported_on"]
    want = [max(a, b) for a, b in zip(reported, reported.iloc[1:], strict=False)]
    assert new["reported_on"].tolist() == want


@pytest.mark.parametrize("backend", ["polars", "pyarrow"])
@pytest.mark.parametrize("by", STRETCHES)
def test_every_engine_computes_the_same(backend, by):
    line = cd.series("casualties", backend=backend, **OHCHR)
    new = cd.increments(line, by=by)
    assert type(new) is type(line)
    rows = new.to_dicts() if backend == "polars" else new.to_pylist()
    want = cd.increments(KILLED, by=by)
    assert list(rows[0]) == list(want.columns)
    assert [r["computed"] for r in rows] == want["computed"].tolist()
    assert [r["source"] for r in rows] == want["source"].tolist()
    assert [r["period_start"] for r in rows] == [d.date() for d in want["period_start"]]


def test_a_plain_frame_and_amounts_will_do():
    kiel = {"reporter": "kiel", "donor": "USA", "stage": "committed", "aid_type": "military"}
    line = cd.series(
        "aid_totals", counting="cumulative", currency="EUR", period_start="2022-01-24", **kiel
    )
    plain = pd.read_parquet(cd.path("aid_totals"))
    plain = plain[plain["figure_id"].isin(line["figure_id"])].sample(frac=1, random_state=1)
    new = cd.increments(plain)
    assert new["amount"].tolist() == line["amount"].diff().iloc[1:].tolist()
    assert set(new["currency"]) == {"EUR"}
    assert cd.convert(new, "USD")["converted"].notna().all()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: cd.increments(KILLED, by="moth"), "goes by no 'moth'; did you mean 'month'?"),
        (lambda: cd.increments(KILLED, by=["month"]), "goes by no ['month']"),
        (
            lambda: cd.increments(KILLED, by="month", between=("2022-03-01", "2023-03-01")),
            "by a stretch or between two days, not both",
        ),
        (
            lambda: cd.increments(KILLED, between=("2023-05-01", "2023-04-01")),
            "from an earlier day to a later",
        ),
        (lambda: cd.increments(KILLED, between=("2023-05-01",)), "goes between two days"),
        (
            lambda: cd.increments(KILLED, between=("2023-05-02", "2023-05-03")),
            "no figure after 2023-05-02 until 2023-05-03; the next is of 2023-05-07",
        ),
        (
            lambda: cd.increments(KILLED.loc["2023":], between=("2022-05-02", "2023-05-03")),
            "no figure of 2022-05-02 or before; the first is of 2023-01-02",
        ),
        (
            lambda: cd.increments(KILLED.drop(columns=["source", "value"])),
            "increments() needs the column value and source",
        ),
        (
            lambda: cd.increments(
                cd.series(
                    "casualties",
                    conflict="russia-ukraine",
                    reporter="ohchr",
                    measure="killed",
                    counting="month",
                )
            ),
            "takes figures with counting='cumulative', not 'month'",
        ),
        (
            lambda: cd.increments(cd.load("casualties", sex="all", cause="all", **OHCHR)),
            "increments() takes one line; pin ",
        ),
        (
            lambda: cd.increments(cd.series("casualties", vintage="all", **OHCHR)),
            "increments() takes one wording a day, and 2022-",
        ),
        (
            lambda: cd.increments(KILLED.assign(qualifier="range")),
            "increments() cannot subtract ranges; leave out period_end 2022-02-26",
        ),
        (
            lambda: cd.increments(KILLED.assign(value=None)),
            "increments() found a figure without value",
        ),
        (lambda: cd.increments([1, 2]), "increments() takes a frame of pandas, polars or pyarrow"),
        (lambda: cd.increments(KILLED, between=5), "increments() goes between two days, not 5"),
        (
            lambda: cd.increments(KILLED.assign(value=KILLED["value"] / 1000)),
            "increments() takes whole numbers, not 0.094",
        ),
        (
            lambda: cd.increments(KILLED.assign(value="many")),
            "increments() takes whole numbers, not 'many'",
        ),
    ],
)
def test_what_is_no_cumulative_line_is_refused(call, message):
    with pytest.raises(ValueError) as error:
        call()
    assert message in str(error.value)
