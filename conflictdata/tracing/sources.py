"""Who is cited for a number."""

from __future__ import annotations

from typing import NamedTuple

from conflictdata.tracing.article import Article
from conflictdata.tracing.lexicon import Hit
from conflictdata.tracing.number import Number
from conflictdata.tracing.tokens import APOSTROPHES

# between who speaks and the word that says so
NEAR = 9
APPOSITION = 20
# how much nearer than a reporter somebody else must stand
RELAYED = 20
# sentences back to which "the ministry" may refer
BACK = 40
# of how much alike a mistyped name must be, of 100
ALIKE = 88


class Cited(NamedTuple):
    """Whom an article cites: the reporters that may be meant, none for somebody else."""

    reporters: tuple[str, ...]
    words: str
    start: int
    end: int


class Sources:
    """The sources of an article, sentence by sentence."""

    def __init__(self, article: Article, names: dict[str, str], reporting: frozenset[str]):
        self.article, self.names, self.reporting = article, names, reporting
        self._found: dict[int, list[Cited]] = {}

    def of(self, number: Number) -> Cited | None:
        """Who is cited for a number in its own sentence: the nearest in the same clause."""
        place = number.start, number.end
        found = self.cited_in(number.start)
        # "state media said, citing the ministry": who counted goes before who passes it on
        return min(
            found,
            key=lambda c: (
                self._strange((c.start, c.end), place)
                + RELAYED * (not c.reporters)
                - RELAYED * self._is_quoted(c)
            ),
            default=None,
        )

    def _is_quoted(self, cited: Cited) -> bool:
        """Whether another passes on whom it cites: "the UN said, citing the database"."""
        before = self.article.hits_in(cited.start - 2, cited.start)
        return any(h.has("cue", "source_follows") and h.has("cue", "source") for h in before)

    def before(self, at: int, kind: str) -> tuple[Cited | None, int]:
        """Who was cited before the sentence of a token, and a token of that sentence.

        `kind` is what they are called now, such as ministry: the last who is called so, if any.
        """
        article = self.article
        start, _ = article.sentence(at)
        last: tuple[Cited | None, int] = None, 0
        furthest = article.tokens[at].sentence - BACK
        while start > 0 and article.tokens[start - 1].sentence > furthest:
            at = start - 1
            for cited in reversed(self.cited_in(at)):
                found = cited, at
                if kind and kind in cited.words.casefold():
                    return found
                last = last if last[0] else found
            if last[0] and not kind:
                break
            start, _ = article.sentence(at)
        return last

    def named_in(self, at: int) -> tuple[str, ...]:
        """The reporters whom the sentence of a token names."""
        hits = self.article.hits_of(*self.article.sentence(at), "reporter")
        return tuple(c for hit in hits if not hit.has("area") for c in hit.of("reporter"))

    def is_said(self, number: Number) -> bool:
        """Whether a sentence has a word of saying that is of nobody who was named before."""
        start, end = self.article.sentence(number.start)
        says = self.article.hits_of(start, end, "cue", "source")
        return any(not hit.has("cue", "same_source") for hit in says)

    def cited_in(self, at: int) -> list[Cited]:
        """Who is cited in the sentence of a token."""
        number = self.article.tokens[at].sentence
        if number not in self._found:
            self._found[number] = list(self._cited(*self.article.sentence(at)))
        return self._found[number]

    def _cited(self, start: int, end: int) -> list[Cited]:
        article = self.article
        says = list(article.hits_of(start, end, "cue", "source"))
        says += list(article.hits_of(start, end, "cue", "source_follows"))
        found: list[Cited] = []
        for hit in article.hits_in(start, end):
            reporters = tuple(c for c in hit.of("reporter") if c in self.reporting)
            other = hit.has("cue", "unnamed_source") or (hit.of("reporter") and not reporters)
            if not reporters and not other:
                continue
            own = hit.has("cue", "unnamed_source") and hit.has("cue", "same_source")
            if own or self._speaks(hit, says, bool(reporters), end):
                words = article.words(hit.start, hit.end)
                found.append(Cited(reporters, words, hit.start, hit.end))
        for hit in article.hits_of(start, end, "cue", "source_follows"):
            behind = [c for c in found if hit.end <= c.start <= hit.end + NEAR]
            if not behind and (named := self._named(hit.end, end)):
                found.append(named)
        return self._together(sorted(found, key=lambda c: c.start))

    def _together(self, found: list[Cited]) -> list[Cited]:
        """Names beside each other are one: "the UN office BINUH"."""
        together: list[Cited] = []
        for cited in found:
            last = together[-1] if together else None
            between = self.article.tokens[last.end : cited.start] if last else []
            beside = len(between) <= 1 and all(t.is_word for t in between)
            if last and any(self.article.hits_of(last.end, cited.start, "cue", "and")):
                beside = False
            if last and last.reporters and cited.reporters and beside:
                codes = tuple(dict.fromkeys((*last.reporters, *cited.reporters)))
                words = self.article.words(last.start, cited.end)
                together[-1] = Cited(codes, words, last.start, cited.end)
            else:
                together.append(cited)
        return together

    def _speaks(self, hit: Hit, says: list[Hit], is_reporter: bool, end: int) -> bool:
        """Whether a word of attribution stands beside a name."""
        article, place = self.article, (hit.start, hit.end)
        after = article.tokens[hit.end : hit.end + 1]
        owns = bool(after) and after[0].text in APOSTROPHES
        owns = owns and any(article.hits_of(hit.end + 1, hit.end + 2, "cue", "owner"))
        counts = any(True for _ in article.hits_of(hit.end + 2, hit.end + 4, "cue", "count"))
        if owns and hit.has("area") and not counts:
            return False  # "Israel's offensive"
        if any(t.text == ":" for t in article.tokens[hit.end : min(hit.end + 2, end)]):
            return True
        goes_on = self._after_apposition(hit, end)
        if goes_on > 0:
            says = [*says, *article.hits_of(goes_on, goes_on + 1, "cue", "holds")]
            if any(s.start - 1 <= goes_on <= s.start for s in says):
                return True
        near = (article.distance((s.start, s.end), place, number=4) for s in says)
        if any(d <= (NEAR if is_reporter else NEAR // 2) for d in near):
            return True
        # "OHCHR's count": whose number it is
        return is_reporter and owns and (counts or article.words(hit.start, hit.end).isupper())

    def _after_apposition(self, hit: Hit, end: int) -> int:
        """Where a sentence goes on: "HRANA, a group based in the United States, has counted"."""
        tokens = self.article.tokens
        if hit.end >= end or tokens[hit.end].text != ",":
            return -1
        for at in range(hit.end + 1, min(hit.end + APPOSITION, end - 1)):
            if tokens[at].text == ",":
                return at + 1
        return -1

    def _named(self, start: int, end: int) -> Cited | None:
        """A name behind "according to" that is in no vocabulary, perhaps a mistyped one."""
        from rapidfuzz import fuzz, process

        article = self.article
        if (hit := article.starting(start)) and hit.has("cue", "same_source"):
            return None
        last = start
        while last < min(end, start + NEAR) and article.tokens[last].is_word:
            last += 1
        if last == start:
            return None
        words = article.words(start, last)
        close = process.extractOne(words, self.names, scorer=fuzz.token_sort_ratio)
        if close is not None and close[1] >= ALIKE:
            return Cited((close[2],), words, start, last)
        return Cited((), words, start, last)

    def _strange(self, a: tuple[int, int], b: tuple[int, int]) -> int:
        # who is named once may speak for every number of a clause
        return self.article.distance(a, b, number=1, comma=1)
