"""The lines and cells of a CSV file: read with everything that is wrong with them, and written."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from conflictdata.errors import Finding, nearest
from conflictdata.schemas.table import Field

# stands where something is still to be read
OPEN = "?"


def lines(
    path: Path,
    place: str,
    table: str,
    expected: list[str],
    findings: list[Finding],
    optional: Collection[str] = (),
) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The lines of a file under their numbers, each as column -> text; optional columns may be
    missing.
    """

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
    reader = csv.reader(in_lines(text), strict=True)
    start = 1
    try:
        header = next(reader, None)
        if not header:
            return wrong(
                1, "header", f"the file is empty; its first line must be {','.join(expected)}"
            )
        parted = next((s for s in ";\t" if len(header) == 1 and s in header[0]), None)
        if parted:
            told = "semicolons" if parted == ";" else "tabs"
            return wrong(1, "header", f"its cells are parted by {told}; save it with commas")
        if "" in header:
            return wrong(1, "header", "a column has no name; take the empty columns out")
        unknown = [c for c in header if c not in expected]
        for column in unknown:
            wrong(1, "header", f"{table} has no typed column {column!r}{nearest(column, expected)}")
        missing = [c for c in expected if c not in header and c not in optional]
        if len(missing) > 1:
            wrong(1, "header", f"{len(missing)} columns are missing: {', '.join(missing)}")
        elif missing:
            wrong(1, "header", f"the column {missing[0]!r} is missing")
        for column in sorted({c for c in header if header.count(c) > 1}):
            wrong(1, "header", f"the column {column!r} stands twice")
        if unknown or missing or len(set(header)) < len(header):
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
            if not any(row):
                wrong(start, "row", "all its cells are empty; take the line out")
                continue
            yield start, dict(zip(header, row, strict=True))
    except csv.Error as error:
        wrong(start, "row", f"{error}; look for a missing quote")


def cell(field: Field, text: str, place: str, findings: list[Finding]) -> Any:
    """The value of a cell, of which an empty one means the default."""
    if text == "":
        return field.default
    value, message = _read(field.type, text)
    if message is not None:
        findings.append(Finding(place, field.name, message, "cell"))
    return value


# the same cells stand in many rows of a file
@lru_cache(maxsize=10_000)
def _read(kind: str, text: str) -> tuple[Any, str | None]:
    """The value of a text, and what is wrong with it."""
    message = None
    if text == OPEN:
        message = "'?' stands for what is still to be read; give it, or take the row out"
    elif text != text.strip():
        message = f"{text!r} begins or ends with a space; remove it"
    elif kind == "integer":
        if re.fullmatch(r"-?[0-9]{1,18}", text):
            return int(text), None
        message = f"{text!r} is no whole number; write digits only, such as 300000000"
        if re.search(r"[^\W\d_]|[<>~]", text):
            message += ", and a hedge in its own column"
    elif kind == "date":
        try:
            if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
                raise ValueError
            return dt.date.fromisoformat(text), None
        except ValueError:
            message = f"{text!r} is no day; write it like 2023-05-04"
    elif re.search(r"[\x00-\x1f]", text):
        message = f"{text!r} holds a line break or another control character; remove it"
    return text if kind == "string" else None, message


def in_lines(text: str) -> list[str]:
    """The lines of a file, each with its end, as they are numbered and as CSV has them: a line ends
    on \\n or \\r, and not on what else breaks a line in Unicode.

    >>> in_lines("one\\u2028two\\nthree\\n")
    ['one\\u2028two\\n', 'three\\n']
    """
    return list(io.StringIO(text, newline=""))


def csv_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a file as they are typed, of one that is not there none."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """The content of a file of these columns; a row may leave out what is empty.

    A cell of another column would be lost, and is an error.

    >>> csv_text(["id", "note"], [{"id": "a", "note": "one, two"}, {"id": "b"}])
    'id,note\\na,"one, two"\\nb,\\n'
    """
    text = [csv_line(*columns)]
    for row in rows:
        if lost := [c for c, cell in row.items() if cell and c not in columns]:
            raise ValueError(
                f"a row has {', '.join(map(str, lost))}; the columns are {', '.join(columns)}"
            )
        text.append(csv_line(*(row.get(c, "") for c in columns)))
    return "\n".join([*text, ""])


def csv_line(*cells: str) -> str:
    """A line of a file, without its end.

    >>> csv_line("US-PDA-37", "up to 300, as printed")
    'US-PDA-37,"up to 300, as printed"'
    """
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()


def shown(text: str | None) -> str:
    """A cell as a message names it."""
    return "empty" if text is None else repr(text)
