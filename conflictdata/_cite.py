"""Cite a release, and the sources of just the rows in hand."""

from __future__ import annotations

from os import PathLike
from typing import Any

from conflictdata.citation.entries import release_entry, source_entries
from conflictdata.citation.styles import STYLES, Style
from conflictdata.errors import ConflictDataError, nearest
from conflictdata.release.opening import open_release


def cite(
    rows: Any = None, /, *, style: Style = "apa", release: str | PathLike[str] | None = None
) -> str:
    """Cite the release, then the sources of just these rows.

    Parameters
    ----------
    rows
        A frame of any backend with the column ``source``, that column alone, or a list of source
        ids; without it the release alone is cited.
    style
        ``"apa"`` (text), ``"bibtex"``, ``"csl-json"`` or ``"ris"``.

    Raises
    ------
    ConflictDataError
        A ValueError: no column ``source``, an unknown source or style.

    Examples
    --------
    >>> import conflictdata as cd
    >>> print(cd.cite(["ohchr-2023-05-08"]).splitlines()[-1])
    Office of the United Nations High Commissioner for Human Rights (OHCHR). (2023, May 8). Ukraine:
    civilian casualty update 8 May 2023.
    https://www.ohchr.org/en/news/2023/05/ukraine-civilian-casualty-update-8-may-2023
    """
    if style not in STYLES:
        raise ConflictDataError(f"style {style!r} is unknown{nearest(style, STYLES)}")
    opened = open_release(release)
    entries = [release_entry(opened.descriptor)]
    if rows is not None:
        entries += source_entries(opened, _source_ids(rows))
    return STYLES[style](entries)


def _source_ids(rows: Any) -> list[str]:
    names = getattr(rows, "column_names", None) or getattr(rows, "columns", None)
    if names is not None:
        column = next((c for c in ("source", "source_id") if c in list(names)), None)
        if column is None:
            raise ConflictDataError("cite() needs the column 'source': cite before you aggregate")
        rows = rows[column]
    if isinstance(rows, str):
        rows = [rows]
    values = rows.to_pylist() if hasattr(rows, "to_pylist") else list(rows)
    return list(dict.fromkeys(v for v in values if isinstance(v, str)))
