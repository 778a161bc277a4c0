"""Rules on the days of figures: the period counted, and when it was reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from conflictdata.rules.calendar import CALENDAR, counted_from, first_day, in_days, last_day
from conflictdata.rules.rule import Found, rows_where, rule

if TYPE_CHECKING:
    from conflictdata.rules.subject import Subject

# what is of one day
ONE_DAY = {
    "stock": "a stock is counted on one day",
    "day": "a day is one day; 48 hours are a span",
    "act": "an act is of one day",
}


@rule("period_end", "correct the period, or count it as a span")
def period_fits_counting(s: Subject) -> Found:
    """A period starts before it ends, and is the month, the year or the one day that is counted."""
    start, end, counted = s.days("period_start"), s.days("period_end"), counted_from(s)
    for i in rows_where(start > end):
        yield i, f"the period starts on {start[i]}, after it ends on {end[i]}"
    for counting, said in ONE_DAY.items():
        for i in rows_where(s.is_("counting", counting) & (start != end)):
            yield i, f"{said}: period_start and period_end are the same"
    own = _own_starts(s)
    for name, months in CALENDAR.items():
        first, last = first_day(start, months), last_day(start, months)
        # a casualty of the first month fell after the count began, while aid may have been given
        # before
        inside = (first < counted) & (counted <= end)
        starts = (inside & (start == counted)) | (
            (start == first) & (~inside if s.table.name == "casualties" else True)
        )
        fits = (end == last) & (starts | own)
        for i in rows_where(s.is_("counting", name) & ~fits):
            yield (
                i,
                (
                    f"{start[i]} to {end[i]} is no calendar {name}, nor what is left of the one in"
                    " which the count began"
                ),
            )


@rule("date_precision", "correct period_end or the precision")
def by_means_upper_bound(s: Subject) -> Found:
    """Without an as-of day a period ends when it was reported; a month ends on its last day, and
    mid-month is the 15th.
    """
    end, reported = s.days("period_end"), s.days("reported_on")
    for i in rows_where(s.is_("date_precision", "by") & (end != reported)):
        yield i, f"precision by, and period_end {end[i]} is not reported_on {reported[i]}"
    for name, months in CALENDAR.items():
        for i in rows_where(s.is_("date_precision", name) & (end != last_day(end, months))):
            yield i, f"precision {name}, and period_end {end[i]} is not the last day of the {name}"
    middle = first_day(end, 1) + 14
    for i in rows_where(s.is_("date_precision", "mid_month") & (end != middle)):
        yield i, f"precision mid_month, and period_end {end[i]} is not the 15th"


@rule(
    "reported_on",
    "correct the days; only plans and models look ahead",
)
def not_before_its_period_ends(s: Subject) -> Found:
    """Nothing is reported before its period ends, but plans and what a model projects."""
    ended, reported = s.days("period_end"), s.days("reported_on")
    for name, months in {**CALENDAR, "mid_month": 1}.items():
        loose = s.is_("date_precision", name)
        ended[loose] = first_day(ended[loose], months)
    ahead = s.is_("counting", "plan")
    if "evidence" in s.frame:
        ahead |= s.is_("evidence", "modelled")
    for i in rows_where((reported < ended) & ~ahead):
        yield i, f"reported on {reported[i]}, before its period ends on {s.days('period_end')[i]}"


def _own_starts(s: Subject) -> np.ndarray:
    """The rows that start on a day on which their reporter begins to count."""
    methods = s.others["methods"].dropna(subset="starts_on")
    start, own = s.days("period_start"), np.zeros(len(s.frame), dtype=bool)
    for conflict, reporter, day in zip(
        methods["conflict"], methods["reporter"], in_days(methods["starts_on"]), strict=True
    ):
        here = True if conflict == "all" else s.is_("conflict", conflict)
        own |= here & s.is_("reporter", reporter) & (start == day)
    return own
