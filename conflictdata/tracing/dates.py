"""Days, months, weekdays and years in words, in the names that a language has for them."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache

YEAR = r"(?:19|20)\d\d"
# locales with the names that a language has: British papers write Sept
LOCALES = {"en": ("en", "en_GB")}
# months as they stand after "in", where a language inflects them; locales have no such form
INFLECTED = {
    "ru": "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре",
    "uk": "січні лютому березні квітні травні червні липні серпні вересні жовтні листопаді грудні",
}


@lru_cache(maxsize=16)
def pattern(language: str) -> re.Pattern[str]:
    """Days, months with or without a year, weekdays, years that a word introduces."""
    months, weekdays = _names(language)
    month = _either(months)
    # "sun" is a word
    weekday = _either(name for name in weekdays if len(name) > 3)
    of = r"(?:\s+(?:de|of))?"
    day = r"\d{1,2}(?:st|nd|rd|th|er|º|\.)?"
    forms = (
        rf"(?P<iso>{YEAR}-\d\d-\d\d)",
        rf"(?P<day_first>{day}{of}\s+(?:{month})\.?(?:,?{of}\s+{YEAR})?)",
        rf"(?P<month_first>(?:{month})\.?\s+{day}(?!\d|[,.]\d{{3}}|\s*(?:million|billion|percent|%))"
        rf"(?:,?\s+{YEAR})?)",
        rf"(?P<month_alone>(?:{month})(?:{of}\s+{YEAR})?)(?!\s+[Ww]ar\b)",
        rf"(?P<weekday>{weekday})",
        rf"(?P<year_alone>(?<![\d.,$€£]){YEAR})(?!\s*(?:%|\.\d))",
    )
    # where months are capitalized "may" is a word
    flags = 0 if all(name[0].isupper() for name in months) else re.IGNORECASE
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?![\w-])", flags)


def days_of(
    match: re.Match[str], language: str, published: dt.date | None
) -> tuple[dt.date, dt.date, str] | None:
    """The first and last day that words of the `pattern` name, and "day", "month" or "year"."""
    if match["year_alone"]:
        year = int(match["year_alone"])
        return dt.date(year, 1, 1), dt.date(year, 12, 31), "year"
    if match["weekday"]:
        day = _last_weekday(_weekdays(language)[match[0].casefold()], published)
    else:
        day = _dated(match[0], language, published)
    if day is None:
        return None
    if match["month_alone"]:
        last = calendar.monthrange(day.year, day.month)[1]
        return day, day.replace(day=last), "month"
    return day, day, "day"


def _last_weekday(weekday: int, published: dt.date | None) -> dt.date | None:
    """The last such day before the article's, or its own."""
    if published is None:
        return None
    return published - dt.timedelta(days=(published.weekday() - weekday) % 7)


@lru_cache(maxsize=1 << 12)
def _dated(words: str, language: str, published: dt.date | None) -> dt.date | None:
    """The day that a date in full names, or the last such day of one without its year."""
    import dateparser

    settings: dict[str, object] = {"PREFER_DATES_FROM": "past", "PREFER_DAY_OF_MONTH": "first"}
    if published is not None:
        settings["RELATIVE_BASE"] = dt.datetime.combine(published, dt.time(12))
    elif not re.search(YEAR, words):
        return None
    words = " ".join(_plain(word, language) for word in words.split())
    found = dateparser.parse(words, languages=[language], settings=settings)
    return found.date() if found else None


@lru_cache(maxsize=16)
def _names(language: str) -> tuple[dict[str, int], dict[str, int]]:
    """Month and weekday, in full, in short and in a date -> its number."""
    from babel import Locale

    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    for name in LOCALES.get(language, (language,)):
        locale = Locale.parse(name)
        for found, known in ((months, locale.months), (weekdays, locale.days)):
            for context in ("format", "stand-alone"):
                for width in ("wide", "abbreviated"):
                    found.update({n.rstrip("."): at for at, n in known[context][width].items()})
    months.update({name: at for at, name in enumerate(_inflected(language), 1)})
    return months, weekdays


def _inflected(language: str) -> list[str]:
    return INFLECTED.get(language, "").split()


def _plain(word: str, language: str) -> str:
    """A month as it stands in a date, where it stands as after "in"; any other word as it is."""
    from babel import Locale

    forms = _inflected(language)
    if word.casefold() not in forms:
        return word
    return str(Locale.parse(language).months["format"]["wide"][forms.index(word.casefold()) + 1])


@lru_cache(maxsize=16)
def _weekdays(language: str) -> dict[str, int]:
    return {name.casefold(): at for name, at in _names(language)[1].items()}


def _either(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
