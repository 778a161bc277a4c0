"""Numbers and days as they are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    import numpy as np


def half_unit(amounts: pd.Series | np.ndarray) -> pd.Series:
    """Half a unit of the last printed digit: 500000 for 64617000000."""
    digits = pd.Series(amounts).astype("Int64").astype("str").str
    zeros = digits.len() - digits.rstrip("0").str.len()
    return 0.5 * 10.0 ** zeros.astype("float64")


def iso_day(value: object) -> str:
    return str(value)[:10]


def cell_text(value: object) -> str:
    return "none" if pd.isna(value) else str(value)
