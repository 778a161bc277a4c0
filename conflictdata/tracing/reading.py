"""Read an article: its numbers of people and money, and what each seems to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from conflictdata.tracing.article import Article
from conflictdata.tracing.carrying import LEAST, TIMES, Carrying, part_of
from conflictdata.tracing.figures import Figures
from conflictdata.tracing.lexicon import Hit
from conflictdata.tracing.limits import Limits
from conflictdata.tracing.number import Number
from conflictdata.tracing.numbers import currencies_of
from conflictdata.tracing.people import Counted, People
from conflictdata.tracing.places import Places
from conflictdata.tracing.sources import Sources
from conflictdata.tracing.speaking import Speaking
from conflictdata.tracing.statement import DENIED, EVENT, PEOPLE, PLACE, Statement
from conflictdata.tracing.surroundings import Surroundings
from conflictdata.tracing.timing import Timing, nearest
from conflictdata.tracing.whom import NARROW

# how strange a word of kind or stage may be to its number
KIND = 24
# statements to which a number may refer back
RECENT = 12
# tokens between who gives and the amount, with "with"
LEADING = 4
# words back to who gives them
GIVER = 60
# what the words beside an amount say of it: column of a statement -> list of the vocabulary
OF_MONEY = {"donors": "donor", "aid_types": "aid_type", "programs": "program", "stages": "stage"}


class Reader:
    """Reads one article."""

    def __init__(
        self,
        article: Article,
        conflicts: Sequence[dict[str, object]],
        names: dict[str, str],
        homes: dict[str, str | None],
        areas: dict[str, str],
        figures: Figures,
    ):
        self.article, self.homes, self.givers = article, homes, figures.givers
        reporting = self.reporting = figures.conflicts
        self.sources = Sources(article, names, frozenset(reporting))
        self.places = Places(article, conflicts, reporting, homes, areas, figures.conflicts_in)
        self.people = People(article)
        self.limits = Limits(article, self.people)
        self.speaking = Speaking(article, self.sources)
        self.timing = Timing(article, self.people)
        self.carrying = Carrying(article, self.people)
        self.surroundings = Surroundings(article)

    def statements(self) -> list[Statement]:
        """The numeric statements of the article, in their order."""
        found: list[Statement] = []
        for number in self.article.numbers:
            recent = found[-RECENT:]
            if number.currency:
                read: Statement | None = self._money(number, found[-1] if found else None)
            else:
                read = self._of_people(number, recent) or self._carried(number, recent)
            if read is not None:
                found.append(read)
        return found

    def _of_people(self, number: Number, found: Sequence[Statement]) -> Statement | None:
        whole = self.carrying.whole(number, found)
        counted = self.people.counted(number, whole is not None)
        if counted is None or (counted.is_part and self.carrying.is_of_things(number, found)):
            return None
        measure = None if counted.measure is None else counted.measure.of("measure")[0]
        narrowed: dict[str, Any] = dict(counted.narrowed)
        statement = replace(
            self._bare(number, PEOPLE),
            measure=measure,
            beside=counted.beside,
            is_part=counted.is_part,
            area=self.places.area(number),
            **narrowed,
        )
        statement = self._with_source_and_place(statement)
        statement = self.timing.timed(statement)
        statement = replace(statement, is_unsure=statement.is_unsure or counted.is_far)
        if counted.is_part and whole is not None:
            last = found[-1]
            if (
                whole.measure is None
                and last.is_part
                and last.number.start >= self.article.sentence(number.start)[0]
            ):
                whole = replace(whole, measure=last.measure)
            statement = part_of(statement, whole)
        elif found:
            statement = self.carrying.joined(statement, found, counted.is_bare)
        return self._limited(statement, counted)

    def _carried(self, number: Number, found: Sequence[Statement]) -> Statement | None:
        """A number that says nothing of its own but who or when: "A month ago it was 66,471"."""
        before = self.carrying.topic(number, found)
        tokens = self.article.tokens
        if before is None or number.high < LEAST or number.like_a_year:
            return None
        denied = DENIED if self.limits.is_denied(number) else before.beside
        apart = tokens[number.start].sentence - tokens[before.number.start].sentence
        if apart > 1 or not self.people.is_alone(number) or not self.carrying.is_led_to(number):
            return None
        same = {n: getattr(before, n) for n in (*NARROW, "measure", "conflict", "area", "beside")}
        area = self.places.area(number)
        statement = replace(self._bare(number, PEOPLE), **same)
        statement = replace(statement, area=area or before.area, is_carried=True, beside=denied)
        cited = self.sources.of(number)
        if cited is None:
            said = {n: getattr(before, n) for n in ("reporters", "cited", "unnamed")}
            statement = replace(statement, **said)
        else:
            statement = self._with_source_and_place(statement)
        timed = self.timing.timed(statement)
        if timed.last is None and timed.counting is None and before.first is not None:
            timed = replace(timed, **{n: getattr(before, n) for n in TIMES}, is_timed_before=True)
        return timed

    def _limited(self, statement: Statement, counted: Counted) -> Statement:
        """The same statement; if it is of one event or place, or denied, it says so."""
        number = statement.number
        if self.limits.is_denied(number):
            return replace(statement, beside=DENIED)
        if statement.beside or statement.is_part:
            return statement
        timed = statement.counting is not None or statement.is_as_of
        if not timed and self.limits.is_event(number, counted.measure):
            if statement.reporters:
                return replace(statement, is_event=True)
            return replace(statement, beside=EVENT)
        if not statement.area and self.limits.is_local(number):
            return replace(statement, beside=PLACE)
        return statement

    def _money(self, number: Number, before: Statement | None) -> Statement:
        statement = self._bare(number, number.currency or "")
        start, end = self.article.sentence(number.start)
        behind = self.article.hits_of(number.end, min(number.end + 2, end), "cue", "whole")
        said: dict[str, Any] = {"is_sum": any(behind)}
        for column, name in OF_MONEY.items():
            hits = [
                hit
                for hit in self.article.hits_of(start, end, name)
                if not self._is_of_another(hit, number)
            ]
            if hit := nearest(self.article, number, hits, KIND):
                said[column] = tuple(hit.of(name))
        if unit := self._crowns(number, said.get("donors", ())):
            said |= {"unit": unit, "number": replace(number, currency=unit)}
        statement = self._with_source_and_place(replace(statement, **said))
        if not statement.donors:
            statement = self._given(statement, before, start)
        return self.timing.timed(statement)

    def _given(self, statement: Statement, before: Statement | None, start: int) -> Statement:
        """The same amount with who gives, where nobody is named beside it."""
        number = statement.number
        if giver := self._giver(number, start):
            return replace(statement, donors=giver)
        if before is not None and before.is_money:
            if before.number.start >= start:
                same = {n: getattr(before, n) for n in ("donors", "reporters", "cited")}
                return replace(statement, **same)
            apart = statement.around.sentence - before.around.sentence
            if apart <= 1 and self.carrying.is_led_to(number):
                # "pledges came to 7.5 billion. A year before it had been 9.6 billion"
                return replace(statement, donors=before.donors)
        # who gives says so
        given = {home for r in statement.reporters if (home := self.homes.get(r))}
        given = given or {g for p in statement.programs if (g := self.givers.get(p))}
        return replace(statement, donors=tuple(sorted(given)))

    def _is_of_another(self, hit: Hit, number: Number) -> bool:
        """Whether a word is said of another amount: "followed by Germany with $245 million", "under
        the program, which brought it to $39.7 billion".
        """
        article = self.article
        leads = any(h.has("cue", "with") for h in article.hits_in(hit.end, hit.end + 1))
        if leads and any(
            n is not number and hit.end < n.start <= hit.end + LEADING for n in article.numbers
        ):
            return True
        start, _ = article.sentence(number.start)
        before = any(start <= n.start < hit.start for n in article.numbers if n.currency)
        return before and any(article.hits_of(hit.end, number.start, "cue", "relative"))

    def _giver(self, number: Number, start: int) -> tuple[str, ...]:
        """Who is named last before an amount in its sentence, and no other amount between."""
        first = max((n.end for n in self.article.numbers if n.end <= number.start), default=0)
        hits = list(self.article.hits_of(max(start, first), number.start, "donor"))
        return tuple(hits[-1].of("donor")) if hits else ()

    def _crowns(self, number: Number, donors: tuple[str, ...]) -> str | None:
        """Of currencies that are called alike, that of who gives."""
        hits = list(self.article.hits_of(number.end - 1, number.end, "currency"))
        if not hits or len(hits[0].of("currency")) < 2:
            return None
        before = self.article.hits_in(max(0, number.start - GIVER), number.start)
        near = [code for hit in reversed(before) for code in hit.of("donor")]
        for donor in (*donors, *near):
            for code in hits[0].of("currency"):
                if code in currencies_of(donor):
                    return code
        return None

    def _bare(self, number: Number, unit: str) -> Statement:
        tokens = self.article.tokens
        first = number.start if number.hedged_from is None else number.hedged_from
        start, end = tokens[first].start, tokens[number.end - 1].end
        words = self.article.text[start:end]
        around = self.surroundings.of(number)
        is_cited_here = self.sources.of(number) is not None
        is_of_stranger = not is_cited_here and self.sources.is_said(number)
        return Statement(
            number,
            start,
            end,
            words,
            unit,
            is_cited_here=is_cited_here,
            is_of_stranger=is_of_stranger,
            around=around,
            published=self.article.published,
        )

    def _with_source_and_place(self, statement: Statement) -> Statement:
        cited, is_before = self.speaking.cited(statement.number)
        reporters = cited.reporters if cited is not None else ()
        conflict = self.places.conflict(statement.number, reporters)
        fits = tuple(r for r in reporters if conflict in self.reporting.get(r, ()))
        return replace(
            statement,
            conflict=conflict,
            reporters=fits or reporters,
            cited=None if cited is None else cited.words,
            named=self.sources.named_in(statement.number.start),
            is_unsure=is_before,
            unnamed=cited is not None and not cited.reporters,
        )
