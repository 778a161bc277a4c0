"""What the place on a page says of the row that was read there: a year, a country."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from conflictdata.rules.rule import Found, rows_where, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conflictdata.rules.subject import Subject

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# a name ends with its word, and not where more of it follows in brackets
END = re.compile(r"\b(?! \()")


@rule("locator", "say where on the page it stands: a list, a paragraph, text")
def place_on_the_page_is_said(s: Subject) -> Found:
    """Of each row it is said where on its page it was read."""
    for row in rows_where(s.rows["locator"].isna()):
        yield row, "nothing says where it stands"


@rule("locator", "correct the locator, or the days of the figure")
def locator_is_of_its_years(s: Subject) -> Found:
    """A year in a locator is one of the figure's, or that in which it was reported."""
    numbers, words = s.coded("locator")
    years = [tuple(map(int, YEAR.findall(str(w)))) if w is not None else () for w in words]
    told = rows_where(pd.Series([bool(y) for y in years]).to_numpy()[numbers])
    first, last = (_years(s, c) for c in ("period_start", "period_end"))
    reported = _years(s, "reported_on")
    for i in told:
        its = years[numbers[i]]
        if not any(first[i] <= y <= last[i] or y == reported[i] for y in its):
            yield i, f"{words[numbers[i]]!r} is of another year than {first[i]} to {last[i]}"


@rule("locator", "correct the donor or the recipient, or the locator")
def locator_is_of_its_states(s: Subject) -> Found:
    """The state whose row of a table a locator names is the donor or the recipient."""
    codes = s.others["codes"]
    mine = codes[codes["list"].isin(["donor", "recipient"])]
    named: dict[str, set[str]] = {}
    for code, label in zip(mine["code"].astype("str"), mine["label"].astype("str"), strict=True):
        named.setdefault(label, set()).add(code)
    numbers, words = s.coded("locator")
    names = {label: label.casefold() for label in named}
    states = [[named[n] for n in _longest(names, str(w))] if w is not None else [] for w in words]
    donors, recipients = (s.rows[c].astype("str") for c in ("donor", "recipient"))
    for i in rows_where(pd.Series([bool(n) for n in states]).to_numpy()[numbers]):
        its = {*donors[i].split(";"), recipients[i]}
        if not any(its & codes for codes in states[numbers[i]]):
            yield i, f"{words[numbers[i]]!r} names another than {donors[i]} and {recipients[i]}"


def _longest(names: dict[str, str], text: str) -> Iterator[str]:
    """The names with which a text begins, each given in small letters too, but none that is a part
    of another, or of one with more in brackets.
    """
    row = text.casefold().removeprefix("row ")
    found = [n for n, low in names.items() if row.startswith(low) and END.match(row, len(low))]
    yield from (n for n in found if not any(n != o and n in o for o in found))


def _years(s: Subject, column: str) -> list[int]:
    """The year of each day; 0 where there is none, which is before every other."""
    years = s.days(column).astype("datetime64[Y]")
    return np.where(np.isnat(years), 0, years.astype("int64") + 1970).tolist()
