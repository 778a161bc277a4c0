"""How the rows of a table are typed, where that is not one file with all its columns."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conflictdata.errors import ConflictDataError, nearest
from conflictdata.schemas.table import Field, Table

UPDATES = "updates.csv"
CONFLICT = "/<conflict>"


@dataclass(frozen=True)
class Layout:
    """The key ``curated`` of a schema.

    ``files`` are the files of the table where ``folder`` does not name them, ``fields`` columns
    that are typed and stand in no release, ``updates`` the columns that are typed in updates.csv,
    ``optional`` columns that a file may leave out, and ``from_package`` column -> columns of the
    package, the first that is given. ``locked`` tells that no cell of a published row changes
    without a correction, but for what is added where the table `grows`.
    """

    fields: tuple[Field, ...] = ()
    files: tuple[str, ...] = ()
    updates: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    locked: bool = False
    from_package: Mapping[str, list[str]] = dataclasses.field(default_factory=dict)

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any], where: str) -> Layout:
        own = [f.name for f in dataclasses.fields(cls)]
        for key in mapping:
            if key not in own:
                raise ConflictDataError(f"{where}: {key!r} is unknown{nearest(key, own)}")
        fields = tuple(Field(**f) for f in mapping.get("fields", ()))
        lists = {k: tuple(mapping.get(k, ())) for k in ("files", "updates", "optional")}
        return cls(
            fields,
            **lists,
            locked=mapping.get("locked", False),
            from_package=mapping.get("from_package", {}),
        )

    def typed(self, table: Table) -> list[Field]:
        """The fields of a row; in a file of figures those come last in which one may differ from
        its update.
        """
        if not self.updates:
            return [*table.typed, *self.fields]
        own = [f for f in table.typed if f.name not in self.updates]
        return [*self.fields, *own, *(_bare(table.field(c)) for c in self.optional)]

    def head(self, table: Table) -> list[Field]:
        """The fields of an update."""
        return [*self.fields, *(_bare(table.field(c)) for c in self.updates)]

    def paths(self, table: Table, curated: Path) -> Iterator[tuple[Path, str | None]]:
        """The files that hold the rows, each with the conflict to which its folder belongs."""
        if self.files or table.folder.endswith(".csv"):
            for file in self.files or (table.folder,):
                yield curated / file, None
        elif table.folder.endswith(CONFLICT):
            for path in sorted((curated / table.folder.removesuffix(CONFLICT)).glob("*/*.csv")):
                if not self.updates or not holds_updates(path):
                    yield path, path.parent.name
        else:
            for path in sorted((curated / table.folder).glob("*.csv")):
                yield path, None


def holds_updates(path: Path) -> bool:
    """Whether a file of a conflict holds updates: those that people type, or those of a recipe."""
    return path.name == UPDATES or path.name.endswith(f"-{UPDATES}")


def _bare(field: Field) -> Field:
    """A field of which an empty cell means nothing yet."""
    return dataclasses.replace(field, default=None)
