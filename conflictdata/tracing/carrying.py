"""What is said of one number and means the next too: parts, numbers joined, numbers carried on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from conflictdata.tracing.article import Article
from conflictdata.tracing.numbers import Number
from conflictdata.tracing.people import AHEAD, BESIDE, NARROW, People
from conflictdata.tracing.statement import Statement

# sentences over which "of them" reaches, words that lead to a number, the least that is carried on
REACH, LED, LEAST = 2, 4, 20
LEADS = ("carried", "source", "same_source")
TIMES = ("counting", "first", "last", "precision", "is_as_of")


class Carrying:
    """What an article's numbers take from those before."""

    def __init__(self, article: Article, people: People):
        self.article, self.people = article, people

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
        last = near[-1]
        before = found[-1]
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

    def is_of_things(self, number: Number, found: Sequence[Statement]) -> bool:
        """Whether "of which" is said of a number beside that counts no people."""
        at = self.article.numbers.index(number) - 1
        before = self.article.numbers[at] if at >= 0 else None
        tokens = self.article.tokens
        near = before is not None and (
            tokens[before.start].sentence == tokens[number.start].sentence
            and number.start - before.end <= BESIDE
        )
        return near and self.people.is_behind(number) and all(s.number is not before for s in found)

    def joined(self, statement: Statement, found: Sequence[Statement], is_bare: bool) -> Statement:
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
        near = self.topic(number, found)
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
        topic = self.topic(number, found)
        next_to = topic is not None and (
            tokens[number.start].sentence - tokens[topic.number.start].sentence <= 1
        )
        same = topic is not None and set(statement.reporters) & set(topic.reporters)
        if untimed and topic is not None and topic.first and next_to and same:
            said |= {n: getattr(topic, n) for n in TIMES} | {"is_timed_before": True}
        return replace(statement, **said)

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


def part_of(statement: Statement, whole: Statement) -> Statement:
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
