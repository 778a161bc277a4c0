"""Remember the keys of every release that was published, for ever."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from conflictdata.curate.replace import replace_file
from conflictdata.errors import ConflictDataError, Finding
from conflictdata.release.version import order

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.curate.project import Project
    from conflictdata.release.folder import Release
    from conflictdata.schemas.table import Table


# tables whose keys nobody outside goes by
UNCITED = (
    "crosswalks",
    "exceptions",
    "memberships",
    "methods",
    "partitions",
    "recodings",
    "vocabulary",
)
# where the file of the keys says which releases there were: version -> hash of all rows
RELEASES = b"conflictdata.releases"


def remember(project: Project, release: Release) -> None:
    """Add the keys of a release to those that were ever published, and its rows' hash."""
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

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
    # a key is remembered with the first release that had it
    every = pd.concat([known, *keys]).sort_values("since", key=_in_order, kind="stable")
    every = every.drop_duplicates(["table", "id"]).sort_values(["table", "id"])
    releases = published_releases(project) | {release.version: release.descriptor["rowsHash"]}
    rows = pa.Table.from_pandas(every, preserve_index=False)
    about = {**rows.schema.metadata, RELEASES: json.dumps(releases, sort_keys=True)}
    content = io.BytesIO()
    pq.write_table(rows.replace_schema_metadata(about), content, compression="zstd")
    replace_file(project.published, content.getvalue())


def published(project: Project) -> pd.DataFrame:
    """The keys that were ever published: table, id, since."""
    import pandas as pd

    if not project.published.exists():
        return pd.DataFrame({"table": [], "id": [], "since": []}, dtype="str")
    return pd.read_parquet(project.published)


def published_releases(project: Project) -> dict[str, str]:
    """The releases that were ever published: version -> hash of their rows."""
    import pyarrow.parquet as pq

    if not project.published.exists():
        return {}
    about = pq.read_schema(project.published).metadata or {}
    return json.loads(about.get(RELEASES, b"{}"))


def refuse_other_rows(project: Project, release: Release) -> None:
    """Refuse rows under the version of a release that was published with others."""
    then = published_releases(project).get(release.version)
    if then not in (None, release.descriptor["rowsHash"]):
        raise ConflictDataError(
            f"release {release.version} was published, and its rows were others; number this"
            f" working copy: `conflictdata build --version {_next(release.version)}`"
        )


def lost_keys(
    project: Project, tables: Mapping[str, Table], frames: Mapping[str, pd.DataFrame]
) -> list[Finding]:
    """Keys that were published and are gone without a word, and retired ones used again."""
    known = published(project)
    retired = {(r.table, r.id) for r in frames["retired"].astype("str").itertuples()}
    renamed = {("codes", key) for key in renamed_codes(frames["codes"])}
    now = {(name, key) for name, table in tables.items() for key in keys_of(table, frames[name])}
    accounted = now | retired | renamed
    coming, _, _ = project.metadata["version"].partition(".dev")
    place = f"data/curated/retired/{coming}.csv:1"
    findings = [
        Finding(
            place,
            "id",
            f"{t} {key!r} was in release {since} and is gone; `conflictdata retire` lists it if a"
            " rule explains it, else list it with the reason, or bring it back",
            "lost-keys",
        )
        for t, key, since in known[["table", "id", "since"]].itertuples(index=False)
        if t in tables and (t, key) not in accounted
    ]
    again = sorted(now & retired)
    return findings + [
        Finding(place, "id", f"{t} {key!r} is retired and must not be used again", "lost-keys")
        for t, key in again
    ]


def renamed_codes(codes: pd.DataFrame) -> set[str]:
    """The keys of codes that are called otherwise now."""
    former = codes.dropna(subset="formerly").astype("str")
    return {f"{r.list}/{code}" for r in former.itertuples() for code in r.formerly.split(";")}


def keys_of(table: Table, frame: pd.DataFrame) -> list[str]:
    parts = [frame[k].astype("str") for k in table.primaryKey]
    return list(parts[0].str.cat(parts[1:], sep="/") if len(parts) > 1 else parts[0])


def _in_order(versions: pd.Series) -> pd.Series:
    return versions.map({v: i for i, v in enumerate(sorted(set(versions), key=order))})


def _next(version: str) -> str:
    year, month, micro = order(version)[0]
    return f"{year}.{month}.{micro + 1}.dev0"
