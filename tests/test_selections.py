"""Whatever `load` gives passes `validate` and the pandera schema, and what is wrong is all said at once."""

import numpy as np
import pandas as pd
import pandera.errors
import pyarrow.parquet as pq
import pytest
from conftest import rows_of, write_rows
from hypothesis import given, settings
from hypothesis import strategies as st

import conflictdata as cd
from conflictdata.curate.check import check
from conflictdata.curate.compare import out_of_date
from conflictdata.curate.project import Project
from conflictdata.schemas import cells
from conflictdata.tree import ancestors, circles

TABLES = ("casualties", "aid_totals", "aid_packages", "aid_package_items", "sources", "codes")
FIGURES = ("casualties", "aid_totals")
OHCHR = "casualties/russia-ukraine/ohchr.csv"
SOURCES = "sources/un-on-ukraine.csv"
LINE = {
    "conflict": "russia-ukraine",
    "reporter": "ohchr",
    "measure": "killed",
    "counting": "cumulative",
}


def found(frame: object, table: str) -> list[tuple[str, str]]:
    """Column and rule of everything that is found."""
    try:
        cd.validate(frame, table)
    except cd.ValidationError as error:
        return [(f.column, f.rule) for f in error.findings if not f.warning]
    return []


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    every = {"vintage": "all"}
    return {t: cd.load(t, **(every if t in FIGURES else {})) for t in TABLES}


# Rows of the release


@pytest.mark.parametrize("table", TABLES)
def test_what_load_gives_passes(table):
    assert found(cd.load(table), table) == []
    cd.schema(table).validate(cd.load(table), lazy=True)


@pytest.mark.parametrize("table", FIGURES)
@pytest.mark.parametrize("day", ["2022-04-01", "2023-05-04", "2025-01-01", "all"])
def test_what_was_known_on_a_day_passes(table, day):
    rows = cd.load(table, vintage=day)
    assert found(rows, table) == []
    cd.schema(table).validate(rows, lazy=True)


@pytest.mark.parametrize("reporter", ["ohchr", "ua-prosecutor-general", "unama"])
def test_what_one_reporter_said_passes(reporter):
    assert found(cd.load("casualties", reporter=reporter), "casualties") == []


def test_a_line_passes():
    assert found(cd.series("casualties", **LINE), "casualties") == []


@settings(max_examples=12, deadline=None)
@given(table=st.sampled_from(FIGURES), seed=st.integers(0, 2**32 - 1), share=st.floats(0.01, 0.99))
def test_any_rows_of_the_release_pass(tables, table, seed, share):
    rows = tables[table]
    chosen = rows[np.random.default_rng(seed).random(len(rows)) < share]
    assert found(chosen, table) == []


def test_a_figure_is_proven_by_those_that_were_not_chosen():
    """The killed until 1 May 2023 with a slipped digit: the days around it are not in the frame."""
    rows = cd.load(
        "casualties",
        **LINE,
        area="UKR",
        sex="all",
        controlled_by="all",
        cause="all",
        period_end="2023-05-01",
    )
    assert rows["value"].tolist() == [8709] and found(rows, "casualties") == []
    assert ("value", "count-keeps-its-magnitude") in found(rows.assign(value=87090), "casualties")
    with pytest.raises(pandera.errors.SchemaErrors):
        cd.schema("casualties").validate(rows.assign(value=87090), lazy=True)


# Everything at once


def test_a_wrong_cell_hides_no_broken_rule(tables):
    rows = tables["casualties"].copy()
    eighth = rows.index[rows["figure_id"].str.startswith("russia-ukraine/ohchr/civilian/killed")][
        :2
    ]
    rows.loc[eighth[0], "value"] = -1
    rows.loc[eighth[1], "reported_on"] = rows.loc[eighth[1], "period_start"] - pd.Timedelta(days=9)
    rules = {rule for _, rule in found(rows, "casualties")}
    assert {"minimum", "not-before-its-period-ends"} <= rules


def test_a_reference_inside_a_table_is_followed():
    rows = cd.load("aid_packages", package_id="US-PDA-37").assign(part_of="NO-SUCH-PACKAGE")
    assert ("part_of", "known-code") in found(rows, "aid_packages")
    # a part and its whole that are both new
    pair = pd.concat(
        [
            rows.assign(package_id="NEW-1", part_of="NEW-2"),
            rows.assign(package_id="NEW-2", part_of=None),
        ]
    )
    assert ("part_of", "known-code") not in found(
        pair.assign(sequence=pd.array([901, 902], "Int64")), "aid_packages"
    )


def test_a_column_that_is_missing_or_stands_twice_is_a_finding(tables, tmp_path):
    rows = tables["aid_packages"]
    pq.write_table(
        pq.read_table(cd.path("aid_packages")).drop_columns(["amount", "donor"]),
        tmp_path / "lacking.parquet",
    )
    assert found(tmp_path / "lacking.parquet", "aid_packages") == [
        (c, "column_in_dataframe") for c in ("donor", "amount")
    ]
    assert found(pd.concat([rows, rows[["amount"]]], axis=1), "aid_packages") == [
        ("amount", "column-once")
    ]


def test_a_wrong_word_is_looked_up_once_wherever_it_stands(tables, monkeypatch):
    asked = []
    monkeypatch.setattr(cells, "proposal", lambda word, *more: asked.append(word) or "")
    rows = tables["casualties"].assign(source="no-such-page")
    assert len(found(rows, "casualties")) >= len(rows)
    assert asked == ["no-such-page"]


# Curated files


def said(project: Project) -> list[str]:
    return [str(f) for f in check(Project(project.root)).errors]


def spoil(file, byte: bytes = b"\xff") -> int:
    """Put a byte that is no UTF-8 into the fourth line."""
    lines = file.read_bytes().split(b"\n")
    lines[3] = lines[3][:9] + byte + lines[3][9:]
    file.write_bytes(b"\n".join(lines))
    return 4


@pytest.mark.parametrize(
    "name",
    [
        "codes.csv",
        SOURCES,
        "reporters.csv",
        "outlets.csv",
        "areas.csv",
        "conflicts.csv",
        "partitions.csv",
        "casualties/russia-ukraine/updates.csv",
        "aid_packages/russia-ukraine/usa.csv",
        "aid_package_items/russia-ukraine/usa.csv",
    ],
)
def test_a_bad_byte_is_the_only_thing_wrong(project, name):
    line = spoil(project.curated / name)
    assert said(project) == [
        f"data/curated/{name}:{line}: file: byte 0xff is no UTF-8; save the file as UTF-8"
    ]


def test_a_bad_header_of_the_codes_is_the_only_thing_wrong(project):
    file = project.curated / "codes.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("label", "lable", 1), encoding="utf-8")
    assert [f.partition(": ")[2].split(":")[0] for f in said(project)] == ["header", "header"]


def test_a_wrong_cell_and_a_broken_rule_are_both_said(project):
    rows = rows_of(project.curated / OHCHR)
    total = next(
        i
        for i, r in enumerate(rows)
        if r["measure"] == "killed" and r["update"] == "ohchr-2023-05-02" and r["area"] == "UKR"
    )
    other = next(i for i, r in enumerate(rows) if r["measure"] == "injured" and i != total)
    rows[total]["value"] = "87090"
    rows[other]["measure"] = "injurd"
    write_rows(project.curated / OHCHR, rows)
    findings = said(project)
    assert any(
        f":{other + 2}: measure: no value 'injurd'; did you mean 'injured'?" in f for f in findings
    )
    assert any(f":{total + 2}: value:" in f for f in findings)


@pytest.mark.parametrize(
    ("name", "key", "first", "second"),
    [("areas.csv", "id", "UA-09", "UKR"), ("codes.csv", "code", "shelling", "explosive_wide_area")],
)
def test_a_circle_of_parents_is_a_finding(project, name, key, first, second):
    file = project.curated / name
    rows = rows_of(file)
    next(r for r in rows if r[key] == second)["parent"] = first
    next(r for r in rows if r[key] == first)["parent"] = second
    write_rows(file, rows)
    assert any(
        "parents-do-not-go-round" in f and f"{first} is part of {second}" in f
        for f in said(project)
    )


def test_what_holds_a_code_is_found_in_a_circle_too():
    assert ancestors("a", {"a": "b", "b": "a"}) == ["b"]
    assert ancestors("c", {"a": "b", "b": "a", "c": "a"}) == ["a", "b"]
    assert ancestors("a", {"a": "a"}) == []
    assert circles({"a": "a", "b": "c"}) == [["a", "a"]]


# Another writer of Parquet


def written_by_another(project: Project) -> Project:
    """The release as a pyarrow of the same release cycle writes it: the same rows in other bytes."""
    for file in project.release.glob("*.parquet"):
        content = file.read_bytes()
        name = pq.ParquetFile(file).metadata.created_by.encode()
        assert name in content
        file.write_bytes(content.replace(name, name[:-1] + b"~"))
    return project


def digests(project: Project) -> None:
    """The list of digests as that pyarrow's build leaves it."""
    import hashlib

    sums = project.release / "SHA256SUMS"
    names = [line.partition("  ")[2] for line in sums.read_text().splitlines()]
    lines = (
        f"{hashlib.sha256((project.release / n).read_bytes()).hexdigest()}  {n}" for n in names
    )
    sums.write_text("\n".join(lines) + "\n")


def test_another_writer_of_the_same_rows_is_no_difference(project):
    digests(written_by_another(project))
    assert out_of_date(project) == []


@pytest.mark.parametrize("name", ["croissant.json", "dataset.jsonld", "datapackage.json"])
def test_another_writer_excuses_no_other_words(project, name):
    file = written_by_another(project).release / name
    file.write_text(
        file.read_text(encoding="utf-8").replace("casualty", "casuality", 1), encoding="utf-8"
    )
    digests(project)
    assert out_of_date(project) == [f"data/release/{name} differs"]


def test_another_writer_excuses_no_wrong_digest(project):
    written_by_another(project)
    assert out_of_date(project) == ["data/release/SHA256SUMS differs"]
