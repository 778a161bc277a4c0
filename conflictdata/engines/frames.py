"""Rows as pandas frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conflictdata.engines.columns import no_frame

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from conflictdata.release.folder import Release
    from conflictdata.schemas.table import Table


def to_pandas(rows: pa.Table) -> pd.DataFrame:
    """Arrow rows as a frame; few are converted sooner than threads have started."""
    return rows.to_pandas(date_as_object=False, use_threads=rows.num_rows > 100_000)


def with_every_code(frame: pd.DataFrame, release: Release, table: Table) -> pd.DataFrame:
    """The same rows, whose columns of codes know every code that stands in the release or may."""
    from conflictdata.engines.dictionaries import widened, without_unused
    from conflictdata.engines.row_groups import one_array

    fields = [table.by_name[c] for c in frame.columns if table.by_name[c].encoded]
    # a cell that joins several codes is none of the list
    known = {f.name: list(f.allowed) for f in fields if f.separator is None and f.allowed}
    cells = without_unused(
        widened(release.read(table.name, [f.name for f in fields if f.name not in known]))
    )
    known |= {c: one_array(cells[c]).dictionary.to_pylist() for c in cells.schema.names}
    return frame.assign(
        **{
            c: frame[c].cat.set_categories(list(dict.fromkeys([*codes, *frame[c].cat.categories])))
            for c, codes in known.items()
        }
    )


def from_any(frame: Any, caller: str) -> pd.DataFrame:
    """A frame of any backend as one of pandas, or an error that says what `caller` takes."""
    import pandas as pd

    if isinstance(frame, pd.DataFrame):
        return frame
    arrow = frame.to_arrow() if hasattr(frame, "to_arrow") else frame
    if not hasattr(arrow, "to_pandas"):
        raise no_frame(frame, caller)
    import pyarrow as pa

    from conflictdata.engines.dictionaries import widened

    return widened(arrow).to_pandas(
        date_as_object=False, types_mapper={pa.int64(): pd.Int64Dtype()}.get
    )
