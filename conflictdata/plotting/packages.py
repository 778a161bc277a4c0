"""Aid packages of one donor on the days of their announcement."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Any

from conflictdata.plotting import canvas, warned, words
from conflictdata.plotting.canvas import Panel
from conflictdata.plotting.figures import Figure, Figures
from conflictdata.plotting.measure import width_of

# what counts once where it is asked how much one donor gave
OF_ONE = ("yes", "share")
# more programs than panels stand on one panel together
PANELS, TALL, LOWEST, WIDE = 5, 460, 70, 5
NUMBERED = 3


def timeline(figures: Figures) -> list[Panel]:
    """A bar a package on the day of its announcement, a panel a program, all on one scale; more
    programs than there are panels together on one.
    """
    apart = _panels(figures)
    groups = [[f for f in figures.rows if f.cells["program"] in codes] for codes in apart]
    stacks = [stacked(rows) for rows in groups]
    tops = [max([1, *(end for _, end in ends.values())]) for ends in stacks]
    scale = TALL / max(1, sum(tops)) if len(groups) > 1 else canvas.HEIGHT / max(1, *tops)
    first, last = min(f.end for f in figures.rows), max(f.end for f in figures.rows)
    margin = dt.timedelta(days=max(6, (last - first).days // 60))
    panels = []
    for number, (codes, rows, ends) in enumerate(zip(apart, groups, stacks, strict=True)):
        top = tops[number]
        height = max(LOWEST, round(top * scale))
        end = height / scale  # a low panel shows more of the axis, not another scale
        color = canvas.COLORS[number % len(canvas.COLORS)]
        panel = Panel(canvas.WIDTH, height, color=color)
        panel.left = canvas.reach(end, height)
        panel.head = f"{figures.word('program', codes[0])}: {len(rows)}"
        days = first - margin, last + margin
        _draw(panel, rows, ends, color, words.unit_of(figures), end, *days)
        panels.append(panel)
    return panels


def panels_told(figures: Figures) -> str:
    """Which programs stand in a panel."""
    panels, number = _panels(figures), len(figures.values("program"))
    if panels[1:]:
        return ", a panel a program"
    return f", {number} programs on one panel" if number > 1 else ""


def _panels(figures: Figures) -> list[list[str]]:
    """The programs of each panel, those with the largest packages first."""

    def largest(code: str) -> int:
        return -max(f.top for f in figures.rows if f.cells["program"] == code)

    programs = sorted(figures.values("program"), key=largest)
    return [[code] for code in programs] if len(programs) <= PANELS else [programs]


# from where to where the bar of a package goes, by its key
Ends = dict[str, tuple[int, int]]


def stacked(rows: Sequence[Figure]) -> Ends:
    """Packages of one day that add up, one on the other; one that does not stands for itself."""
    found: Ends = {}
    reached: Counter[dt.date] = Counter()
    for figure in sorted(rows, key=lambda f: -f.top):
        if figure.number is None:
            continue
        under = reached[figure.end] if _adds(figure) else 0
        found[figure.cells["package_id"]] = (under, under + figure.top)
        if _adds(figure):
            reached[figure.end] += figure.top
    return found


def day_notes(figures: Figures) -> list[str]:
    """What light, hollow and ring mean, as far as they are on the chart."""
    said = []
    counted = [f for f in figures.rows if f.number is not None]
    if hedged := words.hedges_in(f for f in counted if _look(f) == "light"):
        told = ", ".join(f"{words.HEDGES[h]} ({n:,})" for h, n in sorted(hedged.items()))
        said.append(f"Light with a rim: {told}.")
    if told := left_out_in_words(figures.of(f for f in counted if _look(f) == "broken")):
        others = any(map(_adds, counted))
        why = "does not add up with the others" if others else "in no sum of aid"
        said.append(f"Broken rim: {why}: {told}.")
    if any(low for low, _ in stacked(figures.rows).values()):
        said.append("Packages of one day stand one on the other.")
    if none := sum(f.cells["amount"] is None for f in figures.rows):
        said.append(f"Ring: no amount was printed ({none:,}).")
    if none := sum(has_no_rate(f) for f in figures.rows):
        said.append(f"Ring as well: an amount without a rate of its day ({none:,}).")
    return [" ".join([*said, "Announced is not delivered."]), *warned.of_packages(figures)]


def _draw(
    panel: Panel,
    rows: Sequence[Figure],
    ends: Ends,
    color: str,
    unit: str,
    top: float,
    first: dt.date,
    last: dt.date,
) -> None:
    x, y = canvas.days(first, last), canvas.numbers(top, unit, height=panel.height)
    counted = [f for f in rows if f.number is not None]
    looks = {
        "solid": {"color": color},
        "light": {"color": color, **canvas.rim(color)},
        "broken": {"color": "white", "stroke": color, "strokeWidth": 1, "strokeDash": [3, 2]},
    }
    for look, more in looks.items():
        for beside in (0, WIDE + 1):
            of = [f for f in counted if _look(f) == look and _offset(f, counted) == beside]
            panel.draw([_value(f, ends) for f in of], "bar", size=WIDE, xOffset=beside, **more)
            panel.encode(x=x, y=y, y2="low:Q", tooltip="told:N")
    rings = [{**_value(f, ends), "number": 0} for f in rows if f.number is None]
    panel.draw(rings, "point", size=40, fill="white", stroke=color, opacity=1, filled=False)
    panel.encode(x=x, y=y, tooltip="told:N")
    scale = panel.width / (last - first).days
    downs = {f.cells["package_id"]: _down(_value(f, ends)["number"], panel, top) for f in counted}
    places = [((f.end - first).days * scale, downs[f.cells["package_id"]]) for f in counted]
    placed: list[tuple[float, float, float]] = []
    chosen: list[tuple[dict[str, Any], int]] = []
    for figure in sorted(counted, key=lambda f: -f.top)[: NUMBERED * 3]:
        start = (figure.end - first).days * scale + WIDE + _offset(figure, counted)
        middle = downs[figure.cells["package_id"]] + 5
        end = start + width_of(words.worded(figure), canvas.SMALL, bold=True)
        # no number lies on another, nor on the bar of a package
        free = all(end < s or start > e or abs(middle - m) > 15 for s, e, m in placed)
        free = free and not any(start < along < end and down < middle + 6 for along, down in places)
        if free and len(chosen) < NUMBERED:
            placed.append((start, end, middle))
            text = {**_value(figure, ends), "text": words.worded(figure)}
            chosen.append((text, _offset(figure, counted)))
            panel.right = max(panel.right, end - panel.width)
    for text, beside in chosen:
        panel.write(
            [text],
            x,
            y,
            align="left",
            baseline="middle",
            dx=WIDE + beside,
            dy=5,
            fontSize=canvas.SMALL,
            fontWeight="bold",
            color=color,
        )


def _offset(figure: Figure, others: Sequence[Figure]) -> int:
    """How far beside its day a bar stands: a package that does not add up beside those that do, so
    that it is not taken for a part of their sum.
    """
    aside = not _adds(figure) and any(_adds(f) and f.end == figure.end for f in others)
    return (WIDE + 1) * aside


def _down(end: Any, panel: Panel, top: float) -> float:
    """How far below the upper edge of a panel a bar ends."""
    return panel.height * (1 - end / canvas.end(top))


def _value(figure: Figure, ends: Ends) -> dict[str, Any]:
    low, end = ends.get(figure.cells["package_id"], (0, 0))
    return {
        "day": canvas.text_of(figure.end),
        "low": low,
        "number": end,
        "told": f"{figure.cells['package_id']}: {words.worded(figure)}, {words.day(figure.end)}",
    }


def has_no_rate(figure: Figure) -> bool:
    return figure.number is None and figure.cells["amount"] is not None


def _adds(figure: Figure) -> bool:
    return figure.cells["adds_up"] in (*OF_ONE, "joint")


def _look(figure: Figure) -> str:
    if not _adds(figure):
        return "broken"
    return "solid" if figure.hedge == "exact" else "light"


def left_out_in_words(figures: Figures) -> str:
    counted = Counter(c for f in figures.rows if (c := f.cells["adds_up"]) not in OF_ONE)
    return ", ".join(f"{figures.word('adds_up', c)} ({n:,})" for c, n in counted.items())
