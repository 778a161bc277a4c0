"""The days that bars stand for: those of which there is no figure, and those unlike the others."""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Sequence

from conflictdata.plotting import words
from conflictdata.plotting.figures import Figure

DAY = dt.timedelta(days=1)
# how much longer or shorter than is usual a stretch is that does not compare; months do
UNEQUAL = 1.2
# so many stretches are told one by one
TOLD = 5
# from the first to the last of some days, both in
Stretch = tuple[dt.date, dt.date]


def days_of(figure: Figure) -> int:
    return (figure.end - figure.start).days + 1


def silent(rows: Sequence[Figure], first: dt.date, last: dt.date) -> list[Stretch]:
    """The stretches of days from the first to the last that no figure covers."""
    found, day = [], first
    for figure in sorted(rows, key=lambda f: f.start):
        if figure.number is None and not figure.is_range:
            continue
        if figure.start > day:
            found.append((day, figure.start - DAY))
        day = max(day, figure.end + DAY)
    return [*found, (day, last)] if day <= last else found


def silent_told(stretches: Sequence[Stretch], rows: Sequence[Figure]) -> list[str]:
    """What a shaded field means and where the longest is, and what no bar means elsewhere."""
    told = []
    if stretches:
        longest = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
        named = words.days(*longest)
        if len(stretches) > 1:
            named = f"{len(stretches):,} stretches, the longest {named}"
        told.append(f"Shaded: no figure, which is not 0 ({named}).")
    if zeros := sum(figure.number == 0 for figure in rows):
        told.append(f"No bar and no shade: 0 ({zeros:,} of {len(rows):,}).")
    return told


def unequal(rows: Sequence[Figure]) -> list[Figure]:
    """The figures whose days are not as many as is usual, from those that differ most."""
    usual = statistics.median_low([days_of(figure) for figure in rows])

    def times(figure: Figure) -> float:
        return max(days_of(figure) / usual, usual / days_of(figure))

    return sorted((f for f in rows if times(f) > UNEQUAL), key=times, reverse=True)


def unequal_told(rows: Sequence[Figure]) -> list[str]:
    """Which bars stand for how many days, where these are not as many as is usual."""
    others = unequal(rows)
    if not others:
        return []
    told = sorted(others[:TOLD], key=lambda f: f.start)
    named = [f"{words.days(f.start, f.end)} ({in_days(days_of(f))})" for f in told]
    if len(others) > TOLD:
        named.append(f"and {len(others) - TOLD:,} more")
    usual = statistics.median_low([days_of(figure) for figure in rows])
    return [
        "A bar is as wide as its days; compare bars of one width."
        f" Not of about {in_days(usual)}: {', '.join(named)}."
    ]


def in_days(number: int) -> str:
    return "1 day" if number == 1 else f"{number:,} days"
