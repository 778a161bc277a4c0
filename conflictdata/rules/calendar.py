"""Days, months, quarters and years of figures, as numpy has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.rules.subject import Subject

NEVER = np.datetime64("NaT", "D")


# how many months each has
CALENDAR = {"month": 1, "quarter": 3, "year": 12}


def counted_from(s: Subject) -> np.ndarray:
    """The first day that figures of the conflict of each row cover."""
    conflicts = s.others["conflicts"]
    first = dict(zip(conflicts["id"], in_days(conflicts["counted_from"]), strict=True))
    return s.look_up("conflict", lambda c: first.get(c, NEVER), "datetime64[D]")


def in_days(days: pd.Series) -> np.ndarray:
    return days.to_numpy().astype("datetime64[D]")


def first_day(days: np.ndarray, months: int) -> np.ndarray:
    """The first day of the month, quarter or year of each day."""
    return _unit(days, months, 0)


def last_day(days: np.ndarray, months: int) -> np.ndarray:
    """The last day of the month, quarter or year of each day."""
    return _unit(days, months, 1) - 1


def _unit(days: np.ndarray, months: int, later: int) -> np.ndarray:
    since_1970 = days.astype("datetime64[M]").astype("int64")
    return ((since_1970 // months + later) * months).astype("datetime64[M]").astype("datetime64[D]")
