"""The figures of a release, found by number and conflict: time grows with what is asked, not with
the tables.
"""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from conflictdata.tracing.figure import (
    LINE,
    PACKAGES,
    PEOPLE,
    TOTALS,
    Figure,
)
from conflictdata.tracing.rows import Numbers

if TYPE_CHECKING:
    from conflictdata.release.folder import Release


class Figures:
    """All figures of a release that an article may quote."""

    def __init__(self, release: Release):
        self.people = Numbers(release, PEOPLE)
        self.totals = Numbers(release, TOTALS)
        self.packages = Numbers(release, PACKAGES)
        # who reports -> the conflicts; who reports, where -> the conflicts
        self.conflicts: dict[str, set[str]] = {}
        self.conflicts_in: dict[tuple[str, str], set[str]] = {}
        for numbers, place in ((self.people, "area"), (self.totals, "recipient")):
            cells = [numbers.codes(name) for name in ("reporter", place, "conflict")]
            names = [list(known) for _, known in cells]
            for row in np.unique(np.stack([codes for codes, _ in cells]), axis=1).T:
                if row.min() >= 0:
                    reporter, area, conflict = (n[at] for n, at in zip(names, row, strict=True))
                    self.conflicts.setdefault(reporter, set()).add(conflict)
                    self.conflicts_in.setdefault((reporter, area), set()).add(conflict)

    @cached_property
    def givers(self) -> dict[str, str]:
        """Program -> the only donor whose packages it pays."""
        found: dict[str, set[str]] = {}
        rows = self.packages.rows
        for program, donor in zip(
            rows["program"].to_pylist(), rows["donor"].to_pylist(), strict=True
        ):
            found.setdefault(program, set()).add(donor)
        return {program: min(donors) for program, donors in found.items() if len(donors) == 1}

    def of(self, table: str) -> Numbers:
        return {PEOPLE: self.people, TOTALS: self.totals, PACKAGES: self.packages}[table]

    def wordings(self, figure: Figure) -> list[Figure]:
        """Every wording of the same series and period, the oldest first."""
        if figure.table == PACKAGES:
            return [figure]
        key = tuple(figure[name] for name in LINE[figure.table])
        day = figure.period_end
        line = self.of(figure.table).line(*key, since=day, until=day)
        series = figure["series"]
        return [f for f in line if f.period_start == figure.period_start and f["series"] == series]

    def newest(self, figure: Figure) -> Figure:
        """The figure of the same series with the newest day, in its wording of today."""
        if figure.table == PACKAGES:
            return figure
        key = tuple(figure[name] for name in LINE[figure.table])
        line = self.of(figure.table).line(*key, since=figure.period_end, until=dt.date.max)
        series = figure["series"]
        return next((f for f in reversed(line) if f["series"] == series), figure)
