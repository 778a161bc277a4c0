"""Small frames for tests: rows from a few keywords, through the real derivation, checks and rules.

A row names only what the test is about; the rest is a true figure of May 2023. A figure that names
no source stands on a page of its reporter, published on the day it was reported; a package stands
on a page of the White House.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from conflictdata.curate.curated import Curated
from conflictdata.curate.derive import derive
from conflictdata.curate.project import Project
from conflictdata.curate.read import read_table
from conflictdata.errors import Finding
from conflictdata.rules import breaches
from conflictdata.rules.rule import Breach, within
from conflictdata.rules.subject import Subject
from conflictdata.schemas.cells import cell_findings
from conflictdata.schemas.table import Table

PROJECT = Project(Path(__file__).resolve().parents[1])
REFERENCES = (
    "organizations",
    "licenses",
    "reporter_roles",
    "methods",
    "parties",
    "conflicts",
    "areas",
    "codes",
    "crosswalks",
    "partitions",
)
# tables in which a derivation looks something up
LOOKED_UP = (
    "sources",
    "organizations",
    "licenses",
    "reporter_roles",
    "codes",
    "crosswalks",
    "aid_packages",
    "money_relations",
    "readings",
    "retired",
)


@dataclass(frozen=True)
class Row:
    """A row of a table, as a curator types it: dates as text, nothing for what an empty cell means."""

    table: str
    cells: Mapping[str, Any] = field(default_factory=dict)

    def but(self, **cells: Any) -> Row:
        """The same row with other cells."""
        return Row(self.table, {**self.cells, **cells})


def figure(**cells: Any) -> Row:
    """A row of casualties: by default the civilians killed in Ukraine until 1 May 2023, in OHCHR's
    count.
    """
    known = {
        "conflict": "russia-ukraine",
        "reporter": "ohchr",
        "population": "civilian",
        "measure": "killed",
        "value": 8709,
        "evidence": "case_verified",
        "counting": "cumulative",
        "period_start": "2022-02-24",
        "period_end": "2023-05-01",
        "area": "UKR",
        "locator": "text",
    }
    row = {**known, **cells}
    return Row("casualties", {"reported_on": days_after(row["period_end"], 1), **row})


def month(first_day: str, value: int, **cells: Any) -> Row:
    """A row of casualties for one calendar month, reported on the day after it unless the cells say
    otherwise.
    """
    last_day = str(pd.Period(first_day, "M").end_time.date())
    return figure(
        **{
            "counting": "month",
            "period_start": first_day,
            "period_end": last_day,
            "value": value,
            **cells,
        }
    )


def total(**cells: Any) -> Row:
    """A row of aid totals: by default what the US had committed to Ukraine by 15 January 2023, in
    Kiel's count.
    """
    known = {
        "conflict": "russia-ukraine",
        "reporter": "kiel",
        "donor": "USA",
        "recipient": "UKR",
        "stage": "committed",
        "aid_type": "total",
        "amount": 73_100_000_000,
        "currency": "EUR",
        "counting": "cumulative",
        "period_start": "2022-01-24",
        "period_end": "2023-01-15",
        "locator": "text",
    }
    row = {**known, **cells}
    return Row("aid_totals", {"reported_on": row["period_end"], **row})


def package(package_id: str = "US-PDA-37", **cells: Any) -> Row:
    """A row of aid packages: by default a military drawdown of the US; dollars where an amount is
    given.
    """
    valued = cells.get("amount") is not None
    known = {
        "package_id": package_id,
        "conflict": "russia-ukraine",
        "donor": "USA",
        "recipient": "UKR",
        "program": "PDA",
        "announced_on": "2023-05-03",
        "stage": "announced",
        "aid_type": "military",
        "instrument": "grant",
        "currency": "USD" if valued else None,
        "valuation": "not_said" if valued else None,
        "locator": "text",
    }
    return Row("aid_packages", {**known, **cells})


def item(item: str = "artillery.howitzer.155mm", package: str = "US-PDA-37", **cells: Any) -> Row:
    """A row of the contents of a package; a quantity is exact unless the cells say otherwise."""
    known = {
        "package": package,
        "conflict": "russia-ukraine",
        "item": item,
        "wording": item,
        "qualifier": "exact" if cells.get("quantity") is not None else None,
        "locator": "text",
    }
    return Row("aid_package_items", {**known, **cells})


def source(source_id: str, publisher: str = "ohchr", **cells: Any) -> Row:
    """A row of sources: by default an undated page of OHCHR."""
    known = {
        "source_id": source_id,
        "publisher": publisher,
        "title": source_id,
        "accessed_on": "2026-11-25",
        "url": f"https://{_host(publisher)}/{source_id}",
        "language": "en",
        "tier": "primary",
    }
    return Row("sources", {**known, **cells})


def copy(source_id: str, published_on: str | None = None, **cells: Any) -> Row:
    """A page of an outlet that quotes the reporter."""
    return source(
        source_id,
        **{
            "publisher": "interfax-ukraine",
            "tier": "secondary",
            "published_on": published_on,
            **cells,
        },
    )


def organization(id: str, kind: str = "government", **cells: Any) -> Row:
    return Row(
        "organizations", {"id": id, "name": id, "kind": kind, "hosts": f"{id}.example.org", **cells}
    )


def conflict(id: str, counted_from: str, area: str) -> Row:
    return Row(
        "conflicts",
        {"id": id, "name": id, "counted_from": counted_from, "area": area, "description": id},
    )


def area(id: str, parent: str | None = None, kind: str = "region") -> Row:
    return Row("areas", {"id": id, "name": id, "parent": parent, "kind": kind})


def code(list: str, code: str, parent: str | None = None, **cells: Any) -> Row:
    return Row(
        "codes",
        {
            "list": list,
            "code": code,
            "label": code,
            "definition": code,
            "rule": code,
            "example": code,
            "parent": parent,
            **cells,
        },
    )


def relation(subject: str, relation: str, object: str, **cells: Any) -> Row:
    """A row of money_relations: by default between two packages."""
    return Row(
        "money_relations",
        {"subject": subject, "relation": relation, "object": object, **cells},
    )


def role(reporter: str, conflict: str = "russia-ukraine", **cells: Any) -> Row:
    """A row of reporter_roles: by default a neutral reporter."""
    known = {"role": "neutral", "reason": "a body of its own"}
    return Row("reporter_roles", {"reporter": reporter, "conflict": conflict, **known, **cells})


def method(reporter: str, evidence: str, **cells: Any) -> Row:
    """A row of methods: by default for all conflicts and measures, from the start."""
    return Row("methods", {"reporter": reporter, "evidence": evidence, **cells})


def party(id: str, parent: str | None = "all", **cells: Any) -> Row:
    return Row("parties", {"id": id, "name": id, "kind": "state", "parent": parent, **cells})


def partition(id: str = "own", **cells: Any) -> Row:
    known = {
        "table": "casualties",
        "dimension": "controlled_by",
        "total": "all",
        "parts": "ukraine;russia",
        "reporter": "ohchr",
    }
    return Row("partitions", {"id": id, **known, **cells})


def exception(rule: str, id: str, reason: str = "the reporter printed it so") -> Row:
    return Row("exceptions", {"rule": rule, "id": id, "reason": reason})


class Frames:
    """The given rows and all curated codes, areas, conflicts, organizations and partitions, as a
    build has them.

    A given row replaces the curated one of the same key.
    """

    def __init__(self, rows: Iterable[Row]):
        self.given: dict[str, list[dict[str, Any]]] = {name: [] for name in PROJECT.schemas}
        for row in rows:
            self.given[row.table].append(dict(row.cells))
        for name, cells in self.given.items():
            for row in cells:
                if "source" in schemas()[name].by_name and row.get("source") is None:
                    row["source"] = self._own_page(row)
        codes = tuple((row["list"], row["code"]) for row in self.given["codes"])
        self.tables = _tables(codes)

    @cached_property
    def frames(self) -> dict[str, pd.DataFrame]:
        """Table -> its frame, typed and derived."""
        needed = {
            n: self._typed(n) if rows else _untouched(n)
            for n, rows in self.given.items()
            if rows or n in LOOKED_UP
        }
        others = {n: _empty(n) for n in self.given if n not in needed}
        return {**others, **derive(self.tables, needed)}

    def __getitem__(self, table: str) -> pd.DataFrame:
        """The given rows of a table, in the order given."""
        frame = self.frames[table]
        return frame.iloc[len(frame) - len(self.given[table]) :].reset_index(drop=True)

    def subject(self, table: str) -> Subject:
        return Subject(self.tables[table], self[table], self.frames)

    def breaches(self, rule: str | None = None) -> list[Breach]:
        """What the given rows break, of one rule or of all, whether tolerated or not."""
        names = [
            n
            for n, rows in self.given.items()
            if rows and (rule is None or rule in self.tables[n].rules)
        ]
        return [b for n in names for b in breaches(self.subject(n), only=rule)]

    def findings(self, rule: str | None = None) -> list[Finding]:
        """What a build finds in the given rows: wrong cells, breaches without an exception,
        exceptions without a breach.

        With a rule, what it finds by that rule alone.
        """
        found, met = [], set()
        for name in (n for n, rows in self.given.items() if rows):
            table, rows = self.tables[name], self[name]
            known = {
                c: self.frames[t][key].dropna().astype(str).tolist()
                for c, (t, key) in table.references.items()
            }
            cells = cell_findings(table, rows, known, lambda i, name=name: f"{name} {i}")
            found += cells
            if cells:
                continue
            tolerated = within(self.frames["exceptions"], table)
            if rule is not None and rule not in table.rules:
                continue
            for breach in breaches(self.subject(name), only=rule):
                pair = (breach.rule.name, breach.key)
                met.add(pair)
                if pair not in tolerated:
                    found.append(breach.finding(f"{name} {breach.position}"))
        for row in self.given["exceptions"]:
            if (row["rule"], row["id"]) not in met:
                found.append(
                    Finding(
                        "exceptions",
                        "id",
                        f"{row['id']} does not break {row['rule']}",
                        "exceptions",
                    )
                )
        return found

    def _typed(self, name: str) -> pd.DataFrame:
        table, own = self.tables[name], self.given[name]
        columns = _columns(table)
        for row in own:
            assert set(row) <= set(columns), f"{name} has no typed column {set(row) - set(columns)}"
        defaults = {c: table.by_name[c].default for c in columns}
        filled = [
            {c: default if row.get(c) is None else row[c] for c, default in defaults.items()}
            for row in own
        ]
        keys = (
            {tuple(row[k] for k in table.primaryKey) for row in filled}
            if name in REFERENCES
            else set()
        )
        curated = [r for r in _curated(name) if tuple(r[k] for k in table.primaryKey) not in keys]
        return Curated(table, columns, curated + filled).frame

    def _own_page(self, row: Mapping[str, Any]) -> str:
        publisher, day = (
            row.get("reporter", "us-white-house"),
            row.get("reported_on", row.get("announced_on")),
        )
        page = f"{publisher}-{day or 'undated'}"
        if page not in [r["source_id"] for r in self.given["sources"]]:
            hosts = {
                row["id"]: row["hosts"]
                for row in (*_curated("organizations"), *self.given["organizations"])
            }
            url = f"https://{_first(hosts.get(publisher))}/{page}"
            self.given["sources"].append(
                dict(source(page, publisher, published_on=day, url=url).cells)
            )
        return page


def breaks(rule: str, rows: Iterable[Row]) -> list[tuple[int, str]]:
    """The rows that break a rule, and the column at which a curator should look."""
    return [(b.position, b.column) for b in Frames(rows).breaches(rule)]


def findings(rows: Iterable[Row], rule: str | None = None) -> list[str]:
    """Everything that a build would say of the rows, or what it would say by one rule."""
    return [str(f) for f in Frames(rows).findings(rule)]


def known_on(figures: pd.DataFrame, day: str) -> pd.DataFrame:
    """The wordings that were current on a day."""
    today = pd.Timestamp(day)
    superseded = figures["superseded_on"]
    return figures[(figures["reported_on"] <= today) & (superseded.isna() | (superseded > today))]


def days_after(day: str, days: int) -> str:
    return str(dt.date.fromisoformat(day) + dt.timedelta(days=days))


@cache
def schemas() -> dict[str, Table]:
    """The tables as the schemas describe them, without codes."""
    return {name: Table.from_mapping(mapping) for name, mapping in PROJECT.schemas.items()}


@cache
def _curated(name: str) -> list[dict[str, Any]]:
    return read_table(PROJECT, schemas()[name]).rows if name in REFERENCES else []


@cache
def _untouched(name: str) -> pd.DataFrame:
    return Curated(_tables(())[name], _columns(schemas()[name]), _curated(name)).frame


@cache
def _empty(name: str) -> pd.DataFrame:
    """A table to which no row was given, derived."""
    frames = {n: _untouched(n) for n in {name, *LOOKED_UP}}
    return derive(_tables(()), frames)[name]


def _columns(table: Table) -> list[str]:
    return [f.name for f in table.typed] + (
        ["conflict"] if table.folder.endswith("/<conflict>") else []
    )


@cache
def _tables(own: tuple[tuple[str, str], ...]) -> dict[str, Table]:
    lists: dict[str, dict[str, dict[str, str]]] = {}
    for name, value in (*((r["list"], r["code"]) for r in _curated("codes")), *own):
        lists.setdefault(name, {})[value] = {"value": value, "label": value}
    codes = {name: list(values.values()) for name, values in lists.items()}
    return {name: Table.from_mapping(mapping, codes) for name, mapping in PROJECT.schemas.items()}


def _host(publisher: str) -> str:
    return _first(
        next((r["hosts"] for r in _curated("organizations") if r["id"] == publisher), None)
    )


def _first(hosts: str | None) -> str:
    return (hosts or "example.org").split(";")[0]
