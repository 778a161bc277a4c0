"""People's words against the names of things: the same, in another form, or mistyped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from conflictdata.errors import nearest

# how sure a word is found: as it is, in another form or by its initials, mistyped or as a part
SAME, FORM, NEAR = 1.0, 0.95, 0.7


# what an error proposes at most
PROPOSED = 4


SMALL = frozenset(
    ("a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the")
)


class Called(NamedTuple):
    """What codes are called, each by its label and then by longer texts, and the words that people
    use for them.
    """

    names: Mapping[str, Sequence[str]] = {}
    words: Mapping[str, Sequence[str]] = {}


def proposal(
    word: str,
    known: Collection[str],
    names: Mapping[str, Sequence[str]],
    words: Mapping[str, Sequence[str]] = {},
) -> str:
    """The end of a sentence that names the codes people may mean by a word, none rather than a
    silly one.

    Parameters
    ----------
    known
        The codes that there are.
    names
        Code -> what it is called: its label, then longer texts.
    words
        Code -> words that people use for it, which stand for it as a whole.

    Examples
    --------
    >>> proposal("United States", ["USA", "UKR"], {"USA": ["United States"]})
    "; did you mean 'USA' (United States)?"
    """
    if word.casefold() in {k.casefold() for k in known}:
        return nearest(word, known)
    named = {code: names.get(code) or [code] for code in known}
    found = meant(word, named, FORM, words)
    if not found and (mistyped := nearest(word, sorted(known))):
        return mistyped
    found = found or meant(word, named, NEAR)
    if not found:
        return ""
    *some, last = (_told(code, named[code][0]) for code in found[:PROPOSED])
    several = f"{', '.join(some)} or {last}" if some else last
    more = f" cd.search({word!r}) finds more" if len(found) > PROPOSED else ""
    return f"; did you mean {several}?{more}"


def meant(
    word: str,
    names: Mapping[str, Sequence[str]],
    sure: float,
    words: Mapping[str, Sequence[str]] = {},
) -> list[str]:
    """The codes of whose names a word may be said, the likeliest first."""
    exact: list[tuple[int, str]] = []
    more: list[tuple[int, str]] = []
    about: list[tuple[int, str]] = []
    said: list[tuple[int, str]] = []
    told: list[tuple[int, str]] = []
    for code, (label, *texts) in names.items():
        size, begins = len(tokens(label)), _begins(word, label)
        if (begins and size == len(tokens(word))) or _is_short_for(word, label):
            exact.append((size, code))
        elif all_found(word, f"{label}\n{code}", sure):
            (more if begins else about).append((size, code))
        elif any(tokens(text) == tokens(word) for text in words.get(code, ())):
            said.append((size, code))
        elif any(all_found(word, f"{label}\n{text}", sure) for text in texts):
            told.append((size, code))
    # "partners of the United States" are not meant by "United States"
    less = [] if exact else [*sorted(about), *sorted(said or told)]
    return [code for _, code in (*sorted(exact), *sorted(more), *less)]


def all_found(wanted: str, text: str, sure: float) -> bool:
    found = hits(wanted, text)
    return bool(found) and min(found) >= sure


def hits(wanted: str, text: str) -> list[float]:
    """How surely each word is found in a text, from 0 to 1; initials only of its first line."""
    there = tokens(text)
    found = []
    for word in _spoken(wanted):
        sure = min(max((_hit(t, other) for other in there), default=0.0) for t in tokens(word))
        if sure < FORM and _is_short(word) and word.casefold() in initials(text.partition("\n")[0]):
            sure = FORM
        found.append(sure)
    return found


def within_reach(wanted: str, words: Collection[str]) -> frozenset[str] | None:
    """Those words in which anything that is wanted is found; None where it may stand for initials,
    which are found in no single word.
    """
    if any(_is_short(word) for word in _spoken(wanted)):
        return None
    parts = tokens(wanted)
    return frozenset(w for w in words if any(_hit(part, w) for part in parts))


@lru_cache(maxsize=1 << 16)
def tokens(text: str) -> tuple[str, ...]:
    """The words and numbers of a text or code, without accents, case and small words.

    >>> tokens("Ministry of Defence of Türkiye"), tokens("ammunition.artillery.155mm")
    (('ministry', 'defence', 'turkiye'), ('ammunition', 'artillery', '155mm'))
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return tuple(t for t in _words(plain) if t not in SMALL)


@lru_cache(maxsize=1 << 14)
def initials(text: str) -> frozenset[str]:
    """The initials of words that follow one another, with small ones and without.

    >>> sorted(initials("Department of Defense"))
    ['dd', 'do', 'dod', 'od']
    """
    found: set[str] = set()
    for run in (_words(text), [w for w in _words(text) if w not in SMALL]):
        starts = "".join(w[0] for w in run)
        found.update(starts[i : i + n] for n in range(2, 7) for i in range(len(run) - n + 1))
    return frozenset(found)


def _told(code: str, label: str) -> str:
    return repr(code) if code.casefold() == label.casefold() else f"{code!r} ({label})"


def _begins(word: str, label: str) -> bool:
    return tokens(label)[: len(tokens(word))] == tokens(word)


def _is_short(word: str) -> bool:
    return sum(c.isupper() for c in word) > 1


def _is_short_for(word: str, label: str) -> bool:
    """Whether a word is the initials of a label: US, UK."""
    return _is_short(word) and word.casefold() == "".join(t[0] for t in tokens(label))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def _spoken(text: str) -> list[str]:
    return [w for w in re.split(r"[\s;,/]+", text) if tokens(w)]


@lru_cache(maxsize=1 << 18)
def _hit(word: str, other: str) -> float:
    if word == other:
        return SAME
    if word.isdigit() or other.isdigit() or min(len(word), len(other)) < 3:
        return 0.0
    if f"{word}s" == other or f"{other}s" == word:
        return FORM
    shared = next(
        (i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b),
        min(len(word), len(other)),
    )
    # Russian and Russia, Lebanese and Lebanon
    if shared >= 5 or (shared >= 4 and shared == min(len(word), len(other))):
        return NEAR
    if word[0] != other[0] or abs(len(word) - len(other)) > 2 or len(word) < 4:
        return 0.0
    return NEAR if SequenceMatcher(None, word, other).ratio() >= 0.8 else 0.0
