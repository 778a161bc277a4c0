"""What a chart is drawn from: the figures or packages in a frame of any backend, and the words for
their codes.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conflictdata.engines.columns import column_names, column_of
from conflictdata.errors import ConflictDataError, shown
from conflictdata.provenance import newer_of, open_stamped, release_of, vintage_of
from conflictdata.question.days import is_null, to_day
from conflictdata.release.folder import Release
from conflictdata.release.opening import open_release
from conflictdata.schemas.table import Table
from conflictdata.vocabulary import names_of

# what a figure or a package must have to be drawn, beside what tells its line from others
FIGURE = ("qualifier", "counting", "period_start", "period_end", "reported_on", "source")
PACKAGE = ("package_id", "donor", "recipient", "program", "announced_on", "amount", "currency")
HEDGED = (*PACKAGE, "qualifier", "adds_up", "source")
# words that leave the number open upward, and those that leave it open downward
FLOORS, CEILINGS = ("at_least", "more_than"), ("up_to", "nearly")
# what tells more where it is there
MORE = (
    "low",
    "high",
    "date_precision",
    "series",
    "source_title",
    "edition",
    "computed",
    "reporter_name",
    "reporter_role",
    "stage",
    "instrument",
    "warnings",
)
CONVERTED = ("converted", "converted_currency")


@dataclass(frozen=True)
class Figure:
    """One number with its hedge and its days: a figure, or a package on the day of its
    announcement.
    """

    number: int | None
    low: int | None
    high: int | None
    hedge: str
    start: dt.date
    end: dt.date
    reported: dt.date
    cells: Mapping[str, Any]

    @property
    def top(self) -> int:
        """The highest number that it draws."""
        return max(n for n in (self.number, self.high, self.low, 0) if n is not None)

    @property
    def is_floor(self) -> bool:
        """Whether it is sure as far as it goes, and open above."""
        return self.hedge in FLOORS

    @property
    def is_vague(self) -> bool:
        """Whether it is not sure as far as it goes: about, up to, a range."""
        return self.hedge != "exact" and not self.is_floor

    @property
    def is_range(self) -> bool:
        return self.low is not None and self.high is not None and self.low < self.high


@dataclass(frozen=True)
class Figures:
    """Rows of one table, as what they are."""

    table: Table
    release: Release
    rows: Sequence[Figure]
    converted: bool = False
    # the day of which these are the wordings; without it they are those of today, or all
    known_on: dt.date | None = None
    # how many figures a line leaves out that are newer, and to which day
    newer: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    def code(self, name: str) -> str:
        """The only value of a column."""
        return str(self.rows[0].cells[name])

    def values(self, name: str) -> list[str]:
        """The values of a column, each once."""
        return list(dict.fromkeys(str(f.cells[name]) for f in self.rows))

    def of(self, rows: Iterable[Figure]) -> Figures:
        """The same with these rows alone."""
        return dataclasses.replace(self, rows=list(rows))

    @property
    def differing(self) -> list[str]:
        """The dimensions in which the rows differ."""
        return [d for d in self.table.dimensions if len(self.values(d)) > 1]

    @cached_property
    def lines(self) -> list[Figures]:
        """The rows of each line in the order of their days."""
        found: dict[tuple[str, ...], list[Figure]] = {}
        for figure in sorted(self.rows, key=lambda f: (f.end, f.start, f.reported)):
            key = tuple(str(figure.cells[d]) for d in self.table.dimensions)
            found.setdefault(key, []).append(figure)
        return [self.of(rows) for rows in found.values()]

    def meaning(self, name: str, code: str) -> str:
        """What a code of a column stands for, where the release says it."""
        texts = names_of(self.release, self.table, self.table.by_name[name]).get(code, [])
        return texts[-1] if texts[1:] else ""

    def word(self, name: str, code: str) -> str:
        """What a code of a column is called."""
        field = self.table.by_name[name]
        if code == "all" and field.all_label is not None:
            return field.all_label
        return names_of(self.release, self.table, field).get(code, [code])[0]


def figures_of(rows: Any) -> Figures:
    """What `load`, `series`, `latest`, `increments` or `convert` gave, for a chart of it."""
    names = column_names(rows, "plot()")
    release = _release(rows)
    table = release.table(_table(names))
    typed = [f.name for f in table.fields if f.name in names and f.dimension]
    needed = [*FIGURE, *table.dimensions] if table.dimensions else [*HEDGED]
    number = next((c for c in ("value", "amount") if c in table.by_name), "value")
    if missing := [c for c in dict.fromkeys([number, *needed]) if c not in names]:
        raise ConflictDataError(
            f"plot() needs the column {' and '.join(missing)}: load the rows with all of their"
            " columns"
        )
    converted = all(c in names for c in CONVERTED) and _is_converted(rows, number)
    kept = [number, *needed, *typed, *MORE, *(CONVERTED if converted else ())]
    columns = {c: column_of(rows, c) for c in dict.fromkeys(kept) if c in names}
    figures = [
        _figure(dict(zip(columns, cells, strict=True)), number, converted)
        for cells in zip(*columns.values(), strict=True)
    ]
    if not figures:
        raise ConflictDataError(
            "plot() got no rows: no figure fits what they were asked for; ask for less, or see"
            " describe(table, coverage=True) for what there is"
        )
    return Figures(table, release, figures, converted, _known_on(rows), newer_of(rows))


def _is_converted(rows: Any, number: str) -> bool:
    """Whether any amount was in another currency."""
    cells = zip(*(column_of(rows, c) for c in (number, "currency", CONVERTED[1])), strict=True)
    return any(own != wanted for amount, own, wanted in cells if not is_null(amount))


def _known_on(rows: Any) -> dt.date | None:
    said = vintage_of(rows)
    return None if said is None or said == "all" else to_day(said, "vintage")


def _release(rows: Any) -> Release:
    return open_release() if release_of(rows) is None else open_stamped(rows)


def _table(names: Sequence[str]) -> str:
    if "package" in names and "item" in names:
        raise ConflictDataError(
            "plot() draws no contents of packages, since most lists name no quantity; load"
            " aid_packages, or draw your own chart of aid_package_items"
        )
    if "package_id" in names:
        return "aid_packages"
    for number, table in (("value", "casualties"), ("amount", "aid_totals")):
        if number in names and "counting" in names:
            return table
    raise ConflictDataError(
        "plot() draws rows of casualties, aid_totals and aid_packages as load(), series(),"
        " latest() or increments() give them; these have the columns "
        + ", ".join(map(str, names[:8]))
    )


def _figure(row: dict[str, Any], number: str, converted: bool) -> Figure:
    row = {name: None if is_null(cell) else cell for name, cell in row.items()}
    if converted:  # without a rate it has no amount in any currency of the chart
        row |= {"currency": row["converted_currency"]}
        number = "converted"
    hedge = str(row["qualifier"] or "exact")
    low, high = _ends(row, hedge, converted)
    days = ["period_start", "period_end", "reported_on"]
    if "announced_on" in row:
        days = ["announced_on"] * 3
    start, end, reported = (to_day(row[day], day) for day in days)
    return Figure(_whole(row[number]), low, high, hedge, start, end, reported, row)


def _ends(row: Mapping[str, Any], hedge: str, converted: bool) -> tuple[int | None, int | None]:
    """The ends of a range; those of another hedge are its word."""
    if hedge != "range" or converted:
        return None, None
    return _whole(row.get("low")), _whole(row.get("high"))


def _whole(number: Any) -> int | None:
    try:
        return None if number is None else round(number)
    except (TypeError, ValueError, OverflowError):
        raise ConflictDataError(f"plot() draws numbers, not {shown(number)}") from None
