"""What a hedge says of the true number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conflictdata.rules.printed import cell_text
from conflictdata.rules.rule import Found, rows_where, rule

if TYPE_CHECKING:
    from conflictdata.rules.subject import Subject

# what a hedge says of the true number: its lower end, its upper end
AT_LEAST = ("exact", "at_least", "more_than", "range")


AT_MOST = ("exact", "up_to", "nearly")


@rule(
    "value_max",
    "give value and a larger value_max with qualifier range, and value_max with no other",
)
def range_has_two_ends(s: Subject) -> Found:
    """A range has two ends, the second the larger; nothing else has a second."""
    rows = s.rows
    is_range, low, high = rows["qualifier"] == "range", rows["value"], rows["value_max"]
    wrong = (is_range != high.notna()) | (high <= low).fillna(False)
    for i in rows_where(wrong):
        yield (
            i,
            (
                f"qualifier {rows['qualifier'][i]} with value {low[i]} and value_max"
                f" {cell_text(high[i])}"
            ),
        )
