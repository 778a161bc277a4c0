"""What the tables of a release refer to: each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from conflictdata.engines.frames import to_pandas

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.schemas.table import Table


def known_keys(
    table: Table, others: Mapping[str, pd.DataFrame], rows: pd.DataFrame | None = None
) -> dict[str, list[str]]:
    """Column -> keys of the table to which it refers; `rows` may refer to each other."""
    known = {}
    for column, (target, key) in table.references.items():
        keys = others[target][key].astype(str).tolist()
        if target == table.name and rows is not None and key in rows:
            keys += rows[key].dropna().astype(str).tolist()
        known[column] = keys
    return known


class Others(dict):  # type: ignore[type-arg]
    """The tables of a release as pandas frames, each read when it is asked for."""

    def __init__(self, release: Any):
        super().__init__()
        self.release = release

    def rows(self, name: str) -> int:
        """How many rows a table has."""
        return int(self.release.resources[name]["rows"])

    def __missing__(self, name: str) -> pd.DataFrame:
        self[name] = to_pandas(self.release.read(name))
        return self[name]
