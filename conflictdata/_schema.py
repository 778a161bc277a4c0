"""The pandera schema of a table, with its rules as named checks."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING

from conflictdata.references import Others, known_keys
from conflictdata.release.opening import open_release
from conflictdata.schemas.pandera import pandera_schema

if TYPE_CHECKING:
    import pandas as pd
    import pandera.pandas as pandera

    from conflictdata._names import TableName


def schema(
    table: TableName, /, *, release: str | PathLike[str] | None = None
) -> pandera.DataFrameSchema:
    """The pandera schema of a table: types, codes, keys, and its rules as named checks.

    Examples
    --------
    >>> import conflictdata as cd
    >>> cd.schema("casualties").columns["reporter"].nullable
    False
    """
    import pandera.pandas as pandera

    from conflictdata.rules.among import untold_breaches

    opened = open_release(release)
    own = opened.table(table)
    others = Others(opened)

    def check(name: str) -> pandera.Check:
        def holds(frame: pd.DataFrame) -> bool:
            found = untold_breaches(own, frame, others, only=name)
            return all(b.warning for b in found)

        return pandera.Check(holds, name=name, error=name)

    return pandera_schema(own, known_keys(own, others), {name: check(name) for name in own.rules})
