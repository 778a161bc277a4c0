"""Check a table or a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from conflictdata.cli.options import TEXTS, Name, Released, TextFormat
from conflictdata.errors import ConflictDataError, ValidationError, near

SUFFIXES = (".csv", ".parquet")


def validate(
    table: Name,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]", help=".csv or .parquet; the release's own table without it."
        ),
    ] = None,
    format: TextFormat = "text",
    release: Released = None,
) -> None:
    """Check a table, or a file with its columns, against its schema and rules; every finding is
    listed.
    """
    from conflictdata._path import path
    from conflictdata._validate import validate
    from conflictdata.cli import printing

    for_machines = printing.is_for_machines(format, TEXTS)
    found = ValidationError([])
    try:
        if file is None:
            frame: Any = path(table, release=release)  # type: ignore[arg-type]
        else:
            frame = _read(file, table, release)
        validate(frame, table, release=release)  # type: ignore[arg-type]
    except ValidationError as error:
        if not for_machines:
            raise
        found = error
    if for_machines:
        printing.show(found.frame, format)
        raise typer.Exit(1 if found.findings else 0)
    print(f"{table}: {_length(frame):,} rows, no finding")


def _read(file: Path, table: str, release: str | None) -> Any:
    """The rows of a CSV, or a Parquet file that is one."""
    from conflictdata.curate.read import read_csv
    from conflictdata.release.opening import open_release

    if not file.is_file():
        first = f"; the table comes first: validate {file} {table}"
        hint = first if Path(table).is_file() else ""
        raise ConflictDataError(f"there is no file {file}{hint}")
    suffix = file.suffix.casefold()
    if suffix not in SUFFIXES:
        raise ConflictDataError(f"{file}: give .csv or .parquet{near(suffix, SUFFIXES)}")
    if suffix == ".csv":
        read = read_csv(file, open_release(release).table(table))
        if read.findings:
            raise ValidationError(read.findings)
        return read.frame
    try:
        _length(file)
    except (OSError, ValueError) as error:
        raise ConflictDataError(f"{file} is no Parquet file: {error}") from None
    return file


def _length(frame: Any) -> int:
    import pyarrow.parquet as pq

    return pq.read_metadata(frame).num_rows if isinstance(frame, Path) else len(frame)
