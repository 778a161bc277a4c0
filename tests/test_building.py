"""A release is made from curated CSV, whole or not at all, and what is wrong with the CSV is said
with its place.
"""

import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from conftest import rows_of, write_rows

from conflictdata.curate.build import build
from conflictdata.curate.check import check
from conflictdata.curate.compare import out_of_date
from conflictdata.curate.parquet import rows_hash
from conflictdata.curate.project import Project
from conflictdata.curate.replace import replacing
from conflictdata.errors import ConflictDataError, ValidationError
from conflictdata.release.folder import Release

OHCHR = "casualties/russia-ukraine/ohchr.csv"
PACKAGES = "aid_packages/russia-ukraine/usa.csv"
ITEMS = "aid_package_items/russia-ukraine/usa.csv"
TOTALS = "aid_totals/russia-ukraine/us.csv"
UPDATES = "casualties/russia-ukraine/updates.csv"
KILLED = {
    "measure": "killed",
    "period_end": "2023-05-01",
    "counting": "cumulative",
    "area": "UKR",
    "controlled_by": "",
}


def content(folder: Path) -> dict[str, bytes]:
    return {f.name: f.read_bytes() for f in folder.iterdir()}


def change(file: str, where: dict[str, str], **cells: str):
    """Change cells of the row in which the given cells stand, or stand in its update; a cell that a
    figure has not is changed in its update.
    """

    def breaking(project: Project) -> None:
        path = project.curated / file
        rows, heads = rows_of(path), path.with_name("updates.csv")
        updates = {u["update"]: u for u in rows_of(heads)} if heads.exists() else {}
        full = [{**updates.get(r.get("update", ""), {}), **_given(r)} for r in rows]
        at = next(i for i, r in enumerate(full) if all(r.get(k, "") == v for k, v in where.items()))
        for column, cell in cells.items():
            (rows[at] if column in rows[at] else updates[rows[at]["update"]])[column] = cell
        write_rows(path, rows)
        if updates and path != heads:
            write_rows(heads, list(updates.values()))

    return breaking


def _given(row: dict[str, str]) -> dict[str, str]:
    return {column: cell for column, cell in row.items() if cell}


def repeat(file: str, **cells: str):
    """Let the first row stand again, with some cells changed."""

    def breaking(project: Project) -> None:
        path = project.curated / file
        rows = rows_of(path)
        write_rows(path, [*rows, {**rows[0], **cells}])

    return breaking


def replace(file: str, old: bytes, new: bytes):
    def breaking(project: Project) -> None:
        path = project.curated / file
        data = path.read_bytes()
        assert old in data
        path.write_bytes(data.replace(old, new, 1))

    return breaking


def become(file: str, data: bytes):
    def breaking(project: Project) -> None:
        (project.curated / file).write_bytes(data)

    return breaking


BAD_INPUT = {
    "a header with a misspelled column": (
        replace(OHCHR, b"measure", b"mesure"),
        OHCHR + r":1: header: casualties has no typed column 'mesure'; did you mean 'measure'\?",
    ),
    "a header without a column": (
        replace(OHCHR, b",sex,", b","),
        OHCHR + ":1: header: the column 'sex' is missing",
    ),
    "a header with a column twice": (
        replace(OHCHR, b",sex,", b",age,"),
        OHCHR + ":1: header: the column 'age' stands twice",
    ),
    "an empty file": (
        become(OHCHR, b""),
        OHCHR + ":1: header: the file is empty; its first line must be update,measure",
    ),
    "a broken byte": (
        replace(OHCHR, b"territory list", b"territory l\xefst"),
        OHCHR + r":\d+: file: byte 0xef is no UTF-8; save the file as UTF-8",
    ),
    "a NUL byte": (
        replace(OHCHR, b"territory list", b"territory\0list"),
        OHCHR + r":\d+: file: holds a NUL byte",
    ),
    "a quote that is not closed": (
        replace(OHCHR, b",cumulative,", b',"cumulative,'),
        OHCHR + r":\d+: row: .*look for a missing quote",
    ),
    "a comma too many": (
        replace(OHCHR, b",cumulative,", b",cumulative,,"),
        OHCHR + r":2: row: has 26 cells, the header has 25; look for a missing quote or comma",
    ),
    "a number with separators": (
        change(OHCHR, KILLED, value="8,709"),
        OHCHR + r":\d+: value: '8,709' is no whole number; write digits only",
    ),
    "a number with a point": (
        change(TOTALS, {}, amount="35.0e9"),
        TOTALS + r":2: amount: '35.0e9' is no whole number",
    ),
    "a negative count": (
        change(OHCHR, KILLED, value="-8709"),
        OHCHR + r":\d+: value: -8709 is less than 0",
    ),
    "a day in words": (
        change(OHCHR, KILLED, period_end="1 May 2023"),
        OHCHR + r":\d+: period_end: '1 May 2023' is no day; write it like 2023-05-04",
    ),
    "a day that does not exist": (
        change(OHCHR, KILLED, period_end="2023-04-31"),
        OHCHR + r":\d+: period_end: '2023-04-31' is no day",
    ),
    "a space at the end": (
        change(OHCHR, KILLED, measure="killed "),
        OHCHR + r":\d+: measure: 'killed ' begins or ends with a space",
    ),
    "an unknown code": (
        change(OHCHR, KILLED, measure="kiled"),
        OHCHR + r":\d+: measure: no value 'kiled'; did you mean 'killed'\?",
    ),
    "an unknown reporter": (
        change(OHCHR, KILLED, reporter="OHCHR"),
        UPDATES + r":\d+: reporter: no value 'OHCHR'; did you mean 'ohchr'\?",
    ),
    "an unknown area": (
        change(OHCHR, KILLED, area="Ukraine"),
        OHCHR + r":\d+: area: no value 'Ukraine'; `conflictdata search Ukraine` may find it",
    ),
    "a code that is like none": (
        change(OHCHR, KILLED, measure="deaths"),
        OHCHR + r":\d+: measure: no value 'deaths'; the codes and what they mean stand in CODEBOOK",
    ),
    "an address for a source": (
        change(OHCHR, KILLED, source="https://example.org/1"),
        OHCHR + r":\d+: source: no value 'https://example.org/1'; name the page by its id",
    ),
    "a missing source": (
        change(OHCHR, KILLED, source="mirage-news-2023-05-03"),
        OHCHR + r":\d+: source: no value 'mirage-news-2023-05-03'; did you mean"
        r" 'mirage-news-2023-05-0\d'\?",
    ),
    "a missing value": (
        change(OHCHR, KILLED, value=""),
        OHCHR + r":\d+: value: is empty; read the number on the page",
    ),
    "a figure twice": (repeat(OHCHR), OHCHR + r":\d+: figure_id: '.*@2023-04-24' stands twice"),
    "a figure with two values": (
        repeat(OHCHR, value="23016"),
        OHCHR + r":\d+: figure_id: '.*@2023-04-24' stands twice",
    ),
    "a package twice": (repeat(PACKAGES), PACKAGES + r":\d+: package_id: 'US-PDA-36' stands twice"),
    "a broken sum": (
        change(OHCHR, KILLED, value="8708"),
        OHCHR + r":\d+: value: 8708 killed and 14666 injured are not 23375 casualties",
    ),
    "a broken partition": (
        change(OHCHR, {**KILLED, "controlled_by": "russia"}, value="1954"),
        OHCHR + r":\d+: value: the parts of ohchr-control add up to 8708, the total is 8709",
    ),
    "a figure published before its period ends": (
        change(OHCHR, KILLED, period_end="2023-05-09"),
        OHCHR + r":\d+: reported_on: reported on 2023-05-02, before its period ends on 2023-05-09",
    ),
    "an outlet's day": (
        change(OHCHR, KILLED, reported_on="2023-05-06"),
        UPDATES + r":\d+: reported_on: nothing shows that it was reported on 2023-05-06",
    ),
    "billions typed for millions": (
        change(PACKAGES, {"package_id": "US-PDA-37"}, amount="300000000000"),
        PACKAGES
        + r":\d+: amount: 300000000000 is more than a hundred times away from \d+, the median for"
        r" USA PDA USD; look for millions typed for billions",
    ),
    "an amount without a currency": (
        change(PACKAGES, {"package_id": "US-PDA-37"}, currency=""),
        PACKAGES + r":\d+: currency: amount 300000000 with currency none; give both or neither",
    ),
    "a number that falls": (
        change(PACKAGES, {"package_id": "US-PDA-37"}, sequence="40"),
        PACKAGES
        + r":\d+: announced_on: USA PDA 40 was announced on 2023-05-03, before number 38 on"
        r" 2023-05-21",
    ),
    "an item of no package": (
        change(ITEMS, {}, package="US-PDA-99"),
        ITEMS + r":2: package: no value 'US-PDA-99'; did you mean 'US-PDA-3\d'\?",
    ),
    "an item that has no code": (
        change(ITEMS, {}, item="ammunition.rocket.himers"),
        ITEMS + r":2: item: no value 'ammunition.rocket.himers'; did you mean"
        r" 'ammunition.rocket.himars'\?",
    ),
    "a wording that goes on": (
        change(ITEMS, {}, wording="x" * 81),
        ITEMS + r":2: wording: .* is longer than 80 characters; shorten it",
    ),
    "a tag page as source": (
        change(
            "sources/us-aid-to-ukraine.csv",
            {"source_id": "babel-2023-05-09"},
            url="https://babel.ua/en/tag/usa",
        ),
        r"url: https://babel.ua/en/tag/usa is a listing \(/tag/usa\)",
    ),
    "somebody else's host for a primary source": (
        change(
            "sources/un-on-ukraine.csv",
            {"source_id": "ohchr-2023-05-08"},
            url="https://example.org/x",
        ),
        "url: example.org is no host of ohchr; add the host",
    ),
    "an exception that breaks nothing": (
        become("exceptions.csv", b"rule,id,reason\npartition-sums,nothing,because\n"),
        "exceptions.csv:2: id: nothing does not break partition-sums; take the exception out",
    ),
    "an exception to no rule": (
        become("exceptions.csv", b"rule,id,reason\npartition-sum,nothing,because\n"),
        "exceptions.csv:2: rule: there is no rule 'partition-sum'; did you mean 'partition-sums'",
    ),
}


@pytest.mark.parametrize("kind", BAD_INPUT)
def test_bad_input_is_refused_with_its_place_and_the_release_stays(project, kind):
    breaking, message = BAD_INPUT[kind]
    before = content(project.release)
    breaking(project)
    with pytest.raises(ValidationError) as error:
        build(project)
    found = [str(f) for f in error.value.findings]
    assert any(re.search(message, f) for f in found), found
    assert content(project.release) == before
    assert sorted(p.name for p in project.release.parent.iterdir()) == ["curated", "release"]


def test_everything_wrong_is_listed_and_not_the_first(project):
    for kind in ("a number with separators", "an item of no package", "a package twice"):
        BAD_INPUT[kind][0](project)
    files = {f.where.rsplit(":", 1)[0] for f in check(project).errors}
    assert files == {f"data/curated/{f}" for f in (OHCHR, ITEMS, PACKAGES)}


def test_a_true_breach_is_tolerated_with_its_reason(project):
    change(OHCHR, {**KILLED, "controlled_by": "russia"}, value="1954")(project)
    whole = "russia-ukraine/ohchr/civilian/killed/case_verified/cumulative/UKR/2022-02-24..2023-05-01@2023-05-02"
    breached = {
        ("partition-sums", whole),
        ("partition-sums", whole.replace("UKR", "UKR/russia")),
        (
            "killed-and-injured-make-casualties",
            whole.replace("killed", "casualties").replace("UKR", "UKR/russia"),
        ),
    }
    assert {f.rule for f in check(project).errors} == {rule for rule, _ in breached}
    exceptions = project.curated / "exceptions.csv"
    write_rows(
        exceptions,
        [
            *rows_of(exceptions),
            *({"rule": r, "id": i, "reason": "as printed"} for r, i in breached),
        ],
    )
    assert check(project).errors == []


def test_a_release_is_up_to_date_after_a_build_and_not_after_a_change(project):
    assert out_of_date(project) == []
    change(OHCHR, KILLED, note="read again")(project)
    assert "data/release/casualties.parquet differs" in out_of_date(project)
    (project.release / "areas.parquet").unlink()
    (project.release / "left.parquet").write_bytes(b"")
    old = out_of_date(project)
    assert (
        "data/release/areas.parquet is missing" in old
        and "data/release/left.parquet is left over" in old
    )
    build(project)
    assert out_of_date(project) == []


def test_two_builds_in_two_processes_give_the_same_bytes(project):
    before = content(project.release)
    code = (
        "from pathlib import Path; from conflictdata.curate.project import Project; from"
        " conflictdata.curate.build import build; import sys; build(Project(Path(sys.argv[1])))"
    )
    subprocess.run(
        [sys.executable, "-c", code, str(project.root)], check=True, env={"PYTHONHASHSEED": "7"}
    )
    assert content(project.release) == before


def test_another_version_of_pandas_gives_the_same_bytes(project):
    """What is installed on the day of its next release must not make every file differ."""
    before = content(project.release)
    code = (
        "import pandas; pandas.__version__ = '4.0.0';"
        " from pathlib import Path; from conflictdata.curate.project import Project; from"
        " conflictdata.curate.build import build; import sys; build(Project(Path(sys.argv[1])))"
    )
    subprocess.run([sys.executable, "-c", code, str(project.root)], check=True)
    assert content(project.release) == before


@pytest.mark.parametrize("table", ["casualties", "aid_packages", "readings"])
def test_plain_pandas_reads_the_types_that_the_schema_has(built, table):
    frame = pd.read_parquet(built.release / f"{table}.parquet")
    schema = Release(built.release).table(table)
    kinds = {"integer": "Int64", "date": "object", "string": "str"}
    wanted = {f.name: "category" if f.encoded else kinds[f.type] for f in schema.fields}
    assert {name: str(kind) for name, kind in frame.dtypes.items()} == wanted


def test_the_order_of_curated_rows_does_not_matter(project):
    before = content(project.release)
    for file in (OHCHR, PACKAGES, ITEMS, "sources/un-on-ukraine.csv", "outlets.csv", UPDATES):
        write_rows(project.curated / file, rows_of(project.curated / file)[::-1])
    build(project)
    assert content(project.release) == before


def test_the_logical_hash_follows_the_rows_and_not_the_file(project, tmp_path):
    rows = pq.read_table(project.release / "casualties.parquet")
    pq.write_table(
        rows, tmp_path / "other.parquet", compression="none", row_group_size=7, use_dictionary=False
    )
    other = pq.ParquetFile(tmp_path / "other.parquet").read()
    assert rows_hash(other) == rows_hash(rows)
    assert rows_hash(rows.slice(1)) != rows_hash(rows)


def test_a_block_that_fails_leaves_the_folder_as_it_was(tmp_path):
    folder = tmp_path / "release"
    folder.mkdir()
    (folder / "old").write_text("old")
    with pytest.raises(RuntimeError), replacing(folder) as fresh:
        (fresh / "new").write_text("half")
        raise RuntimeError
    assert [p.name for p in tmp_path.rglob("*")] == ["release", "old"]
    with replacing(folder) as fresh:
        (fresh / "new").write_text("whole")
    assert [p.name for p in tmp_path.rglob("*")] == ["release", "new"]


def test_folders_change_places_where_the_system_cannot_do_it_in_one_step(tmp_path, monkeypatch):
    monkeypatch.setattr("conflictdata.curate.replace._exchange", lambda one, other: False)
    test_a_block_that_fails_leaves_the_folder_as_it_was(tmp_path)


def test_sums_in_the_release_are_those_of_its_files(built):
    import hashlib

    lines = (built.release / "SHA256SUMS").read_text().splitlines()
    assert sorted(line.split()[1] for line in lines) == sorted(
        set(content(built.release)) - {"SHA256SUMS"}
    )
    for line in lines:
        digest, name = line.split()
        assert hashlib.sha256((built.release / name).read_bytes()).hexdigest() == digest


def test_a_schema_that_cannot_be_read_says_which(project):
    (project.root / "schemas" / "areas.yaml").write_text("name: [")
    with pytest.raises(ConflictDataError, match=r"schemas/areas.yaml: "):
        check(Project(project.root))


def test_a_folder_that_is_no_checkout_is_an_error(tmp_path):
    with pytest.raises(ConflictDataError, match="is in no checkout"):
        Project.find(tmp_path)


@pytest.mark.parametrize(
    ("file", "column"),
    [
        (PACKAGES, "donor"),
        (PACKAGES, "instrument"),
        ("partitions.csv", "dimension"),
        ("partitions.csv", "parts"),
    ],
)
def test_an_empty_cell_is_a_finding_and_no_failure_of_what_is_built_of_it(project, file, column):
    path = project.curated / file
    rows = rows_of(path)
    write_rows(path, [*rows[:-1], rows[-1] | {column: ""}])
    line = f"{path.relative_to(project.root)}:{len(rows) + 1}"
    assert [f.column for f in check(project).errors if f.where == line] == [column]


def test_an_organ_of_no_party_is_a_finding_and_no_failure_of_what_is_built_of_it(project):
    path = project.curated / "reporter_roles.csv"
    rows = rows_of(path)
    write_rows(path, [*rows[:-1], rows[-1] | {"role": "party", "party": ""}])
    line = f"{path.relative_to(project.root)}:{len(rows) + 1}"
    assert [f.rule for f in check(project).errors if f.where == line] == ["role-names-its-party"]
