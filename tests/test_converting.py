"""Amounts in another currency: the rate, its day and its source stand in the result, and nothing is
guessed.
"""

import sys

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
            amounts((1, "EUR", "1998-01-05")),
            "USD",
            "there is no rate from EUR to USD on 1998-01-05; rates run from 1999-01-04",
        ),
        (
            amounts((1, "RUB", "2023-01-13")),
            "USD",
            "there is no rate from RUB to USD on 2023-01-13",
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


def test_without_the_rates_one_is_told_what_to_install(monkeypatch):
    from conflictdata._convert import _rates

    _rates.cache_clear()
    monkeypatch.setitem(sys.modules, "currency_converter", None)
    with pytest.raises(ValueError, match=r"pip install 'conflictdata\[convert\]'"):
        cd.convert(amounts((1, "EUR", "2023-01-13")), "USD")
