"""The rows that a command line asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conflictdata.errors import ConflictDataError

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.schemas.table import Table


def chosen_rows(
    table: str, where: list[str] | None, vintage: str | None, as_series: bool
) -> tuple[Table, pd.DataFrame]:
    from conflictdata._load import load
    from conflictdata._series import series
    from conflictdata.release.opening import open_release

    schema = open_release().table(table)
    filters = dict(_filter(schema, text) for text in where or [])
    if as_series:
        return schema, series(table, vintage=vintage, **filters).reset_index(drop=True)  # type: ignore[arg-type]
    return schema, load(table, vintage=vintage, **filters)  # type: ignore[arg-type]


def _filter(schema: Table, text: str) -> tuple[str, Any]:
    """``column=value`` as `load` takes it."""
    name, equals, wanted = text.partition("=")
    if not equals:
        raise ConflictDataError(
            f"{text!r} is no filter; write COLUMN=VALUE, such as {schema.summary[0]}=..."
        )
    if name in ("vintage", "columns"):
        raise ConflictDataError(f"{name} is an option: --{name} {wanted}")
    field = schema.field(name)

    def convert(word: str) -> Any:
        return int(word) if field.type == "integer" and word.lstrip("-").isdigit() else word

    if field.type != "string" and ".." in wanted:
        low, _, high = wanted.partition("..")
        return name, slice(convert(low) if low else None, convert(high) if high else None)
    values = [convert(word) if word else None for word in wanted.split(",")]
    return name, values[0] if len(values) == 1 else values
