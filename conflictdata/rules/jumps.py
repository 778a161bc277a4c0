"""Rules on numbers that fall or jump."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from conflictdata.rules.rule import Found, rows_where, rule

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.rules.subject import Subject


@rule(
    "value",
    "read both again; if the reporter took cases back, add an exception that says why",
)
def cumulative_never_falls(s: Subject) -> Found:
    """A cumulative count never falls."""
    end, reported, current = (
        s.days("period_end"),
        s.days("reported_on"),
        np.isnat(s.days("superseded_on")),
    )
    running = s.is_("counting", "cumulative") & ~s.is_("date_precision", "by")
    if "sex" in s.frame:
        running &= ~s.is_("sex", "unknown")
    at, numbers = np.flatnonzero(running), s.numbers
    # a later wording of the day before must not hide what its first wording says
    _, again = s.neighbors(at, ["series", "period_start", "period_end"], "reported_on")
    seen = set()
    for chosen in (at, np.setdiff1d(at, again), at[current[at]]):
        before, after = s.neighbors(chosen, ["series", "qualifier"], "period_end", "reported_on")
        # a wording given later than this one does not speak against it
        comparable = (end[before] < end[after]) & (
            (reported[before] <= reported[after]) | current[after]
        )
        comparable &= ~(s.disputed[before] | s.disputed[after])
        for pair in rows_where(comparable & (numbers[after] < numbers[before])):
            b, i = before[pair], int(after[pair])
            if i not in seen:
                seen.add(i)
                yield i, f"{s.shown(i)} by {end[i]} is less than {s.shown(b)} by {end[b]}"


@rule(
    "value",
    "look for a slipped digit; if the count really jumped, add an exception",
)
def count_keeps_its_magnitude(s: Subject) -> Found:
    """A cumulative count does not jump fivefold within two months."""
    end, numbers = s.days("period_end"), s.numbers
    running = np.flatnonzero(s.is_("counting", "cumulative") & ~s.is_("date_precision", "by"))
    before, after = s.neighbors(running, ["series"], "period_end", "reported_on")
    near = (end[after] - end[before] <= np.timedelta64(60, "D")) & (numbers[before] >= 50)
    for pair in rows_where(
        near & ((numbers[after] > numbers[before] * 5) | (numbers[after] * 5 < numbers[before]))
    ):
        i = int(after[pair])
        yield (
            i,
            (
                f"{s.shown(i)} is more than five times away from {s.shown(before[pair])}, its"
                " neighbor in the series"
            ),
        )


@rule(
    "amount",
    "look for millions typed for billions; if the amount is right, add an exception",
)
def amount_keeps_its_magnitude(s: Subject) -> Found:
    """Amounts given for the same thing are of like size."""
    # single months differ by more than that in truth
    return far_from_median(
        s.rows[s.rows["counting"] != "month"],
        ["donor", "recipient", "aid_type", "program", "currency", "counting"],
    )


def far_from_median(rows: pd.DataFrame, within: list[str]) -> Found:
    """Amounts a hundred times above or below the median of those given for the same thing."""
    amounts = rows[rows["amount"].notna()]
    amount = amounts["amount"].astype("float64")
    groups = amount.groupby([amounts[c] for c in within], observed=True)
    median, size = groups.transform("median"), groups.transform("size")
    for i in rows_where((size >= 3) & ((amount > median * 100) | (amount * 100 < median))):
        what = " ".join(amounts[c][i] for c in within)
        yield (
            i,
            (
                f"{amounts['amount'][i]} is more than a hundred times away from {median[i]:.0f},"
                f" the median for {what}"
            ),
        )
