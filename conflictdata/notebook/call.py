"""The call in which a cursor stands, from the text before it, which is not yet whole."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from itertools import pairwise

# what may stand before a bracket: the name of a function, dotted or not
NAME = re.compile(r"[A-Za-z_][\w.]*$")
KEYWORD = re.compile(r"\s*(\w+)\s*=(?!=)\s*")
PAIRS = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True)
class Call:
    """A call that is being written.

    `before` are its arguments up to the one with the cursor, `keyword` is that one's name, `typed`
    the word that has been begun, in a string or not (`quoted`).
    """

    function: str
    before: tuple[str, ...]
    keyword: str | None
    typed: str
    quoted: bool

    def positional(self, place: int) -> str | None:
        """The text of an earlier argument, if it is written as one."""
        text = self.before[place] if place < len(self.before) else None
        value = None if text is None or KEYWORD.match(text) else _literal(text)
        return value if isinstance(value, str) else None

    @property
    def named(self) -> dict[str, str | list[str]]:
        """The earlier arguments that name a text or several."""
        found = {}
        for text in self.before:
            if name := KEYWORD.match(text):
                value = _literal(text[name.end() :])
                if isinstance(value, str | list):
                    found[name[1]] = value
        return found


def call_at(text: str) -> Call | None:
    """The innermost call around the end of a text; None where there is none.

    >>> call_at('cd.load("casualties", measure=["killed", "in')
    Call(function='cd.load', before=('"casualties"',), keyword='measure', typed='in', quoted=True)
    """
    opened, quote = _scan(text)
    # a list or a tuple is part of an argument
    while opened and not (text[opened[-1].place] == "(" and NAME.search(text[: opened[-1].place])):
        opened.pop()
    if not opened:
        return None
    name = NAME.search(text[: opened[-1].place])
    bounds = [opened[-1].place, *opened[-1].commas, len(text)]
    parts = [text[a + 1 : b] for a, b in pairwise(bounds)]
    *before, last = parts
    keyword = KEYWORD.match(last)
    word = text[quote:] if quote is not None else re.search(r"\w*$", last)[0]  # type: ignore[index]
    return Call(
        name[0] if name else "",
        tuple(part.strip() for part in before),
        keyword[1] if keyword else None,
        word,
        quote is not None,
    )


@dataclass
class _Bracket:
    place: int
    commas: list[int]


def _scan(text: str) -> tuple[list[_Bracket], int | None]:
    """The brackets that are open at the end of a text, each with the commas of its own, and where
    the string began in which it ends.
    """
    opened: list[_Bracket] = []
    i = 0
    while i < len(text):
        sign = text[i]
        if sign == "#":
            i = (text + "\n").index("\n", i)
        elif sign in "\"'":
            mark = sign * 3 if text.startswith(sign * 3, i) else sign
            end = _end_of_string(text, i + len(mark), mark)
            if end is None:
                return opened, i + len(mark)
            i = end
            continue
        elif sign in "([{":
            opened.append(_Bracket(i, []))
        elif sign in PAIRS and opened and text[opened[-1].place] == PAIRS[sign]:
            opened.pop()
        elif sign == "," and opened:
            opened[-1].commas.append(i)
        i += 1
    return opened, None


def _end_of_string(text: str, start: int, mark: str) -> int | None:
    """The place after a string, or None where the text ends in it; a plain one ends with a line."""
    i = start
    while i < len(text):
        if text[i] == "\\":
            i += 2
        elif text.startswith(mark, i):
            return i + len(mark)
        elif text[i] == "\n" and len(mark) == 1:
            return i
        else:
            i += 1
    return None


def _literal(text: str) -> object:
    try:
        return ast.literal_eval(text.strip())
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
