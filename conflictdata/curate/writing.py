"""Write a release: Parquet with its options pinned, metadata, checksums; the whole folder at once or not at all."""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from inspect import signature
from math import isqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictdata.curate.exporting import exports
from conflictdata.curate.project import Project
from conflictdata.release import FORMAT
from conflictdata.schemas import Table, arrow_schema

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

PARQUET = {
    "version": "2.6",
    "compression": "zstd",
    "compression_level": 9,
    "write_statistics": True,
    "write_page_index": True,
    "max_rows_per_page": 16_384,
    "store_schema": True,
}
# the columns that say which days a table covers, first and last, and when it was last reported
SPANS = (
    ("period_start", "period_end", "reported_on"),
    ("announced_on", "announced_on", "announced_on"),
    ("published_on", "published_on", "published_on"),
)


def write_release(
    folder: Path, project: Project, tables: Mapping[str, Table], frames: Mapping[str, pd.DataFrame], step: Callable[[str], None]
) -> None:
    """Write every file of a release into an empty folder."""
    import pyarrow.parquet as pq

    resources = []
    for name, table in tables.items():
        step(f"writing {name}")
        rows = to_arrow(table, frames[name])
        file = folder / f"{name}.parquet"
        pq.write_table(rows, file, **parquet_options(table, rows.num_rows))
        resources.append(_resource(table, frames[name], rows, file))
    descriptor = _descriptor(project, resources)
    _write(folder / "datapackage.json", json.dumps(descriptor, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    for name, text in exports(project, tables, descriptor).items():
        _write(folder / name, text)
    sums = [f"{sha256(p)}  {p.name}" for p in sorted(folder.iterdir())]
    _write(folder / "SHA256SUMS", "\n".join(sums) + "\n")


def parquet_options(table: Table, rows: int) -> dict[str, Any]:
    """How the file of a table is written, so that a question about a few rows reads little of it.

    A question reads the footer, which grows with the number of row groups, and a few row groups, which grow with their
    size: the size that keeps both small grows with the root of the rows. Rows are sorted by `sort_keys`, so that the
    statistics say what can be in a row group and in a page. A column of unique text is written as what differs from the
    cell above. Bloom filters say which row groups hold a document or a reporter, which the order does not.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    names = table.columns
    unique = [f.name for f in table.fields if f.type == "string" and (f.constraints.get("unique") or (f.name,) == table.primaryKey)]
    figures = "series" in table.by_name
    options = {
        **PARQUET,
        "row_group_size": min(max(20 * isqrt(rows), 8_192), 131_072),
        "use_dictionary": [n for n in names if n not in unique],
        "column_encoding": dict.fromkeys(unique, "DELTA_BYTE_ARRAY"),
        "bloom_filter_options": {n: {"ndv": 1024, "fpp": 0.01} for n in ("reporter", "source") if figures},
        "sorting_columns": pq.SortingColumn.from_ordering(pa.schema([(n, pa.null()) for n in names]), sort_keys(table)),
    }
    # an older pyarrow lacks some; it writes other bytes of the same rows
    return {name: value for name, value in options.items() if name in signature(pq.write_table).parameters}


def sort_keys(table: Table) -> list[str]:
    """The columns by which the rows of a table are sorted in its file."""
    return ["series", "period_start", "period_end", "reported_on"] if "series" in table.by_name else list(table.primaryKey)


def to_arrow(table: Table, frame: pd.DataFrame) -> pa.Table:
    """The rows in the order of their key, in Arrow types, with the metadata that plain pandas goes by."""
    import pyarrow as pa

    keys = sort_keys(table)
    order = frame[keys].astype({k: "str" for k in keys if frame[k].dtype == "category"}).sort_values(keys, kind="stable").index
    frame = frame.loc[order].reset_index(drop=True)
    schema = arrow_schema(table)
    arrays = []
    for field in schema:
        column = frame[field.name]
        if pa.types.is_dictionary(field.type):
            codes = pa.array(column.cat.codes.astype("int32"), mask=column.isna().to_numpy())
            arrays.append(pa.DictionaryArray.from_arrays(codes, pa.array(list(column.cat.categories), pa.string())))
        else:
            arrays.append(pa.array(column, type=field.type, from_pandas=True))
    pandas = pa.Schema.from_pandas(frame, preserve_index=False).metadata[b"pandas"]
    return pa.Table.from_arrays(arrays, schema=schema.with_metadata({**schema.metadata, b"pandas": pandas}))


def rows_hash(rows: pa.Table) -> str:
    """A hash of rows and schema that does not depend on who wrote the file."""
    import pyarrow as pa

    digest = hashlib.sha256()
    digest.update(json.dumps([[f.name, str(f.type), f.nullable] for f in rows.schema]).encode())
    plain = [c.cast(pa.string()) if pa.types.is_dictionary(c.type) else c for c in rows.columns]
    for row in zip(*(c.to_pylist() for c in plain), strict=True):
        digest.update(json.dumps(row, ensure_ascii=False, default=str, separators=(",", ":")).encode() + b"\n")
    return f"sha256:{digest.hexdigest()}"


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """A fresh folder beside another that takes its place when the block ends well, and is gone when it does not."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    for left in folder.parent.glob(f".{folder.name}-*"):  # from a run that was killed
        shutil.rmtree(left, ignore_errors=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    fresh.chmod(0o755)
    try:
        yield fresh
        _swap(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _swap(fresh: Path, folder: Path) -> None:
    if not folder.exists():
        fresh.replace(folder)
        return
    if not _exchange(fresh, folder):
        aside = fresh.with_name(fresh.name + "-old")
        folder.replace(aside)
        fresh.replace(folder)
        shutil.rmtree(aside)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step, where the system can."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    here, exchange = -100, 2
    return bool(rename(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0)


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
    together = hashlib.sha256("".join(f"{r['name']} {r['rowsHash']}\n" for r in resources).encode()).hexdigest()
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": about["name"],
        "title": f"{about['name']}: {about['description']}",
        "description": about["description"],
        "version": about["version"],
        "format": FORMAT,
        "homepage": about["urls"]["Homepage"],
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


def sha256(file: Path) -> str:
    """The digest of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()
