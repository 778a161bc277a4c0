"""Whether a figure is of the days that a statement names."""

from __future__ import annotations

import datetime as dt

from conflictdata.tracing.figure import PACKAGES, PEOPLE, TOTALS, Figure
from conflictdata.tracing.statement import Statement

# days between a count and what is said of it; back to which an article may reach
LAG, RECENT = 2, 60


def of_day(statement: Statement, figure: Figure) -> bool | None:
    """Whether a figure is of the day that a statement names; none if it names none."""
    if statement.last is None:
        return None
    if figure.table == PACKAGES:
        return abs((figure.reported_on - statement.last).days) <= LAG
    if said_in(statement, figure):
        return True
    if figure["counting"] == "day" and statement.precision == "day":
        return statement.last in (figure.period_end, figure.reported_on)
    if not statement.is_as_of:
        said = statement.last
        before = (said - figure.period_end).days
        return figure.reported_on == said or 0 <= before <= LAG
    if statement.first is not None:
        whole_year = (statement.first.month, statement.first.day) == (1, 1)
        # a war may begin in a year, and its first year then; its last month is no year
        in_year = whole_year and figure["counting"] != "month"
        begins = figure.period_start == statement.first or (
            in_year and figure.period_start.year == statement.first.year
        )
        begins = begins or (
            figure.table != TOTALS and _same_month(figure.period_start, statement.first)
        )
        return begins and figure.period_end == statement.last
    if statement.precision != "day":
        return _same_month(figure.period_end, statement.last)
    return figure.period_end == statement.last or (
        figure["date_precision"] != "day" and figure.reported_on == statement.last
    )


def is_before(statement: Statement, figure: Figure) -> bool:
    """Whether the reporter has another figure for the day that a statement names: one as of that
    day, or one that was known before it was spoken of.
    """
    day = statement.last
    if day is None or statement.precision != "day" or figure.table != PEOPLE:
        return False
    if figure["counting"] not in ("cumulative", "stock") or figure.period_end >= day:
        return False
    if statement.is_as_of:
        today = statement.published or dt.date.max
        return any(f.period_end == day for f in figure.after(day, today))
    if figure.reported_on >= day:
        return False
    return bool(figure.after(day, day - dt.timedelta(days=1)))


def near_day(s: Statement, figure: Figure) -> bool:
    """Whether a figure ends near the days that a statement names, or lies within them."""
    if s.last is None:
        return False
    begun = s.first is not None and s.first <= figure.period_start
    if begun and figure.period_end <= s.last:
        return True
    return abs((figure.period_end - s.last).days) <= RECENT


def said_in(s: Statement, f: Figure) -> bool:
    """Whether a month is that in which a cumulative count was given: "in May it named". In a year
    people are killed.
    """
    if s.first is None or s.last is None or s.precision != "month":
        return False
    long = f["counting"] in ("cumulative", "stock") or (f.period_end - f.period_start).days > 700
    return long and s.first <= f.reported_on <= s.last


def _same_month(a: dt.date, b: dt.date) -> bool:
    return (a.year, a.month) == (b.year, b.month)
