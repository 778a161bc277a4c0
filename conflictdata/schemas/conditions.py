"""Conditions on the cells of a row, as data: ``column=code;column=code|code``."""

from __future__ import annotations

from collections.abc import Mapping

Cells = Mapping[str, tuple[str, ...]]


def cells_of(text: str) -> dict[str, tuple[str, ...]]:
    """Column -> the codes that it may hold.

    >>> cells_of("evidence=modelled|asserted;reporter_role=neutral")
    {'evidence': ('modelled', 'asserted'), 'reporter_role': ('neutral',)}
    """
    pairs = (part.partition("=") for part in text.split(";"))
    return {column: tuple(codes.split("|")) for column, _, codes in pairs}
