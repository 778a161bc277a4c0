"""Write a release: Parquet with its options pinned, metadata, checksums."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictdata.curate.export import exports
from conflictdata.curate.parquet import hardly_repeated, parquet_options, rows_hash, to_arrow
from conflictdata.release.digest import sha256
from conflictdata.release.folder import FORMAT

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from conflictdata.curate.check import Checked
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


def write_release(folder: Path, checked: Checked, step: Callable[[str], None]) -> None:
    """Write every file of a release into an empty folder."""
    import pyarrow.parquet as pq

    resources, version = [], checked.project.metadata["version"]
    for name, table in checked.tables.items():
        step(f"writing {name}")
        frame = checked.frames[name]
        rows = to_arrow(table, frame)
        rows = rows.replace_schema_metadata({**rows.schema.metadata, RELEASE: version})
        file = folder / f"{name}.parquet"
        options = parquet_options(table, rows.num_rows, hardly_repeated(rows))
        pq.write_table(rows, file, **options)
        resource = _resource(table, frame, rows, file)
        resources.append(resource | _newest(table, frame, checked.frames["conflicts"]))
    descriptor = _descriptor(checked.project, resources)
    _write(
        folder / "datapackage.json",
        json.dumps(descriptor, ensure_ascii=False, indent=1, sort_keys=True) + "\n",
    )
    for name, text in exports(checked, descriptor).items():
        _write(folder / name, text)
    sums = [f"{sha256(p)}  {p.name}" for p in sorted(folder.iterdir())]
    _write(folder / "SHA256SUMS", "\n".join(sums) + "\n")


def _resource(table: Table, frame: pd.DataFrame, rows: pa.Table, file: Path) -> dict[str, Any]:
    spans = next((s for s in SPANS if all(c in table.by_name for c in s)), None)
    names = ("first", "last", "lastReported")
    days = {}
    if spans is not None and len(frame):
        # a plan reaches as far ahead as it likes
        planned = frame.get("counting", frame[spans[1]]).astype("str") == "plan"
        past = frame[~planned | planned.all()]
        picked = (frame[spans[0]].min(), past[spans[1]].max(), frame[spans[2]].max())
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


def _newest(table: Table, frame: pd.DataFrame, conflicts: pd.DataFrame) -> dict[str, Any]:
    """How far the count goes that is usually quoted of each conflict: its newest as-of day, and
    when that was reported.
    """
    if table.value != "value" or "reporter" not in table.by_name:
        return {}
    usual = conflicts[["id", "usual_reporter"]].dropna().astype("str")
    current = frame[frame["superseded_on"].isna()]
    newest = []
    for conflict, reporter in usual.itertuples(index=False):
        own = current[(current["conflict"] == conflict) & (current["reporter"] == reporter)]
        if len(own):
            last = own.sort_values(["period_end", "reported_on"]).iloc[-1]
            days = {c: last[c].date().isoformat() for c in ("period_end", "reported_on")}
            newest.append({"conflict": conflict, "reporter": reporter, **days})
    return {"newest": newest} if newest else {}


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
