"""Cite a release, and the sources of just the rows in hand."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING, Any

from conflictdata.citation.entries import release_entry, source_entries
from conflictdata.citation.styles import STYLES, Style
from conflictdata.errors import ConflictDataError, nearest
from conflictdata.provenance import open_stamped, release_of, vintage_of
from conflictdata.release.opening import open_release

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.release.folder import Release


def cite(
    rows: Any = None, /, *, style: Style = "apa", release: str | PathLike[str] | None = None
) -> str:
    """Cite the release, then the sources of just these rows.

    Rows of pandas and pyarrow say of which release they are, and that release is cited. Where
    nothing says it (rows of polars, of a merge, of a file) it is the bundled one, in which the rows
    must stand as they are, or the one that is named. Rows of a vintage are cited as known on its
    day, ``vintage="all"`` as every wording.

    Parameters
    ----------
    rows
        A frame of any backend with the column ``source``, grouped or not, that column alone, an
        index of it, or a list of source ids; without it the release alone is cited.
    style
        ``"apa"`` (text), ``"bibtex"``, ``"csl-json"`` or ``"ris"``; ``"short"`` is one line for a
        caption: reporters, days, number of documents, release. A page that quotes the reporter is
        cited as such, with the reporter's name.
    release
        Version or folder of the release that the rows are of.

    Raises
    ------
    ConflictDataError
        A ValueError: no column ``source``, a number without a source, an unknown source or style,
        rows that are not in the release.

    Examples
    --------
    >>> import conflictdata as cd
    >>> print(cd.cite(["ohchr-2023-05-08"]).splitlines()[-1])
    Office of the United Nations High Commissioner for Human Rights (OHCHR). (2023, May 8). Ukraine:
    civilian casualty update 8 May 2023.
    https://www.ohchr.org/en/news/2023/05/ukraine-civilian-casualty-update-8-may-2023
    >>> rows = cd.load("casualties", reporter="unama", counting="year", measure="killed")
    >>> cd.cite(rows, style="short").startswith("United Nations Assistance Mission in Afghanistan")
    True
    """
    _refuse_unknown(style)
    if style == "short":
        from conflictdata.citation.short import short

        return short(*_in_hand(rows, release))
    return STYLES[style](_entries(rows, release))


def citations(
    rows: Any, /, *, style: str, release: str | PathLike[str] | None = None
) -> list[dict[str, Any]]:
    """What `cite` cites, a row a document, the release first: id, type, citation, url."""
    _refuse_unknown(style)
    if style == "short":
        raise ConflictDataError("style 'short' is one line of text for all; leave --format out")
    return [
        {
            "id": entry["id"],
            "type": "release" if "version" in entry else "source",
            "citation": STYLES[style]([entry]),
            "url": entry.get("URL"),
        }
        for entry in _entries(rows, release)
    ]


def _refuse_unknown(style: str) -> None:
    styles = [*STYLES, "short"]
    if style not in styles:
        raise ConflictDataError(f"style {style!r} is unknown{nearest(style, styles)}")


def _entries(rows: Any, release: str | PathLike[str] | None) -> list[dict[str, Any]]:
    """The release and the sources of rows in the words of CSL."""
    opened, sources, reported, vintage = _in_hand(rows, release)
    reporters: dict[str, list[str]] = {source: [] for source in sources}
    for source, name in dict.fromkeys((source, name) for source, name, _ in reported):
        reporters[source].append(name)
    return [release_entry(opened.descriptor, vintage), *source_entries(opened, reporters)]


def _in_hand(
    rows: Any, release: str | PathLike[str] | None
) -> tuple[Release, list[str], list[tuple[str, str, str]], str | None]:
    """The release that rows are of, their sources, source, reporter and day of each, and the
    vintage that they say they are of.
    """
    if rows is None:
        return open_release(release), [], [], None
    from conflictdata.citation.belonging import refuse_strangers
    from conflictdata.citation.hand import ids_in, sides_of, ungrouped
    from conflictdata.citation.reporters import reported

    rows = ungrouped(rows)
    sides = sides_of(rows)
    said = release_of(rows)
    opened = open_release(release) if release is not None or said is None else open_stamped(rows)
    if said not in (None, opened.version):
        raise ConflictDataError(
            f"these rows are of release {said}, not {opened.version}; leave release= out"
        )
    _refuse_unsourced(sides)
    # what pandas says holds for every row, since it is lost where rows of two releases meet
    trusted = release is not None or (said is not None and hasattr(rows, "attrs"))
    for side in sides:
        refuse_strangers(side, opened, by_cells=not trusted)
    sources = dict.fromkeys(i for side in sides for cell in side["source"] for i in ids_in(cell))
    triples = sorted({t for side in sides for t in reported(side, opened)})
    return opened, list(sources), triples, vintage_of(rows)


def _refuse_unsourced(sides: list[pd.DataFrame]) -> None:
    """An error where there is nothing to cite, or a number stands beside no source."""
    from conflictdata.citation.hand import ids_in

    sourced = [[bool(ids_in(cell)) for cell in side["source"]] for side in sides]
    if not any(map(any, sourced)):
        raise ConflictDataError("cite() got no rows with a source; cite() alone cites the release")
    for side, found in zip(sides, sourced, strict=True):
        numbers = [c for c in ("value", "amount", "quantity") if c in side]
        if len(sides) > 1 or not numbers:
            continue
        filled = side[numbers].notna().any(axis=1)
        bare = [n and not ok for n, ok in zip(filled, found, strict=True)]
        if any(bare):
            raise ConflictDataError(
                f"{sum(bare)} of {len(bare)} rows have a number and no source: give each its"
                " source, or leave them out"
            )
