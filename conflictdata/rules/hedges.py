"""What a hedge says of the true number: its least, its most, or neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from conflictdata.rules.printed import cell_text
from conflictdata.rules.rule import Found, rows_where, rule

if TYPE_CHECKING:
    from conflictdata.rules.subject import Subject

# hedges after which the printed number is the least, and the most, that it can be
LEAST = ("exact", "at_least", "more_than")


MOST = ("exact", "up_to", "nearly")


def ends(s: Subject) -> tuple[np.ndarray, np.ndarray]:
    """The least and the most that the wording of each figure allows, nan where it names none."""
    if "low" in s.frame:
        return s.floats("low"), s.floats("high")
    return printed_ends(s)


def printed_ends(s: Subject) -> tuple[np.ndarray, np.ndarray]:
    """What the hedge of each figure says of its number; of a range nothing, which prints both."""
    number = s.floats(s.table.value)
    least, most = (
        np.where(s.is_("qualifier", *hedges), number, np.nan) for hedges in (LEAST, MOST)
    )
    return least, most


@rule("value", "read the number on the page; of a range without a center give low and high")
def figure_has_a_number(s: Subject) -> Found:
    """A figure has a number, or the two ends of a range."""
    for i in rows_where(_without_number(s)):
        yield i, "is empty"


@rule(
    "qualifier",
    "give value with a hedge; low and high, and value where a center is printed, with a range",
)
def low_and_high_fit_the_hedge(s: Subject) -> Found:
    """Low and high are what the hedge says of the number; a range prints both, maybe a center."""
    value, low, high = (s.floats(c) for c in ("value", "low", "high"))
    ranged = s.is_("qualifier", "range")
    least, most = printed_ends(s)
    told = ~np.isnan(value) & _same(low, least) & _same(high, most)
    between = (low < high) & (np.isnan(value) | ((low <= value) & (value <= high)))
    for i in rows_where(~(np.where(ranged, between, told) | _without_number(s))):
        cells = ", ".join(f"{c} {cell_text(s.rows[c][i])}" for c in ("value", "low", "high"))
        yield i, f"qualifier {s.rows['qualifier'][i]} with {cells}"


@rule("qualifier", "read the hedge again; if the page says at most, add an exception")
def count_is_seldom_at_most(s: Subject) -> Found:
    """What was counted, of people or of money given, is seldom said to be at most so much."""
    for i in rows_where(s.is_("qualifier", "up_to")):
        yield i, f"up to {s.shown(i)}"


def _without_number(s: Subject) -> np.ndarray:
    """The figures of which nothing was typed."""
    cells = np.stack([s.floats(c) for c in ("value", "low", "high")])
    return np.asarray(np.isnan(cells).all(axis=0))


def _same(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return np.asarray((one == other) | (np.isnan(one) & np.isnan(other)))
