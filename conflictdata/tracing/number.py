"""A number as it is printed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Number:
    """A number in a text: tokens from start up to end, its ends as printed, and how round it is."""

    start: int
    end: int
    low: int
    high: int
    # unit of the last place that is printed
    step: int
    qualifier: str = "exact"
    currency: str | None = None
    is_range: bool = False
    # whether it is printed as a year would be
    like_a_year: bool = False
    # whether what it counts is said to be less
    is_below: bool = False
    # where its hedge begins, if it stands before
    hedged_from: int | None = None

    @property
    def value(self) -> int | None:
        return None if self.is_range else self.low
