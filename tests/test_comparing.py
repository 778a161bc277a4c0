"""What was corrected from one release to the next, cell by cell, with what stood there before."""

import io
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute
import pyarrow.parquet as pq
import pytest
from conftest import ROOT, Published
from folders import relist
from hypothesis import given, settings
from hypothesis import strategies as st

import conflictdata as cd
from conflictdata._diff import COLUMNS
from conflictdata.changes import CHANGES, counts, to_json, to_markdown
from conflictdata.cli.verbs import cli
from conflictdata.release.folder import Release

WHY = "a zero was lost in typing (a reader, 2026-11-20)"
CORRECTED = ["aid_packages", "cell corrected", "US-PDA-37", "amount", "30000000", "300000000", WHY]


@pytest.fixture(scope="module")
def old(published: Published) -> Path:
    return published.folder / "2026.10.0"


@pytest.fixture(scope="module")
def new(published: Published) -> Path:
    return published.folder / "2026.11.0"


@pytest.fixture(scope="module")
def changes(old: Path, new: Path) -> pd.DataFrame:
    return cd.diff(old, new)


def changed(
    folder: Path, table: str, describe=lambda resource: None, rows=lambda table: table
) -> Path:
    """Change what a release says of a table, and its rows."""
    file = folder / "datapackage.json"
    descriptor = json.loads(file.read_text())
    resource = next(r for r in descriptor["resources"] if r["name"] == table)
    describe(resource)
    path = folder / f"{table}.parquet"
    pq.write_table(rows(pq.ParquetFile(path).read()), path)
    file.write_text(json.dumps(descriptor))
    return relist(folder)


def sequence_is_text(resource: dict) -> None:
    next(f for f in resource["schema"]["fields"] if f["name"] == "sequence")["type"] = "string"


def sequence_as_text(table: pa.Table) -> pa.Table:
    i = table.column_names.index("sequence")
    return table.set_column(i, "sequence", table["sequence"].cast(pa.string()))


@pytest.fixture
def copy(new: Path, tmp_path: Path) -> Path:
    shutil.copytree(new, tmp_path / "copy")
    return tmp_path / "copy"


def of(frame: pd.DataFrame, change: str) -> list[list[object]]:
    rows = frame[frame["change"] == change][["table", "key", "column", "old", "new"]]
    return rows.astype("object").where(rows.notna(), None).to_numpy().tolist()


def several(number: int) -> str:
    return "1 row" if number == 1 else f"{number} rows"


def test_a_corrected_cell_has_its_old_and_new_value(changes):
    assert list(changes.columns) == COLUMNS
    assert changes[changes["change"] == "cell corrected"].to_numpy().tolist() == [CORRECTED]


def test_added_rows_are_named_by_their_key(changes, new):
    items = Release(new).read("aid_package_items").to_pylist()
    keys = {
        f"{r['package']}/{r['item']}/{r['wording']}" for r in items if r["package"] == "US-PDA-38"
    }
    added = changes[changes["change"] == "row added"]
    assert list(added[added["table"] == "aid_packages"]["key"]) == ["US-PDA-38"]
    assert set(added[added["table"] == "aid_package_items"]["key"]) == keys != set()
    assert set(added["table"]) == {"aid_packages", "aid_package_items", "corrections"}
    assert added["reason"].isna().all()


def test_counts_are_a_row_a_table(changes, new):
    items = (
        Release(new)
        .read("aid_package_items", ["package"])["package"]
        .to_pylist()
        .count("US-PDA-38")
    )
    table = counts(changes)
    assert list(table.columns) == ["table", "cell corrected", "row added"]
    assert table.to_numpy().tolist() == [
        ["aid_packages", 1, 1],
        ["aid_package_items", 0, items],
        ["corrections", 0, 1],
    ]


def test_backwards_what_was_added_is_removed_and_the_values_change_places(changes, old, new):
    back = cd.diff(new, old)
    assert len(back) == len(changes)
    assert of(back, "cell corrected") == [
        ["aid_packages", "US-PDA-37", "amount", "300000000", "30000000"]
    ]
    assert set(back[back["change"] == "row removed"]["key"]) == set(
        changes[changes["change"] == "row added"]["key"]
    )


def test_versions_are_compared_as_folders_are(published, changes, monkeypatch, tmp_path):
    monkeypatch.setenv("CONFLICTDATA_HOST", str(published.folder))
    monkeypatch.setenv("CONFLICTDATA_CACHE", str(tmp_path / "cache"))
    pd.testing.assert_frame_equal(
        cd.diff("2026.10.0", str(published.folder / "2026.11.0")), changes
    )


def test_without_a_second_release_the_bundled_one_is_the_later():
    assert cd.diff(cd.path("casualties").parent).empty


def test_markdown_is_a_section_of_the_changelog(changes):
    text = to_markdown(changes, "2026.10.0", "2026.11.0")
    lines = text.splitlines()
    assert lines[0] == "### Changes from 2026.10.0 to 2026.11.0"
    assert lines[2:5] == [
        "| table | cell corrected | row added |",
        "|---|---|---|",
        "| aid_packages | 1 | 1 |",
    ]
    assert lines[-1] == f"- aid_packages, `US-PDA-37`: amount was `30000000`, is `300000000`: {WHY}"
    assert to_markdown(changes.iloc[:0], "1", "2") == "### Changes from 1 to 2\n\nNone.\n"


def test_an_emptied_cell_is_said_to_be_empty(new, copy):
    changed(
        copy,
        "aid_packages",
        rows=lambda t: t.set_column(
            t.column_names.index("note"), "note", pa.nulls(len(t), pa.string())
        ),
    )
    emptied = cd.diff(new, copy)
    assert set(emptied["column"]) == {"note"} and emptied["new"].isna().all()
    said = "- aid_packages: note, cells without a recorded reason: "
    assert to_markdown(emptied, "1", "2").splitlines()[-1] == f"{said}{len(emptied):,} emptied"
    filled = cd.diff(copy, new)
    assert filled["old"].isna().all()
    said = "- aid_packages: note, cells that were added to: "
    assert to_markdown(filled, "1", "2").splitlines()[-1] == f"{said}{len(filled):,} filled"


def test_a_page_that_is_added_is_no_correction(new, copy, capsys):
    """A list that has all that it had, and a cell that was empty, say more and correct nothing."""

    def cells(table):
        pages = table["corroborated_by"].to_pylist()
        pages[:2] = [f"{page};b" if page else "b" for page in pages[:2]]
        return table.set_column(
            table.column_names.index("corroborated_by"),
            "corroborated_by",
            pa.array(pages, pa.string()),
        )

    changed(copy, "aid_packages", rows=cells)
    there, back = cd.diff(new, copy), cd.diff(copy, new)
    assert set(there["change"]) == {"cell added to"} and set(there["column"]) == {"corroborated_by"}
    assert set(back["change"]) == {"cell corrected"}
    cli(["diff", str(new), str(copy)], standalone_mode=False)
    text = capsys.readouterr().out
    assert f"\n{len(there)} cells were only added to, which corrects nothing:\n" in text
    assert "corrected " not in text


def test_cells_of_which_nothing_says_why_are_told_once_a_column(new, copy, capsys):
    """What a correction explains stands in a line of its own, whatever else is different."""
    emptied = changed(
        copy,
        "aid_packages",
        rows=lambda t: t.set_column(
            t.column_names.index("note"), "note", pa.nulls(len(t), pa.string())
        ),
    )
    notes = sum(n is not None for n in Release(new).read("aid_packages")["note"].to_pylist())
    cli(["diff", str(new), str(emptied)], standalone_mode=False)
    text = capsys.readouterr().out
    assert f"\n{notes:,} cells changed, without a reason recorded:\n" in text
    assert ["aid_packages", "note", "0", str(notes), "0", str(notes)] in [
        line.split() for line in text.splitlines()
    ]
    # a line a cell for those alone that have a reason
    assert "US-PDA-37" not in text
    cli(["diff", str(new.parent / "2026.10.0"), str(emptied)], standalone_mode=False)
    explained = [x for x in capsys.readouterr().out.splitlines() if WHY in x]
    assert len(explained) == 1 and "US-PDA-37" in explained[0]


def test_json_is_of_the_committed_schema(changes, new, copy):
    jsonschema = pytest.importorskip("jsonschema", reason="needs jsonschema")
    validator = jsonschema.Draft202012Validator(
        json.loads((ROOT / "schemas" / "diff.schema.json").read_text())
    )
    assert validator.schema["properties"]["changes"]["items"]["properties"]["change"][
        "enum"
    ] == list(CHANGES)
    changed(copy, "aid_packages", sequence_is_text, sequence_as_text)
    for frame in (changes, changes.iloc[:0], cd.diff(new, copy)):
        content = json.loads(to_json(frame, "2026.10.0", "2026.11.0"))
        validator.validate(content)
        assert len(content["changes"]) == len(frame)
    assert (
        dict(zip(COLUMNS, CORRECTED, strict=True))
        in json.loads(to_json(changes, "2026.10.0", "2026.11.0"))["changes"]
    )
    with pytest.raises(jsonschema.ValidationError):
        validator.validate(
            {"old": "1", "new": "2", "changes": [{"table": "areas", "change": "row moved"}]}
        )


def test_every_cell_comes_back_from_json(changes):
    back = pd.DataFrame(json.loads(to_json(changes, "1", "2"))["changes"], columns=COLUMNS).astype(
        "str"
    )
    pd.testing.assert_frame_equal(back, changes.astype("str"), check_dtype=False)


def test_a_column_that_is_new_and_one_that_is_gone(new, copy):
    def describe(resource):
        fields = resource["schema"]["fields"]
        resource["schema"]["fields"] = [f for f in fields if f["name"] != "note"]
        resource["schema"]["fields"].append(
            {"name": "founded", "type": "date", "title": "Founded", "description": "When."}
        )

    def rows(table):
        return table.drop_columns(["note"]).append_column(
            "founded", pa.nulls(len(table), pa.date32())
        )

    changed(copy, "aid_packages", describe, rows)
    both = cd.diff(new, copy)
    assert of(both, "column added") == [["aid_packages", None, "founded", None, "date"]]
    assert of(both, "column removed") == [["aid_packages", None, "note", "string", None]]
    assert len(both) == 2, "no cell is corrected where a column came or went"
    assert "- aid_packages: column removed: `note`" in to_markdown(both, "1", "2")


def test_a_column_of_another_type(new, copy):
    changed(copy, "aid_packages", sequence_is_text, sequence_as_text)
    typed = cd.diff(new, copy)
    assert of(typed, "column changed") == [["aid_packages", None, "sequence", "integer", "string"]]


def test_a_table_that_is_new_and_one_that_is_gone(new, copy):
    descriptor = json.loads((copy / "datapackage.json").read_text())
    descriptor["resources"] = [r for r in descriptor["resources"] if r["name"] != "areas"]
    (copy / "datapackage.json").write_text(json.dumps(descriptor))
    rows = Release(new).resources["areas"]["rows"]
    assert of(cd.diff(new, copy), "table removed") == [["areas", None, None, str(rows), None]]
    assert of(cd.diff(copy, new), "table added") == [["areas", None, None, None, str(rows)]]
    assert len(cd.diff(copy, new)) == 1


def test_a_renamed_column_is_compared_with_what_it_was(new, copy):
    def describe(resource):
        for field in resource["schema"]["fields"]:
            for then, now in (("package_id", "package"), ("amount", "value")):
                if field["name"] == then:
                    field |= {"name": now, "formerly": [then]}
        resource["schema"]["primaryKey"] = ["package"]

    def rows(table):
        doubled = table.set_column(
            table.column_names.index("amount"),
            "amount",
            pa.array([2 * (v or 0) for v in table["amount"].to_pylist()]),
        )
        return doubled.rename_columns({"package_id": "package", "amount": "value"})

    changed(copy, "aid_packages", describe, rows)
    renamed = cd.diff(new, copy)
    assert ["aid_packages", "US-PDA-37", "value", "300000000", "600000000"] in of(
        renamed, "cell corrected"
    )
    assert not of(renamed, "row added") and not of(renamed, "row removed")
    recoded = {tuple(row[1:]) for row in of(renamed, "recoded")}
    n = len(Release(new).read("aid_packages"))
    assert recoded == {
        (f"{n} rows", now, then, now)
        for then, now in (("package_id", "package"), ("amount", "value"))
    }
    assert not of(renamed, "column added") and not of(renamed, "column removed")


def test_rows_in_another_order_are_the_same_rows(new, copy):
    changed(copy, "aid_packages", rows=lambda t: t.take(list(range(len(t)))[::-1]))
    assert cd.diff(new, copy).empty


def put(table: pa.Table, column: str, cells: dict[object, object]) -> pa.Table:
    """The same rows with other cells in a column, by the cell that stood there."""
    i = table.column_names.index(column)
    values = [cells.get(v, v) for v in table[column].to_pylist()]
    return table.set_column(i, table.field(i), pa.array(values, table.field(i).type))


def retire(folder: Path, table: str, replaced: dict[str, str | None]) -> Path:
    """List more keys as retired in a release."""
    lines = [
        {"table": table, "id": then, "retired_in": "2026.12.0", "replaced_by": now, "reason": "."}
        for then, now in replaced.items()
    ]
    return changed(
        folder,
        "retired",
        lambda r: r.update(rows=r["rows"] + len(lines)),
        lambda t: pa.concat_tables([t, pa.Table.from_pylist(lines, t.schema)]),
    )


def test_a_package_that_moved_to_another_conflict_is_said(new, copy):
    changed(copy, "aid_packages", rows=lambda t: put(t, "conflict", {"russia-ukraine": "gaza"}))
    moved = of(cd.diff(new, copy), "cell corrected")
    assert ["aid_packages", "US-PDA-37", "conflict", "russia-ukraine", "gaza"] in moved
    assert len(moved) == len(Release(new).read("aid_packages"))


def test_rows_without_a_common_key_are_said_not_to_be_compared(new, copy):
    def describe(resource):
        next(f for f in resource["schema"]["fields"] if f["name"] == "package_id")["name"] = "id"
        resource["schema"]["primaryKey"] = ["id"]

    def rows(table):
        tenfold = pa.array([v and 10 * v for v in table["amount"].to_pylist()], pa.int64())
        table = table.set_column(table.column_names.index("amount"), "amount", tenfold)
        return table.rename_columns({"package_id": "id"})

    changed(copy, "aid_packages", describe, rows)
    n = str(len(Release(new).read("aid_packages")))
    told = cd.diff(new, copy)
    assert of(told, "rows not compared") == [["aid_packages", None, "id", n, n]]
    assert told["change"].iloc[0] == "rows not compared"
    assert f"- aid_packages: rows not compared by the key `id`: `{n}` before, `{n}` now" in (
        to_markdown(told, "1", "2")
    )


def test_a_key_that_stands_twice_is_said(new, copy):
    changed(
        copy,
        "areas",
        lambda r: r.update(rows=r["rows"] + 1),
        lambda t: pa.concat_tables([t, t[:1]]),
    )
    rows = Release(new).resources["areas"]["rows"]
    assert of(cd.diff(new, copy), "rows not compared") == [
        ["areas", None, "id", str(rows), str(rows + 1)]
    ]


def test_a_retired_key_is_compared_under_the_one_that_replaced_it(new, copy):
    retire(copy, "aid_packages", {"US-PDA-37": "US-PDA-37B"})

    def rows(table):
        renamed = put(table, "package_id", {"US-PDA-37": "US-PDA-37B"})
        return put(renamed, "amount", {300_000_000: 3_000_000_000})

    changed(copy, "aid_packages", rows=rows)
    changed(
        copy, "aid_package_items", rows=lambda t: put(t, "package", {"US-PDA-37": "US-PDA-37B"})
    )
    told = cd.diff(new, copy)
    assert of(told, "row renamed") == [
        ["aid_packages", "US-PDA-37B", None, "US-PDA-37", "US-PDA-37B"]
    ]
    assert of(told, "cell corrected") == [
        ["aid_packages", "US-PDA-37B", "amount", "300000000", "3000000000"]
    ]
    items = Release(new).read("aid_package_items", ["package"])["package"].to_pylist()
    assert of(told, "recoded") == [
        [
            "aid_package_items",
            f"{items.count('US-PDA-37')} rows",
            "package",
            "US-PDA-37",
            "US-PDA-37B",
        ]
    ]
    assert not of(told, "row removed")
    assert {row[0] for row in of(told, "row added")} == {"retired"}


def test_a_key_retired_for_a_row_that_was_there_is_removed(new, copy):
    retire(copy, "aid_packages", {"US-PDA-37": "US-PDA-36"})
    changed(
        copy,
        "aid_packages",
        lambda r: r.update(rows=r["rows"] - 1),
        lambda t: t.filter(pa.compute.not_equal(t["package_id"], "US-PDA-37")),
    )
    told = cd.diff(new, copy)
    assert of(told, "row removed") == [["aid_packages", "US-PDA-37", None, None, "US-PDA-36"]]
    assert not of(told, "row renamed") and not of(told, "cell corrected")


def test_a_renamed_code_is_one_line_with_the_number_of_rows(new, copy):
    def describe(resource):
        for field in resource["schema"]["fields"]:
            for code in field.get("categories", []):
                if field["name"] in ("program", "item") and code["value"] in (
                    "PDA",
                    "anti_armor.tow.missile",
                ):
                    code.update(value=f"{code['value']}-2", formerly=code["value"])

    for table, column, code in (
        ("aid_packages", "program", "PDA"),
        ("aid_package_items", "item", "anti_armor.tow.missile"),
        ("aid_package_items", "program", "PDA"),
    ):
        changed(copy, table, describe, lambda t, c=column, v=code: put(t, c, {v: f"{v}-2"}))
    told = cd.diff(new, copy)
    packages = Release(new).read("aid_packages", ["program"])["program"].to_pylist()
    items = Release(new).read("aid_package_items", ["item", "program"]).to_pydict()
    assert set(map(tuple, of(told, "recoded"))) == {
        ("aid_packages", several(packages.count("PDA")), "program", "PDA", "PDA-2"),
        ("aid_package_items", several(items["program"].count("PDA")), "program", "PDA", "PDA-2"),
        (
            "aid_package_items",
            several(items["item"].count("anti_armor.tow.missile")),
            "item",
            "anti_armor.tow.missile",
            "anti_armor.tow.missile-2",
        ),
    }
    assert set(told["change"]) == {"recoded"}
    assert "- aid_packages: program recoded in" in to_markdown(told, "1", "2")


def test_what_follows_from_other_cells_is_counted_by_column(new, copy):
    def rows(table):
        i = table.column_names.index("superseded_on")
        return table.set_column(i, "superseded_on", pa.nulls(len(table), pa.date32()))

    superseded = Release(new).read("casualties", ["superseded_on"])["superseded_on"]
    changed(copy, "casualties", rows=rows)
    n = len(superseded) - superseded.null_count
    assert of(cd.diff(new, copy), "cells rebuilt") == [
        ["casualties", several(n), "superseded_on", None, None]
    ]
    assert n and len(cd.diff(new, copy)) == 1


def test_a_column_in_another_unit_is_another_column(new, copy):
    def describe(resource):
        next(f for f in resource["schema"]["fields"] if f["name"] == "amount")["unit"] = "millions"

    changed(copy, "aid_packages", describe)
    assert of(cd.diff(new, copy), "column changed") == [
        ["aid_packages", None, "amount", "integer, units of currency", "integer, millions"]
    ]


def test_a_column_of_another_type_with_the_same_cells_has_no_corrections(new, copy):
    def describe(resource):
        next(f for f in resource["schema"]["fields"] if f["name"] == "sequence")["type"] = "string"

    def rows(table):
        i = table.column_names.index("sequence")
        return table.set_column(i, "sequence", table["sequence"].cast(pa.string()))

    changed(copy, "aid_packages", describe, rows)
    assert set(cd.diff(new, copy)["change"]) == {"column changed"}


def test_corrections_come_first_then_what_was_removed_then_what_was_added(new, copy):
    def rows(table):
        cells = table.to_pylist()
        cells[0]["package_id"] = "US-PDA-99"
        cells[1]["amount"] = 7
        return pa.Table.from_pylist(cells, table.schema)

    changed(copy, "aid_packages", rows=rows)
    changed(copy, "areas", rows=lambda t: put(t, "name", {"Ukraine": "The Ukraine"}))
    told = cd.diff(new, copy)
    assert list(dict.fromkeys(told["change"])) == ["cell corrected", "row removed", "row added"]
    assert list(dict.fromkeys(told["table"])) == ["aid_packages", "areas"]


AREAS = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.text("abc", min_size=1, max_size=3),
            "name": st.text(max_size=4),
            "parent": st.none() | st.text(max_size=2),
        }
    ),
    unique_by=lambda r: r["id"],
    max_size=6,
)


def release_of(rows: list[dict[str, object]], folder: Path) -> Path:
    fields = [
        {"name": n, "type": "string", "title": n, "description": n}
        for n in ("id", "name", "parent")
    ]
    resource = {
        "name": "areas", "title": "Areas", "description": "", "folder": "", "path": "areas.parquet", "rows": len(rows),
        "schema": {"fields": fields, "primaryKey": ["id"]},
    }  # fmt: skip
    (folder / "datapackage.json").write_text(
        json.dumps({"version": "2026.1.0", "resources": [resource]})
    )
    schema = pa.schema([(f["name"], pa.string()) for f in fields])
    pq.write_table(pa.Table.from_pylist(rows, schema), folder / "areas.parquet")
    return folder


@settings(max_examples=40, deadline=None)
@given(AREAS, AREAS)
def test_the_changes_lead_from_the_old_rows_to_the_new_ones(before, after):
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        old, new = release_of(before, Path(one)), release_of(after, Path(other))
        assert cd.diff(old, old).empty and cd.diff(new, new).empty
        found = cd.diff(old, new)
    assert found.empty == ({r["id"]: r for r in before} == {r["id"]: r for r in after})
    told = {r["id"]: dict(r) for r in before}
    arrived = {r["id"]: dict(r) for r in after}
    for _, key, column, was, now in of(found, "cell corrected"):
        assert told[key][column] == was
        told[key][column] = now
    for _, key, *_ in of(found, "row removed"):
        del told[key]
    for _, key, *_ in of(found, "row added"):
        assert key not in told
        told[key] = arrived[key]
    assert told == arrived


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "conflictdata", "diff", *map(str, arguments)],
        capture_output=True,
        text=True,
    )


def test_the_command_prints_what_diff_gives(old, new, changes):
    assert run(old, new, "--format", "markdown").stdout == to_markdown(
        changes, "2026.10.0", "2026.11.0"
    )
    assert run(old, new, "--format", "json").stdout == to_json(changes, "2026.10.0", "2026.11.0")
    table = pd.read_csv(io.StringIO(run(old, new, "--format", "csv").stdout), dtype="str")
    assert table.to_numpy().tolist()[0][:3] == changes.to_numpy().tolist()[0][:3] and len(
        table
    ) == len(changes)
    shown = run(old, new)
    assert shown.returncode == 0 and "30000000" in shown.stdout and "US-PDA-37" in shown.stdout
    wrong = run(old, "nowhere")
    assert wrong.returncode == 2 and wrong.stderr.startswith(
        "error: 'nowhere' is neither a version"
    )
