"""The contents of a package: what they are called, and on which page they can be read."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import pandas as pd

from conflictdata.rules.rule import Found, rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from conflictdata.rules.subject import Subject

# words that say nothing of what a thing is
IDLE = {"and", "with", "for", "other", "the"}
# two words of one stem begin alike
STEM = 5
# a document that decides, and lists nothing
DECIDES = "memorandum"


@rule(
    "item",
    "correct the code, or let its definition name such a thing; if it is one, add an exception",
)
def wording_is_like_its_code(s: Subject) -> Found:
    """A wording shares a word with its code, its definition or another wording of it."""
    codes = s.others["codes"]
    mine = codes[codes["list"] == s.table.by_name["item"].codes]
    said: defaultdict[str, set[str]] = defaultdict(set)
    for code, *texts in mine[["code", "label", "definition", "example"]].itertuples(index=False):
        words = set(_stems(" ".join([re.sub(r"[._]", " ", code), *_given(texts)])))
        for name in _with_those_above(code):
            said[name] |= words
        said[code] |= words
    items, wordings = s.rows["item"].astype("str"), s.rows["wording"].astype("str")
    stems = [set(_stems(w)) for w in wordings]
    used: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for code, its in zip(items, stems, strict=True):
        for name in _with_those_above(code):
            used[name].update(its)
    for i, (code, its) in enumerate(zip(items, stems, strict=True)):
        names = list(_with_those_above(code))
        if its and not any(w in said[n] or used[n][w] > 1 for n in names for w in its):
            yield i, f"{wordings[i]!r} shares no word with {code}"


@rule("source", "name the page with the list, as list_source of the package")
def decision_lists_nothing(s: Subject) -> Found:
    """The contents of a package are not read in the memorandum that decides on it."""
    sources = s.others["sources"]
    decides = sources["title"].astype("str").str.casefold().str.contains(DECIDES)
    names = set(sources.loc[decides, "source_id"].astype("str"))
    for i, name in enumerate(s.rows["source"].astype("str")):
        if name in names:
            yield i, f"{name} is a memorandum"


def _given(texts: Iterable[object]) -> Iterator[str]:
    return (str(t) for t in texts if not pd.isna(t))


def _stems(text: str) -> Iterator[str]:
    for word in re.findall(r"\w{3,}", text.casefold()):
        if word not in IDLE:
            yield word[:STEM]


def _with_those_above(code: str) -> Iterator[str]:
    """A code and those that hold it: armored.tank, armored."""
    parts = code.split(".")
    yield from (".".join(parts[:n]) for n in range(len(parts), 0, -1))
