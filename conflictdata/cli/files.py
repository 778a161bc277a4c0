"""Write rows to files, whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictdata.cli.grid import grid_of, to_csv, to_json
from conflictdata.errors import ConflictDataError, nearest

if TYPE_CHECKING:
    import pyarrow as pa


def write(
    rows: pa.Table, file: Path, about: dict[str, Any], sources: Callable[[], pa.Table]
) -> None:
    """Write rows as csv, json, parquet or xlsx, whole or not at all.

    An xlsx has three sheets: the data, their sources, and what and where they are from.
    """
    writers: dict[str, Callable[[Path], object]] = {
        ".csv": lambda f: f.write_text(to_csv(grid_of(rows)), encoding="utf-8", newline=""),
        ".json": lambda f: f.write_text(to_json(grid_of(rows)), encoding="utf-8", newline=""),
        ".parquet": lambda f: _write_parquet(rows, f),
        ".xlsx": lambda f: _write_workbook(rows, f, about, sources()),
    }
    suffix = file.suffix.casefold()
    if suffix not in writers:
        raise ConflictDataError(
            f"{file}: write .csv, .xlsx, .json or .parquet{nearest(suffix, writers)}"
        )
    put(file, writers[suffix])


def put(file: Path, write: Callable[[Path], object]) -> None:
    """Have a file written, whole or not at all: what was there stays until it is."""
    target = Path(os.path.realpath(file))  # a link stays a link
    try:
        if not target.parent.is_dir():
            raise ConflictDataError(f"{file}: there is no folder {file.parent}")
        if target.exists() and not target.is_file():
            raise ConflictDataError(f"{file} is no regular file; give another name")
        with tempfile.TemporaryDirectory(prefix=".conflictdata-", dir=target.parent) as folder:
            fresh = Path(folder) / f"fresh{file.suffix}"
            write(fresh)
            if target.exists():
                shutil.copymode(target, fresh)
            fresh.replace(target)
    except OSError as error:
        raise ConflictDataError(
            f"{file} cannot be written ({error.strerror or error}); what was there stays"
        ) from None


def _write_parquet(rows: pa.Table, file: Path) -> None:
    import pyarrow.parquet as pq

    pq.write_table(rows, file)


def _write_workbook(rows: pa.Table, file: Path, about: dict[str, Any], sources: pa.Table) -> None:
    try:
        from conflictdata.cli.workbook import write_workbook
    except ImportError:
        raise ConflictDataError("writing .xlsx needs openpyxl: pip install openpyxl") from None
    table = {"what": list(about), "is": list(about.values())}
    write_workbook(file, {"data": grid_of(rows), "sources": grid_of(sources), "about": table})
