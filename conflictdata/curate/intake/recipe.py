"""A recipe: what somebody's table is, and how its columns become figures of ours."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from conflictdata.curate.intake.functions import FUNCTIONS
from conflictdata.curate.intake.marked import Marked, read_marked_file
from conflictdata.curate.intake.takes import FigureOf, Selection, Take
from conflictdata.errors import ConflictDataError, nearest

if TYPE_CHECKING:
    from conflictdata.curate.curated import Curated
    from conflictdata.curate.project import Project

FORMATS = ("csv", "json", "xlsx", "parquet", "markdown")
NEEDED = ("title", "address", "read", "source", "table", "day", "cells", "figures")
TOP = (*NEEDED, "leave_out", "falls", "typed_before")
READ = ("format", "files", "sheet", "function")
SOURCE = ("publisher", "title", "language", "license", "tier", "note")
TAKE = ("column", "codes", "format", "end", "times", "edition")
SELECTION = ("columns", "when", "unless", "from", "until", "because")
# where a cumulative count is lower than before and true all the same
FALL = ("columns", "from", "until", "because")
FIGURE = ("value", "cells", "when", "from", "until", "unchanged")


@dataclass(frozen=True)
class Recipe:
    """What ``data/intake/NAME.yaml`` says."""

    name: str
    place: str
    title: str
    address: str
    format: str
    files: tuple[str, ...]
    sheet: str
    function: str
    source: Mapping[str, str]
    table: str
    day: Take
    cells: Mapping[str, Take]
    figures: tuple[FigureOf, ...]
    leave_out: tuple[Selection, ...]
    falls: tuple[Selection, ...]
    # sources from which somebody typed the same table before there was a recipe
    typed_before: tuple[str, ...] = ()

    @property
    def no_rows(self) -> tuple[Selection, ...]:
        """What is no row of figures, by what stands in it."""
        return tuple(s for s in self.leave_out if not (s.columns or s.since or s.until))

    @cached_property
    def numbers(self) -> set[str]:
        """The columns of theirs that hold figures."""
        return {str(figure.value.column) for figure in self.figures}

    @property
    def uses(self) -> set[str]:
        """The columns of theirs that it reads."""
        takes = [self.day, *self.cells.values()]
        for figure in self.figures:
            takes += [figure.value, *figure.cells.values()]
        rows = [*self.leave_out, *self.falls, *(f.rows for f in self.figures)]
        asked = {column for s in rows for column in (*s.when, *s.unless)}
        return {column for take in takes for column in take.columns} | asked


def read_recipe(project: Project, name: str, curated: Mapping[str, Curated]) -> Recipe:
    """Read a recipe and hold it to the columns and codes that there are.

    Raises
    ------
    ConflictDataError
        With the file and the line of what is wrong.
    """
    if name not in project.recipes:
        close = nearest(name, project.recipes)
        raise ConflictDataError(f"there is no recipe {name!r} in data/intake{close}")
    path = project.intake / f"{name}.yaml"
    return _recipe(name, read_marked_file(path, project.place(path)), _Known(project, curated))


class _Known:
    """What a recipe may refer to."""

    def __init__(self, project: Project, curated: Mapping[str, Curated]):
        self.curated = curated
        self.tables = [name for name, layout in project.layouts.items() if layout.updates]

    def values(self, table: str, column: str) -> Collection[str]:
        """The texts that may stand in a column; nothing where any text may."""
        its = self.curated[table].table
        if column == "conflict":
            return [row["id"] for row in self.curated["conflicts"].rows]
        if column in its.references:
            target, key = its.references[column]
            return [row[key] for row in self.curated[target].rows]
        return its.by_name[column].allowed

    def columns(self, table: str) -> list[str]:
        """The columns that a recipe may fill."""
        built = ("source", "corroborated_by")
        typed = [f.name for f in self.curated[table].table.typed if f.name not in built]
        return ["conflict", *typed]


def _recipe(name: str, top: Marked, known: _Known) -> Recipe:
    pairs = top.only(TOP, NEEDED)
    table = pairs["table"].one_of(known.tables, "table of figures")
    read = pairs["read"].only(READ, ["format"])
    source = pairs["source"].only(SOURCE, ["publisher", "title", "language", "tier"])
    source["publisher"].one_of(known.values("sources", "publisher"), "organization")
    source["tier"].one_of(known.values("sources", "tier"), "tier")
    values = {table_value(known, table)}
    cells = _cells(pairs["cells"], table, known, values)
    figures = []
    for part in pairs["figures"].items:
        own = part.only(FIGURE, ["value"])
        its = _cells(own["cells"], table, known, values) if "cells" in own else {}
        rows = _selection(part, FIGURE)
        unchanged = own["unchanged"].text if "unchanged" in own else ""
        figures.append(FigureOf(_take(own["value"], (), column=True), its, rows, unchanged))
        for column in _missing(known, table, {**cells, **its}):
            raise part.wrong(f"{column} is given neither here nor in cells")
    lists = {
        key: tuple(_selection(s, keys, needed) for s in pairs[key].items) if key in pairs else ()
        for key, keys, needed in (
            ("leave_out", SELECTION, ["because"]),
            ("falls", FALL, ["columns", "because"]),
        )
    }
    before = pairs["typed_before"].items if "typed_before" in pairs else []
    sources = [row["source_id"] for row in known.curated["sources"].rows]
    function = read["function"].one_of(FUNCTIONS, "function") if "function" in read else ""
    return Recipe(
        name=name,
        place=top.place.rpartition(":")[0],
        title=pairs["title"].text,
        address=pairs["address"].text,
        format=read["format"].one_of(FORMATS, "format"),
        files=read["files"].texts if "files" in read else (),
        sheet=read["sheet"].text if "sheet" in read else "",
        function=function,
        source={key: part.text for key, part in source.items()},
        table=table,
        day=_take(pairs["day"], (), column=True),
        cells=cells,
        figures=tuple(figures),
        typed_before=tuple(s.one_of(sources, "source") for s in before),
        **lists,
    )


def table_value(known: _Known, table: str) -> str:
    return known.curated[table].table.value


def _missing(known: _Known, table: str, cells: Collection[str]) -> list[str]:
    """Required columns that nothing gives and that mean nothing when empty."""
    its = known.curated[table].table
    given = {*cells, its.value, "period_end", "source"}
    needed = [f.name for f in its.typed if f.required and f.default is None]
    return [c for c in ["conflict", *needed] if c not in given]


def _cells(part: Marked, table: str, known: _Known, own: Collection[str]) -> dict[str, Take]:
    columns = [c for c in known.columns(table) if c not in own]
    return {
        column: _take(cell, known.values(table, column), column)
        for column, cell in part.only(columns).items()
    }


def _take(
    part: Marked, allowed: Collection[str], what: str = "code", *, column: bool = False
) -> Take:
    if isinstance(part.value, str):
        if column:
            return Take(part.place, column=part.text)
        if allowed and part.text and "{" not in part.text:
            part.one_of(allowed, what)
        return Take(part.place, text=part.text)
    pairs = part.only(TAKE)
    if ("column" in pairs) == ("edition" in pairs):
        raise part.wrong("give either a column or the edition")
    codes = None
    if "codes" in pairs:
        codes = {}
        for theirs, ours in pairs["codes"].pairs.items():
            codes[theirs] = ours.one_of(allowed, what) if allowed else ours.text
    if "edition" in pairs:
        pairs["edition"].one_of(("day", "label"), "part of an edition")
    if "end" in pairs:
        pairs["end"].one_of(("month", "year"), "stretch")
    return Take(
        part.place,
        column=pairs["column"].text if "column" in pairs else None,
        codes=codes,
        format=pairs["format"].text if "format" in pairs else None,
        end=pairs["end"].text if "end" in pairs else None,
        times=_factor(pairs["times"]) if "times" in pairs else None,
        edition=pairs["edition"].text if "edition" in pairs else None,
    )


def _factor(part: Marked) -> Decimal:
    try:
        return Decimal(part.text)
    except InvalidOperation:
        raise part.wrong(f"{part.text!r} is no number") from None


def _selection(part: Marked, keys: Collection[str], needed: Collection[str] = ()) -> Selection:
    pairs = part.only(keys, needed)
    asked = {
        key: {column: texts.texts for column, texts in pairs[key].pairs.items()}
        for key in ("when", "unless")
        if key in pairs
    }
    for key in ("from", "until"):
        if key in pairs:
            _day(pairs[key])
    return Selection(
        columns=pairs["columns"].texts if "columns" in pairs else (),
        **asked,
        since=pairs["from"].text if "from" in pairs else "",
        until=pairs["until"].text if "until" in pairs else "",
        because=pairs["because"].text if "because" in pairs else "",
    )


def _day(part: Marked) -> None:
    try:
        datetime.strptime(part.text, "%Y-%m-%d")
    except ValueError:
        raise part.wrong(f"{part.text!r} is no day; write it like 2023-05-04") from None


def own_path(project: Project, recipe: Recipe, conflict: str) -> Path:
    """The file of figures that a recipe writes for a conflict; its updates stand beside it."""
    return project.curated / recipe.table / conflict / f"{recipe.name}.csv"
