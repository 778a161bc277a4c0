"""Days, months and years of figures, as numpy has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.rules.subject import Subject

NEVER = np.datetime64("NaT", "D")


CALENDAR = (("month", "M"), ("year", "Y"))


def conflict_began(s: Subject) -> np.ndarray:
    """The day on which the conflict of each row began."""
    conflicts = s.others["conflicts"]
    began = dict(zip(conflicts["id"], in_days(conflicts["began_on"]), strict=True))
    return s.look_up("conflict", lambda c: began.get(c, NEVER), "datetime64[D]")


def in_days(days: pd.Series) -> np.ndarray:
    return days.to_numpy().astype("datetime64[D]")


def first_day(days: np.ndarray, unit: str) -> np.ndarray:
    """The first day of the month or year of each day."""
    return days.astype(f"datetime64[{unit}]").astype("datetime64[D]")


def last_day(days: np.ndarray, unit: str) -> np.ndarray:
    """The last day of the month or year of each day."""
    return (days.astype(f"datetime64[{unit}]") + 1).astype("datetime64[D]") - 1
