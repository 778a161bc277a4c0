"""Prove rows that were chosen from a release: each in its place among the others."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from conflictdata.errors import ConflictDataError
from conflictdata.release.opening import open_release
from conflictdata.release.version import order
from conflictdata.rules import breaches
from conflictdata.rules.rule import Breach, within
from conflictdata.rules.subject import Subject

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.references import Others
    from conflictdata.schemas.table import Table


def untold_breaches(
    table: Table,
    rows: pd.DataFrame,
    others: Others,
    *,
    only: str | None = None,
    all_rows: int | None = None,
) -> list[Breach]:
    """The breaches of some rows for which the release has no exception.

    `all_rows` is how many there are with those that are read before and after.
    """
    tolerated = within(others["exceptions"], table)
    # as many as the release has are not a choice from it
    chosen = (len(rows) if all_rows is None else all_rows) != others.rows(table.name)
    frame = in_its_place(table, rows, others) if chosen else rows
    subject = Subject(table, frame, others)
    names, version = table.rules if only is None else (only,), others.release.version
    found = [b for name in names for b in _asked(subject, name, version)]
    return [b for b in found if b.position < len(rows) and (b.rule.name, b.key) not in tolerated]


def _asked(subject: Subject, name: str, version: str) -> list[Breach]:
    """The breaches of a rule; none, with a warning, if an older release lacks what it asks for."""
    try:
        return breaches(subject, only=name)
    except (KeyError, ConflictDataError) as error:
        if order(version) >= order(open_release().version):
            raise
        column = f"there is no column {error.args[0]!r}"
        lacking = column if isinstance(error, KeyError) else str(error).partition(";")[0]
        warnings.warn(
            f"the rule {name} is not checked: in release {version} {lacking}",
            stacklevel=2,
        )
        return []


def in_its_place(table: Table, rows: pd.DataFrame, others: Others) -> pd.DataFrame:
    """Rows that were chosen from a release, followed by those of its rows that were not.

    What a figure says is proven by the figures around it, which a choice may leave out. Rows of
    which the release has none are given back as they came.
    """
    import pandas as pd

    key, whole = list(table.primaryKey), others[table.name]
    # a load of a vintage does not show what became of a wording later
    if "superseded_on" in rows:
        became = pd.Series(whole["superseded_on"].to_numpy(), index=_keys(whole, key))
        later = pd.Series(became.reindex(_keys(rows, key)).to_numpy(), index=rows.index)
        rows = rows.assign(superseded_on=rows["superseded_on"].fillna(later))
    # no rule looks across these
    for column in table.apart:
        whole = whole[whole[column].isin(rows[column].astype("object").unique())]
    chosen = _keys(whole, key).isin(_keys(rows, key))
    return pd.concat([rows, whole[~chosen]], ignore_index=True) if chosen.any() else rows


def _keys(rows: pd.DataFrame, key: list[str]) -> pd.Series:
    first, *more = (rows[k].astype("str") for k in key)
    return first.str.cat(more, sep="/") if more else first
