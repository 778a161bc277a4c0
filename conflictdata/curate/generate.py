"""Generate what editors and type checkers go by: ``_names.py`` with tables and codes,
``__init__.pyi`` with the filters.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from conflictdata._public import PUBLIC

if TYPE_CHECKING:
    from conflictdata.schemas.table import Field, Table

HEADER = '''"""Tables and codes, for editors. Made by `conflictdata build`; not to be edited."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, Protocol, SupportsIndex
from typing import TypeAlias, TypedDict, TypeVar

if TYPE_CHECKING:
    from numpy import datetime64
else:
    datetime64 = object

T = TypeVar("T")


class Array(Protocol):
    """A column or an array of any library."""

    def to_numpy(self) -> Any: ...


class Period(Protocol):
    """A month or a year, as pandas has it."""

    @property
    def start_time(self) -> Any: ...
    @property
    def end_time(self) -> Any: ...


# a value, any of several (None for empty), a range with both ends in, or None for empty
Filter: TypeAlias = T | Iterable[T | None] | Array | slice | None
# a day; in a filter also a month or a year
Day: TypeAlias = str | date | datetime64
Days: TypeAlias = Day | Period

'''


STUB = '''"""Types of the public functions. Made by `conflictdata build`; not to be edited."""

from collections.abc import Iterable
from os import PathLike
from typing import Literal, Unpack, overload

import pandas as pd
import polars as pl
import pyarrow as pa

from conflictdata import _names
{imports}

__version__: str

'''


OVERLOAD = """@overload
def {function}(
    table: Literal["{table}"],
    /,
    *,
    columns: Iterable[{columns}] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
{backend}    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.{where}],
) -> {frame}: ...
"""


BACKEND = '    backend: Literal["{}"]{},\n'


BACKENDS = (
    ("pandas", "pd.DataFrame", ' = "pandas"'),
    ("polars", "pl.DataFrame", ""),
    ("pyarrow", "pa.Table", ""),
)


def names_module(tables: Mapping[str, Table], branches: Mapping[str, list[str]]) -> str:
    """The source text of ``_names.py``; `branches` gives of each list the codes above others."""
    literals = {
        "TableName": list(tables),
        "FigureTable": [n for n, t in tables.items() if t.dimensions],
    }
    for table in tables.values():
        for field in table.fields:
            if field.codes and field.categories:
                literals[_class_name(field.codes)] = [c["value"] for c in field.categories]
            if field.codes and branches.get(field.codes):
                name = f"{_class_name(field.codes)}Branch"
                literals[name] = [f"{code}+" for code in branches[field.codes]]
    for name, table in tables.items():
        literals[f"{_class_name(name)}Column"] = table.columns
    texts = [f"{name} = Literal[\n{_lines(values)}]" for name, values in literals.items()]
    texts += [_filters(table, branches) for table in tables.values()]
    return HEADER + "\n".join(texts) + "\n"


def stub_module(tables: Mapping[str, Table]) -> str:
    """The source text of ``__init__.pyi``."""
    lines = [name for name, table in tables.items() if table.dimensions]
    texts = [
        OVERLOAD.format(
            function=function,
            table=name,
            frame=frame,
            backend=BACKEND.format(backend, default),
            **_types(name),
        )
        for function, names in (("load", tables), ("series", lines))
        for name in names
        for backend, frame, default in BACKENDS
    ]
    return STUB.format(imports="\n".join(_imports())) + "".join(texts)


def _imports() -> list[str]:
    """What the face gives as it stands; functions with filters of their own are overloads."""
    return [
        f"from conflictdata.{module} import {name} as {name}"
        for name, module in sorted(PUBLIC.items(), key=lambda item: (item[1], item[0]))
        if name not in ("load", "series")
    ]


def _types(table: str) -> dict[str, str]:
    return {"columns": f"_names.{_class_name(table)}Column", "where": f"{_class_name(table)}Where"}


def _filters(table: Table, branches: Mapping[str, list[str]]) -> str:
    lines = "".join(f"    {f.name}: Filter[{_python(f, branches)}]\n" for f in table.fields)
    return f"\n\nclass {_class_name(table.name)}Where(TypedDict, total=False):\n{lines}"


def _python(field: Field, branches: Mapping[str, list[str]]) -> str:
    if field.codes and field.categories:
        code = _class_name(field.codes)
        return f"{code} | {code}Branch" if branches.get(field.codes) else code
    return {"integer": "SupportsIndex", "date": "Days", "string": "str"}[field.type]


def _class_name(name: str) -> str:
    return name.title().replace("_", "")


def _lines(values: list[str]) -> str:
    quoted = ('"' + v.replace("\\", "\\\\").replace('"', '\\"') + '"' for v in values)
    return "".join(f"    {q},\n" for q in quoted)
