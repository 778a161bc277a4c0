"""One line of figures: a table narrowed until there is one row a date, or an error that says what
to pin.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import partial
from os import PathLike
from typing import TYPE_CHECKING, Any, cast

from conflictdata._load import Categories, columns_of, rows_of
from conflictdata.breaks import warn_of_breaks
from conflictdata.engines import Backend, engine_of
from conflictdata.engines.frames import to_pandas, with_every_code
from conflictdata.errors import ConflictDataError
from conflictdata.instead import instead, nearest_days
from conflictdata.provenance import METADATA, newer_of, stamped
from conflictdata.question.filters import listed
from conflictdata.question.replaced import asked_now
from conflictdata.question.vintage import in_text, is_every_wording
from conflictdata.release.opening import open_release
from conflictdata.release.trees import parents_of
from conflictdata.schemas.words import warn_the_caller

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from conflictdata._names import FigureTable, TableName
    from conflictdata.schemas.table import Table


# where Arrow keeps what was left out, in the metadata of the schema
LEFT_OUT = b"conflictdata.left_out"


def series(
    table: FigureTable,
    /,
    *,
    columns: Iterable[str] | None = None,
    vintage: object = None,
    release: str | PathLike[str] | None = None,
    backend: Backend = "pandas",
    categories: Categories = "used",
    **where: Any,
) -> Any:
    """Load the figures of one line: one row a date, indexed by day.

    A dimension that is not named is chosen like this: controlled_by, sex, age, cause, condition,
    perpetrator, home, program and instrument must be ``all``; area is the topmost there is; every
    other dimension must have one value among the rows, and with it the start of a cumulative.
    Figures without a stated as-of day (``date_precision="by"``) come only if asked for; a warning
    says where they are newer than the line. What was left out, and not by the caller, is counted in
    ``.attrs["conflictdata"]["left_out"]``: dimension, value, figures; a warning says it where
    another reporter, population or the like is hidden by it. Figures that cover the same days are
    no line, unless they are of one cumulative. Where the reporter began to count otherwise between
    the reports of the line, a warning says from which day and how.

    Parameters
    ----------
    table
        ``"casualties"`` or ``"aid_totals"``.
    columns, vintage, release, backend, categories, **where
        As in `load`. With ``vintage="all"`` the line has every wording of each of its figures:
        how a number was revised.

    Returns
    -------
    The rows of `load` in the order of their days, for `cite`, `convert`, `increments` and
    `plot`. A frame of pandas is indexed by ``day``, the last that a figure covers,
    and with ``vintage="all"`` by ``day`` and ``reported``, the day of the wording. In pyarrow what
    was left out is JSON in the metadata of the schema, under ``conflictdata.left_out``; polars has
    no place for it.

    Raises
    ------
    ConflictDataError
        A ValueError: more than one series fits (it lists what to pin), or none does (it says what
        there is, and on which days before and after).

    Examples
    --------
    >>> import conflictdata as cd
    >>> line = {"reporter": "ohchr", "measure": "killed", "area": "UKR"}
    >>> killed = cd.series("casualties", vintage="2023-05-04", counting="cumulative", **line)
    >>> int(killed["value"].iloc[-1]), str(killed.index[-1].date())
    (8709, '2023-05-01')
    >>> april = {**line, "counting": "month", "period_end": "2022-04-30"}
    >>> wordings = cd.series("casualties", vintage="all", **april)
    >>> wordings["value"].head(3).tolist()
    [660, 681, 683]
    """
    from conflictdata.engines.dictionaries import without_unused
    from conflictdata.narrowing import (
        DeadEndError,
        NewerFiguresWarning,
        NotOnTheLineWarning,
        in_words,
        newer_in_words,
        newer_than,
        not_on_the_line,
        one_line,
        refuse_overlap,
        usual_values,
    )

    opened = open_release(release)
    schema = opened.table(table)
    if not schema.dimensions:
        raise ConflictDataError(
            f"{table} holds no figures; series() takes casualties or aid_totals"
        )
    engine_of(backend)
    asked = columns_of(schema, columns)
    filters = {
        schema.field(n).name: _filter(f"{table}.{n}", value)
        for n, value in asked_now(schema, where).items()
    }
    usual = usual_values(schema, filters)
    read = partial(_read, schema, release)
    # where little is pinned, much may fit: which line it is shows in the open dimensions, and then
    # it alone is read
    pinned = [n for n, v in filters.items() if isinstance(v, str) and not v.endswith("+")]
    pins = [f.name for f in schema.fields if f.dimension == "pin"]
    at_once = 2 * len(set(pins).intersection(pinned)) >= len(pins)
    telling = ["date_precision", *(d for d in schema.dimensions if d not in pinned)]
    kept = [*asked.values(), "counting", "period_start", "period_end", "reported_on"]
    figures = read(vintage, [*telling, *(kept if at_once else ())], filters)
    if not figures.num_rows:
        raise ConflictDataError("no figure fits" + instead(schema, filters, usual, vintage, read))
    try:
        parents = partial(parents_of, opened, schema)
        places, left_out = one_line(figures.select(telling), schema, filters, parents)
    except DeadEndError as error:
        days = nearest_days(schema, filters, usual, vintage, read)
        raise ConflictDataError(f"{error}{days}") from None
    if others := [p for p in pins if p in left_out]:
        warn_the_caller(
            f"series() chose one line, and figures with another {' or '.join(others)} fit too, but"
            f" for what is usual where nobody names it: {in_words(left_out)}",
            UserWarning,
        )
    if missed := not_on_the_line(figures, schema, filters, left_out):
        warn_the_caller(missed, NotOnTheLineWarning)
    rows = figures.take(places)
    line = {c: rows[c][0].as_py() for c in telling if c != "date_precision"}
    precise = rows["date_precision"].unique().to_pylist()
    if not at_once:
        rows = read(vintage, kept, {**usual, **filters, **line})
    refuse_overlap(rows)
    newer: dict[str, Any] = {}
    if "by" in left_out.get("date_precision", ()):
        undated = read(vintage, kept, {**usual, **filters, **line, "date_precision": "by"})
        if newer := newer_than(rows, undated):
            warn_the_caller(newer_in_words(newer, precise), NewerFiguresWarning)
    warn_of_breaks(opened, {**filters, **line}, rows["reported_on"])
    rows = without_unused(rows.sort_by([("period_end", "ascending"), ("reported_on", "ascending")]))
    said = {LEFT_OUT: left_out} | ({METADATA["newer"]: newer} if newer else {})
    rows = rows.replace_schema_metadata(
        {**(rows.schema.metadata or {}), **{name: json.dumps(what) for name, what in said.items()}}
    )
    if backend == "pandas":
        frame = _indexed(rows, list(asked.values()), vintage)
        if categories == "all":
            frame = with_every_code(frame, opened, schema)
        frame = stamped(frame, opened, in_text(vintage))
        return frame.rename(columns={now: name for name, now in asked.items()})
    metadata = rows.schema.metadata
    rows = rows.select(list(asked.values())).rename_columns(list(asked))
    rows = rows.replace_schema_metadata(metadata)
    if backend == "pyarrow":
        return rows
    import polars as pl

    return pl.from_arrow(rows)


def _read(
    schema: Table,
    release: str | PathLike[str] | None,
    vintage: object,
    columns: Iterable[str],
    where: Mapping[str, Any],
) -> pa.Table:
    return rows_of(
        cast("TableName", schema.name),
        where,
        vintage=vintage,
        release=release,
        columns=list(dict.fromkeys(columns)),
    )


def _filter(label: str, wanted: Any) -> Any:
    """The same filter, which can be asked more than once; one value alone where it is one."""
    if isinstance(wanted, slice):
        return wanted
    values = listed(wanted, label)
    return values[0] if len(values) == 1 else values


def _indexed(rows: pa.Table, columns: list[str], vintage: object) -> pd.DataFrame:
    left_out = json.loads(rows.schema.metadata[LEFT_OUT])
    every = is_every_wording(vintage)
    days = {"day": "period_end", **({"reported": "reported_on"} if every else {})}
    frame = to_pandas(rows.select(list(dict.fromkeys([*columns, *days.values()]))))
    frame = frame.set_index([frame[c].rename(name) for name, c in days.items()])[columns]
    newer = newer_of(rows)
    said = {"left_out": left_out} | ({"newer": newer} if newer else {})
    frame.attrs["conflictdata"] = {**frame.attrs.get("conflictdata", {}), **said}
    return frame
