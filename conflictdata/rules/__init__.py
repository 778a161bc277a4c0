"""Rules that prove the numbers agree: each has a name, a message that says what to do, and the rows
that break it.

A table's schema lists its rules by name. A rule is a generator of ``(row, detail)``; rows are
numbered from 0.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

# they register themselves
from conflictdata.rules import (  # noqa: F401
    around,
    beside,
    contents,
    days,
    documents,
    evidence,
    hedges,
    jumps,
    keys,
    locators,
    money,
    months,
    names,
    packages,
    pages,
    places,
    references,
    reported,
    sums,
    terms,
    texts,
    usual,
    wordings,
)
from conflictdata.rules.rule import RULES, WARNINGS, Breach
from conflictdata.schemas.table import UPGRADE

if TYPE_CHECKING:
    from conflictdata.rules.subject import Subject


def breaches(subject: Subject, *, only: str | None = None) -> list[Breach]:
    """Every breach of the rules that the table's schema lists, or of one of them."""
    found = []
    for name in subject.table.rules if only is None else (only,):
        if name not in RULES:
            # of a release that is newer or older than this code
            warnings.warn(
                f"{subject.table.name} keeps the rule {name}, which this conflictdata does not"
                f" know and does not check: {UPGRADE}",
                stacklevel=2,
            )
            continue
        its = RULES[name]
        column = subject.table.value if its.column == "value" else its.column
        warning = its.warning or (name, subject.table.name) in WARNINGS
        for position, detail, *own in its.find(subject):
            at = own[0] if own else column
            found.append(Breach(its, position, subject.keys[position], detail, at, warning))
    return found
