"""Cells of several columns in one text: ``column=code`` joined by ``;``, several codes by ``|``.

Nothing behind the sign is an empty cell.
"""

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
