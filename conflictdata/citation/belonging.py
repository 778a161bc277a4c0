"""Whether rows are of the release that is to be cited: their keys are in it, and their cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conflictdata.engines.frames import to_pandas
from conflictdata.errors import ConflictDataError

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.release.folder import Release
    from conflictdata.schemas.table import Field


def refuse_strangers(side: pd.DataFrame, release: Release, *, by_cells: bool) -> None:
    """An error if a row with a key is not in the release; `by_cells` also if it is otherwise there.

    Rows that say their release are known by key and source, so that a number may be rounded before
    it is cited. Where nothing says it, every cell that is left must be as it stands there.
    """
    tables = [
        table
        for name in release.resources
        if "source" in (table := release.table(name)).by_name
        and set(table.primaryKey) <= set(side.columns)
    ]
    # a side that a row of an outer merge has not is no row
    side = side[side["source"].notna()]
    if not tables or side.empty:
        return
    known = keyed = None
    for table in tables:
        key = list(table.primaryKey)
        typed = [f for f in table.fields if not f.built and f.name in side.columns]
        fields = [f for f in typed if by_cells or f.name == "source"]
        released = to_pandas(release.read(table.name, [*{*key, *(f.name for f in fields)}]))
        here = _texts(side, [table.by_name[k] for k in key])
        there = _texts(released, [table.by_name[k] for k in key])
        by_key = here.isin(there)
        same = (here + _texts(side, fields)).isin(there + _texts(released, fields))
        keyed = by_key if keyed is None else keyed | by_key
        known = same if known is None else known | same
    for passing, what in ((keyed, "not"), (known, "not as they are")):
        if passing is not None and not passing.all():
            strange = side.loc[~passing.to_numpy(), list(tables[0].primaryKey)]
            raise ConflictDataError(
                f"{len(strange)} of {len(side)} rows are {what} in release {release.version}, such"
                f" as {'/'.join(map(str, strange.iloc[0]))!r}: cite rows of one release at a time,"
                " and name it with release= if it is another"
            )


def _texts(rows: pd.DataFrame, fields: list[Field]) -> pd.Series:
    """One text a row, the same for the same cells in whatever type a frame holds them."""
    import pandas as pd

    texts = pd.Series("", index=range(len(rows)), dtype="object")
    for field in fields:
        texts = texts + "\x1f" + _text(rows[field.name].reset_index(drop=True), field)
    return texts


def _text(cells: pd.Series, field: Field) -> pd.Series:
    import pandas as pd

    if field.type == "date":
        days = pd.to_datetime(cells, errors="coerce").dt.strftime("%Y-%m-%d")
        return days.astype("object").where(days.notna(), "")
    if field.type == "integer":
        cells = pd.to_numeric(cells, errors="coerce").astype("Float64")
        whole = (cells % 1 == 0).fillna(True)
        if whole.all():
            cells = cells.astype("Int64")
    texts = cells.astype("object").map(str, na_action="ignore")
    return texts.where(cells.notna(), "")
