"""What the tables of a release refer to: each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from conflictdata.engines.frames import to_pandas

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.schemas.table import Table


def known_keys(table: Table, others: Mapping[str, pd.DataFrame]) -> dict[str, list[str]]:
    """Column -> keys of the table to which it refers."""
    return {
        column: others[target][key].astype(str).tolist()
        for column, (target, key) in table.references.items()
        if target != table.name
    }


class Others(dict):  # type: ignore[type-arg]
    """The tables of a release as pandas frames, each read when it is asked for."""

    def __init__(self, release: Any):
        super().__init__()
        self.release = release

    def __missing__(self, name: str) -> pd.DataFrame:
        self[name] = to_pandas(self.release.read(name))
        return self[name]
