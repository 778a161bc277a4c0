"""What an article names around a number: in its sentence, its paragraph, the ones before."""

from __future__ import annotations

from typing import NamedTuple

from conflictdata.tracing.article import Article
from conflictdata.tracing.days import When
from conflictdata.tracing.number import Number

# lists whose codes narrow what a figure counts
NARROWING = ("area", "cause", "affiliation", "population")


class Around(NamedTuple):
    """What is named around a number."""

    sentence: int
    paragraph: int
    # codes of its paragraph, the one before and the first; who reports among them
    codes: frozenset[tuple[str, str]]
    reporters: frozenset[str]
    # of its sentence alone
    own: frozenset[tuple[str, str]]
    # of its paragraph alone
    days: tuple[When, ...]


NOTHING = Around(-1, -1, frozenset(), frozenset(), frozenset(), ())


class Surroundings:
    """What the paragraphs of an article name."""

    def __init__(self, article: Article):
        self.article = article
        self._codes: dict[int, set[tuple[str, str]]] = {}
        self._days: dict[int, list[When]] = {}
        for hit in article.hits:
            named = self._codes.setdefault(article.tokens[hit.start].paragraph, set())
            named.update(c for c in hit.codes if c[0] in NARROWING or c[0] == "reporter")
        for when in article.whens:
            self._days.setdefault(article.tokens[when.start].paragraph, []).append(when)

    def of(self, number: Number) -> Around:
        """What is named around a number."""
        token = self.article.tokens[number.start]
        at = token.paragraph
        codes = frozenset().union(*(self._codes.get(p, ()) for p in (at, at - 1, 0)))
        sentence = self.article.hits_in(*self.article.sentence(number.start))
        return Around(
            token.sentence,
            at,
            codes,
            frozenset(code for name, code in codes if name == "reporter"),
            frozenset(code for hit in sentence for code in hit.codes),
            tuple(self._days.get(at, ())),
        )
