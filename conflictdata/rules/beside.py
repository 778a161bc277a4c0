"""A number beside its neighbors: in time, among packages, among quantities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from conflictdata.rules.rule import Found, rows_where, rule

if TYPE_CHECKING:
    from conflictdata.rules.subject import Subject


# more than any currency here needs
GIANT = 500_000_000_000
# spans that are as long as a year, such as a fiscal one
YEAR = 364


@rule("value", "read both again; if there were so many, add an exception")
def stretch_is_like_those_beside_it(s: Subject) -> Found:
    """A month is within three times the months beside it, where they have 50 or more."""
    current = np.isnat(s.days("superseded_on"))
    for counting in ("month", "quarter", "year"):
        rows = np.flatnonzero(s.is_("counting", counting) & current)
        yield from _between(s, rows, 3, 50)


@rule("value", "read both again; if the count grew so, add an exception", warning=True)
def count_grows_like_before(s: Subject) -> Found:
    """A cumulative count grows from one figure to the next by no more than twenty times as much a
    day as it did at most before and does after.
    """
    end, numbers = s.days("period_end").astype("int64"), s.numbers
    running = s.is_("counting", "cumulative") & ~s.is_("date_precision", "by")
    rows = np.flatnonzero(running & np.isnat(s.days("superseded_on")) & ~np.isnan(numbers))
    first, then = s.neighbors(rows, ["series", "qualifier"], "period_end", "reported_on")
    if not len(first):
        return
    pace = (numbers[then] - numbers[first]) / np.maximum(end[then] - end[first], 1)
    line = pd.factorize(s.ids(["series", "qualifier"]))[0][then]
    same = np.r_[line[1:] == line[:-1], False]
    for at in np.flatnonzero(same).tolist():
        # up and down again, or the reverse: the figure between the two is off
        up, down = pace[at], pace[at + 1]
        low, high = sorted((abs(up), abs(down)))
        number = numbers[then[at]]
        if high * np.sign(up) > 0 and number >= 50 and high > 20 * max(low, number * 1e-4):
            grown = numbers[then[at]] - numbers[first[at]]
            if abs(grown) > 0.05 * number:
                yield int(then[at]), _apart(s, first[at], then[at], then[at + 1])


def _apart(s: Subject, before: int, row: int, after: int) -> str:
    """What a figure says beside its neighbors."""
    days = s.days("period_end")
    told = [f"{s.shown(r)} on {days[r]}" for r in (row, before, after)]
    return f"{told[0]} stands apart from {told[1]} and {told[2]}"


@rule("value", "read both wordings again; if it was restated so, add an exception")
def restatement_is_like_what_it_restates(s: Subject) -> Found:
    """A restatement changes a number by less than a half."""
    before, after = s.wordings
    was, now = s.numbers[before], s.numbers[after]
    for pair in rows_where((was >= 20) & ((now > was * 2) | (now * 2 < was))):
        i, b = int(after[pair]), int(before[pair])
        yield i, f"{s.shown(i)}, and it was {s.shown(b)} in the wording before"


@rule("amount", "look for a zero too many or too few; if the amount is right, add an exception")
def amount_is_like_those_beside_it(s: Subject) -> Found:
    """An amount is within five times those before and after it in its line."""
    lasts = s.days("period_end") - s.days("period_start") >= np.timedelta64(YEAR, "D")
    alike = s.is_("counting", "cumulative", "plan", "stock", "year")
    alike |= s.is_("counting", "span") & lasts
    # nothing given in a year is no slip of a digit
    rows = np.flatnonzero(alike & np.isnat(s.days("superseded_on")) & (s.numbers > 0))
    yield from _between(s, rows, 5, 1_000_000)


@rule("amount", "look for a zero or a thousand too few; if the amount is right, add an exception")
def total_is_no_small_change(s: Subject) -> Found:
    """No total of a reporter is under ten million where none of its others is near."""
    amount = s.numbers
    reporter = pd.factorize(s.ids(["conflict", "reporter"]))[0]
    for i in rows_where((amount > 0) & (amount < 10_000_000)):
        others = amount[(reporter == reporter[i]) & (amount > 0)]
        if (others < 100_000_000).sum() == 1 and len(others) > 3:
            yield (
                i,
                f"{s.shown(i)}, and no other amount of {s.rows['reporter'][i]} is under 100000000",
            )


@rule("amount", "look for millions typed for billions, or a zero too many")
def amount_is_no_giant(s: Subject) -> Found:
    """No total of one donor or group is half a trillion, and no package a hundred billion."""
    most = GIANT if s.table.name == "aid_totals" else GIANT / 5
    for i in rows_where(s.numbers >= most):
        yield i, f"{s.shown(i)} is more than anybody gave"


@rule("amount", "look for a zero too many or too few; if the amount is right, add an exception")
def package_is_like_those_of_its_program(s: Subject) -> Found:
    """A package is not five times larger than every other of its donor and program, nor as many
    times smaller.
    """
    yield from _extreme(s, "amount", ["donor", "program", "aid_type", "currency"], 5)


@rule("quantity", "read the list again; if there are so many, add an exception")
def quantity_is_like_those_of_its_item(s: Subject) -> Found:
    """A quantity is not five times larger than every other of its item."""
    quantity = s.floats("quantity")
    ammunition = s.rows["item"].astype("str").str.startswith(("ammunition", "medical")).to_numpy()
    high = quantity > np.where(ammunition, 500_000_000, 1_000_000)
    for i in rows_where(high):
        yield i, f"{s.rows['quantity'][i]} of {s.rows['item'][i]}"
    for found in _extreme(s, "quantity", ["item", "unit"], 5, both=False):
        if not high[found[0]]:
            yield found


def _between(s: Subject, rows: np.ndarray, times: int, least: int) -> Found:
    """Rows that stand so many times above, or below, both neighbors of their line."""
    numbers = s.numbers
    rows = rows[~np.isnan(numbers[rows]) & ~s.disputed[rows]]
    first, then = s.neighbors(rows, ["series"], "period_end", "reported_on")
    before = dict(zip(then.tolist(), first.tolist(), strict=True))
    for f, t in zip(first.tolist(), then.tolist(), strict=True):
        b = before.get(f)
        if b is None:
            continue
        one, number, other = numbers[b], numbers[f], numbers[t]
        low, high = min(one, other), max(one, other)
        above, below = number > high * times and high >= least, number * times < low
        if above or (below and low >= least):
            yield f, f"{s.shown(f)} stands between {s.shown(b)} and {s.shown(t)}"


def _extreme(s: Subject, column: str, whose: list[str], times: int, both: bool = True) -> Found:
    number, of = s.floats(column), pd.factorize(s.ids(whose))[0]
    given = pd.DataFrame({"of": of, "number": number})[number > 0]
    for _, group in given.groupby("of", sort=False):
        if len(group) < 4:
            continue
        ordered = group["number"].sort_values()
        name = " ".join(str(s.rows[w][ordered.index[-1]]) for w in whose)
        if ordered.iloc[-1] > times * ordered.iloc[-2]:
            i = int(ordered.index[-1])
            yield i, f"{number[i]:.0f}, and the next of {name} is {ordered.iloc[-2]:.0f}"
        if both and ordered.iloc[0] * times < ordered.iloc[1]:
            i = int(ordered.index[0])
            yield i, f"{number[i]:.0f}, and the next of {name} is {ordered.iloc[1]:.0f}"
