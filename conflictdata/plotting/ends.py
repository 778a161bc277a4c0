"""The newest number of each line and whose it is, where no line runs: at the end of the line, or
in a column beside the panel with the color of the line.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import altair as alt

from conflictdata.plotting import canvas, words
from conflictdata.plotting.canvas import Panel
from conflictdata.plotting.figures import Figure
from conflictdata.plotting.lines import At, Line, points_of, runs_of
from conflictdata.plotting.measure import apart, width_of, wrapped

ROOM, LEAD = 190, canvas.SIZE * canvas.LINE
# a line that ends so near to the end of the days has its words beside the panel
EDGE = 10
# from a panel to the words beside it: next to the end of a line, or with a mark between them
NEAR, FAR = 9, 24
# around a mark, and around a line
MARK, RIM = 6, 3


class Box(NamedTuple):
    """A field of a panel in pixels, from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True)
class Place:
    """Where figures stand on a panel."""

    panel: Panel
    at: At
    ends: tuple[dt.date, dt.date]
    top: float

    def along(self, figure: Figure) -> float:
        days = max(self.ends[1] - self.ends[0], dt.timedelta(days=1))
        return (self.at(figure) - self.ends[0]) / days * self.panel.width

    def down(self, number: float) -> float:
        return self.panel.height * (1 - number / self.top)


@dataclass(frozen=True)
class Label:
    """What is written at the end of a line, and where the line ends."""

    texts: Sequence[tuple[str, bool]]
    color: str
    along: float
    down: float

    @property
    def wide(self) -> float:
        return max(width_of(text, canvas.SIZE, bold=bold) for text, bold in self.texts)

    @property
    def tall(self) -> float:
        return LEAD * len(self.texts) + 4


def height_for(lines: Sequence[Line]) -> int:
    """How high a panel must be for the words of all lines to stand beside it."""
    return max(canvas.HEIGHT, round(sum(LEAD * len(_texts(line)) + 4 for line in lines)))


def label(lines: Sequence[Line], place: Place) -> list[Box]:
    """Write the newest number of each line at its end, and none on a line or on another; the fields
    that lines and words take.
    """
    labels = [_label(line, place) for line in lines]
    taken = [box for line in lines for box in _drawn(line, place)]
    column = [one for one in labels if one.along > place.panel.width - EDGE]
    for one in labels:
        if one in column:
            continue
        free = (box for box in _around(one, place.panel) if not any(map(box.meets, taken)))
        box = next(free, None)
        if box is None:
            column.append(one)
            continue
        taken.append(box)
        to_the_left = box.right < one.along
        edge = box.right if to_the_left else box.left
        _write(place.panel, one, edge, (box.top + box.bottom) / 2, to_the_left=to_the_left)
    return [*taken, *_write_column(column, place.panel)]


def _label(line: Line, place: Place) -> Label:
    newest = line.rows[-1]
    color = canvas.MIDDLE if line.faint else line.color
    return Label(_texts(line), color, place.along(newest), place.down(_middle(newest)))


def _texts(line: Line) -> list[tuple[str, bool]]:
    parts = [t for part in line.name.split("\n") for t in wrapped(part, ROOM, canvas.SIZE)]
    return [(words.worded(line.rows[-1]), True), *((text, False) for text in parts)]


def _drawn(line: Line, place: Place) -> list[Box]:
    """Where a line, its marks and its ranges are."""
    boxes = []
    for run in runs_of(line, place.at):
        dots = [(place.along(f), place.down(f.number or 0)) for f in run]
        for (left, held), (right, next_one) in itertools.pairwise(dots):
            boxes.append(_box(left, right, held, held, RIM))
            boxes.append(_box(right, right, held, next_one, RIM))
    marks = [(place.along(f), place.down(f.number or 0)) for f in points_of(line, place.at)]
    boxes += [_box(x, x, y, y, MARK) for x, y in marks]
    for f in line.rows:
        if f.low is not None and f.high is not None and f.is_range:
            x = place.along(f)
            boxes.append(_box(x, x, place.down(f.low), place.down(f.high), RIM + 1))
    return boxes


def _box(left: float, right: float, one: float, other: float, rim: float) -> Box:
    return Box(left - rim, min(one, other) - rim, right + rim, max(one, other) + rim)


def _around(label: Label, panel: Panel) -> list[Box]:
    """Where words may stand around the end of a line, the best place first."""
    x, y, wide, tall = label.along, label.down, label.wide, label.tall
    right, left = x + NEAR, x - NEAR - wide
    places = [(right, y - tall / 2), (left, y - tall - 2), (right, y - tall - 2), (right, y + 2)]
    places += [(x - wide / 2, y - tall - MARK), (left, y - tall / 2), (left, y + 2)]
    boxes = [Box(a, b, a + wide, b + tall) for a, b in places]
    return [b for b in boxes if b.left >= 0 and b.right <= panel.width and b.top >= 0
            and b.bottom <= panel.height]  # fmt: skip


def _write_column(column: Sequence[Label], panel: Panel) -> list[Box]:
    """Words beside the panel, moved apart: led to the end of a line at the edge, and else with a
    spot in the color of the line. The fields that they take.
    """
    places = apart([one.down for one in column], [one.tall for one in column], panel.height + 10)
    far = [one.along <= panel.width - EDGE or abs(one.down - middle) > one.tall / 2
           for one, middle in zip(column, places, strict=True)]  # fmt: skip
    start = panel.width + (FAR if any(far) else NEAR)
    for one, middle in zip(column, places, strict=True):
        if one.along <= panel.width - EDGE:
            panel.draw([{}], "point", shape="square", size=70, filled=True, opacity=1,
                       color=one.color)  # fmt: skip
            panel.encode(x=alt.value(start - 10), y=alt.value(middle))
        elif any(far):
            panel.draw([{}], "rule", color=one.color, strokeWidth=1)
            panel.encode(
                x=alt.value(one.along + MARK),
                x2=alt.value(start - 4),
                y=alt.value(one.down),
                y2=alt.value(middle),
            )
        _write(panel, one, start, middle)
        panel.right = max(panel.right, start + one.wide - panel.width)
    return [
        Box(start, middle - one.tall / 2, start + one.wide, middle + one.tall / 2)
        for one, middle in zip(column, places, strict=True)
    ]


def _write(
    panel: Panel, label: Label, edge: float, middle: float, *, to_the_left: bool = False
) -> None:
    for n, (text, bold) in enumerate(label.texts):
        panel.write(
            [{"text": text}],
            alt.value(edge),
            alt.value(middle + (n - (len(label.texts) - 1) / 2) * LEAD),
            align="right" if to_the_left else "left",
            baseline="middle",
            fontWeight="bold" if bold else "normal",
            color=label.color,
        )


def _middle(figure: Figure) -> float:
    if figure.number is not None:
        return figure.number
    ends = [n for n in (figure.low, figure.high) if n is not None]
    return sum(ends) / len(ends) if ends else 0
