"""Whether a number counts people, whom, and what befell them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from conflictdata.tracing.article import Article
from conflictdata.tracing.lexicon import Hit
from conflictdata.tracing.number import Number
from conflictdata.tracing.tokens import APOSTROPHES, DASHES, QUOTES
from conflictdata.tracing.whom import AHEAD, NARROW, Whom

# words that may stand between a number and what it counts, that no vocabulary knows
UNKNOWN = 3
# words that are looked at behind a number
REACH = 9
# how strange the word for what befell people may be to their number, in it and beside it
BESIDE, FAR = 9, 26
# and where it is of its noun: "lost 1,000 soldiers killed"
CLOSE = 4
# tokens between two numbers that "and" joins
JOINED = 5
# how much stranger a word is that leads to the number after, and tokens between the two
NEXT, NEAR_NEXT = 8, 3
# what names people, not a thing of theirs
NAMES = ("population", "sex", "age")


@dataclass
class Counted:
    """What a number counts: people whom the words narrow, and the word for what befell them."""

    measure: Hit | None = None
    narrowed: dict[str, Any] = field(default_factory=dict)
    # no measure of the tables, or a group that they do not hold
    beside: str | None = None
    is_part: bool = False
    # nothing behind it names people; the word for what befell them stands far off
    is_bare: bool = False
    is_far: bool = False


class People:
    """The numbers of people in an article."""

    def __init__(self, article: Article):
        self.article = article
        self.starts = {number.start: number for number in article.numbers}
        self.ends = {number.end: number for number in article.numbers}
        self.whom = Whom(article)

    def counted(self, number: Number, after_people: bool) -> Counted | None:
        """What a number counts; none if it does not count people."""
        noun, hits = self._behind(number)
        if noun == "thing":
            return None
        is_part, behind = self._part(number)
        measure, cost = self.measure(number)
        bare = noun in ("bare", "unknown")
        if bare and number.high == 1 and not self.article.tokens[number.start].is_number:
            return None  # "on one side"
        alone = bare and not (is_part and after_people)
        if alone and (measure is None or self._is_strange(number, measure, cost, noun)):
            return None
        if number.like_a_year and bare:
            return None
        if noun == "other" and (measure is None or cost > BESIDE):
            return Counted(None, self.whom.narrowed(number, None, hits), "people not counted here")
        follows = measure is not None and measure.start >= number.end
        # "killed 194 of them"
        own = measure is not None and measure.end == number.start
        of_whole = behind and not follows and not own
        if is_part and measure is not None and (cost > BESIDE or of_whole):
            measure = None  # that of the whole
        nobody = not any(h.has(n) for h in hits for n in NAMES)
        nobody = nobody and not any(h.has("cue", c) for h in hits for c in ("people", "whole"))
        narrowed = self.whom.narrowed(number, measure, hits)
        found = Counted(measure, narrowed, None, is_part, nobody, cost > BESIDE)
        if any(hit.has("cue", "unheld") for hit in hits):
            found.beside = "a group that no table holds"
        return found

    def is_behind(self, number: Number) -> bool:
        """Whether words behind a number say that it is a part: "15 of them"."""
        return self._part(number) == (True, True)

    def is_part(self, number: Number) -> bool:
        """Whether a number is a part of the one before."""
        return self._part(number)[0]

    def is_alone(self, number: Number) -> bool:
        """Whether nothing behind a number says what it counts."""
        return self._behind(number)[0] == "bare"

    def measure(self, number: Number) -> tuple[Hit | None, int]:
        """The nearest word of its sentence for what befell the people, and how strange it is."""
        article = self.article
        start, end = article.sentence(number.start)
        first = number.start if number.hedged_from is None else number.hedged_from
        place = first, number.end
        near = [
            (article.distance((h.start, h.end), place) + (h.start < first), h)
            for h in article.hits_of(start, end, "measure")
        ]
        near = [
            (cost + NEXT * (self._is_of_next(hit, number) or self._is_of_last(hit, number)), hit)
            for cost, hit in near
            if cost <= FAR
        ]
        if not near:
            return None, FAR
        cost, hit = min(near, key=lambda n: (n[0], n[1].start))
        if hit.has("measure", "losses") and hit.end <= number.start:
            # "lost 1,000 soldiers killed"
            behind = [n for n in near if n[1].start >= number.end and n[0] <= CLOSE]
            behind = [n for n in behind if n[1].has("measure", "killed")]
            cost, hit = min(behind, key=lambda n: n[0], default=(cost, hit))
        return hit, cost

    def _behind(self, number: Number) -> tuple[str, list[Hit]]:
        """What stands behind a number: people, other people, a thing, nothing or an unknown word;
        and the words of the vocabulary among it.
        """
        article = self.article
        _, end = article.sentence(number.start)
        at, unknown, found = number.end, 0, "bare"
        hits: list[Hit] = []
        while at < min(end, number.end + REACH):
            if at in self.starts:
                if not any(article.hits_of(at - 1, at, "cue", "of")):
                    break
                at = self.starts[at].end  # "102 of 330 townships"
                continue
            token, hit = article.tokens[at], article.starting(at)
            if not token.is_word:
                if token.text not in (*DASHES, *APOSTROPHES, *QUOTES):
                    break
                at += 1
                continue
            if hit is None:
                unknown += 1
                if unknown > UNKNOWN:
                    break
                found = "unknown" if found == "bare" else found
                at += 1
                continue
            if hit.has("cue", "clause") or (found == "people" and hit.has("cue", "agent")):
                break
            hits.append(hit)
            named = any(hit.has(name) for name in NAMES) or hit.has("cue", "unheld")
            if hit.has("measure"):
                after = article.starting(hit.end)
                # "350,000 dead Russians"
                if after is not None and any(after.has(name) for name in NARROW):
                    hits.append(after)
                if not hit.has("cue", "part"):
                    return "people", hits
                found, at = "people", hit.end  # "1,140 of the dead were children"
                continue
            if hit.has("cue", "other_people") and found in ("bare", "people", "unknown"):
                return "other", hits
            after = article.starting(hit.end)
            if named and after is not None and after.has("cue", "thing"):
                return "thing", hits  # "12 police stations"
            if hit.has("cue", "people") or named:
                found = "people"
            elif found in ("bare", "unknown"):
                if hit.has("cue", "thing") and not (
                    hit.has("cue", "small") or hit.has("affiliation")
                ):
                    return "thing", hits
                if hit.has("cue", "incident") and found == "bare":
                    return "thing", hits
                if hit.has("cue", "place") and at == number.end:
                    return "thing", hits
                small = hit.has("cue", "small") or hit.has("cue", "part")
                if small and found == "unknown":
                    break
                if small and not self._goes_on(hit):
                    break
            elif hit.has("cue", "and"):
                break
            at = hit.end
        return found, hits

    def _goes_on(self, hit: Hit) -> bool:
        """Whether what is counted may still follow: "12 of the soldiers", "12 other people"."""
        return any(hit.has("cue", code) for code in ("goes_on", "again", "part"))

    def _part(self, number: Number) -> tuple[bool, bool]:
        """Whether a number is a part of the one before, and whether words behind it say so."""
        article = self.article
        first = number.start if number.hedged_from is None else number.hedged_from
        start, end = article.sentence(number.start)
        if number.end < end and article.tokens[number.end].text != ",":
            behind = article.hits_of(number.end, min(end, number.end + 3), "cue", "part")
            # "60,034 dead, and of the wounded 145,870"
            joint = any(article.hits_of(number.end, number.end + 1, "cue", "and"))
            if any(h.start <= number.end + (not joint) for h in behind):
                return True, True
        for hit in article.hits_of(max(start, first - 4), first, "cue", "part"):
            if all(at not in self.starts for at in range(hit.end, first)):
                return True, False
        before = self._joined_to(number, start)
        # "among them seven women and 15 children"
        return (before is not None and self._part(before) == (True, False)), False

    def _joined_to(self, number: Number, start: int) -> Number | None:
        """The number to which "and" or a comma joins a number."""
        article = self.article
        for at in range(number.start - 1, max(start, number.start - JOINED) - 1, -1):
            if at in self.ends:
                between = range(at, number.start)
                last = number.start - 1 if number.hedged_from is None else number.hedged_from - 1
                joint = any(article.hits_of(last, last + 1, "cue", "and"))
                joint = joint or article.tokens[last].text == ","
                words = all(
                    article.tokens[i].is_word or article.tokens[i].text == "," for i in between
                )
                has_measure = any(article.hits_of(at, number.start, "measure"))
                if joint and words and not has_measure:
                    return self.ends[at]
                return None
        return None

    def _is_of_next(self, hit: Hit, number: Number) -> bool:
        """Whether a word is of the number after: "risen to 60,034 and of wounded to"."""
        article = self.article
        if hit.start < number.end or not any(
            at in self.starts for at in range(hit.end, hit.end + NEAR_NEXT)
        ):
            return False
        return any(article.hits_of(number.end, hit.start, "cue", "and"))

    def _is_of_last(self, hit: Hit, number: Number) -> bool:
        """Whether a word stands right behind the number before: "29 wounded and 200 killed"."""
        return hit.end <= number.start and hit.start in self.ends

    def _is_strange(self, number: Number, measure: Hit, cost: int, noun: str) -> bool:
        """Whether a measure is too far from a number behind which no people are named."""
        if measure.start >= number.end:
            return cost > (BESIDE if noun == "bare" else 4)
        between = range(measure.end, number.start)
        first = number.start if number.hedged_from is None else number.hedged_from
        leads = self.article.hits_in(first - 1, first)
        counts = self.article.hits_of(measure.start - 4, measure.start, "cue", "count")
        counted = measure.has("cue", "count") or any(counts)
        if counted and any(h.has("cue", "to") for h in leads):
            return False  # "lifting the death toll of two years of war to 62,686"
        crosses = any(at in self.starts for at in between)
        if noun == "unknown":
            # "killed 40 goats": only right behind the word
            return crosses or cost > 4
        return cost > (BESIDE if crosses else AHEAD)
