"""Their rows become figures of ours; what does not is counted under its reason, or refused."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from conflictdata.curate.intake.takes import COLUMN, FigureOf, Take
from conflictdata.curate.new.cells import checked
from conflictdata.errors import ConflictDataError

if TYPE_CHECKING:
    from conflictdata.curate.curated import Curated
    from conflictdata.curate.intake.recipe import Recipe
    from conflictdata.curate.intake.tables import Row

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")


@dataclass(frozen=True)
class Edition:
    """Which state of the table it is: what its keeper calls it, the day that the keeper gives it,
    the day on which it was read.
    """

    label: str
    day: str
    read_on: str


@dataclass(frozen=True)
class Figure:
    """A figure of ours: the text of every cell, with what an empty one means; where it stands."""

    cells: dict[str, str]
    place: str
    column: str


@dataclass(frozen=True)
class Refused:
    """A cell of theirs that is no figure, and why."""

    place: str
    column: str
    reason: str


@dataclass
class Mapped:
    """What became of the rows of a table."""

    rows: int
    figures: list[Figure] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)
    refused: list[Refused] = field(default_factory=list)


class _RefusedError(Exception):
    """A cell that is not what the recipe says."""


def map_rows(
    recipe: Recipe, rows: Sequence[Row], edition: Edition, curated: Mapping[str, Curated]
) -> Mapped:
    """Every figure of a table, in the order of its days."""
    mapped = Mapped(len(rows))
    cells = _Cells(recipe, edition, curated)
    dated: list[tuple[str, Row]] = []
    for row in rows:
        # before anything is made of it: a row that is none may have no day
        if (out := next((s for s in recipe.no_rows if s.holds(row.cells, "")), None)) is not None:
            mapped.left[out.because] += len(recipe.numbers & set(row.cells))
            continue
        try:
            dated.append((cells.day(recipe.day, row), row))
        except _RefusedError as error:
            mapped.refused.append(Refused(row.place, str(recipe.day.column), str(error)))
    before: dict[tuple[str, ...], str] = {}
    for day, row in sorted(dated, key=lambda pair: pair[0]):
        for number, figure in enumerate(recipe.figures):
            _map(mapped, cells, (number, figure), (day, row), before)
        _leave_out(mapped, recipe, day, row)
    _without_doubles(mapped, cells.identity)
    _without_falls(mapped, recipe, cells)
    return mapped


def _map(
    mapped: Mapped,
    cells: _Cells,
    numbered: tuple[int, FigureOf],
    dated: tuple[str, Row],
    before: dict[tuple[str, ...], str],
) -> None:
    (number, figure), (day, row) = numbered, dated
    column = str(figure.value.column)
    if not figure.rows.holds(row.cells, day):
        return
    if column not in row.cells or _reason(cells.recipe, column, day, row) is not None:
        return
    try:
        ours = cells.of(figure, day, row)
    except _RefusedError as error:
        mapped.refused.append(Refused(row.place, column, str(error)))
        return
    line = (str(number), *(ours[c] for c in cells.line))
    value = ours[cells.value]
    if figure.unchanged and before.get(line) == value:
        mapped.left[figure.unchanged] += 1
        return
    before[line] = value
    mapped.figures.append(Figure(ours, row.place, column))


def _reason(recipe: Recipe, column: str, day: str, row: Row) -> str | None:
    """Why a cell of theirs is left out, if it is."""
    for selection in recipe.leave_out:
        meant = selection.names(column) if selection.columns else column in recipe.numbers
        if meant and selection.holds(row.cells, day):
            return selection.because
    return None


def _leave_out(mapped: Mapped, recipe: Recipe, day: str, row: Row) -> None:
    """Count the numbers that are left out; where a whole row is, those that would be figures."""
    for column, text in row.cells.items():
        if NUMBER.fullmatch(text) and (reason := _reason(recipe, column, day, row)) is not None:
            mapped.left[reason] += 1


class _Cells:
    """How cells of ours are made of a row of theirs."""

    def __init__(self, recipe: Recipe, edition: Edition, curated: Mapping[str, Curated]):
        self.recipe, self.edition, self.curated = recipe, edition, curated
        table = curated[recipe.table].table
        self.table, self.value = table, table.value
        self.fields = {f.name: f for f in table.typed}
        self.line = ["conflict", *(d for d in table.dimensions if d != "conflict")]
        self.identity = [*self.line, "period_start", "period_end", "reported_on"]
        self.conflicts = {row["id"] for row in curated["conflicts"].rows}
        self._found: dict[tuple[str, str], str | None] = {}

    def of(self, figure: FigureOf, day: str, row: Row) -> dict[str, str]:
        takes = {"period_end": self.recipe.day, **self.recipe.cells, **figure.cells}
        ours = {name: f.default or "" for name, f in self.fields.items()}
        column = str(figure.value.column)
        for name, take in takes.items():
            ours[name] = self._take(take, row, column, name) or ours.get(name, "")
        ours[self.value] = self._number(figure.value, row)
        for name, text in ours.items():
            self._check(name, text)
        self._fits(ours)
        return ours

    def day(self, take: Take, row: Row) -> str:
        text = row.cells.get(str(take.column), "")
        form = take.format or "%Y-%m-%d"
        try:
            day = datetime.strptime(text, form).date()
            # what strptime takes for a day and is not written as the format says
            if day.strftime(form) != text and not re.search("%-?[bB]", form):
                raise ValueError
        except ValueError:
            raise _RefusedError(f"{text!r} is no day of the form {form}") from None
        if take.end == "year":
            day = day.replace(month=12, day=31)
        elif take.end == "month":
            day = day.replace(day=calendar.monthrange(day.year, day.month)[1])
        return day.isoformat()

    def _take(self, take: Take, row: Row, column: str, name: str) -> str:
        if take.edition:
            return self.edition.day if take.edition == "day" else self.edition.label
        if take.column is None:
            return _filled(take.text, {**row.cells, COLUMN: column})
        text = row.cells.get(take.column, "")
        if take.codes is not None:
            if text not in take.codes:
                raise _RefusedError(f"{take.column} {text!r} has no code in the recipe")
            return take.codes[text]
        if name in self.fields and self.fields[name].type == "date":
            return self.day(take, row)
        return text

    def _number(self, take: Take, row: Row) -> str:
        text = row.cells[str(take.column)]
        if not NUMBER.fullmatch(text):
            raise _RefusedError(f"{text!r} is no number")
        number = Decimal(text) * (1 if take.times is None else take.times)
        if number != number.to_integral_value():
            raise _RefusedError(f"{text} is no whole number of units and would be rounded")
        return str(int(number))

    def _check(self, name: str, text: str) -> None:
        """Whether a text may stand in a column, asked once."""
        if (name, text) not in self._found:
            self._found[name, text] = self._wrong(name, text)
        if (wrong := self._found[name, text]) is not None:
            raise _RefusedError(wrong)

    def _wrong(self, name: str, text: str) -> str | None:
        if name == "conflict":
            return None if text in self.conflicts else f"there is no conflict {text!r}"
        field = self.fields[name]
        if field.required and text == "" and name != "source":
            return f"{name} is empty"
        try:
            checked(field, text, self.table.references, self.curated)
        except ConflictDataError as error:
            return str(error)
        least = field.constraints.get("minimum")
        if least is not None and text and int(text) < least:
            return f"{name} {text} is below {least}"
        return None

    def _fits(self, ours: Mapping[str, str]) -> None:
        ahead = [c for c in ("period_end", "reported_on") if ours[c] > self.edition.read_on]
        if ahead and ours["counting"] != "plan":
            raise _RefusedError(
                f"{ahead[0]} {ours[ahead[0]]} lies after {self.edition.read_on}, the day of reading"
            )
        if ours["period_start"] > ours["period_end"]:
            raise _RefusedError(
                f"begins on {ours['period_start']} and ends before, on {ours['period_end']}"
            )


def _filled(text: str, cells: Mapping[str, str]) -> str:
    """A text with cells of theirs in it; without the sign before one that is empty."""
    return re.sub(r"\{(.+?)\}", lambda found: cells.get(found[1], ""), text).rstrip("; ")


def _without_doubles(mapped: Mapped, identity: Sequence[str]) -> None:
    """Refuse figures that the table gives twice with two numbers; once and the same is enough."""
    seen: dict[tuple[str, ...], list[Figure]] = {}
    for figure in mapped.figures:
        seen.setdefault(tuple(figure.cells[c] for c in identity), []).append(figure)
    mapped.figures = []
    for figures in seen.values():
        first = figures[0]
        if any(figure.cells != first.cells for figure in figures[1:]):
            for figure, other in zip(figures, [*figures[1:], first], strict=True):
                reason = f"stands in {other.place} as well, and says something else there"
                mapped.refused.append(Refused(figure.place, figure.column, reason))
        else:
            mapped.figures.append(first)
            mapped.left["stands twice in the table"] += len(figures) - 1


def _without_falls(mapped: Mapped, recipe: Recipe, cells: _Cells) -> None:
    """Refuse cumulative figures below the one before, unless the recipe says that it is so."""
    for before, figure in _neighbors(mapped.figures, cells):
        value, last = int(figure.cells[cells.value]), int(before.cells[cells.value])
        day = figure.cells["period_end"]
        told = any(s.names(figure.column) and s.holds({}, day) for s in recipe.falls)
        if value < last and not told:
            reason = f"falls from {last} ({before.place}) to {value}; a cumulative count never does"
            mapped.refused.append(Refused(figure.place, figure.column, reason))
            mapped.figures.remove(figure)


def _neighbors(figures: Sequence[Figure], cells: _Cells) -> Iterator[tuple[Figure, Figure]]:
    lines: dict[tuple[str, ...], list[Figure]] = {}
    for figure in figures:
        if figure.cells["counting"] == "cumulative" and cells.value == "value":
            key = tuple(figure.cells[c] for c in [*cells.line, "period_start"])
            lines.setdefault(key, []).append(figure)
    for line in lines.values():
        ordered = sorted(line, key=lambda f: (f.cells["period_end"], f.cells["reported_on"]))
        yield from pairwise(ordered)
