"""What is said of one number and means the next too: parts, numbers joined, numbers carried on."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from conflictdata.tracing.article import Article
from conflictdata.tracing.number import Number
from conflictdata.tracing.people import BESIDE, People
from conflictdata.tracing.statement import Statement
from conflictdata.tracing.whom import AHEAD, NARROW, UNNARROWED

# sentences over which "of them" reaches, words that lead to a number, the least that is carried on
REACH, LED, LEAST = 2, 4, 20
# measures neither of which is a part of the other
APART = {"killed", "injured"}
LEADS = ("carried", "source", "same_source")
DAYS = ("first", "last", "precision", "is_as_of", "is_of_some_days", "befell_then")
TIMES = ("counting", *DAYS)


class Carrying:
    """What an article's numbers take from those before."""

    def __init__(self, article: Article, people: People):
        self.article, self.people = article, people
        self.ends = {n.end for n in article.numbers} | {w.end for w in article.whens}

    def whole(self, number: Number, found: Sequence[Statement]) -> Statement | None:
        """The statement of which a number may be a part: the one before, if near and clear."""
        tokens = self.article.tokens
        sentence = tokens[number.start].sentence
        near = [
            s
            for s in found
            if sentence - tokens[s.number.start].sentence <= REACH
            and not s.is_money
            and not s.is_part
        ]
        if not near:
            return None
        # a part is not more than its whole: it may be of the same people, not of that number
        bare = [replace(s, **UNNARROWED) for s in near[-1:]]
        near = [s for s in near if s.number.high >= number.low] or bare
        last, before = self._apart_from_others(number, near), found[-1]
        # "3,179 were children, 861 of them killed"
        close = 0 <= number.start - before.number.end <= AHEAD
        if close and before.is_part and not before.is_money and self.people.is_behind(number):
            return before
        beside = sentence == tokens[last.number.start].sentence
        beside = beside and number.start - last.number.end <= BESIDE
        measures = {s.measure for s in near if tokens[s.number.start].sentence == sentence}
        if not beside and len(measures or {s.measure for s in near}) > 1:
            return replace(last, measure=None)  # "of them" may be of either
        return last

    def _apart_from_others(self, number: Number, near: Sequence[Statement]) -> Statement:
        """The last that may be the whole: of the wounded no number of the dead is."""
        own, _ = self.people.measure(number)
        told = own.of("measure")[0] if own is not None else None
        if {told, near[-1].measure} == APART:
            return next((s for s in reversed(near) if s.measure == told), near[-1])
        return near[-1]

    def is_of_things(self, number: Number, found: Sequence[Statement]) -> bool:
        """Whether "of which" is said of a number beside that counts no people."""
        numbers = self.article.numbers
        at = bisect.bisect_left(numbers, number.start, key=lambda n: n.start) - 1
        before = numbers[at] if at >= 0 else None
        tokens = self.article.tokens
        near = before is not None and (
            tokens[before.start].sentence == tokens[number.start].sentence
            and number.start - before.end <= BESIDE
        )
        return near and self.people.is_behind(number) and all(s.number is not before for s in found)

    def joined(self, statement: Statement, found: Sequence[Statement], is_bare: bool) -> Statement:
        """The same statement with what those before say of it too: whom, and of which stretch."""
        number, before = statement.number, found[-1]
        said: dict[str, Any] = {}
        if not before.is_money:
            such = self.article.hits_of(number.start - 2, number.end + 2, "cue", "same_kind")
            if any(such) or (is_bare and self._is_beside(number, before, is_told=True)):
                said = {n: getattr(before, n) for n in NARROW if getattr(statement, n) is None}
                said["is_carried"] = True
        topic = self.topic(number, found)
        if topic is not None and self._apart(number, topic) > REACH:
            topic = None
        narrowed = any(getattr(statement, n) for n in NARROW)
        if statement.measure is None and topic and narrowed and not statement.beside:
            # "at least 25 were civilians"
            said |= {"measure": topic.measure, "is_part": True}
        if statement.last is None:
            said |= self._times(statement, before, topic)
        return replace(statement, **said)

    def _times(
        self, statement: Statement, before: Statement, topic: Statement | None
    ) -> dict[str, Any]:
        """The days of the number before, or of the topic, where they are those of a number too."""
        number = statement.number
        joint = any(self.article.hits_of(before.number.end, number.start, "cue", "and"))
        if statement.counting is None and joint and self._is_beside(number, before, LED):
            return {n: getattr(before, n) for n in TIMES}
        if topic is None or not set(statement.reporters) & set(topic.reporters):
            return {}
        if topic.is_as_of and not self._apart(number, topic):
            # "by Tuesday 388 had been killed; 4,475 had been injured since October"
            names = TIMES if statement.counting is None else DAYS
        elif topic.first and statement.counting is None:
            # "killed in 2024. A further 2,213 were injured"
            names = TIMES
        else:
            return {}
        return {n: getattr(topic, n) for n in names} | {"is_timed_before": True}

    def _is_beside(
        self, number: Number, before: Statement, most: int = AHEAD, *, is_told: bool = False
    ) -> bool:
        """Whether a number stands beside another in a clause, and no other party between; beside a
        part only where that says what befell it: "12 men killed and nine injured".
        """
        end = before.number.end
        own = next(self.article.hits_of(end, number.start, "measure"), None)
        part = before.is_part and not (is_told and own is not None)
        if before.is_money or part or self._apart(number, before):
            return False
        hits = self.article.hits_of(end if own is None else own.end, number.start, "affiliation")
        sides = [h for h in hits if not h.has("conflict") and not h.has("area")]
        parts = any(self.article.hits_of(end, number.start, "cue", "clause"))
        return number.start - end <= most and not parts and not sides

    def _apart(self, number: Number, before: Statement) -> int:
        """Sentences between a number and a statement."""
        tokens = self.article.tokens
        return tokens[number.start].sentence - tokens[before.number.start].sentence

    def topic(self, number: Number, found: Sequence[Statement]) -> Statement | None:
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

    def is_led_to(self, number: Number) -> bool:
        """Whether small words lead to a number from a day, another number or one who says it."""
        article = self.article
        first = number.start if number.hedged_from is None else number.hedged_from
        start, _ = article.sentence(number.start)
        at = first
        while at > start and first - at <= LED:
            before = [h for h in article.hits_in(max(at - 4, start), at) if h.end == at]
            if any(h.has("cue", c) for h in before for c in LEADS):
                return True
            if any(h.has("reporter") for h in before):
                return True
            if at in self.ends:
                return at < first
            if before and (before[0].has("cue", "small") or before[0].has("area")):
                at = before[0].start
            elif article.tokens[at - 1].text == ",":
                at -= 1
            else:
                return False
        return False


def part_of(statement: Statement, whole: Statement) -> Statement:
    """A part of a number, with what was said of the whole where nothing is said of it."""
    said: dict[str, Any] = {}
    for name in (*NARROW, "measure", "conflict", "area", "counting"):
        # "seven women and 15 children among them"
        own = name in ("sex", "age") and (statement.sex or statement.age)
        if getattr(statement, name) is None and not own:
            said[name] = getattr(whole, name)
    if not statement.reporters and not statement.unnamed:
        said |= {"reporters": whole.reporters, "cited": whole.cited, "unnamed": whole.unnamed}
    if statement.last is None:
        said |= {n: getattr(whole, n) for n in DAYS}
    found = replace(statement, beside=statement.beside or whole.beside, **said)
    same = all(getattr(found, n) == getattr(whole, n) for n in (*NARROW, "measure", "area"))
    return replace(found, is_unsure=found.is_unsure or same)
