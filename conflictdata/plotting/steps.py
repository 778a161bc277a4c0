"""Counts that go on, as steps from figure to figure: nothing is drawn that nobody reported."""

from __future__ import annotations

import datetime as dt
import itertools
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import altair as alt

from conflictdata.plotting import canvas, words
from conflictdata.plotting.canvas import Panel
from conflictdata.plotting.figures import Figure
from conflictdata.plotting.measure import apart, width_of, wrapped

# so many figures are drawn as points as well, and so many with their numbers
POINTS, NUMBERED = 60, 8
# days without a figure that are a gap, if they are also so many times what is usual in the line;
# fewer figures than the last have nothing usual
GAP, TIMES, FEW = 35, 3, 4
ROOM = 190
# a line that ends before so much of the days has its words above its end
EARLY = 0.85
SHAPES = {
    "at_least": "triangle-up",
    "more_than": "triangle-up",
    "up_to": "triangle-down",
    "nearly": "triangle-down",
    "about": "circle",
}
SIGNS = {"triangle-up": "▲", "triangle-down": "▼", "circle": "○"}


@dataclass(frozen=True)
class Line:
    """One line on a chart, and what stands at its end below the newest number."""

    rows: Sequence[Figure]
    name: str
    color: str
    faint: bool = False


def steps(
    lines: Sequence[Line], unit: str, at: Callable[[Figure], dt.date], *, first_too: bool = False
) -> Panel:
    """The lines on one panel, each from 0 on one axis; `at` gives the day on which a figure stands.

    The first number of a line is written as well if `first_too`.
    """
    everything = [figure for line in lines for figure in line.rows]
    top = max(figure.top for figure in everything)
    axis = canvas.numbers(top, unit)
    ends = min(map(at, everything)), max(map(at, everything))
    panel = Panel(canvas.WIDTH, canvas.HEIGHT, left=canvas.reach(top))
    x = canvas.days(*ends)
    for number, line in enumerate(lines):
        _draw(panel, number, line, at, x, axis, canvas.numbers(top, unit, field="low"))
    _label(panel, lines, at, canvas.end(top), x)
    alone = len(lines) == 1
    if alone and (first_too or len(everything) <= NUMBERED):
        rows = [f for f in lines[0].rows if f.number is not None][:-1]
        chosen = rows[:1] if len(rows) >= NUMBERED else rows
        _number(panel, chosen, lines[0].color, at, ends, x, axis)
    return panel


def gaps(rows: Sequence[Figure], at: Callable[[Figure], dt.date]) -> Iterator[list[Figure]]:
    """The figures of a line in runs between which there is a gap."""
    days = [at(figure) for figure in rows]
    between = [(b - a).days for a, b in itertools.pairwise(days)]
    usual = statistics.median(between) if between else 0
    run: list[Figure] = []
    for figure, since in zip(rows, [0, *between][: len(rows)], strict=True):
        if since > GAP and (since > TIMES * usual or len(rows) < FEW) and run:
            yield run
            run = []
        run.append(figure)
    if run:
        yield run


def legend(lines: Sequence[Line]) -> list[str]:
    """What the marks of hedged numbers mean, and how many there are."""
    now = [line for line in lines if line.faint] or lines
    rows = [figure for line in now for figure in line.rows]
    marked = {f.hedge for line in lines for f in line.rows if _is_marked(f, line)}
    said = [
        f"{SIGNS[SHAPES[hedge]]} " * (hedge in marked)
        + f"{words.HEDGES[hedge]} ({number:,} of {len(rows):,} figures)"
        for hedge, number in sorted(words.hedges_in(rows).items())
        if hedge in SHAPES
    ]
    ranges = sum(figure.is_range for figure in rows)
    if ranges:
        said.append(f"upright bar: a range ({ranges:,} of {len(rows):,})")
    return [words.capital(", ".join(said) + ".")] if said else []


def _is_marked(figure: Figure, line: Line) -> bool:
    """Whether a figure is a point as well: all where they are few, and else those with a hedge."""
    if line.faint or figure.number is None:
        return False
    return len(line.rows) <= POINTS or (
        figure.hedge != "exact" and sum(f.hedge != "exact" for f in line.rows) <= POINTS
    )


def _draw(
    panel: Panel,
    number: int,
    line: Line,
    at: Callable[[Figure], dt.date],
    x: alt.X,
    y: alt.Y,
    low: alt.Y,
) -> None:
    runs = list(gaps([f for f in line.rows if f.number is not None], at))
    drawn = [
        {"day": canvas.text_of(at(f)), "number": f.number, "run": f"{number}/{n}"}
        for n, run in enumerate(runs)
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
    points = [f for run in runs for f in run if len(run) == 1 or _is_marked(f, line)]
    by_shape: dict[str, list[Figure]] = {}
    for figure in points:
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


def _told(figure: Figure, at: Callable[[Figure], dt.date]) -> str:
    title = figure.cells.get("source_title")
    read = f"; {title}" if title else ""
    return (
        f"{words.worded(figure)} as of {words.day(figure.end)},"
        f" reported on {words.day(figure.reported)}{read}"
    )


def _label(
    panel: Panel,
    lines: Sequence[Line],
    at: Callable[[Figure], dt.date],
    end: float,
    x: alt.X,
) -> None:
    """The newest number of each line beside its end, and none on another."""
    size, lead = canvas.SIZE, canvas.SIZE * canvas.LINE
    newest = [line.rows[-1] for line in lines]
    texts = [
        [
            (words.worded(f), True),
            *((t, False) for part in line.name.split("\n") for t in wrapped(part, ROOM, size)),
        ]
        for line, f in zip(lines, newest, strict=True)
    ]
    middles = [panel.height * (1 - _middle(f) / end) for f in newest]
    heights = [lead * len(several) + 4 for several in texts]
    first, last = (pick(at(f) for line in lines for f in line.rows) for pick in (min, max))
    along = [(at(f) - first) / max(last - first, dt.timedelta(days=1)) for f in newest]
    late = [n for n, share in enumerate(along) if share > EARLY]
    places = apart([middles[n] for n in late], [heights[n] for n in late], panel.height + 10)
    beside = dict(zip(late, places, strict=True))
    widths = [max(width_of(text, size, bold=bold) for text, bold in several) for several in texts]
    spans = {
        n: _span(along[n] * panel.width, widths[n]) for n in range(len(lines)) if n not in beside
    }
    above: dict[int, float] = {}
    for column in _columns(spans):
        # a line that ends early goes on below, so that its words stand above its end
        wanted = [middles[n] - heights[n] / 2 - 6 for n in column]
        moved = apart(wanted, [heights[n] for n in column], panel.height)
        above.update(zip(column, moved, strict=True))
    for number, (line, figure, several) in enumerate(zip(lines, newest, texts, strict=True)):
        wide = widths[number]
        middle = beside[number] if number in beside else above[number]
        left = number in beside or spans[number][0] >= along[number] * panel.width
        for n, (text, bold) in enumerate(several):
            panel.write(
                [{"text": text, "day": canvas.text_of(at(figure))}],
                x,
                alt.value(middle + (n - (len(several) - 1) / 2) * lead),
                align="left" if left else "right",
                baseline="middle",
                dx=9 if number in beside else 0 if left else -7,
                fontWeight="bold" if bold else "normal",
                color=line.color if not line.faint else canvas.MIDDLE,
            )
        if number in beside:
            panel.right = max(panel.right, 9 + wide)


def _span(place: float, wide: float) -> tuple[float, float]:
    """From where to where words stand along the axis: to the left of a place if there is room."""
    return (place, place + wide) if place < wide else (place - 7 - wide, place - 7)


def _columns(spans: dict[int, tuple[float, float]]) -> list[list[int]]:
    """Those that stand below one another, together.

    >>> _columns({0: (0, 50), 1: (60, 90), 2: (40, 55)})
    [[0, 2], [1]]
    """
    columns: list[list[int]] = []
    reach = 0.0
    for which in sorted(spans, key=lambda n: spans[n]):
        start, end = spans[which]
        if columns and start < reach:
            columns[-1].append(which)
        else:
            columns.append([which])
        reach = max(reach, end)
    return columns


def _number(
    panel: Panel,
    rows: Sequence[Figure],
    color: str,
    at: Callable[[Figure], dt.date],
    ends: tuple[dt.date, dt.date],
    x: alt.X,
    y: alt.Y,
) -> None:
    """The numbers of figures above their points, to the left of them, but never on the axis."""
    for figure in rows:
        text = words.worded(figure)
        along = (at(figure) - ends[0]) / max(ends[1] - ends[0], dt.timedelta(days=1))
        inside = along * panel.width > width_of(text, canvas.SIZE)
        panel.write(
            [{"text": text, "day": canvas.text_of(at(figure)), "number": figure.number}],
            x,
            y,
            align="right" if inside else "left",
            baseline="bottom",
            dx=-2 if inside else 8 if figure.is_range else 2,
            dy=-7,
            color=color,
        )


def _middle(figure: Figure) -> float:
    if figure.number is not None:
        return figure.number
    ends = [n for n in (figure.low, figure.high) if n is not None]
    return sum(ends) / len(ends) if ends else 0
