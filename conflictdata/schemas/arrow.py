"""A schema as Arrow has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    from conflictdata.schemas.table import Table


def arrow_schema(table: Table) -> pa.Schema:
    """Arrow types: int64, date32, and dictionaries of strings for codes; titles and units in the
    metadata.
    """
    import pyarrow as pa

    types = {"integer": pa.int64(), "date": pa.date32(), "string": pa.string()}
    code = pa.dictionary(pa.int32(), pa.string())
    return pa.schema(
        [
            pa.field(
                f.name,
                code if f.encoded else types[f.type],
                nullable=not f.required,
                metadata={
                    k: v for k in ("title", "description", "unit", "hxl") if (v := getattr(f, k))
                },
            )
            for f in table.fields
        ],
        metadata={"title": table.title, "description": table.description},
    )
