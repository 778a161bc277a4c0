"""Remember the keys of every release that was published, for ever, and what its rows said."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from conflictdata.curate.content import content_columns, contents
from conflictdata.curate.replace import replace_file
from conflictdata.curate.replaced import followed, keys_of
from conflictdata.engines.frames import to_pandas
from conflictdata.errors import ConflictDataError
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
    "readings",
    "recodings",
    "vocabulary",
)
# where the file of the keys says which releases there were: version -> hash of all rows
RELEASES = b"conflictdata.releases"
# and of which release it keeps what rows say, of which columns
HELD = b"conflictdata.held"
# a row says as much in its cells as a digest of it takes, compressed: 25 bytes
PARQUET = {
    "compression": "zstd",
    "compression_level": 19,
    "use_dictionary": ["table", "since"],
    "column_encoding": {"id": "DELTA_BYTE_ARRAY"},
}


def remember(project: Project, release: Release) -> None:
    """Add the keys of a release to those that were ever published, its rows' hash, and what its
    rows say, which is locked from then on.
    """
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    known = published(project)
    frames = {name: to_pandas(release.read(name)) for name in release.resources}
    keys = [
        pd.DataFrame(
            {
                "table": name,
                "id": keys_of(release.table(name), frame),
                "since": release.version,
            }
        )
        for name, frame in frames.items()
        if name not in UNCITED
    ]
    # a key is remembered with the first release that had it
    every = pd.concat([known, *keys]).sort_values("since", key=_in_order, kind="stable")
    every = every.drop_duplicates(["table", "id"]).sort_values(["table", "id"])
    releases = published_releases(project) | {release.version: release.descriptor["rowsHash"]}
    about = {RELEASES: releases, HELD: held_in(project)}
    if release.version == max(releases, key=order):
        held = {n: release.table(n) for n in frames if n in project.layouts and _locked(project, n)}
        texts = {
            (name, key): text
            for name, table in held.items()
            for key, text in zip(
                keys_of(table, frames[name]), contents(table, frames[name], frames), strict=True
            )
        }
        pairs = zip(every["table"], every["id"], strict=True)
        # of a key that has gone only the key is remembered
        every["content"] = [texts.get(pair) for pair in pairs]
        columns = {name: content_columns(table) for name, table in held.items()}
        first = about[HELD].get("first", release.version)
        about[HELD] = {"first": first, "last": release.version, "columns": columns}
    rows = pa.Table.from_pandas(every, preserve_index=False)
    told = {key: json.dumps(value, sort_keys=True) for key, value in about.items()}
    rows = rows.replace_schema_metadata({**rows.schema.metadata, **told})
    content = io.BytesIO()
    pq.write_table(rows, content, **PARQUET)
    replace_file(project.published, content.getvalue())


def published(project: Project) -> pd.DataFrame:
    """The keys that were ever published: table, id, since; and content, what the row of the newest
    release says, None where it has none or is older than the lock.
    """
    import pandas as pd

    columns = ["table", "id", "since", "content"]
    if not project.published.exists():
        return pd.DataFrame({c: [] for c in columns}, dtype="object")
    known = pd.read_parquet(project.published).reindex(columns=columns).astype("object")
    return known.where(known.notna(), None)


def held_in(project: Project) -> dict[str, Any]:
    """Of which release the contents are: the first and the last that was remembered with them, and
    the columns that each table had then.
    """
    return _told(project, HELD)


def published_releases(project: Project) -> dict[str, str]:
    """The releases that were ever published: version -> hash of their rows."""
    return _told(project, RELEASES)


def _told(project: Project, what: bytes) -> dict[str, Any]:
    import pyarrow.parquet as pq

    if not project.published.exists():
        return {}
    about = pq.read_schema(project.published).metadata or {}
    told: dict[str, Any] = json.loads(about.get(what, b"{}"))
    return told


def _locked(project: Project, name: str) -> bool:
    return project.layouts[name].locked


def refuse_other_rows(project: Project, release: Release) -> None:
    """Refuse rows under the version of a release that was published with others."""
    then = published_releases(project).get(release.version)
    if then not in (None, release.descriptor["rowsHash"]):
        raise ConflictDataError(
            f"release {release.version} was published, and its rows were others; number this"
            f" working copy: `conflictdata build --version {_next(release.version)}`"
        )


def unpublished(
    project: Project, tables: Mapping[str, Table], frames: Mapping[str, pd.DataFrame]
) -> dict[str, pd.Series]:
    """Which rows are new, that is in no published release: table -> true or false by row.

    A row that was published under another key, which was retired for its own, is not new.
    """
    import pandas as pd

    known = published(project).groupby("table")["id"].agg(set).to_dict()
    new = {}
    for name, table in tables.items():
        held = followed(known.get(name, set()), name, frames)
        ids = keys_of(table, frames[name])
        new[name] = pd.Series([key not in held for key in ids], index=frames[name].index)
    return new


def _in_order(versions: pd.Series) -> pd.Series:
    return versions.map({v: i for i, v in enumerate(sorted(set(versions), key=order))})


def _next(version: str) -> str:
    year, month, micro = order(version)[0]
    return f"{year}.{month}.{micro + 1}.dev0"
