"""Who speaks for a number: named beside it, or before and speaking on."""

from __future__ import annotations

from conflictdata.tracing.article import Article
from conflictdata.tracing.number import Number
from conflictdata.tracing.sources import Cited, Sources


class Speaking:
    """Who speaks, number after number of an article."""

    def __init__(self, article: Article, sources: Sources):
        self.article, self.sources = article, sources
        # who spoke last, the token where, and whether that was unsure
        self.last: tuple[Cited, int, bool] | None = None

    def cited(self, number: Number) -> tuple[Cited | None, bool]:
        """Who is cited in the sentence, else who was before and speaks on; whether from afar."""
        found, is_before = self._speaking(number)
        if found is not None:
            self.last = found, number.start, is_before
        return found, is_before

    def _speaking(self, number: Number) -> tuple[Cited | None, bool]:
        if cited := self.sources.of(number):
            meant = self._meant(cited, number)
            if not meant.reporters and self._speaks_for(meant):
                before, _ = self.sources.before(number.start, "")
                return (before, True) if before is not None else (meant, False)
            return meant, False
        article = self.article
        start, end = article.sentence(number.start)
        named = next(article.hits_of(start, end, "cue", "same_source"), None)
        speaks_on = named is not None or any(article.hits_of(start, start + 3, "cue", "part"))
        kind = (
            article.tokens[named.start + 1].plain if named and named.end - named.start > 1 else ""
        )
        before, at = self.sources.before(number.start, kind)
        unsure = False
        if self.last is not None and not kind and self.last[1] > at:
            before, at, unsure = self.last
        same_paragraph = article.tokens[number.start].paragraph == article.tokens[at].paragraph
        # money has its giver; who counted people may go on over a paragraph
        if number.currency is not None and not speaks_on:
            return None, False
        if speaks_on or same_paragraph:
            return before, unsure
        # papers give each sentence its paragraph
        apart = article.tokens[number.start].sentence - article.tokens[at].sentence
        return (before, True) if before is not None and apart <= 1 else (None, False)

    def _speaks_for(self, cited: Cited) -> bool:
        """Whether somebody speaks for a body that is not named again: a spokeswoman."""
        return any(h.has("cue", "speaks_for") for h in self.article.hits_in(cited.start, cited.end))

    def _meant(self, cited: Cited, number: Number) -> Cited:
        """The reporter who was called so before: US officials, then the officials."""
        if cited.reporters:
            return cited
        kind = cited.words.casefold().split()[-1]
        before, _ = self.sources.before(number.start, kind)
        called = before is not None and kind in before.words.casefold()
        return before if before is not None and called and before.reporters else cited
