"""Each column is described once, and every projection has it."""

import itertools
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import conflictdata as cd
from conflictdata.curate.build import generated
from conflictdata.curate.check import check
from conflictdata.curate.project import TABLES, Project
from conflictdata.curate.read import read
from conflictdata.errors import ConflictDataError
from conflictdata.release.opening import open_release
from conflictdata.schemas.arrow import arrow_schema
from conflictdata.schemas.dictionary import dictionary
from conflictdata.schemas.pandera import pandera_schema
from conflictdata.schemas.table import Table

ROOT = Path(__file__).parent.parent
PROJECT = Project(ROOT)
SCHEMAS = {name: Table.from_mapping(mapping) for name, mapping in PROJECT.schemas.items()}
# parameters of the reading functions, which would hide a column of that name
PARAMETERS = {"columns", "vintage", "release", "backend", "categories", "style"}


def test_every_schema_is_a_table_and_every_table_has_a_schema():
    assert sorted(TABLES) == sorted(f.stem for f in (ROOT / "schemas").glob("[!_]*.yaml"))
    assert list(TABLES) == list(cd.tables().index)


@pytest.mark.parametrize("name", TABLES)
def test_every_projection_has_every_column_and_no_other(name):
    columns = SCHEMAS[name].columns
    release = open_release()
    assert arrow_schema(SCHEMAS[name]).names == columns
    assert list(pandera_schema(SCHEMAS[name]).columns) == columns
    assert list(cd.schema(name).columns) == columns
    assert [row["column"] for row in dictionary(SCHEMAS[name])] == columns
    assert [f["name"] for f in release.resources[name]["schema"]["fields"]] == columns
    assert list(cd.describe(name).index) == columns
    assert pq.read_schema(cd.path(name)).names == columns
    assert list(cd.load(name).columns) == columns


@pytest.mark.parametrize("name", TABLES)
def test_a_schema_survives_the_release(name):
    own = read(PROJECT)[name].table
    assert Table.from_resource(json.loads(json.dumps(own.to_resource()))) == own


@pytest.mark.parametrize("name", TABLES)
def test_types_in_parquet_are_those_of_the_schema(name):
    want, have = arrow_schema(SCHEMAS[name]), pq.ParquetFile(cd.path(name)).schema_arrow
    assert [(f.name, f.type, f.nullable, f.metadata[b"description"]) for f in want] == [
        (f.name, f.type, f.nullable, f.metadata[b"description"]) for f in have
    ]


@pytest.mark.parametrize("name", TABLES)
def test_every_column_says_what_it_holds(name):
    for field in SCHEMAS[name].fields:
        assert field.title and field.description.endswith("."), field.name
        assert field.name not in PARAMETERS
    assert SCHEMAS[name].description.endswith(".")
    for column in (
        *SCHEMAS[name].summary,
        *SCHEMAS[name].coverage,
        *SCHEMAS[name].primaryKey,
        *SCHEMAS[name].references,
    ):
        SCHEMAS[name].field(column)


@pytest.mark.parametrize("name", TABLES)
def test_units_and_titles_travel_in_the_parquet_metadata(name):
    schema = pq.read_schema(cd.path(name))
    assert schema.metadata[b"title"].decode() == SCHEMAS[name].title
    for field in SCHEMAS[name].fields:
        assert schema.field(field.name).metadata.get(b"unit", b"").decode() == (field.unit or "")


def test_every_code_list_is_used_and_every_coded_column_has_its_list():
    used = {f.codes for t in SCHEMAS.values() for f in t.fields if f.codes}
    # lists that articles are read by, and what is said of their numbers
    spoken = {"cue", "part_of_year"} & set(cd.load("vocabulary")["list"])
    assert used | spoken | {"verdict"} == set(cd.load("codes")["list"])


def test_foreign_keys_lead_to_primary_keys():
    for table in SCHEMAS.values():
        for target, column in table.references.values():
            assert SCHEMAS[target].primaryKey == (column,)


def test_names_for_editors_are_current():
    for file, text in generated(check(PROJECT)).items():
        assert text == file.read_text(encoding="utf-8")


def test_an_unknown_key_is_an_error_that_names_the_nearest():
    mapping = PROJECT.schemas["areas"]
    with pytest.raises(
        ConflictDataError, match=r"schema areas: key: 'titel' is unknown; did you mean 'title'\?"
    ):
        Table.from_mapping({**mapping, "titel": "Areas"})
    field = {**mapping["fields"][0], "constraint": {}}
    with pytest.raises(
        ConflictDataError,
        match=r"field id: key: 'constraint' is unknown; did you mean 'constraints'\?",
    ):
        Table.from_mapping({**mapping, "fields": [field]})
    with pytest.raises(ConflictDataError, match=r"'requird' is unknown; did you mean 'required'\?"):
        Table.from_mapping(
            {**mapping, "fields": [{**mapping["fields"][0], "constraints": {"requird": True}}]}
        )
    with pytest.raises(ConflictDataError, match="lacks title"):
        Table.from_mapping(
            {**mapping, "fields": [{"name": "id", "type": "string", "description": "x"}]}
        )


# Codes: each is chosen by a rule that can be read

# lists of names need no counter-example, and a code beside it says what it is not
NAMES = {"program", "donor", "recipient", "currency", "item"}


def test_each_code_has_a_rule_and_an_example_and_each_concept_a_counter_example():
    codes = cd.load("codes")
    assert codes["rule"].notna().all() and codes["example"].notna().all()
    concepts = codes[~codes["list"].isin(NAMES)]
    assert list(concepts["code"][concepts["counter_example"].isna()]) == []


# words of two dimensions: the fund is both, and which is meant shows in its place in the key
SHARED = {"EPF", "IFU", "unspecified"}


@pytest.mark.parametrize("name", ["casualties", "aid_totals"])
def test_a_key_names_each_dimension_in_words_of_its_own(name):
    table = SCHEMAS[name]
    assert sorted(table.line) == sorted(f.name for f in table.fields if f.dimension)
    codes = cd.load("codes")
    words = {
        f.name: set(codes["code"][codes["list"] == f.codes]) - {"all"}
        for f in table.fields
        if f.dimension and f.codes
    }
    # who holds the place and whose acts it was are parties too; the latter have a prefix
    if "affiliation" in table.by_name:
        words["affiliation"] = set(cd.load("parties")["id"]) - {"all"}
    # what is never left out of a key is told by its place
    always = {
        f.name
        for f in table.fields
        if f.codes and "all" not in set(codes["code"][codes["list"] == f.codes])
    }
    for one, other in itertools.combinations(sorted(words), 2):
        if not {one, other} <= always:
            assert words[one] & words[other] <= SHARED, (one, other)


def test_what_is_looked_at_first_stands_first():
    for table, number in (
        ("casualties", "value"),
        ("aid_totals", "amount"),
        ("aid_packages", "amount"),
        ("aid_package_items", "quantity"),
    ):
        assert number in SCHEMAS[table].columns[:5]
        assert "source_url" not in SCHEMAS[table].columns[:12]
