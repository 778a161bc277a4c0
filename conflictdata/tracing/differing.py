"""`differs`: the reporter has another number for that day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from conflictdata.tracing.agreement import agrees, other
from conflictdata.tracing.candidate import WORTH, Match, Verdict
from conflictdata.tracing.dating import LAG, of_day
from conflictdata.tracing.figure import Figure
from conflictdata.tracing.figures import Figures
from conflictdata.tracing.homes import Home
from conflictdata.tracing.statement import Statement
from conflictdata.tracing.telling import told

# how far another number may be off, and still be meant for the reporter's
OFF = (0.7, 1.4)
# days back in which the figure of a stretch is looked for
BACK = 60


class Differing:
    """Finds the figure that a statement should have had."""

    def __init__(
        self,
        figures: Figures,
        homes: dict[str, Home],
        published: dt.date | None,
        is_newest: Callable[[Figure], bool],
    ):
        self.figures, self.homes, self.published = figures, homes, published
        self.is_newest = is_newest

    def verdict(self, s: Statement) -> Verdict | None:
        """The figure of that day by the reporter, if it is another number."""
        if self.published is None:
            return None
        figure = self._package(s, self.published) if s.is_money else self._count(s, self.published)
        if figure is None:
            return None
        match = Match(figure, round(1 - WORTH["number"], 2), told(figure))
        return Verdict("differs", told(figure), (match,))

    def _count(self, s: Statement, today: dt.date) -> Figure | None:
        if not s.reporters or s.measure is None or s.number.qualifier in ("about", "range"):
            return None
        low, high = OFF
        for reporter in s.reporters:
            for figure in self._of_that_day(s, reporter, today):
                own = figure.value
                if own is None or not low <= s.number.high / max(own, 1) <= high:
                    continue
                if not s.number.is_range and not agrees(s.number, figure):
                    return figure
        return None

    def _of_that_day(self, s: Statement, reporter: str, today: dt.date) -> Iterator[Figure]:
        """The reporter's figures of the day of a statement, the newest wording first."""
        home = self.homes.get(s.conflict or "")
        exact = s.is_as_of and s.precision == "day"
        until = s.last if s.last is not None else today
        back = 0 if exact else LAG if s.last is None else BACK
        since = until - dt.timedelta(days=back)
        line = self.figures.people.line(
            s.conflict or "", reporter, s.measure or "", since=since, until=until
        )
        for figure in reversed(line):
            if not figure.known_on(today) or other(s, figure, home):
                continue
            if figure["cause"] not in ("all", s.cause):
                continue  # a part of what is said
            if s.first is not None and figure.period_start < s.first:
                continue
            if of_day(s, figure) or (of_day(s, figure) is None and self.is_newest(figure)):
                yield figure

    def _package(self, s: Statement, today: dt.date) -> Figure | None:
        """The only package that the giver announced on that day."""
        if s.last is None or s.precision != "day" or not s.donors or s.is_sum:
            return None
        if s.counting not in (None, "act") or not (s.counting or s.programs):
            return None
        found = [
            f
            for donor in s.donors
            for f in self.figures.packages.line(
                s.conflict or "", donor, s.unit, since=s.last, until=s.last
            )
            if not other(s, f, None) and f.reported_on <= today
        ]
        if len(found) != 1 or found[0].value is None or agrees(s.number, found[0]):
            return None
        return found[0]
