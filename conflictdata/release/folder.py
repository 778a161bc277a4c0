"""A release: a folder of Parquet files with their metadata."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictdata.errors import ConflictDataError, nearest
from conflictdata.release.intact import misses
from conflictdata.schemas.table import Table

if TYPE_CHECKING:
    import pyarrow as pa


# counts up when a release can no longer be read by the code before it
FORMAT = 2


class Release:
    """One release in a folder."""

    def __init__(self, folder: str | PathLike[str]):
        self.folder = Path(folder)
        if not (self.folder / "datapackage.json").is_file():
            raise ConflictDataError(f"{self.folder} is no release: it has no datapackage.json")

    @cached_property
    def descriptor(self) -> dict[str, Any]:
        """The content of ``datapackage.json``."""
        try:
            content = json.loads((self.folder / "datapackage.json").read_text(encoding="utf-8"))
        except ValueError:
            raise ConflictDataError(
                f"{self.folder / 'datapackage.json'} is no JSON; the release is broken"
            ) from None
        if content.get("format", FORMAT) > FORMAT:
            raise ConflictDataError(
                f"release {content.get('version')} has format {content['format']}, and this"
                f" conflictdata reads up to {FORMAT}: pip install --upgrade conflictdata"
            )
        return content

    @property
    def version(self) -> str:
        return self.descriptor["version"]

    @cached_property
    def resources(self) -> dict[str, dict[str, Any]]:
        """Table name -> resource of the descriptor."""
        return {r["name"]: r for r in self.descriptor["resources"]}

    @cached_property
    def _tables(self) -> dict[str, Table]:
        return {}

    def table(self, name: str) -> Table:
        """The schema of a table, or an error that names the nearest table."""
        if name not in self.resources:
            raise ConflictDataError(f"there is no table {name!r}{nearest(name, self.resources)}")
        if name not in self._tables:
            self._tables[name] = Table.from_resource(self.resources[name])
        return self._tables[name]

    def path(self, name: str) -> Path:
        """The Parquet file of a table, or an error if it is not the one that the release lists."""
        resource = self.resources[self.table(name).name]
        file = resource["path"]
        if Path(file).name != file:
            raise ConflictDataError(
                f"{self.folder} has {name} in {file!r}, which is no file of its folder; refused"
            )
        if wrong := misses(self.folder / file, resource):
            raise ConflictDataError(
                f"release {self.version} is damaged: {self.folder / file} {wrong}; fetch it again,"
                " or install conflictdata again"
            )
        return self.folder / file

    def read(self, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """All rows of a table, or of some of its columns, as Arrow."""
        import pyarrow.parquet as pq

        # ParquetFile, since read_table imports pandas through pyarrow.dataset
        with pq.ParquetFile(self.path(name), page_checksum_verification=True) as source:
            return source.read(columns=None if columns is None else list(columns))
