"""The same figures as they were known on a day."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any, cast

from conflictdata._convert import convert
from conflictdata._load import rows_of
from conflictdata.errors import ConflictDataError
from conflictdata.plotting import words
from conflictdata.plotting.figures import Figure, Figures, figures_of
from conflictdata.question.days import to_day


def as_known_on(figures: Figures, known_on: object) -> Figures:
    """The wordings of figures that their reporters had published by a day.

    A figure of which nothing was known is left out, and so is one that is not among the figures.
    """
    day = to_day(known_on, "known_on")
    if not figures.table.dimensions:
        raise ConflictDataError(
            f"known_on= is for figures, which are restated; load(..., vintage='{day}') leaves out"
            " what was announced later"
        )
    if any(f.cells.get("series") is None for f in figures.rows):
        raise ConflictDataError(
            "known_on= needs the column series, to look up what was known: load the rows with all"
            " of their columns"
        )
    table, series = cast("Any", figures.table.name), {"series": figures.values("series")}
    rows = rows_of(table, series, vintage=day, release=figures.release.folder)
    if figures.converted:
        rows = _converted(rows, figures)
    wanted = {(f.cells["series"], f.start, f.end) for f in figures.rows}
    known = figures_of(rows).rows if rows.num_rows else []
    kept = [f for f in known if (f.cells["series"], f.start, f.end) in wanted]
    _refuse_other_units(figures, kept)
    if not kept:
        first = min(f.reported for f in figures.rows)
        raise ConflictDataError(
            f"nothing of these figures was known on {day}; today's wordings were reported from"
            f" {first} on"
        )
    return dataclasses.replace(figures.of(kept), known_on=day)


def _converted(rows: Any, figures: Figures) -> Any:
    """Amounts in the one currency into which the figures were converted."""
    codes = [code for code in figures.values("currency") if code != "None"]
    return convert(rows, codes[0]) if codes else rows


def _refuse_other_units(figures: Figures, known: Sequence[Figure]) -> None:
    """Refuse numbers that the caller has made of those of the release, such as millions: what was
    known would stand beside them in other units. A wording is the same then and now.
    """
    now = {_wording(f): f.number for f in figures.rows}
    for f in known:
        number = now.get(_wording(f))
        if None not in (number, f.number) and number != f.number:
            raise ConflictDataError(
                "known_on= looks up what was known in the release, where the figure of"
                f" {words.days(f.start, f.end)} is {words.worded(f)}, and not {number:,} as in the"
                " rows: plot them as load(), series(), latest() or convert() give them"
            )


def _wording(figure: Figure) -> tuple[object, ...]:
    return figure.cells["series"], figure.start, figure.end, figure.reported
