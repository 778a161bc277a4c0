"""What is a new wording of a figure, and what only repeats it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conflictdata.rules.printed import half_unit
from conflictdata.rules.rule import Found, rows_where, rule

if TYPE_CHECKING:
    from conflictdata.rules.subject import Subject


@rule(
    "value",
    "drop the row and add its source to corroborated_by of the earlier one",
)
def repetition_is_no_wording(s: Subject) -> Found:
    """A repetition is not a new wording."""
    before, after = s.wordings
    same = s.numbers[after] == s.numbers[before]
    for column in {"qualifier", "low", "high"}.intersection(s.frame):
        cells, _ = s.coded(column)
        same &= cells[after] == cells[before]
    for pair in rows_where(same):
        i = int(after[pair])
        yield i, f"{s.shown(i)} was already the wording of {s.days('reported_on')[before[pair]]}"


@rule(
    "value",
    "drop the row: a rounded repetition of an exact number is no news",
)
def rounding_is_no_wording(s: Subject) -> Found:
    """A rounded repetition of an exact number is not a new wording."""
    before, after = s.wordings
    exact = s.is_("qualifier", "exact")
    hedged = exact[before] & ~exact[after]
    before, after = before[hedged], after[hedged]
    unit = 2 * half_unit(s.numbers[after]).to_numpy()
    for pair in rows_where((unit >= 10) & (abs(s.numbers[after] - s.numbers[before]) < unit)):
        i, b = int(after[pair]), before[pair]
        yield (
            i,
            (
                f"{s.rows['qualifier'][i]} {s.shown(i)} only rounds the {s.shown(b)} of"
                f" {s.days('reported_on')[b]}"
            ),
        )
