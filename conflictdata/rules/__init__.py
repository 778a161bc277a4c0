"""Rules that prove the numbers agree: each has a name, a message that says what to do, and the rows that break it.

A table's schema lists its rules by name. A rule is a generator of ``(row, detail)``; rows are numbered from 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from conflictdata.errors import Finding
from conflictdata.schemas import Table

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Found = Iterator[tuple[int, str]]


@dataclass(frozen=True)
class Subject:
    """A table to be checked, and the tables that it refers to."""

    table: Table
    frame: pd.DataFrame
    others: Mapping[str, pd.DataFrame]

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The rows, numbered from 0, with codes as plain text."""
        rows = self.frame.reset_index(drop=True)
        return rows.assign(**{c: _as_text(rows[c]) for c in rows.columns if rows[c].dtype == "category"})

    @cached_property
    def keys(self) -> pd.Series:
        """The key of each row, as exceptions name it."""
        parts = [self.rows[c].astype("str") for c in self.table.primaryKey]
        return parts[0].str.cat(parts[1:], sep="/") if len(parts) > 1 else parts[0]

    def ids(self, columns: list[str]) -> np.ndarray:
        """A number for each row that is the same where all these columns are."""
        import numpy as np
        import pandas as pd

        ids, several = np.zeros(len(self.frame), dtype="int64"), 1
        for column in columns:
            codes, words = self.coded(column)
            if several * len(words) > np.iinfo("int64").max // 2:
                ids, different = pd.factorize(ids)
                several = len(different)
            ids, several = ids * len(words) + codes, several * len(words)
        return ids

    def coded(self, column: str) -> tuple[np.ndarray, list[object]]:
        """A column as numbers of distinct cells, and these cells; a missing cell is 0."""
        import pandas as pd

        if column not in self._coded:
            cells = self.frame[column]
            if cells.dtype == "category":
                numbers, words = cells.cat.codes.to_numpy("int64"), cells.cat.categories
            else:
                numbers, words = pd.factorize(cells)
            self._coded[column] = numbers + 1, [None, *words]
        return self._coded[column]

    @cached_property
    def wordings(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The figures in the order of their wordings, and beside each the wording before it."""
        import numpy as np

        figure = self.ids(["series", "period_start", "period_end"])
        order = np.lexsort((self.rows["reported_on"].to_numpy(), figure))
        columns = [self.table.value, "value_max", "qualifier", "reported_on"]
        ordered = self.rows[[c for c in columns if c in self.rows.columns]].iloc[order]
        again = np.concatenate([[False], np.diff(figure[order]) == 0])[: len(order)]
        return ordered, ordered.shift().apply(lambda column: column.where(again))

    @cached_property
    def _coded(self) -> dict[str, tuple[np.ndarray, list[object]]]:
        return {}

    def same(self, *but: str) -> list[str]:
        """The columns in which two figures agree that may be compared over the columns `but`."""
        return [d for d in self.table.dimensions if d not in but] + ["period_start", "period_end", "reported_on"]


@dataclass(frozen=True)
class Rule:
    """A statement about true data; `column` is where a curator should look, `message` what to do."""

    name: str
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

    def finding(self, where: str) -> Finding:
        return Finding(where, self.column, f"{self.detail}; {self.rule.message} [{self.rule.name}]", self.rule.name, self.warning)


RULES: dict[str, Rule] = {}


def _as_text(codes: pd.Series) -> pd.Series:
    """What ``astype("str")`` gives, by looking each code up in the list of texts."""
    import pandas as pd

    if codes.cat.categories.empty:
        return codes.astype("str")
    texts = pd.array(codes.cat.categories, dtype="str")
    return pd.Series(texts.take(codes.cat.codes.to_numpy(), allow_fill=True), index=codes.index, name=codes.name)


def rule(name: str, column: str, message: str, *, warning: bool = False) -> Callable[..., Callable[[Subject], Found]]:
    """Register a generator of breaches as a rule; ``value`` as column means the number of a figure."""

    def register(find: Callable[[Subject], Found]) -> Callable[[Subject], Found]:
        RULES[name] = Rule(name, column, message, warning, find)
        return find

    return register


def breaches(subject: Subject, *, only: str | None = None) -> list[Breach]:
    """Every breach of the rules that the table's schema lists, or of one of them."""
    from conflictdata.rules import figures, packages, references  # noqa: F401  (they register themselves)

    found = []
    for name in subject.table.rules if only is None else (only,):
        its = RULES[name]
        column = subject.table.value if its.column == "value" else its.column
        warning = its.warning or (name, subject.table.name) in WARNINGS
        for position, detail in its.find(subject):
            found.append(Breach(its, position, subject.keys[position], detail, column, warning))
    return found


def within(exceptions: pd.DataFrame, table: Table) -> set[tuple[str, str]]:
    """The (rule, key) pairs that are tolerated, of the rules of one table."""
    mine = exceptions[exceptions["rule"].isin(table.rules)]
    return set(zip(mine["rule"].astype(str), mine["id"].astype(str), strict=True))


# a donor may take a commitment back
WARNINGS = {("cumulative-never-falls", "aid_totals")}
