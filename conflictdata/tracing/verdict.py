"""What a number of an article is beside the figures of a release: one of a few plain verdicts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from conflictdata.tracing.agreement import EQUAL, agrees, is_telling, other, reach
from conflictdata.tracing.candidate import Candidate, Match, Verdict
from conflictdata.tracing.company import Sure, by_company, readings_of
from conflictdata.tracing.dating import LAG, RECENT, is_before, near_day, of_day
from conflictdata.tracing.differing import Differing
from conflictdata.tracing.figure import PACKAGES, PEOPLE, TOTALS, Figure
from conflictdata.tracing.figures import Figures
from conflictdata.tracing.homes import Home
from conflictdata.tracing.statement import EVENT, Statement
from conflictdata.tracing.telling import (
    day_text,
    of_another,
    of_another_scope,
    of_reporter,
    told,
    wanting,
)

# verdicts that say that a number is the figure
AGREEING = ("matches", "rounded", "superseded", "later")
# how many figures are shown beside a verdict
SHOWN = 3
# days back in which a package may have been announced; after the article in which a later number is
# looked for; in which a sum of money is the newest
ANNOUNCED, AFTER, YEAR = 10, 180, 366


class Judge:
    """Judges the statements of one article by the figures of a release."""

    def __init__(
        self,
        figures: Figures,
        homes: dict[str, Home],
        countries: dict[str, str | None],
        published: dt.date | None,
    ):
        self.figures, self.homes, self.published = figures, homes, published
        self.countries = countries
        self.differing = Differing(figures, homes, published, self._is_newest)
        self.today = published or dt.date.max

    def verdicts(self, statements: Sequence[Statement]) -> list[Verdict]:
        """The verdicts on the statements of an article: each by itself, then by its company."""
        found = [self.verdict(s) for s in statements]
        for at, (s, verdict) in enumerate(zip(statements, found, strict=True)):
            of_a_day = s.precision == "day" and bool(s.reporters)
            if verdict.code in AGREEING or s.beside or (s.is_event and not of_a_day):
                if verdict.code not in AGREEING and s.reporters and is_telling(s.number):
                    found[at] = self._in_spite(s) or verdict
                continue
            sure = [
                Sure(statements[i], v.matches[0].figure)
                for i, v in enumerate(found)
                if v.code in AGREEING and v.matches
            ]
            readings = readings_of(s, statements)
            for reading in readings:
                candidates = sorted(self._candidates(reading), key=self._rank)
                if s.is_event:
                    candidates = [c for c in candidates if c.figure["counting"] == "day"]
                if best := by_company(reading, candidates, sure):
                    found[at] = self._of_company(s, best, candidates) or verdict
                    break
        return found

    def _in_spite(self, s: Statement) -> Verdict | None:
        """The verdict on a long number that seems to be of one event and is a reporter's count."""
        if s.beside not in (None, EVENT) or s.is_of_stranger:
            return None
        candidates = sorted(self._candidates(s), key=self._rank)
        sure = [c for c in candidates if c.is_reporters and c.how == EQUAL]
        return self._agreeing(s, sure)

    def _of_company(
        self, s: Statement, c: Candidate, candidates: list[Candidate]
    ) -> Verdict | None:
        if self._known(c):
            code = "matches" if c.how == EQUAL else "rounded"
            return self._verdict(code, of_reporter(s, c.figure, c.how == EQUAL), c, candidates)
        fits = [replace(c, other=(), is_reporters=True)]
        return self._restated(s, fits) or self._later(s, fits)

    def verdict(self, statement: Statement) -> Verdict:
        """The verdict on a statement by itself."""
        if lack := wanting(statement):
            return Verdict("unknown", lack)
        candidates = sorted(self._candidates(statement), key=self._rank)
        if statement.is_event:
            sure = [c for c in candidates if c.how == EQUAL and not c.other]
            return self._agreeing(statement, sure) or Verdict("unknown", "it is of one event")
        verdict = self._agreeing(statement, candidates) or self._restated(statement, candidates)
        if verdict is None and not statement.is_unsure:
            verdict = self._later(statement, candidates)
            verdict = verdict or self._another_scope(statement, candidates)
            # somebody may be named whom no vocabulary knows
            if verdict is None and not statement.is_of_stranger:
                verdict = self._another_reporter(statement, candidates)
                verdict = verdict or self.differing.verdict(statement)
        if verdict is not None:
            return verdict
        if statement.is_timed_before:
            return self.verdict(statement.untimed())
        return self._unknown(statement, candidates)

    def _rank(self, c: Candidate) -> tuple[float, dt.timedelta]:
        """The best first; of equals that of the newest day that was known."""
        day = c.figure.period_end
        return -c.score, abs(self.today - day)

    def _candidates(self, statement: Statement) -> Iterator[Candidate]:
        """The figures of the conflict whose number agrees."""
        low, high = reach(statement.number)
        conflict = statement.conflict or ""
        tables = (TOTALS, PACKAGES) if statement.is_money else (PEOPLE,)
        for table in tables:
            cells = {"conflict": conflict}
            if statement.is_money:
                cells["currency"] = statement.unit
            for figure in self.figures.of(table).between(low, high, **cells):
                if how := agrees(statement.number, figure):
                    yield self._candidate(statement, figure, how)

    def _candidate(self, statement: Statement, figure: Figure, how: str) -> Candidate:
        home = self.homes.get(statement.conflict or "")
        before = is_before(statement, figure)
        return Candidate(
            figure,
            how,
            tuple(other(statement, figure, home)),
            self._is_reporters(statement, figure),
            of_day(statement, figure) if not before else False,
            self._is_newest(figure),
            before,
        )

    def _is_reporters(self, statement: Statement, figure: Figure) -> bool:
        if figure.table == PACKAGES:
            # who gives announces
            return figure.reporter in statement.donors
        if statement.is_money and not statement.cited:
            # "Finnish aid stood at": the giver's own count
            total = statement.counting == "cumulative" or bool(of_day(statement, figure))
            return total and self.countries.get(figure.reporter) in statement.donors
        return figure.reporter in statement.reporters

    def _is_newest(self, figure: Figure) -> bool:
        if self.published is None:
            return True
        if figure.table == PACKAGES:
            return 0 <= (self.published - figure.reported_on).days <= ANNOUNCED
        if figure.table == TOTALS and (self.published - figure.period_end).days > YEAR:
            return False
        newest = figure.newest_end(self.today)
        if newest is None:
            return False
        # a day's count is another on the next
        lag = LAG if figure["counting"] != "day" else 1
        return figure.period_end >= newest - dt.timedelta(days=lag)

    def _agreeing(self, s: Statement, candidates: list[Candidate]) -> Verdict | None:
        """`matches` and `rounded`: in nothing another, known on the day, and of reporter or day."""
        fits = [c for c in candidates if not c.other and self._known(c) and self._timely(s, c)]
        for c in fits:
            if c.is_reporters or self._by_day_alone(s, c):
                code = "matches" if c.how == EQUAL else "rounded"
                return self._verdict(code, of_reporter(s, c.figure, c.how == EQUAL), c, candidates)
        return None

    def _known(self, c: Candidate) -> bool:
        if self.published is None:
            return c.figure.superseded_on is None
        return c.figure.known_on(self.published)

    def _timely(self, s: Statement, c: Candidate) -> bool:
        return c.of_day if c.of_day is not None else c.is_newest

    def _by_day_alone(self, s: Statement, c: Candidate) -> bool:
        """Whether a day decides where nobody is cited."""
        cited = bool(s.reporters) or s.unnamed
        return (
            bool(c.of_day) and s.is_as_of and not cited and c.how == EQUAL and is_telling(s.number)
        )

    def _restated(self, s: Statement, candidates: list[Candidate]) -> Verdict | None:
        """`superseded`: the reporter's, and restated or overtaken by the day of the article."""
        if self.published is None:
            return None
        for c in candidates:
            if c.other or not c.is_reporters or c.figure.reported_on > self.published:
                continue
            if c.is_before and is_telling(s.number):
                reason = f"{told(c.figure)}; it has another for {day_text(s.last)}"
                return self._verdict("superseded", reason, c, candidates)
            restated = c.figure.superseded_on
            if restated is not None and restated <= self.published and self._timely(s, c):
                now = self._wording(c.figure)
                reason = (
                    f"{told(c.figure)}, restated by {day_text(c.figure.superseded_on)} as {now}"
                )
                return self._verdict("superseded", reason, c, candidates)
            if self._is_overtaken(s, c):
                reason = f"{told(c.figure)}; a newer one was out when the article appeared"
                return self._verdict("superseded", reason, c, candidates)
        return None

    def _is_overtaken(self, s: Statement, c: Candidate) -> bool:
        """Whether a figure was the newest of its line some time before the article."""
        if c.of_day is not None or c.is_newest or s.number.high < 100:
            return False
        sure = c.how == EQUAL and is_telling(s.number)
        days = 7 if c.figure["counting"] == "day" else 3 * 365 if sure else RECENT
        return self._within(c.figure.period_end, days)

    def _later(self, s: Statement, candidates: list[Candidate]) -> Verdict | None:
        """`later`: the reporter published the number after the article."""
        if self.published is None:
            return None
        for c in candidates:
            after = (c.figure.reported_on - self.published).days
            most = AFTER if c.figure["counting"] != "day" else LAG
            fits = c.of_day or (c.of_day is None and after <= most)
            named = is_telling(s.number) or (c.of_day and s.is_as_of)
            sure = c.how == EQUAL and c.is_reporters and named
            if not c.other and after > 0 and fits and sure:
                reason = f"{told(c.figure)}, published only on {day_text(c.figure.reported_on)}"
                return self._verdict("later", reason, c, candidates)
        return None

    def _another_scope(self, s: Statement, candidates: list[Candidate]) -> Verdict | None:
        """`other_scope`: the reporter's number, of something else than is said."""
        if not is_telling(s.number):
            return None
        for c in candidates:
            timely = self._timely(s, c)
            period = not c.other and c.of_day is False and near_day(s, c.figure)
            fits = (len(c.other) == 1 and timely) or period
            if c.how == EQUAL and fits and c.is_reporters and self._out(c):
                what = c.other or ("period",)
                reason = of_another_scope(s, c.figure, what)
                return self._verdict("other_scope", reason, c, candidates)
        return None

    def _another_reporter(self, s: Statement, candidates: list[Candidate]) -> Verdict | None:
        """`other_reporter`: the number of another than the one who is cited."""
        # a name that is in no table may be another name of the reporter
        if not is_telling(s.number) or not s.reporters:
            return None
        for c in candidates:
            fits = not c.other and c.how == EQUAL and not c.is_reporters and self._timely(s, c)
            fits = fits and c.figure.reporter not in s.named
            if fits and self._out(c) and c.figure.table != PACKAGES:
                return self._verdict("other_reporter", of_another(s, c.figure), c, candidates)
        return None

    def _out(self, c: Candidate) -> bool:
        return self.published is None or c.figure.reported_on <= self.published

    def _within(self, day: dt.date, days: int) -> bool:
        return self.published is None or (self.published - day).days <= days

    def _unknown(self, s: Statement, candidates: list[Candidate]) -> Verdict:
        near = [c for c in candidates if self._out(c) and is_telling(s.number) and not c.other]
        reason = "no figure of the release can be compared"
        if near and not s.cited and s.last is None:
            reason = "no reporter is cited and no day is named; a figure has the number"
        return Verdict("unknown", reason, self._matches(near[:SHOWN]))

    def _verdict(
        self, code: str, reason: str, best: Candidate, candidates: list[Candidate]
    ) -> Verdict:
        others = [c for c in candidates if c is not best and not c.other and self._out(c)]
        others = [c for c in others if c.score >= 0.7]
        return Verdict(code, reason, self._matches([best, *others][:SHOWN]))

    def _matches(self, candidates: list[Candidate]) -> tuple[Match, ...]:
        return tuple(Match(c.figure, c.score, told(c.figure)) for c in candidates)

    def _wording(self, figure: Figure) -> str:
        """The number of the wording that was known when the article appeared."""
        known = [f for f in self.figures.wordings(figure) if f.known_on(self.today)]
        return f"{known[-1].value:,}" if known and known[-1].value is not None else "another number"
