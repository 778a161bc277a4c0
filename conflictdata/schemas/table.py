"""A table's schema: its columns, keys and rules, from the YAML in ``schemas/`` or from a release
that carries it.
"""

from __future__ import annotations

import dataclasses
import warnings
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from conflictdata.errors import ConflictDataError, nearest
from conflictdata.schemas.words import nearest_column, warn_of_old_name

TYPES = ("string", "integer", "date")


CONSTRAINTS = ("required", "unique", "minimum", "maximum", "pattern", "enum", "maxLength")
# what releases of format 1 called a key
FORMER_KEYS = {"series": "dimension"}
UPGRADE = "pip install --upgrade conflictdata"


@dataclass(frozen=True)
class Field:
    """One column: the words of Frictionless Table Schema, and a few of ours.

    ``codes`` names the code list whose codes are allowed, ``category`` marks an open vocabulary
    that is dictionary-encoded all the same, ``separator`` a cell that holds several values,
    ``default`` what an empty curated cell means, ``built`` a column that the build makes,
    ``completed`` one that is typed where it is not what the rest of the row says, and else built;
    ``dimension`` one that tells lines of figures apart, and how `series` chooses where it is not
    named: ``pin`` the only value there is, ``whole`` ``all``, ``topmost`` the largest area;
    ``prefix`` what stands before its cells in a key, and ``all_label`` what ``all`` is called in
    this column, where the list of its codes cannot say it; ``formerly`` the names under which the
    column still can be asked for, and ``replaced`` its former codes that several columns say now,
    each with what they say; ``unsaid`` the codes that articles mean without a word for them.
    """

    name: str
    type: str
    title: str
    description: str
    format: str | None = None
    unit: str | None = None
    constraints: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    categories: tuple[Mapping[str, str], ...] = ()
    codes: str | None = None
    category: bool = False
    separator: str | None = None
    default: str | None = None
    built: bool = False
    completed: bool = False
    dimension: str | None = None
    prefix: str | None = None
    all_label: str | None = None
    formerly: tuple[str, ...] = ()
    replaced: Mapping[str, str] = dataclasses.field(default_factory=dict)
    unsaid: tuple[str, ...] = ()
    hxl: str | None = None

    def __post_init__(self) -> None:
        _known(self.type, TYPES, f"{self.name}: type")
        for key in self.constraints:
            _known(key, CONSTRAINTS, f"{self.name}: constraint")

    @property
    def encoded(self) -> bool:
        """Whether the column is dictionary-encoded, a category in pandas."""
        return self.category or self.codes is not None

    @property
    def allowed(self) -> tuple[str, ...]:
        """The codes that may stand in the column, in the order of their list; empty where it is
        open.
        """
        codes = tuple(c["value"] for c in self.categories)
        enum = self.constraints.get("enum")
        return tuple(c for c in codes if enum is None or c in enum) if codes else tuple(enum or ())

    @property
    def renamed(self) -> dict[str, str]:
        """Former code -> the code that it is called now."""
        return {
            old: c["value"]
            for c in self.categories
            for old in c.get("formerly", "").split(";")
            if old
        }

    @property
    def required(self) -> bool:
        return bool(self.constraints.get("required"))


@dataclass(frozen=True)
class Table:
    """One table: its fields, keys and rules, and what it tells people.

    No rule compares rows that differ in one of the columns `apart`, so that a large table can be
    checked in portions. `line` gives the dimensions in the order in which keys name them, where it
    is not that of the columns. In the columns in which it `grows` an empty cell may be filled and a
    list be added to, and nothing is corrected by it.
    """

    name: str
    title: str
    description: str
    folder: str
    fields: tuple[Field, ...]
    primaryKey: tuple[str, ...]
    foreignKeys: tuple[Mapping[str, Any], ...] = ()
    vintage: str | None = None
    summary: tuple[str, ...] = ()
    coverage: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    line: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    grows: tuple[str, ...] = ()

    @classmethod
    def from_mapping(
        cls, mapping: Mapping[str, Any], codes: Mapping[str, list[dict[str, str]]] | None = None
    ) -> Table:
        """Make a table from parsed YAML; `codes` gives each code list as ``[{"value", "label"},
        ...]``.
        """
        fields = []
        for raw in mapping["fields"]:
            field = _strict(
                Field, _tuples(raw, raw), f"schema {mapping.get('name')}: field {raw.get('name')}"
            )
            if field.codes and codes is not None:
                field = dataclasses.replace(field, categories=tuple(codes.get(field.codes, ())))
            fields.append(field)
        plain = {**_tuples(mapping, mapping), "fields": tuple(fields)}
        return _strict(cls, plain, f"schema {mapping.get('name')}")

    @classmethod
    def from_resource(cls, resource: Mapping[str, Any]) -> Table:
        """Make a table from a resource of ``datapackage.json``, ignoring keys that a newer release
        may have.
        """
        own, field_keys = ({f.name for f in dataclasses.fields(c)} for c in (cls, Field))
        schema = resource["schema"]
        fields = tuple(
            Field(**_tuples(_as_known(raw, resource["name"]), field_keys))
            for raw in schema["fields"]
        )
        return cls(**{**_tuples({**resource, **schema}, own), "fields": fields})

    def to_resource(self) -> dict[str, Any]:
        """The resource of ``datapackage.json`` without what depends on the rows."""
        mapping = _plain(self)
        schema = {
            k: mapping.pop(k) for k in ("fields", "primaryKey", "foreignKeys") if k in mapping
        }
        return {**mapping, "schema": schema}

    @cached_property
    def by_name(self) -> dict[str, Field]:
        return {f.name: f for f in self.fields}

    @property
    def columns(self) -> list[str]:
        return [f.name for f in self.fields]

    @property
    def typed(self) -> list[Field]:
        """The fields that a curator types; the others are built."""
        return [f for f in self.fields if not f.built]

    @property
    def dimensions(self) -> list[str]:
        """The columns that tell one series from another, in the order in which keys name them."""
        return list(self.line) or [f.name for f in self.fields if f.dimension]

    @property
    def value(self) -> str:
        """The column that holds the number of a figure."""
        return "value" if "value" in self.by_name else "amount"

    @property
    def references(self) -> dict[str, tuple[str, str]]:
        """Column -> (table, column) that it refers to."""
        return {
            k["fields"][0]: (k["reference"]["resource"], k["reference"]["fields"][0])
            for k in self.foreignKeys
        }

    @property
    def lists(self) -> dict[str, str]:
        """Column whose cells join several values -> what stands between them."""
        return {f.name: f.separator for f in self.fields if f.separator is not None}

    def grown(self, column: str, was: str | None, now: str | None) -> bool:
        """Whether a cell of a column that grows was empty before, or is a list that has all that it
        had, each once.
        """
        if column not in self.grows or was == now:
            return False
        separator = self.by_name[column].separator
        if was is None or now is None or separator is None:
            return was is None
        before, after = (Counter(cell.split(separator)) for cell in (was, now))
        return before <= after and max(after.values()) == 1

    def field(self, name: str) -> Field:
        """The field of that name, under a former name with a warning, or an error that names the
        nearest.
        """
        for renamed in (f for f in self.fields if name in f.formerly and name not in self.by_name):
            warn_of_old_name(f"{self.name}.{name}", renamed.name)
            return renamed
        if name not in self.by_name:
            raise ConflictDataError(
                f"{self.name} has no column {name!r}{nearest_column(name, self.columns)}"
            )
        return self.by_name[name]


def _as_known(raw: Mapping[str, Any], table: str) -> dict[str, Any]:
    """A field of a release in the words of this code, which may be older or newer."""
    field = {FORMER_KEYS.get(k, k): v for k, v in raw.items()}
    where = f"{table}.{field['name']}"
    if field["type"] not in TYPES:
        raise ConflictDataError(
            f"{where} is of type {field['type']!r}, which this conflictdata does not know:"
            f" {UPGRADE}"
        )
    constraints = field.get("constraints", {})
    if unknown := [k for k in constraints if k not in CONSTRAINTS]:
        warnings.warn(
            f"{where} is constrained by {', '.join(unknown)}, which this conflictdata does not"
            f" check: {UPGRADE}",
            stacklevel=2,
        )
        field["constraints"] = {k: v for k, v in constraints.items() if k in CONSTRAINTS}
    return field


def _tuples(mapping: Mapping[str, Any], keys: Collection[str]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in mapping.items() if k in keys}


def _strict(cls: type, mapping: Mapping[str, Any], where: str) -> Any:
    own = [f.name for f in dataclasses.fields(cls)]
    for key in mapping:
        _known(key, own, f"{where}: key")
    missing = [
        f.name
        for f in dataclasses.fields(cls)
        if f.default is dataclasses.MISSING
        and f.default_factory is dataclasses.MISSING
        and f.name not in mapping
    ]
    if missing:
        raise ConflictDataError(f"{where}: lacks {', '.join(missing)}")
    return cls(**mapping)


def _known(word: str, options: Collection[str], where: str) -> None:
    if word not in options:
        raise ConflictDataError(f"{where}: {word!r} is unknown{nearest(word, options)}")


def _plain(value: Any) -> Any:
    """Dataclasses and tuples as JSON has them, without what is empty."""
    if dataclasses.is_dataclass(value):
        pairs = ((f.name, getattr(value, f.name)) for f in dataclasses.fields(value))
        return {k: _plain(v) for k, v in pairs if v not in (None, (), False, {})}
    if isinstance(value, tuple | list):
        return [_plain(v) for v in value]
    return dict(value) if isinstance(value, Mapping) else value
