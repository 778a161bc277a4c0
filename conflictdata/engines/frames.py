"""Rows as pandas frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conflictdata.errors import ConflictDataError

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


def to_pandas(rows: pa.Table) -> pd.DataFrame:
    """Arrow rows as a frame; few are converted sooner than threads have started."""
    return rows.to_pandas(date_as_object=False, use_threads=rows.num_rows > 100_000)


def from_any(frame: Any) -> pd.DataFrame:
    import pandas as pd

    if isinstance(frame, pd.DataFrame):
        return frame
    arrow = frame.to_arrow() if hasattr(frame, "to_arrow") else frame
    if not hasattr(arrow, "to_pandas"):
        raise ConflictDataError(
            f"validate() takes a frame of pandas, polars or pyarrow, not {type(frame).__name__}"
        )
    import pyarrow as pa

    from conflictdata.engines.dictionaries import widened

    return widened(arrow).to_pandas(
        date_as_object=False, types_mapper={pa.int64(): pd.Int64Dtype()}.get
    )
