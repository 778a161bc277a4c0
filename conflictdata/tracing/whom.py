"""Whom a number counts: what the words beside it narrow."""

from __future__ import annotations

from typing import Any

from conflictdata.tracing.article import Article
from conflictdata.tracing.lexicon import Hit
from conflictdata.tracing.number import Number
from conflictdata.tracing.tokens import APOSTROPHES

# what narrows a number of people
NARROW = ("population", "sex", "age", "affiliation", "cause", "perpetrators")
UNNARROWED: dict[str, Any] = dict.fromkeys(NARROW)
# who did it and is told by no party's name: "the army"
SOMEBODY = "somebody"
# how strange a word of the same clause may be to a number
AHEAD = 22


class Whom:
    """Whom the numbers of an article count."""

    def __init__(self, article: Article):
        self.article = article
        self.starts = {number.start: number for number in article.numbers}
        self.ends = {number.end: number for number in article.numbers}

    def narrowed(self, number: Number, measure: Hit | None, hits: list[Hit]) -> dict[str, Any]:
        """By what the words beside a number narrow it: dimension -> code."""
        article = self.article
        beside = list(hits)
        is_whole = any(article.hits_of(number.end, number.end + 2, "cue", "whole"))
        if measure is not None and not is_whole:
            if measure.end <= number.start:
                beside += article.hits_in(measure.end, number.start)
            before = self._just_before(measure.start, number)
            # "Israeli soldiers have killed" tells who did it, not whom
            beside += [] if any(self._kills(hit, number) for hit in before) else before
            beside += self._sufferer(number)
        found: dict[str, Any] = {}
        of: dict[str, Hit] = {}
        for hit in beside:
            for name in NARROW:
                codes = () if name == "cause" and hit.has("measure") else hit.of(name)
                if codes and name not in found and not self._is_agent(hit, name, number):
                    # "seven women and 15 children": neither is narrowed by the other's word
                    if name in ("sex", "age") and of.setdefault("sex or age", hit) is not hit:
                        continue
                    found[name] = codes[0]
        start, end = article.sentence(number.start)
        place = number.start, number.end
        for hit in article.hits_of(start, end, "cause"):
            # a cause may stand at the end of its clause; detained in detention says it twice
            near = article.distance((hit.start, hit.end), place) <= AHEAD and not hit.has("measure")
            near = near and not self._is_one_of_several(hit)
            if near and not any(at in self.starts for at in range(number.end, hit.start)):
                found.setdefault("cause", hit.of("cause")[0])
        for hit in article.hits_in(start, end):
            named = hit.has("affiliation") or hit.has("cue", "armed")
            near = named and article.distance((hit.start, hit.end), place) <= AHEAD
            if near and self._is_agent(hit, "affiliation", number):
                found.setdefault("perpetrators", tuple(hit.of("affiliation")) or (SOMEBODY,))
        return found

    def _just_before(self, at: int, number: Number) -> list[Hit]:
        """The words of the vocabulary right before a word: "Russian military losses"."""
        article = self.article
        found: list[Hit] = []
        start, _ = article.sentence(number.start)
        while at > start:
            owner = any(article.hits_of(at - 1, at, "cue", "owner"))
            if owner or article.tokens[at - 1].text in APOSTROPHES:
                at -= 1
                continue
            before = [h for h in article.hits_in(max(at - 4, start), at) if h.end == at]
            if not before or not any(before[0].has(name) for name in NARROW):
                # "187 soldiers killed, 1,708 in all": they are of the number before
                return [] if at in self.ends and self.ends[at] is not number else found
            found.append(before[0])
            at = before[0].start
        return found

    def _sufferer(self, number: Number) -> list[Hit]:
        """Whose a number is: "Russia has lost 190,000 soldiers", "children make up 3,179"."""
        article = self.article
        start, _ = article.sentence(number.start)
        for hit in reversed(article.hits_in(start, number.start)):
            told = [c for c in ("suffers", "amounts") if hit.has("cue", c)]
            if told and all(at not in self.starts for at in range(hit.end, number.start)):
                names = ("affiliation",) if told == ["suffers"] else NARROW
                before = article.hits_in(hit.start - 1, hit.start)
                return [h for h in before if any(h.has(name) for name in names)]
        return []

    def _is_agent(self, hit: Hit, name: str, number: Number) -> bool:
        """Whether a party is who did it: "killed by Russian shells", "Israel has killed"."""
        if name != "affiliation":
            return False
        after = self.article.starting(hit.end)
        # "by Russian shells", "in Israeli strikes"
        if after is not None and (after.has("cue", "incident") or after.has("cause")):
            return True
        return self._is_by(hit.start) or self._kills(hit, number)

    def _is_one_of_several(self, cause: Hit) -> bool:
        """Whether another cause follows: "by bombing, starvation or execution"."""
        after = self.article.starting(cause.end)
        return after is not None and after.has("cue", "to")

    def _is_by(self, at: int) -> bool:
        """Whether a name stands behind "by" or "by the"."""
        before = self.article.hits_in(at - 1, at)
        if before and before[0].has("cue", "article"):
            before = self.article.hits_in(at - 2, at - 1)
        return bool(before) and before[0].has("cue", "agent")

    def _kills(self, hit: Hit, number: Number) -> bool:
        """Whether a name is right before the verb that has a number as its object."""
        if hit.start in self.ends:
            return False  # "40 soldiers killed, 12 wounded"
        verb = self.article.starting(hit.end)
        while verb is not None and self._is_auxiliary(verb):
            verb = self.article.starting(verb.end)
        if verb is None:
            return False
        if verb.has("cue", "blamed"):
            return verb.end <= number.start
        first = number.start if number.hedged_from is None else number.hedged_from
        return verb.end == first and verb.has("cue", "befell") and not verb.has("cue", "past")

    def _is_auxiliary(self, hit: Hit) -> bool:
        """Whether a word stands between who did it and the verb: "soldiers have", "were"."""
        if hit.has("measure"):
            return False
        return hit.has("population") or hit.has("cue", "perfect") or hit.has("cue", "past")
