"""The newest figure of each line, how old it is, and what it includes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from os import PathLike
from typing import TYPE_CHECKING, Any

from conflictdata._load import columns_of, load
from conflictdata.errors import ConflictDataError
from conflictdata.newest import last_reported
from conflictdata.provenance import ATTRS
from conflictdata.question.days import to_day
from conflictdata.release.opening import open_release
from conflictdata.schemas.words import warn_the_caller
from conflictdata.vocabulary import names_of

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata._names import TableName
    from conflictdata.release.folder import Release
    from conflictdata.schemas.table import Table


def latest(
    table: TableName,
    /,
    *,
    columns: Iterable[str] | None = None,
    vintage: object = None,
    release: str | PathLike[str] | None = None,
    **where: Any,
) -> pd.DataFrame:
    """The newest figure of each line that fits, with its age and what it includes.

    A line is what differs only in its period: for packages those of one donor and program, for
    their contents those of one item. The newest is the one that covers the latest day; where
    several cover it, all of them are given. A plan, or another figure for days to come, is never
    the newest.

    Parameters
    ----------
    table
        Name of a table of figures or packages.
    columns
        Columns to return beside the age and what is included, all without it.
    vintage
        A day such as ``"2023-05-04"``: the newest that was known then.
    release
        As in `load`.
    **where
        As in `load`.

    Returns
    -------
    pandas.DataFrame
        The rows of `load` with ``age_days`` and ``includes``. The age is counted from the last day
        that a figure covers to the `vintage`, and without one to the newest day on which anything
        in the release was reported, never to today; ``.attrs["conflictdata"]["as_of"]`` is that
        day, and ``["means"]`` defines the words of `includes`.

    Raises
    ------
    ConflictDataError
        A ValueError: a table without days, ``vintage="all"``, a ``backend``, or only plans fit.

    Warns
    -----
    PlansWarning
        Figures of plans that fit, such as appeals of the year, are newer than what is given of
        their reporter.

    Examples
    --------
    >>> import conflictdata as cd
    >>> everybody = {"population": "all", "evidence": "registered", "sex": "all", "cause": "all"}
    >>> killed = cd.latest("casualties", reporter="gaza-moh", measure="killed", **everybody)
    >>> killed["includes"].iloc[0]
    'everybody; killed; registered; cumulative since 2023-10-07; Gaza Strip'
    """
    opened = open_release(release)
    schema = opened.table(table)
    if schema.vintage is None:
        raise ConflictDataError(f"{table} has no days: latest() takes figures, packages and items")
    if isinstance(vintage, str) and vintage == "all":
        raise ConflictDataError("latest() takes a day as vintage, not 'all' wordings")
    if "backend" in where:
        raise ConflictDataError(
            "latest() gives a pandas frame and takes no backend; polars.from_pandas() and"
            " pyarrow.Table.from_pandas() take it on"
        )
    rows = load(table, vintage=vintage, release=release, **where)
    as_of = last_reported(opened) if vintage is None else to_day(vintage, "vintage")
    day = "period_end" if "period_end" in rows else schema.vintage
    newest = _newest(rows, schema, day, as_of)
    if newest.empty and len(rows):
        raise ConflictDataError(
            f"only plans and figures of days after {as_of} fit, which are never the newest; load()"
            " gives them"
        )
    _warn_of_plans(rows, newest)
    ages = (_timestamp(as_of) - newest[day]).dt.days.astype("int64")
    includes, means = _includes(newest, opened, schema)
    wanted = list(columns_of(schema, columns).values())
    newest = newest.assign(age_days=ages, includes=includes)[[*wanted, "age_days", "includes"]]
    newest.attrs[ATTRS] = {**newest.attrs[ATTRS], "as_of": str(as_of), "means": means}
    return newest


class PlansWarning(UserWarning):
    """Figures of plans are newer than what `latest` gives."""


def _newest(rows: pd.DataFrame, schema: Table, day: str, as_of: Any) -> pd.DataFrame:
    """The rows of each line that cover its latest day."""
    come = rows[day] <= _timestamp(as_of)
    if "counting" in rows:
        come &= rows["counting"].astype("object") != "plan"
    rows = rows[come]
    if "series" in rows:
        line = ["series"]
    else:
        line = [c for c in ("conflict", *schema.coverage, "item") if c in rows]
    last = rows.groupby(line, observed=True, dropna=False)[day].transform("max")
    rows = rows[rows[day] == last]
    for column in rows.select_dtypes("category"):
        rows[column] = rows[column].cat.remove_unused_categories()
    return rows


def _warn_of_plans(rows: pd.DataFrame, newest: pd.DataFrame) -> None:
    """Say that figures of plans are left out which are newer than those that are given."""
    if "counting" not in rows or newest.empty:
        return
    plans = rows[rows["counting"].astype("object") == "plan"]
    whose = ["conflict", "reporter"]
    given = newest.astype(dict.fromkeys(whose, "object")).groupby(whose)["reported_on"].max()
    own = plans.astype(dict.fromkeys(whose, "object")).join(given.rename("given"), on=whose)
    # of a reporter of whom nothing else is given every plan is newer
    newer = int((~(own["reported_on"] <= own["given"])).sum())
    if newer:
        warn_the_caller(
            f"{newer:,} newer figures of plans, such as appeals of the year, are left out, since a"
            " plan's days lie ahead; ask for counting='plan' to load or show them",
            PlansWarning,
        )


def _includes(
    rows: pd.DataFrame, release: Release, schema: Table
) -> tuple[list[str], dict[str, str]]:
    """What each row includes, in words, and the definitions of those words."""
    shown = [schema.by_name[c] for c in schema.dimensions or _SHOWN if c in schema.by_name]
    shown = [f for f in shown if f.name not in ("conflict", "reporter", "period_start")]
    names = {f.name: names_of(release, schema, f) for f in shown}
    means: dict[str, str] = {}

    def told(row: dict[str, Any]) -> Iterator[str]:
        for field in shown:
            for code in str(row[field.name]).split(field.separator or "\0"):
                label, *texts = names[field.name].get(code, [code])
                if field.name == "counting":
                    yield _period(label, row)
                elif code != "all" or (field.dimension == "pin" and field.codes):
                    yield label
                else:
                    continue
                if texts:
                    means[label] = texts[-1]

    kept = [f.name for f in shown] + [c for c in ("period_start", "period_end") if c in rows]
    return ["; ".join(told(row)) for row in rows[kept].to_dict("records")], means


# what tells packages and their contents apart
_SHOWN = ("donor", "program", "aid_type", "item")


def _period(label: str, row: dict[str, Any]) -> str:
    first, last = (str(row[c])[:10] for c in ("period_start", "period_end"))
    return {"cumulative": f"{label} since {first}", "stock": f"{label} on {last}"}.get(
        label, f"{label} {first} to {last}"
    )


def _timestamp(day: Any) -> pd.Timestamp:
    import pandas as pd

    return pd.Timestamp(day)
