"""Write a release: Parquet with its options pinned, metadata, checksums."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictdata.curate.export import exports
from conflictdata.curate.parquet import parquet_options, rows_hash, to_arrow
from conflictdata.release.digest import sha256
from conflictdata.release.folder import FORMAT

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from conflictdata.curate.project import Project
    from conflictdata.schemas.table import Table


# where a file says to which release it belongs
RELEASE = b"conflictdata.release"
# the columns that say which days a table covers, first and last, and when it was last reported
SPANS = (
    ("period_start", "period_end", "reported_on"),
    ("announced_on", "announced_on", "announced_on"),
    ("published_on", "published_on", "published_on"),
)


def write_release(
    folder: Path,
    project: Project,
    tables: Mapping[str, Table],
    frames: Mapping[str, pd.DataFrame],
    step: Callable[[str], None],
) -> None:
    """Write every file of a release into an empty folder."""
    import pyarrow.parquet as pq

    resources, version = [], project.metadata["version"]
    for name, table in tables.items():
        step(f"writing {name}")
        rows = to_arrow(table, frames[name])
        rows = rows.replace_schema_metadata({**rows.schema.metadata, RELEASE: version})
        file = folder / f"{name}.parquet"
        pq.write_table(rows, file, **parquet_options(table, rows.num_rows))
        resources.append(_resource(table, frames[name], rows, file))
    descriptor = _descriptor(project, resources)
    _write(
        folder / "datapackage.json",
        json.dumps(descriptor, ensure_ascii=False, indent=1, sort_keys=True) + "\n",
    )
    for name, text in exports(project, tables, descriptor).items():
        _write(folder / name, text)
    sums = [f"{sha256(p)}  {p.name}" for p in sorted(folder.iterdir())]
    _write(folder / "SHA256SUMS", "\n".join(sums) + "\n")


def _resource(table: Table, frame: pd.DataFrame, rows: pa.Table, file: Path) -> dict[str, Any]:
    spans = next((s for s in SPANS if all(c in table.by_name for c in s)), None)
    names = ("first", "last", "lastReported")
    days = {}
    if spans is not None and len(frame):
        picked = (frame[spans[0]].min(), frame[spans[1]].max(), frame[spans[2]].max())
        days = {n: d.date().isoformat() for n, d in zip(names, picked, strict=True)}
    return {
        **table.to_resource(),
        **days,
        "path": file.name,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        # not the standard "bytes", which frictionless cannot count in Parquet and so finds wrong
        "fileSize": file.stat().st_size,
        "hash": f"sha256:{sha256(file)}",
        "rowsHash": rows_hash(rows),
        "rows": rows.num_rows,
    }


def _descriptor(project: Project, resources: list[dict[str, Any]]) -> dict[str, Any]:
    about = project.metadata
    together = hashlib.sha256(
        "".join(f"{r['name']} {r['rowsHash']}\n" for r in resources).encode()
    ).hexdigest()
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": about["name"],
        "title": f"{about['name']}: {about['description']}",
        "description": about["description"],
        "version": about["version"],
        "format": FORMAT,
        **({"homepage": home} if (home := about.get("urls", {}).get("Homepage")) else {}),
        "keywords": about["keywords"],
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
                "title": "Creative Commons Attribution 4.0",
            }
        ],
        "contributors": [{"title": a["name"], "roles": ["author"]} for a in about["authors"]],
        "rowsHash": f"sha256:{together}",
        "resources": resources,
    }


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")
