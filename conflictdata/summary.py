"""The columns of a table that people look at first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    from conflictdata.schemas.table import Table


# the ends that a wording allows; releases of format 2 have the upper one alone
ENDS = ("low", "high", "value_max")


def summary(rows: pa.Table, table: Table) -> tuple[list[str], list[str]]:
    """The columns that people look at first: those of the table's summary, ends that say more than
    the number, dimensions that differ, and what no column of the table is; and those of them
    without which a number says something else.
    """
    names = rows.column_names
    numbers = [c for c in ("value", "amount", "quantity") if c in names]
    ends = [c for c in ENDS if c in names]
    wide = [c for c in ends if any(_says_more(rows[c], rows[n]) for n in numbers[:1])]
    telling = [c for c in table.dimensions if c in names and _differs(rows[c])]
    chosen = [c for c in table.summary if c in names and c not in ends]
    place = min([2, *(chosen.index(c) for c in numbers if c in chosen)])
    chosen[place:place] = [c for c in telling if c not in chosen]
    after = chosen.index(numbers[0]) + 1 if numbers else 0
    chosen[after:after] = wide
    own = next((i for i, c in enumerate(chosen) if c.startswith("source")), len(chosen))
    chosen[own:own] = [c for c in names if c not in table.by_name]
    beside = ("currency", "unit", "qualifier", "period_end", "announced_on")
    needed = {*table.primaryKey, *telling, *numbers, *wide, *beside}.intersection(chosen)
    return chosen, [c for c in chosen if c in needed] or chosen[:2]


def _says_more(end: pa.ChunkedArray, number: pa.ChunkedArray) -> bool:
    """Whether an end of a range is more than the number again."""
    pairs = zip(end.to_pylist(), number.to_pylist(), strict=True)
    return any(e is not None and e != n for e, n in pairs)


def _differs(column: pa.ChunkedArray) -> bool:
    """Whether a dimension tells rows apart, and is not ``all`` in all of them."""
    values = column.unique().to_pylist()
    return len(values) > 1 and any(v != "all" for v in values)
