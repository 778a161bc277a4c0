"""What schemas tell people: the dictionary, former names, the nearest column."""

from __future__ import annotations

from conflictdata.errors import nearest


def warn_of_old_name(old: str, new: str) -> None:
    """Say that a column or code was renamed; the old name works for one release."""
    warn_the_caller(
        f"{old} is called {new!r} now; the old name goes with the next release", DeprecationWarning
    )


def warn_of_old_code(old: str, new: str) -> None:
    """Say that several columns tell what one code told; the code works for one release."""
    warn_the_caller(
        f"{old} is asked for as {new} now; the old code goes with the next release",
        DeprecationWarning,
    )


def warn_the_caller(message: str, category: type[Warning]) -> None:
    """Warn of the caller's own line, since Python shows a DeprecationWarning only where a script or
    a test is its cause.
    """
    import sys
    import warnings

    level, frame = 2, sys._getframe(1)
    while frame.f_back is not None and frame.f_globals.get("__name__", "").startswith(
        "conflictdata."
    ):
        level, frame = level + 1, frame.f_back
    warnings.warn(message, category, stacklevel=level)


def nearest_column(name: str, columns: list[str]) -> str:
    # what people type for a day has little in common with what the columns are called
    days = [c for c in columns if c in ("announced_on", "period_end", "published_on")]
    if name in ("date", "day", "when", "as_of") and days:
        return f"; did you mean {days[0]!r}?"
    return nearest(name, columns) or f"; its columns are {', '.join(columns)}"
