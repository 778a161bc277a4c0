"""Codes that stand for a branch of their tree: ``UKR+`` is Ukraine and all that lies in it, and a
dotted code, such as an item, is itself and all that begins with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

Parents = Mapping[str, str | None]


def below(code: str, parents: Parents) -> list[str]:
    """A code and all below it, in the order of their list."""
    return [c for c in parents if code in (c, *above(c, parents))]


def above(code: str, parents: Parents) -> Iterator[str]:
    """The codes above a code, the next one first; what stands for everything is above all."""
    seen = {code}
    while (code := parents.get(code) or _everything(code, parents)) and code not in seen:
        seen.add(code)
        yield code


def dotted(code: str, codes: Collection[str]) -> list[str]:
    """A code and those that begin with it and a dot."""
    return [c for c in codes if c == code or c.startswith(f"{code}.")]


def _everything(code: str, parents: Parents) -> str:
    return "all" if "all" in parents and code in parents else ""
