"""Amounts in another currency, by the European Central Bank's reference rate of each figure's own
day.
"""

from __future__ import annotations

import datetime as dt
from decimal import Context, Decimal
from functools import lru_cache
from numbers import Integral, Real
from typing import Any, NamedTuple

from conflictdata.engines.columns import column_names, column_of, with_columns
from conflictdata.errors import ConflictDataError, nearest, shown
from conflictdata.question.days import is_null, to_day

# no rates are published on weekends and holidays; the longest gap, over Easter or Christmas, is
# shorter than this
GAP = 5
# of a rate that is made of two, as many as a float shows
DIGITS = Context(prec=15)


def convert(rows: Any, currency: str, /) -> Any:
    """Add the amounts in another currency, with the rate, its day and its source.

    The rate is the euro reference rate of the European Central Bank on the figure's own day
    (``period_end``, or ``announced_on``), or of the last working day before it. The curated amounts
    stay as they are. A cumulative amount was given over months or years; converted at its last day
    it is a way of reading it, not what was paid.

    Parameters
    ----------
    rows
        Rows of ``aid_totals`` or ``aid_packages`` with the columns amount, currency and period_end
        or announced_on: a frame of pandas (from `load`, `series` or a plain read of the file), of
        polars or of pyarrow.
    currency
        ISO 4217 code of the currency wanted.

    Returns
    -------
    The rows with ``converted``, ``converted_currency``, ``rate`` (units wanted for one unit of the
    amount), ``rate_on`` and ``rate_source``. Whole amounts are converted to whole units; amounts
    with a fraction, such as billions that you made of them, are not rounded. An amount that is in
    that currency stays as it is, at a rate of 1 on its own day, whoever publishes rates. Rows
    without an amount have nulls. So have rows whose day is before the first rate or ahead of the
    rates on this machine, and their ``rate_source`` says so.

    Raises
    ------
    ConflictDataError
        A ValueError: a currency or a day without a rate, an amount that is no number, a missing
        column, or the extra ``convert`` not installed.

    Examples
    --------
    >>> import conflictdata as cd
    >>> total = {"donor": "USA", "aid_type": "total", "counting": "cumulative"}
    >>> kiel = cd.load("aid_totals", reporter="kiel", period_end="2023-01-15", **total)
    >>> columns = ["amount", "currency", "converted", "rate", "rate_on"]
    >>> cd.convert(kiel, "USD")[columns].astype(str).values.tolist()[0]
    ['73100000000', 'EUR', '79050340000', '1.0814', '2023-01-13']
    """
    names = column_names(rows, "convert()")
    day = next((c for c in ("period_end", "announced_on") if c in names), None)
    missing = [c for c in ("amount", "currency") if c not in names] + (
        [] if day else ["period_end or announced_on"]
    )
    if missing:
        raise ConflictDataError(f"convert() needs the column {' and '.join(missing)}")
    cells = [column_of(rows, name) for name in ("amount", "currency", str(day))]
    if not isinstance(currency, str):
        raise ConflictDataError(
            f"convert() takes the code of a currency, such as 'USD', not {shown(currency)}"
        )
    if currency not in set(map(str, cells[1])):
        _known(currency)
    amounts = [_number(amount) for amount in cells[0]]
    found = [
        None if amount is None else _rate(*_own(own, when, day), currency)
        for amount, own, when in zip(amounts, *cells[1:], strict=True)
    ]
    rates = [rate if isinstance(rate, Rate) else None for rate in found]
    converted = [
        None if amount is None or rate is None else amount * rate.rate
        for amount, rate in zip(amounts, rates, strict=True)
    ]
    return with_columns(
        rows,
        {
            "converted": _in_units(converted, all(isinstance(a, int | None) for a in amounts)),
            "converted_currency": ("string", [currency if r else None for r in rates]),
            "rate": ("number", [float(r.rate) if r else None for r in rates]),
            "rate_on": ("date", [r.on if r else None for r in rates]),
            "rate_source": (
                "string",
                [f.source if isinstance(f, Rate) else f for f in found],
            ),
        },
    )


class Rate(NamedTuple):
    """Units wanted for one unit of the amount, of which day this is the rate, and whose it is."""

    rate: Decimal
    on: dt.date
    source: str = "European Central Bank, euro foreign exchange reference rates"


def _number(amount: Any) -> int | Decimal | None:
    """An amount as it is calculated with: exact, and whole only if it is of whole units."""
    if is_null(amount):
        return None
    if isinstance(amount, Integral) and not isinstance(amount, bool):
        return int(amount)
    if isinstance(amount, Real | Decimal) and not isinstance(amount, bool):
        number = Decimal(str(amount))
        if number.is_finite():
            return number
    raise ConflictDataError(f"convert() takes amounts that are numbers, not {shown(amount)}")


def _own(currency: Any, when: Any, column: str | None) -> tuple[str, dt.date]:
    if is_null(currency) or is_null(when):
        lacks = "currency" if is_null(currency) else str(column)
        raise ConflictDataError(f"convert() found an amount without {lacks}")
    return str(currency), to_day(when, str(column))


def _in_units(converted: list[Any], whole: bool) -> tuple[str, list[Any]]:
    """What amounts come to: in whole units, if the amounts were, or as calculated."""
    if not whole:
        return "number", [None if c is None else float(c) for c in converted]
    units = [None if c is None else int(c.to_integral_value()) for c in converted]
    if beyond := next((u for u in units if u is not None and abs(u) >= 2**63), None):
        raise ConflictDataError(f"convert() came to {beyond}, which no column of whole units holds")
    return "integer", units


@lru_cache(maxsize=1)
def _rates() -> Any:
    try:
        from currency_converter import CurrencyConverter
    except ImportError:
        raise ConflictDataError(
            "convert() needs the reference rates: pip install 'conflictdata[convert]'"
        ) from None
    return CurrencyConverter(decimal=True)


def _known(currency: str) -> None:
    if currency not in _rates().currencies:
        raise ConflictDataError(
            "the European Central Bank publishes no rate for"
            f" {currency!r}{nearest(currency, _rates().currencies)}"
        )


@lru_cache(maxsize=4096)
def _rate(own: str, day: dt.date, wanted: str) -> Rate | str:
    """The rate of a day, or of the last working day before it; in words, that there was none or is
    none yet.
    """
    if own == wanted:
        return Rate(Decimal(1), day, "the currency of the amount itself")
    from currency_converter import RateNotFoundError

    for currency in (own, wanted):
        _known(currency)
    first = max(_rates().bounds[currency].first_date for currency in (own, wanted))
    if day < first:
        return f"none for {day}: rates from {own} to {wanted} begin on {first}"
    last = max(bounds.last_date for bounds in _rates().bounds.values())
    if any(_works(last + dt.timedelta(days=n + 1)) for n in range((day - last).days)):
        return f"none yet for {day}: the rates on this machine end on {last}"
    for back in range(GAP + 1):
        on = day - dt.timedelta(days=back)
        try:
            rate = Decimal(_rates().convert(Decimal(1), own, wanted, on))
        except (RateNotFoundError, ValueError):
            continue
        return Rate(DIGITS.plus(rate), on)
    last = min(_rates().bounds[currency].last_date for currency in (own, wanted))
    raise ConflictDataError(
        f"there is no rate from {own} to {wanted} on {day}; rates run from {first} to {last}"
    )


def _works(day: dt.date) -> bool:
    return day.weekday() < 5
