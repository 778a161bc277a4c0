"""Conflict statistics: casualty counts, aid totals and aid packages, with a source and a day on every figure.

>>> import conflictdata as cd
>>> killed = cd.load("casualties", reporter="ohchr", measure="killed", area="UKR", period_end="2023-05-01", sex="all", control="all")
>>> killed[["value", "reported_on", "source_tier"]].astype(str).values.tolist()
[['8709', '2023-05-02', 'republished']]

Nothing heavy is imported before the first call that needs it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conflictdata.checking import schema as schema
    from conflictdata.checking import validate as validate
    from conflictdata.citing import cite as cite
    from conflictdata.comparing import diff as diff
    from conflictdata.converting import convert as convert
    from conflictdata.describing import describe as describe
    from conflictdata.describing import tables as tables
    from conflictdata.errors import ConflictDataError as ConflictDataError
    from conflictdata.errors import ValidationError as ValidationError
    from conflictdata.fetching import fetch as fetch
    from conflictdata.fetching import releases as releases
    from conflictdata.lines import series as series
    from conflictdata.loading import load as load
    from conflictdata.loading import path as path

    __version__: str

_HOME = {
    "load": "loading",
    "path": "loading",
    "series": "lines",
    "tables": "describing",
    "describe": "describing",
    "cite": "citing",
    "convert": "converting",
    "diff": "comparing",
    "fetch": "fetching",
    "releases": "fetching",
    "schema": "checking",
    "validate": "checking",
    "ConflictDataError": "errors",
    "ValidationError": "errors",
}

__all__ = [
    "ConflictDataError",
    "ValidationError",
    "__version__",
    "cite",
    "convert",
    "describe",
    "diff",
    "fetch",
    "load",
    "path",
    "releases",
    "schema",
    "series",
    "tables",
    "validate",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("conflictdata")
    if name not in _HOME:
        raise AttributeError(f"module 'conflictdata' has no attribute {name!r}")
    value = getattr(import_module(f"conflictdata.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
