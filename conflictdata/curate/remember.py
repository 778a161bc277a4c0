"""Remember the keys of every release that was published, for ever."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from conflictdata.errors import Finding

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.curate.project import Project
    from conflictdata.release.folder import Release
    from conflictdata.schemas.table import Table


# tables whose keys nobody outside goes by
UNCITED = ("exceptions", "partitions")


def remember(project: Project, release: Release) -> None:
    """Add the keys of a release to those that were ever published."""
    import pandas as pd

    known = published(project)
    keys = [
        pd.DataFrame(
            {
                "table": name,
                "id": keys_of(release.table(name), release.read(name).to_pandas()),
                "since": release.version,
            }
        )
        for name in release.resources
        if name not in UNCITED
    ]
    every = pd.concat([known, *keys]).drop_duplicates(["table", "id"]).sort_values(["table", "id"])
    fresh = project.published.with_name(f".{project.published.name}.new")
    every.to_parquet(fresh, index=False, compression="zstd")
    fresh.replace(project.published)


def published(project: Project) -> pd.DataFrame:
    """The keys that were ever published: table, id, since."""
    import pandas as pd

    if not project.published.exists():
        return pd.DataFrame({"table": [], "id": [], "since": []}, dtype="str")
    return pd.read_parquet(project.published)


def lost_keys(
    project: Project, tables: Mapping[str, Table], frames: Mapping[str, pd.DataFrame]
) -> list[Finding]:
    """Keys that were published and are gone without a word, and retired ones used again."""
    known = published(project)
    retired = {(r.table, r.id) for r in frames["retired"].astype("str").itertuples()}
    former = frames["codes"].dropna(subset="formerly").astype("str")
    renamed = {
        ("codes", f"{r.list}/{code}") for r in former.itertuples() for code in r.formerly.split(";")
    }
    now = {(name, key) for name, table in tables.items() for key in keys_of(table, frames[name])}
    place = "data/curated/retired.csv:1"
    findings = [
        Finding(
            place,
            "id",
            f"{t} {key!r} was in release {since} and is gone; list it with the reason, or bring it"
            " back",
            "lost-keys",
        )
        for t, key, since in known[["table", "id", "since"]].itertuples(index=False)
        if t in tables and (t, key) not in now | retired | renamed
    ]
    again = sorted(now & retired)
    return findings + [
        Finding(place, "id", f"{t} {key!r} is retired and must not be used again", "lost-keys")
        for t, key in again
    ]


def keys_of(table: Table, frame: pd.DataFrame) -> list[str]:
    parts = [frame[k].astype("str") for k in table.primaryKey]
    return list(parts[0].str.cat(parts[1:], sep="/") if len(parts) > 1 else parts[0])
