"""Read an article: its numbers of people and money, and what each seems to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from conflictdata.tracing.article import Article
from conflictdata.tracing.days import When
from conflictdata.tracing.lexicon import Hit
from conflictdata.tracing.numbers import Number
from conflictdata.tracing.people import AHEAD, BESIDE, NARROW, Counted, People
from conflictdata.tracing.places import Places
from conflictdata.tracing.sources import Cited, Sources
from conflictdata.tracing.statement import PEOPLE, Statement

# how strange a word of time, kind or stage may be to its number
TIME, KIND = 30, 24
# sentences over which "of them" reaches, words that lead to a number, the least that is carried on
CARRIED, LED, CARRIES = 2, 4, 20
LEADS = ("carried", "source", "same_source")
TIMES = ("counting", "first", "last", "precision", "is_as_of")
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
        reporting: dict[str, set[str]],
    ):
        self.article, self.homes, self.reporting = article, homes, reporting
        self.sources = Sources(article, names, frozenset(reporting))
        self.places = Places(article, conflicts, reporting)
        self.people = People(article)
        # who spoke last, and the token where
        self.speaker: tuple[Cited, int, bool] | None = None

    def statements(self) -> list[Statement]:
        """The numeric statements of the article, in their order."""
        found: list[Statement] = []
        at: list[Number] = []
        for number in self.article.numbers:
            whole = self._whole(number, found, at)
            if number.currency:
                read: Statement | None = self._money(number, found[-1] if found else None)
            else:
                read = self._of_people(number, whole, found) or self._carried(number, found)
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
            if sentence - tokens[before.start].sentence <= CARRIED
            and not statement.is_money
            and not statement.is_part
        ]
        if not near:
            return None
        last = near[-1]
        if found[-1].is_part and not found[-1].is_money and self.people.is_behind(number):
            # "3,179 were children, 861 of them killed"
            if 0 <= number.start - found[-1].number.end <= AHEAD:
                return found[-1]
        beside = sentence == tokens[last.number.start].sentence
        beside = beside and number.start - last.number.end <= BESIDE
        measures = {s.measure for s in near if tokens[s.number.start].sentence == sentence}
        if not beside and len(measures or {s.measure for s in near}) > 1:
            return replace(last, measure=None)  # "of them" may be of either
        return last

    def _of_people(
        self, number: Number, whole: Statement | None, found: Sequence[Statement]
    ) -> Statement | None:
        counted = self.people.counted(number, whole is not None)
        if counted is None or (counted.is_part and self._is_of_things(number, found)):
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
            last = found[-1]
            if whole.measure is None and last.is_part and last.number.start >= self._begin(number):
                whole = replace(whole, measure=last.measure)
            statement = _part_of(statement, whole)
        elif found:
            statement = self._joined(statement, found, counted.is_bare)
        return self._limited(statement, counted)

    def _begin(self, number: Number) -> int:
        return self.article.sentence(number.start)[0]

    def _is_of_things(self, number: Number, found: Sequence[Statement]) -> bool:
        """Whether "of which" is said of a number beside that counts no people."""
        at = self.article.numbers.index(number) - 1
        before = self.article.numbers[at] if at >= 0 else None
        tokens = self.article.tokens
        near = before is not None and (
            tokens[before.start].sentence == tokens[number.start].sentence
            and number.start - before.end <= BESIDE
        )
        return near and self.people.is_behind(number) and all(s.number is not before for s in found)

    def _joined(self, statement: Statement, found: Sequence[Statement], is_bare: bool) -> Statement:
        """The same statement with what those before say of it too: whom, and of which stretch."""
        tokens, number = self.article.tokens, statement.number
        before, other = found[-1], found[-1].number
        said: dict[str, Any] = {}
        beside = tokens[number.start].sentence == tokens[other.start].sentence
        beside = beside and not before.is_money and not before.is_part
        if is_bare and beside and number.start - other.end <= AHEAD:
            parts = self.article.hits_of(other.end, number.start, "cue", "clause")
            own = next(self.article.hits_of(other.end, number.start, "measure"), None)
            begin = own.end if own is not None else other.end
            hits = self.article.hits_of(begin, number.start, "affiliation")
            sides = [h for h in hits if not h.has("conflict") and not h.has("area")]
            if not any(parts) and not sides:
                said = {n: getattr(before, n) for n in NARROW if getattr(statement, n) is None}
        such = self.article.hits_of(number.start - 2, number.end + 2, "cue", "same_kind")
        if any(such) and not before.is_money:
            said |= {n: getattr(before, n) for n in NARROW if getattr(statement, n) is None}
        near = self._topic(number, found)
        if statement.measure is None and near is not None and not statement.beside:
            # "at least 25 were civilians"
            apart = tokens[number.start].sentence - tokens[near.number.start].sentence
            if apart <= 1 and any(getattr(statement, n) for n in NARROW):
                said |= {"measure": near.measure, "is_part": True}
        untimed = statement.last is None and statement.counting is None
        joint = any(self.article.hits_of(other.end, number.start, "cue", "and"))
        if beside and joint and number.start - other.end <= LED and untimed:
            said |= {n: getattr(before, n) for n in TIMES}
        # "killed in 2024. A further 2,213 were injured"
        topic = self._topic(number, found)
        if untimed and topic and topic.first and set(statement.reporters) & set(topic.reporters):
            if tokens[number.start].sentence - tokens[topic.number.start].sentence <= 1:
                said |= {n: getattr(topic, n) for n in TIMES} | {"is_timed_before": True}
        return replace(statement, **said)

    def _carried(self, number: Number, found: Sequence[Statement]) -> Statement | None:
        """A number that says nothing of its own but who or when: "A month ago it was 66,471"."""
        before = self._topic(number, found)
        article, tokens = self.article, self.article.tokens
        if before is None or number.high < CARRIES or number.like_a_year:
            return None
        apart = tokens[number.start].sentence - tokens[before.number.start].sentence
        if apart > 1 or not self.people.is_alone(number) or not self._is_led_to(number):
            return None
        same = {n: getattr(before, n) for n in (*NARROW, "measure", "conflict", "area", "beside")}
        area = self.places.area(number)
        statement = replace(self._bare(number, PEOPLE), **same)
        statement = replace(statement, area=area or before.area)
        cited = self.sources.of(number)
        if cited is None:
            said = {n: getattr(before, n) for n in ("reporters", "cited", "unnamed")}
            statement = replace(statement, **said)
        else:
            statement = self._with_source_and_place(statement)
        timed = self._with_time(statement)
        if timed.last is None and timed.counting is None and before.first is not None:
            timed = replace(timed, **{n: getattr(before, n) for n in TIMES}, is_timed_before=True)
        return timed

    def _topic(self, number: Number, found: Sequence[Statement]) -> Statement | None:
        """What a sentence that names nothing speaks of: the last before it, or what the sentence
        before began with.
        """
        tokens = self.article.tokens
        told = [s for s in found if not s.is_money and s.measure]
        if not told:
            return None
        last = tokens[told[-1].number.start].sentence
        if last == tokens[number.start].sentence:
            return told[-1]
        return next(s for s in told if tokens[s.number.start].sentence == last)

    def _is_led_to(self, number: Number) -> bool:
        """Whether small words lead to a number from a day, another number or one who says it."""
        article = self.article
        first = number.start if number.hedged_from is None else number.hedged_from
        start, _ = article.sentence(number.start)
        ends = {n.end for n in article.numbers} | {w.end for w in article.whens}
        at = first
        while at > start and first - at <= LED:
            before = [h for h in article.hits_in(max(at - 4, start), at) if h.end == at]
            if any(h.has("cue", c) for h in before for c in LEADS):
                return True
            if any(h.has("reporter") for h in before):
                return True
            if at in ends:
                return at < first
            if before and (before[0].has("cue", "small") or before[0].has("area")):
                at = before[0].start
            elif article.tokens[at - 1].text == ",":
                at -= 1
            else:
                return False
        return False

    def _limited(self, statement: Statement, counted: Counted) -> Statement:
        """The same statement; if it is of one event or place, it says so."""
        number = statement.number
        if statement.beside or statement.is_part:
            return statement
        timed = statement.counting is not None or statement.is_as_of
        if not timed and self.people.is_event(number, counted.measure):
            if statement.reporters:
                return replace(statement, is_event=True)
            return replace(statement, beside="one event")
        if not statement.area and number.high < 5000 and self.people.is_local(number):
            return replace(statement, beside="a place within the area")
        return statement

    def _money(self, number: Number, before: Statement | None) -> Statement:
        statement = self._bare(number, number.currency or "")
        start, end = self.article.sentence(number.start)
        said: dict[str, Any] = {}
        for column, name in OF_MONEY.items():
            if hit := self._nearest(number, list(self.article.hits_of(start, end, name)), KIND):
                said[column] = tuple(hit.of(name))
        statement = self._with_source_and_place(replace(statement, **said))
        if not statement.donors and statement.reporters:
            # who gives says so
            given = {self.homes[r] for r in statement.reporters if self.homes.get(r)}
            statement = replace(statement, donors=tuple(sorted(given)))
        if not statement.donors and before is not None and before.number.start >= start:
            same = {n: getattr(before, n) for n in ("donors", "reporters", "cited")}
            statement = replace(statement, **same) if before.is_money else statement
        return self._with_time(statement)

    def _bare(self, number: Number, unit: str) -> Statement:
        tokens = self.article.tokens
        first = number.start if number.hedged_from is None else number.hedged_from
        start, end = tokens[first].start, tokens[number.end - 1].end
        return Statement(number, start, end, self.article.text[start:end], unit)

    def _with_source_and_place(self, statement: Statement) -> Statement:
        cited, is_before = self._cited(statement.number)
        reporters = cited.reporters if cited is not None else ()
        among = frozenset(c for r in reporters for c in self.reporting.get(r, ()))
        conflict = self.places.conflict(statement.number, among or None)
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

    def _cited(self, number: Number) -> tuple[Cited | None, bool]:
        """Who is cited in the sentence, else who was before and speaks on; whether from afar."""
        found, is_before = self._speaking(number)
        if found is not None:
            self.speaker = found, number.start, is_before
        return found, is_before

    def _speaking(self, number: Number) -> tuple[Cited | None, bool]:
        if cited := self.sources.of(number):
            return cited, False
        article = self.article
        start, end = article.sentence(number.start)
        named = next(article.hits_of(start, end, "cue", "same_source"), None)
        speaks_on = named is not None or any(article.hits_of(start, start + 3, "cue", "part"))
        kind = (
            article.tokens[named.start + 1].plain if named and named.end - named.start > 1 else ""
        )
        before, at = self.sources.before(number.start, kind)
        unsure = False
        if self.speaker is not None and not kind and self.speaker[1] > at:
            before, at, unsure = self.speaker
        same_paragraph = article.tokens[number.start].paragraph == article.tokens[at].paragraph
        # money has its giver; who counted people may go on over a paragraph
        if number.currency is not None and not speaks_on:
            return None, False
        if speaks_on or same_paragraph:
            return before, unsure
        # papers give each sentence its paragraph
        apart = article.tokens[number.start].sentence - article.tokens[at].sentence
        return (before, True) if before is not None and apart <= 1 else (None, False)

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
        hits = self.article.hits_of(start, end, "counting")
        hit = self._nearest(number, [h for h in hits if not self._is_of_part(h, number)], AHEAD)
        counting = hit.of("counting")[0] if hit else None
        begins = [w for _, w in near if w.role == "since"]
        if begins and not statement.is_money:
            statement = replace(statement, since=begins[0].first)
        if begins and statement.is_money:
            ends += [(cost, w) for cost, w in near if w.role == "since"]
        elif begins and counting in (None, "span"):
            counting = "cumulative"
        if not ends:
            return replace(statement, counting=counting)
        return self._dated(statement, ends[0][1], counting)

    def _is_of_part(self, hit: Hit, number: Number) -> bool:
        """Whether words behind a number are of a part of it: "92,401 injured, 107 of them in a day"."""
        article = self.article
        start, _ = article.sentence(number.start)
        if hit.end <= number.start:
            # "81 deaths in a day, and 70,457 wounded"
            closed = any(t.text == "," for t in article.tokens[hit.end : number.start])
            return closed and any(start <= n.start < hit.start for n in article.numbers)
        between = [n for n in article.numbers if number.end <= n.start < hit.start]
        closed = between and any(
            t.text == "," for t in article.tokens[number.end : between[0].start]
        )
        # "30,035, with 81 deaths in a day"
        by_day = hit.has("counting", "day") and bool(closed)
        return by_day or any(self.people.is_part(n) for n in between)

    def _dated(self, statement: Statement, when: When, counting: str | None) -> Statement:
        said: dict[str, Any] = {"last": when.last, "precision": when.precision}
        if when.role == "during":
            said["first"], said["is_as_of"] = when.first, True
            stretch = when.precision if when.precision in ("month", "year") else None
            if when.precision == "part":
                months = (
                    (when.last.year - when.first.year) * 12 + when.last.month - when.first.month
                )
                stretch = "quarter" if months == 2 else "span"
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
    for name in (*NARROW, "measure", "conflict", "area", "counting"):
        if getattr(statement, name) is None:
            said[name] = getattr(whole, name)
    if not statement.reporters and not statement.unnamed:
        said |= {"reporters": whole.reporters, "cited": whole.cited, "unnamed": whole.unnamed}
    if statement.last is None:
        said |= {n: getattr(whole, n) for n in ("first", "last", "precision", "is_as_of")}
    found = replace(statement, beside=statement.beside or whole.beside, **said)
    same = all(getattr(found, n) == getattr(whole, n) for n in (*NARROW, "measure", "area"))
    return replace(found, is_unsure=found.is_unsure or same)
