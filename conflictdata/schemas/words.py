"""What schemas tell people: the dictionary, former names, the nearest column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conflictdata.errors import nearest

if TYPE_CHECKING:
    pass


def warn_of_old_name(old: str, new: str) -> None:
    """Say that a column or code was renamed; the old name works for one release."""
    import sys
    import warnings

    # the caller's own line, since Python shows a DeprecationWarning only where a script or a test
    # is its cause
    level, frame = 2, sys._getframe(1)
    while frame.f_back is not None and frame.f_globals["__name__"].startswith("conflictdata."):
        level, frame = level + 1, frame.f_back
    warnings.warn(
        f"{old} is called {new!r} now; the old name goes with the next release",
        DeprecationWarning,
        stacklevel=level,
    )


def nearest_column(name: str, columns: list[str]) -> str:
    # what people type for a day has little in common with what the columns are called
    days = [c for c in columns if c in ("announced_on", "period_end", "published_on")]
    if name in ("date", "day", "when", "as_of") and days:
        return f"; did you mean {days[0]!r}?"
    return nearest(name, columns) or f"; its columns are {', '.join(columns)}"
