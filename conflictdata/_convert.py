"""Amounts in another currency, by the European Central Bank's reference rate of each figure's own
day.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from conflictdata.errors import ConflictDataError, nearest

if TYPE_CHECKING:
    from decimal import Decimal

    import pandas as pd


# no rates are published on weekends and holidays; the longest gap, over Easter or Christmas, is
# shorter than this
GAP = 5


def convert(frame: pd.DataFrame, currency: str, /) -> pd.DataFrame:
    """Add the amounts in another currency, with the rate, its day and its source.

    The rate is the euro reference rate of the European Central Bank on the figure's own day
    (``period_end``, or ``announced_on``), or of the last working day before it. The curated amounts
    stay as they are. A cumulative amount was given over months or years; converted at its last day
    it is a way of reading it, not what was paid.

    Parameters
    ----------
    frame
        Rows of ``aid_totals`` or ``aid_packages`` with the columns amount, currency and period_end
        or announced_on.
    currency
        ISO 4217 code of the currency wanted.

    Returns
    -------
    pandas.DataFrame
        The rows with ``converted`` (whole units), ``converted_currency``, ``rate`` (units wanted
        for one unit of the amount), ``rate_on`` and ``rate_source``. Rows without an amount have
        nulls.

    Raises
    ------
    ConflictDataError
        A ValueError: a currency or a day without a rate, a missing column, or the extra ``convert``
        not installed.

    Examples
    --------
    >>> import conflictdata as cd
    >>> kiel = cd.load("aid_totals", reporter="kiel", period_end="2023-01-15", donor="USA")
    >>> columns = ["amount", "currency", "converted", "rate", "rate_on"]
    >>> cd.convert(kiel, "USD")[columns].astype(str).values.tolist()[0]
    ['73100000000', 'EUR', '79050340000', '1.0814', '2023-01-13']
    """
    import pandas as pd

    day = next((c for c in ("period_end", "announced_on") if c in frame), None)
    missing = [c for c in ("amount", "currency") if c not in frame] + (
        [] if day else ["period_end or announced_on"]
    )
    if missing:
        raise ConflictDataError(f"convert() needs the column {' and '.join(missing)}")
    _known(currency)
    rows = list(zip(frame["amount"], frame["currency"], frame[day], strict=True))
    rates = [
        None if pd.isna(amount) else _rate(str(own), currency, when.date())
        for amount, own, when in rows
    ]
    converted = [
        None if found is None else int((int(amount) * found[0]).to_integral_value())
        for (amount, *_), found in zip(rows, rates, strict=True)
    ]
    index = frame.index
    return frame.assign(
        converted=pd.Series(converted, index, dtype="Int64"),
        converted_currency=pd.Series(
            [None if r is None else currency for r in rates], index, dtype="str"
        ),
        rate=pd.Series([None if r is None else float(r[0]) for r in rates], index, dtype="Float64"),
        rate_on=pd.Series(
            pd.to_datetime([None if r is None else r[1] for r in rates]),
            index,
            dtype="datetime64[s]",
        ),
        rate_source=pd.Series([None if r is None else _SOURCE for r in rates], index, dtype="str"),
    )


_SOURCE = "European Central Bank, euro foreign exchange reference rates"


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
def _rate(own: str, wanted: str, day: dt.date) -> tuple[Decimal, dt.date]:
    """The rate of a day, or of the last working day before it."""
    from decimal import Decimal

    from currency_converter import RateNotFoundError

    _known(own)
    for back in range(GAP + 1):
        on = day - dt.timedelta(days=back)
        try:
            rate = Decimal(_rates().convert(Decimal(1), own, wanted, on))
        except (RateNotFoundError, ValueError):
            continue
        return round(rate, 10) if own != "EUR" else rate, on
    first, last = (
        max(_rates().bounds[c].first_date for c in (own, wanted)),
        min(_rates().bounds[c].last_date for c in (own, wanted)),
    )
    raise ConflictDataError(
        f"there is no rate from {own} to {wanted} on {day}; rates run from {first} to {last}"
    )
