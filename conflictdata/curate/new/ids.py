"""Ids that a curator would choose, proposed by rule."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Collection, Iterable, Mapping
from itertools import count

Period = tuple[str, str]


def update_id(
    reporter: str, day: str, period: Period, publisher: str, taken: Mapping[str, Period]
) -> str:
    """Reporter and day; where another update of that day has it, what tells the two apart: the
    period, else who published the page.

    >>> update_id("ohchr", "2023-05-08", ("2022-02-24", "2023-05-07"), "ohchr", {})
    'ohchr-2023-05-08'
    >>> taken = {"ohchr-2023-05-08": ("2022-02-24", "2023-05-07")}
    >>> update_id("ohchr", "2023-05-08", ("2023-04-01", "2023-04-30"), "ohchr", taken)
    'ohchr-2023-05-08-2023-04'
    >>> update_id("ohchr", "2023-05-08", ("2023-05-01", "2023-05-07"), "ohchr", taken)
    'ohchr-2023-05-08-from-2023-05-01'
    >>> update_id("ohchr", "2023-05-08", ("2022-02-24", "2023-05-07"), "mamul", taken)
    'ohchr-2023-05-08-mamul'
    """
    plain = f"{reporter}-{day}"
    first = taken.get(plain, period)
    words = [plain] if first == period else [f"{plain}-{_told_apart(period, first)}"]
    return _free([*words, f"{words[0]}-{publisher}"], taken)


def source_id(publisher: str, published_on: str, title: str, taken: Collection[str]) -> str:
    """Publisher and day, or ``undated`` and the title; the title too where the day is not enough.

    >>> source_id("mirage-news", "2023-05-02", "Ukraine Civilian Casualty Update: 2 May", ())
    'mirage-news-2023-05-02'
    >>> source_id("mirage-news", "", "Ukraine Civilian Casualty Update: 2 May", ())
    'mirage-news-undated-ukraine-civilian-casualty'
    """
    words = "-".join(_words(title)[:3])
    plain = f"{publisher}-{published_on or 'undated'}"
    titled = f"{plain}-{words}" if words else plain
    return _free([plain, titled] if published_on else [titled], taken)


def package_id(like: str, day: str, sequence: int | None, taken: Collection[str]) -> str:
    """The id of a package of the same donor and program: the next number, or another day.

    >>> package_id("US-PDA-37", "2023-05-21", 38, ())
    'US-PDA-38'
    >>> package_id("US-USAI-2023-05-09", "2023-05-27", None, ())
    'US-USAI-2023-05-27'
    """
    stem = re.sub(r"-(\d{4}-\d{2}-\d{2}|\d+)(-.*)?$", "", like)
    number = f"{sequence:02}" if sequence is not None else day
    return _free([f"{stem}-{number}", f"{stem}-{day}"], taken)


def _told_apart(period: Period, other: Period) -> str:
    """A period in words: a year, a month, or where it begins or ends otherwise than another."""
    start, end = period
    year, month, _ = (start or "0001-01-01").split("-")
    if period == (f"{year}-01-01", f"{year}-12-31"):
        return year
    if period == (f"{year}-{month}-01", f"{year}-{month}-{monthrange(int(year), int(month))[1]}"):
        return f"{year}-{month}"
    if end == other[1]:
        return f"from-{start}"
    return f"to-{end}" if start == other[0] else f"{start}-to-{end}"


def _words(title: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    return re.findall(r"[a-z0-9]+", plain)


def _free(wanted: Iterable[str], taken: Collection[str]) -> str:
    for name in (wanted := list(wanted)):
        if name not in taken:
            return name
    return next(n for i in count(2) if (n := f"{wanted[0]}-{i}") not in taken)
