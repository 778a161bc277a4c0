"""The curated tables as they are typed: lines of files, and what a slip has to know of a row."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from conflictdata.curate.layout import holds_updates
from conflictdata.curate.project import Project

FIGURES = CASUALTIES, TOTALS = "casualties", "aid_totals"
PACKAGES, ITEMS, SOURCES, ORGANIZATIONS = (
    "aid_packages",
    "aid_package_items",
    "sources",
    "organizations",
)
TABLES = (*FIGURES, PACKAGES, ITEMS, SOURCES, ORGANIZATIONS)
NUMBER = {CASUALTIES: "value", TOTALS: "amount", PACKAGES: "amount", ITEMS: "quantity"}
# a document that more rows than these cite ties none of them to another
MANY = 40


@dataclass(eq=False)
class Line:
    """A line of a file, as column -> text."""

    file: str
    number: int
    header: tuple[str, ...]
    cells: dict[str, str]

    @property
    def place(self) -> tuple[str, int]:
        return self.file, self.number

    def written(self, **changed: str) -> bytes:
        return csv_line([{**self.cells, **changed}[c] for c in self.header])


@dataclass(eq=False)
class Typed:
    """A row of a table: its own line, and that of the update or package which it names."""

    table: str
    conflict: str
    own: Line
    head: Line | None = None
    # a column that stands in the head under other names, the first that is given
    called: dict[str, list[str]] = field(default_factory=dict)
    taken_in: bool = False

    def __getitem__(self, column: str) -> str:
        text = self.at(column).cells.get(self.name(column), "")
        return "" if text == "-" else text

    def at(self, column: str) -> Line:
        """The line in which a cell was typed."""
        if self.own.cells.get(column) or self.head is None:
            return self.own
        if self.called and column not in self.called:
            return self.own
        return self.head if self.name(column) in self.head.cells else self.own

    def name(self, column: str) -> str:
        """What the column is called there."""
        if self.head is None or self.own.cells.get(column) or column not in self.called:
            return column
        given = [c for c in self.called[column] if self.head.cells.get(c)]
        return (given or self.called[column])[0]

    @property
    def number(self) -> str:
        return self[NUMBER[self.table]] if self.table in NUMBER else ""

    @property
    def is_part(self) -> bool:
        return any(
            self[d]
            for d in ("controlled_by", "sex", "age", "cause", "condition", "perpetrator", "home")
        )


class World:
    """The curated tables of a checkout."""

    def __init__(self, project: Project):
        self.project = project
        self.lines: dict[str, list[Line]] = {}
        self.rows: dict[str, list[Typed]] = {table: [] for table in TABLES}
        for table in TABLES:
            self._read(table)
        # the dimensions of figures, without what an update says of days
        self.dimensions = {
            t: [f["name"] if isinstance(f, dict) and "name" in f else f for f in _line(project, t)]
            for t in FIGURES
        }
        self.by_line: dict[tuple[str, int], list[Typed]] = defaultdict(list)
        for row in self.every():
            self.by_line[row.own.place].append(row)
            if row.head is not None and row.table in FIGURES:
                self.by_line[row.head.place].append(row)
        self.series: dict[tuple[str, ...], list[Typed]] = defaultdict(list)
        for row in sorted(self.figures(), key=lambda r: (r["period_end"], r["reported_on"])):
            self.series[self.series_of(row)].append(row)
        self.cited: dict[str, list[Typed]] = defaultdict(list)
        for row in self.every():
            for s in {row["source"], *row["corroborated_by"].split(";")} - {""}:
                self.cited[s].append(row)

    def every(self) -> Iterator[Typed]:
        for table in TABLES:
            yield from self.rows[table]

    def figures(self) -> Iterator[Typed]:
        for table in FIGURES:
            yield from self.rows[table]

    def series_of(self, row: Typed) -> tuple[str, ...]:
        start = row["period_start"] if row["counting"] == "cumulative" else ""
        cells = (row[d] or "all" for d in self.dimensions[row.table] if d != "conflict")
        return (row.table, row.conflict, *cells, start)

    @cached_property
    def position(self) -> dict[int, int]:
        """Where a figure stands in its series."""
        return {id(r): i for rows in self.series.values() for i, r in enumerate(rows)}

    @cached_property
    def packages(self) -> dict[str, Typed]:
        return {row["package_id"]: row for row in self.rows[PACKAGES]}

    @cached_property
    def documents(self) -> dict[str, Typed]:
        return {row["source_id"]: row for row in self.rows[SOURCES]}

    @cached_property
    def same_file(self) -> dict[str, list[Typed]]:
        found: dict[str, list[Typed]] = defaultdict(list)
        for row in self.every():
            found[row.own.file].append(row)
        return found

    @cached_property
    def updates(self) -> dict[tuple[str, ...], list[Typed]]:
        """The figures that one reporter published on one day about one period."""
        found: dict[tuple[str, ...], list[Typed]] = defaultdict(list)
        for row in self.figures():
            found[self._update(row)].append(row)
        return found

    def beside(self, row: Typed, **differs: str) -> Typed | None:
        """The row of the same update that differs in some cells alone."""
        wanted = {d: row[d] for d in self.dimensions[row.table] if d != "conflict"} | differs
        same = [r for r in self.updates[self._update(row)] if r is not row]
        return next((r for r in same if all(r[d] == v for d, v in wanted.items())), None)

    def near(self, row: Typed) -> list[Typed]:
        """Rows of the same series with another number, one or two places away."""
        line, at = self.series[self.series_of(row)], self.position[id(row)]
        near = [line[i] for i in (at - 2, at - 1, at + 1, at + 2) if 0 <= i < len(line)]
        return [n for n in near if n.number != row.number and n["period_end"] != row["period_end"]]

    @cache  # noqa: B019
    def codes(self, table: str, column: str) -> list[str]:
        """The cells that a column has in hand-typed rows."""
        return sorted({r[column] for r in self.rows[table] if not r.taken_in} - {"", "all"})

    @cache  # noqa: B019
    def tags(self, row: Typed) -> frozenset[object]:
        """What ties a row to others: two slips of one build share none of these."""
        found: set[object] = {row.own.place}
        if row.head is not None:
            found.add(row.head.place)
        if row.table == ORGANIZATIONS:
            return frozenset(found | {("organization", row["id"])})
        if row.table == SOURCES:
            citing = self.cited[row["source_id"]][:MANY]
            tied = {t for r in citing for t in self.tags(r)}
            return frozenset(found | {("source", row["source_id"])} | tied)
        if len(self.cited[row["source"]]) <= MANY:
            found.add(("source", row["source"]))
        if row.table in FIGURES:
            at, series = self.position[id(row)], self.series_of(row)
            found |= {(series, at // 12), (series, -1 - (at + 6) // 12)}
            of = row["reporter"], row["donor"], row.conflict
            found |= {(c, *of, row[c]) for c in ("reported_on", "period_end")}
            if row["counting"] in ("month", "quarter", "year"):
                found.add(("month", *of, row["period_start"][:7]))
            if row.table == TOTALS and row["reporter"].startswith("us-"):
                found.add(("us money", row["period_end"][:7]))
        else:
            package = row["package_id"] or row["package"]
            found |= {("package", package), ("package", package.rpartition("-")[0])}
            if package.startswith("US-") and package in self.packages:
                found.add(("us money", self.packages[package]["announced_on"][:7]))
            if row["sequence"]:
                found.add(("number", row["donor"], row["program"], int(row["sequence"]) // 3))
        return frozenset(found)

    def _update(self, row: Typed) -> tuple[str, ...]:
        days = (row["reported_on"], row["period_start"], row["period_end"])
        return (row.table, row.conflict, row["reporter"], *days)

    def _read(self, table: str) -> None:
        layout, recipes = self.project.layouts[table], set(self.project.recipes)
        schema = self.project.schemas[table]
        for path, conflict in layout.paths(_Folder(schema["folder"]), self.project.curated):
            place, heads = self.project.place(path), {}
            if layout.updates:
                files = [f for f in sorted(path.parent.glob("*.csv")) if holds_updates(f)]
                heads = {h.cells["update"]: h for f in files for h in self._lines_of(f)}
            for line in self._lines_of(path):
                row = Typed(table, conflict or "", line, taken_in=Path(place).stem in recipes)
                if layout.updates:
                    row.head = heads[line.cells["update"]]
                elif table == ITEMS and not line.cells["source"]:
                    row.head = self.packages[line.cells["package"]].own
                    row.called = dict(layout.from_package)
                self.rows[table].append(row)

    def _lines_of(self, path: Path) -> list[Line]:
        place = self.project.place(path)
        if place not in self.lines:
            self.lines[place] = list(read_lines(place, path.read_text(encoding="utf-8")))
        return self.lines[place]


@dataclass(frozen=True)
class _Folder:
    """What a layout asks of a table."""

    folder: str


def read_lines(place: str, text: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""))
    header = tuple(next(reader))
    start = reader.line_num + 1
    for cells in reader:
        yield Line(place, start, header, dict(zip(header, cells, strict=True)))
        start = reader.line_num + 1


def csv_line(cells: Iterable[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue().encode()


def _line(project: Project, table: str) -> list[str]:
    return list(project.schemas[table]["line"])
