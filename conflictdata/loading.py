"""Load a table of a release: choose rows by their values and by what was known on a day."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NoReturn

from conflictdata.errors import ConflictDataError, nearest
from conflictdata.release import open_release
from conflictdata.schemas import Field, Table, warn_of_old_name

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from conflictdata._names import TableName

Backend = Literal["pandas", "polars", "pyarrow"]
BACKENDS = ("pandas", "polars", "pyarrow")
# more distinct cells than that are not looked through for the nearest
SUGGESTIONS = 20_000


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
        A day such as ``"2023-05-04"``: each figure in the newest wording that its reporter had published by then,
        packages that had been announced. ``"all"``: every wording. Without it: today's wording.
    release
        Folder of another release; the bundled one without it.
    backend
        ``"pandas"``, ``"polars"`` or ``"pyarrow"``.
    **where
        Column = value, list (any of them), ``slice(a, b)`` (both ends in) or None (null). In a column that joins
        several values, such as the donors of a package, a value is looked for among them.

    Returns
    -------
    A frame, one row a figure; counts and amounts are int64, codes categories, dates datetime64.

    Raises
    ------
    ConflictDataError
        A ValueError: an unknown table, column, code or backend (it names the nearest), a vintage that is no day.

    Examples
    --------
    >>> import conflictdata as cd
    >>> cd.load("aid_packages", donor="USA", announced_on="2023-05-03")[["package_id", "amount", "qualifier"]].values.tolist()
    [['US-PDA-37', 300000000, 'up_to']]
    """
    if backend not in BACKENDS:
        raise ConflictDataError(f"backend {backend!r} is unknown{nearest(backend, BACKENDS)}")
    opened = open_release(release)
    schema = opened.table(table)
    tests = [Test.of(schema.field(name), wanted, schema) for name, wanted in where.items()]
    wanted_columns = _columns(schema, columns)
    # a column that was asked for under a former name is given under it
    former = {now: asked for asked, now in zip(columns or (), wanted_columns, strict=False) if asked != now}
    known = Known.of(schema, vintage)
    if backend == "polars":
        try:
            from conflictdata.engines import polars
        except ImportError:
            raise ConflictDataError("backend 'polars' is not installed: pip install 'conflictdata[polars]'") from None
        return polars.select(opened.path(table), [*tests, *within_series(schema, tests)], known, wanted_columns).rename(former)
    from conflictdata.engines import arrow

    rows = arrow.select(opened.path(table), tests, known, wanted_columns)
    if backend == "pyarrow":
        return rows.rename_columns([former.get(c, c) for c in wanted_columns]) if former else rows
    # what pandas goes by names the columns as they are called now
    return to_pandas(rows).rename(columns=former) if former else to_pandas(rows)


def to_pandas(rows: pa.Table) -> pd.DataFrame:
    """Arrow rows as a frame; few are converted sooner than threads have started."""
    return rows.to_pandas(date_as_object=False, use_threads=rows.num_rows > 100_000)


def path(table: TableName, /, *, release: str | PathLike[str] | None = None) -> Path:
    """The Parquet file of a table, for any other engine.

    >>> import conflictdata as cd
    >>> cd.path("casualties").name
    'casualties.parquet'
    """
    return open_release(release).path(table)


def to_day(value: object, name: str) -> dt.date:
    """A day from text such as ``2023-05-04``, a date or a timestamp; `name` says in the error what it is for."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        if not isinstance(value, str) or len(value) != len("2023-05-04"):
            raise ValueError
        return dt.date.fromisoformat(value)
    except ValueError:
        raise ConflictDataError(f"{name} must be a day such as '2023-05-04', not {value!r}") from None


@dataclass(frozen=True)
class Test:
    """What a column must hold, as the caller gave it, with its values checked and converted: any of `values`, or between `ends`."""

    field: Field
    label: str
    values: tuple[Any, ...] = ()
    ends: tuple[Any, Any] | None = None

    @classmethod
    def of(cls, field: Field, wanted: object, schema: Table) -> Test:
        label = f"{schema.name}.{field.name}"
        if isinstance(wanted, slice):
            if wanted.step is not None:
                raise ConflictDataError(f"{label}: a slice has two ends and no step")
            low, high = (None if end is None else _convert(field, end, label) for end in (wanted.start, wanted.stop))
            return cls(field, label, ends=(low, high))
        if isinstance(wanted, Mapping):
            raise ConflictDataError(f"{label}: give a value, a list, a slice or None, not a mapping")
        scalar = wanted is None or isinstance(wanted, str | bytes) or not hasattr(wanted, "__iter__")
        several = [wanted] if scalar else list(wanted)  # type: ignore[call-overload]
        return cls(field, label, values=tuple(None if v is None else _convert(field, v, label) for v in several))

    @property
    def present(self) -> frozenset[Any]:
        """The values that are asked for, without null."""
        return frozenset(v for v in self.values if v is not None)

    @property
    def unproven(self) -> set[Any]:
        """Codes and keys that are no known code: that they exist must be seen in the rows."""
        return set(self.present.difference(self.field.allowed)) if self.field.type == "string" else set()

    def parts(self, cell: str) -> list[str]:
        """The values that a cell joins."""
        return [cell] if self.field.separator is None else cell.split(self.field.separator)

    def hits(self, cells: Iterable[Any]) -> list[Any]:
        """Those of some cells that pass, null left out."""
        if self.field.separator is None:
            return [c for c in cells if c in self.present]
        return [c for c in cells if c is not None and not self.present.isdisjoint(self.parts(c))]

    def refuse(self, missing: Iterable[str], cells: Iterable[str | None]) -> NoReturn:
        """Say that a code or key does not exist, given distinct cells of the column, and name the nearest."""
        known = {*self.field.allowed, *(p for c in cells if c is not None for p in self.parts(c))}
        value = next(v for v in self.values if v in set(missing))
        raise ConflictDataError(f"{self.label} has no value {value!r}{nearest(value, sorted(known))}")


def within_series(schema: Table, tests: Sequence[Test]) -> list[Test]:
    """What tests of the first dimensions say of `series`, which begins with their values and by which figures are sorted.

    It is true of every row that passes them, and tells an engine that compares the statistics of plain text alone
    which row groups it need not read.
    """
    pinned = {t.field.name: t.values[0] for t in tests if len(t.values) == 1}
    values = itertools.takewhile(lambda value: value is not None, map(pinned.get, schema.dimensions))
    begins = "/".join(str(value) for value in values if value != "all")
    # the character after the slash
    return [Test(schema.field("series"), f"{schema.name}.series", ends=(begins, f"{begins}0"))] if begins else []


@dataclass(frozen=True)
class Known:
    """What had been reported by a day: reported_on <= day AND (superseded_on IS NULL OR superseded_on > day)."""

    day: dt.date | None
    reported: str | None
    superseded: str | None

    @classmethod
    def of(cls, schema: Table, vintage: object) -> Known:
        if vintage is not None and schema.vintage is None:
            raise ConflictDataError(f"{schema.name} has no vintage: only figures and packages have one")
        if schema.vintage is None or (isinstance(vintage, str) and vintage == "all"):
            return cls(None, None, None)
        superseded = "superseded_on" if "superseded_on" in schema.by_name else None
        if vintage is None:
            return cls(None, None, superseded)
        return cls(to_day(vintage, "vintage"), schema.vintage, superseded)

    @property
    def columns(self) -> list[str]:
        return [c for c in (self.reported, self.superseded) if c]


def _convert(field: Field, value: object, label: str) -> Any:
    if field.type == "date":
        return to_day(value, label)
    if field.type == "integer":
        try:
            number = int(value)  # type: ignore[call-overload]
        except (TypeError, ValueError):
            number = None
        if number is None or isinstance(value, str | bool) or number != value:
            raise ConflictDataError(f"{label} holds whole numbers, not {value!r}")
        return number
    if not isinstance(value, str):
        raise ConflictDataError(f"{label} holds text, not {value!r}")
    if value in field.renamed and value not in field.allowed:
        warn_of_old_name(f"{label} {value!r}", field.renamed[value])
        return field.renamed[value]
    return value


def _columns(schema: Table, columns: Sequence[str] | None) -> list[str]:
    if columns is None:
        return schema.columns
    if isinstance(columns, str):
        raise ConflictDataError(f"columns is a list of names; write columns=[{columns!r}]")
    return [schema.field(name).name for name in columns]
