"""Conflict statistics: casualty counts, aid totals and aid packages, with a source and a day on
every figure.

>>> import conflictdata as cd
>>> line = {"reporter": "ohchr", "measure": "killed", "area": "UKR", "sex": "all"}
>>> killed = cd.load("casualties", period_end="2023-05-01", controlled_by="all", **line)
>>> killed[["value", "reported_on", "source_tier"]].astype(str).values.tolist()
[['8709', '2023-05-02', 'republished']]

Nothing heavy is imported before the first call that needs it.
"""

from importlib import import_module
from typing import Any

from conflictdata._public import PUBLIC

__all__ = sorted([*PUBLIC, "__version__"])


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from conflictdata.release.opening import open_release

        return open_release().version
    if name not in PUBLIC:
        raise AttributeError(f"module 'conflictdata' has no attribute {name!r}")
    value = getattr(import_module(f"conflictdata.{PUBLIC[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return list(__all__)


def load_ipython_extension(shell: Any) -> None:
    """Have a notebook complete tables, filters and codes, and show of rows what matters first:
    ``%load_ext conflictdata``.
    """
    from conflictdata.notebook import completing, rows

    completing.begin(shell)
    rows.begin(shell)


def unload_ipython_extension(shell: Any) -> None:
    """Leave a notebook as it was."""
    from conflictdata.notebook import completing, rows

    completing.end(shell)
    rows.end(shell)
