"""Versions: ``YEAR.MONTH.MICRO`` of a release, with ``.devN`` while it is worked on."""

from __future__ import annotations

import re

VERSION = re.compile(r"[0-9]{4}\.[0-9]{1,2}\.[0-9]+")
WORKING_COPY = re.compile(rf"({VERSION.pattern})\.dev[0-9]+")


def is_working_copy(version: str) -> bool:
    """Whether the rows of that version may still change."""
    return bool(WORKING_COPY.fullmatch(version))


def order(version: str) -> tuple[tuple[int, ...], bool]:
    """What versions are sorted by; a working copy comes before its release."""
    return tuple(int(n) for n in re.findall(r"[0-9]+", version)[:3]), not is_working_copy(version)


def semantic(version: str) -> str:
    """The version as Semantic Versioning writes it."""
    return version.replace(".dev", "-dev")
