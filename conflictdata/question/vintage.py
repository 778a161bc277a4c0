"""What had been reported by a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conflictdata.errors import ConflictDataError
from conflictdata.question.days import to_day

if TYPE_CHECKING:
    from conflictdata.schemas.table import Table


# columns that hold a day on which something about the figure was done or learned
LEARNED = ("superseded_on", "checked_on")


@dataclass(frozen=True)
class AsKnownOn:
    """What had been reported by a day: reported_on <= day AND (superseded_on IS NULL OR
    superseded_on > day); without a day today's wording, without columns every one. Cells of the
    columns `later` that are after the day are null in the answer, since nobody knew them.
    """

    day: dt.date | None = None
    reported: str | None = None
    superseded: str | None = None
    later: tuple[str, ...] = ()

    @classmethod
    def of(cls, schema: Table, vintage: object) -> AsKnownOn:
        if vintage is not None and schema.vintage is None:
            raise ConflictDataError(
                f"{schema.name} has no vintage: only figures and packages have one"
            )
        if schema.vintage is None or is_every_wording(vintage):
            return cls()
        superseded = "superseded_on" if "superseded_on" in schema.by_name else None
        if vintage is None:
            return cls(superseded=superseded)
        later = tuple(c for c in LEARNED if c in schema.by_name)
        return cls(to_day(vintage, "vintage"), schema.vintage, superseded, later)

    @property
    def current(self) -> bool:
        """Whether only what nothing supersedes is left, today or on any day that there can be."""
        return self.superseded is not None and self.day in (None, dt.date.max)


def in_text(vintage: object) -> str | None:
    """A vintage as rows carry it: a day, ``all``, or nothing for today's wording."""
    if vintage is None or is_every_wording(vintage):
        return None if vintage is None else "all"
    return str(to_day(vintage, "vintage"))


def is_every_wording(vintage: object) -> bool:
    return isinstance(vintage, str) and vintage == "all"
