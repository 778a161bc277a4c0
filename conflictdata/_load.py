"""Load a table of a release: choose rows by their values and by what was known on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from os import PathLike
from typing import TYPE_CHECKING, Any, Literal, cast

from conflictdata.engines import Backend, engine_of
from conflictdata.engines.frames import to_pandas, with_every_code
from conflictdata.errors import ConflictDataError, nearest, shown
from conflictdata.newest import warn_if_ahead
from conflictdata.provenance import stamped
from conflictdata.question.filters import Filter, listed, within_series
from conflictdata.question.replaced import asked_now
from conflictdata.question.vintage import AsKnownOn, in_text
from conflictdata.release.opening import open_release
from conflictdata.release.trees import parents_of
from conflictdata.schemas.words import warn_the_caller
from conflictdata.vocabulary import spoken_of

if TYPE_CHECKING:
    from conflictdata._names import TableName
    from conflictdata.schemas.table import Table


Categories = Literal["used", "all"]


CATEGORIES: tuple[Categories, ...] = ("used", "all")


def load(
    table: TableName,
    /,
    *,
    columns: Iterable[str] | None = None,
    vintage: object = None,
    release: str | PathLike[str] | None = None,
    backend: Backend = "pandas",
    categories: Categories = "used",
    **where: Any,
) -> Any:
    """Load figures, packages or what they refer to.

    Parameters
    ----------
    table
        Name of a table; `tables` lists them.
    columns
        Columns to return, any list of names, each once; all without it.
    vintage
        A day such as ``"2023-05-04"``: each figure in the newest wording that its reporter had
        published by then, packages that had been announced. ``"all"``: every wording. Without it:
        today's wording. A day after the last report of the release brings a warning. What was
        learned after the day is null (``superseded_on``, ``checked_on``); ``source`` and
        ``corroborated_by`` stand as they are, since they say where a reader finds the wording
        today.
    release
        Version or folder of another release; the bundled one without it.
    backend
        ``"pandas"``, ``"polars"`` or ``"pyarrow"``.
    categories
        For pandas. ``"used"``: a column of codes knows those that occur in its rows. ``"all"``:
        every code of the release, so that columns of two loads are alike and `pandas.concat` keeps
        them as categories.
    **where
        Column = value, list (any of them), ``slice(a, b)`` (both ends in) or None (null); arrays,
        columns and scalars of numpy, pandas, polars and pyarrow are taken as lists and values, and
        their NaN, NaT and NA as null. A column of days takes months (``"2023-05"``) and years
        (``"2023"``), or `pandas.Period`, as all of their days, and True and False: there is one, or
        none, such as ``checked_on=True``. An item is also what lies below it;
        for other codes a plus asks for that, such as ``area="UKR+"``: whole and parts, which
        overlap, so choose before you add. In a column that joins several values, such as the donors
        of a package, a value is looked for among them. Filters ask what the release holds, also
        where a vintage shows null.

    Returns
    -------
    A frame, one row a figure; counts and amounts are int64, codes categories, dates datetime64.
    Where no row fits it is empty, and a warning says without which filter there are rows.
    ``.attrs["conflictdata"]``, or the metadata of Arrow, says of which release they are, and of
    which vintage if one was asked for: `cite` and `plot` tell it.

    Raises
    ------
    ConflictDataError
        A ValueError: an unknown table, column, code or backend (it names the nearest), a vintage
        that is no day, a column twice, a file that is not what its release lists.

    Notes
    -----
    pandas before 3 groups by every category: ``groupby("measure", observed=True)`` gives the groups
    that there are. Polars hangs in a process that was forked after it had been used: start workers
    by ``multiprocessing.get_context("spawn")``. The checksum of each page of a file is verified as
    it is read; polars cannot, and goes by the size of the file, and up to 1 MiB by its digest.

    Examples
    --------
    >>> import conflictdata as cd
    >>> packages = cd.load("aid_packages", donor="USA", announced_on="2023-05-03")
    >>> packages[["package_id", "amount", "qualifier"]].values.tolist()
    [['US-PDA-37', 300000000, 'up_to']]
    """
    # what can be read but once is read once
    where = {n: list(v) if isinstance(v, Iterator) else v for n, v in where.items()}
    asked: dict[str, Any] = {"columns": columns, "vintage": vintage, "release": release}
    rows = rows_of(table, where, backend=backend, categories=categories, **asked)
    if where and not len(rows):
        _warn_of_none(table, vintage, release, where)
    return rows


def rows_of(
    table: TableName,
    where: Mapping[str, Any],
    *,
    backend: Backend = "pyarrow",
    columns: Iterable[str] | None = None,
    vintage: object = None,
    release: str | PathLike[str] | None = None,
    categories: Categories = "used",
) -> Any:
    """What `load` gives, for other parts of the package: an empty answer brings no warning."""
    engine = engine_of(backend)
    if categories not in CATEGORIES:
        near = nearest(categories, CATEGORIES)
        raise ConflictDataError(f"categories {categories!r} is unknown{near}")
    opened = open_release(release)
    schema = opened.table(table)
    where = asked_now(schema, where)
    trees = partial(parents_of, opened, schema)
    tests = [
        Filter.of(field, wanted, schema, trees, partial(spoken_of, opened, schema, field))
        for field, wanted in ((schema.field(name), wanted) for name, wanted in where.items())
    ]
    asked = columns_of(schema, columns)
    # a column that was asked for under a former name is given under it
    former = {now: name for name, now in asked.items() if name != now}
    known = AsKnownOn.of(schema, vintage)
    warn_if_ahead(opened, known.day, "vintage")
    if backend == "polars":
        # compares the statistics of plain text alone
        tests += within_series(schema, tests)
    rows = opened.choose(table, engine.select, tests, known, list(asked.values()))
    if backend == "pandas":
        # what pandas goes by names the columns as they are called now
        frame = to_pandas(rows)
        if categories == "all":
            frame = with_every_code(frame, opened, schema)
        frame = stamped(frame, opened, in_text(vintage))
        return frame.rename(columns=former) if former else frame
    rows = stamped(rows, opened, in_text(vintage))
    if not former:
        return rows
    if backend == "polars":
        return rows.rename(former)
    return rows.rename_columns(list(asked)).replace_schema_metadata(rows.schema.metadata)


def why_none(
    schema: Table,
    where: Mapping[str, Any],
    words: Mapping[str, str],
    vintage: object,
    release: str | PathLike[str] | None,
) -> str:
    """Which filters leave no row, each in the `words` in which it was asked."""
    from conflictdata.instead import no_row

    def read(of: object, names: Iterable[str], others: Mapping[str, Any]) -> Any:
        asked: dict[str, Any] = {"vintage": of, "release": release, "columns": list(names)}
        return rows_of(cast("TableName", schema.name), others, **asked)

    return no_row(schema, where, words, vintage, read)


def _warn_of_none(
    table: TableName, vintage: object, release: str | PathLike[str] | None, where: Mapping[str, Any]
) -> None:
    """Say which filters leave no row."""
    from conflictdata.instead import NoRowWarning

    schema = open_release(release).table(table)
    asked: dict[str, Any] = {}
    for name, wanted in asked_now(schema, where).items():
        values = [wanted] if isinstance(wanted, slice) else listed(wanted, name)
        asked[schema.field(name).name] = values[0] if len(values) == 1 else values
    words = {name: f"{name}={shown(wanted)}" for name, wanted in asked.items()}
    why = why_none(schema, asked, words, vintage, release)
    warn_the_caller(f"no row of {table} fits; {why}", NoRowWarning)


def columns_of(schema: Table, columns: object) -> dict[str, str]:
    """The columns that are asked for, under the name by which they are: name -> name now."""
    if columns is None:
        return {c: c for c in schema.columns}
    if isinstance(columns, str | Mapping) or not hasattr(columns, "__iter__"):
        raise ConflictDataError(f"columns is a list of names; write columns=[{columns!r}]")
    names = listed(columns, "columns")
    if isinstance(columns, set | frozenset):  # which has no order of its own
        places = {c: n for n, c in enumerate(schema.columns)}
        names.sort(key=lambda name: places.get(name, len(places)))
    asked: dict[str, str] = {}
    for name in names:
        if not isinstance(name, str):
            raise ConflictDataError(f"columns is a list of names, and {name!r} is none")
        now = schema.field(name).name
        if now in asked.values():
            raise ConflictDataError(f"columns has {name!r} twice; ask for it once")
        asked[name] = now
    return asked
