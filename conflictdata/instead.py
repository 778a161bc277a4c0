"""What to ask instead where no figure or row fits: on the nearest days, of another vintage, without
a filter.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from conflictdata.question.filters import Filter, is_truth
from conflictdata.question.vintage import is_every_wording

if TYPE_CHECKING:
    import pyarrow as pa

    from conflictdata.schemas.table import Table


Filters = Mapping[str, Any]
# reads some columns of the figures that some filters leave, of a vintage
Read = Callable[[object, Iterable[str], Filters], "pa.Table"]
# values that a hint names at most
FEW = 8


class NoRowWarning(UserWarning):
    """No row fits what was asked for."""


def instead(schema: Table, filters: Filters, usual: Filters, vintage: object, read: Read) -> str:
    """The end of a sentence that begins with "no figure fits"."""
    known = _first_report(schema, filters, vintage, read)
    if text := known + nearest_days(schema, filters, usual, vintage, read):
        return text
    for name in [*reversed(list(filters))]:
        found = read(vintage, [name], _without(filters, name))[name].drop_null()
        if len(found):
            values = [repr(str(v)) for v in found.unique().to_pylist()[:FEW]]
            return f"; without {name} there are figures with {name} {', '.join(values)}"
    return f" by the vintage {vintage}" if vintage is not None else ""


def no_row(
    schema: Table, filters: Filters, words: Mapping[str, str], vintage: object, read: Read
) -> str:
    """Why no row fits: each filter, in the `words` in which it was asked, without which there are
    rows; where no single one is to blame, the first that leaves nothing of what those before it do.
    """

    def rows(others: Filters, of: object = vintage) -> int:
        return read(of, schema.primaryKey[:1], others).num_rows

    told = []
    if schema.vintage is not None and not is_every_wording(vintage) and (n := rows(filters, "all")):
        days = read("all", [schema.vintage], filters)[schema.vintage].to_pylist()
        told.append(f"of vintage all there {_are(n)}, the first of {min(days)}")
    told += [
        f"without {words[column]} there {_are(n)}"
        for column in filters
        if (n := rows(_without(filters, column)))
    ]
    return "; ".join(told or _first_to_empty(filters, words, rows)) + nearest_days(
        schema, filters, {}, vintage, read
    )


def nearest_days(
    schema: Table, filters: Filters, usual: Filters, vintage: object, read: Read
) -> str:
    """On which days beside those that were asked for something fits."""
    days = [n for n in filters if schema.field(n).type == "date" and not is_truth(filters[n])]
    return "".join(_nearest(schema, name, filters, usual, vintage, read) for name in days)


def _first_to_empty(
    filters: Filters, words: Mapping[str, str], rows: Callable[[Filters], int]
) -> list[str]:
    """The first filter that leaves nothing, and how many rows there are before it."""
    before: dict[str, Any] = {}
    for column, wanted in filters.items():
        if not rows({**before, column: wanted}):
            which = " ".join(words[c] for c in before)
            there = f"{which} has" if which else "the table has"
            return [f"{there} {_counted(rows(before))}, none of them with {words[column]}"]
        before[column] = wanted
    return [] if filters else ["the table has none"]


def _are(number: int) -> str:
    return f"{'is' if number == 1 else 'are'} {_counted(number)}"


def _counted(number: int) -> str:
    return f"{number:,} {'row' if number == 1 else 'rows'}"


def _first_report(schema: Table, filters: Filters, vintage: object, read: Read) -> str:
    """When the reporter first published what fits, if that was after the vintage."""
    if vintage is None or is_every_wording(vintage) or schema.vintage is None:
        return ""
    days = read("all", [schema.vintage], filters)[schema.vintage].to_pylist()
    later = f" by the vintage {vintage}; the first was reported on"
    return f"{later} {min(days)}" if days else ""


def _nearest(
    schema: Table, name: str, filters: Filters, usual: Filters, vintage: object, read: Read
) -> str:
    """The days before and after those that were asked for on which something fits."""
    low, high = _asked(Filter.of(schema.field(name), filters[name], schema))
    others = _without(filters, name)
    for more in (usual, {}):
        days = sorted(set(read(vintage, [name], {**more, **others})[name].drop_null().to_pylist()))
        before = [f"{d} before" for d in days if low is not None and d < low][-1:]
        after = [f"{d} after" for d in days if high is not None and d > high][:1]
        if before or after:
            return f"; the nearest {name} is {' and '.join([*before, *after])}"
    return ""


def _asked(test: Filter) -> tuple[dt.date | None, dt.date | None]:
    if test.ends is not None:
        return test.ends
    return (min(test.present), max(test.present)) if test.present else (None, None)


def _without(filters: Filters, name: str) -> dict[str, Any]:
    return {k: v for k, v in filters.items() if k != name}
