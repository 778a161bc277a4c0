"""A figure whose number agrees with a statement's, and in what else it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from conflictdata.tracing.agreement import EQUAL
from conflictdata.tracing.figure import Figure

# what each thing that agrees is worth
WORTH = {"number": 0.35, "rounded": 0.25, "subject": 0.25, "reporter": 0.2, "day": 0.2}


class Match(NamedTuple):
    """A figure beside a statement: how well it fits, and why."""

    figure: Figure
    score: float
    reason: str


@dataclass(frozen=True)
class Verdict:
    """A verdict, its reason in words, and the figures that speak for it, the best first."""

    code: str
    reason: str
    matches: tuple[Match, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """A figure whose number agrees, and in what else it does."""

    figure: Figure
    how: str
    # what it speaks of beside the statement
    other: tuple[str, ...]
    is_reporters: bool
    # none where the statement names no day
    of_day: bool | None
    # whether it was the reporter's newest when the article appeared
    is_newest: bool
    # whether its reporter has another figure for the day that the statement names
    is_before: bool = False

    @property
    def score(self) -> float:
        score = WORTH["number" if self.how == EQUAL else "rounded"]
        score += WORTH["subject"] / (1 + len(self.other))
        score += WORTH["reporter"] * self.is_reporters
        timely = self.of_day if self.of_day is not None else self.is_newest
        return round(score + WORTH["day"] * bool(timely), 2)
