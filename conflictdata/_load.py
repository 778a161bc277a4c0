"""Load a table of a release: choose rows by their values and by what was known on a day."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from typing import TYPE_CHECKING, Any, Literal

from conflictdata.engines.frames import to_pandas
from conflictdata.errors import ConflictDataError, nearest
from conflictdata.question.filters import Filter, within_series
from conflictdata.question.vintage import AsKnownOn
from conflictdata.release.opening import open_release

if TYPE_CHECKING:
    from conflictdata._names import TableName
    from conflictdata.schemas.table import Table


Backend = Literal["pandas", "polars", "pyarrow"]


BACKENDS = ("pandas", "polars", "pyarrow")


def load(
    table: TableName,
    /,
    *,
    columns: Sequence[str] | None = None,
    vintage: object = None,
    release: str | PathLike[str] | None = None,
    backend: Backend = "pandas",
    **where: Any,
) -> Any:
    """Load figures, packages or what they refer to.

    Parameters
    ----------
    table
        Name of a table; `tables` lists them.
    columns
        Columns to return, all without it.
    vintage
        A day such as ``"2023-05-04"``: each figure in the newest wording that its reporter had
        published by then, packages that had been announced. ``"all"``: every wording. Without it:
        today's wording.
    release
        Folder of another release; the bundled one without it.
    backend
        ``"pandas"``, ``"polars"`` or ``"pyarrow"``.
    **where
        Column = value, list (any of them), ``slice(a, b)`` (both ends in) or None (null). In a
        column that joins several values, such as the donors of a package, a value is looked for
        among them.

    Returns
    -------
    A frame, one row a figure; counts and amounts are int64, codes categories, dates datetime64.

    Raises
    ------
    ConflictDataError
        A ValueError: an unknown table, column, code or backend (it names the nearest), a vintage
        that is no day.

    Examples
    --------
    >>> import conflictdata as cd
    >>> packages = cd.load("aid_packages", donor="USA", announced_on="2023-05-03")
    >>> packages[["package_id", "amount", "qualifier"]].values.tolist()
    [['US-PDA-37', 300000000, 'up_to']]
    """
    if backend not in BACKENDS:
        raise ConflictDataError(f"backend {backend!r} is unknown{nearest(backend, BACKENDS)}")
    opened = open_release(release)
    schema = opened.table(table)
    tests = [Filter.of(schema.field(name), wanted, schema) for name, wanted in where.items()]
    wanted_columns = _columns(schema, columns)
    # a column that was asked for under a former name is given under it
    former = {
        now: asked
        for asked, now in zip(columns or (), wanted_columns, strict=False)
        if asked != now
    }
    known = AsKnownOn.of(schema, vintage)
    if backend == "polars":
        try:
            from conflictdata.engines import polars
        except ImportError:
            raise ConflictDataError(
                "backend 'polars' is not installed: pip install 'conflictdata[polars]'"
            ) from None
        proven = [*tests, *within_series(schema, tests)]
        return opened.choose(table, polars.select, proven, known, wanted_columns).rename(former)
    from conflictdata.engines import arrow

    rows = opened.choose(table, arrow.select, tests, known, wanted_columns)
    if backend == "pyarrow":
        return rows.rename_columns([former.get(c, c) for c in wanted_columns]) if former else rows
    # what pandas goes by names the columns as they are called now
    return to_pandas(rows).rename(columns=former) if former else to_pandas(rows)


def _columns(schema: Table, columns: Sequence[str] | None) -> list[str]:
    if columns is None:
        return schema.columns
    if isinstance(columns, str):
        raise ConflictDataError(f"columns is a list of names; write columns=[{columns!r}]")
    return [schema.field(name).name for name in columns]
