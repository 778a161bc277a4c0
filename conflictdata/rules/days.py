"""Rules on the days of figures: the period counted, and when it was reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conflictdata.rules.calendar import CALENDAR, conflict_began, first_day, last_day
from conflictdata.rules.rule import Found, rows_where, rule

if TYPE_CHECKING:
    from conflictdata.rules.subject import Subject


@rule("period_end", "correct the period, or count it as a span")
def period_fits_counting(s: Subject) -> Found:
    """A period starts before it ends, and is the month, the year or the one day that is counted."""
    start, end, began = s.days("period_start"), s.days("period_end"), conflict_began(s)
    for i in rows_where(start > end):
        yield i, f"the period starts on {start[i]}, after it ends on {end[i]}"
    for i in rows_where(s.is_("counting", "stock") & (start != end)):
        yield i, "a stock is counted on one day: period_start and period_end are the same"
    for name, unit in CALENDAR:
        whole = start == first_day(start, unit)
        # a casualty of the first month fell after the conflict began, while aid may have been given
        # before
        began_inside = (first_day(start, unit) < began) & (began <= end)
        starts = (began_inside & (start == began)) | (
            whole & (~began_inside if s.table.name == "casualties" else True)
        )
        for i in rows_where(s.is_("counting", name) & ~(starts & (end == last_day(start, unit)))):
            yield (
                i,
                (
                    f"{start[i]} to {end[i]} is no calendar {name}, nor what is left of the one in"
                    " which the conflict began"
                ),
            )


@rule("date_precision", "correct period_end or the precision")
def by_means_upper_bound(s: Subject) -> Found:
    """Without an as-of day a period ends when it was reported; a month ends on its last day."""
    end, reported = s.days("period_end"), s.days("reported_on")
    for i in rows_where(s.is_("date_precision", "by") & (end != reported)):
        yield i, f"precision by, and period_end {end[i]} is not reported_on {reported[i]}"
    for name, unit in CALENDAR:
        for i in rows_where(s.is_("date_precision", name) & (end != last_day(end, unit))):
            yield i, f"precision {name}, and period_end {end[i]} is not the last day of the {name}"


@rule(
    "reported_on",
    "correct the days; only plans and estimates look ahead",
)
def not_before_its_period_ends(s: Subject) -> Found:
    """Nothing is reported before its period ends, but plans and estimates."""
    ended, reported = s.days("period_end"), s.days("reported_on")
    for name, unit in CALENDAR:
        loose = s.is_("date_precision", name)
        ended[loose] = first_day(ended[loose], unit)
    ahead = s.is_("counting", "plan")
    if "basis" in s.frame:
        ahead |= s.is_("basis", "estimated")
    for i in rows_where((reported < ended) & ~ahead):
        yield i, f"reported on {reported[i]}, before its period ends on {s.days('period_end')[i]}"
