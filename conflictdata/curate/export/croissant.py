"""A release in the words of Croissant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from conflictdata.citation.entries import release_entry
from conflictdata.citation.styles import bibtex
from conflictdata.curate.export.schema_org import about_dataset
from conflictdata.release.version import semantic

if TYPE_CHECKING:
    from conflictdata.schemas.table import Field, Table

CROISSANT_TYPES = {"string": "sc:Text", "integer": "sc:Integer", "date": "sc:Date"}


CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def croissant(tables: Mapping[str, Table], descriptor: Mapping[str, Any]) -> dict[str, Any]:
    """The release in the words of Croissant 1.1: a file object and a record set a table."""
    resources = {r["name"]: r for r in descriptor["resources"]}
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        **about_dataset(descriptor),
        "version": semantic(descriptor["version"]),
        "citeAs": bibtex([release_entry(descriptor)]),
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": r["path"],
                "name": r["path"],
                "description": r["description"],
                "contentUrl": r["path"],
                "encodingFormat": "application/x-parquet",
                "contentSize": f"{r['fileSize']} B",
                "sha256": r["hash"].removeprefix("sha256:"),
            }
            for r in resources.values()
        ],
        "recordSet": [
            {
                "@type": "cr:RecordSet",
                "@id": name,
                "name": name,
                "description": table.description,
                "key": [{"@id": f"{name}/{k}"} for k in table.primaryKey],
                "field": [
                    _croissant_field(table, f, resources[name]["path"]) for f in table.fields
                ],
            }
            for name, table in tables.items()
        ],
    }


def _croissant_field(table: Table, field: Field, file: str) -> dict[str, Any]:
    # without "references": mlcroissant 1.1 joins what refers, fails where a table refers to itself,
    # and gives fewer rows
    # when several tables are read from one dataset; the foreign keys are in datapackage.json
    return {
        "@type": "cr:Field",
        "@id": f"{table.name}/{field.name}",
        "name": field.name,
        "description": field.description,
        "dataType": CROISSANT_TYPES[field.type],
        "source": {"fileObject": {"@id": file}, "extract": {"column": field.name}},
    }
