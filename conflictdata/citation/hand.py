"""The rows in hand, in whatever form they are: their sources, each with its reporters and days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NoReturn

from conflictdata.engines.frames import from_any
from conflictdata.errors import ConflictDataError

if TYPE_CHECKING:
    import pandas as pd


KEYS = ("source", "source_id")


# columns that begin like a key and hold none
_ABOUT = ("source_title", "source_url", "source_archive_url", "source_tier")


def ungrouped(rows: Any) -> Any:
    """The rows that a group-by of pandas, polars or Arrow groups, or that a lazy frame will be."""
    kind = type(rows).__name__
    if kind in ("DataFrameGroupBy", "SeriesGroupBy"):
        return rows.obj
    if kind == "GroupBy" and hasattr(rows, "df"):
        return rows.df
    if kind == "TableGroupBy":
        return rows._table
    return rows.collect() if kind == "LazyFrame" else rows


def sides_of(rows: Any) -> list[pd.DataFrame]:
    """The rows as frames with the column ``source``: one, or as many as were put side by side.

    What was merged or pivoted has several columns of sources (``source_x``, ``source_right``,
    ``("source", "killed")``); each of them comes with the columns of its own side, under their own
    names.
    """
    import pandas as pd

    if isinstance(rows, pd.Series | pd.Index):
        return _of_column(rows)
    if hasattr(rows, "columns") or hasattr(rows, "column_names"):
        return _of_frame(from_any(rows, "cite()"))
    if isinstance(rows, Mapping):
        return _of_frame(pd.DataFrame([rows]))
    if isinstance(rows, str) or not isinstance(rows, Iterable):
        rows = [rows]
    name = getattr(rows, "name", None)
    values = rows.to_pylist() if hasattr(rows, "to_pylist") else list(rows)
    if values and all(isinstance(v, Mapping) for v in values):
        return _of_frame(pd.DataFrame(values))
    return [_of_values(values, name)]


def ids_in(cell: Any) -> list[str]:
    """The ids of sources in a cell: one, several joined by semicolons or collected in a list."""
    if isinstance(cell, str):
        return [part for part in (p.strip() for p in cell.split(";")) if part]
    if isinstance(cell, Iterable) and not isinstance(cell, bytes | Mapping):
        return [part for inner in cell for part in ids_in(inner)]
    if cell is None or type(cell).__name__ in ("NAType", "NaTType") or cell != cell:
        return []
    _refuse(repr(cell))


def _of_column(column: pd.Series | pd.Index) -> list[pd.DataFrame]:
    import pandas as pd

    if isinstance(column, pd.Index):
        held = [name for name in column.names if name in KEYS]
        if not held:
            return [_of_values(column, column.name)]
        return _of_frame(column.to_frame(index=False))
    if any(key in column.index for key in KEYS):  # one row of a frame
        return _of_frame(column.to_frame().T)
    if column.name not in KEYS and any(key in column.index.names for key in KEYS):
        return _of_frame(column.to_frame("_"))
    return [_of_values(column, column.name)]


def _of_values(values: Iterable[Any], name: object) -> pd.DataFrame:
    import pandas as pd

    cells = list(values)
    if any(not isinstance(c, str) and not _none_or_several(c) for c in cells):
        _refuse(repr(name) if isinstance(name, str) else repr(cells[0]))
    return pd.DataFrame({"source": pd.Series(cells, dtype="object")})


def _none_or_several(cell: Any) -> bool:
    try:
        ids_in(cell)
    except ConflictDataError:
        return False
    return True


def _of_frame(frame: pd.DataFrame) -> list[pd.DataFrame]:
    if frame.columns.nlevels == 1:
        levels = [n for n in frame.index.names if isinstance(n, str) and n not in frame.columns]
        frame = frame.assign(**{n: frame.index.get_level_values(n) for n in levels})
    sides = [side for part in _without_twins(frame) for side in _sides(part)]
    if not sides:
        raise ConflictDataError("cite() needs the column 'source': cite before you aggregate")
    return sides


def _without_twins(frame: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """A frame in which columns have the same name, in parts in which they have not."""
    seen: Counter[Any] = Counter()
    nth = []
    for column in frame.columns:
        nth.append(seen[column])
        seen[column] += 1
    for n in range(max(nth, default=-1) + 1):
        yield frame.iloc[:, [i for i, k in enumerate(nth) if k == n]]


def _sides(frame: pd.DataFrame) -> Iterator[pd.DataFrame]:
    names = {column: _parts(column) for column in frame.columns}
    for column, (own, mark) in names.items():
        if own not in KEYS or (mark and not _holds_text(frame[column])):
            continue
        if isinstance(column, tuple):
            side = {o: frame[c] for c, (o, m) in names.items() if m == mark and isinstance(o, str)}
        else:
            plain = {c: frame[c] for c in frame.columns if isinstance(c, str)}
            marked = {c.removesuffix(mark): plain[c] for c in plain if mark and c.endswith(mark)}
            side = {**plain, **marked}
        yield type(frame)({**side, "source": frame[column]})


def _parts(column: Any) -> tuple[Any, Any]:
    """The name of a column, and the mark by which it is told from one of the same name."""
    if isinstance(column, tuple):
        own = next((p for p in column if p in KEYS), column[0])
        return own, tuple(p for p in column if p != own)
    if not isinstance(column, str) or column.startswith(_ABOUT):
        return column, ""
    key = next((k for k in reversed(KEYS) if column == k or column.startswith(f"{k}_")), None)
    return (column, "") if key is None else (key, column[len(key) :])


def _holds_text(column: pd.Series) -> bool:
    values = column.dropna()
    return len(values) > 0 and all(isinstance(v, str) for v in values)


def _refuse(what: str) -> NoReturn:
    raise ConflictDataError(
        f"{what} holds no sources: cite() takes rows with the column 'source', that column,"
        " or ids of sources"
    )
