"""Read curated CSV into typed frames; everything wrong with a file or a cell is a finding with its
place.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictdata.errors import Finding, nearest
from conflictdata.schemas.table import Field, Table

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.curate.project import Project


@dataclass
class Curated:
    """The curated rows of one table, where each stands, and what is wrong with its cells."""

    table: Table
    columns: list[str] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def frame(self) -> pd.DataFrame:
        """The columns as a frame of the types that `load` gives; of curated files built columns are
        still missing.
        """
        import pandas as pd

        columns = {
            n: typed_column(self.table.by_name[n], [r[n] for r in self.rows]) for n in self.columns
        }
        return pd.DataFrame(columns, index=pd.RangeIndex(len(self.rows)))


def read(project: Project) -> dict[str, Curated]:
    """Read every curated table of a checkout."""
    codes = read_table(project, Table.from_mapping(project.schemas["codes"]))
    lists: dict[str, list[dict[str, str]]] = {}
    for row in codes.rows:
        if row["list"] and row["code"]:
            former = {"formerly": row["formerly"]} if row["formerly"] else {}
            lists.setdefault(row["list"], []).append(
                {"value": row["code"], "label": row["label"] or row["code"], **former}
            )
    return {
        name: read_table(project, Table.from_mapping(mapping, lists))
        for name, mapping in project.schemas.items()
    }


def read_table(project: Project, table: Table) -> Curated:
    """Read the files of one table; `folder` in the schema says which they are."""
    folders = ["conflict"] if table.folder.endswith("/<conflict>") else []
    curated = Curated(table, [f.name for f in table.typed] + folders)
    for path, conflict in _files(project.curated, table.folder):
        _read_file(
            path,
            path.relative_to(project.root).as_posix(),
            table.typed,
            {"conflict": conflict},
            curated,
        )
    return curated


def read_csv(path: Path, table: Table) -> Curated:
    """Read a CSV file that has all columns of a table, such as ``conflictdata show -o`` writes."""
    curated = Curated(table, table.columns)
    _read_file(path, str(path), table.fields, {}, curated)
    return curated


def typed_column(field: Field, values: list[Any]) -> pd.Series:
    """Values as the pandas type of a field."""
    import pandas as pd

    if field.type == "integer":
        return pd.Series(values, dtype="Int64")
    if field.type == "date":
        return pd.Series(pd.to_datetime(pd.Series(values, dtype="object")), dtype="datetime64[s]")
    text = pd.Series(values, dtype="str")
    if not field.encoded:
        return text
    present = set(text.dropna())
    order = [c for c in field.allowed if c in present]
    return text.astype(pd.CategoricalDtype([*order, *sorted(present - set(order))]))


def _files(curated: Path, folder: str) -> Iterator[tuple[Path, str | None]]:
    if folder.endswith(".csv"):
        yield curated / folder, None
    elif folder.endswith("/<conflict>"):
        for path in sorted((curated / folder.removesuffix("/<conflict>")).glob("*/*.csv")):
            yield path, path.parent.name
    else:
        for path in sorted((curated / folder).glob("*.csv")):
            yield path, None


def _read_file(
    path: Path, place: str, fields: Sequence[Field], given: Mapping[str, Any], curated: Curated
) -> None:
    for line, cells in _lines(
        path, place, curated.table.name, [f.name for f in fields], curated.findings
    ):
        row = {f.name: _cell(f, cells[f.name], f"{place}:{line}", curated.findings) for f in fields}
        curated.rows.append({**row, **given})
        curated.places.append(f"{place}:{line}")


def _lines(
    path: Path, place: str, table: str, expected: list[str], findings: list[Finding]
) -> Iterator[tuple[int, Mapping[str, str]]]:
    def wrong(line: int, column: str, message: str) -> None:
        findings.append(Finding(f"{place}:{line}", column, message, "file"))

    try:
        data = path.read_bytes()
    except OSError as error:
        return wrong(1, "file", f"cannot be read: {error.strerror}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return wrong(
            line, "file", f"byte {data[error.start]:#04x} is no UTF-8; save the file as UTF-8"
        )
    if "\0" in text:
        return wrong(
            text.count("\n", 0, text.index("\0")) + 1, "file", "holds a NUL byte; remove it"
        )
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    try:
        header = next(reader, None)
        if not header:
            return wrong(
                1, "header", f"the file is empty; its first line must be {','.join(expected)}"
            )
        unknown = [c for c in header if c not in expected]
        for column in unknown:
            wrong(1, "header", f"{table} has no typed column {column!r}{nearest(column, expected)}")
        for column in [c for c in expected if c not in header]:
            wrong(1, "header", f"the column {column!r} is missing")
        for column in sorted({c for c in header if header.count(c) > 1}):
            wrong(1, "header", f"the column {column!r} stands twice")
        if unknown or sorted(header) != sorted(expected):
            return
        while True:
            start = reader.line_num + 1
            row = next(reader, None)
            if row is None:
                return
            if not row:
                continue
            if len(row) != len(header):
                wrong(
                    start,
                    "row",
                    f"has {len(row)} cells, the header has {len(header)}; look for a missing quote"
                    " or comma",
                )
                continue
            yield start, dict(zip(header, row, strict=True))
    except csv.Error as error:
        wrong(start, "row", f"{error}; look for a missing quote")


def _cell(field: Field, text: str, place: str, findings: list[Finding]) -> Any:
    if text == "":
        return field.default
    message = None
    if text != text.strip():
        message = f"{text!r} begins or ends with a space; remove it"
    elif field.type == "integer":
        if re.fullmatch(r"-?[0-9]{1,18}", text):
            return int(text)
        message = f"{text!r} is no whole number; write digits only, such as 300000000"
    elif field.type == "date":
        try:
            if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
                raise ValueError
            return dt.date.fromisoformat(text)
        except ValueError:
            message = f"{text!r} is no day; write it like 2023-05-04"
    elif re.search(r"[\x00-\x1f]", text):
        message = f"{text!r} holds a line break or another control character; remove it"
    else:
        return text
    findings.append(Finding(place, field.name, message, "cell"))
    return text if field.type == "string" else None
