"""Curated rows: what they hold, where each was typed, and what is wrong with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictdata.curate.lines import cell, lines
from conflictdata.errors import Finding
from conflictdata.schemas.table import Field, Table

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Head:
    """Where cells were typed that a row has from elsewhere: the row there, column -> column."""

    place: str
    columns: Mapping[str, str]


# what is typed once for all rows of a head, where one of them speaks for the others
OF_THE_HEAD = ("source", "list_source")


@dataclass
class Curated:
    """The curated rows of one table, where each stands, and what is wrong with its cells."""

    table: Table
    columns: list[str] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    heads: dict[str, Head] = field(default_factory=dict)

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

    def __iter__(self) -> Iterator[tuple[dict[str, Any], str]]:
        """The rows, each with its place."""
        return zip(self.rows, self.places, strict=True)

    @property
    def broken_files(self) -> set[str]:
        """The files of which not every line could be read."""
        return {f.where.rpartition(":")[0] for f in self.findings if f.rule == "file"}

    def typed(self, finding: Finding) -> Finding:
        """A finding at the cell that was typed, be it in the row or in its head."""
        head = self.heads.get(finding.where)
        if head is None or finding.column not in head.columns:
            return finding
        return replace(finding, where=head.place, column=head.columns[finding.column])

    def sound(self, broken: Collection[str]) -> list[int]:
        """The numbers of the rows that are not wrong at one of these places, nor their heads."""
        return [
            number
            for number, place in enumerate(self.places)
            if place not in broken
            and ((head := self.heads.get(place)) is None or head.place not in broken)
        ]

    def settled(self, findings: Sequence[Finding]) -> list[Finding]:
        """Findings of rules: what several rows have from one head is said there, and what is wrong
        with one of its rows alone, at that row.
        """
        moved = [self.typed(f) for f in findings]
        alike = Counter(moved)
        places = {f.where for f in moved}
        takers = Counter(
            (head.place, column)
            for head in self.heads.values()
            if head.place in places
            for column in head.columns.values()
        )
        return [
            there
            if alike[there] > 1
            or takers[there.where, there.column] == 1
            or there.column in OF_THE_HEAD
            else here
            for here, there in zip(findings, moved, strict=True)
        ]


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
    present = set(text.dropna().unique())
    order = [c for c in field.allowed if c in present]
    return text.astype(pd.CategoricalDtype([*order, *sorted(present - set(order))]))


def cell_texts(cells: pd.Series, kind: str) -> list[str | None]:
    """Cells as a curated file has them, None for a missing one."""
    there = cells.notna()
    if kind == "date":
        texts = cells.astype("datetime64[s]").dt.strftime("%Y-%m-%d")
    elif kind == "integer":
        texts = cells.astype("Int64").astype("str")
    else:
        texts = cells
    return list(texts.astype("object").where(there, None))


def read_file(
    path: Path,
    place: str,
    fields: Sequence[Field],
    given: Mapping[str, Any],
    curated: Curated,
    *,
    optional: Collection[str] = (),
    name: str | None = None,
) -> None:
    """Add the rows of a file, with the cells that are `given` for all of them.

    Parameters
    ----------
    place
        How to name the file to the reader.
    optional
        Columns that the file may leave out.
    name
        How to name its rows, without it the table.
    """
    expected, findings = [f.name for f in fields], curated.findings
    name = name or curated.table.name
    for line, cells in lines(path, place, name, expected, findings, optional):
        at = f"{place}:{line}"
        row = {
            f.name: cell(f, text, at, findings) if (text := cells.get(f.name)) else f.default
            for f in fields
        }
        curated.rows.append({**row, **given})
        curated.places.append(at)
