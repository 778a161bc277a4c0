"""What had been reported by a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conflictdata.errors import ConflictDataError
from conflictdata.question.days import to_day

if TYPE_CHECKING:
    from conflictdata.schemas.table import Table


@dataclass(frozen=True)
class AsKnownOn:
    """What had been reported by a day: reported_on <= day AND (superseded_on IS NULL OR
    superseded_on > day).
    """

    day: dt.date | None
    reported: str | None
    superseded: str | None

    @classmethod
    def of(cls, schema: Table, vintage: object) -> AsKnownOn:
        if vintage is not None and schema.vintage is None:
            raise ConflictDataError(
                f"{schema.name} has no vintage: only figures and packages have one"
            )
        if schema.vintage is None or (isinstance(vintage, str) and vintage == "all"):
            return cls(None, None, None)
        superseded = "superseded_on" if "superseded_on" in schema.by_name else None
        if vintage is None:
            return cls(None, None, superseded)
        return cls(to_day(vintage, "vintage"), schema.vintage, superseded)

    @property
    def columns(self) -> list[str]:
        return [c for c in (self.reported, self.superseded) if c]
