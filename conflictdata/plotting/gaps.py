"""Where a count that goes on was silent for long: there its line is broken.

A cumulative count or a stock is known on the days of its figures and on no other. A step holds a
number until the next figure: it is the last that anybody had stated. That reads well as long as
figures come in their rhythm; after that it would say that nothing happened where nothing was said,
so that there is no line. Months and other stretches need no such rule: each is a bar of its own
days, and the days without one are shaded. A wording holds until the next one replaces it.
"""

from __future__ import annotations

import datetime as dt
import itertools
import statistics
from collections.abc import Callable, Sequence

from conflictdata.plotting.figures import Figure

# days for which a number is held at least, and at most; between them, so many times what is usual
# among so many intervals before and after
WEEK, LONG, TIMES, AROUND = 7, 35, 3, 3


def runs(rows: Sequence[Figure], at: Callable[[Figure], dt.date]) -> list[list[Figure]]:
    """The figures of a line in runs between which it was silent for long."""
    found: list[list[Figure]] = []
    broken = silences([at(figure) for figure in rows])
    for figure, is_broken in zip(rows, [True, *broken], strict=False):
        if is_broken:
            found.append([])
        found[-1].append(figure)
    return found


def silences(days: Sequence[dt.date]) -> list[bool]:
    """Whether the interval from each day to the next is longer than a number is held.

    It is where it is longer than a week and three times what is usual around it, or than 35 days.

    >>> daily = [dt.date(2023, 11, day) for day in (1, 2, 3, 4, 27, 28, 29)]
    >>> silences(daily)
    [False, False, False, True, False, False]
    >>> silences([dt.date(2024, month, 1) for month in (1, 2, 3, 4, 7, 8)])
    [False, False, False, True, False]
    """
    between = [(after - before).days for before, after in itertools.pairwise(days)]
    return [since > _held(between, which) for which, since in enumerate(between)]


def _held(between: Sequence[int], which: int) -> float:
    """For how many days a number is held in an interval, by those around it."""
    around = [*between[max(0, which - AROUND) : which], *between[which + 1 :][:AROUND]]
    usual = statistics.median(around) if around else 0
    return min(LONG, max(WEEK, TIMES * usual))
