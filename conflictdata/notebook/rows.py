"""Show rows in a notebook: where pandas would hide columns, it hides none of those that matter."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from conflictdata.provenance import open_stamped, release_of
from conflictdata.summary import summary

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.release.folder import Release
    from conflictdata.schemas.table import Table

# what pandas 3 and those before call it; a frame need not be there yet
FRAMES = (("pandas", "DataFrame"), ("pandas.core.frame", "DataFrame"))


def begin(shell: Any) -> None:
    """Have a notebook show our rows so."""
    for module, name in FRAMES:
        _html(shell).for_type_by_name(module, name, shown)


def end(shell: Any) -> None:
    """Leave a notebook as it was."""
    for module, name in FRAMES:
        _html(shell).pop(f"{module}.{name}", None)


def shown(frame: pd.DataFrame) -> str | None:
    """A frame as pandas shows it; whole rows of a table with the columns that people look at first,
    and the names of the others.
    """
    import pandas as pd
    import pyarrow as pa

    most = pd.get_option("display.max_columns")
    if type(frame) is not pd.DataFrame or not most or len(frame.columns) <= most:
        return _by_pandas(frame)
    version = release_of(frame)
    found = None if version is None else _table(open_stamped(frame), list(frame.columns))
    if found is None:
        return _by_pandas(frame)
    first, _ = summary(pa.Table.from_pandas(frame, preserve_index=False), found)
    others = ", ".join(c for c in frame.columns if c not in first)
    told = f"{len(frame.columns) - len(first)} more columns: {others}. Release {version}."
    return f"{_by_pandas(frame[first])}<p>{escape(told)}</p>"


def _table(release: Release, columns: list[str]) -> Table | None:
    """The table whose rows these are: its columns, and what a verb adds to them."""
    for name in release.resources:
        table = release.table(name)
        if columns[: len(table.columns)] == table.columns:
            return table
    return None


def _by_pandas(frame: pd.DataFrame) -> str | None:
    return frame._repr_html_()


def _html(shell: Any) -> Any:
    return shell.display_formatter.formatters["text/html"]
