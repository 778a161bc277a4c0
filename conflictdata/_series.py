"""One line of figures: a table narrowed until there is one row a date, or an error that says what
to pin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os import PathLike
from typing import TYPE_CHECKING, Any, cast

from conflictdata._load import load
from conflictdata.engines.frames import to_pandas
from conflictdata.errors import ConflictDataError
from conflictdata.provenance import stamped
from conflictdata.release.opening import open_release

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from conflictdata._names import FigureTable, TableName
    from conflictdata.schemas.table import Table


def series(
    table: FigureTable,
    /,
    *,
    columns: Sequence[str] | None = None,
    vintage: object = None,
    release: str | PathLike[str] | None = None,
    **where: Any,
) -> pd.DataFrame:
    """Load the figures of one line: one row a date, indexed by period_end.

    A dimension that is not named is chosen like this: control, sex, age, cause, program and
    instrument must be ``all``; area is the topmost there is; every other dimension must have one
    value among the rows, and with it the start of a cumulative. Figures without a stated as-of day
    (``date_precision="by"``) come only if asked for.

    Parameters
    ----------
    table
        ``"casualties"`` or ``"aid_totals"``.
    columns, vintage, release, **where
        As in `load`; ``vintage="all"`` is refused, since it has several wordings a date.

    Returns
    -------
    pandas.DataFrame
        The rows of `load` in the order of period_end, which is the index; for `cite` and for
        ``["value"].plot()``.

    Raises
    ------
    ConflictDataError
        A ValueError: more than one series fits (it lists what to pin), or none does (it says what
        there is).

    Examples
    --------
    >>> import conflictdata as cd
    >>> line = {"reporter": "ohchr", "measure": "killed", "counting": "cumulative"}
    >>> killed = cd.series("casualties", vintage="2023-05-04", **line)
    >>> int(killed["value"].iloc[-1]), str(killed.index[-1].date())
    (8709, '2023-05-01')
    """
    schema = open_release(release).table(table)
    if not schema.dimensions:
        raise ConflictDataError(
            f"{table} holds no figures; series() takes casualties or aid_totals"
        )
    if vintage == "all":
        raise ConflictDataError(
            "series() has one row a date; give a day as vintage, or load(..., vintage='all')"
        )
    wanted = [schema.field(c).name for c in columns] if columns is not None else schema.columns
    where = {schema.field(name).name: value for name, value in where.items()}
    if "date_precision" not in where:
        stated = [c for c in schema.field("date_precision").allowed if c != "by"]
        given = {"date_precision": stated, **where}
    else:
        given = where
    wholes = {
        f.name: "all" for f in schema.fields if f.dimension == "whole" and f.name not in where
    }
    pinned = {name for name, value in where.items() if isinstance(value, str)} | set(wholes)
    open_ = [d for d in schema.dimensions if d not in pinned] or schema.dimensions[:1]
    kept = list(dict.fromkeys([*wanted, "counting", "period_start", "period_end"]))
    # where little is pinned, much may fit: which line it is shows in the open dimensions, and then
    # it alone is read
    pins = [f.name for f in schema.fields if f.dimension == "pin"]
    at_once = 2 * len(pinned.intersection(pins)) >= len(pins)
    found = _load(
        schema,
        vintage,
        release,
        list(dict.fromkeys([*open_, *(kept if at_once else ())])),
        {**given, **wholes},
    )
    if not found.num_rows:
        _refuse_parts(_load(schema, vintage, release, schema.dimensions, given).to_pandas(), wholes)
        raise ConflictDataError("no figure fits" + _narrowest(schema, where, vintage, release))
    found = _topmost(found, schema, where, release)
    line = _one_line(found.select(open_))
    rows = found if at_once else _load(schema, vintage, release, kept, {**given, **wholes, **line})
    frame = stamped(to_pandas(rows.sort_by("period_end").select(kept)), open_release(release))
    _refuse_overlap(frame)
    return frame.set_index("period_end", drop=False)[wanted].rename_axis("period_end")


def _load(
    schema: Table,
    vintage: object,
    release: str | PathLike[str] | None,
    columns: Sequence[str],
    where: Mapping[str, object],
) -> pa.Table:
    filters: dict[str, Any] = {
        "vintage": vintage,
        "release": release,
        "columns": columns,
        "backend": "pyarrow",
        **where,
    }
    return load(cast("TableName", schema.name), **filters)


def _refuse_parts(rows: pd.DataFrame, wholes: Mapping[str, str]) -> None:
    """Say which dimension has parts alone, if the figures that fit have no whole."""
    for name in wholes:
        whole = rows[rows[name] == "all"]
        if whole.empty and len(rows):
            present = list(dict.fromkeys(rows[name]))
            raise ConflictDataError(
                f"only {' or '.join(f'{name}={v!r}' for v in present)}: name it"
            )
        rows = whole


def _topmost(
    rows: pa.Table, schema: Table, where: Mapping[str, object], release: str | PathLike[str] | None
) -> pa.Table:
    import pyarrow as pa
    import pyarrow.compute as pc

    from conflictdata.engines.dictionaries import without_unused

    for name in [
        f.name
        for f in schema.fields
        if f.dimension == "topmost" and f.name in rows.schema.names and f.name not in where
    ]:
        areas = open_release(release).read("areas", ["id", "parent"])
        parents = dict(zip(*(column.to_pylist() for column in areas.columns), strict=True))
        present = set(rows[name].unique().to_pylist())
        top = {a for a in present if not present & set(_ancestors(a, parents))}
        if top != present:
            rows = without_unused(
                rows.filter(pc.is_in(rows[name].cast(pa.string()), value_set=pa.array(sorted(top))))
            )
    return rows


def _ancestors(area: str, parents: Mapping[str, Any]) -> list[str]:
    above = [] if area == "all" else ["all"]
    while isinstance(area := parents.get(area), str):  # type: ignore[assignment]
        above.append(area)
    return above


def _one_line(rows: pa.Table) -> dict[str, str]:
    """The one value of each dimension, or an error that says what to pin."""
    present = {name: rows[name].unique().to_pylist() for name in rows.schema.names}
    several = {
        name: sorted(map(str, values)) for name, values in present.items() if len(values) > 1
    }
    if several:
        options = "; ".join(
            f"{name}: {', '.join(map(repr, values))}" for name, values in several.items()
        )
        raise ConflictDataError(f"more than one series fits; pin {options}")
    return {name: value for name, (value,) in present.items()}


def _refuse_overlap(rows: pd.DataFrame) -> None:
    if rows["period_end"].duplicated().any() or (
        set(rows["counting"]) == {"cumulative"} and rows["period_start"].nunique() > 1
    ):
        starts = ", ".join(repr(str(d.date())) for d in sorted(set(rows["period_start"])))
        raise ConflictDataError(f"more than one series fits; pin period_start: {starts}")


def _narrowest(
    schema: Table, where: Mapping[str, object], vintage: object, release: str | PathLike[str] | None
) -> str:
    """What could be relaxed: the first filter without which something fits."""
    for name in [*reversed(list(where))]:
        fewer = {k: v for k, v in where.items() if k != name}
        found = load(schema.name, vintage=vintage, release=release, columns=[name], **fewer)  # type: ignore[arg-type]
        if len(found):
            values = [repr(str(v)) for v in list(dict.fromkeys(found[name].dropna()))[:8]]
            return f"; without {name} there are figures with {name} {', '.join(values)}"
    return f" by the vintage {vintage}" if vintage is not None else ""
