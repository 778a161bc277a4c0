"""Amounts in another currency: the rate, its day and its source stand in the result, and nothing is
guessed.
"""

import sys
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictdata as cd


def amounts(*rows: tuple[int | None, str | None, str]) -> pd.DataFrame:
    amount, currency, day = zip(*rows, strict=True)
    return pd.DataFrame(
        {
            "amount": pd.array(amount, "Int64"),
            "currency": currency,
            "period_end": pd.to_datetime(list(day)),
        }
    )


def test_a_figure_is_converted_at_the_rate_of_its_own_day():
    row = cd.convert(amounts((73_100_000_000, "EUR", "2023-01-13")), "USD").iloc[0]
    assert (row["converted"], row["converted_currency"], row["rate"]) == (
        79_050_340_000,
        "USD",
        1.0814,
    )
    assert row["rate_on"] == pd.Timestamp("2023-01-13") and row["rate_source"].startswith(
        "European Central Bank"
    )


def test_on_a_sunday_the_rate_of_friday_holds_and_says_so():
    row = cd.convert(amounts((1, "EUR", "2023-01-15")), "USD").iloc[0]
    assert row["rate_on"] == pd.Timestamp("2023-01-13")


def test_packages_are_converted_at_the_day_of_their_announcement():
    packages = cd.load("aid_packages", package_id="US-PDA-37")
    row = cd.convert(packages, "EUR").iloc[0]
    assert (
        row["rate_on"] == pd.Timestamp("2023-05-03")
        and row["amount"] == 300_000_000
        and row["converted"] < row["amount"]
    )


def test_a_package_without_an_amount_stays_without():
    row = cd.convert(amounts((None, None, "2023-01-13")), "USD").iloc[0]
    assert row[["converted", "converted_currency", "rate", "rate_on", "rate_source"]].isna().all()


@given(st.integers(0, 10**12), st.sampled_from(["EUR", "USD", "GBP", "NOK"]))
def test_an_amount_in_its_own_currency_does_not_change(amount, currency):
    row = cd.convert(amounts((amount, currency, "2024-03-01")), currency).iloc[0]
    assert (row["converted"], row["rate"]) == (amount, 1.0)


@given(st.integers(10**6, 10**12))
def test_there_and_back_is_the_same_but_for_rounding(amount):
    there = cd.convert(amounts((amount, "NOK", "2024-03-01")), "GBP").iloc[0]
    back = cd.convert(amounts((int(there["converted"]), "GBP", "2024-03-01")), "NOK").iloc[0]
    assert abs(back["converted"] - amount) <= 1e-6 * amount + 20


@pytest.mark.parametrize(
    ("frame", "currency", "message"),
    [
        (amounts((1, "UAH", "2023-01-13")), "USD", "publishes no rate for 'UAH'"),
        (
            amounts((1, "EUR", "2023-01-13")),
            "USR",
            "publishes no rate for 'USR'; did you mean 'USD'?",
        ),
        (
            amounts((1, "RUB", "2023-01-13")),
            "USD",
            "there is no rate from RUB to USD on 2023-01-13",
        ),
        (
            amounts((1, "EUR", "2023-01-13")).assign(amount=["1"]),
            "USD",
            "convert() takes amounts that are numbers, not '1'",
        ),
        (
            amounts((1, "EUR", "2023-01-13")).assign(amount=[float("inf")]),
            "USD",
            "convert() takes amounts that are numbers, not inf",
        ),
        (
            amounts((2**62, "EUR", "2024-03-01")),
            "JPY",
            "which no column of whole units holds",
        ),
        (amounts((1, None, "2023-01-13")), "USD", "convert() found an amount without currency"),
        (
            amounts((1, "EUR", "2023-01-13")).assign(period_end=pd.NaT),
            "USD",
            "convert() found an amount without period_end",
        ),
        ([1, 2], "USD", "convert() takes a frame of pandas, polars or pyarrow, not list"),
        (
            amounts((1, "EUR", "2023-01-13")),
            ["USD"],
            "convert() takes the code of a currency, such as 'USD', not ['USD']",
        ),
        (
            amounts((1, "UAH", "2023-01-13"), (1, "EUR", "2023-01-13")),
            "UAH",
            "publishes no rate for 'UAH'",
        ),
        (
            amounts((1, "EUR", "2023-01-13")).drop(columns="currency"),
            "USD",
            "convert() needs the column currency",
        ),
        (
            amounts((1, "EUR", "2023-01-13")).drop(columns="period_end"),
            "USD",
            "needs the column period_end or announced_on",
        ),
    ],
)
def test_what_has_no_rate_is_an_error_and_no_guess(frame, currency, message):
    with pytest.raises(ValueError) as error:
        cd.convert(frame, currency)
    assert message in str(error.value)


def test_a_fraction_is_converted_and_not_cut():
    billions = amounts((1, "EUR", "2023-01-13"), (1, "EUR", "2023-01-13")).assign(
        amount=[5.5, 0.037]
    )
    converted = cd.convert(billions, "USD")["converted"]
    assert converted.tolist() == pytest.approx([5.5 * 1.0814, 0.037 * 1.0814], rel=1e-12)
    # whole numbers among floats are no whole units either
    assert cd.convert(billions.assign(amount=[5.0, 37.0]), "USD")["converted"].tolist() == [
        5.407,
        40.0118,
    ]


@given(st.floats(0, 10**12, allow_subnormal=False), st.sampled_from(["EUR", "USD", "NOK"]))
def test_a_float_in_its_own_currency_does_not_change(amount, currency):
    rows = amounts((1, currency, "2024-03-01")).assign(amount=[amount])
    assert cd.convert(rows, currency)["converted"].tolist() == [amount]


@given(st.integers(0, 2**62))
def test_a_rate_of_two_has_as_many_digits_as_a_float_shows(amount):
    row = cd.convert(amounts((amount, "KRW", "2024-03-01")), "EUR").iloc[0]
    assert row["converted"] == pytest.approx(amount * row["rate"], rel=1e-14, abs=0.5)
    assert len(f"{Decimal(str(row['rate'])):f}".lstrip("0.")) > 10


def cells_of(rows, name):
    column = rows[name]
    return column.to_pylist() if hasattr(column, "to_pylist") else column.to_list()


PLAIN = cd.load("aid_totals", reporter="kiel", donor=["USA", "DEU"])


@pytest.mark.parametrize("backend", ["polars", "pyarrow"])
def test_rows_of_each_backend_are_converted_alike(backend):
    rows = cd.load("aid_totals", reporter="kiel", donor=["USA", "DEU"], backend=backend)
    found = cd.convert(rows, "USD")
    assert type(found) is type(rows)
    again = cd.convert(found, "USD")
    want = cd.convert(PLAIN, "USD")
    for name in ("converted", "converted_currency", "rate", "rate_on", "rate_source", "amount"):
        cells = want[name].astype("object").where(want[name].notna(), None)
        if name == "rate_on":
            cells = [c and c.date() for c in cells]
        assert cells_of(found, name) == cells_of(again, name) == list(cells)


def test_a_plain_read_of_the_file_is_converted():
    plain = pd.read_parquet(cd.path("aid_totals"))
    plain = plain[(plain["reporter"] == "kiel") & plain["donor"].isin(["USA", "DEU"])]
    plain = plain[plain["superseded_on"].isna()]
    assert cd.convert(plain, "USD")["converted"].tolist() == (
        cd.convert(PLAIN, "USD")["converted"].tolist()
    )


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
@pytest.mark.parametrize("vintage", [None, "all"])
def test_a_series_is_converted_as_it_is(backend, vintage):
    line = {"reporter": "kiel", "donor": "DEU", "stage": "allocated", "aid_type": "military"}
    rows = cd.series("aid_totals", counting="month", backend=backend, vintage=vintage, **line)
    found = cd.convert(rows, "USD")
    assert len(found) == len(rows)
    if backend == "pandas":
        assert found.index.equals(rows.index)
        assert found.attrs == rows.attrs


def test_days_are_taken_as_text_and_as_numpy_has_them():
    rows = amounts((5_000_000, "EUR", "2023-01-13"))
    want = cd.convert(rows, "USD")
    for day in ("2023-01-13", pd.Timestamp("2023-01-13").date(), np.datetime64("2023-01-13")):
        other = cd.convert(rows.assign(period_end=pd.Series([day], dtype="object")), "USD")
        assert other.drop(columns="period_end").equals(want.drop(columns="period_end"))


def test_a_row_ahead_of_the_rates_is_null_and_says_so():
    ahead = cd.convert(
        amounts((100, "EUR", "2023-01-13"), (100, "EUR", "2199-01-03"), (None, None, "2199-01-03")),
        "USD",
    )
    assert ahead["converted"].tolist() == [108, pd.NA, pd.NA]
    assert ahead.iloc[1][["converted_currency", "rate", "rate_on"]].isna().all()
    assert (
        ahead["rate_source"]
        .iloc[1]
        .startswith("none yet for 2199-01-03: the rates on this machine end on")
    )
    assert pd.isna(ahead["rate_source"].iloc[2])


def test_a_row_before_the_first_rate_is_null_and_says_so():
    """The euro came in 1999; an amount of 1998 is no reason to refuse those of today."""
    before = cd.convert(amounts((100, "EUR", "2023-01-13"), (100, "EUR", "1998-01-05")), "USD")
    assert before["converted"].tolist() == [108, pd.NA]
    assert before.iloc[1][["converted_currency", "rate", "rate_on"]].isna().all()
    assert before["rate_source"].iloc[1] == (
        "none for 1998-01-05: rates from EUR to USD begin on 1999-01-04"
    )


@pytest.mark.parametrize(
    ("currency", "day"), [("USD", "1975-04-30"), ("USD", "2199-01-03"), ("UAH", "2023-01-13")]
)
def test_an_amount_in_its_own_currency_needs_no_rate(currency, day):
    """A dollar is a dollar before the euro was made, and a hryvnia is one without Frankfurt."""
    row = cd.convert(amounts((7, currency, day)), currency).iloc[0]
    assert (row["converted"], row["converted_currency"], row["rate"]) == (7, currency, 1.0)
    assert row["rate_on"] == pd.Timestamp(day)
    assert row["rate_source"] == "the currency of the amount itself"


def test_the_rate_of_a_day_is_not_that_of_a_week_before():
    from conflictdata._convert import _rates

    last = pd.Timestamp(max(b.last_date for b in _rates().bounds.values()))
    friday = last - pd.offsets.Week(weekday=4) if last.weekday() != 4 else last
    days = [friday, friday + pd.Timedelta(days=2), last + pd.offsets.BDay(1)]
    rates = cd.convert(amounts(*((100, "EUR", str(d.date())) for d in days)), "USD")
    assert rates["rate_on"].tolist() == [friday, friday, pd.NaT]


def test_without_the_rates_one_is_told_what_to_install(monkeypatch):
    from conflictdata._convert import _rates

    _rates.cache_clear()
    monkeypatch.setitem(sys.modules, "currency_converter", None)
    with pytest.raises(ValueError, match=r"pip install 'conflictdata\[convert\]'"):
        cd.convert(amounts((1, "EUR", "2023-01-13")), "USD")
