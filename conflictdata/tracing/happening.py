"""Whether the days that a sentence names are those on which something befell people: "45,541 were
killed in December", not "45,541 had been killed, the ministry said in December".
"""

from __future__ import annotations

from conflictdata.tracing.article import Article
from conflictdata.tracing.days import When
from conflictdata.tracing.lexicon import Hit
from conflictdata.tracing.number import Number

# tokens before a verb in which its tense stands
TENSE = 3
# what may stand before a day that opens a sentence: "In Gaza, on Monday 12 people died"
PLACES = ("area", "conflict")
OPENING = ("during", "at_place", "on", "place", "article", "and")
# what tells of a count rather than of a deed
COUNTS = ("source", "same_source", "count")


class Happening:
    """What befell people on the days of an article."""

    def __init__(self, article: Article):
        self.article = article

    def befell(self, number: Number, measure: Hit | None, when: When) -> bool:
        """Whether what befell people befell them on these days, which no count so far is of."""
        if measure is None or not measure.has("cue", "befell") or when.role in ("as_of", "since"):
            return False
        if self._is_whose(when) and measure.start > when.end:
            return True
        first, last = min(number.start, measure.start), max(number.end, measure.end)
        if when.start >= last:
            told = self._is_told(number) and not self._is_deed(number, measure)
            return not told and not self._is_parted(last, when.start)
        if when.role is None or when.end > first or self._is_up_to_then(measure):
            return False
        if not self._opens(when):
            return False
        return not self._is_parted(when.end + self._is_comma(when.end), first)

    def _opens(self, when: When) -> bool:
        """Whether a day opens its sentence, or what somebody says: "he said that on Monday"."""
        start, at = self.article.sentence(when.start)[0], when.start
        while at > start:
            before = [h for h in self.article.hits_in(at - 4, at) if h.end == at]
            if self._is_comma(at - 1):
                at -= 1
            elif before and before[0].has("cue", "that"):
                return True
            elif before and self._is_place(before[0]):
                at = before[0].start
            else:
                return False
        return True

    def _is_whose(self, when: When) -> bool:
        """Whether an attack is of a day: "Monday's strikes killed"."""
        article = self.article
        if not any(article.hits_of(when.end + 1, when.end + 2, "cue", "owner")):
            return False
        return any(article.hits_of(when.end + 2, when.end + 4, "cue", "incident"))

    def _is_place(self, hit: Hit) -> bool:
        named = any(hit.has(name) for name in PLACES)
        return named or any(hit.has("cue", code) for code in OPENING)

    def _is_told(self, number: Number) -> bool:
        """Whether the words before a number tell of a count: "put the toll at 12 killed"."""
        start, _ = self.article.sentence(number.start)
        hits = self.article.hits_in(start, number.start)
        return any(h.has("cue", c) for h in hits for c in COUNTS) or any(
            h.has("counting", "cumulative") for h in hits
        )

    def _is_deed(self, number: Number, measure: Hit) -> bool:
        """Whether a verb tells what happened: "were killed", "died", "killed 12"."""
        if measure.end <= number.start or measure.has("cue", "past"):
            return True
        before = self.article.hits_in(measure.start - TENSE, measure.start)
        return any(h.has("cue", "past") for h in before)

    def _is_up_to_then(self, measure: Hit) -> bool:
        before = self.article.hits_in(measure.start - TENSE, measure.start)
        return any(h.has("cue", "perfect") for h in before)

    def _is_parted(self, start: int, end: int) -> bool:
        """Whether a comma, another clause or somebody who speaks stands in a stretch."""
        tokens = self.article.tokens[start:end]
        if any(t.text in (",", ";", ":", "(", ")") for t in tokens):
            return True
        return self._says(start, end) or any(self.article.hits_of(start, end, "cue", "clause"))

    def _says(self, start: int, end: int) -> bool:
        """Whether somebody says something; "by" tells who did it."""
        for hit in self.article.hits_in(start, end):
            says = hit.has("cue", "source") or hit.has("cue", "same_source")
            if hit.has("reporter") or (says and not hit.has("cue", "agent")):
                return True
        return False

    def _is_comma(self, at: int) -> bool:
        return self.article.tokens[at].text == ","
