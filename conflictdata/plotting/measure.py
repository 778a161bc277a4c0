"""How wide a text is drawn, so that it is broken between words and stands beside others, never on
them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# thousandths of the size of the font that characters take in Liberation Sans, whose measures are
# those of Arial and Helvetica
_WIDTHS = {
    222: "ijl'",
    278: "It.,:;/! ",
    333: "rf()-",
    500: "ckszvxyJ",
    584: "+=<>▲▼►",
    611: "FTZL",
    667: "ABEKPSVXY&",
    722: "CDHNRUw",
    778: "GOQ",
    833: "mM",
    889: "%",
    944: "W",
    1000: "—…",
    1015: "@",
}
_OF = {character: width for width, characters in _WIDTHS.items() for character in characters}
_USUAL, _WIDE, _BOLD = 556, 1000, 1.08
# of scripts that are written without spaces: East Asian, from the kana on
_EAST = "\u3000-\u9fff\uac00-\ud7af\uff00-\uffef"
_PIECES = re.compile(f"[^-/{_EAST}]*[-/]|[^-/{_EAST}]+|[{_EAST}]")


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """About how many pixels a line of text takes."""
    thousandths = sum(
        _OF.get(character, _WIDE if character >= "\u3000" else _USUAL) for character in text
    )
    return thousandths / 1000 * size * (_BOLD if bold else 1)


def wrapped(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """A text on as many lines as it needs. A word longer than a line is broken after a hyphen or a
    slash and between the characters of scripts without spaces, and else stays whole.
    """
    lines: list[str] = []
    for word in text.split():
        long = width_of(word, size, bold=bold) > room
        for part, piece in enumerate(_PIECES.findall(word) if long else [word]):
            glue = " " if part == 0 else ""
            if lines and width_of(f"{lines[-1]}{glue}{piece}", size, bold=bold) <= room:
                lines[-1] += f"{glue}{piece}"
            else:
                lines.append(piece)
    return lines


def apart(places: Sequence[float], sizes: Sequence[float], end: float) -> list[float]:
    """The middles of things of some sizes, moved no further than it takes for none to lie on
    another or, as far as there is room, beyond 0 and the end.

    >>> apart([10, 12, 90], [10, 10, 10], 100)
    [6.0, 16.0, 90.0]
    """
    groups: list[Group] = []
    for which in sorted(range(len(places)), key=lambda i: places[i]):
        groups.append(_within((places[which], sizes[which], [which]), end))
        while len(groups) > 1 and _overlap(groups[-2], groups[-1]):
            (above, tall, first), (below, short, second) = groups[-2:]
            total = len(first) + len(second)
            middle = (above * len(first) + below * len(second)) / total
            groups[-2:] = [_within((middle, tall + short, first + second), end)]
    moved = [0.0] * len(places)
    for middle, size, members in groups:
        top = middle - size / 2
        for which in members:
            moved[which] = top + sizes[which] / 2
            top += sizes[which]
    return moved


# the middle of some things that touch, how long they are together, and which they are
Group = tuple[float, float, list[int]]


def _within(group: Group, end: float) -> Group:
    middle, size, members = group
    return min(max(middle, size / 2), max(end - size / 2, size / 2)), size, members


def _overlap(above: Group, below: Group) -> bool:
    return above[0] + above[1] / 2 > below[0] - below[1] / 2


def ticks(top: float, about: int = 5) -> list[int]:
    """Round whole numbers from 0 on, the last of them not below a number.

    >>> ticks(8709), ticks(3)
    ([0, 2000, 4000, 6000, 8000, 10000], [0, 1, 2, 3])
    """
    step = 1
    while step * about < top:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return list(range(0, int(-(-top // step)) * step + 1, step))
