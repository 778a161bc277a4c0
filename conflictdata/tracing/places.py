"""In which conflict and area a number was counted."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

from conflictdata.tracing.article import Article
from conflictdata.tracing.lexicon import Hit
from conflictdata.tracing.names import territories
from conflictdata.tracing.number import Number
from conflictdata.tracing.tokens import APOSTROPHES

# of a country that is no conflict's, named with "in"
ELSEWHERE = "elsewhere"
# of who counts in all conflicts together
WORLDWIDE = "worldwide"
# names in the first paragraph weigh more
HEAD = 3


class Places:
    """The conflicts of an article."""

    def __init__(
        self,
        article: Article,
        conflicts: Sequence[dict[str, object]],
        reporting: Mapping[str, Collection[str]],
        speaking_for: Mapping[str, str | None],
        countries: Mapping[str, str],
        in_area: Mapping[tuple[str, str], Collection[str]],
    ):
        # who reports, where -> in which conflicts
        self.in_area = in_area
        self.holding = countries
        self.article, self.reporting, self.speaking_for = article, reporting, speaking_for
        self.homes = {str(c["id"]): str(c["area"]) for c in conflicts}
        self.usual = {str(c["id"]): c["usual_reporter"] for c in conflicts}
        begin = {str(c["id"]): c["counted_from"] for c in conflicts}
        self.begin: dict[str, dt.date] = {k: v for k, v in begin.items() if isinstance(v, dt.date)}

    def conflict(self, number: Number, reporters: Sequence[str]) -> str | None:
        """The conflict of a number: named beside it, else before, else that of the article.

        The only one of those who are cited decides where none is named.
        """
        article, place = self.article, (number.start, number.end)
        start, end = article.sentence(number.start)
        among = frozenset(c for r in reporters for c in self.reporting.get(r, ()))
        named = [
            (self._strange(hit, place), conflict)
            for hit in article.hits_of(start, end, "conflict")
            for conflict in self._meant(hit)
        ]
        named += [(self._strange(hit, place), ELSEWHERE) for hit in self._elsewhere(start, end)]
        if named:
            best = min(cost for cost, _ in named)
            nearest = [c for cost, c in named if cost == best]
            if among and not set(nearest) & among and WORLDWIDE in among:
                return WORLDWIDE
            if among and not set(nearest) & among:
                fits = [c for _, c in sorted(named) if c in among]
                nearest = fits or self._sharing(nearest, among) or nearest
            elif among:
                nearest = [c for c in nearest if c in among]
                nearest = self._of_both(nearest[0], among) or nearest
            return None if nearest[0] == ELSEWHERE else nearest[0]
        if len(among) == 1:
            return next(iter(among))
        if told := self._told_in(start, end, reporters):
            return told
        ranked = self._before(start, article.tokens[number.start].paragraph) or self.ranked
        fits = [c for c in ranked if not among or c in among]
        if not fits and among:
            # of the conflicts of whom is cited, that of which they report most, or the newest
            fits = [c for c in sorted(among) if self.usual.get(c) in reporters]
            fits = fits or self._begun(among, self._day_in(start, end))
        return fits[0] if fits else None

    def _told_in(self, start: int, end: int, reporters: Sequence[str]) -> str | None:
        """Of the conflicts of whom is cited the one of an area that a sentence names, which had
        begun by the days of which it speaks: "in Israel on 7 October 2023".
        """
        areas = {
            code for hit in self.article.hits_of(start, end, "area") for code in hit.of("area")
        }
        found = {c for r in reporters for area in areas for c in self.in_area.get((r, area), ())}
        begun = self._begun(found, self._day_in(start, end))
        return begun[0] if begun else None

    def _day_in(self, start: int, end: int) -> dt.date:
        """The first of the days of which a sentence speaks, that of the article if of none."""
        days = [w.last for w in self.article.whens_in(start, end) if w.role != "since"]
        return min([*days, self.article.published or dt.date.max])

    def _begun(self, conflicts: Collection[str], day: dt.date) -> list[str]:
        """The conflicts that had begun on a day, the newest first."""
        begun = [c for c in conflicts if self.begin.get(c, dt.date.min) <= day]
        return sorted(begun, key=lambda c: (self.begin.get(c, dt.date.min), c), reverse=True)

    def area(self, number: Number) -> str | None:
        """The area that a number is limited to by the words beside it."""
        article, place = self.article, (number.start, number.end)
        start, end = article.sentence(number.start)
        named = article.hits_of(start, end, "area")
        hits = [h for h in named if self._is_place(h) and not is_seat(article, h)]
        near = [(article.distance((h.start, h.end), place, number=4), h) for h in hits]
        near = [(cost, hit) for cost, hit in near if cost <= 20]
        return min(near, key=lambda n: n[0])[1].of("area")[0] if near else None

    def _is_place(self, hit: Hit) -> bool:
        """Whether a name is a place and no party: "in Russia", but not "Russia said"."""
        after = self.article.tokens[hit.end : hit.end + 1]
        owns = bool(after) and after[0].text in APOSTROPHES  # "India's attacks"
        if owns or not (hit.has("affiliation") or hit.has("reporter")):
            return not owns
        before = self.article.hits_in(hit.start - 1, hit.start)
        return any(h.has("cue", c) for h in before for c in ("during", "at_place"))

    @cached_property
    def ranked(self) -> list[str]:
        """The conflicts of the article, the one of which it says most first."""
        counts: Counter[str] = Counter()
        for hit in self.article.hits:
            for conflict in self._told(hit):
                head = self.article.tokens[hit.start].paragraph == 0
                counts[conflict] += HEAD if head else 1
        if not counts:
            counts.update(c for hit in self.article.dateline for c in self._told(hit))
        return [conflict for conflict, _ in counts.most_common()]

    def _sharing(self, named: list[str], among: frozenset[str]) -> list[str]:
        """Of the conflicts of whom is cited those in a country that is named, the newest first."""
        countries = {part for c in named for part in self.homes.get(c, "").split("+")}
        found = [c for c in among if countries & set(self.homes.get(c, "").split("+"))]
        return sorted(found, key=lambda c: self.begin.get(c, dt.date.min), reverse=True)

    @cached_property
    def countries(self) -> set[str]:
        """The countries that the article names, or whose authorities."""
        found: set[str] = set()
        for hit in self.article.hits:
            found.update(hit.of("area"))
            found.update(c for r in hit.of("reporter") if (c := self.speaking_for.get(r)))
        return found

    def _of_both(self, conflict: str, among: frozenset[str]) -> list[str]:
        """The conflict of two states, where the other is named as well: Pakistani strikes."""
        today = self.article.published or dt.date.max
        for other in among:
            states = set(self.homes.get(other, "").split("+"))
            begun = self.begin.get(other, dt.date.min) <= today
            if len(states) == 2 and self.homes.get(conflict) in states and begun:
                rest = states - {self.homes[conflict]}
                if rest & self.countries:
                    return [other]
        return []

    def _before(self, start: int, paragraph: int) -> list[str]:
        """The conflicts that the sentences before name, in the same paragraph."""
        article = self.article
        while start > 0 and article.tokens[start - 1].paragraph == paragraph:
            end = start
            start, _ = article.sentence(start - 1)
            for hit in reversed(article.hits_in(start, end)):
                if told := self._told(hit):
                    return told
        return []

    def _told(self, hit: Hit) -> list[str]:
        """The conflicts that words tell: by name, or by one who reports on no other."""
        if hit.has("conflict"):
            return self._meant(hit)
        if hit.has("area") and (held := self._holding(hit)):
            return held
        found = {c for reporter in hit.of("reporter") for c in self.reporting.get(reporter, ())}
        return list(found) if len(found) == 1 else []

    def _holding(self, hit: Hit) -> list[str]:
        """The conflict of the country of a region, if there is one alone."""
        area = hit.of("area")[0]
        country = self.holding.get(area, area)
        today = self.article.published or dt.date.max
        found = [
            c
            for c, home in self.homes.items()
            if (area == home or country in home.split("+"))
            and self.begin.get(c, dt.date.min) <= today
        ]
        return found if len(found) == 1 else []

    def _meant(self, hit: Hit) -> list[str]:
        """Of conflicts that are called alike, the newest that had begun."""
        codes = hit.of("conflict")
        today = self.article.published or dt.date.max
        begun = [c for c in codes if self.begin.get(c, dt.date.min) <= today]
        if len(codes) < 2 or not begun:
            return codes
        same = {self.begin.get(c) for c in begun}
        return (
            begun if len(same) == 1 else [max(begun, key=lambda c: self.begin.get(c, dt.date.min))]
        )

    def _strange(self, hit: Hit, place: tuple[int, int]) -> int:
        article = self.article
        cost = article.distance((hit.start, hit.end), place, number=2, comma=2)
        before = article.hits_in(hit.start - 1, hit.start)
        # "in Lebanon" tells where; "Russian forces in Syria" who
        return cost - 5 if before and before[0].has("cue", "during") else cost

    def _elsewhere(self, start: int, end: int) -> list[Hit]:
        """Countries that are no conflict's, behind "in"."""
        article = self.article
        lexicon = article.lexicon
        known = territories(lexicon.language) if lexicon else frozenset()
        found = []
        for hit in article.hits_of(start, end, "cue", "during"):
            for size in (1, 2, 3):
                last = hit.end + size
                if last > end or not article.tokens[hit.end].text[:1].isupper():
                    break
                named = article.starting(hit.end)
                if named is not None and (named.has("conflict") or named.has("area")):
                    break
                if tuple(t.plain for t in article.tokens[hit.end : last]) in known:
                    found.append(Hit(hit.end, last, ()))
        return found


def is_seat(article: Article, hit: Hit) -> bool:
    """Whether a name is where somebody who counts has an office, or speaks: "the health ministry in
    Beirut", "said in Kyiv".
    """
    start, _ = article.sentence(hit.start)
    before = article.hits_in(max(hit.start - 2, start), hit.start)
    led = [h for h in before if h.has("cue", "during") or h.has("cue", "at_place")]
    whose = [h for h in article.hits_in(start, hit.start) if led and h.end == led[-1].start]
    return any(h.has("reporter") or h.has("cue", "source") for h in whose)
