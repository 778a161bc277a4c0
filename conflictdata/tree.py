"""Trees of codes and areas: what holds what. ``UKR+`` is Ukraine and all that lies in it, and a
dotted code, such as an item, is itself and all that begins with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

# code -> the code above it
Parents = Mapping[str, str | None]


def above(code: str, parents: Parents) -> list[str]:
    """The codes above a code, the next one first; what stands for everything is above all.

    >>> above("UA-14", {"all": None, "UKR": None, "UA-14": "UKR"})
    ['UKR', 'all']
    """
    found = ancestors(code, parents)
    is_below_all = "all" in parents and code in parents and "all" not in (code, *found)
    return [*found, "all"] if is_below_all else found


def below(code: str, parents: Parents) -> list[str]:
    """A code and all below it, in the order of their list."""
    return [c for c in parents if code in (c, *above(c, parents))]


def dotted(code: str, codes: Collection[str]) -> list[str]:
    """A code and those that begin with it and a dot."""
    return [c for c in codes if c == code or c.startswith(f"{code}.")]


def ancestors(code: str, parents: Parents) -> list[str]:
    """What holds a code, the nearest first; in a circle each once, without the code itself.

    >>> ancestors("UA-14", {"UA-14": "UKR", "UKR": "all"})
    ['UKR', 'all']
    """
    way = [code]
    while (holder := parents.get(way[-1])) and holder not in way:
        way.append(holder)
    return way[1:]


def circles(parents: Parents) -> list[list[str]]:
    """The circles of codes that hold each other, each once, from its first code in the alphabet.

    >>> circles({"a": "b", "b": "a", "c": "b"})
    [['a', 'b', 'a']]
    """
    found = {tuple(way) for code in parents if (way := _way_back(code, parents))}
    return [[*way, way[0]] for way in sorted(found)]


def _way_back(code: str, parents: Parents) -> Iterable[str]:
    """The codes of a circle in which a code stands, from the first in the alphabet."""
    way = [code, *ancestors(code, parents)]
    if parents.get(way[-1]) != code:
        return ()
    first = way.index(min(way))
    return [*way[first:], *way[:first]]
