"""What the rows of an earlier release say in the columns and codes of now: rules, as data.

A rule is two lists of cells: what was ``basis=documented;reporter=mediazona|ohchr`` is
``evidence=case_named`` now.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conflictdata.schemas.conjunction import Cells, cells_of


@dataclass(frozen=True)
class Recoding:
    """One rule: rows that were like this are like that."""

    since: str
    table: str
    was: str
    now: str
    reason: str

    @cached_property
    def old(self) -> Cells:
        return cells_of(self.was)

    @cached_property
    def new(self) -> Mapping[str, str | None]:
        return {column: codes[0] or None for column, codes in cells_of(self.now).items()}

    def fits(self, row: Mapping[str, Any]) -> bool:
        """Whether a row of the earlier release is one of which the rule speaks."""
        return all(_text(row.get(column)) in codes for column, codes in self.old.items())


def recodings(
    after: Iterable[Mapping[str, str]], before: Iterable[Mapping[str, str]], table: str
) -> list[Recoding]:
    """The rules for a table that a later release has and an earlier one has not, given the rows of
    the table `recodings` of both; the more they ask of a row, the earlier they stand.
    """
    known = {(r["was"], r["now"]) for r in before if r["table"] == table}
    found = [
        Recoding(r["since"], r["table"], r["was"], r["now"], r["reason"])
        for r in after
        if r["table"] == table and (r["was"], r["now"]) not in known
    ]
    return sorted(found, key=lambda its: -len(its.old))


def recoded(
    row: Mapping[str, Any], rules: Iterable[Recoding]
) -> tuple[dict[str, Any], list[Recoding]]:
    """A row of an earlier release with the cells that it has now, and the rules that say so; of
    several rules for one column the first.
    """
    cells: dict[str, Any] = {}
    used = []
    for its in rules:
        said = {c: code for c, code in its.new.items() if c not in cells}
        if said and its.fits(row):
            cells |= said
            used.append(its)
    return {**row, **cells}, used


def follow(
    rows: Mapping[str, Mapping[str, Any]],
    cells: Mapping[str, tuple[Any, ...]],
    columns: Sequence[str],
    rules: Sequence[Recoding],
) -> tuple[dict[str, tuple[Any, ...]], dict[str, list[Recoding]]]:
    """The cells of an earlier release as they are written now, and the rules that changed a row.

    Parameters
    ----------
    rows
        Key -> the row under the names of its time.
    cells
        Key -> the cells of `columns`, which are named as they are now.
    """
    now: dict[str, tuple[Any, ...]] = {}
    changed: dict[str, list[Recoding]] = {}
    for key, row in rows.items():
        _, used = recoded(row, rules)
        # of several rules for one column the first
        said = {c: code for its in reversed(used) for c, code in its.new.items()}
        before = dict(zip(columns, cells[key], strict=True))
        after = {c: _like(before[c], said[c]) if c in said else before[c] for c in columns}
        now[key] = tuple(after.values())
        if telling := [r for r in used if any(before.get(c) != after.get(c) for c in r.new)]:
            changed[key] = telling
    return now, changed


def _like(cell: Any, code: str | None) -> Any:
    """A code in the type of the cell in whose place it stands."""
    return dt.date.fromisoformat(code) if code and isinstance(cell, dt.date) else code


def _text(cell: Any) -> str:
    # a missing cell of pandas is not equal to itself, nor is it true or false
    return "" if cell is None or str(cell) in ("<NA>", "NaT", "nan") else str(cell)
