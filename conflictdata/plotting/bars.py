"""Months and other stretches of days as bars, a panel a line; days without a figure are shaded."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from conflictdata.plotting import canvas, stretches, words
from conflictdata.plotting.canvas import Panel
from conflictdata.plotting.figures import FLOORS, Figure
from conflictdata.plotting.lines import Line
from conflictdata.plotting.measure import width_of
from conflictdata.plotting.stretches import DAY, Stretch, days_of

LOWEST, TOGETHER = 130, 420
# how many times the highest bar of one panel may be that of another, and both still be read on one
# scale
ALIKE = 20
# above the highest bar, for each line of its number
HEADROOM = 0.08
# over the mark of a number that is a floor
OVER_MARK = 9


def bars(
    lines: Sequence[Line], unit: str, then: Sequence[Line] = (), beside: str = "now"
) -> list[Panel]:
    """A panel a line, all on one scale where it shows them all; where there is a `then`, what was
    known then stands in color before what is known now, in gray, or whenever `beside` says.
    """
    first, end = _days(lines)
    last = end + DAY
    height = max(LOWEST, TOGETHER // len(lines)) if len(lines) > 1 else canvas.HEIGHT
    panels = []
    tops = highest(lines, then)
    together = max(tops) if scales_differ(tops) is None else None
    for number, line in enumerate(lines):
        known = then[number] if then else None
        others = stretches.unequal(line.rows)
        rows_of_text = 1 + (known is not None) + bool(others)
        top = (together or tops[number]) * (1 + HEADROOM * rows_of_text)
        panel = Panel(canvas.WIDTH, height, left=canvas.reach(top, height), color=line.color)
        panel.head = line.name if len(lines) > 1 else ""
        x = canvas.days(first, last, spans=True)
        scale = canvas.WIDTH / (last - first).days
        _shade(panel, stretches.silent(line.rows, first, end), x)
        if known is None:
            _draw(panel, line.rows, line.color, unit, top, x)
        else:
            _draw(panel, line.rows, canvas.GRAY, unit, top, x)
            _draw(panel, known.rows, line.color, unit, top, x, inset=0.24)
        _number(panel, line, known, beside, others, unit, top, x, first, scale)
        panels.append(panel)
    return panels


def highest(lines: Sequence[Line], then: Sequence[Line] = ()) -> list[int]:
    """The highest number of each line, then and now."""
    several = [[line, *then[n : n + 1]] for n, line in enumerate(lines)]
    return [max(f.top for one in both for f in one.rows) for both in several]


def scales_differ(tops: Sequence[int]) -> float | None:
    """How many times the highest number of one panel is that of another, where this is too much for
    one scale.
    """
    times = max(tops) / max(1, min(tops))
    return times if times > ALIKE else None


def of_scales(tops: Sequence[int]) -> list[str]:
    """The warning under panels whose bars do not compare."""
    times = scales_differ(tops)
    if times is None:
        return []
    return [
        f"Each panel has a scale of its own: the highest bars differ by more than {int(times):,}"
        " times. Compare the numbers, not the lengths of bars."
    ]


def hedged(rows: Sequence[Figure], floor: str = "▲") -> list[str]:
    """What a light bar and the mark of a floor mean, and how many there are."""
    floors: list[str] = []
    vague: list[str] = []
    for hedge, number in sorted(words.hedges_in(rows).items()):
        if hedge in words.HEDGES:
            told = f"{words.HEDGES[hedge]} ({number:,} of {len(rows):,})"
            (floors if hedge in FLOORS else vague).append(told)
    if ranges := sum(f.is_range for f in rows):
        vague.append(f"from the low to the high end of a range ({ranges:,} of {len(rows):,})")
    said = [(floor, floors), ("Light with a rim:", vague)]
    return [f"{sign} {', '.join(of)}." for sign, of in said if of]


def legend(lines: Sequence[Line], then: Sequence[Line] = ()) -> list[str]:
    """What bars mean that are not sure as far as they go, or not of one width, and what the days
    without one.
    """
    now = [figure for line in lines for figure in line.rows]
    before = [figure for line in then for figure in line.rows]
    first, last = _days(lines)
    silent = [s for line in lines for s in stretches.silent(line.rows, first, last)]
    told = hedged(list({_seen(f): f for f in (*before, *now)}.values()))
    notes = [*told, *stretches.unequal_told(now), *stretches.silent_told(silent, now)]
    return [" ".join(notes)] if notes else []


def _days(lines: Sequence[Line]) -> Stretch:
    """The first and the last day of all lines."""
    rows = [figure for line in lines for figure in line.rows]
    return min(f.start for f in rows), max(f.end for f in rows)


def _seen(figure: Figure) -> tuple[object, ...]:
    """What a reader sees of a figure: the same one then and now is seen once."""
    line = figure.cells.get("series") or id(figure)
    return line, figure.start, figure.end, figure.number, figure.low, figure.high, figure.hedge


def _shade(panel: Panel, silent: Sequence[Stretch], x: alt.X) -> None:
    """The days of which there is no figure, over the whole height."""
    fields = [
        {"day": canvas.text_of(start), "after": canvas.text_of(end + DAY),
         "text": f"no figure: {words.days(start, end)}"}
        for start, end in silent
    ]  # fmt: skip
    if fields:
        panel.draw(fields, "bar", color=canvas.SHADE, opacity=0.75)
        panel.encode(
            x=x, x2="after:T", y=alt.value(0), y2=alt.value(panel.height), tooltip="text:N"
        )


def _draw(
    panel: Panel,
    rows: Sequence[Figure],
    color: str,
    unit: str,
    top: float,
    x: alt.X,
    *,
    inset: float = 0.04,
) -> None:
    """The bars of some figures, each as long as its days but for an inset on either side."""
    solid = [_bar(f, 0, f.number, inset) for f in rows if not f.is_vague]
    under = [_bar(f, 0, f.low, inset) for f in rows if f.is_range]
    light = [
        _bar(f, f.low, f.high, inset) if f.is_range else _bar(f, 0, f.number, inset)
        for f in rows
        if f.is_vague
    ]
    y = canvas.numbers(top, unit, field="low", height=panel.height)
    for values, more in (([*solid, *under], {}), (light, canvas.rim(color))):
        if values:
            panel.draw(values, "rect", color=color, **more)
            panel.encode(x=x, x2="after:T", y=y, y2="number:Q", tooltip="text:N")
    floors = [{**_bar(f, 0, f.number, 0.5)} for f in rows if f.is_floor]
    if floors:
        panel.draw(
            floors, "point", shape="triangle-up", size=26, color=color, filled=True, yOffset=-6
        )
        panel.encode(x=x, y=canvas.numbers(top, unit, height=panel.height), tooltip="text:N")


def _bar(figure: Figure, low: int | None, high: int | None, inset: float) -> Mapping[str, Any]:
    start = dt.datetime.combine(figure.start, dt.time())
    long = figure.end + DAY - figure.start
    return {
        "day": (start + inset * long).isoformat(),
        "after": (start + (1 - inset) * long).isoformat(),
        "low": low,
        "number": high,
        "period_start": str(figure.start),
        "period_end": str(figure.end),
        "text": f"{words.worded(figure)}, {words.days(figure.start, figure.end)},"
        f" reported on {words.day(figure.reported)}",
    }


def _number(
    panel: Panel,
    line: Line,
    then: Line | None,
    beside: str,
    others: Sequence[Figure],
    unit: str,
    top: float,
    x: alt.X,
    first: dt.date,
    scale: float,
) -> None:
    """The numbers above the bars: all where there is room, else the newest, the highest, and
    those of stretches unlike the others, with their days.

    A number is written whole or not at all.
    """
    known = {(f.start, f.end): f for f in then.rows} if then else {}
    labels = [
        _label(f, known.get((f.start, f.end)), beside if then else "", f in others, first, scale)
        for f in line.rows
    ]
    chosen = labels
    if any(_touch(a, b) for a, b in itertools.pairwise(labels)):
        chosen = labels[-1:]
        highest = max(labels, key=lambda label: label[2])
        told_then = [
            label for label, f in zip(labels, line.rows, strict=True) if (f.start, f.end) in known
        ]
        told_days = [
            labels[line.rows.index(f)]
            for f in sorted(others, key=days_of, reverse=True)
            if _stands_out(labels[line.rows.index(f)], f, line.rows, first, scale)
        ]
        for label in [highest, *told_then[-1:], *told_days]:
            if not any(_touch(label, other) for other in chosen):
                chosen.append(label)
    lead = canvas.SMALL * 1.15
    for label in chosen:
        _, _, high, day, text = label
        lines = text.split("\n")
        under = _under(label, [*line.rows, *known.values()], first, scale)
        lift = OVER_MARK * any(f.is_floor for f in under)
        for n, part in enumerate(lines):
            panel.write(
                [{"text": part, "day": day, "number": max([high, *(f.top for f in under)])}],
                x,
                canvas.numbers(top, unit, height=panel.height),
                align="center",
                baseline="bottom",
                dy=-4 - lift - lead * (len(lines) - 1 - n),
                fontSize=canvas.SMALL,
                fontWeight="normal" if part.startswith("in ") else "bold",
                color=canvas.MIDDLE if part.startswith((f"{beside} ", "in ")) else line.color,
            )
    panel.right = max(panel.right, max(m + w / 2 for m, w, *_ in chosen) - panel.width)


# middle and width in pixels, height in numbers, the middle as a day, text
Label = tuple[float, float, float, str, str]


def _label(
    figure: Figure,
    before: Figure | None,
    beside: str,
    unlike: bool,
    first: dt.date,
    scale: float,
) -> Label:
    """The number of a bar, or of both; where they differ, that `beside` below that of then. Its
    days, if they are unlike those of the others.
    """
    lines = [words.worded(figure)]
    if beside and before is None:
        lines = [f"{beside} {lines[0]}"]
    elif before is not None and before.number != figure.number:
        lines = [words.worded(before), f"{beside} {lines[0]}"]
    if unlike:
        lines.append(f"in {stretches.in_days(days_of(figure))}")
    middle = dt.datetime.combine(figure.start, dt.time()) + (figure.end + DAY - figure.start) / 2
    place = (middle - dt.datetime.combine(first, dt.time())) / DAY * scale
    wide = max(width_of(text, canvas.SMALL, bold=True) for text in lines)
    high = max(figure.top, before.top if before else 0)
    return place, wide, high, middle.isoformat(), "\n".join(lines)


def _under(label: Label, rows: Sequence[Figure], first: dt.date, scale: float) -> list[Figure]:
    """The figures above whose bars words reach."""
    middle, wide = label[:2]
    left, right = (first + DAY * (at / scale) for at in (middle - wide / 2, middle + wide / 2))
    return [f for f in rows if f.start <= right and f.end >= left]


def _stands_out(
    label: Label, figure: Figure, rows: Sequence[Figure], first: dt.date, scale: float
) -> bool:
    """Whether words would stand on their own bar, and not above a higher one beside it."""
    return all(f.top <= figure.top for f in _under(label, rows, first, scale))


def _touch(one: Label, other: Label) -> bool:
    return abs(one[0] - other[0]) < (one[1] + other[1]) / 2 + 4
