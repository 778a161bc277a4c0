"""Of which days and stretch a number is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from conflictdata.tracing.article import Article
from conflictdata.tracing.days import When
from conflictdata.tracing.happening import Happening
from conflictdata.tracing.lexicon import Hit
from conflictdata.tracing.number import Number
from conflictdata.tracing.people import People
from conflictdata.tracing.statement import Statement
from conflictdata.tracing.whom import AHEAD

# how strange a word of time may be to its number
TIME = 40
# a day as near behind a number is its own: "up from 850 on Sunday"
BEHIND = 2
# months -> the stretch that they are
STRETCHES = {1: "month", 3: "quarter", 12: "year"}
# words between some days of a month and its name
SOME = 3
# how much stranger a day is on which something was said than that of a count
SAID = 8


class Timing:
    """The days and stretches of an article's numbers."""

    def __init__(self, article: Article, people: People):
        self.article, self.people = article, people
        self.happening = Happening(article)

    def timed(self, statement: Statement) -> Statement:
        """The same statement with the days and the stretch that the sentence names for it."""
        number = statement.number
        start, end = self.article.sentence(number.start)
        whens = [
            w for w in self.article.whens_in(start, end) if not self._is_day_of_part(w, number)
        ]
        place = number.start, number.end
        near = sorted((self.article.distance((w.start, w.end), place, number=4), w) for w in whens)
        near = [(cost, when) for cost, when in near if cost <= TIME]
        hits = [
            h
            for h in self.article.hits_of(start, end, "counting")
            if not self._is_of_part(h, number)
            and not self._is_said_then(h)
            and not self._is_of_next(h, number)
        ]
        if statement.is_money:  # a toll is of people
            hits = [h for h in hits if not h.has("measure")]
        hit = nearest(self.article, number, hits, AHEAD)
        counting = hit.of("counting")[0] if hit else None
        # "$125 million followed from 23 August" is no start of a sum
        act = statement.is_money and counting not in ("cumulative", "span")
        ends = [(cost, w) for cost, w in near if w.role != "since" or (act and cost <= SAID)]
        # the day of a count goes before the day on which it was said
        ends.sort(
            key=lambda n: (
                n[0] + SAID * self._is_of_saying(n[1]) * (not 0 <= n[1].start - number.end < BEHIND)
            )
        )
        begins = [w for _, w in near if w.role == "since"]
        if begins and not statement.is_money:
            statement = replace(statement, since=(begins[0].first, begins[0].last))
        if begins and not statement.is_money and counting in (None, "span"):
            counting = "cumulative"
        if not ends:
            return replace(statement, counting=counting)
        return self._dated(statement, ends[0][1], counting)

    def _is_of_saying(self, when: When) -> int:
        """How surely a day is that of saying, not of the count: "said in September"."""
        before = self.article.hits_in(when.start - 2, when.start)
        says = any(hit.has("cue", "source") for hit in before)
        return (when.role in ("on", None)) + 2 * (says and when.role != "as_of")

    def _is_said_then(self, hit: Hit) -> bool:
        """Whether a stretch is when something was said: "said early this month that"."""
        if hit.has("counting", "cumulative") or hit.has("counting", "day"):
            return False
        before = self.article.hits_in(hit.start - 2, hit.start)
        return any(h.has("cue", "source") and not h.has("cue", "count") for h in before)

    def _is_of_part(self, hit: Hit, number: Number) -> bool:
        """Whether words are of a part of a number: "92,401 injured, 107 of them in a day"."""
        article = self.article
        start, _ = article.sentence(number.start)
        if hit.end <= number.start:
            # "81 deaths in a day, and 70,457 wounded"
            closed = any(t.text == "," for t in article.tokens[hit.end : number.start])
            return closed and any(start <= n.start < hit.start for n in article.numbers)
        between = [n for n in article.numbers if number.end <= n.start < hit.start]
        reach = between[0].start if between else number.end
        # "30,035, with 81 deaths in a day"
        closed = any(t.text == "," for t in article.tokens[number.end : reach])
        by_day = hit.has("counting", "day") and closed
        return by_day or any(self.people.is_part(n) for n in between)

    def _is_day_of_part(self, when: When, number: Number) -> bool:
        """Whether a day is that of a part: "1,000 hurt, many of them on 8 July"; or stands right
        behind another number: "2,001, up from 1,794 a year earlier".
        """
        article = self.article
        if when.start < number.end:
            return False
        if self._is_beyond(when.start, number):
            return True
        numbers = any(number.end <= n.start < when.start for n in article.numbers)
        if numbers and any(article.hits_of(when.start - 2, when.start, "cue", "clause")):
            return True  # "592,000, which is 1,080 more than on Sunday"
        own = any(
            number.end <= n.start and 0 <= when.start - n.end < BEHIND for n in self.article.numbers
        )
        return own or any(self.article.hits_of(number.end, when.start, "cue", "part"))

    def _is_beyond(self, at: int, number: Number) -> bool:
        """Whether a semicolon and another number stand between a number and a place behind it."""
        ends = [i for i in range(number.end, at) if self.article.tokens[i].text == ";"]
        return bool(ends) and any(ends[0] < n.start < at for n in self.article.numbers)

    def _is_of_next(self, hit: Hit, number: Number) -> bool:
        """Whether words lead to the number after: "at 109 million and takes the total to 1.1"."""
        article = self.article
        if self._is_beyond(hit.start, number):
            return True
        _, end = article.sentence(number.start)
        after = next((n for n in article.numbers if n.start >= number.end), None)
        if after is None or not hit.start >= number.end or not hit.end <= after.start < end:
            return False
        parts = article.hits_in(number.end, hit.start)
        joint = any(h.has("cue", c) for h in parts for c in ("and", "clause", "relative"))
        return joint and not self.people.is_part(after)

    def _is_of_some_days(self, when: When) -> bool:
        """Whether a month is named for some days of it: "in the first week of May"."""
        before = self.article.hits_in(when.start - SOME, when.start)
        return any(hit.has("cue", "some_days") or hit.has("part_of_year") for hit in before)

    def _dated(self, statement: Statement, when: When, counting: str | None) -> Statement:
        said: dict[str, Any] = {"last": when.last, "precision": when.precision}
        if when.role == "during":
            said["first"], said["is_as_of"] = when.first, True
            stretch = None
            if when.precision != "day":
                months = (when.last.year - when.first.year) * 12
                months += when.last.month - when.first.month + 1
                stretch = STRETCHES.get(months, "span")
                if months == 1 and self._is_of_some_days(when):
                    said["is_of_some_days"], stretch = True, "span"
            if counting in (None, "cumulative") and stretch and not statement.is_money:
                counting = stretch
        elif when.role == "as_of":
            said["is_as_of"] = True
        if not statement.is_money:
            measure, _ = self.people.measure(statement.number)
            said["befell_then"] = self.happening.befell(statement.number, measure, when)
        return replace(statement, counting=counting, **said)


def nearest(article: Article, number: Number, hits: list[Hit], most: int) -> Hit | None:
    """Of words the nearest to a number that are not too strange to it."""
    place = number.start, number.end
    near = [(article.distance((h.start, h.end), place, number=4), h) for h in hits]
    near = [(cost, hit) for cost, hit in near if cost <= most]
    return min(near, key=lambda n: n[0])[1] if near else None
