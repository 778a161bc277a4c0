"""A checkout: where the curated tables, the schemas and the release are, and what the project says
of itself.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from conflictdata.curate.layout import Layout
from conflictdata.curate.schema_files import read_schemas
from conflictdata.errors import ConflictDataError

# the order in which a release lists its tables
TABLES = (
    "casualties",
    "aid_totals",
    "aid_packages",
    "aid_package_items",
    "sources",
    "organizations",
    "licenses",
    "reporter_roles",
    "methods",
    "parties",
    "memberships",
    "conflicts",
    "areas",
    "codes",
    "crosswalks",
    "vocabulary",
    "money_relations",
    "partitions",
    "exceptions",
    "recodings",
    "corrections",
    "readings",
    "retired",
)


@dataclass(frozen=True)
class Project:
    """A checkout of the project."""

    root: Path

    @classmethod
    def find(cls, start: Path | None = None) -> Project:
        """The checkout that holds a folder, the working directory without one."""
        start = (start or Path.cwd()).resolve()
        for folder in (start, *start.parents):
            if (folder / "data" / "curated").is_dir() and (folder / "schemas").is_dir():
                return cls(folder)
        raise ConflictDataError(
            f"{start} is in no checkout: there is no data/curated with schemas beside it; give"
            " --root"
        )

    @property
    def curated(self) -> Path:
        return self.root / "data" / "curated"

    @property
    def release(self) -> Path:
        return self.root / "data" / "release"

    @property
    def published(self) -> Path:
        """The keys of every release that was published."""
        return self.root / "data" / "published.parquet"

    @property
    def intake(self) -> Path:
        """The recipes by which tables of others are taken in."""
        return self.root / "data" / "intake"

    @cached_property
    def recipes(self) -> tuple[str, ...]:
        """The names of the recipes, which are those of the curated files that they write."""
        return tuple(sorted(path.stem for path in self.intake.glob("*.yaml")))

    def place(self, path: Path) -> str:
        """How a file of the checkout is named to the reader."""
        return path.relative_to(self.root).as_posix()

    @property
    def names(self) -> Path:
        """The module of generated names."""
        return self.root / "conflictdata" / "_names.py"

    @property
    def stub(self) -> Path:
        """The generated types of the public functions."""
        return self.root / "conflictdata" / "__init__.pyi"

    @cached_property
    def metadata(self) -> dict[str, Any]:
        """The table ``project`` of ``pyproject.toml``."""
        return tomllib.loads((self.root / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    @property
    def coming(self) -> str:
        """The release that the checkout is becoming."""
        version: str = self.metadata["version"]
        return version.partition(".dev")[0]

    @cached_property
    def schemas(self) -> dict[str, dict[str, Any]]:
        """Table name -> its schema as the YAML has it, without how it is typed."""
        return {
            name: {k: v for k, v in schema.items() if k != "curated"}
            for name, schema in self._described.items()
        }

    @cached_property
    def layouts(self) -> dict[str, Layout]:
        """Table name -> how its rows are typed."""
        return {
            name: Layout.from_mapping(schema.get("curated", {}), f"schemas/{name}.yaml: curated")
            for name, schema in self._described.items()
        }

    @cached_property
    def _described(self) -> dict[str, dict[str, Any]]:
        return read_schemas(self.root / "schemas", TABLES)
