"""Days, months and years that a text names, and what they say of a count."""

from __future__ import annotations

import bisect
import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from conflictdata.tracing.dates import days_of, pattern
from conflictdata.tracing.lexicon import Hit
from conflictdata.tracing.tokens import APOSTROPHES, DASHES, Token

# what a day says of a count: it ends it, begins it, holds it; on it something was or was said
ROLES = ("as_of", "since", "during", "on")
# parts of a year -> their first and last months
PARTS = {
    "q1": (1, 3), "q2": (4, 6), "q3": (7, 9), "q4": (10, 12),
    "h1": (1, 6), "h2": (7, 12),
    **{f"m{months}": (1, months) for months in (4, 5, 7, 8, 9, 10, 11)},
}  # fmt: skip
# days that are seen from the article's
AGO = {"today": 0, "yesterday": 1, "day_before_yesterday": 2}
# stretches that are seen from the article's day or from another stretch, in months
LAST = {"last_month": 1, "last_year": 12}
BEFORE = {"month_before": 1, "quarter_before": 3, "year_before": 12}
PRECISIONS = {1: "month", 12: "year"}
A_DAY = dt.timedelta(days=1)
# words between "since" and the day on which something began
BEGINS = 9


class When(NamedTuple):
    """A stretch of days that is named by tokens from start up to end."""

    start: int
    end: int
    first: dt.date
    last: dt.date
    # day, month or year
    precision: str
    role: str | None


def days(
    text: str,
    tokens: Sequence[Token],
    hits: Sequence[Hit],
    language: str,
    published: dt.date | None,
) -> list[When]:
    """The days that a text names, in their order."""
    starts = {token.start: at for at, token in enumerate(tokens)}
    ends = {token.end: at + 1 for at, token in enumerate(tokens)}
    roles = _roles(hits)
    found: list[When] = []
    for match in pattern(language).finditer(text):
        start, end = starts.get(match.start()), ends.get(match.end())
        if start is None or end is None:
            continue
        role = roles.get(start) or roles.get(start - 1) if start else None
        begun = role in (None, "on", "during") and _begins(tokens, hits, start)
        if _inside(hits, start) or begun:
            role = "since"
        stretch = days_of(match, language, published)
        if stretch is None or (match["year_alone"] and role is None):
            continue
        when = When(start, end, *stretch, _role(role, stretch[2]))
        found.append(_with_first_day(when, tokens, hits) if match["day_first"] else when)
    for hit in hits:
        if published is not None and (ago := [AGO[c] for c in hit.of("cue") if c in AGO]):
            day = published - dt.timedelta(days=ago[0])
            role = _role(roles.get(hit.start), "day")
            found.append(When(hit.start, hit.end, day, day, "day", role))
        if published is not None and (months := _coded(hit, LAST)):
            own = published.replace(day=1) if months == 1 else dt.date(published.year, 1, 1)
            found.append(_stretch_of(hit, _back(own, months), months, PRECISIONS[months]))
    found = _with_parts_of_years(_paired(sorted(found)), hits, published)
    return _with_stretches_before(_with_same_stretches(found, hits), hits)


def _with_first_day(when: When, tokens: Sequence[Token], hits: Sequence[Hit]) -> When:
    """The same day, or the days to it: "between 25 and 27 October", "on 25-27 October"."""
    joint = when.start - 1
    # a stop makes an ordinal: "zwischen dem 25. und 27. Oktober"
    at = joint - (2 if joint and tokens[joint - 1].text == "." else 1)
    if at < 0 or tokens[at].sentence != tokens[joint + 1].sentence:
        return when
    if not tokens[at].text.isdecimal():
        return when
    number = int(tokens[at].text)
    near = [h for h in hits if at - 1 <= h.end <= at or h.start == joint]
    joined = any(h.start == joint and (h.has("cue", "and") or h.has("cue", "to")) for h in near)
    opened = any(h.end <= at and (h.has("cue", "between") or h.has("cue", "since")) for h in near)
    dash = tokens[joint].text in DASHES
    if not (dash or (joined and opened)) or not 0 < number < when.first.day:
        return when
    return when._replace(start=at, first=when.first.replace(day=number), role="during")


def _with_parts_of_years(
    found: list[When], hits: Sequence[Hit], published: dt.date | None
) -> list[When]:
    """The same days and the quarters and halves of years: "the first quarter of 2025"."""
    parts: list[When] = []
    for hit in hits:
        for code in hit.of("part_of_year"):
            first, last = PARTS[code]
            near = [w for w in found if 0 <= w.start - hit.end <= 2]
            named = [w for w in near if w.precision == "year"]
            if near and not named:
                continue  # "the first half of May"
            if named:
                year, end = named[0].first.year, named[0].end
                found.remove(named[0])
            elif published is not None:
                year, end = published.year - ((published.month - 1) < last), hit.end
            else:
                continue
            day = dt.date(year, last, calendar.monthrange(year, last)[1])
            when = When(hit.start, end, dt.date(year, first, 1), day, "part", "during")
            parts.append(when)
    return sorted([*found, *parts])


def _with_same_stretches(found: list[When], hits: Sequence[Hit]) -> list[When]:
    """The same days, a year with the days of the stretch before where the words say that it is the
    same: "in the same period of 2018".
    """
    behind = {hit.end for hit in hits if hit.has("cue", "same_period")}
    same: list[When] = []
    for when in found:
        if when.start in behind and when.precision == "year":
            parts = [w for w in same if w.precision in ("month", "part")]
            if parts and (parts[-1].last.month, parts[-1].last.day) != (2, 29):
                first, last = (d.replace(year=when.first.year) for d in parts[-1][2:4])
                when = When(when.start, when.end, first, last, parts[-1].precision, "during")
        same.append(when)
    return same


def _with_stretches_before(found: list[When], hits: Sequence[Hit]) -> list[When]:
    """The same days and the stretches that are seen from one of them: "the quarter before"."""
    for hit in hits:
        if hit.has("cue", "day_before"):
            found = _with_day_before(found, hit, hits)
        if not (months := _coded(hit, BEFORE)):
            continue
        for when in reversed(found):
            length = _length(when)
            # a year before a month is the same month
            fits = length == months or (months == 12 and length)
            if when.start < hit.start and when.role == "during" and fits:
                first = _back(when.first, months)
                found.append(_stretch_of(hit, first, length, when.precision))
                found.sort()
                break
    return found


def _with_day_before(found: list[When], hit: Hit, hits: Sequence[Hit]) -> list[When]:
    """The same days and the one before that which was named last: "a day before it had been"."""
    compared = any(h.end == hit.start and h.has("qualifier") for h in hits)
    named = [w for w in found if w.start < hit.start and w.precision == "day" and w.role != "since"]
    if compared or not named:
        return found  # "12 more than a day earlier"
    day = named[-1].last - A_DAY
    return sorted([*found, When(hit.start, hit.end, day, day, "day", "on")])


def _coded(hit: Hit, months: Mapping[str, int]) -> int:
    """The months of a stretch that words name, 0 for none."""
    return next((months[code] for code in hit.of("cue") if code in months), 0)


def _stretch_of(hit: Hit, first: dt.date, months: int, precision: str) -> When:
    last = _back(first, -months) - dt.timedelta(days=1)
    return When(hit.start, hit.end, first, last, precision, "during")


def _back(first: dt.date, months: int) -> dt.date:
    """The first day of a month that was so many months before."""
    year, month = divmod(first.year * 12 + first.month - 1 - months, 12)
    return dt.date(year, month + 1, 1)


def _length(when: When) -> int:
    """How many months a stretch has; 0 if it is not of whole ones."""
    after = when.last + dt.timedelta(days=1)
    if when.first.day != 1 or after.day != 1:
        return 0
    return (after.year - when.first.year) * 12 + after.month - when.first.month


def _inside(hits: Sequence[Hit], at: int) -> bool:
    """Whether a token is part of words such as "since 7 October"."""
    before = bisect.bisect_right(hits, at, key=lambda hit: hit.start) - 1
    return before >= 0 and hits[before].end > at and hits[before].has("counting")


def _begins(tokens: Sequence[Token], hits: Sequence[Hit], at: int) -> bool:
    """Whether a count began on a day: "since the fighting began on 15 April"."""
    first = bisect.bisect_left(hits, at - BEGINS, key=lambda hit: hit.start)
    last = bisect.bisect_left(hits, at, key=lambda hit: hit.start)
    for hit in hits[first:last]:
        if hit.has("cue", "since") and hit.has("counting"):
            between = tokens[hit.end : at]
            words = all(t.is_word or t.text in APOSTROPHES for t in between)
            if words and tokens[hit.start].sentence == tokens[at].sentence:
                return True
    return False


def _role(named: str | None, precision: str) -> str | None:
    if precision == "day":
        return "on" if named == "during" else named
    if named == "and":
        return named
    return named if named in ("as_of", "since") else "during"


def _roles(hits: Sequence[Hit]) -> Mapping[int, str]:
    """Where a word ends that says what a day after it is -> its role."""
    roles: dict[int, str] = {}
    for hit in hits:
        named = [code for code in hit.of("cue") if code in ROLES]
        if hit.has("cue", "and"):
            named = ["and"]
        if hit.has("counting", "cumulative") and not named and hit.end - hit.start == 1:
            named = ["since"]
        if named:
            roles[hit.end] = named[0]
    return roles


def _paired(found: list[When]) -> list[When]:
    """Days as stretches: "from 1 March to 31 March" is one."""
    paired: list[When] = []
    for when in found:
        before = paired[-1] if paired else None
        if (
            before is not None
            and before.role == "since"
            and when.role in ("as_of", "and")
            and when.start - before.end <= 2
            and before.first <= when.last
        ):
            paired[-1] = when._replace(start=before.start, first=before.first, role="during")
            continue
        paired.append(when._replace(role="on") if when.role == "and" else when)
    return paired
