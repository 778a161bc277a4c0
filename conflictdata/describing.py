"""What there is: the tables of a release, and the columns and caveats of each."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING

from conflictdata.releases import open_release
from conflictdata.schemas import dictionary

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata._names import TableName


def tables(*, release: str | PathLike[str] | None = None) -> pd.DataFrame:
    """The tables of a release.

    Returns
    -------
    pandas.DataFrame
        Indexed by table: rows, first and last day covered, last_reported (newest vintage), description.

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
                "last": r.get("last"),
                "last_reported": r.get("lastReported"),
                "description": r["description"],
            }
            for r in opened.resources.values()
        ]
    ).set_index("table")
    for name in ("first", "last", "last_reported"):
        frame[name] = pd.to_datetime(frame[name]).astype("datetime64[s]")
    return frame


def describe(table: TableName, /, *, release: str | PathLike[str] | None = None) -> pd.DataFrame:
    """The columns of a table, and in ``.attrs["caveats"]`` what a reader must not do with it.

    Returns
    -------
    pandas.DataFrame
        Indexed by column: type, unit, title, description, codes.

    Examples
    --------
    >>> import conflictdata as cd
    >>> cd.describe("casualties").loc["value", "unit"]
    'people'
    >>> print(cd.describe("aid_totals").attrs["caveats"][0])
    Stages are not comparable; a commitment is a promise, an allocation is set aside for a use, a disbursement has been paid.
    """
    import pandas as pd

    schema = open_release(release).table(table)
    frame = pd.DataFrame(dictionary(schema)).set_index("column")
    frame.attrs.update(description=schema.description, caveats=list(schema.caveats))
    return frame
