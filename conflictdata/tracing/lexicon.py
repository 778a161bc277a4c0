"""By which words articles name what is counted: the table `vocabulary`, found in a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from conflictdata.tracing.names import LONGEST_INITIALS, wordings
from conflictdata.tracing.tokens import Token, words_of

if TYPE_CHECKING:
    from conflictdata.release.folder import Release

STAR = "*"
ARTICLES = ("the", "der", "die", "das", "dem", "des", "le", "la", "el")
# lists whose words tell a language; names of people and places are alike in several
TELLING = frozenset(("cue", "measure", "qualifier", "counting", "number"))
ENGLISH = "en"
# codes that a text needs before its language is taken for known
ENOUGH = 3
# tokens that tell the language of a text
SAMPLE = 800


class Hit(NamedTuple):
    """Words of a text that stand for codes: tokens from start up to end, and list and code."""

    start: int
    end: int
    codes: tuple[tuple[str, str], ...]

    def of(self, name: str) -> list[str]:
        """The codes of a list."""
        return [code for among, code in self.codes if among == name]

    def has(self, name: str, code: str | None = None) -> bool:
        return any(among == name and code in (None, is_) for among, is_ in self.codes)


Wording = tuple[tuple[str, ...], frozenset[str], tuple[tuple[str, str], ...]]


class Lexicon:
    """The wordings of one language, by their first word."""

    def __init__(self, language: str):
        self.language = language
        self._codes: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        self._first: dict[str, list[tuple[str, ...]]] = {}
        self._stems: dict[str, list[tuple[str, ...]]] = {}

    def add(self, name: str, code: str, wording: str) -> None:
        key = _key(wording)
        known = self._codes.get(key)
        if known is None:
            known = self._codes[key] = []
            first = self._stems if key[0].endswith(STAR) else self._first
            first.setdefault(key[0].rstrip(STAR), []).append(key)
        if (name, code) not in known:
            known.append((name, code))

    def hits(self, tokens: Sequence[Token]) -> list[Hit]:
        """The wordings in a text, the longest at each place; none lies in another."""
        found, at = [], 0
        while at < len(tokens):
            key = self._at(tokens, at)
            if key is None:
                at += 1
                continue
            if len(key) > 1 and key[0] in ARTICLES:
                # of "the ministry of health" the longer name is meant
                longer = self._at(tokens, at + 1)
                if longer is not None and len(longer) >= len(key):
                    at, key = at + 1, longer
            found.append(Hit(at, at + len(key), tuple(self._codes[key])))
            at += len(key)
        return found

    def _at(self, tokens: Sequence[Token], at: int) -> tuple[str, ...] | None:
        token = tokens[at]
        listed = [*self._first.get(token.text, ()), *self._first.get(token.plain, ())]
        for size in range(3, len(token.plain) + 1) if self._stems else ():
            listed += self._stems.get(token.plain[:size], ())
        fits = [key for key in listed if _fits(key, tokens, at)]
        return max(fits, key=lambda key: (len(key), len(key[0])), default=None)


class Lexicons(NamedTuple):
    """The vocabulary of a release, language by language."""

    by_language: dict[str, Lexicon]

    @classmethod
    def of(cls, release: Release, reporting: Iterable[str]) -> Lexicons:
        """The vocabulary of a release, with the names of its areas and of those who report."""
        rows = release.read("vocabulary").to_pylist() if "vocabulary" in release.resources else []
        lexicons = {ENGLISH: Lexicon(ENGLISH)}
        for row in rows:
            language = row["language"]
            lexicon = lexicons.setdefault(language, Lexicon(language))
            lexicon.add(row["list"], row["code"], row["wording"])
        organizations = release.read("organizations", ["id", "name"]).to_pylist()
        known = frozenset(reporting)
        for lexicon in lexicons.values():
            for row in organizations:
                for wording in wordings(row["id"], row["name"]) if row["id"] in known else ():
                    lexicon.add("reporter", row["id"], wording)
        for row in release.read("areas", ["id", "name"]).to_pylist():
            if row["id"] != "all":
                lexicons[ENGLISH].add("area", row["id"], row["name"])
        return cls(lexicons)

    def of_text(self, tokens: Sequence[Token]) -> Lexicon | None:
        """The lexicon of the language of a text; none of one without vocabulary."""
        head = tokens[:SAMPLE]
        counts = Counter(
            {name: _telling(lexicon.hits(head)) for name, lexicon in self.by_language.items()}
        )
        (language, most), *_ = counts.most_common(1)
        words = sum(1 for token in head if token.is_word)
        if most < min(ENOUGH, words // 4) or most * 12 < words:
            return None
        return self.by_language[language]


def _telling(hits: Iterable[Hit]) -> int:
    return sum(hit.end - hit.start for hit in hits if any(n in TELLING for n, _ in hit.codes))


@lru_cache(maxsize=1 << 14)
def _key(wording: str) -> tuple[str, ...]:
    """The words of a wording as texts are compared."""
    key: list[str] = []
    for word in words_of(wording):
        if word == STAR:
            key[-1] += STAR
        else:
            # initials are no common words: US and us, WHO and who
            key.append(word if _is_initials(word) else word.casefold())
    return tuple(key)


def _is_initials(word: str) -> bool:
    return word.isupper() and word.isalpha() and 1 < len(word) <= LONGEST_INITIALS


def _fits(key: tuple[str, ...], tokens: Sequence[Token], at: int) -> bool:
    if at + len(key) > len(tokens):
        return False
    for word, token in zip(key, tokens[at : at + len(key)], strict=True):
        if word.endswith(STAR):
            if not token.plain.startswith(word[:-1]):
                return False
        elif word not in (token.text, token.plain):
            return False
        # in an article, initials are capitals: WHO is no who
        if _is_initials(word) and token.text != word:
            return False
    return tokens[at].sentence == tokens[at + len(key) - 1].sentence
