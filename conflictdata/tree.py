"""Trees of codes and areas: what holds what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def ancestors(code: str, parents: Mapping[str, str]) -> list[str]:
    """What holds a code, the nearest first; in a circle each once, without the code itself.

    >>> ancestors("UA-14", {"UA-14": "UKR", "UKR": "all"})
    ['UKR', 'all']
    """
    above: list[str] = []
    while (code_above := parents.get([code, *above][-1])) is not None:
        if code_above in (code, *above):
            break
        above.append(code_above)
    return above


def circles(parents: Mapping[str, str]) -> list[list[str]]:
    """The circles of codes that hold each other, each once, from its first code in the alphabet.

    >>> circles({"a": "b", "b": "a", "c": "b"})
    [['a', 'b', 'a']]
    """
    found = {tuple(way) for code in parents if (way := _way_back(code, parents))}
    return [[*way, way[0]] for way in sorted(found)]


def _way_back(code: str, parents: Mapping[str, str]) -> Iterable[str]:
    """The codes of a circle in which a code stands, from the first in the alphabet."""
    way = [code]
    while (above := parents.get(way[-1])) is not None and above not in way:
        way.append(above)
    if above != code:
        return ()
    first = way.index(min(way))
    return [*way[first:], *way[:first]]
