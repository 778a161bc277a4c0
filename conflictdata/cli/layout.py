"""Columns side by side in a window of some width, or one under the other.

A number, a day, a code, an address is whole or not there. Only prose gives way: it folds between
words, or ends in an ellipsis between two of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

GAP, FOLD = 2, 20


@dataclass(frozen=True)
class Column:
    """A column of texts; numbers stand to the `right`, and a `short` one has one line a row."""

    name: str
    cells: Sequence[str]
    right: bool = False
    short: bool = False

    @cached_property
    def prose(self) -> bool:
        """Whether cells hold several words, between which they may be parted."""
        return not self.right and any(len(words(cell)) > 1 for cell in self.cells)

    @cached_property
    def most(self) -> int:
        """The width at which every cell stands on one line."""
        return max(map(width, (self.name, *self.cells)))

    @cached_property
    def least(self) -> int:
        """The width below which something would be cut."""
        if not self.prose:
            return self.most
        whole = [w for cell in self.cells for w in words(cell)] if not self.short else []
        return min(self.most, max(FOLD, width(self.name), *map(width, whole), 0))


def side_by_side(
    columns: Sequence[Column],
    window: int,
    needed: Collection[str],
    dots: str = "…",
    heads: Sequence[str] = (),
) -> tuple[list[str], list[str]] | None:
    """The lines of a table, its head first, and the columns that found no room; None where those
    that are `needed` find none. Prose that is cut ends in `dots`. Of `heads`, one a row, each
    stands once, above its rows.
    """
    shown = list(columns)
    hidden: list[str] = []
    while _total([c.least for c in shown]) > window:
        spare = [c for c in shown if c.name not in needed]
        if not spare:
            return None
        hidden.insert(0, spare[-1].name)
        shown.remove(spare[-1])
    widths = _shared(shown, window)
    lines = [_line([(c, c.name, w) for c, w in zip(shown, widths, strict=True)])]
    for n, row in enumerate(zip(*(c.cells for c in shown), strict=True)):
        if heads and (n == 0 or heads[n] != heads[n - 1]):
            lines += ["", *folded(heads[n], window)]
        parts = [
            [shortened(cell, w, dots)] if c.short else folded(cell, w)
            for c, cell, w in zip(shown, row, widths, strict=True)
        ]
        for i in range(max(map(len, parts))):
            cells = [p[i] if i < len(p) else "" for p in parts]
            lines.append(_line(list(zip(shown, cells, widths, strict=True))))
    return lines, hidden


def one_below_the_other(columns: Sequence[Column], window: int) -> list[str]:
    """The lines of records, a line a column without what is empty, and a blank line between two."""
    names = max((width(c.name) for c in columns), default=0)
    # a window too narrow for a second column of text has the texts below the names
    beside = window - names - GAP >= FOLD
    lines: list[str] = []
    for row in zip(*(c.cells for c in columns), strict=True):
        lines += [""] if lines else []
        for column, cell in zip(columns, row, strict=True):
            if cell and beside:
                first, *rest = folded(cell, window - names - GAP)
                lines.append(f"{column.name:<{names + GAP}}{first}")
                lines += [" " * (names + GAP) + part for part in rest]
            elif cell:
                lines += [column.name, *(f"{'':{GAP}}{p}" for p in folded(cell, window - GAP))]
    return lines


def folded(text: str, room: int) -> list[str]:
    """A text on as many lines as it needs; a word longer than a line stays whole."""
    if width(text) <= room:
        return [text]
    lines: list[str] = []
    for word in words(text):
        if lines and width(lines[-1]) + 1 + width(word) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def shortened(text: str, room: int, dots: str = "…") -> str:
    """A text that ends, where it is too long, in an ellipsis after a whole word."""
    if width(text) <= room:
        return text
    kept = f"{folded(text, room - len(dots) - 1)[0]} {dots}"
    return kept if width(kept) <= room else dots


def words(text: str) -> list[str]:
    """What stays whole: words, and each of several values that are joined by semicolons."""
    return (text if "://" in text else re.sub(r";(?=\S)", "; ", text)).split()


def width(text: str) -> int:
    """How many places a text takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(
        (unicodedata.category(c) not in ("Mn", "Me", "Cf"))
        * (1 + (unicodedata.east_asian_width(c) in ("W", "F")))
        for c in text
    )


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + GAP * (len(widths) - 1)


def _shared(columns: Sequence[Column], window: int) -> list[int]:
    """The widths of columns: what is left over goes to those that want it, evenly."""
    widths = [c.least for c in columns]
    left = window - _total(widths)
    wanting = sorted(range(len(columns)), key=lambda i: columns[i].most - widths[i])
    for done, i in enumerate(wanting):
        more = min(columns[i].most - widths[i], left // (len(wanting) - done))
        widths[i] += more
        left -= more
    return widths


def _line(cells: Sequence[tuple[Column, str, int]]) -> str:
    padded = [
        " " * (w - width(text)) + text if c.right else text + " " * (w - width(text))
        for c, text, w in cells
    ]
    return (" " * GAP).join(padded).rstrip()
