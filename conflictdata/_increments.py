"""What a cumulative count grew by: computed rows, which say of which two figures they are."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from numbers import Integral
from typing import Any, Literal

from conflictdata.engines.columns import (
    Cells,
    column_names,
    column_of,
    indexed_by_day,
    noted,
    rows_at,
    with_columns,
)
from conflictdata.errors import ConflictDataError, nearest, shown
from conflictdata.question.days import is_null, to_day
from conflictdata.release.opening import open_release

By = Literal["week", "month", "quarter", "year"]


# by what a stretch of days is told from the next
STRETCHES: dict[str | None, Callable[[dt.date], object]] = {
    None: lambda day: day,
    "week": lambda day: day.isocalendar()[:2],
    "month": lambda day: (day.year, day.month),
    "quarter": lambda day: (day.year, (day.month - 1) // 3),
    "year": lambda day: day.year,
}


NEEDED = ("counting", "period_start", "period_end", "reported_on", "qualifier", "source")
PRECISIONS = ("day", "month", "year", "by")
# what stands with the rows, for whoever reads them later
COMPUTED = (
    "differences between figures of a cumulative count, computed and not reported; an increase"
    " holds what was verified late: it is what became known in its days, not what happened in them"
)


def increments(
    line: Any, /, *, by: By | None = None, between: tuple[object, object] | slice | None = None
) -> Any:
    """What a cumulative count grew by, from figure to figure, by month, or between two days.

    An increase is the difference of two figures that the reporter published, and its period is that
    of these two: nothing is interpolated to the end of a month, and a month without a figure is
    part of the next increase. It holds what was verified late: people who were killed months
    before, and are counted now. So it says what became known in its days, not what happened in
    them, for which some reporters have figures by month (``counting="month"``). Where a reporter
    takes cases back, it is negative. A line of one vintage subtracts what was known that day.

    Parameters
    ----------
    line
        One line of cumulative figures, such as `series` gives: a frame of pandas, polars or
        pyarrow.
    by
        ``"week"``, ``"month"``, ``"quarter"`` or ``"year"``: from the last figure of one to the
        last of the next that has any. Without it from each figure to the next.
    between
        Two days: from the newest figure of the first to the newest figure of the second.

    Returns
    -------
    A frame of the same kind, one row an increase in the order of days, in pandas indexed by
    ``day``: ``value`` (or ``amount``), ``computed`` (the two numbers), ``period_start`` (the day
    after the earlier figure), ``period_end``, ``qualifier`` (``exact`` if both are, or ``about``),
    ``reported_on`` (when the later of the two was known), ``source`` (those of both, joined by
    ``;``, for `cite`), and what tells the line from others, with ``counting="span"``. The first
    figure begins the first increase, and is one only where the cumulative itself began in the same
    stretch. ``.attrs["conflictdata"]["computed"]``, or the metadata of Arrow, says that the rows
    are computed.

    Raises
    ------
    ConflictDataError
        A ValueError: no cumulative, more than one line or wording, a range, a missing column, a day
        without a figure before it.

    Examples
    --------
    >>> import conflictdata as cd
    >>> ohchr = {"reporter": "ohchr", "measure": "killed", "area": "UKR"}
    >>> killed = cd.series("casualties", vintage="2023-05-04", counting="cumulative", **ohchr)
    >>> new = cd.increments(killed, by="month")
    >>> new.loc["2023-05-01", "computed"]
    '8709 - 8574'
    >>> cd.increments(killed, between=("2023-04-01", "2023-05-01"))["period_start"].dt.date.tolist()
    [datetime.date(2023, 3, 27)]
    """
    if not isinstance(by, str | None) or by not in STRETCHES:
        words = [b for b in STRETCHES if b]
        raise ConflictDataError(f"increments() goes by no {by!r}{nearest(by, words)}")
    if by is not None and between is not None:
        raise ConflictDataError("increments() goes by a stretch or between two days, not both")
    names = column_names(line, "increments()")
    number = "amount" if "amount" in names else "value"
    if missing := [c for c in (number, *NEEDED) if c not in names]:
        raise ConflictDataError(f"increments() needs the column {' and '.join(missing)}")
    telling = [c for c in _telling(number) if c in names]
    figures = _figures(line, number, [*telling, "period_start"])
    pairs = _between(figures, between) if between is not None else _steps(figures, STRETCHES[by])
    rows = rows_at(line, [later.place for _, later in pairs], [number, *NEEDED[1:], *telling])
    cells: dict[str, Cells] = {
        number: ("integer", [later.number - _before(one) for one, later in pairs]),
        "computed": ("string", [f"{later.number} - {_before(one)}" for one, later in pairs]),
        "period_start": ("date", [_begins(one, later) for one, later in pairs]),
        "qualifier": ("string", [_hedge(one, later) for one, later in pairs]),
        "reported_on": ("date", [max(f.reported_on for f in _ends(*pair)) for pair in pairs]),
        "source": ("string", [_sources(*pair) for pair in pairs]),
        "counting": ("string", ["span" for _ in pairs]),
    }
    order = [number, "computed", *NEEDED[1:], *telling]
    return noted(indexed_by_day(with_columns(rows, cells), order), "computed", COMPUTED)


@dataclass(frozen=True)
class Figure:
    """A cumulative figure, and where its row stands."""

    place: int
    number: int
    period_start: dt.date
    period_end: dt.date
    reported_on: dt.date
    qualifier: str
    source: str


Pair = tuple[Figure | None, Figure]


def _telling(number: str) -> list[str]:
    """The columns that tell a line from others, and the reporter's name."""
    schema = open_release().table("aid_totals" if number == "amount" else "casualties")
    return [f.name for f in schema.fields if f.dimension or f.name == "reporter_name"]


def _figures(line: Any, number: str, alike: Sequence[str]) -> list[Figure]:
    """The figures of a line in the order of their days, or an error if it is none."""
    if any(is_null(value) for value in column_of(line, number)):
        raise ConflictDataError(f"increments() found a figure without {number}; leave it out")
    counting = sorted(set(map(str, column_of(line, "counting"))))
    if counting not in ([], ["cumulative"]):
        raise ConflictDataError(
            "increments() takes figures with counting='cumulative', not"
            f" {', '.join(map(repr, counting))}"
        )
    for name in alike:
        values = sorted(
            {str(v)[:10] if name == "period_start" else str(v) for v in column_of(line, name)}
        )
        if len(values) > 1:
            raise ConflictDataError(
                f"increments() takes one line; pin {name}: {', '.join(map(repr, values))}"
            )
    days = [to_day(day, "period_end") for day in column_of(line, "period_end")]
    if twice := sorted({str(day) for day in days if days.count(day) > 1}):
        raise ConflictDataError(
            f"increments() takes one wording a day, and {twice[0]} has several; give a vintage"
        )
    hedges = column_of(line, "qualifier")
    if ranges := [str(d) for d, hedge in zip(days, hedges, strict=True) if hedge == "range"]:
        raise ConflictDataError(
            f"increments() cannot subtract ranges; leave out period_end {', '.join(ranges)}"
        )
    cells = [
        column_of(line, c) for c in (number, "period_start", "reported_on", "qualifier", "source")
    ]
    figures = [
        Figure(
            n, _whole(value), to_day(start, "period_start"), day, to_day(said, "reported_on"), *rest
        )
        for n, (day, value, start, said, *rest) in enumerate(zip(days, *cells, strict=True))
    ]
    return sorted(figures, key=lambda f: f.period_end)


def _whole(number: Any) -> int:
    """A number as it is subtracted; one with a fraction is of other units than those of its row."""
    if isinstance(number, Integral | Decimal | float) and number == number // 1:
        return int(number)
    raise ConflictDataError(f"increments() takes whole numbers, not {shown(number)}")


def _steps(figures: Sequence[Figure], stretch: Callable[[dt.date], object]) -> list[Pair]:
    """From the last figure of each stretch to that of the next that has one."""
    last = list({stretch(f.period_end): f for f in figures}.values())
    begins = [f for f in last[:1] if stretch(f.period_start) == stretch(f.period_end)]
    return [*((None, f) for f in begins), *itertools.pairwise(last)]


def _between(figures: Sequence[Figure], between: Any) -> list[Pair]:
    if isinstance(between, slice):
        between = between.start, between.stop
    days = tuple(between) if isinstance(between, Iterable) else ()
    if len(days) != 2:
        raise ConflictDataError(f"increments() goes between two days, not {shown(between)}")
    first, last = (to_day(day, "between") for day in days)
    if first >= last:
        raise ConflictDataError(f"increments() goes from an earlier day to a later, not {days!r}")
    if not figures:
        return []
    earlier = [f for f in figures if f.period_end <= first]
    later = [f for f in figures if first < f.period_end <= last]
    if not earlier and first >= figures[0].period_start:
        raise ConflictDataError(
            f"there is no figure of {first} or before; the first is of {figures[0].period_end}"
        )
    if not later:
        after = [str(f.period_end) for f in figures if f.period_end > last]
        then = f"the next is of {after[0]}" if after else f"the last is of {figures[-1].period_end}"
        raise ConflictDataError(f"there is no figure after {first} until {last}; {then}")
    return [(earlier[-1] if earlier else None, later[-1])]


def _before(earlier: Figure | None) -> int:
    return earlier.number if earlier else 0


def _begins(earlier: Figure | None, later: Figure) -> dt.date:
    return earlier.period_end + dt.timedelta(days=1) if earlier else later.period_start


def _ends(earlier: Figure | None, later: Figure) -> list[Figure]:
    return [f for f in (later, earlier) if f is not None]


def _hedge(earlier: Figure | None, later: Figure) -> str:
    return "exact" if all(f.qualifier == "exact" for f in _ends(earlier, later)) else "about"


def _sources(earlier: Figure | None, later: Figure) -> str:
    return ";".join(dict.fromkeys(str(f.source) for f in _ends(earlier, later)))
