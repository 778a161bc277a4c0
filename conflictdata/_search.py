"""Find codes, keys and wordings by people's words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from numbers import Integral
from os import PathLike
from typing import TYPE_CHECKING, NamedTuple

from conflictdata.errors import ConflictDataError, shown
from conflictdata.matching import hits, tokens, within_reach
from conflictdata.release.opening import open_release
from conflictdata.vocabulary import names_in, spoken_of

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.release.folder import Release


COLUMNS = ["table", "column", "code", "label", "matched", "score"]


def search(
    words: str, /, *, release: str | PathLike[str] | None = None, limit: int = 20
) -> pd.DataFrame:
    """Find what people's words stand for: codes, names, wordings of items, titles of documents.

    Parameters
    ----------
    words
        A few words, in any order; most of them must be found. Plurals, initials (``"US"``) and
        mistyped words are found as well.
    release
        Version or folder of another release; the bundled one without it.
    limit
        How many lines at most; the best come first, and ``.attrs["found"]`` says how many there
        are.

    Returns
    -------
    pandas.DataFrame
        A line for each code in each column where it stands: table, column, code (what a filter of
        that column takes), label, the text that matched, and a score up to 1. What stands in no row
        has the table in which it is listed.

    Examples
    --------
    >>> import conflictdata as cd
    >>> found = cd.search("HIMARS ammunition").iloc[0]
    >>> found[["table", "column", "code"]].tolist()
    ['aid_package_items', 'item', 'ammunition.rocket.himars']
    """
    import pandas as pd

    if not isinstance(words, str) or not tokens(words):
        raise ConflictDataError(f"search() takes a few words, not {shown(words)}")
    if not isinstance(limit, Integral) or limit < 1:
        raise ConflictDataError(
            f"search() gives at most limit= lines, 1 or more, not {shown(limit)}"
        )
    found = []
    opened = open_release(release)
    near = within_reach(words, _words_of(opened))
    for entry in _entries(opened):
        score, text = max((_score(words, t, n, near), t) for n, t in enumerate(entry.texts))
        if score:
            found.append((entry.is_part, (*entry[:4], text, round(score, 3))))
    found.sort(key=lambda line: (-line[1][-1], len(line[1][3]), line[1][2], line[0]))
    frame = pd.DataFrame([line for _, line in found[:limit]], columns=COLUMNS)
    frame.attrs["found"] = len(found)
    return frame


class Entry(NamedTuple):
    """A code in a column of a table, and the texts by which it can be found, its label first.

    A column in which most figures are ``all`` holds parts: of equal answers it gives the last.
    """

    table: str
    column: str
    code: str
    label: str
    texts: tuple[str, ...]
    is_part: bool = False


# the columns that hold people's own words, and what they are said of
SPOKEN = {("aid_package_items", "wording"): "label"}


# the columns that list what stands in others
LISTS = {
    "codes": "code",
    "organizations": "id",
    "areas": "id",
    "conflicts": "id",
    "sources": "source_id",
}


def _score(words: str, text: str, rank: int, near: frozenset[str] | None) -> float:
    """How well words are found in a text: most of them, and little else; later texts say less of
    what a thing is called.
    """
    if near is not None and near.isdisjoint(tokens(text)):
        return 0.0
    found = hits(words, text)
    there = [hit for hit in found if hit]
    if 2 * len(there) <= len(found):
        return 0.0
    said = min(1.0, len(there) / max(1, len(tokens(text))))
    return sum(there) / len(found) * (0.7 + 0.3 * said) * 0.9 ** min(rank, 2)


@lru_cache(maxsize=2)
def _words_of(release: Release) -> frozenset[str]:
    return frozenset(w for entry in _entries(release) for t in entry.texts for w in tokens(t))


@lru_cache(maxsize=2)
def _entries(release: Release) -> list[Entry]:
    """What can be found in a release."""
    entries: list[Entry] = []
    for name in release.resources:
        table = release.table(name)
        for field in table.fields:
            if not field.encoded or name == "codes":
                continue
            called = spoken_of(release, table, field)
            if names := {c: [*n, *called.words.get(c, ())] for c, n in called.names.items()}:
                cells = release.read(name, [field.name])[field.name].unique().to_pylist()
                there = {p for c in cells if c for p in c.split(field.separator or "\0")}
                said_of = _named(name, field.name, {c: names[c] for c in names if c in there})
                is_part = field.dimension == "whole"
                entries += [entry._replace(is_part=is_part) for entry in said_of]
        for (of, column), label in SPOKEN.items():
            if of == name:
                rows = release.read(name, [column, label]).to_pylist()
                said = {row[column]: row[label] for row in rows}
                entries += [Entry(name, column, c, said[c] or c, (c,)) for c in said if c]
    return entries + _listed_only(release, {(e.code, e.label) for e in entries})


def _named(name: str, column: str, names: Mapping[str, Sequence[str]]) -> list[Entry]:
    return [
        Entry(name, column, code, label, (label, code, *texts))
        for code, (label, *texts) in names.items()
    ]


def _listed_only(release: Release, there: Collection[tuple[str, str]]) -> list[Entry]:
    """What is listed and stands in no row, and documents, which are found by their titles."""
    return [
        entry
        for name, key in LISTS.items()
        for entry in _named(name, key, names_in(release, name, key))
        if (entry.code, entry.label) not in there
    ]
