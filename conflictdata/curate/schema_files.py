"""Read the YAML in ``schemas/``, in which what several tables share is described once.

A table names the files that it includes, which begin with an underscore and hold fields alone. Of
their fields it takes one as it is by its name, and with other words by ``like: NAME``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from conflictdata.errors import ConflictDataError, nearest
from conflictdata.schemas.table import Field

FIELD = [f.name for f in dataclasses.fields(Field)]


def read_schemas(folder: Path, names: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Table -> its schema, with the shared fields in their places."""
    schemas = {}
    for name in names:
        schema = _mapping(folder, name)
        if schema.get("name") != name:
            raise ConflictDataError(f"schemas/{name}.yaml: must be a mapping with name: {name}")
        shared = _shared(folder, name, schema.pop("include", []))
        schema["fields"] = _fields(schema.get("fields"), shared, f"schemas/{name}.yaml: fields")
        if own := schema.get("curated", {}).get("fields"):
            own = _fields(own, shared, f"schemas/{name}.yaml: curated: fields")
            schema["curated"]["fields"] = own
        schemas[name] = schema
    return schemas


def _shared(folder: Path, name: str, files: Any) -> dict[str, dict[str, Any]]:
    """The fields of the included files by name."""
    known = [p.stem for p in folder.glob("_*.yaml")]
    shared: dict[str, dict[str, Any]] = {}
    home: dict[str, str] = {}
    for file in _list(files, f"schemas/{name}.yaml: include"):
        if file not in known:
            raise ConflictDataError(
                f"schemas/{name}.yaml: include: there is no schemas/{file}.yaml"
                f"{nearest(file, known)}"
            )
        block = _mapping(folder, file)
        _known(block, ["fields"], f"schemas/{file}.yaml: key")
        for field in _list(block.get("fields"), f"schemas/{file}.yaml: fields"):
            own = field.get("name") if isinstance(field, Mapping) else None
            if not isinstance(own, str):
                raise ConflictDataError(f"schemas/{file}.yaml: fields: {field!r} has no name")
            if own in shared:
                raise ConflictDataError(
                    f"schemas/{file}.yaml: fields: {own} stands in schemas/{home[own]}.yaml as well"
                )
            _known(field, FIELD, f"schemas/{file}.yaml: field {own}: key")
            shared[own], home[own] = dict(field), file
    return shared


def _fields(fields: Any, shared: Mapping[str, dict[str, Any]], where: str) -> list[dict[str, Any]]:
    found = []
    for field in _list(fields, where):
        like = field.get("like") if isinstance(field, Mapping) else field
        if like is None:
            found.append(dict(field))
            continue
        if like not in shared:
            raise ConflictDataError(f"{where}: no shared field {like!r}{nearest(like, shared)}")
        own = {k: v for k, v in field.items() if k != "like"} if field != like else {}
        found.append({**shared[like], **own})
    return found


def _mapping(folder: Path, name: str) -> dict[str, Any]:
    try:
        import yaml
    except ImportError:
        raise ConflictDataError(
            "building needs PyYAML: pip install 'conflictdata[curate]'"
        ) from None
    try:
        # the parser in C, where PyYAML was built with it, takes a tenth of the time
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        content = yaml.load((folder / f"{name}.yaml").read_text(encoding="utf-8"), loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConflictDataError(f"schemas/{name}.yaml: {error}") from None
    if not isinstance(content, dict):
        raise ConflictDataError(f"schemas/{name}.yaml: must be a mapping")
    return content


def _list(value: Any, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise ConflictDataError(f"{where}: must be a list")
    return value


def _known(keys: Iterable[Any], options: Collection[str], where: str) -> None:
    for key in keys:
        if key not in options:
            raise ConflictDataError(f"{where} {key!r} is unknown{nearest(key, options)}")
