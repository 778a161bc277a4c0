"""What there is: the tables of a release."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING

from conflictdata.newest import last_covered
from conflictdata.release.opening import open_release

if TYPE_CHECKING:
    import pandas as pd


def tables(*, release: str | PathLike[str] | None = None) -> pd.DataFrame:
    """The tables of a release.

    Returns
    -------
    pandas.DataFrame
        Indexed by table: rows, first and last day covered (a plan's do not count), last_reported
        (newest vintage), description.

    Examples
    --------
    >>> import conflictdata as cd
    >>> "casualties" in cd.tables().index
    True
    """
    import pandas as pd

    opened = open_release(release)
    frame = pd.DataFrame(
        [
            {
                "table": r["name"],
                "rows": r["rows"],
                "first": r.get("first"),
                "last": last_covered(opened, r["name"]),
                "last_reported": r.get("lastReported"),
                "description": r["description"],
            }
            for r in opened.resources.values()
        ]
    ).set_index("table")
    for name in ("first", "last", "last_reported"):
        frame[name] = pd.to_datetime(frame[name]).astype("datetime64[s]")
    return frame
