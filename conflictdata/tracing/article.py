"""An article taken apart: its words, what they stand for, its days and numbers."""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from conflictdata.tracing.days import When, days
from conflictdata.tracing.lexicon import Hit, Lexicon, Lexicons
from conflictdata.tracing.number import Number
from conflictdata.tracing.numbers import numbers
from conflictdata.tracing.tokens import DASHES, LONG, Token, tokens, touches

# what lies between two places makes them strange to each other, in words
NUMBER, COMMA, JOINT, CLAUSE = 6, 3, 2, 14
# tokens that a dateline has at most
DATELINE = 12


@dataclass(frozen=True)
class Article:
    """A text and what was found in it."""

    text: str
    published: dt.date | None
    tokens: list[Token]
    hits: list[Hit]
    whens: list[When]
    numbers: list[Number]
    # none where no vocabulary knows the language
    lexicon: Lexicon | None
    # what the dateline names, which says something of the article, and nothing of its numbers
    dateline: list[Hit] = field(default_factory=list)
    _sentences: dict[int, tuple[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str, published: dt.date | None, lexicons: Lexicons) -> Article:
        found = tokens(text, lexicons.abbreviations)
        lexicon = lexicons.of_text(found)
        if lexicon is None:
            return cls(text, published, found, [], [], [], None)
        language = lexicon.language
        dateline = _dateline(found)
        named = lexicon.hits(found)
        hits = [hit for hit in named if hit.start >= dateline]
        whens = days(text, found, hits, language, published)
        whens = [when for when in whens if when.start >= dateline]
        taken = {at for when in whens for at in range(when.start, when.end)}
        # "in the past 24 hours" says when, not how many
        taken |= {at for h in hits if h.has("counting") for at in range(h.start, h.end)}
        return cls(
            text,
            published,
            found,
            hits,
            whens,
            [n for n in numbers(found, hits, language, frozenset(taken)) if n.start >= dateline],
            lexicon,
            [hit for hit in named if hit.start < dateline],
        )

    def words(self, start: int, end: int) -> str:
        """The text of tokens from start up to end."""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end]

    def sentence(self, at: int) -> tuple[int, int]:
        """The tokens of the sentence of a token."""
        number = self.tokens[at].sentence
        if number not in self._sentences:
            first = bisect.bisect_left(self.tokens, number, key=lambda t: t.sentence)
            last = bisect.bisect_right(self.tokens, number, key=lambda t: t.sentence)
            self._sentences[number] = first, last
        return self._sentences[number]

    def hits_in(self, start: int, end: int) -> list[Hit]:
        """The hits that begin in a stretch of tokens."""
        first = bisect.bisect_left(self.hits, start, key=lambda h: h.start)
        last = bisect.bisect_left(self.hits, end, key=lambda h: h.start)
        return self.hits[first:last]

    def whens_in(self, start: int, end: int) -> list[When]:
        """The days that begin in a stretch of tokens."""
        first = bisect.bisect_left(self.whens, start, key=lambda w: w.start)
        last = bisect.bisect_left(self.whens, end, key=lambda w: w.start)
        return self.whens[first:last]

    def hits_of(self, start: int, end: int, name: str, code: str | None = None) -> Iterator[Hit]:
        return (hit for hit in self.hits_in(start, end) if hit.has(name, code))

    def starting(self, at: int) -> Hit | None:
        found = self.hits_in(at, at + 1)
        return found[0] if found else None

    def distance(
        self, a: tuple[int, int], b: tuple[int, int], number: int = NUMBER, comma: int = COMMA
    ) -> int:
        """How strange two places are to each other: the words between, and what parts them."""
        (_, first), (last, _) = (a, b) if a[0] < b[0] else (b, a)
        if last <= first:
            return 0
        numbers_, commas, joints, clauses = self._marks
        return (
            (last - first)
            + number * (numbers_[last] - numbers_[first])
            + comma * (commas[last] - commas[first])
            + JOINT * (joints[last] - joints[first])
            + CLAUSE * (clauses[last] - clauses[first])
        )

    @cached_property
    def _marks(self) -> tuple[list[int], ...]:
        """How many numbers, commas, joints and new clauses there are up to each token."""
        size = len(self.tokens)
        marks = [[0] * (size + 1) for _ in range(4)]
        begin = {n.start for n in self.numbers}
        joint = {h.start for h in self.hits if h.has("cue", "and")}
        clause = {h.start for h in self.hits if h.has("cue", "clause")}
        for at, token in enumerate(self.tokens):
            what = (
                at in begin,
                token.text == ",",
                at in joint,
                at in clause
                or token.text in (";", *LONG)
                or (token.text == ":" and at not in begin),
            )
            for line, counts in zip(marks, what, strict=True):
                line[at + 1] = line[at] + counts
        return tuple(marks)


def _dateline(tokens: list[Token]) -> int:
    """Where the place of the agency ends: "KYIV - ", "Baghdad, 1 December 2016 - "; it says nothing
    of the numbers.
    """
    for at, token in enumerate(tokens[:DATELINE]):
        apart = 0 < at < len(tokens) - 1 and not touches(tokens, at - 1) and not touches(tokens, at)
        if token.text in DASHES and apart:
            return at + 1
        named = token.text[0].isupper() or token.is_number or token.text in ",./()-"
        if not named:
            break
    return 0
