"""The words of a recipe: how a cell of ours is taken from theirs, and which rows are meant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fnmatch import fnmatchcase

# stands in a text for the column of the number
COLUMN = "column"


@dataclass(frozen=True)
class Take:
    """How a cell of ours is made: a text as it is, or a column of theirs through a table of codes,
    a format of days or a factor.
    """

    place: str
    text: str = ""
    column: str | None = None
    codes: Mapping[str, str] | None = None
    format: str | None = None
    end: str | None = None
    times: Decimal | None = None
    edition: str | None = None

    @property
    def columns(self) -> set[str]:
        """The columns of theirs that it reads, be it in a text such as ``entry of {date}``."""
        named = set(re.findall(r"\{(.+?)\}", self.text)) - {COLUMN}
        return named | {self.column} if self.column else named


@dataclass(frozen=True)
class Selection:
    """Rows of theirs by what stands in columns and by their day, and cells of these rows."""

    columns: tuple[str, ...] = ()
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unless: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: str = ""
    until: str = ""
    because: str = ""

    def holds(self, cells: Mapping[str, str], day: str) -> bool:
        """Whether a row is meant."""
        return (
            all(cells.get(column, "") in texts for column, texts in self.when.items())
            and not any(cells.get(column, "") in texts for column, texts in self.unless.items())
            and (not self.since or self.since <= day)
            and (not self.until or day <= self.until)
        )

    def names(self, column: str) -> bool:
        """Whether a column is meant, by its name or a pattern such as ``ext_*``."""
        return any(fnmatchcase(column, pattern) for pattern in self.columns)


@dataclass(frozen=True)
class FigureOf:
    """One figure of each row: the column of its number, and its own cells."""

    value: Take
    cells: Mapping[str, Take]
    rows: Selection
    # why a number that is the same as the one before it is left out
    unchanged: str = ""
