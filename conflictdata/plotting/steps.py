"""Counts that go on, as steps from figure to figure: nothing is drawn that nobody reported."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import altair as alt

from conflictdata.plotting import canvas, ends, words
from conflictdata.plotting.canvas import Panel
from conflictdata.plotting.ends import Box, Place
from conflictdata.plotting.figures import Figure
from conflictdata.plotting.lines import SHAPES, At, Line, points_of, runs_of
from conflictdata.plotting.measure import width_of

# so many figures of one line are drawn with their numbers
NUMBERED = 8
# from a point to its number
ABOVE = 7


def steps(lines: Sequence[Line], unit: str, at: At, *, first_too: bool = False) -> Panel:
    """The lines on one panel, each from 0 on one axis; `at` gives the day on which a figure stands.

    The first number of a line is written as well if `first_too`.
    """
    everything = [figure for line in lines for figure in line.rows]
    top = max(figure.top for figure in everything)
    first, last = min(map(at, everything)), max(map(at, everything))
    height = ends.height_for(lines)
    axis = canvas.numbers(top, unit, height=height)
    low = canvas.numbers(top, unit, field="low", height=height)
    panel = Panel(canvas.WIDTH, height, left=canvas.reach(top, height))
    x = canvas.days(first, last)
    for number, line in enumerate(lines):
        _draw(panel, number, line, at, x, axis, low)
    place = Place(panel, at, (first, last), canvas.end(top))
    taken = ends.label(lines, place)
    alone = len(lines) == 1
    if alone and (first_too or len(everything) <= NUMBERED):
        rows = [f for f in lines[0].rows if f.number is not None][:-1]
        chosen = rows[:1] if len(rows) >= NUMBERED else rows
        _number(chosen, lines[0].color, place, taken, x, axis)
    return panel


def _draw(
    panel: Panel,
    number: int,
    line: Line,
    at: At,
    x: alt.X,
    y: alt.Y,
    low: alt.Y,
) -> None:
    drawn = [
        {"day": canvas.text_of(at(f)), "number": f.number, "run": f"{number}/{n}"}
        for n, run in enumerate(runs_of(line, at))
        for f in run
    ]
    panel.draw(
        drawn,
        "line",
        interpolate="step-after",
        color=line.color,
        strokeWidth=2 if not line.faint else 1.6,
        strokeJoin="round",
    )
    panel.encode(x=x, y=y, detail="run:N")
    ranges = [
        {"day": canvas.text_of(at(f)), "low": f.low, "high": f.high, "text": _told(f, at)}
        for f in line.rows
        if f.is_range
    ]
    if ranges:
        panel.draw(ranges, "rule", color=line.color, strokeWidth=5, opacity=0.55)
        panel.encode(x=x, y=low, y2="high:Q", tooltip="text:N")
    by_shape: dict[str, list[Figure]] = {}
    for figure in points_of(line, at):
        by_shape.setdefault(SHAPES.get(figure.hedge, ""), []).append(figure)
    for shape, figures in by_shape.items():
        hollow = shape == "circle"
        panel.draw(
            [
                {"day": canvas.text_of(at(f)), "number": f.number, "text": _told(f, at)}
                for f in figures
            ],
            "point",
            shape=shape or "circle",
            size=34 if len(drawn) > NUMBERED * 2 else 50,
            filled=not hollow,
            fill="white" if hollow else line.color,
            stroke=line.color,
            opacity=1,
        )
        panel.encode(x=x, y=y, tooltip="text:N")


def _told(figure: Figure, at: At) -> str:
    title = figure.cells.get("source_title")
    read = f"; {title}" if title else ""
    return (
        f"{words.worded(figure)} as of {words.day(figure.end)},"
        f" reported on {words.day(figure.reported)}{read}"
    )


def _number(
    rows: Sequence[Figure],
    color: str,
    place: Place,
    taken: Sequence[Box],
    x: alt.X,
    y: alt.Y,
) -> None:
    """The numbers of figures at their points, but never on the axis, on a line or on other words; a
    number for which there is no room is left out.
    """
    taken = list(taken)
    for figure in rows:
        text = words.worded(figure)
        for spot in _spots(figure, width_of(text, canvas.SIZE), place):
            box = _box(figure, spot, width_of(text, canvas.SIZE), place)
            if box.left >= 0 and not any(map(box.meets, taken)):
                taken.append(box)
                place.panel.write(
                    [
                        {
                            "text": text,
                            "day": canvas.text_of(place.at(figure)),
                            "number": figure.number,
                        }
                    ],
                    x,
                    y,
                    color=color,
                    **spot._asdict(),
                )
                break


class Spot(NamedTuple):
    """Where a number stands beside its point."""

    align: str
    baseline: str
    dx: float
    dy: float


def _spots(figure: Figure, wide: float, place: Place) -> list[Spot]:
    """To the left above a point, or else where there may be room around it; the first point is on
    the axis, with no room to its left.
    """
    left, right = -2, 8 if figure.is_range else 2
    sides = [("right", left), ("left", right)] if place.along(figure) > wide else [("left", right)]
    return [
        Spot(align, baseline, dx, dy)
        for baseline, dy in (("bottom", -ABOVE), ("top", ABOVE))
        for align, dx in sides
    ]


def _box(figure: Figure, spot: Spot, wide: float, place: Place) -> Box:
    edge = place.along(figure) + spot.dx
    level = place.down(figure.number or 0) + spot.dy
    left = edge - wide if spot.align == "right" else edge
    top = level - canvas.SIZE if spot.baseline == "bottom" else level
    return Box(left, top, left + wide, top + canvas.SIZE)
