"""What the rows of an earlier release say in the columns and codes of now: rules, as data.

A rule is two lists of cells, ``column=code`` joined by ``;``, several codes of one column by ``|``:
``basis=documented;reporter=mediazona|ohchr`` is ``evidence=case_named``. Nothing behind the sign is
an empty cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conflictdata.release.version import order

Cells = Mapping[str, tuple[str, ...]]


def cells_of(text: str) -> dict[str, tuple[str, ...]]:
    """Column -> the codes that it may hold.

    >>> cells_of("evidence=modelled|asserted;reporter_role=neutral")
    {'evidence': ('modelled', 'asserted'), 'reporter_role': ('neutral',)}
    """
    pairs = (part.partition("=") for part in text.split(";"))
    return {column: tuple(codes.split("|")) for column, _, codes in pairs}


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


def recodings(rows: Iterable[Mapping[str, str]], table: str, after: str) -> list[Recoding]:
    """The rules for a table that came after a release, given the rows of the table `recodings`."""
    return [
        Recoding(r["since"], r["table"], r["was"], r["now"], r["reason"])
        for r in rows
        if r["table"] == table and order(r["since"]) > order(after)
    ]


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


def _text(cell: Any) -> str:
    # a missing cell of pandas is not equal to itself, nor is it true or false
    return "" if cell is None or str(cell) in ("<NA>", "NaT", "nan") else str(cell)
