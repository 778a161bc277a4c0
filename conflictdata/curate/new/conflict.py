"""The updates and figures of one table on one conflict, in the files that people type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from conflictdata.curate.layout import UPDATES, Layout, holds_updates
from conflictdata.curate.new.files import Rows
from conflictdata.curate.project import Project
from conflictdata.errors import ConflictDataError, nearest
from conflictdata.schemas.table import Table


class Conflict:
    """The updates and figures of one table on one conflict; what recipes wrote is left alone."""

    def __init__(self, project: Project, table: Table, folder: Path):
        self.project, self.table, self.folder = project, table, folder
        self.layout: Layout = project.layouts[table.name]
        found = (p.name for p in sorted(folder.glob("*.csv")) if holds_updates(p))
        typed = [n for n in found if n.removesuffix(f"-{UPDATES}") not in project.recipes]
        self.updates = {name: self._updates(name) for name in typed}
        self.home = {u["update"]: n for n, its in self.updates.items() for u in its.rows}
        self.by_id = {u["update"]: u for its in self.updates.values() for u in its.rows}

    def _updates(self, name: str) -> Rows:
        head = self.layout.head(self.table)
        seldom = [f.name for f in head if self.table.by_name.get(f.name, f).completed]
        return Rows(self.project, self.folder / name, head, seldom)

    def file(self, name: str) -> Rows:
        fields = self.layout.typed(self.table)
        return Rows(self.project, self.folder / name, fields, self.layout.optional)

    @property
    def files(self) -> list[str]:
        paths = sorted(p for p in self.folder.glob("*.csv") if not holds_updates(p))
        return [p.name for p in paths if p.stem not in self.project.recipes]

    def updates_of(self, figures: str, like: str | None) -> Rows:
        """The file of updates for figures of a file: that of the update like it, else the one
        beside these, else that of all.
        """
        beside = f"{figures.removesuffix('.csv')}-{UPDATES}"
        name = self.home[like] if like else beside if beside in self.updates else UPDATES
        return self.updates.get(name) or self._updates(name)

    def placed(self) -> Iterator[tuple[Mapping[str, str], str]]:
        """The updates, each with its place."""
        for its in self.updates.values():
            for row, number in zip(its.rows, its.numbers, strict=True):
                yield row, f"{its.place}:{number}"

    def figures(self, update: str) -> tuple[str | None, list[dict[str, str]]]:
        """The file in which an update's figures stand, and these."""
        for name in self.files:
            if found := [r for r in self.file(name).rows if r["update"] == update]:
                return name, found
        return None, []

    def update(self, name: str | None) -> Mapping[str, str]:
        if name is not None and name not in self.by_id:
            raise ConflictDataError(f"there is no update {name!r}{nearest(name, self.by_id)}")
        return self.by_id[name] if name else {}

    def last(self, reporter: str) -> str | None:
        """The newest update of a reporter."""
        own = [u for u in self.by_id.values() if u["reporter"] == reporter]
        return max(own, key=lambda u: u["reported_on"])["update"] if own else None
