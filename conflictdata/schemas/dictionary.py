"""The data dictionary of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conflictdata.schemas.table import Table


def dictionary(table: Table) -> list[dict[str, Any]]:
    """The data dictionary, a row a column: column, type, unit, title, description, codes."""
    return [
        {
            "column": f.name,
            "type": "code" if f.encoded and f.type == "string" else f.type,
            "unit": f.unit,
            "title": f.title,
            "description": f.description,
            "codes": ", ".join(f.allowed) or None,
        }
        for f in table.fields
    ]
