"""Read an article: its numbers of people and money, and what each seems to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from conflictdata.tracing.article import Article
from conflictdata.tracing.days import When
from conflictdata.tracing.lexicon import Hit
from conflictdata.tracing.numbers import Number
from conflictdata.tracing.people import AHEAD, BESIDE, Counted, People
from conflictdata.tracing.places import Places
from conflictdata.tracing.sources import Cited, Sources
from conflictdata.tracing.statement import PEOPLE, Statement

# how strange a word of time, kind or stage may be to its number
TIME, KIND = 30, 24
# what the words beside an amount say of it: column of a statement -> list of the vocabulary
OF_MONEY = {"donors": "donor", "aid_types": "aid_type", "programs": "program", "stages": "stage"}


class Reader:
    """Reads one article."""

    def __init__(
        self,
        article: Article,
        conflicts: Sequence[dict[str, object]],
        names: dict[str, str],
        reporting: dict[str, set[str]],
    ):
        self.article, self.reporting = article, reporting
        self.sources = Sources(article, names, frozenset(reporting))
        self.places = Places(article, conflicts)
        self.people = People(article)

    def statements(self) -> list[Statement]:
        """The numeric statements of the article, in their order."""
        found: list[Statement] = []
        at: list[Number] = []
        for number in self.article.numbers:
            whole = self._whole(number, found, at)
            read = self._money(number) if number.currency else self._of_people(number, whole)
            if read is not None:
                found.append(read)
                at.append(number)
        return found

    def _whole(self, number: Number, found: list[Statement], at: list[Number]) -> Statement | None:
        """The statement of which a number may be a part: the one before, if it is near and clear."""
        tokens = self.article.tokens
        sentence = tokens[number.start].sentence
        near = [
            statement
            for statement, before in zip(found, at, strict=True)
            if sentence - tokens[before.start].sentence <= 1
            and not statement.is_money
            and not statement.is_part
        ]
        if not near:
            return None
        last = near[-1]
        beside = sentence == tokens[last.number.start].sentence
        beside = beside and number.start - last.number.end <= BESIDE
        measures = {s.measure for s in near if tokens[s.number.start].sentence == sentence}
        if not beside and len(measures or {s.measure for s in near}) > 1:
            return replace(last, measure=None)  # "of them" may be of either
        return last

    def _of_people(self, number: Number, whole: Statement | None) -> Statement | None:
        counted = self.people.counted(number, whole is not None)
        if counted is None:
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
        statement = self._with_time(statement)
        if counted.is_part and whole is not None:
            statement = _part_of(statement, whole)
        return self._limited(statement, counted)

    def _limited(self, statement: Statement, counted: Counted) -> Statement:
        """The same statement; if it is of one event or place, it says so."""
        number = statement.number
        if statement.beside or statement.is_part:
            return statement
        timed = statement.counting is not None or statement.is_as_of
        if not timed and self.people.is_event(number, counted.measure):
            return replace(statement, beside="one event")
        if not statement.area and number.high < 5000 and self.people.is_local(number):
            return replace(statement, beside="a place within the area")
        return statement

    def _money(self, number: Number) -> Statement:
        statement = self._bare(number, number.currency or "")
        start, end = self.article.sentence(number.start)
        said: dict[str, Any] = {}
        for column, name in OF_MONEY.items():
            if hit := self._nearest(number, list(self.article.hits_of(start, end, name)), KIND):
                said[column] = tuple(hit.of(name))
        return self._with_time(self._with_source_and_place(replace(statement, **said)))

    def _bare(self, number: Number, unit: str) -> Statement:
        tokens = self.article.tokens
        first = number.start if number.hedged_from is None else number.hedged_from
        start, end = tokens[first].start, tokens[number.end - 1].end
        return Statement(number, start, end, self.article.text[start:end], unit)

    def _with_source_and_place(self, statement: Statement) -> Statement:
        cited = self._cited(statement.number)
        reporters = cited.reporters if cited is not None else ()
        among = frozenset(c for r in reporters for c in self.reporting.get(r, ()))
        conflict = self.places.conflict(statement.number, among or None)
        fits = tuple(r for r in reporters if conflict in self.reporting.get(r, ()))
        return replace(
            statement,
            conflict=conflict,
            reporters=fits or reporters,
            cited=None if cited is None else cited.words,
            unnamed=cited is not None and not cited.reporters,
        )

    def _cited(self, number: Number) -> Cited | None:
        """Who is cited in the sentence, else who was before and speaks on."""
        if cited := self.sources.of(number):
            return cited
        article = self.article
        start, end = article.sentence(number.start)
        speaks_on = any(True for _ in article.hits_of(start, end, "cue", "same_source"))
        speaks_on = speaks_on or any(True for _ in article.hits_of(start, start + 3, "cue", "part"))
        before, same_paragraph = self.sources.before(number.start)
        # money has its giver; who counted people may go on over a paragraph
        carried = same_paragraph and number.currency is None
        return before if speaks_on or carried else None

    def _with_time(self, statement: Statement) -> Statement:
        """The same statement with the days and the stretch that the sentence names for it."""
        number = statement.number
        start, end = self.article.sentence(number.start)
        whens = [w for w in self.article.whens if start <= w.start < end]
        place = number.start, number.end
        near = sorted((self.article.distance((w.start, w.end), place, number=4), w) for w in whens)
        near = [(cost, when) for cost, when in near if cost <= TIME]
        ends = [(cost, w) for cost, w in near if w.role != "since"]
        # the day of a count goes before the day on which it was said
        ends.sort(key=lambda n: n[0] + (8 if n[1].role in ("on", None) else 0))
        hit = self._nearest(number, list(self.article.hits_of(start, end, "counting")), AHEAD)
        counting = hit.of("counting")[0] if hit else None
        if any(w.role == "since" for _, w in near) and counting in (None, "span"):
            counting = "cumulative"
        if not ends:
            return replace(statement, counting=counting)
        return self._dated(statement, ends[0][1], counting)

    def _dated(self, statement: Statement, when: When, counting: str | None) -> Statement:
        said: dict[str, Any] = {"last": when.last, "precision": when.precision}
        if when.role == "during":
            said["first"], said["is_as_of"] = when.first, True
            stretch = {"month": "month", "year": "year"}.get(when.precision)
            if counting in (None, "cumulative") and stretch and not statement.is_money:
                counting = stretch
        elif when.role == "as_of":
            said["is_as_of"] = True
        return replace(statement, counting=counting, **said)

    def _nearest(self, number: Number, hits: list[Hit], most: int) -> Hit | None:
        place = number.start, number.end
        near = [(self.article.distance((h.start, h.end), place, number=4), h) for h in hits]
        near = [(cost, hit) for cost, hit in near if cost <= most]
        return min(near, key=lambda n: n[0])[1] if near else None


def _part_of(statement: Statement, whole: Statement) -> Statement:
    """A part of a number, with what was said of the whole where nothing is said of it."""
    said: dict[str, Any] = {}
    for name in ("measure", "population", "affiliation", "conflict", "area", "counting", "cause"):
        if getattr(statement, name) is None:
            said[name] = getattr(whole, name)
    if not statement.reporters and not statement.unnamed:
        said |= {"reporters": whole.reporters, "cited": whole.cited, "unnamed": whole.unnamed}
    if statement.last is None:
        said |= {n: getattr(whole, n) for n in ("first", "last", "precision", "is_as_of")}
    return replace(statement, beside=statement.beside or whole.beside, **said)
