"""What a rule is: a statement about true data, and the rows that break it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from conflictdata.errors import Finding

if TYPE_CHECKING:
    import numpy as np

    from conflictdata.rules.subject import Subject
    from conflictdata.schemas.table import Table


# the row, what is wrong with it, and in which column, where that is not the rule's
Found = Iterator[tuple[int, str] | tuple[int, str, str]]


@dataclass(frozen=True)
class Rule:
    """A statement on true data; `column` is where a curator should look, `message` what to do."""

    name: str
    statement: str
    column: str
    message: str
    warning: bool
    find: Callable[[Subject], Found]


@dataclass(frozen=True)
class Breach:
    """A row that breaks a rule."""

    rule: Rule
    position: int
    key: str
    detail: str
    column: str
    warning: bool

    def finding(self, where: str, position: int | None = None) -> Finding:
        return Finding(
            where,
            self.column,
            f"{self.detail}; {self.rule.message} [{self.rule.name}]",
            self.rule.name,
            self.warning,
            position,
        )


RULES: dict[str, Rule] = {}


def rule(
    column: str, message: str, *, warning: bool = False
) -> Callable[..., Callable[[Subject], Found]]:
    """Register a generator of breaches as a rule.

    Its name is that of the function, with dashes, and its statement the first line of the
    docstring. ``value`` as column means the number of a figure.
    """

    def register(find: Callable[[Subject], Found]) -> Callable[[Subject], Found]:
        name = find.__name__.replace("_", "-")
        statement = inspect.getdoc(find).split("\n\n")[0]  # type: ignore[union-attr]
        RULES[name] = Rule(name, statement, column, message, warning, find)
        return find

    return register


# a donor may take a commitment back; totals of a donor, group or program often stand alone
WARNINGS = {
    ("cumulative-never-falls", "aid_totals"),
    ("code-is-usual-for-its-reporter", "aid_totals"),
}


def within(exceptions: pd.DataFrame, table: Table) -> set[tuple[str, str]]:
    """The (rule, key) pairs that are tolerated, of the rules of one table."""
    mine = exceptions[exceptions["rule"].isin(table.rules)]
    return set(zip(mine["rule"].astype(str), mine["id"].astype(str), strict=True))


def rows_where(mask: np.ndarray | pd.Series) -> list[int]:
    """The numbers of the rows for which something holds."""
    if isinstance(mask, pd.Series):
        mask = mask.fillna(False).astype(bool)
        return [int(i) for i in mask.index[mask]]
    return [int(i) for i in mask.nonzero()[0]]
