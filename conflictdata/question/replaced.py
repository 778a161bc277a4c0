"""Codes that one column told before and several tell now."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import TYPE_CHECKING, Any

from conflictdata.errors import ConflictDataError
from conflictdata.question.filters import listed
from conflictdata.schemas.conjunction import cells_of
from conflictdata.schemas.words import warn_of_old_code

if TYPE_CHECKING:
    from conflictdata.schemas.table import Field, Table


def asked_now(schema: Table, where: Mapping[str, Any]) -> dict[str, Any]:
    """Filters with the former codes in them as they are asked for now, with a warning.

    Raises
    ------
    ConflictDataError
        Codes that are no such choice together, or a column that is asked for beside a code which
        says what it must hold.
    """
    now: dict[str, Any] = {}
    for name, wanted in where.items():
        chosen = {name: wanted}
        field = _field(schema, name)
        if field is not None and field.replaced and not isinstance(wanted, slice):
            several = listed(wanted, f"{schema.name}.{name}")
            if any(isinstance(value, str) and value in field.replaced for value in several):
                chosen = _together(schema, field, several)
        for column, codes in chosen.items():
            if column in now or (column != name and column in where):
                raise ConflictDataError(
                    f"{schema.name}.{name} {wanted!r} says what {column} must hold; leave one out"
                )
            now[column] = codes
    return now


def _field(schema: Table, name: str) -> Field | None:
    """The field under that name or a former one; whether there is one is asked later."""
    return next((f for f in schema.fields if name == f.name or name in f.formerly), None)


def _together(schema: Table, field: Field, wanted: list[Any]) -> dict[str, Any]:
    """What several columns must hold so that one of some codes, former ones among them, holds."""
    told = [
        cells_of(field.replaced[code]) if code in field.replaced else {field.name: (code,)}
        for code in wanted
    ]
    columns = list(told[0])
    union = {
        c: tuple(dict.fromkeys(v for cells in told for v in cells.get(c, ()))) for c in columns
    }
    rows = {row for cells in told for row in product(*(cells.get(c, ()) for c in columns))}
    if any(set(cells) != set(columns) for cells in told) or rows != set(product(*union.values())):
        raise ConflictDataError(
            f"{schema.name}.{field.name} {wanted!r} is no one choice of {', '.join(columns)} now;"
            f" ask for each: {'; '.join(map(_said, told))}"
        )
    chosen = {c: codes[0] if len(codes) == 1 else list(codes) for c, codes in union.items()}
    given = wanted[0] if len(wanted) == 1 else wanted
    warn_of_old_code(f"{schema.name}.{field.name} {given!r}", _said(union))
    return chosen


def _said(cells: Mapping[str, tuple[str, ...]]) -> str:
    return ", ".join(
        f"{c}={codes[0]!r}" if len(codes) == 1 else f"{c}={list(codes)!r}"
        for c, codes in cells.items()
    )
