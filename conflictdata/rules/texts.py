"""Texts hold what a reader can see, and nothing that a spreadsheet runs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from conflictdata.rules.rule import Found, rule

if TYPE_CHECKING:
    from conflictdata.rules.subject import Subject

# what people write, not what a code list or a release holds
TEXTS = ("name", "title", "wording", "wording_reported", "locator", "disputed", "note")
FORMULA = re.compile(r"[=+@]|-\s*[\d(=]")
# marks of direction, of nothing, of a break, and of what could not be read
INVISIBLE = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd]"
)
# UTF-8 that was read as Windows-1252 or Latin-1, where it is certain
BROKEN = re.compile("â€|Ã[\u0080-\u00bf]|[ÐÑ][\u0080-\u00bf°±²³µ¶·¸¹º»¼½¾¿].?[ÐÑ]")


def bare_address(url: str) -> str:
    """An address without what makes no other page of it.

    >>> bare_address("http://www.ohchr.org/en/ukraine/")
    'ohchr.org/en/ukraine'
    """
    return re.sub(r"^https?://(www\.)?", "", url).rstrip("/")


@rule("note", "type the text again, without what one cannot see and without = + - @ before it")
def text_is_plain(s: Subject) -> Found:
    """A text begins with a word, and holds no character that cannot be seen."""
    for column in TEXTS:
        if column not in s.frame:
            continue
        numbers, words = s.coded(column)
        wrong = {i: why for i, word in enumerate(words) if word and (why := _wrong(str(word)))}
        if not wrong:
            continue
        for row, number in enumerate(numbers.tolist()):
            if number in wrong:
                yield row, f"{column} {wrong[number]}"


@rule("name", "type the name again, without what one cannot see and without = + - @ before it")
def name_is_plain(s: Subject) -> Found:
    """A name begins with a word, and holds no character that cannot be seen."""
    yield from text_is_plain(s)


def _wrong(text: str) -> str | None:
    if FORMULA.match(text):
        return f"begins like a formula: {text[:20]!r}"
    if found := INVISIBLE.search(text):
        return f"holds {found[0]!a}, which cannot be seen, after {text[: found.start()]!r}"
    if found := BROKEN.search(text):
        return f"holds {found[0]!r}, letters that were read in another encoding"
    return None
