"""How a chart looks: its colors, its fonts, its axes, and the words around it.

Nothing is set in a chart's `config`, so that it can still be layered and put beside others.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import altair as alt

from conflictdata.plotting.measure import ticks, width_of, wrapped

# the first is inside vl-convert; the others have its measures, and are on most machines
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
COLORS = ("#8c1c13", "#1f5a92", "#b06a00", "#3b6e3b", "#6a3d7c", "#4d4d4d")
GRAY, DARK, MIDDLE, GRID = "#9a9a9a", "#222222", "#5f5f5f", "#e3e3e3"
# behind days of which there is no figure
SHADE = "#ebe6d8"
SIZE, SMALL, LARGE = 12, 11, 17
WIDTH, HEIGHT = 640, 320
LINE = 1.3
# below the axis of days, before the words under a chart
UNDER = 42
PAD = 12
# above a panel, over the unit of its axis
HEAD = 24
LIGHT = 0.28
# days, months and years at ticks; the first has its year, below it, since nothing before says it
TICK = (
    "hours(datum.value) ? '' : date(datum.value) > 1 ? timeFormat(datum.value, '%-e %b')"
    " : month(datum.value) ? timeFormat(datum.value, '%b') : timeFormat(datum.value, '%Y')"
)
TICKS = (
    "datum.index || (date(datum.value) === 1 && !month(datum.value)) ? "
    f"({TICK}) : [{TICK}, timeFormat(datum.value, '%Y')]"
)
BILLION, MILLION = 10**9, 10**6


@dataclass(frozen=True)
class Words:
    """What is written around a chart; `note` lines stand above the line of sources."""

    title: str
    subtitle: str
    source: str
    description: str
    notes: Sequence[str] = ()


@dataclass
class Panel:
    """One field of a chart: its layers from back to front, and how far its texts reach out."""

    width: int
    height: int
    left: float = 0
    right: float = 0
    under: float = UNDER
    head: str = ""
    color: str = DARK
    layers: list[Any] = field(default_factory=list)
    # in front of all rims, so that none lies on a letter
    letters: list[Any] = field(default_factory=list)

    def draw(self, values: Sequence[Mapping[str, Any]], mark: str, /, **look: Any) -> alt.Chart:
        """A layer that draws each of some values with a mark, added to the panel."""
        chart = getattr(alt.Chart(alt.InlineData(values=list(values))), f"mark_{mark}")(**look)
        self.layers.append(chart)
        return chart

    def encode(self, **channels: Any) -> None:
        """What the newest layer goes by."""
        self.layers[-1] = self.layers[-1].encode(**channels)

    def write(
        self, texts: Sequence[Mapping[str, Any]], x: Any, y: Any, *, halo: bool = True, **look: Any
    ) -> None:
        """Write the texts of some values, over a white rim, so that they stand out from lines."""
        look = {"font": FONT, "fontSize": SIZE, "lineBreak": "\n", **look}
        if halo:
            self.draw(
                texts, "text", **{**look, "stroke": "white", "strokeWidth": 4, "opacity": 0.9}
            )
            self.encode(x=x, y=y, text="text:N")
        self.draw(texts, "text", **look)
        self.encode(x=x, y=y, text="text:N")
        self.letters.append(self.layers.pop())


def rim(color: str) -> dict[str, Any]:
    """How a bar looks that is not sure as far as it goes."""
    return {"fillOpacity": LIGHT, "stroke": color, "strokeWidth": 1}


def text_of(day: dt.date) -> str:
    """A day as a chart has it: its midnight where the reader is, not in Greenwich."""
    return f"{day.isoformat()}T00:00:00"


def days(first: dt.date, last: dt.date, *, spans: bool = False, **more: Any) -> alt.X:
    """The axis of days; where bars span them, a year or month is named below its own days."""
    domain = [alt.DateTime(year=d.year, month=d.month, date=d.day) for d in (first, last)]
    axis = alt.Axis(
        title=None,
        grid=False,
        labelFont=FONT,
        labelFontSize=SIZE,
        labelColor=DARK,
        domainColor=MIDDLE,
        tickColor=MIDDLE,
        tickCount=7,
        labelExpr=TICKS,
        labelOverlap=True,
        labelFlush=False,
        labelAlign="left" if spans else "center",
        labelOffset=3 if spans else 0,
        labelBound=spans,
    )
    scale = alt.Scale(domain=domain, nice=False)
    return alt.X("day:T", **{"axis": axis, "scale": scale, **more})


def numbers(top: float, unit: str, *, field: str = "number", height: int = HEIGHT) -> alt.Y:
    """The axis of numbers from 0 on, its unit above it."""
    at = _ticks(top, height)
    axis = alt.Axis(
        title=unit,
        titleAngle=0,
        titleAlign="left",
        titleAnchor="end",
        titleBaseline="bottom",
        titleX=-reach(top, height),
        titleY=-8,
        titleFont=FONT,
        titleFontSize=SMALL,
        titleFontWeight="normal",
        titleColor=MIDDLE,
        values=at,
        labelExpr=scaled(at),
        labelFont=FONT,
        labelFontSize=SIZE,
        labelColor=DARK,
        labelPadding=6,
        labelLimit=0,
        ticks=False,
        domain=False,
        gridColor=GRID,
    )
    return alt.Y(f"{field}:Q", axis=axis, scale=alt.Scale(domain=[0, end(top)], nice=False))


def end(top: float) -> float:
    """Where the axis of numbers ends: a little above the highest."""
    return max(top, 1) * 1.06


def _ticks(top: float, height: int) -> list[int]:
    return [tick for tick in ticks(top, max(2, height // 45)) if tick <= end(top)]


def scaled(at: Sequence[int]) -> str:
    """How ticks are written: in whole billions or millions where all of them are, which drops no
    digit of theirs.
    """
    for size, word in ((BILLION, "billion"), (MILLION, "million")):
        if at[-1] >= size and all(tick % size == 0 for tick in at):
            return f"datum.value ? format(datum.value / {size}, ',') + ' {word}' : '0'"
    return "format(datum.value, ',')"


def reach(top: float, height: int = HEIGHT) -> float:
    """How far the texts of the axis of numbers reach to the left."""
    at = _ticks(top, height)
    for size, word in ((BILLION, " billion"), (MILLION, " million")):
        if at[-1] >= size and all(tick % size == 0 for tick in at):
            return 6 + max(width_of(f"{tick // size:,}{word}", SIZE) for tick in at)
    return 6 + max(width_of(f"{tick:,}", SIZE) for tick in at)


def composed(panels: Sequence[Panel], words: Words) -> alt.LayerChart | alt.VConcatChart:
    """The panels, one below the other, with the words around them."""
    left = max(p.left for p in panels)
    room = left + max(p.width + p.right for p in panels)
    title = alt.TitleParams(
        text=wrapped(words.title, room, LARGE, bold=True),
        subtitle=wrapped(words.subtitle, room, SIZE),
        anchor="start",
        frame="group",
        align="left",
        dx=-left,
        offset=14,
        font=FONT,
        fontSize=LARGE,
        color=DARK,
        subtitleFont=FONT,
        subtitleFontSize=SIZE,
        subtitleColor=MIDDLE,
        subtitlePadding=6,
        subtitleLineHeight=SIZE * LINE,
        lineHeight=LARGE * 1.2,
    )
    last = panels[-1]
    lines = [line for text in words.notes for line in wrapped(text, room, SMALL)]
    under = [*lines, *wrapped(words.source, room, SMALL)]
    last.write(
        [{"text": "\n".join(under)}],
        alt.value(-left),
        alt.value(last.height + last.under),
        halo=False,
        align="left",
        baseline="top",
        fontSize=SMALL,
        lineHeight=SMALL * LINE,
        color=MIDDLE,
    )
    outside = {"description": words.description, "background": "white", "padding": PAD}
    if len(panels) == 1:
        return _layered(last).properties(title=title, **outside)
    for panel in panels:
        lines = wrapped(panel.head, room, SIZE, bold=True)
        for above, line in enumerate(reversed(lines)):
            panel.write(
                [{"text": line}],
                alt.value(-left),
                alt.value(-HEAD - above * SIZE * LINE),
                halo=False,
                align="left",
                baseline="bottom",
                fontWeight="bold",
                color=panel.color,
            )
    charts = [_layered(panel) for panel in panels]
    return alt.vconcat(*charts, spacing=34).properties(title=title, **outside)


def _layered(panel: Panel) -> alt.LayerChart:
    return alt.LayerChart(layer=[*panel.layers, *panel.letters]).properties(
        width=panel.width, height=panel.height, view=alt.ViewBackground(strokeWidth=0)
    )
