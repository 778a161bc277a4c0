"""The keys of rows, and under which key a row stands now that was published under another."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.schemas.table import Table


def keys_of(table: Table, frame: pd.DataFrame) -> list[str]:
    parts = [frame[k].astype("str") for k in table.primaryKey]
    return list(parts[0].str.cat(parts[1:], sep="/") if len(parts) > 1 else parts[0])


def replacements(table: str, frames: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Retired key of a table -> the key under which the row stands now."""
    gone = frames["retired"].astype("object")
    gone = gone[(gone["table"] == table) & gone["replaced_by"].notna()]
    replaced = dict(zip(gone["id"], gone["replaced_by"], strict=True))
    if table == "codes":
        for row in frames["codes"].dropna(subset="formerly").astype("str").itertuples():
            now = f"{row.list}/{row.code}"
            replaced |= {f"{row.list}/{former}": now for former in row.formerly.split(";")}
    return replaced


def trail(key: str, replaced: Mapping[str, str]) -> Iterator[str]:
    """A key, and those that took its place one after the other."""
    seen: set[str] = set()
    while key not in seen:
        yield key
        seen.add(key)
        key = replaced.get(key, key)


def followed(keys: Collection[str], table: str, frames: Mapping[str, pd.DataFrame]) -> set[str]:
    """Published keys of a table together with those that took their places since."""
    replaced = replacements(table, frames)
    return {now for key in keys for now in trail(key, replaced)}


def renamed_codes(codes: pd.DataFrame) -> set[str]:
    """The keys of codes that are called otherwise now."""
    former = codes.dropna(subset="formerly").astype("str")
    return {f"{r.list}/{code}" for r in former.itertuples() for code in r.formerly.split(";")}
