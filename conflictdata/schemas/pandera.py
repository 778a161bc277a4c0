"""A schema as pandera has it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    import pandera.pandas as pa_pandera

    from conflictdata.schemas.table import Field, Table


def pandera_schema(
    table: Table,
    known: Mapping[str, Collection[str]] | None = None,
    rules: Mapping[str, pa_pandera.Check] | None = None,
) -> pa_pandera.DataFrameSchema:
    """The pandera schema: a named check for each constraint and key, and one for each rule that is
    given.

    Parameters
    ----------
    known
        Column -> keys of the table to which it refers; without it foreign keys are not checked.
    rules
        Rule name -> check of the whole frame.
    """
    import pandera.pandas as pandera

    return pandera.DataFrameSchema(
        {f.name: _pandera_column(f, (known or {}).get(f.name), pandera) for f in table.fields},
        checks=list((rules or {}).values()),
        # a key of one column is unique by that column's own check
        unique=list(table.primaryKey) if len(table.primaryKey) > 1 else None,
        strict=True,
        name=table.name,
        title=table.title,
        description=table.description,
    )


def _pandera_column(field: Field, known: Collection[str] | None, pandera: Any) -> Any:
    constraints = field.constraints
    checks = []
    allowed = field.allowed or tuple(known or ())
    if allowed:
        checks.append(
            pandera.Check(_member_of(frozenset(allowed), field.separator), name="known-code")
        )
    if "minimum" in constraints:
        checks.append(pandera.Check.ge(constraints["minimum"], name="minimum", error="minimum"))
    if "maximum" in constraints:
        checks.append(pandera.Check.le(constraints["maximum"], name="maximum", error="maximum"))
    if "pattern" in constraints:
        checks.append(
            pandera.Check.str_matches(constraints["pattern"], name="pattern", error="pattern")
        )
    if "maxLength" in constraints:
        checks.append(
            pandera.Check.str_length(
                max_value=constraints["maxLength"], name="maxLength", error="maxLength"
            )
        )
    return pandera.Column(
        # pandera does not check the unit of datetime64; codes are checked by their values, as
        # category or as text
        {"integer": "Int64", "date": "datetime64[ns]"}.get(
            field.type, None if field.encoded else "str"
        ),
        checks=checks,
        nullable=not field.required,
        unique=bool(constraints.get("unique")),
        title=field.title,
        description=field.description,
        metadata={k: v for k in ("unit", "hxl", "codes") if (v := getattr(field, k))},
    )


def _member_of(allowed: frozenset[str], separator: str | None) -> Any:
    def check(values: pd.Series) -> pd.Series:
        if separator is None:
            return values.isin(allowed)
        # the same few cells stand in many rows
        distinct = values.dropna().astype(str).unique()
        return values.isna() | values.isin(
            [cell for cell in distinct if allowed.issuperset(cell.split(separator))]
        )

    return check
