"""Put rows into curated files; what stands there stays as it is, to the byte."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from conflictdata.curate.lines import csv_line, in_lines, lines
from conflictdata.curate.project import Project
from conflictdata.curate.replace import replace_files
from conflictdata.errors import Finding, ValidationError
from conflictdata.schemas.table import Field


class Rows:
    """A curated file: its header, and its rows with the text of each."""

    def __init__(
        self,
        project: Project,
        path: Path,
        fields: Sequence[Field],
        optional: Iterable[str] = (),
    ):
        self.path, self.place = path, project.place(path)
        self.header = [f.name for f in fields if f.name not in set(optional)]
        self.rows: list[dict[str, str]] = []
        self.texts: list[str] = []
        self.numbers: list[int] = []
        if path.exists():
            self._read([f.name for f in fields], set(optional))

    def _read(self, expected: list[str], optional: set[str]) -> None:
        findings: list[Finding] = []
        found = list(lines(self.path, self.place, self.path.name, expected, findings, optional))
        if findings:
            raise ValidationError(findings)
        text = in_lines(self.path.read_bytes().decode("utf-8-sig"))
        self.header = next(csv.reader(text))
        ends = [number - 1 for number, _ in found[1:]] + [len(text)]
        for (number, row), end in zip(found, ends, strict=True):
            self.rows.append(dict(row))
            self.numbers.append(number)
            self.texts.append("".join(text[number - 1 : end]).rstrip("\r\n") + "\n")

    def insert(self, at: int, rows: Sequence[Mapping[str, str]]) -> list[int]:
        """Put rows before the row of that number; the lines on which they then stand."""
        wanted = {c for row in rows for c, cell in row.items() if cell} - set(self.header)
        if wanted:
            self.header += sorted(wanted)
            self.texts = [self._text(row) for row in self.rows]
        self.rows[at:at] = [dict(row) for row in rows]
        self.texts[at:at] = [self._text(row) for row in rows]
        return [i + 2 for i in range(at, at + len(rows))]

    def remove(self, numbers: Collection[int]) -> None:
        """Take out the rows that stood on these lines when the file was read."""
        kept = [at for at, number in enumerate(self.numbers) if number not in numbers]
        self.rows = [self.rows[at] for at in kept]
        self.texts = [self.texts[at] for at in kept]
        self.numbers = [self.numbers[at] for at in kept]

    def _text(self, row: Mapping[str, str]) -> str:
        return csv_line(*(row.get(c, "") for c in self.header)) + "\n"

    @property
    def content(self) -> str:
        return self._text({c: c for c in self.header}) + "".join(self.texts)


def write(files: Sequence[Rows]) -> None:
    """Write the files, all of them or none."""
    replace_files({file.path: file.content.encode("utf-8") for file in files})


def position(
    groups: Sequence[str], days: Sequence[str], group: str, day: str, *, by_name: bool = False
) -> int:
    """Where a row belongs: behind the last of its group that is not later, before the first of its
    group; of a new group at the end, or by its name.

    >>> position(["a", "a", "c"], ["2023-01-01", "2023-03-01", "2023-01-01"], "a", "2023-02-01")
    1
    >>> position(["a", "a", "c"], ["2023-01-01", "2023-03-01", "2023-01-01"], "b", "", by_name=True)
    2
    """
    own = [i for i, g in enumerate(groups) if g == group]
    if own:
        return max((i + 1 for i in own if days[i] <= day), default=own[0])
    before = [i + 1 for i, g in enumerate(groups) if g < group]
    return max(before, default=0) if by_name else len(groups)
