"""A release in the words of schema.org."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conflictdata.release.version import order


def schema_org(descriptor: Mapping[str, Any]) -> dict[str, Any]:
    """The release as a schema.org Dataset, for search engines."""
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        **about_dataset(descriptor),
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


def about_dataset(descriptor: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": descriptor["name"],
        "description": descriptor["description"],
        **({"url": descriptor["homepage"]} if "homepage" in descriptor else {}),
        "version": descriptor["version"],
        "license": descriptor["licenses"][0]["path"],
        "keywords": descriptor["keywords"],
        "datePublished": _published(descriptor["version"]),
        "creator": [
            {"@type": "Organization", "name": c["title"]} for c in descriptor["contributors"]
        ],
    }


def _published(version: str) -> str:
    """The month of a calendar version as a day, since a release is built without a clock."""
    year, month, _ = order(version)[0]
    return f"{year}-{month:02d}-01"


def _temporal(descriptor: Mapping[str, Any]) -> str:
    spans = [
        (r["first"], r["last"])
        for r in descriptor["resources"]
        if "lastReported" in r and r["schema"].get("foreignKeys")
    ]
    return f"{min(s[0] for s in spans)}/{max(s[1] for s in spans)}" if spans else ".."
