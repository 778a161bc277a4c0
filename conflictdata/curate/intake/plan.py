"""What an intake would change, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from conflictdata.curate.intake.rows import Edition, Figure, map_rows
from conflictdata.errors import ConflictDataError

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.curate.curated import Curated
    from conflictdata.curate.intake.addresses import Brought
    from conflictdata.curate.intake.recipe import Recipe
    from conflictdata.curate.intake.tables import Row
    from conflictdata.schemas.table import Table

# what can become of a figure, in the order in which a plan tells it
KINDS = {
    "new": "figures that were not there",
    "restated": "the reporter said another number later: a new wording",
    "corrected": "the table's keeper mended a cell: it changes here as well",
    "described": "the recipe says something else about the same number",
    "taken over": "typed from this table before there was a recipe: the row moves to its file",
    "same": "somebody typed the same statement: one figure, two sources",
    "gone": "no longer in the table: kept",
    "refused": "cannot be taken in; nothing is written as long as there are any",
}
# columns that are ours, not the table's
OURS = ("source", "corroborated_by")

Cells = dict[str, str]


@dataclass(frozen=True)
class Change:
    """One figure or cell of a plan."""

    kind: str
    figure: str
    column: str
    was: str
    now: str
    where: str
    reason: str = ""


@dataclass
class Plan:
    """What would change, and what the files of the recipe would hold then."""

    recipe: Recipe
    edition: Edition
    brought: Brought
    upstream: int = 0
    figures: int = 0
    changes: list[Change] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)
    # conflict -> the rows of its file
    kept: dict[str, list[Cells]] = field(default_factory=dict)
    # what the figures are of that its keeper mended, each with its day of report
    mended: set[tuple[str, ...]] = field(default_factory=set)
    # where typed rows stand that move there
    moved: list[str] = field(default_factory=list)
    source: Cells = field(default_factory=dict)

    @property
    def counts(self) -> Counter[str]:
        return Counter(change.kind for change in self.changes)

    @property
    def refused(self) -> list[Change]:
        return [change for change in self.changes if change.kind == "refused"]

    @property
    def writes(self) -> bool:
        """Whether there is anything to write."""
        return any(kind not in ("gone", "refused") for kind in self.counts)

    @property
    def frame(self) -> pd.DataFrame:
        import pandas as pd

        columns = ["kind", "figure", "column", "was", "now", "where", "reason"]
        order = list(KINDS)
        listed = sorted(self.changes, key=lambda c: order.index(c.kind))
        return pd.DataFrame([vars(c) for c in listed], columns=columns)


def make_plan(
    recipe: Recipe,
    rows: list[Row],
    brought: Brought,
    edition: Edition,
    curated: Mapping[str, Curated],
    permanent: str = "",
) -> Plan:
    """Compare the figures of a table with the curated rows."""
    if not edition.day and any(
        take.edition for f in recipe.figures for take in (*recipe.cells.values(), *f.cells.values())
    ):
        raise ConflictDataError(
            f"{recipe.name} asks for the day of the edition; give --published DAY"
        )
    mapped = map_rows(recipe, rows, edition, curated)
    plan = Plan(recipe, edition, brought, mapped.rows, len(mapped.figures), left=mapped.left)
    plan.source = _source(recipe, mapped.figures, brought, edition, curated, permanent)
    plan.changes = [
        Change("refused", "", r.column, "", "", r.place, r.reason) for r in mapped.refused
    ]
    _Comparison(plan, curated).compare(mapped.figures)
    return plan


def statement_of(table: Table) -> list[str]:
    """The columns that say of what a figure is."""
    dimensions = [d for d in table.dimensions if d != "conflict"]
    return ["conflict", *dimensions, "period_start", "period_end"]


def text_of(value: Any) -> str:
    """A cell as a file has it."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


class _Comparison:
    """The curated rows of a table, those of the recipe and the typed ones, by what they say."""

    def __init__(self, plan: Plan, curated: Mapping[str, Curated]):
        self.plan, recipe = plan, plan.recipe
        self.before = set(recipe.typed_before)
        table = curated[recipe.table].table
        self.value = table.value
        columns = [f.name for f in table.typed]
        self.said = [c for c in columns if c not in OURS]
        self.statement = statement_of(table)
        self.defaults = {f.name: f.default or "" for f in table.typed}
        self.own: dict[tuple[str, ...], list[Cells]] = {}
        self.typed: dict[tuple[str, ...], list[tuple[Cells, str]]] = {}
        for row, place in curated[recipe.table]:
            cells = {c: text_of(row[c]) or self.defaults[c] for c in columns}
            cells["conflict"] = text_of(row["conflict"])
            key = self._statement(cells)
            if place.rpartition(":")[0].endswith(f"/{recipe.name}.csv"):
                self.own.setdefault(key, []).append(cells)
            else:
                self.typed.setdefault(key, []).append((cells, place))

    def compare(self, figures: list[Figure]) -> None:
        seen = set()
        for figure in figures:
            seen.add(self._statement(figure.cells))
            self.plan.changes += self._one(figure)
        for key, rows in self.own.items():
            for cells in rows:
                if key not in seen:
                    name, number = self._name(cells), cells[self.value]
                    self.plan.changes.append(Change("gone", name, self.value, number, "", "", ""))
                self._keep(cells)

    def _one(self, figure: Figure) -> Iterator[Change]:
        key = self._statement(figure.cells)
        name, number = self._name(figure.cells), figure.cells[self.value]
        same = ""
        for typed, place in self.typed.get(key, ()):
            if self._numbers(typed) == self._numbers(figure.cells):
                same = place
                if (
                    typed["source"] in self.before
                    and typed["reported_on"] == figure.cells["reported_on"]
                ):
                    yield self._taken_over(typed, figure, place, name)
                    return
                if typed["reported_on"] != figure.cells["reported_on"]:
                    return
            elif typed["reported_on"] == figure.cells["reported_on"]:
                reason = f"{place} has it as {typed[self.value]}, read by somebody; look at both"
                was = typed[self.value]
                yield Change("refused", name, figure.column, was, number, figure.place, reason)
                return
        own = self.own.get(key, [])
        wording = next((c for c in own if c["reported_on"] == figure.cells["reported_on"]), None)
        if wording is not None:
            yield from self._mended(wording, figure, name)
            return
        newest = max(own, key=lambda c: c["reported_on"], default=None)
        if newest is not None and self._numbers(newest) == self._numbers(figure.cells):
            return
        kind, was = ("new", "") if newest is None else ("restated", newest[self.value])
        if same:
            kind, was = "same", number
        yield Change(kind, name, self.value, was, number, same or figure.place)
        fresh = {**figure.cells, "source": self.plan.source["source_id"]}
        self.own.setdefault(key, []).append(fresh)

    def _taken_over(self, typed: Cells, figure: Figure, place: str, name: str) -> Change:
        """A row that moves, with who has read it again and what else is said of it."""
        now, number = self.plan.source["source_id"], figure.cells[self.value]
        others = [s for s in (*typed["corroborated_by"].split(";"), now) if s]
        kept = {
            "source": typed["source"],
            "corroborated_by": ";".join(dict.fromkeys(s for s in others if s != typed["source"])),
        }
        row = {**figure.cells, **kept}
        self.own.setdefault(self._statement(row), []).append(row)
        self.plan.moved.append(place)
        return Change("taken over", name, self.value, number, number, place)

    def _mended(self, wording: Cells, figure: Figure, name: str) -> Iterator[Change]:
        """Cells of a row of ours that the table has otherwise now."""
        other = [c for c in self.said if wording[c] != figure.cells[c]]
        corrected = self._numbers(wording) != self._numbers(figure.cells)
        for column in other:
            kind = "corrected" if corrected else "described"
            was, now = wording[column], figure.cells[column]
            yield Change(kind, name, column, was, now, figure.place)
        wording |= {c: figure.cells[c] for c in other}
        if corrected:
            wording |= {"source": self.plan.source["source_id"]}
            self.plan.mended.add((*self._statement(wording), wording["reported_on"]))

    def _keep(self, cells: Cells) -> None:
        self.plan.kept.setdefault(cells["conflict"], []).append(cells)

    def _statement(self, cells: Cells) -> tuple[str, ...]:
        return tuple(cells[c] for c in self.statement)

    def _numbers(self, cells: Cells) -> tuple[str, ...]:
        names = (self.value, "value_max", "low", "high", "qualifier")
        return tuple(cells[c] for c in names if c in cells)

    def _name(self, cells: Cells) -> str:
        """What the key of the figure will say, near enough to find it."""
        words = [cells[c] for c in self.statement[:-2] if cells[c] not in ("", "all")]
        start, end = cells["period_start"], cells["period_end"]
        period = end if start == end or cells["counting"] == "cumulative" else f"{start}..{end}"
        return "/".join([*words, period]) + f"@{cells['reported_on']}"


def _source(
    recipe: Recipe,
    figures: list[Figure],
    brought: Brought,
    edition: Edition,
    curated: Mapping[str, Curated],
    permanent: str,
) -> Cells:
    """The row of sources for what was read: the one that stands for it already, or a new one."""
    days = [f.cells["reported_on"] for f in figures]
    day = edition.day or max(days, default=edition.read_on)
    address = permanent or recipe.address
    note = f"sha256 {brought.sha256}"
    rows = curated["sources"].rows
    for row in rows:
        if (row["url"] or "").rstrip("/") == address.rstrip("/"):
            said = text_of(row["note"])
            if "sha256" in said and note not in said:
                raise ConflictDataError(
                    f"{address} stands for another state already ({row['source_id']}); give"
                    " --permanent with an address at which this state stays"
                )
            return {c: text_of(row[c]) for c in row}
    words = [recipe.source.get("note", ""), note]
    return {
        "source_id": _free(f"{recipe.name}-{day}", {row["source_id"] for row in rows}),
        "publisher": recipe.source["publisher"],
        "title": recipe.source["title"],
        "published_on": day,
        "accessed_on": edition.read_on,
        "url": address,
        "archive_url": "",
        "language": recipe.source["language"],
        "tier": recipe.source["tier"],
        "license": recipe.source.get("license", ""),
        "note": "; ".join(w for w in words if w),
    }


def _free(name: str, taken: set[Any]) -> str:
    number, free = 2, name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free
