"""The metadata that a release carries beside its tables: Croissant, schema.org, citation,
dictionary, codebook, changelog entry.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from conflictdata.citation.entries import release_entry
from conflictdata.citation.styles import bibtex, csl_json
from conflictdata.curate.export.codebook import codebook_markdown
from conflictdata.curate.export.croissant import croissant
from conflictdata.curate.export.schema_org import schema_org
from conflictdata.curate.export.texts import (
    changelog_entry,
    corrections_markdown,
    dictionary_markdown,
)
from conflictdata.curate.readings.once import in_words, read_once

if TYPE_CHECKING:
    from conflictdata.curate.check import Checked


def exports(checked: Checked, descriptor: Mapping[str, Any]) -> dict[str, str]:
    """File name -> text of each metadata file of a release."""
    own = [release_entry(descriptor)]
    return {
        "CITATION.bib": bibtex(own) + "\n",
        "CITATION.json": csl_json(own) + "\n",
        "croissant.json": _json(croissant(checked.tables, descriptor)),
        "dataset.jsonld": _json(schema_org(descriptor)),
        "DICTIONARY.md": dictionary_markdown(checked.tables),
        "CODEBOOK.md": codebook_markdown(checked.frames["codes"]),
        "CHANGES.md": changelog_entry(checked.project, descriptor["version"])
        + corrections_markdown(checked.frames["corrections"], checked.project.coming)
        + _read_once(checked),
    }


def _read_once(checked: Checked) -> str:
    """How many of the rows that are new in it a release has from one reading only."""
    told = in_words(read_once(checked.project, checked.tables, checked.frames))
    return f"\n### Readings\n\n{told[:1].upper()}{told[1:]}.\n" if told else ""


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
