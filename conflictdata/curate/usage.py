"""What to mind before a row is compared or added up: the warnings that stand on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from conflictdata.schemas.table import Table


def usage_warnings(
    table: Table, rows: pd.DataFrame, codes: pd.DataFrame, organizations: pd.DataFrame
) -> list[str | None]:
    """The warnings of each row, joined by semicolons: those that its codes and its reporter bring,
    then those of its own cells.
    """
    brought = codes.dropna(subset="warning").astype("str")
    warnings = {(c.list, c.code): c.warning for c in brought.itertuples()}
    warnings |= {
        ("reporter", o.id): o.warning
        for o in organizations.dropna(subset="warning").astype("str").itertuples()
    }
    lists = {f.name: f.codes or f.name for f in table.fields if f.name in rows}
    coded = [c for c in lists if lists[c] in {name for name, _ in warnings}]
    cells = zip(*(rows[c].astype("object") for c in coded), strict=True)
    found = [
        [
            warnings.get((lists[c], part))
            for c, cell in zip(coded, row, strict=True)
            for part in str(cell).split(";")
        ]
        for row in cells
    ]
    for warning, warned in _of_cells(rows, codes):
        for several, is_so in zip(found, warned, strict=True):
            several.append(warning if is_so else None)
    return [";".join(dict.fromkeys(w for w in several if w)) or None for several in found]


def _of_cells(rows: pd.DataFrame, codes: pd.DataFrame) -> Iterator[tuple[str, pd.Series]]:
    """What no code says but the row itself: a warning, and on which rows it stands."""
    if "disputed" in rows:
        yield "disputed", rows["disputed"].notna()
    if "quantity" in rows:
        units = codes[codes["list"] == "item"].drop_duplicates("code").set_index("code")["unit"]
        usual = rows["item"].astype("object").map(units.astype("object"))
        unit = rows["unit"].astype("object")  # as typed: empty where it is the usual one
        yield "no_quantity", rows["quantity"].isna()
        yield "other_unit", unit.notna() & usual.notna() & (unit != usual)
        yield "joint_entry", rows["joint_with"].notna()
