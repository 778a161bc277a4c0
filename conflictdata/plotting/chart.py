"""Which chart rows are: chosen by what they are, and refused where one chart would mislead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import altair as alt

from conflictdata.errors import ConflictDataError
from conflictdata.plotting import (
    bars,
    canvas,
    compared,
    donors,
    packages,
    steps,
    titles,
    warned,
    words,
)
from conflictdata.plotting.canvas import Panel, Words
from conflictdata.plotting.compared import Entry
from conflictdata.plotting.describing import described
from conflictdata.plotting.figures import Figure, Figures, figures_of
from conflictdata.plotting.known import as_known_on
from conflictdata.plotting.lines import Line, legend
from conflictdata.plotting.refusing import (
    OF_REPORTERS,
    is_revision,
    refuse_measures,
    refuse_mixture,
    refuse_units,
)

# panels, the notes under them, and the title and subtitle of the rows
Drawn = tuple[list[Panel], list[str], str, str]
GOES_ON = ("cumulative", "stock")


def chart(
    rows: Any, known_on: object, title: str | None, subtitle: str | None
) -> alt.LayerChart | alt.VConcatChart:
    """The chart of rows; `title` and `subtitle` instead of those that the rows give."""
    figures = figures_of(rows)
    refuse_units(figures)
    then = None if known_on is None else as_known_on(figures, known_on)
    drawn = [figures] if then is None else [figures, then]
    if not figures.table.dimensions:
        panels, notes, named, counted = _of_packages(figures)
        drawn = [donors.adding_up(figures)] if len(figures.values("donor")) > 1 else drawn
    elif is_revision(figures):
        if then is not None:
            raise ConflictDataError(
                "known_on= sets one wording beside another, and these rows are every wording of one"
                " figure: leave it out, or plot today's alone"
            )
        panels, notes, named, counted = _of_revision(figures)
    else:
        panels, notes, named, counted = _of_lines(figures, then)
        notes = [*notes, *words.newer_left_out(figures)]
    if figures.table.name == "aid_totals":
        notes = [*notes, *filter(None, [" ".join(warned.warnings(figures))])]
    counted = words.capital(": ".join(filter(None, [words.only_reporter(figures), counted])))
    if then is not None:
        counted += f"; in color as {words.known(then)}, gray: {words.known(figures)}"
    elif figures.known_on is not None:
        counted += f"; as {words.known(figures)}"
        if subtitle is not None:
            notes = [*notes, f"As {words.known(figures)}."]
    told = Words(
        title or named,
        subtitle if subtitle is not None else f"{named}. {counted}" if title else counted,
        words.source_line(drawn),
        described(title or named, counted, drawn[0], then),
        notes,
    )
    return canvas.composed(panels, told)


def _of_packages(figures: Figures) -> Drawn:
    announced = words.CONVERTED if figures.converted else "as announced"
    if len(figures.values("donor")) == 1:
        panels = packages.timeline(figures)
        counted = f"Amounts {announced}, by day{packages.panels_told(figures)}"
        return panels, packages.day_notes(figures), titles.title_of(figures), counted
    kept = donors.adding_up(figures)
    first, last = min(f.end for f in kept.rows), max(f.end for f in kept.rows)
    counted = f"What each donor's packages of {words.days(first, last)} add up to, {announced}"
    panel = compared.compared(donors.by_donor(kept), words.unit_of(kept))
    named = f"{titles.title_of(kept)}, by donor"
    return [panel], donors.sum_notes(figures, kept), named, counted


def _of_revision(figures: Figures) -> Drawn:
    one = figures.lines[0]
    newest = one.rows[-1]
    name = f"reported {words.day(newest.reported)}"
    line = Line(one.rows, name, canvas.COLORS[0], holds=True)
    panel = steps.steps([line], words.unit_of(figures), _day_of_report, first_too=True)
    period = words.days(newest.start, newest.end)
    named = f"{titles.title_of(figures)}, {period}"
    counted = f"the same figure by the day on which it was reported; {words.evidence_of(figures)}"
    return [panel], legend([line], _day_of_report), named, counted.removesuffix("; ")


def _of_lines(figures: Figures, then: Figures | None) -> Drawn:
    lines = figures.lines
    if all(len(line.rows) == 1 for line in lines):
        return _of_single_figures(figures, then)
    refuse_mixture(figures)
    named, counted, unit = (
        titles.title_of(figures),
        words.subtitle_of(figures),
        words.unit_of(figures),
    )
    goes_on = figures.code("counting") in GOES_ON
    names = words.names_of_lines(lines, _shown(figures))
    before = _matched(lines, then)
    if goes_on:
        drawn = _named(lines, names, before, words.known(figures))
        panel = steps.steps(drawn, unit, _last_day)
        notes = [*legend(drawn, _last_day), *words.breaks_in(lines)]
        return [panel], notes, named, counted
    colored = _colored(lines, names)
    known = [Line(b.rows if b else [], n, c.color) for b, n, c in
             zip(before, names, colored, strict=True)] if then else []  # fmt: skip
    beside = words.beside(figures, then) if then else ""
    panels = bars.bars(colored, unit, known, beside)
    notes = [*bars.of_scales(bars.highest(colored, known)), *bars.legend(colored, known)]
    return panels, [*notes, *words.breaks_in(lines)], named, counted


def _last_day(figure: Figure) -> dt.date:
    return figure.end


def _day_of_report(figure: Figure) -> dt.date:
    return figure.reported


def _of_single_figures(figures: Figures, then: Figures | None) -> Drawn:
    refuse_measures(figures)
    shown = _shown(figures)
    if not shown and then is None:
        shown = ["reporter"]
    if "reporter" in shown and figures.rows[0].cells.get("reporter_role"):
        shown.insert(1, "reporter_role")
    lines = _together(figures, shown)
    names = words.names_of_lines(lines, shown)
    whens = words.whens([line.rows[0] for line in lines])
    apart = len(set(whens)) > 1 or len(lines) == 1
    colors = _colors(figures, shown)
    entries = []
    for line, name, when, before in zip(lines, names, whens, _matched(lines, then), strict=True):
        figure = line.rows[0]
        name = words.capital(", ".join(filter(None, [name, when if apart else ""])))
        color = colors.get(line.code(shown[-1]) if shown else "", canvas.COLORS[0])
        if then is not None:
            for known in before.rows if before else ():
                entries.append(Entry(f"{name}, {words.known(then)}", known, color))
            name, color = f"{name}, {words.known(figures)}", canvas.GRAY
        entries.append(Entry(name, figure, color))
    counted = words.subtitle_of(figures)
    if not apart:
        counted = f"{counted}; {whens[0]}"
    panel = compared.compared(entries, words.unit_of(figures))
    drawn = [entry.figure for entry in entries]
    told = bars.hedged(drawn, "►")
    if len(colors) > 1:
        title = figures.table.by_name[shown[-1]].title.casefold()
        told.append(f"Bars of one color have the same {title}.")
    return [panel], [" ".join(told)] if told else [], titles.title_of(figures), counted


def _colors(figures: Figures, shown: Sequence[str]) -> dict[str, str]:
    """A color for each code of the last of several dimensions, if there are as many colors."""
    codes = figures.values(shown[-1]) if shown[1:] else []
    return dict(zip(codes, canvas.COLORS, strict=False)) if len(codes) <= len(canvas.COLORS) else {}


def _shown(figures: Figures) -> list[str]:
    """In which dimensions lines are told apart on the chart; a reporter comes with how it knows."""
    differing = figures.differing
    if "reporter" in differing and "evidence" in figures.table.by_name:
        return list(dict.fromkeys(["reporter", "evidence", *differing]))
    return differing


def _together(figures: Figures, shown: Sequence[str]) -> list[Figures]:
    """Lines from the largest number to the smallest, those of one donor, one age together."""
    first = shown[0] if shown[1:] and shown[0] not in OF_REPORTERS else None
    largest: dict[str, int] = {}
    for line in figures.lines:
        group = line.code(first) if first else ""
        largest[group] = max(largest.get(group, 0), line.rows[0].top)

    def order(line: Figures) -> tuple[int, str, int]:
        group = line.code(first) if first else ""
        return -largest[group], group, -line.rows[0].top

    return sorted(figures.lines, key=order)


def _matched(lines: Sequence[Figures], then: Figures | None) -> list[Figures | None]:
    """For each line, the same line as it was known."""
    known = {line.rows[0].cells["series"]: line for line in then.lines} if then else {}
    return [known.get(line.rows[0].cells.get("series")) for line in lines]


def _colored(lines: Sequence[Figures], names: Sequence[str]) -> list[Line]:
    return [
        Line(line.rows, name, color)
        for line, name, color in zip(lines, names, canvas.COLORS, strict=False)
    ]


def _named(
    lines: Sequence[Figures], names: Sequence[str], then: Sequence[Figures | None], now: str
) -> list[Line]:
    """Lines with what stands at their ends; what was known then over what is known `now`."""
    ends = {line.rows[-1].end for line in lines}
    drawn = []
    if any(then):
        drawn = [
            Line(
                line.rows,
                "\n".join([*filter(None, [name]), f"{now}, {words.when(line.rows[-1])}"]),
                canvas.GRAY,
                faint=True,
            )
            for line, name in zip(lines, names, strict=True)
        ]
        lines = [known for known in then if known is not None]
        names = [
            "\n".join(filter(None, [name, words.known(known)]))
            for name, known in zip(names, then, strict=True)
            if known is not None
        ]
    for line in _colored(lines, names):
        as_of = f"as of {words.day(line.rows[-1].end)}"
        alone = not line.name or len(ends) > 1 or any(then)
        name = "\n".join(filter(None, [line.name, as_of if alone else ""]))
        drawn.append(Line(line.rows, name, line.color))
    return drawn
