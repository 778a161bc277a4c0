"""A release: a folder of Parquet files with their metadata."""

from __future__ import annotations

import stat
from collections.abc import Callable, Sequence
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from conflictdata.errors import ConflictDataError, nearest, shown
from conflictdata.release.bundled import bundled
from conflictdata.release.cache import cache
from conflictdata.release.contents import is_sound, misfit, of_an_engine
from conflictdata.release.descriptor import FORMAT, read_descriptor
from conflictdata.release.intact import misses
from conflictdata.release.regular import leads_out, read_regular
from conflictdata.release.version import is_working_copy
from conflictdata.schemas.table import Table

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["FORMAT", "Release"]

Rows = TypeVar("Rows")


class Release:
    """One release in a folder."""

    def __init__(self, folder: str | PathLike[str]):
        self.folder = Path(folder)
        if not (self.folder / "datapackage.json").is_file():
            raise ConflictDataError(f"{self.folder} is no release: it has no datapackage.json")

    @cached_property
    def descriptor(self) -> dict[str, Any]:
        """The content of ``datapackage.json``."""
        file = self.folder / "datapackage.json"
        try:
            content = read_regular(file, inside=self._bounds)
        except OSError as error:
            raise ConflictDataError(f"{file} cannot be read ({error.strerror})") from None
        return read_descriptor(content, file)

    @property
    def version(self) -> str:
        return self.descriptor["version"]

    @property
    def is_working_copy(self) -> bool:
        """Whether its rows may still change under the same version."""
        return is_working_copy(self.version)

    @cached_property
    def resources(self) -> dict[str, dict[str, Any]]:
        """Table name -> resource of the descriptor."""
        return {r["name"]: r for r in self.descriptor["resources"]}

    @cached_property
    def _tables(self) -> dict[str, Table]:
        return {}

    def table(self, name: str) -> Table:
        """The schema of a table, or an error that names the nearest table."""
        if not isinstance(name, str):
            raise ConflictDataError(
                f"a table is given by its name, such as 'casualties', not as {shown(name)};"
                " cd.tables() lists them. Rows are for cd.cite(rows), cd.plot(rows),"
                " cd.convert(rows, currency) and cd.validate(rows, table), and cd.describe(table)"
                " says what their columns mean"
            )
        if name not in self.resources:
            hint = nearest(name, self.resources) or f"; there are {', '.join(self.resources)}"
            raise ConflictDataError(f"there is no table {name!r}{hint}")
        if name not in self._tables:
            try:
                self._tables[name] = Table.from_resource(self.resources[name])
            except (TypeError, LookupError, AttributeError) as error:
                raise ConflictDataError(
                    f"{self.folder / 'datapackage.json'} does not describe {name} as a table:"
                    f" {type(error).__name__}: {error}"
                ) from None
        return self._tables[name]

    def check_sizes(self) -> None:
        """Make sure that every file is there and as long as it was; this takes no reading."""
        for name in self.resources:
            self.path(name)

    def path(self, name: str) -> Path:
        """The Parquet file of a table, or an error if it is not the one that the release lists."""
        resource = self.resources[self.table(name).name]
        file = resource["path"]
        if Path(file).name != file:
            raise ConflictDataError(
                f"{self.folder} has {name} in {file!r}, which is no file of its folder; refused"
            )
        path = self.folder / file
        try:
            found = path.stat()
        except OSError as error:
            raise self._damaged(file, f"cannot be read ({error.strerror})") from None
        if not stat.S_ISREG(found.st_mode):
            raise self._damaged(file, "is not a regular file")
        if path.is_symlink() and self._bounds and leads_out(path, self._bounds):
            raise self._damaged(file, "is a link that leads out of the release")
        if wrong := misses(path, resource):
            raise self._damaged(file, wrong)
        return path

    def choose(self, name: str, select: Callable[..., Rows], *arguments: Any) -> Rows:
        """What an engine makes of the file of a table; one error if that is not what it must be."""
        path = self.path(name)
        try:
            if wrong := misfit(path, self.table(name)):
                raise self._damaged(path.name, wrong)
            return select(path, *arguments)
        except BaseException as error:
            if not of_an_engine(error) or is_sound(path, self.resources[name].get("hash")):
                raise
            said = (str(error).splitlines() or [type(error).__name__])[0]
            raise self._damaged(path.name, f"cannot be read ({said[:160]})") from None

    def check(self, name: str) -> None:
        """Make sure of every byte of the file of a table."""
        if not self.choose(name, is_sound, self.resources[name].get("hash")):
            raise self._damaged(self.path(name).name, "cannot be read as it was published")

    def read(self, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """All rows of a table, or of some of its columns, as Arrow."""
        return self.choose(name, _read, None if columns is None else list(columns))

    @property
    def _bounds(self) -> Path | None:
        """The folder out of which no link may lead; an installer may link what it installs."""
        return None if self.folder == bundled() else self.folder

    def _damaged(self, file: str, reason: str) -> ConflictDataError:
        if self.folder.resolve().parent == _cache():
            mend = (
                f"`conflictdata cache clear {self.folder.name}` takes it out, then fetch it again"
            )
        elif self.folder == bundled():
            mend = "install conflictdata again; in a checkout, `conflictdata build`"
        else:
            mend = "put the whole release there again"
        return ConflictDataError(
            f"release {self.version} is damaged: {self.folder / file} {reason}; {mend}"
        )


def _read(file: Path, columns: list[str] | None) -> pa.Table:
    import pyarrow.parquet as pq

    # ParquetFile, since read_table imports pandas through pyarrow.dataset
    with pq.ParquetFile(file, page_checksum_verification=True) as source:
        return source.read(columns=columns)


def _cache() -> Path | None:
    try:
        return cache().resolve()
    except ConflictDataError:  # nobody has a home here
        return None
