"""What articles call those who report: derived from their names in the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

# an id this short is what an office is called: OHCHR, UNAMI, MONUSCO
LONGEST_INITIALS = 7
# and this long is written as a name too: Acled, Unama
NAMELIKE = 5
MINISTRY = re.compile(r"Ministry (?:of|for)(?: Public)? (\w+(?: Affairs)?)")
UNITED_NATIONS = "United Nations"
# spelled in two ways
SPELLED = ("Defence", "Defense")


def wordings(code: str, name: str) -> Iterator[str]:
    """A name without what stands in brackets behind it, its initials, and what papers make of it.

    Of the Ministry of Health of Sudan: Sudan's Ministry of Health, Sudan's health ministry, and
    health ministry alone, which the conflict decides.
    """
    if code.isalpha() and len(code) <= LONGEST_INITIALS:
        yield code.upper()
        if len(code) >= NAMELIKE:
            yield code.title()
    bare = name.partition(" (")[0]
    if bare.startswith("Government of "):
        yield "the government"
    british, american = SPELLED
    names = {bare, bare.replace(british, american), bare.replace(american, british)}
    if bare.startswith(UNITED_NATIONS):
        short = {bare.replace(UNITED_NATIONS, un, 1) for un in ("UN", "U.N.")}
        names |= short
        if " Mission" in bare:
            yield "UN mission"
            yield "U.N. mission"
    for spelled in names:
        yield spelled
        owned = _owned(spelled)
        if owned is not None:
            what, country = owned
            yield f"{country}'s {what}"
        if ministry := MINISTRY.match(spelled):
            yield f"{ministry[1]} ministry"
            yield f"Ministry of {ministry[1]}"
            yield ministry[0]
            if owned is not None:
                yield f"{owned[1]}'s {ministry[1]} ministry"
                yield f"{owned[1]}'s Ministry of {ministry[1]}"


def _owned(name: str) -> tuple[str, str] | None:
    """What somebody is, and of which country: the Government of Israel."""
    for found in re.finditer(r" (?:of|in) (?:the )?", name):
        country = name[found.end() :]
        if tuple(country.casefold().split()) in territories("en"):
            return name[: found.start()], country
    return None


def country_of(code: str, language: str) -> str | None:
    """What a language calls the country of a code of three letters."""
    from babel import Locale
    from babel.core import get_global

    names = Locale.parse(language).territories
    known = get_global("territory_aliases").get(code, ())
    return next((names[short] for short in known if short in names), None)


@lru_cache(maxsize=16)
def territories(language: str) -> frozenset[tuple[str, ...]]:
    """The countries of the world, as a language calls them."""
    from babel import Locale

    names = Locale.parse(language).territories
    return frozenset(
        tuple(name.casefold().split()) for code, name in names.items() if len(code) == 2
    )
