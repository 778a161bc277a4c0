"""Load a table of a release: choose rows by their values and by what was known on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from conflictdata.errors import ConflictDataError, nearest
from conflictdata.releases import open_release
from conflictdata.schemas import Field, Table

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from conflictdata._names import TableName

Backend = Literal["pandas", "polars", "pyarrow"]
BACKENDS = ("pandas", "polars", "pyarrow")


@overload
def load(
    table: TableName,
    /,
    *,
    columns: Sequence[str] | None = None,
    vintage: object = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pandas"] = "pandas",
    **where: Any,
) -> pd.DataFrame: ...
@overload
def load(
    table: TableName,
    /,
    *,
    columns: Sequence[str] | None = None,
    vintage: object = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["polars"],
    **where: Any,
) -> pl.DataFrame: ...
@overload
def load(
    table: TableName,
    /,
    *,
    columns: Sequence[str] | None = None,
    vintage: object = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pyarrow"],
    **where: Any,
) -> pa.Table: ...
def load(
    table: TableName,
    /,
    *,
    columns: Sequence[str] | None = None,
    vintage: object = None,
    release: str | PathLike[str] | None = None,
    backend: Backend = "pandas",
    **where: Any,
) -> pd.DataFrame | pl.DataFrame | pa.Table:
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
    tests = [_Test.of(schema.field(name), wanted, schema) for name, wanted in where.items()]
    wanted_columns = _columns(schema, columns)
    day = _vintage(schema, vintage)
    needed = {t.field.name for t in tests} | set(_vintage_columns(schema, day))
    rows = opened.read(table, None if columns is None else list(dict.fromkeys([*wanted_columns, *sorted(needed)])))
    keep = [test.mask(rows[test.field.name]) for test in tests] + _known_by(schema, day, rows)
    rows = _drop_unused(_filter(rows, keep).select(wanted_columns))
    return _as(rows, backend)


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


class _Test:
    """What a column must hold, as the caller gave it, with its values checked and converted."""

    def __init__(self, field: Field, label: str, values: list[Any] | None = None, ends: tuple[Any, Any] | None = None):
        self.field, self.label, self.values, self.ends = field, label, values, ends

    @classmethod
    def of(cls, field: Field, wanted: object, schema: Table) -> _Test:
        label = f"{schema.name}.{field.name}"
        if isinstance(wanted, slice):
            if wanted.step is not None:
                raise ConflictDataError(f"{label}: a slice has two ends and no step")
            ends = tuple(None if e is None else _convert(field, e, label) for e in (wanted.start, wanted.stop))
            return cls(field, label, ends=(ends[0], ends[1]))
        if isinstance(wanted, Mapping):
            raise ConflictDataError(f"{label}: give a value, a list, a slice or None, not a mapping")
        scalar = wanted is None or isinstance(wanted, str | bytes) or not hasattr(wanted, "__iter__")
        several = [wanted] if scalar else list(wanted)  # type: ignore[call-overload]
        return cls(field, label, values=[None if v is None else _convert(field, v, label) for v in several])

    def mask(self, column: pa.ChunkedArray) -> pa.ChunkedArray:
        import pyarrow as pa
        import pyarrow.compute as pc

        if pa.types.is_dictionary(column.type):
            column = column.cast(pa.string())
        if self.ends is not None:
            low, high = (None if end is None else pa.scalar(end, column.type) for end in self.ends)
            inside = pc.is_valid(column)
            if low is not None:
                inside = pc.and_(inside, pc.greater_equal(column, low))
            if high is not None:
                inside = pc.and_(inside, pc.less_equal(column, high))
            return pc.fill_null(inside, False)
        values = self.values or []
        present = [v for v in values if v is not None]
        if self.field.type == "string":
            self._refuse_unknown(present, column)
        if self.field.separator is None:
            return pc.is_in(column, value_set=pa.array(values, column.type))
        chosen = set(present)
        cells = pc.unique(column).to_pylist()
        hits = [c for c in cells if (None in values if c is None else not chosen.isdisjoint(c.split(self.field.separator)))]
        return pc.is_in(column, value_set=pa.array(hits, column.type))

    def _refuse_unknown(self, present: list[str], column: pa.ChunkedArray) -> None:
        known = set(self.field.allowed)
        if not known.issuperset(present):
            cells = [c for c in column.unique().to_pylist() if c is not None]
            separator = self.field.separator
            known |= set(cells) if separator is None else {part for c in cells for part in c.split(separator)}
            for value in present:
                if value not in known:
                    raise ConflictDataError(f"{self.label} has no value {value!r}{nearest(value, sorted(known))}")


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
    return value


def _columns(schema: Table, columns: Sequence[str] | None) -> list[str]:
    if columns is None:
        return schema.columns
    if isinstance(columns, str):
        raise ConflictDataError(f"columns is a list of names; write columns=[{columns!r}]")
    return [schema.field(name).name for name in columns]


def _vintage(schema: Table, vintage: object) -> dt.date | Literal["all"] | None:
    if vintage is None:
        return None
    if schema.vintage is None:
        raise ConflictDataError(f"{schema.name} has no vintage: only figures and packages have one")
    return "all" if isinstance(vintage, str) and vintage == "all" else to_day(vintage, "vintage")


def _vintage_columns(schema: Table, day: dt.date | str | None) -> list[str]:
    if schema.vintage is None or day == "all":
        return []
    if "superseded_on" in schema.by_name:
        return ["superseded_on"] if day is None else [schema.vintage, "superseded_on"]
    return [] if day is None else [schema.vintage]


def _known_by(schema: Table, day: dt.date | Literal["all"] | None, rows: pa.Table) -> list[pa.ChunkedArray]:
    """What had been reported by a day: reported_on <= day AND (superseded_on IS NULL OR superseded_on > day)."""
    import pyarrow as pa
    import pyarrow.compute as pc

    names = _vintage_columns(schema, day)
    if not names:
        return []
    if day is None:
        return [rows["superseded_on"].is_null()]
    limit = pa.scalar(day, pa.date32())
    masks = [pc.less_equal(rows[names[0]], limit)]
    if "superseded_on" in names:
        masks.append(pc.fill_null(pc.greater(rows["superseded_on"], limit), True))
    return masks


def _filter(rows: pa.Table, masks: list[pa.ChunkedArray]) -> pa.Table:
    for mask in masks[1:]:
        import pyarrow.compute as pc

        masks[0] = pc.and_(masks[0], mask)
    return rows.filter(masks[0]) if masks else rows


def _drop_unused(rows: pa.Table) -> pa.Table:
    """Keep in each dictionary only the codes that still occur, in their order."""
    import pyarrow as pa

    for i, field in enumerate(rows.schema):
        if not pa.types.is_dictionary(field.type):
            continue
        array = rows.column(i).combine_chunks()
        used = array.indices.drop_null().unique().sort()
        if len(used) == len(array.dictionary):
            continue
        renumbered = pa.DictionaryArray.from_arrays(
            array.indices.cast(pa.int32()) if not len(used) else _positions(array.indices, used), array.dictionary.take(used)
        )
        rows = rows.set_column(i, field, pa.chunked_array([renumbered], type=field.type))
    return rows


def _positions(indices: pa.Array, used: pa.Array) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.index_in(indices, value_set=used).cast(pa.int32())


def _as(rows: pa.Table, backend: Backend) -> Any:
    if backend == "pyarrow":
        return rows
    if backend == "pandas":
        return rows.to_pandas(date_as_object=False)
    try:
        import polars as pl
    except ImportError:
        raise ConflictDataError("backend 'polars' is not installed: pip install 'conflictdata[polars]'") from None
    return pl.from_arrow(rows)
