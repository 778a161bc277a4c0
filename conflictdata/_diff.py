"""What changed from one release to another: tables, columns, rows, and cells by key."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING, Any

from conflictdata.changes import CHANGES
from conflictdata.comparing import Comparison
from conflictdata.errors import ConflictDataError
from conflictdata.reasons import reason_of, reasons_of
from conflictdata.release.opening import open_release

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.release.folder import Release


COLUMNS = ["table", "change", "key", "column", "old", "new", "reason"]


def diff(old: str | PathLike[str], new: str | PathLike[str] | None = None, /) -> pd.DataFrame:
    """What changed from one release to another.

    Parameters
    ----------
    old, new
        Versions or folders of releases; the bundled release for `new` if it is not given.

    Returns
    -------
    pandas.DataFrame
        A row a change: table, change, key, column, old, new, and the reason where the later release
        gives one, in the tables `corrections` and `retired`; corrected cells first, then what was
        removed, then what was added. A page that corroborates, or a locator or note where there was
        none, is no correction but a ``cell added to``. Rows are compared by key, and under their
        new key where they were retired for it (``row renamed``). What was only renamed (a column, a
        code) is one line with the number of rows (``recoded``), and so are the cells of a column
        that the build derives from others (``cells rebuilt``): titles of sources, days of the next
        wording. Rows that cannot be compared are said so.

    Examples
    --------
    >>> import conflictdata as cd
    >>> len(cd.diff(cd.path("casualties").parent, cd.path("casualties").parent))
    0
    """
    import pandas as pd

    if old is None:
        raise ConflictDataError("diff() compares two releases; give the version of the earlier one")
    before, after = open_release(old), open_release(new)
    changes: list[tuple[Any, ...]] = []
    for name in [*after.resources, *(n for n in before.resources if n not in after.resources)]:
        if name not in before.resources:
            changes.append((name, "table added", None, None, None, _rows(after, name)))
        elif name not in after.resources:
            changes.append((name, "table removed", None, None, _rows(before, name), None))
        else:
            compared = Comparison(name, before, after)
            changes += [*compared.columns(), *compared.rows()]
    changes.sort(key=lambda change: CHANGES.index(change[1]))
    reasons = reasons_of(after, since=before.version)
    told = [(*change, reason_of(change, reasons)) for change in changes]
    return pd.DataFrame(told, columns=COLUMNS).astype(dict.fromkeys(COLUMNS, "str"))


def _rows(release: Release, name: str) -> int:
    return release.resources[name]["rows"]
