"""By which words articles name what is counted: the table `vocabulary`, found in a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from conflictdata.tracing.names import LONGEST_INITIALS, country_of, wordings
from conflictdata.tracing.tokens import Token, words_of

if TYPE_CHECKING:
    from conflictdata.release.folder import Release

STAR = "*"
# lists whose words tell a language; names of people and places are alike in several
TELLING = frozenset(("cue", "measure", "qualifier", "counting", "number"))
ENGLISH = "en"
# codes that a text needs before its language is taken for known
ENOUGH = 3
# tokens that tell the language of a text
SAMPLE = 300
# letters that a stem has at least
SHORTEST = 3


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


class Node:
    """A place in the tree of wordings: what the words so far stand for, and which words follow."""

    __slots__ = ("codes", "stems", "words")

    def __init__(self) -> None:
        self.codes: list[tuple[str, str]] = []
        self.words: dict[str, Node] = {}
        self.stems: dict[str, Node] = {}

    def child(self, word: str) -> Node:
        among = self.stems if word.endswith(STAR) else self.words
        return among.setdefault(word.rstrip(STAR), Node())

    def after(self, token: Token) -> Iterator[Node]:
        """Where a token leads, by the longest wording first."""
        for word in dict.fromkeys((token.text, token.plain)):
            if word in self.words:
                yield self.words[word]
        if self.stems:
            for size in range(len(token.plain), SHORTEST - 1, -1):
                if (stem := token.plain[:size]) in self.stems:
                    yield self.stems[stem]


class Lexicon:
    """The wordings of one language, as a tree of their words."""

    def __init__(self, language: str):
        self.language = language
        self._root = Node()
        self._articles: set[str] = set()

    def add(self, name: str, code: str, wording: str) -> None:
        node = self._root
        for word in _key(wording):
            node = node.child(word)
        if (name, code) not in node.codes:
            node.codes.append((name, code))
        if (name, code) == ("cue", "article"):
            self._articles.add(wording)

    def hits(self, tokens: Sequence[Token]) -> list[Hit]:
        """The wordings in a text, the longest at each place; none lies in another."""
        found, at = [], 0
        while at < len(tokens):
            hit = self._at(tokens, at)
            if hit is not None and hit.end - at > 1 and tokens[at].plain in self._articles:
                # of "the ministry of health" the longer name is meant
                longer = self._at(tokens, at + 1)
                hit = longer if longer is not None and longer.end > hit.end else hit
            if hit is not None:
                found.append(hit)
            at = at + 1 if hit is None else hit.end
        return found

    def _at(self, tokens: Sequence[Token], start: int) -> Hit | None:
        """The longest wording that begins at a token."""
        best: Hit | None = None
        ways = [(self._root, start)]
        while ways:
            node, at = ways.pop()
            if node.codes and (best is None or at > best.end):
                best = Hit(start, at, tuple(node.codes))
            if at < len(tokens) and tokens[at].sentence == tokens[start].sentence:
                ways += [(after, at + 1) for after in node.after(tokens[at])][::-1]
        return best


class Lexicons:
    """The vocabulary of a release, language by language, with the names of areas and reporters."""

    def __init__(self, release: Release, reporting: Iterable[str]):
        # words of any language behind which a stop ends no sentence
        self.abbreviations: set[str] = set()
        self.by_language = {ENGLISH: Lexicon(ENGLISH)}
        for name, code, language, wording in _rows(
            release, "vocabulary", "list", "code", "language", "wording"
        ):
            lexicon = self.by_language.setdefault(language, Lexicon(language))
            lexicon.add(name, code, wording)
            if (name, code) == ("cue", "abbreviation"):
                self.abbreviations.add(wording)
        known = frozenset(reporting)
        organizations = _rows(release, "organizations", "id", "name")
        self.reporters = [(code, name) for code, name in organizations if code in known]
        self.parties = [
            (code, name)
            for code, name, others in _rows(release, "parties", "id", "name", "other_names")
            for name in (name, *(others or "").split(";"))
            if code != "all" and name
        ]
        self.areas = [(code, name) for code, name in _rows(release, "areas", "id", "name")]
        self._named: set[str] = set()

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
        return self._with_names(language)

    def _with_names(self, language: str) -> Lexicon:
        """The lexicon of a language with names in it, which no other text needs."""
        lexicon = self.by_language[language]
        if language not in self._named:
            for code, name in self.reporters:
                for wording in wordings(code, name):
                    lexicon.add("reporter", code, wording)
            for code, _ in self.areas if language != ENGLISH else ():
                if name := country_of(code, language):
                    lexicon.add("area", code, name)
            if language == ENGLISH:
                for code, name in self.areas:
                    if code != "all":
                        lexicon.add("area", code, name)
                for code, name in self.parties:
                    lexicon.add("affiliation", code, name.partition(" (")[0])
            self._named.add(language)
        return lexicon


def _rows(release: Release, table: str, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Rows of a table; none of one that an older release has not."""
    if table not in release.resources:
        return iter(())
    rows = release.read(table, columns)
    return zip(*(rows[name].to_pylist() for name in columns), strict=True)


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
