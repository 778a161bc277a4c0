"""What keeps a number of people from being a count: denied, of one event, of a small place."""

from __future__ import annotations

from conflictdata.tracing.article import Article
from conflictdata.tracing.lexicon import Hit
from conflictdata.tracing.number import Number
from conflictdata.tracing.people import FAR, People
from conflictdata.tracing.places import is_seat
from conflictdata.tracing.whom import AHEAD

# how near a word that denies stands, and how many words open a clause
DENIED, CLAUSE = 6, 3
# a number this high is no single event's
EVENT = 1000


class Limits:
    """What the numbers of an article are limited to."""

    def __init__(self, article: Article, people: People):
        self.article, self.people = article, people

    def is_event(self, number: Number, measure: Hit | None) -> bool:
        """Whether a number is of one event rather than of a count."""
        if number.high >= EVENT:
            return False
        start, end = self.article.sentence(number.start)
        place = number.start, number.end
        return any(
            self.article.distance((h.start, h.end), place, number=3) <= FAR
            for h in self.article.hits_of(start, end, "cue", "incident")
        )

    def is_denied(self, number: Number) -> bool:
        """Whether a number is not said to be so: "never said that 74,370", "not 921", "double the
        74,370".
        """
        article = self.article
        start, end = article.sentence(number.start)
        first = number.start if number.hedged_from is None else number.hedged_from
        for hit in article.hits_of(max(start, first - FAR), first, "cue", "denied"):
            # "it is not true that" opens a clause, and is of all in it
            reach = FAR if hit.end - hit.start > CLAUSE else DENIED
            if article.distance((hit.start, hit.end), (first, number.end), number=reach) < reach:
                return True
        for hit in article.hits_of(max(start, first - 4), first, "cue", "multiplied"):
            near = all(t.is_word for t in article.tokens[hit.end : first])
            # "twice the 4,238 of 2024" is that of 2024
            dated = any(w.start <= number.end + 4 for w in article.whens_in(number.end, end))
            if near and not dated:
                return True
        if any(h.end == first for h in article.hits_of(first - 4, first, "cue", "negated")):
            return True
        # "45,541 people were not killed"
        measure, _ = self.people.measure(number)
        at = number.start if measure is None else measure.start
        return number.end <= at and any(
            h.end == at for h in article.hits_of(number.end, at, "cue", "negated")
        )

    def is_local(self, number: Number) -> bool:
        """Whether a place is named that is smaller than the areas of the tables."""
        article, place = self.article, (number.start, number.end)
        start, end = article.sentence(number.start)
        for hit in article.hits_of(start, end, "cue", "place"):
            before = article.hits_in(max(hit.start - 2, start), hit.start)
            is_where = any(h.has("cue", c) for h in before for c in ("during", "at_place"))
            if not is_where or is_seat(article, hit):
                continue
            if article.distance((hit.start, hit.end), place, number=4) <= AHEAD:
                return True
        return False
