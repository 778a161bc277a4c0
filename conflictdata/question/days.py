"""Days, months and years as people give them."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Any

from conflictdata.errors import ConflictDataError, shown

Stretch = tuple[dt.date, dt.date]


# a day, which may be followed by its midnight, a month, a year
_TEXT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[ T]00:00(?::00(?:\.0+)?)?)?)?)?")


def to_day(value: object, name: str) -> dt.date:
    """A day from text such as ``2023-05-04``, a date, a timestamp or numpy's; `name` says in the
    error what it is for.
    """
    stretch = _stretch(value)
    if stretch is None or stretch[0] != stretch[1]:
        raise ConflictDataError(f"{name} must be a day such as '2023-05-04', not {shown(value)}")
    return stretch[0]


def to_stretch(value: object, name: str) -> Stretch:
    """The first and last of the days that are meant: of a day, a month or a year, as text, a period
    of pandas or a moment of numpy.
    """
    stretch = _stretch(value)
    if stretch is None:
        raise ConflictDataError(
            f"{name} must be a day such as '2023-05-04', not {shown(value)}; a month is"
            " '2023-05', a year '2023'"
        )
    return stretch


def days_of(stretch: Stretch) -> list[dt.date]:
    first, last = stretch
    return [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]


def is_null(value: Any) -> bool:
    """Whether a value is what any library calls nothing: None, NaN, NaT, NA."""
    if value is None:
        return True
    try:
        return bool(value != value)
    except (TypeError, ValueError):  # NA is neither like itself nor unlike
        return type(value).__name__ == "NAType"


def _stretch(value: Any) -> Stretch | None:
    if is_null(value):
        return None
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return value, value
    if hasattr(value, "start_time") and hasattr(value, "end_time"):  # a period of pandas
        try:
            return value.start_time.date(), value.end_time.date()
        except ValueError:  # before or after what a timestamp can say
            return None
    if type(value).__name__ == "datetime64":  # whose text has the precision that it was given
        value = str(value)[: len("2023-05-04")]
    found = _TEXT.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        if day is not None:
            only = dt.date(year or 0, month or 0, day)
            return only, only
        first, last = month or 1, month or 12
        return (
            dt.date(year or 0, first, 1),
            dt.date(year or 0, last, calendar.monthrange(year or 0, last)[1]),
        )
    except (ValueError, calendar.IllegalMonthError):
        return None
