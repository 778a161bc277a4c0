"""What must not be on one chart: an error that says what to pin, as `series` gives it."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from conflictdata.errors import ConflictDataError
from conflictdata.narrowing import listed, refuse_overlap
from conflictdata.plotting.figures import Figure, Figures

# more lines than that are told apart by nobody
LINES, BARS = 6, 40
# numbers of another unit, or of other stretches of days, never stand on one axis
UNITS = ("counting", "currency")
# what comes with a reporter, and is said beside it
OF_REPORTERS = ("reporter", "evidence")
LISTED = 20


def refuse_units(figures: Figures) -> None:
    """Refuse numbers of several currencies or stretches."""
    several = [name for name in UNITS if name in figures.rows[0].cells]
    for name in several:
        codes = [c for c in figures.values(name) if c != "None"]
        if len(codes) > 1:
            also = ", or convert() to one" if name == "currency" else ""
            raise ConflictDataError(
                f"one chart has one {name}; pin {_options(figures, [name])}{also}"
            )


def refuse_mixture(figures: Figures) -> None:
    """Refuse lines that differ in more than one thing, or in the reporter and how it knows; and
    what is no line.
    """
    differing = figures.differing
    if len(differing) > 1 and not set(differing) <= set(OF_REPORTERS):
        raise ConflictDataError(
            f"{len(figures.lines)} lines that differ in {' and '.join(differing)} are not drawn on"
            f" one chart, but several reporters, or lines that differ in one thing; pin"
            f" {_options(figures, differing)}"
        )
    if len(figures.lines) > LINES:
        raise ConflictDataError(
            f"{len(figures.lines)} lines are too many for one chart, at most {LINES}; choose"
            f" among {_options(figures, differing)}"
        )
    for line in figures.lines:
        refuse_wordings(line)
        refuse_overlap(_periods(line.rows))
    if figures.values("counting") == ["cumulative"]:
        refuse_overlap(_periods(figures.rows))


def refuse_measures(figures: Figures) -> None:
    """Refuse to compare figures that count different things, and more than can be read."""
    differing = [d for d in figures.differing if d in ("measure", "conflict")]
    if "measure" in differing and len(figures.differing) > 1:
        raise ConflictDataError(
            f"figures of different measures are not compared across {_others(figures)}; pin"
            f" {_options(figures, ['measure'])}"
        )
    if len(figures.rows) > BARS:
        raise ConflictDataError(
            f"{len(figures.rows)} figures of as many lines are too many for one chart, at most"
            f" {BARS}; choose among {_options(figures, figures.differing)}"
        )


def refuse_wordings(line: Figures) -> None:
    """Refuse a line that has a figure in several wordings."""
    seen: dict[tuple[object, object], Figure] = {}
    for figure in line.rows:
        period = figure.start, figure.end
        if period in seen:
            raise ConflictDataError(
                f"{figure.start}..{figure.end} has several wordings, such as those of"
                f" {seen[period].reported} and {figure.reported}; give vintage= a day, plot one"
                " period alone to see how it was revised, or today's wordings with known_on= a day"
            )
        seen[period] = figure


def is_revision(figures: Figures) -> bool:
    """Whether rows are the wordings of one figure."""
    periods = {(f.start, f.end) for f in figures.rows}
    return len(figures.lines) == 1 and len(periods) == 1 and len(figures.rows) > 1


def _periods(rows: Sequence[Figure]) -> pa.Table:
    return pa.table(
        {
            "counting": [str(f.cells["counting"]) for f in rows],
            "period_start": [f.start for f in rows],
            "period_end": [f.end for f in rows],
        }
    )


def _options(figures: Figures, names: Sequence[str]) -> str:
    """What there is to pin; that a package has no amount, and so no currency, is no value."""
    values = {name: [code for code in figures.values(name) if code != "None"] for name in names}
    return "; ".join(f"{name}: {listed(codes, LISTED)}" for name, codes in values.items())


def _others(figures: Figures) -> str:
    return " and ".join(name for name in figures.differing if name != "measure")
