"""Days, months and years that a text names, and what they say of a count."""

from __future__ import annotations

import bisect
import calendar
import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from conflictdata.tracing.lexicon import Hit
from conflictdata.tracing.tokens import APOSTROPHES, Token

# what a day says of a count: it ends it, begins it, holds it; on it something was or was said
ROLES = ("as_of", "since", "during", "on")
YEAR = r"(?:19|20)\d\d"
# parts of a year -> their first and last months
PARTS = {
    "q1": (1, 3), "q2": (4, 6), "q3": (7, 9), "q4": (10, 12),
    "h1": (1, 6), "h2": (7, 12), "m9": (1, 9),
}  # fmt: skip
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
    has_year: bool


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
    for match in _pattern(language).finditer(text):
        start, end = starts.get(match.start()), ends.get(match.end())
        if start is None or end is None:
            continue
        role = roles.get(start) or roles.get(start - 1) if start else None
        begun = role in (None, "on", "during") and _begins(tokens, hits, start)
        if _inside(hits, start) or begun:
            role = "since"
        stretch = _stretch(match, language, published)
        if stretch is None or (match["year_alone"] and role is None):
            continue
        has_year = bool(re.search(YEAR, match[0]))
        found.append(When(start, end, *stretch, _role(role, stretch[2]), has_year))
    return _with_parts_of_years(_paired(found), hits, published)


def _with_parts_of_years(
    found: list[When], hits: Sequence[Hit], published: dt.date | None
) -> list[When]:
    """The same days and the quarters and halves of years: "the first quarter of 2025"."""
    parts: list[When] = []
    for hit in hits:
        for code in hit.of("part_of_year"):
            first, last = PARTS[code]
            named = [w for w in found if 0 <= w.start - hit.end <= 2 and w.precision == "year"]
            if named:
                year, end = named[0].first.year, named[0].end
                found.remove(named[0])
            elif published is not None:
                year, end = published.year - ((published.month - 1) < last), hit.end
            else:
                continue
            day = dt.date(year, last, calendar.monthrange(year, last)[1])
            when = When(hit.start, end, dt.date(year, first, 1), day, "part", "during", True)
            parts.append(when)
    return sorted([*found, *parts])


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


def _stretch(
    match: re.Match[str], language: str, published: dt.date | None
) -> tuple[dt.date, dt.date, str] | None:
    if match["year_alone"]:
        year = int(match["year_alone"])
        return dt.date(year, 1, 1), dt.date(year, 12, 31), "year"
    weekday = weekdays(language).get(match[0].casefold().rstrip("."))
    if weekday is not None:
        day = last_weekday(weekday, published)
    else:
        day = parsed(" ".join(match[0].split()), language, published)
    if day is None:
        return None
    if match["month_alone"] and not match["relative"]:
        last = calendar.monthrange(day.year, day.month)[1]
        return day.replace(day=1), day.replace(day=last), "month"
    return day, day, "day"


def last_weekday(weekday: int, published: dt.date | None) -> dt.date | None:
    """The last such day before the article's, or its own."""
    if published is None:
        return None
    return published - dt.timedelta(days=(published.weekday() - weekday) % 7)


@lru_cache(maxsize=16)
def weekdays(language: str) -> dict[str, int]:
    """Weekday, as a language calls it -> its number from Monday on."""
    from babel import Locale

    found = {}
    for widths in Locale.parse(language).days.values():
        for width in ("wide", "abbreviated"):
            found.update({n.casefold().rstrip("."): at for at, n in widths[width].items()})
    return found


@lru_cache(maxsize=1 << 12)
def parsed(words: str, language: str, published: dt.date | None) -> dt.date | None:
    """The day that words name, seen from the day of the article."""
    import dateparser

    settings: dict[str, object] = {"PREFER_DATES_FROM": "past", "PREFER_DAY_OF_MONTH": "first"}
    if published is not None:
        settings["RELATIVE_BASE"] = dt.datetime.combine(published, dt.time(12))
    elif not re.search(YEAR, words):
        return None
    found = dateparser.parse(words, languages=[language], settings=settings)
    return found.date() if found else None


@lru_cache(maxsize=16)
def _pattern(language: str) -> re.Pattern[str]:
    """Days, months with or without a year, weekdays, years that a word introduces."""
    months, weekdays = (_either(names) for names in _names(language))
    of = r"(?:\s+(?:de|of))?"
    day = r"\d{1,2}(?:st|nd|rd|th|er|º|\.)?"
    forms = (
        rf"(?P<iso>{YEAR}-\d\d-\d\d)",
        rf"(?P<day_first>{day}{of}\s+(?:{months})\.?(?:,?{of}\s+{YEAR})?)",
        rf"(?P<month_first>(?:{months})\.?\s+{day}(?!\d|[,.]\d{{3}}|\s*(?:million|billion|percent|%))"
        rf"(?:,?\s+{YEAR})?)",
        rf"(?P<month_alone>(?:{months})(?:{of}\s+{YEAR})?)(?!\s+[Ww]ar\b)",
        rf"(?P<relative>{weekdays}|{_either(RELATIVE.get(language, RELATIVE['en']))})",
        rf"(?P<year_alone>(?<![\d.,$€£]){YEAR})(?!\s*(?:%|\.\d))",
    )
    # where months are capitalized "may" is a word
    flags = 0 if language in CAPITALIZED else re.IGNORECASE
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?![\w-])", flags)


CAPITALIZED = ("en", "de")
# months as agencies shorten them
ALSO = {"en": {"Sept"}}


# days that are named from the article's own
RELATIVE = {
    "en": ("yesterday", "today"),
    "de": ("gestern", "heute"),
    "fr": ("hier", "aujourd'hui"),
    "es": ("ayer", "hoy"),
    "ru": ("вчера", "сегодня"),
    "uk": ("вчора", "сьогодні"),
}


def _names(language: str) -> Iterator[set[str]]:
    """The months and weekdays of a language, in full, in short, and as they stand in a date."""
    from babel import Locale

    locale = Locale.parse(language)
    for names in (locale.months, locale.days):
        found = {
            name
            for context in ("format", "stand-alone")
            for width in ("wide", "abbreviated")
            for name in names[context][width].values()
        }
        # "may" is a word
        short = {n.rstrip(".") for n in found if len(n.rstrip(".")) > 3 or names is locale.months}
        yield short | (ALSO.get(language, set()) if names is locale.months else set())


def _either(names: object) -> str:
    return "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))  # type: ignore[call-overload]
