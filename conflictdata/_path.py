"""The Parquet file of a table."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from conflictdata.release.opening import open_release

if TYPE_CHECKING:
    from conflictdata._names import TableName


def path(table: TableName, /, *, release: str | PathLike[str] | None = None) -> Path:
    """The Parquet file of a table, for any other engine.

    >>> import conflictdata as cd
    >>> cd.path("casualties").name
    'casualties.parquet'
    """
    return open_release(release).path(table)
