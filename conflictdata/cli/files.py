"""Write rows to files, whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from conflictdata.errors import ConflictDataError, near
from conflictdata.grid import grid_of, to_csv, to_json

if TYPE_CHECKING:
    import pyarrow as pa


CHARTS = (".svg", ".png", ".pdf", ".html")


def is_chart(file: Path) -> bool:
    """Whether a file is to hold a chart of rows, not the rows."""
    return file.suffix.casefold() in CHARTS


def write(
    rows: pa.Table,
    file: Path,
    workbook: Callable[[Path], object],
    known_on: str | None = None,
    lists: Mapping[str, str] | None = None,
) -> None:
    """Write rows as csv, json, parquet or xlsx, or a chart of them, whole or not at all.

    `workbook` writes the xlsx, which holds more than rows. A chart may show what was `known_on` a
    day beside the rows. Cells of `lists`, column -> separator, are lists in JSON.
    """
    if known_on is not None and not is_chart(file):
        raise ConflictDataError(
            f"--known-on draws what was known on a day beside the rows, in {_listed(CHARTS)};"
            f" --vintage {known_on} gives the rows themselves as they were known"
        )
    writers: dict[str, Callable[[Path], object]] = {
        ".csv": lambda f: f.write_text(to_csv(grid_of(rows)), encoding="utf-8", newline=""),
        ".json": lambda f: f.write_text(
            to_json(grid_of(rows), lists), encoding="utf-8", newline=""
        ),
        ".parquet": lambda f: _write_parquet(rows, f),
        ".xlsx": workbook,
        **dict.fromkeys(CHARTS, lambda f: _write_chart(rows, f, known_on)),
    }
    suffix = file.suffix.casefold()
    if suffix not in writers:
        raise ConflictDataError(
            f"{file}: write .csv, .xlsx, .json or .parquet, or a chart as {_listed(CHARTS)}"
            f"{near(suffix, writers)}"
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


def _write_chart(rows: pa.Table, file: Path, known_on: str | None) -> None:
    from conflictdata._plot import plot
    from conflictdata.plotting.saving import save

    save(plot(rows, known_on=known_on), file)


def _listed(suffixes: tuple[str, ...]) -> str:
    return f"{', '.join(suffixes[:-1])} or {suffixes[-1]}"
