"""Whether a Parquet file holds the columns that its release describes."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from conflictdata.release.digest import sha256

if TYPE_CHECKING:
    from conflictdata.schemas.table import Table

# how the types of a field begin where pyarrow and polars name them
NAMES = {
    "integer": ("int",),
    "date": ("date32", "date64", "date"),
    "string": ("string", "large_string", "dictionary", "categorical", "enum", "null"),
}


def misfit(file: Path, table: Table) -> str | None:
    """What a file says in its footer that a table does not, or nothing."""
    found = file.stat()
    types = _types(file, (found.st_ino, found.st_mtime_ns, found.st_size))
    for field in table.fields:
        if field.name not in types:
            return f"has no column {field.name!r}"
        name = types[field.name]
        if not name.startswith(NAMES[field.type]) or name.startswith("datetime"):
            return f"has {name} in {field.name!r}, not {field.type}"
    return None


def of_an_engine(error: BaseException) -> bool:
    """Whether an engine could not read a file, rather than that we refuse what was asked."""
    package = type(error).__module__.partition(".")[0]
    return isinstance(error, OSError) or package in ("pyarrow", "polars", "pyo3_runtime")


def is_sound(file: Path, digest: str | None) -> bool:
    """Whether a file can be read to its end, so that an error has another cause."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        if digest is not None and f"sha256:{sha256(file)}" != digest:
            return False
        pq.ParquetFile(file).read()
    except (OSError, pa.ArrowException):
        return False
    return True


@lru_cache(maxsize=64)
def _types(file: Path, stamp: tuple[int, ...]) -> Mapping[str, str]:
    """Column -> name of its type, by the engine that is there already."""
    if "polars" in sys.modules and "pyarrow.parquet" not in sys.modules:
        import polars as pl

        return {n: str(t).lower() for n, t in pl.read_parquet_schema(file).items()}
    import pyarrow.parquet as pq

    return {f.name: str(f.type) for f in pq.read_schema(file)}
