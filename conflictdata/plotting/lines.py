"""A line on a chart: which figures are marked, where it is broken, and what is said of it."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from conflictdata.plotting import words
from conflictdata.plotting.figures import Figure
from conflictdata.plotting.gaps import runs

# so many figures are drawn as points as well, and so many with a hedge
POINTS = 60
SHAPES = {
    "at_least": "triangle-up",
    "more_than": "triangle-up",
    "up_to": "triangle-down",
    "nearly": "triangle-down",
    "about": "circle",
}
SIGNS = {"triangle-up": "▲", "triangle-down": "▼", "circle": "○"}
At = Callable[[Figure], dt.date]


@dataclass(frozen=True)
class Line:
    """One line on a chart, and what stands at its end below the newest number."""

    rows: Sequence[Figure]
    name: str
    color: str
    faint: bool = False
    # whether each number holds until the next, however long this is, as a wording does
    holds: bool = False


def runs_of(line: Line, at: At) -> list[list[Figure]]:
    """The figures of a line that have a number, in runs between which it is broken."""
    rows = [figure for figure in line.rows if figure.number is not None]
    return [rows] * bool(rows) if line.holds else runs(rows, at)


def points_of(line: Line, at: At) -> list[Figure]:
    """The figures that are points as well: all where they are few, else those with a hedge unless
    these are many, those on both sides of a gap, and one by itself.
    """
    several = runs_of(line, at)
    rows = [figure for run in several for figure in run]
    few = len(rows) <= POINTS and not line.faint
    hedged = sum(figure.hedge != "exact" for figure in rows) <= POINTS
    sides = {
        id(side) for before, after in itertools.pairwise(several) for side in (before[-1], after[0])
    } | {id(run[0]) for run in several if len(run) == 1}
    return [f for f in rows if few or (hedged and f.hedge != "exact") or id(f) in sides]


def legend(lines: Sequence[Line], at: At) -> list[str]:
    """What the marks of hedged numbers mean and how many are drawn, and where there is no line."""
    said = [*_of_hedges(lines, at), *_of_steps(lines, at)]
    return [" ".join(said)] if said else []


def _of_hedges(lines: Sequence[Line], at: At) -> list[str]:
    figures = {_seen(f, at): f for line in lines for f in line.rows}
    marked = {_seen(f, at) for line in lines for f in points_of(line, at)}
    shown = words.hedges_in(figure for seen, figure in figures.items() if seen in marked)
    said = []
    for hedge, number in sorted(words.hedges_in(figures.values()).items()):
        if hedge in SHAPES:
            sign = f"{SIGNS[SHAPES[hedge]]} " * bool(shown[hedge])
            some = f", {shown[hedge]:,} of them marked" * (shown[hedge] < number)
            of = f"({number:,} of {len(figures):,} figures{some})"
            said.append(f"{sign}{words.HEDGES[hedge]} {of}")
    if ranges := sum(figure.is_range for figure in figures.values()):
        said.append(f"upright bar: a range ({ranges:,} of {len(figures):,})")
    return [words.capital(", ".join(said) + ".")] if said else []


def _of_steps(lines: Sequence[Line], at: At) -> list[str]:
    """What a step says, and where there is none since nothing was said."""
    broken = [runs_of(line, at) for line in lines]
    gaps = {
        (before[-1].cells.get("series") or number, at(before[-1]), at(after[0]))
        for number, several in enumerate(broken)
        for before, after in itertools.pairwise(several)
    }
    if not any(run[1:] for several in broken for run in several):
        return ["No line between points: no figure came for long."] if gaps else []
    if all(line.holds for line in lines):
        return ["A wording holds until the next is reported."]
    held = "A step holds a number until the next figure"
    if not gaps:
        return [f"{held}."]
    longest = max((end - start).days for _, start, end in gaps)
    times = "once, for" if len(gaps) == 1 else f"{len(gaps):,} times, at most"
    return [f"{held}; no line where none came for long ({times} {longest:,} days)."]


def _seen(figure: Figure, at: At) -> tuple[object, ...]:
    """What a reader sees of a figure: the same one then and now is seen once."""
    line = figure.cells.get("series") or id(figure)
    return line, at(figure), figure.number, figure.low, figure.high, figure.hedge
