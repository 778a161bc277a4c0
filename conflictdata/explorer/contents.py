"""What a page has of a release: its rows, the names of its codes, and what is needed to cite it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from conflictdata.citation.entries import release_entry, source_entries
from conflictdata.explorer.columns import packed, packed_columns
from conflictdata.held import counted
from conflictdata.newest import last_reported, newest_of_usual_reporters, told
from conflictdata.release.trees import parents_of
from conflictdata.vocabulary import names_of, spoken_of

if TYPE_CHECKING:
    from conflictdata.release.folder import Release
    from conflictdata.schemas.table import Field, Table

# what people look at; what it refers to comes as names
SHOWN = ("casualties", "aid_totals", "aid_packages", "aid_package_items", "corrections")


def contents(release: Release) -> dict[str, Any]:
    """A release as a page has it: plain where every view needs it, packed where some do."""
    tables = {name: release.table(name) for name in SHOWN if name in release.resources}
    return {
        "version": release.version,
        "title": release.descriptor["title"],
        "isWorkingCopy": release.is_working_copy,
        "rowsHash": release.descriptor.get("rowsHash"),
        "license": release.descriptor["licenses"][0],
        "last": str(last_reported(release)),
        "newest": _usual(release),
        "tables": {name: _table(release, schema) for name, schema in tables.items()},
        "names": packed(_names(release, tables.values())),
        "spoken": packed(_spoken(release, tables.values())),
        "citation": release_entry(release.descriptor),
        "sources": packed(list(_sources(release))),
        "methods": packed(_methods(release)),
    }


def _usual(release: Release) -> dict[str, str]:
    """Conflict -> the reporter with the most figures in it."""
    newest = told(release) or newest_of_usual_reporters(release, "casualties")
    return {entry["conflict"]: entry["reporter"] for entry in newest}


def _table(release: Release, schema: Table) -> dict[str, Any]:
    rows = release.read(schema.name)
    return {
        "title": schema.title,
        "description": schema.description,
        "caveats": list(schema.caveats),
        "rows": rows.num_rows,
        "vintage": schema.vintage,
        "line": schema.dimensions,
        "fields": [_field(release, schema, field) for field in schema.fields],
        "columns": packed_columns(rows.select(schema.columns)),
    }


def _field(release: Release, schema: Table, field: Field) -> dict[str, Any]:
    told = {
        "name": field.name,
        "title": field.title,
        "description": field.description,
        "type": field.type,
        "names": _vocabulary(schema, field),
        "separator": field.separator,
        "allLabel": field.all_label,
        "dimension": field.dimension,
        "parents": parents_of(release, schema, field) if field.dimension == "topmost" else None,
    }
    return {key: value for key, value in told.items() if value is not None}


def _vocabulary(schema: Table, field: Field) -> str | None:
    """Under what the names of a column's codes are found: its list, or the table of its keys."""
    if field.codes is not None:
        return field.codes
    other, _ = schema.references.get(field.name, (None, None))
    return other if field.encoded else None


def _names(release: Release, tables: Any) -> dict[str, dict[str, list[str]]]:
    """Vocabulary -> code -> what it is called, its name first; of codes that stand in some row."""
    names: dict[str, dict[str, list[str]]] = {}
    for schema in tables:
        for field in schema.fields:
            if vocabulary := _vocabulary(schema, field):
                known = names_of(release, schema, field)
                held = counted(release, schema, field)
                found = {code: known[code] for code in held if code in known}
                names.setdefault(vocabulary, {}).update(found)
    return {vocabulary: dict(sorted(found.items())) for vocabulary, found in names.items()}


def _spoken(release: Release, tables: Any) -> dict[str, dict[str, list[str]]]:
    """Vocabulary -> code -> the words of articles for it, by which people search as well.

    Reporters are not among them: "the United Nations in Sudan" would find all that it counts.
    """
    words: dict[str, dict[str, list[str]]] = {}
    for schema in tables:
        for field in schema.fields:
            vocabulary = _vocabulary(schema, field)
            if vocabulary and vocabulary != "organizations":
                for code, wordings in spoken_of(release, schema, field).words.items():
                    words.setdefault(vocabulary, {})[code] = list(wordings)
    return {vocabulary: dict(sorted(found.items())) for vocabulary, found in words.items()}


def _sources(release: Release) -> Iterator[dict[str, Any]]:
    """Every source in the order and the words of a citation, which need no reporters."""
    rows = release.read("sources", ["source_id", "tier"]).to_pylist()
    tiers = {row["source_id"]: row["tier"] for row in rows}
    for entry in source_entries(release, {source: [] for source in tiers}):
        yield {**entry, "tier": tiers[entry["id"]]}


def _methods(release: Release) -> list[dict[str, Any]]:
    """How reporters count, in what each says of it."""
    if "methods" not in release.resources:
        return []
    columns = [c for c in METHOD if c in release.table("methods").by_name]
    rows = release.read("methods", columns).to_pylist()
    return [{k: str(v) for k, v in row.items() if v is not None} for row in rows]


METHOD = (
    "reporter",
    "conflict",
    "measure",
    "evidence",
    "valid_from",
    "change",
    "counts_as",
    "standard_of_proof",
    "gaps",
    "url",
)
