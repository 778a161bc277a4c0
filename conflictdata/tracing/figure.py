"""A figure or package of a release, and which columns its table has."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np

PEOPLE, TOTALS, PACKAGES = "casualties", "aid_totals", "aid_packages"
# by which a line of figures is asked for
LINE = {
    PEOPLE: ("conflict", "reporter", "measure"),
    TOTALS: ("conflict", "reporter", "currency"),
    PACKAGES: ("conflict", "donor", "currency"),
}
# what names a row, holds its number, and says when it was published
KEY = {PEOPLE: "figure_id", TOTALS: "figure_id", PACKAGES: "package_id"}
NUMBER = {PEOPLE: "value", TOTALS: "amount", PACKAGES: "amount"}
REPORTED = {PEOPLE: "reported_on", TOTALS: "reported_on", PACKAGES: "announced_on"}
# all that tracing asks of a row
COLUMNS = (
    "conflict", "reporter", "reporter_name", "donor", "measure", "value", "low", "high", "amount",
    "currency", "recipient", "qualifier", "population", "affiliation", "sex", "age", "cause",
    "condition", "area", "controlled_by", "perpetrator", "home", "aid_type", "program", "stage",
    "counting", "period_start", "period_end", "reported_on", "announced_on", "date_precision",
    "superseded_on", "series", "figure_id", "package_id", "source", "source_title", "source_url",
)  # fmt: skip
EPOCH = dt.date(1970, 1, 1)
NEVER = np.iinfo(np.int32).max


class Figure:
    """A figure or package of a release: a place in the `Numbers` of its table, of which its cells
    are read when they are asked for.
    """

    __slots__ = ("at", "numbers")

    def __init__(self, numbers: Any, at: int):
        self.numbers, self.at = numbers, at

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Figure) and (self.at, self.table) == (other.at, other.table)

    def __hash__(self) -> int:
        return hash((self.at, self.table))

    def __getitem__(self, name: str) -> Any:
        return self.numbers.cell(name, self.at)

    @property
    def table(self) -> str:
        return self.numbers.table

    @property
    def key(self) -> str:
        return self[KEY[self.table]]

    @property
    def value(self) -> int | None:
        """The number as printed; null where a range has no center."""
        value = self.numbers.value[self.at]
        return None if np.isnan(value) else int(value)

    @property
    def low(self) -> int:
        return int(self.numbers.low[self.at])

    @property
    def high(self) -> int:
        return int(self.numbers.high[self.at])

    @property
    def reporter(self) -> str:
        return self["donor"] if self.table == PACKAGES else self["reporter"]

    @property
    def reported_on(self) -> dt.date:
        return day_of(self.numbers.reported[self.at])

    @property
    def period_start(self) -> dt.date:
        return day_of(self.numbers.starts[self.at])

    @property
    def period_end(self) -> dt.date:
        return day_of(self.numbers.ends[self.at])

    @property
    def superseded_on(self) -> dt.date | None:
        day = self.numbers.superseded[self.at]
        return None if day == NEVER else day_of(day)

    def is_unsaid(self, column: str) -> bool:
        """Whether articles mean its code in a column without a word for it."""
        return self[column] in self.numbers.unsaid[column]

    def is_only(self, column: str) -> bool:
        """Whether its reporter has no other code in a column, for this measure and conflict."""
        of = self["population"] if self.table == PEOPLE and column != "population" else None
        return self.numbers.is_only(tuple(self[name] for name in LINE[self.table]), column, of)

    def has_line(self, measure: str) -> bool:
        """Whether its reporter counts another measure in its conflict."""
        return len(self.numbers.rows_of((self["conflict"], self["reporter"], measure))) > 0

    def told_apart(self, column: str) -> frozenset[str]:
        """The codes that its reporter gives in a column in its conflict, of any measure; of what
        the same did.
        """
        by = self["perpetrator"] if column != "perpetrator" else None
        return self.numbers.told_apart(self["conflict"], self["reporter"], by, column)

    def is_whole(self, column: str) -> bool:
        """Whether its reporter gave no wider figure of a column that day."""
        return self.table == PEOPLE and self.numbers.is_whole(self.at, column)

    def newest_end(self, today: dt.date) -> dt.date | None:
        """The last day of the newest figure of its series that was known on a day."""
        return self.numbers.newest_end(self.at, today)

    def after(self, last: dt.date, said: dt.date) -> list[Figure]:
        """The later figures of its series to a day, that were known on another."""
        return self.numbers.after(self.at, last, said)

    def known_on(self, day: dt.date) -> bool:
        """Whether the figure was published by a day and not restated."""
        return self.reported_on <= day and (self.superseded_on is None or self.superseded_on > day)


def number_of(day: dt.date) -> int:
    """The number of a day, as the columns have it."""
    return (day - EPOCH).days


def day_of(number: Any) -> dt.date:
    return EPOCH + dt.timedelta(days=int(number))
