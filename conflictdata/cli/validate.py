"""Check a table or a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from conflictdata.cli.options import Name
from conflictdata.errors import ConflictDataError, ValidationError


def validate(
    table: Name,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]", help=".csv or .parquet; the release's own table without it."
        ),
    ] = None,
) -> None:
    """Check a table, or a file with its columns, against its schema and rules; every finding is
    listed.
    """
    from conflictdata._path import path
    from conflictdata._validate import validate

    if file is None:
        frame = path(table)  # type: ignore[arg-type]
    else:
        frame = _read_csv(file, table) if file.suffix == ".csv" else file
    validate(frame, table)  # type: ignore[arg-type]
    print(f"{table}: {_length(frame)} rows, no finding")


def _read_csv(file: Path, table: str) -> Any:
    from conflictdata.curate.read import read_csv
    from conflictdata.release.opening import open_release

    if not file.is_file():
        raise ConflictDataError(f"there is no file {file}")
    read = read_csv(file, open_release().table(table))
    if read.findings:
        raise ValidationError(read.findings)
    return read.frame


def _length(frame: Any) -> int:
    import pyarrow.parquet as pq

    return pq.read_metadata(frame).num_rows if isinstance(frame, Path) else len(frame)
