"""The same figures as they were known on a day."""

from __future__ import annotations

import dataclasses
from typing import Any, cast

from conflictdata._load import rows_of
from conflictdata.errors import ConflictDataError
from conflictdata.plotting.figures import Figures, figures_of
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
    asked: dict[str, Any] = {
        "vintage": day,
        "release": figures.release.folder,
        "backend": "pyarrow",
        "series": figures.values("series"),
    }
    rows = rows_of(cast("Any", figures.table.name), **asked)
    wanted = {(f.cells["series"], f.start, f.end) for f in figures.rows}
    known = figures_of(rows).rows if rows.num_rows else []
    kept = [f for f in known if (f.cells["series"], f.start, f.end) in wanted]
    if not kept:
        first = min(f.reported for f in figures.rows)
        raise ConflictDataError(
            f"nothing of these figures was known on {day}; today's wordings were reported from"
            f" {first} on"
        )
    return dataclasses.replace(figures.of(kept), known_on=day)
