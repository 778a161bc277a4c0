"""Words, numbers and signs of a text, where they stand, and its sentences."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

# what groups digits: comma, stop, apostrophe, thin and hard spaces; a plain space in some languages
GROUPED = r"\d{1,3}(?:[,.'\u2019\u00a0\u2009\u202f ]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?"
# what is left of a day and a number behind it: "since October 7 835 people"
DAY = re.compile(r"(?:[12]?\d|3[01]) ")
TOKEN = re.compile(rf"(?P<number>(?<![\d])(?:{GROUPED}))|(?P<word>[^\W\d_]+)|(?P<sign>[^\w\s]|_)")
# characters that a wrapped line has at least
WRAPPED = 60
DASHES = "-\u2010\u2011\u2013\u2014"
LONG = ("\u2013", "\u2014")
QUOTES = ('"', "\u201c", "\u201d")
APOSTROPHES = ("'", "\u2019")
CLOSING, OPENING = '"\u201d\u00bb)\u2019', "\u201c\"\u00ab'\u2018$\u20ac\u00a3"


class Token(NamedTuple):
    """A word, number or sign."""

    start: int
    end: int
    text: str
    # as vocabularies are compared
    plain: str
    is_number: bool
    # of its sentence, and of the paragraph of it
    sentence: int
    paragraph: int

    @property
    def is_word(self) -> bool:
        return self.text[0].isalpha()


def tokens(text: str, abbreviations: Container[str]) -> list[Token]:
    """The tokens of a text, each with its sentence and paragraph; a stop behind abbreviations ends
    no sentence.
    """
    found: list[Token] = []
    sentence = paragraph = 0
    end = 0
    for part in _parts(text, found):
        if found:
            gap = text[end : part.start()]
            if "\n" in gap:
                # a line that is wrapped goes on; a heading is short
                short = len(text[text.rfind("\n", 0, end) + 1 : end]) < WRAPPED
                if gap.count("\n") > 1 or _ends(found[-1]) or (short and part[0][:1].isupper()):
                    sentence, paragraph = sentence + 1, paragraph + 1
            elif gap and _is_stop(found, text, part, abbreviations):
                sentence += 1
        word = part[0]
        number = part.lastgroup == "number"
        found.append(
            Token(part.start(), part.end(), word, word.casefold(), number, sentence, paragraph)
        )
        end = part.end()
    return found


def touches(tokens: Sequence[Token], at: int) -> bool:
    """Whether a token follows another without a gap."""
    return at + 1 < len(tokens) and tokens[at].end == tokens[at + 1].start


def words_of(wording: str) -> list[str]:
    """The tokens of a wording."""
    return [m[0] for m in TOKEN.finditer(wording)]


@lru_cache(maxsize=2)
def months(language: str = "de", width: str = "wide") -> frozenset[str]:
    """The months of a language: of German, which writes them after an ordinal with a stop, or of
    English, which writes them before the day.
    """
    from babel import Locale

    names = Locale.parse(language).months["format"]
    return frozenset(n.casefold() for n in (*names["wide"].values(), *names[width].values()))


def _parts(text: str, found: Sequence[Token]) -> Iterator[re.Match[str]]:
    """The parts of a text, each after the tokens that were found before it."""
    at = 0
    while part := TOKEN.search(text, at):
        if part["number"] and (day := DAY.match(part[0])) and _is_month(found):
            part = TOKEN.fullmatch(text, part.start(), part.start() + day.end() - 1) or part
        at = part.end()
        yield part


def _is_month(found: Sequence[Token]) -> bool:
    """Whether the last token is a month in English, a stop behind it or not: "Oct. 7"."""
    last = found[-2:-1] if found and found[-1].text == "." else found[-1:]
    return bool(last) and last[0].plain in months("en", "abbreviated")


def _ends(token: Token) -> bool:
    return token.text in ".!?\u2026:" or token.text in CLOSING


def _is_stop(
    found: list[Token], text: str, after: re.Match[str], abbreviations: Container[str]
) -> bool:
    """Whether the sentence ended before a token, which stands behind a gap."""
    at = len(found) - 1
    if found[at].text in CLOSING and at:
        at -= 1
    if found[at].text in "!?\u2026":
        return True
    if found[at].text != ".":
        return False
    first = after[0][:1]
    if not (first.isupper() or first.isdigit() or first in OPENING):
        return False
    before = found[at - 1] if at else None
    if before is not None and before.is_number and after[0].casefold() in months():
        return False  # "bis zum 1. Mai"
    if before is None or before.end != found[at].start:
        return True
    # "U.S.", "e.g."
    is_letter = before.is_word and len(before.text) == 1
    return not is_letter and before.plain not in abbreviations
