"""Figures one below the other, each with its words: who says it, of when, and every digit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from conflictdata.plotting import canvas, words
from conflictdata.plotting.canvas import Panel
from conflictdata.plotting.figures import Figure
from conflictdata.plotting.measure import width_of, wrapped

THICK, BESIDE, BETWEEN = 15, 8, 12


@dataclass(frozen=True)
class Entry:
    """A bar: its number, in words, and whose it is."""

    name: str
    figure: Figure
    color: str
    text: str = ""

    @property
    def number(self) -> str:
        return self.text or words.worded(self.figure)


def compared(entries: Sequence[Entry], unit: str) -> Panel:
    """The bars on one axis from 0 on, in the order in which they come."""
    top = canvas.end(max(entry.figure.top for entry in entries))
    room = canvas.WIDTH + 120
    lead = canvas.SIZE * canvas.LINE
    names = [wrapped(entry.name, room, canvas.SIZE) for entry in entries]
    places, below = [], 0.0
    for lines in names:
        places.append(below)
        below += len(lines) * lead + THICK + BETWEEN
    panel = Panel(canvas.WIDTH, round(below), under=4)
    x = alt.X("low:Q", axis=None, scale=alt.Scale(domain=[0, top], nice=False))
    y = alt.Y(
        "top:Q", axis=None, scale=alt.Scale(domain=[0, panel.height], range=[0, panel.height])
    )
    for entry, lines, place in zip(entries, names, places, strict=True):
        under = place + len(lines) * lead
        for n, text in enumerate(lines):
            panel.write(
                [{"text": text}],
                alt.value(0),
                alt.value(place + (n + 0.5) * lead),
                halo=False,
                align="left",
                baseline="middle",
                color=canvas.DARK,
            )
            panel.right = max(panel.right, width_of(text, canvas.SIZE) - panel.width)
        for part, look in _parts(entry):
            panel.draw([{**part, "top": under, "under": under + THICK}], "rect", **look)
            panel.encode(x=x, x2="number:Q", y=y, y2="under:Q", tooltip="text:N")
        end = entry.figure.top / top * panel.width
        if entry.figure.is_floor:
            panel.draw([{}], "point", shape="triangle-right", size=60, filled=True,
                       color=entry.color, opacity=1)  # fmt: skip
            panel.encode(x=alt.value(end + 4), y=alt.value(under + THICK / 2))
        end += BESIDE + 4 * entry.figure.is_floor
        panel.write(
            [{"text": entry.number}],
            alt.value(end),
            alt.value(under + THICK / 2),
            halo=False,
            align="left",
            baseline="middle",
            fontWeight="bold",
            color=entry.color,
        )
        wide = width_of(entry.number, canvas.SIZE, bold=True)
        panel.right = max(panel.right, end + wide - panel.width)
    panel.write(
        [{"text": unit}],
        alt.value(0),
        alt.value(-8),
        halo=False,
        align="left",
        baseline="bottom",
        fontSize=canvas.SMALL,
        color=canvas.MIDDLE,
    )
    return panel


def _parts(entry: Entry) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """The rectangles of a bar: solid as far as the words are sure, light with a rim beyond."""
    figure, text = entry.figure, f"{entry.number}: {entry.name}"
    solid = {"color": entry.color}
    light = {**solid, **canvas.rim(entry.color)}
    if figure.is_range:
        return [
            ({"low": 0, "number": figure.low, "text": text}, solid),
            ({"low": figure.low, "number": figure.high, "text": text}, light),
        ]
    look = light if figure.is_vague else solid
    return [({"low": 0, "number": figure.number, "text": text}, look)]
