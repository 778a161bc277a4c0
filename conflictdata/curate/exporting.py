"""The metadata that a release carries beside its tables: Croissant, schema.org, citation, dictionary, changelog entry."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from conflictdata.citing import bibtex, csl_json, release_entry
from conflictdata.curate.project import Project
from conflictdata.schemas import Field, Table, dictionary

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


def exports(project: Project, tables: Mapping[str, Table], descriptor: Mapping[str, Any]) -> dict[str, str]:
    """File name -> text of each metadata file of a release."""
    own = [release_entry(descriptor)]
    return {
        "CITATION.bib": bibtex(own) + "\n",
        "CITATION.json": csl_json(own) + "\n",
        "croissant.json": _json(croissant(tables, descriptor)),
        "dataset.jsonld": _json(schema_org(descriptor)),
        "DICTIONARY.md": dictionary_markdown(tables),
        "CHANGES.md": changelog_entry(project, descriptor["version"]),
    }


def croissant(tables: Mapping[str, Table], descriptor: Mapping[str, Any]) -> dict[str, Any]:
    """The release in the words of Croissant 1.1: a file object and a record set a table."""
    resources = {r["name"]: r for r in descriptor["resources"]}
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        **_about(descriptor),
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
                "field": [_croissant_field(table, f, resources[name]["path"]) for f in table.fields],
            }
            for name, table in tables.items()
        ],
    }


def schema_org(descriptor: Mapping[str, Any]) -> dict[str, Any]:
    """The release as a schema.org Dataset, for search engines."""
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        **_about(descriptor),
        "isAccessibleForFree": True,
        "temporalCoverage": _temporal(descriptor),
        "variableMeasured": [r["title"] for r in descriptor["resources"] if r.get("vintage")],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": r["path"],
                "contentUrl": r["path"],
                "encodingFormat": r["mediatype"],
                "sha256": r["hash"].removeprefix("sha256:"),
            }
            for r in descriptor["resources"]
        ],
    }


def dictionary_markdown(tables: Mapping[str, Table]) -> str:
    """The data dictionary of all tables as Markdown."""
    lines = ["# Dictionary", ""]
    for name, table in tables.items():
        lines += [
            f"## {name}",
            "",
            table.description,
            "",
            "| column | type | unit | description | codes |",
            "|---|---|---|---|---|",
        ]
        for row in dictionary(table):
            cells = (row["column"], row["type"], row["unit"], row["description"], row["codes"])
            lines.append("| " + " | ".join((c or "").replace("|", "\\|") for c in cells) + " |")
        lines += [""] + [f"- {caveat}" for caveat in table.caveats] + ([""] if table.caveats else [])
    return "\n".join(lines).rstrip() + "\n"


def changelog_entry(project: Project, version: str) -> str:
    """The section of the changelog on one version."""
    text = (project.root / "CHANGELOG.md").read_text(encoding="utf-8") if (project.root / "CHANGELOG.md").exists() else ""
    found = re.search(rf"^## {re.escape(version)}\n.*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return (found[0] if found else f"## {version}\n").rstrip() + "\n"


def _croissant_field(table: Table, field: Field, file: str) -> dict[str, Any]:
    # without "references": mlcroissant 1.1 joins what refers, fails where a table refers to itself, and gives fewer rows
    # when several tables are read from one dataset; the foreign keys are in datapackage.json
    return {
        "@type": "cr:Field",
        "@id": f"{table.name}/{field.name}",
        "name": field.name,
        "description": field.description,
        "dataType": CROISSANT_TYPES[field.type],
        "source": {"fileObject": {"@id": file}, "extract": {"column": field.name}},
    }


def _about(descriptor: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": descriptor["name"],
        "description": descriptor["description"],
        "url": descriptor["homepage"],
        "version": descriptor["version"],
        "license": descriptor["licenses"][0]["path"],
        "keywords": descriptor["keywords"],
        "datePublished": _published(descriptor["version"]),
        "creator": [{"@type": "Organization", "name": c["title"]} for c in descriptor["contributors"]],
    }


def _published(version: str) -> str:
    """The month of a calendar version as a day, since a release is built without a clock."""
    year, month, _ = version.split(".")
    return f"{year}-{int(month):02d}-01"


def _temporal(descriptor: Mapping[str, Any]) -> str:
    spans = [(r["first"], r["last"]) for r in descriptor["resources"] if "lastReported" in r and r["schema"].get("foreignKeys")]
    return f"{min(s[0] for s in spans)}/{max(s[1] for s in spans)}" if spans else ".."


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
