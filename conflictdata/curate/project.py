"""A checkout: where the curated tables, the schemas and the release are, and what the project says
of itself.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from conflictdata.errors import ConflictDataError

# the order in which a release lists its tables
TABLES = (
    "casualties",
    "aid_totals",
    "aid_packages",
    "aid_package_items",
    "sources",
    "organizations",
    "conflicts",
    "areas",
    "codes",
    "partitions",
    "exceptions",
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

    @cached_property
    def schemas(self) -> dict[str, dict[str, Any]]:
        """Table name -> its schema as the YAML has it."""
        try:
            import yaml
        except ImportError:
            raise ConflictDataError(
                "building needs PyYAML: pip install 'conflictdata[curate]'"
            ) from None
        parsed = {}
        for name in TABLES:
            file = self.root / "schemas" / f"{name}.yaml"
            try:
                parsed[name] = yaml.safe_load(file.read_text(encoding="utf-8"))
            except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
                raise ConflictDataError(f"schemas/{name}.yaml: {error}") from None
            if not isinstance(parsed[name], dict) or parsed[name].get("name") != name:
                raise ConflictDataError(f"schemas/{name}.yaml: must be a mapping with name: {name}")
        return parsed
