"""What a number of an article seems to say."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from conflictdata.tracing.number import Number
from conflictdata.tracing.surroundings import NOTHING, Around

PEOPLE = "people"
# beside what the tables hold
EVENT, PLACE = "one event", "a place within the area"
DENIED = "a number that is denied, or reckoned with"


@dataclass(frozen=True)
class Statement:
    """A number of people or money, and what the article seems to say of it.

    What the article does not say is none or empty; of several codes any may be meant.
    """

    number: Number
    # characters of the number with its hedge, scale and currency
    start: int
    end: int
    words: str
    # people, or a currency
    unit: str
    conflict: str | None = None
    measure: str | None = None
    population: str | None = None
    affiliation: str | None = None
    sex: str | None = None
    age: str | None = None
    cause: str | None = None
    # who did it: of several any may be meant
    perpetrators: tuple[str, ...] | None = None
    area: str | None = None
    # narrower than any area, group or count that the tables hold
    beside: str | None = None
    # a part of the number before; of one event
    is_part: bool = False
    is_event: bool = False
    # it is what the numbers before come to; whom it counts was said of the number before
    is_sum: bool = False
    is_carried: bool = False
    reporters: tuple[str, ...] = ()
    cited: str | None = None
    # whom its sentence names, cited or not
    named: tuple[str, ...] = ()
    # who is cited, or of what it is a part, was said from afar: only agreement is claimed of it
    is_unsure: bool = False
    # its days are those of the number before
    is_timed_before: bool = False
    # somebody is cited who is no reporter of the release
    unnamed: bool = False
    # who is cited stands in its own sentence
    is_cited_here: bool = False
    # its sentence says that somebody says it, and names nobody who is known
    is_of_stranger: bool = False
    around: Around = NOTHING
    # the day of the article
    published: dt.date | None = None
    counting: str | None = None
    # the day, or the days of the month or year, since which it is counted
    since: tuple[dt.date, dt.date] | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    precision: str | None = None
    # whether `last` ends the count, or is a day on which something was or was said
    is_as_of: bool = False
    # some days of the month that is named: "in the first week of May"
    is_of_some_days: bool = False
    # it befell the people on these days: no count that began before them
    befell_then: bool = False
    donors: tuple[str, ...] = ()
    aid_types: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()

    @property
    def is_money(self) -> bool:
        return self.unit != PEOPLE

    def is_of_count_before(self, begun: dt.date) -> bool:
        """Whether a count that had begun by then is another, since this is of its days alone."""
        first = self.first or self.last
        return self.befell_then and first is not None and begun < first

    def untimed(self) -> Statement:
        """The same statement without the days of the number before."""
        return replace(
            self,
            counting=None,
            first=None,
            last=None,
            precision=None,
            is_as_of=False,
            is_of_some_days=False,
            befell_then=False,
            is_timed_before=False,
        )
