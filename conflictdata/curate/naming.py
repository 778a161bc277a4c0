"""Generate ``conflictdata/_names.py``: table names and codes as literals, so that an editor completes them."""

from __future__ import annotations

from collections.abc import Mapping

from conflictdata.schemas import Table

HEADER = '''"""Names of tables and codes, for editors and type checkers. Made by `conflictdata build`; not to be edited."""

from typing import Literal

'''


def names_module(tables: Mapping[str, Table]) -> str:
    """The source text of the module."""
    literals = {"TableName": list(tables), "FigureTable": [n for n, t in tables.items() if t.dimensions]}
    for table in tables.values():
        for field in table.fields:
            if field.codes and field.categories:
                literals[_class_name(field.codes)] = [c["value"] for c in field.categories]
    return HEADER + "\n".join(f"{name} = Literal[\n{_lines(values)}]" for name, values in literals.items()) + "\n"


def _class_name(code_list: str) -> str:
    return code_list.title().replace("_", "")


def _lines(values: list[str]) -> str:
    quoted = ('"' + v.replace("\\", "\\\\").replace('"', '\\"') + '"' for v in values)
    return "".join(f"    {q},\n" for q in quoted)
