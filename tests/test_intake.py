"""Tables that others publish: what becomes of their rows, and what no fault of theirs can do."""

import csv
import errno
import io
import json
import shutil
import tempfile
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from conftest import ROOT, rows_of, write_rows
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from server import (
    Server,
    away,
    circle,
    drop,
    garbage,
    html,
    serving,
    status,
    truncated,
)
from typer.testing import CliRunner

from conflictdata.cli.verbs import cli
from conflictdata.curate.build import build
from conflictdata.curate.intake import addresses, corrections, overview, take_in
from conflictdata.curate.intake.functions import FUNCTIONS
from conflictdata.curate.intake.plan import KINDS
from conflictdata.curate.intake.recipe import (
    FALL,
    FIGURE,
    FORMATS,
    READ,
    SELECTION,
    TAKE,
    TOP,
    read_recipe,
)
from conflictdata.curate.intake.rows import Edition
from conflictdata.curate.project import Project
from conflictdata.curate.read import read
from conflictdata.curate.remember import remember
from conflictdata.curate.replace import alone
from conflictdata.errors import ConflictDataError
from conflictdata.release import download
from conflictdata.release.cache import CACHE
from conflictdata.release.folder import Release

RECIPE = """\
title: Losses as a made table has them
address: https://example.org/losses.csv
read: {format: csv}
source:
  publisher: ukraine-war-dataset
  title: losses.csv
  language: en
  tier: secondary
table: casualties
day: date
cells:
  conflict: russia-ukraine
  reporter: ua-general-staff
  reported_on: {column: date}
  evidence: asserted
  population: military
  affiliation: russia
  measure: losses
  qualifier: about
  counting: cumulative
  period_start: "2022-02-24"
  locator: "entry of {date}, {column}"
figures:
  - value: personnel
leave_out:
  - columns: [tanks, "day*"]
    because: no number of people
"""
ROWS = [
    {"date": "2023-05-01", "day": "432", "personnel": "190960", "tanks": "3701"},
    {"date": "2023-05-02", "day": "433", "personnel": "191420", "tanks": "3701"},
    {"date": "2023-05-03", "day": "434", "personnel": "191940", "tanks": "3707"},
]
READ_ON = "2026-11-28"


@pytest.fixture
def intakes(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The small project with one recipe, and a cache of its own."""
    monkeypatch.setenv(CACHE, str(tmp_path / "cache"))
    monkeypatch.setattr(download, "BACKOFF", 0.0)
    write_recipe(project, RECIPE)
    return Project(project.root)


def write_recipe(project: Project, text: str, name: str = "made") -> None:
    project.intake.mkdir(exist_ok=True)
    (project.intake / f"{name}.yaml").write_text(text, encoding="utf-8")


def table(folder: Path, rows: list[dict[str, str]], name: str = "losses.csv") -> Path:
    write_rows(folder / name, rows)
    return folder / name


def intake(
    project: Project, where: Path | str, *, name: str = "made", apply: bool = False, **edition
):
    state = Edition(edition.get("label", ""), edition.get("day", ""), READ_ON)
    permanent = edition.get("permanent", "")
    plan, _ = take_in(Project(project.root), name, str(where), state, permanent, apply=apply)
    return plan


def kinds(plan) -> dict[str, int]:
    return {kind: number for kind, number in plan.counts.items() if number}


def contents(project: Project) -> dict[str, bytes]:
    """Every curated file."""
    files = (p for p in project.curated.rglob("*") if p.is_file())
    return {p.relative_to(project.curated).as_posix(): p.read_bytes() for p in files}


def own_rows(project: Project, name: str = "made") -> list[dict[str, str]]:
    return rows_of(project.curated / "casualties" / "russia-ukraine" / f"{name}.csv")


def changed(**cells: str) -> list[dict[str, str]]:
    """The rows with other cells in the last."""
    return [*ROWS[:-1], {**ROWS[-1], **cells}]


def test_nothing_is_written_before_it_is_asked_for(intakes, tmp_path):
    before = contents(intakes)
    plan = intake(intakes, table(tmp_path, ROWS))
    assert kinds(plan) == {"new": 3}
    assert contents(intakes) == before


def test_what_was_taken_in_is_not_taken_in_again(intakes, tmp_path):
    file = table(tmp_path, ROWS)
    intake(intakes, file, apply=True)
    once = contents(intakes)
    plan = intake(intakes, file, apply=True)
    assert not plan.changes
    assert contents(intakes) == once


def test_a_figure_stands_as_the_table_prints_it_and_builds(intakes, tmp_path):
    plan = intake(intakes, table(tmp_path, ROWS), apply=True)
    assert [r["value"] for r in own_rows(intakes)] == ["190960", "191420", "191940"]
    frames = build(Project(intakes.root)).frames
    rows = frames["casualties"].query("reporter == 'ua-general-staff'")
    assert rows["value"].tolist() == [190960, 191420, 191940]
    assert set(rows["qualifier"]) == {"about"} and set(rows["source"]) == {"made-2023-05-03"}
    source = frames["sources"].set_index("source_id").loc["made-2023-05-03"]
    assert source["accessed_on"] == pd.Timestamp(READ_ON)
    assert f"sha256 {plan.brought.sha256}" in source["note"]
    assert source["tier"] == "secondary"


def test_rows_that_people_typed_are_never_touched(intakes, tmp_path):
    before = contents(intakes)
    intake(intakes, table(tmp_path, ROWS), apply=True)
    after = contents(intakes)
    assert {f: after[f] for f in before} == before
    assert set(after) - set(before) == {
        "casualties/russia-ukraine/made.csv",
        "casualties/russia-ukraine/made-updates.csv",
        "sources/made.csv",
    }


def test_a_longer_table_adds_its_new_days_and_loses_nothing(intakes, tmp_path):
    intake(intakes, table(tmp_path, ROWS[:2]), apply=True, permanent="https://example.org/1")
    plan = intake(intakes, table(tmp_path, ROWS), apply=True, permanent="https://example.org/2")
    assert kinds(plan) == {"new": 1}
    rows = own_rows(intakes)
    assert [r["value"] for r in rows] == ["190960", "191420", "191940"]
    # each stands in the state in which it was read first
    sources = {u["update"]: u["source"] for u in _updates(intakes)}
    assert [sources[r["update"]] for r in rows] == [
        "made-2023-05-02",
        "made-2023-05-02",
        "made-2023-05-03",
    ]


def _updates(project: Project) -> list[dict[str, str]]:
    return rows_of(project.curated / "casualties" / "russia-ukraine" / "made-updates.csv")


def test_a_cell_that_the_keeper_mended_changes_and_is_told(intakes, tmp_path):
    intake(intakes, table(tmp_path, ROWS), apply=True, permanent="https://example.org/1")
    again = table(tmp_path, changed(personnel="191950"))
    plan = intake(intakes, again, apply=True, permanent="https://example.org/2")
    (change,) = plan.changes
    assert (change.kind, change.was, change.now) == ("corrected", "191940", "191950")
    assert own_rows(intakes)[-1]["value"] == "191950"
    assert rows_of(intakes.curated / "corrections.csv") == [], "no release had it"


def test_a_mended_cell_that_was_published_is_a_correction(intakes, tmp_path):
    """Intake writes the lines, so that the release to come can be built and says what was wrong."""
    intake(intakes, table(tmp_path, ROWS), apply=True, permanent="https://example.org/1")
    build(Project(intakes.root), version="2026.12.0")
    remember(Project(intakes.root), Release(intakes.release))
    build(Project(intakes.root), version="2026.12.1.dev0")
    project = Project(intakes.root)
    again = table(tmp_path, changed(personnel="191950"))
    intake(project, again, apply=True, permanent="https://example.org/2")
    lines = {r["column"]: r for r in rows_of(project.curated / "corrections.csv")}
    assert set(lines) == {"value", "source"}
    told = lines["value"]
    assert (told["was"], told["now"]) == ("191940", "191950")
    assert (told["since"], told["corrected_in"]) == ("2026.12.0", "2026.12.1")
    assert (told["asked_by"], told["corrected_on"]) == ("ukraine-war-dataset", READ_ON)
    checked = build(project)
    mended = checked.frames["casualties"].set_index("figure_id").loc[told["id"]]
    assert mended["value"] == 191950
    # once more before the release: the line that is there says it
    mended_again = table(tmp_path, changed(personnel="191960"))
    intake(project, mended_again, apply=True, permanent="https://example.org/3")
    lines = {r["column"]: r for r in rows_of(project.curated / "corrections.csv")}
    assert (lines["value"]["was"], lines["value"]["now"]) == ("191940", "191960")
    build(project)


def published(intakes: Project, folder: Path) -> Project:
    """A project in which the table was taken in and published."""
    intake(intakes, table(folder, ROWS), apply=True, permanent="https://example.org/1")
    build(Project(intakes.root), version="2026.12.0")
    remember(Project(intakes.root), Release(intakes.release))
    build(Project(intakes.root), version="2026.12.1.dev0")
    return Project(intakes.root)


def test_the_other_corrections_stay_to_the_byte(intakes, tmp_path):
    project = published(intakes, tmp_path)
    path = project.curated / "corrections.csv"
    typed = path.read_bytes() + "a,b,c,1,2,2026.11.0,2026.11.1,first\u2028second,x,y\n".encode()
    path.write_bytes(typed)
    again = table(tmp_path, changed(personnel="191950"))
    intake(project, again, apply=True, permanent="https://example.org/2")
    assert path.read_bytes().startswith(typed) and len(rows_of(path)) == 3


def test_without_its_corrections_an_intake_is_not_written(intakes, tmp_path, monkeypatch):
    """A release could not be built of rows that changed and whose corrections are not there."""
    project, before = published(intakes, tmp_path), contents(intakes)

    def full(*args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(corrections, "replace_file", full)
    again = table(tmp_path, changed(personnel="191950"))
    with pytest.raises(OSError, match="No space"):
        intake(project, again, apply=True, permanent="https://example.org/2")
    assert contents(intakes) == before


def test_on_a_full_disk_nothing_of_an_intake_is_written(intakes, tmp_path, monkeypatch):
    before, written = contents(intakes), []

    def full(*args, **named):
        written.append(args)
        if len(written) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        return made(*args, **named)

    made = tempfile.mkstemp
    monkeypatch.setattr(tempfile, "mkstemp", full)
    with pytest.raises(ConflictDataError, match=r"cannot be written .No space left on device"):
        intake(intakes, table(tmp_path, ROWS), apply=True, permanent="https://example.org/1")
    assert len(written) == 2 and contents(intakes) == before


def test_while_a_release_is_built_no_table_is_taken_in(intakes, tmp_path):
    with alone(intakes.release.parent):
        intake(intakes, table(tmp_path, ROWS))
        with pytest.raises(ConflictDataError, match="another run of conflictdata is writing"):
            intake(intakes, table(tmp_path, ROWS), apply=True, permanent="https://example.org/1")


def test_a_number_that_the_reporter_restated_is_a_wording_with_its_day(intakes, tmp_path):
    write_recipe(
        intakes, RECIPE.replace("reported_on: {column: date}", "reported_on: {edition: day}")
    )
    first = table(tmp_path, ROWS)
    intake(intakes, first, apply=True, day="2023-06-01", permanent="https://example.org/1")
    second = table(tmp_path, changed(personnel="191950"))
    plan = intake(intakes, second, apply=True, day="2023-07-01", permanent="https://example.org/2")
    assert kinds(plan) == {"restated": 1}
    frame = read(Project(intakes.root))["casualties"].frame
    rows = frame[frame["period_end"] == "2023-05-03"].query("reporter == 'ua-general-staff'")
    assert [str(d.date()) for d in rows["reported_on"]] == ["2023-06-01", "2023-07-01"]
    assert rows["value"].tolist() == [191940, 191950]
    assert not intake(intakes, second, day="2023-07-01", permanent="https://example.org/2").changes


def test_without_its_day_an_edition_is_not_taken_in(intakes, tmp_path):
    write_recipe(
        intakes, RECIPE.replace("reported_on: {column: date}", "reported_on: {edition: day}")
    )
    with pytest.raises(ConflictDataError, match="give --published DAY"):
        intake(intakes, table(tmp_path, ROWS))


def test_what_is_gone_from_the_table_is_kept_and_told(intakes, tmp_path):
    intake(intakes, table(tmp_path, ROWS), apply=True, permanent="https://example.org/1")
    before = contents(intakes)
    plan = intake(intakes, table(tmp_path, ROWS[:2]), apply=True, permanent="https://example.org/2")
    assert kinds(plan) == {"gone": 1}
    assert contents(intakes) == before


def test_one_address_stands_for_one_state(intakes, tmp_path):
    intake(intakes, table(tmp_path, ROWS), apply=True)
    with pytest.raises(ConflictDataError, match=r"another state already.*--permanent"):
        intake(intakes, table(tmp_path, changed(personnel="191950")))


# --- a figure that somebody typed ---------------------------------------------------------------


@pytest.fixture
def typed(intakes: Project, tmp_path: Path) -> Project:
    """The same statement as the made table's, typed from another page."""
    intake(intakes, table(tmp_path, ROWS), apply=True, permanent="https://example.org/typed")
    folder = intakes.curated / "casualties" / "russia-ukraine"
    for theirs, ours in (("made.csv", "army.csv"), ("made-updates.csv", "updates.csv")):
        rows = [{**r, "update": r["update"][: -len("-made")]} for r in rows_of(folder / theirs)]
        if ours == "army.csv":
            write_rows(folder / ours, rows)
        else:
            write_rows(folder / ours, [*rows_of(folder / ours), *rows])
        (folder / theirs).unlink()
    return Project(intakes.root)


def test_a_typed_figure_and_a_table_that_says_the_same_are_one_figure(typed, tmp_path):
    before = contents(typed)
    other = [*ROWS, {"date": "2023-05-04", "day": "435", "personnel": "192590", "tanks": "3708"}]
    plan = intake(typed, table(tmp_path, other), apply=True)
    assert kinds(plan) == {"same": 3, "new": 1}
    after = contents(typed)
    # its own file of sources has a row more
    assert {f for f in before if after[f] != before[f]} == {"sources/made.csv"}
    rows = build(Project(typed.root)).frames["casualties"].query("reporter == 'ua-general-staff'")
    assert rows["value"].tolist() == [190960, 191420, 191940, 192590]
    assert rows["source"].tolist() == ["made-2023-05-03"] * 3 + ["made-2023-05-04"]
    assert rows["corroborated_by"].fillna("").tolist() == ["made-2023-05-04"] * 3 + [""]
    assert not intake(typed, table(tmp_path, other)).changes


def test_a_typed_figure_of_which_the_table_says_something_else_stops_the_intake(typed, tmp_path):
    before = contents(typed)
    with pytest.raises(ConflictDataError, match="nothing was written"):
        intake_or_raise(typed, table(tmp_path, changed(personnel="191490")))
    plan = intake(typed, table(tmp_path, changed(personnel="191490")))
    assert "army.csv:4 has it as 191940, read by somebody" in plan.refused[0].reason
    assert contents(typed) == before


def intake_or_raise(project: Project, where: Path) -> None:
    """What ``--apply`` does where a cell is refused."""
    from conflictdata.curate.intake.write import applied

    plan = intake(project, where)
    with applied(Project(project.root), plan, read(Project(project.root), joined=False)):
        pass


def test_two_numbers_for_one_figure_do_not_build(typed, tmp_path):
    intake(typed, table(tmp_path, ROWS), apply=True, permanent="https://example.org/2")
    rows = own_rows(typed)
    rows[-1]["value"] = "191490"
    write_rows(typed.curated / "casualties" / "russia-ukraine" / "made.csv", rows)
    found = [str(f) for f in read(Project(typed.root))["casualties"].findings]
    assert len(found) == 1
    assert "made.csv:4: value: 191490" in found[0] and "army.csv:4 has 191940" in found[0]


def test_rows_typed_from_the_same_table_can_move_to_its_recipe(typed, tmp_path):
    before = build(Project(typed.root)).frames["casualties"].set_index("figure_id")["value"]
    write_recipe(typed, RECIPE.replace("\ntable:", "\ntyped_before: made-2023-05-03\ntable:"))
    plan = intake(typed, table(tmp_path, ROWS), apply=True, permanent="https://example.org/2")
    assert kinds(plan) == {"taken over": 3}
    folder = typed.curated / "casualties" / "russia-ukraine"
    assert not (folder / "army.csv").exists()
    assert not [u for u in rows_of(folder / "updates.csv") if u["reporter"] == "ua-general-staff"]
    # the key stays
    after = build(Project(typed.root)).frames["casualties"].set_index("figure_id")["value"]
    assert after.to_dict() == before.to_dict()


# --- what a table can have wrong ----------------------------------------------------------------


def text(rows: list[dict[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


GOOD = text(ROWS)
# what stands in the file -> what is said of it
FAULTS: dict[str, tuple[bytes, str]] = {
    "a column is missing": (
        text([{k: v for k, v in r.items() if k != "personnel"} for r in ROWS]).encode(),
        "the column 'personnel' is missing; .*made.yaml asks for it",
    ),
    "a column has another name": (
        GOOD.replace("personnel", "personel", 1).encode(),
        "the column 'personnel' is missing; did you mean 'personel'",
    ),
    "a column is new": (
        text([{**r, "prisoners": "7"} for r in ROWS]).encode(),
        r"losses.csv:2: the column 'prisoners' is new; map it",
    ),
    "a column stands twice": (
        GOOD.replace("tanks", "personnel", 1).encode(),
        "losses.csv:1: the column 'personnel' stands twice",
    ),
    "a byte is no UTF-8": (
        GOOD.encode().replace(b"191420", b"191\xff20"),
        "losses.csv:3: byte 0xff is no UTF-8",
    ),
    "a NUL byte": (GOOD.replace("191420", "191\0").encode(), "losses.csv:3: holds a NUL byte"),
    "a quote is open": (
        GOOD.replace("191420", '"191420').encode(),
        "losses.csv:3: .*; look for a missing quote",
    ),
    "a row has too few cells": (
        GOOD.replace(",191420,3701", ",191420").encode(),
        "losses.csv:3: has 3 cells, the header has 4",
    ),
    "nothing": (b"", "holds no rows"),
    "a header and no rows": (GOOD.splitlines()[0].encode(), "holds no rows"),
    "a page of HTML": (b"<!doctype html><title>Log in</title>", "is a page of HTML and no table"),
}
# other cells in the last row -> why it is refused
REFUSED: dict[str, tuple[dict[str, str], str]] = {
    "days of another form": ({"date": "03.05.2023"}, "'03.05.2023' is no day of the form %Y-%m-%d"),
    "a day that there is not": ({"date": "2023-02-30"}, "'2023-02-30' is no day"),
    "a day without a leading zero": ({"date": "2023-5-3"}, "'2023-5-3' is no day"),
    "no day": ({"date": ""}, "'' is no day"),
    "text in a number": ({"personnel": "about 191940"}, "'about 191940' is no number"),
    "a thousand's comma": ({"personnel": "191,940"}, "'191,940' is no number"),
    "digits of another script": ({"personnel": "١٩١٩٤٠"}, "is no number"),
    "a negative number": ({"personnel": "-191940"}, "value -191940 is below 0"),
    "a fraction of a person": ({"personnel": "191940.5"}, "would be rounded"),
    "a number without end": ({"personnel": "1" * 25}, "is no whole number"),
    "a cumulative that falls": (
        {"personnel": "19194"},
        r"falls from 191420 \(losses.csv:3\) to 19194",
    ),
    "a day that lies ahead": ({"date": "2027-05-03"}, "lies after 2026-11-28, the day of reading"),
    "a day before the count began": (
        {"date": "2021-05-03"},
        "begins on 2022-02-24 and ends before",
    ),
    "one day with two numbers": ({"date": "2023-05-02"}, "says something else there"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_table_that_is_wrong_is_refused_whole(intakes, tmp_path, fault):
    before = contents(intakes)
    content, said = FAULTS[fault]
    (tmp_path / "losses.csv").write_bytes(content)
    with pytest.raises(ConflictDataError, match=said):
        intake(intakes, tmp_path / "losses.csv", apply=True)
    assert contents(intakes) == before


@pytest.mark.parametrize("fault", REFUSED)
def test_as_long_as_a_cell_is_refused_nothing_is_written(intakes, tmp_path, fault):
    before = contents(intakes)
    cells, said = REFUSED[fault]
    plan = intake(intakes, table(tmp_path, changed(**cells)), apply=True)
    assert plan.frame.query("kind == 'refused'")["reason"].str.contains(said).all()
    assert plan.refused and plan.refused[0].where.startswith("losses.csv:")
    assert contents(intakes) == before


def test_a_cell_that_is_wrong_can_be_left_out_with_a_reason(intakes, tmp_path):
    write_recipe(intakes, RECIPE + "  - {when: {date: 2023-05-03}, because: a digit is missing}\n")
    plan = intake(intakes, table(tmp_path, changed(personnel="19194")), apply=True)
    assert kinds(plan) == {"new": 2} and plan.left["a digit is missing"] == 1


def test_a_fall_that_is_true_can_be_said(intakes, tmp_path):
    told = (
        "falls:\n  - {columns: personnel, from: 2023-05-03, until: 2023-05-03, because: lowered}\n"
    )
    write_recipe(intakes, RECIPE + told)
    assert kinds(intake(intakes, table(tmp_path, changed(personnel="191400")))) == {"new": 3}


def test_a_row_that_stands_twice_and_says_the_same_is_one_figure(intakes, tmp_path):
    plan = intake(intakes, table(tmp_path, [*ROWS, ROWS[0]]))
    assert kinds(plan) == {"new": 3} and plan.left["stands twice in the table"] == 1


def test_a_table_is_no_longer_than_a_table_may_be(intakes, tmp_path, monkeypatch):
    monkeypatch.setattr(addresses, "LIMIT", 50)
    with pytest.raises(ConflictDataError, match=r"losses.csv: longer than 50 bytes"):
        intake(intakes, table(tmp_path, ROWS))


def test_a_table_of_another_machine_is_not_looked_for_on_this_one(intakes, tmp_path):
    here = table(tmp_path, ROWS)
    assert kinds(intake(intakes, f"file://localhost{here}")) == {"new": 3}
    with pytest.raises(ConflictDataError, match="names another machine, 'server'"):
        intake(intakes, f"file://server{here}")


@pytest.mark.parametrize("where", ["nowhere.csv", "ftp://example.org/losses.csv"])
def test_a_place_that_is_none_is_said(intakes, tmp_path, where):
    with pytest.raises(ConflictDataError, match=r"no such file|give https"):
        intake(intakes, where if "://" in where else tmp_path / where)


# --- formats ------------------------------------------------------------------------------------


def _markdown(folder: Path) -> Path:
    for row in ROWS:
        front = "".join(f"{name}: {cell}\n" for name, cell in row.items())
        (folder / f"{row['date']}.md").write_text(f"---\n{front}---\nwords\n", encoding="utf-8")
    return folder


def _as(format: str, folder: Path) -> Path:
    folder.mkdir()
    numbers = pd.DataFrame(ROWS).astype({"day": int, "personnel": int, "tanks": int})
    if format == "markdown":
        return _markdown(folder)
    file = folder / f"losses.{format}"
    if format == "json":
        file.write_text(json.dumps(numbers.to_dict("records")), encoding="utf-8")
    elif format == "xlsx":
        numbers.assign(date=pd.to_datetime(numbers["date"])).to_excel(file, index=False)
    elif format == "parquet":
        numbers.assign(date=pd.to_datetime(numbers["date"]).dt.date).to_parquet(file)
    else:
        write_rows(file, ROWS)
    return file


@pytest.mark.parametrize("format", ["csv", "json", "xlsx", "parquet", "markdown"])
def test_a_table_says_the_same_in_every_format(intakes, tmp_path, format):
    folder = {"files: '*.md', " if format == "markdown" else ""}.pop()
    recipe = RECIPE.replace("{format: csv}", f"{{{folder}format: {format}}}")
    if format == "markdown":
        recipe = recipe.replace('"day*"]', '"day*", file, body]')
    write_recipe(intakes, recipe)
    plan = intake(intakes, _as(format, tmp_path / "there"))
    assert [(c.kind, c.now) for c in plan.changes] == [("new", r["personnel"]) for r in ROWS]


@pytest.mark.parametrize(
    ("format", "content", "said"),
    [
        ("json", b'{"rows": []}', "is no list of rows"),
        ("json", b'[{"date": "2023-05-01"', "is no JSON"),
        ("json", b'[{"date": 1, "date": 2}]', "'date' stands twice"),
        ("json", b"[" * 100_000, "goes too deep|is no JSON"),
        ("json", b"[3]", "row 1: is no object"),
        ("xlsx", b"PK but no workbook", "is no xlsx"),
        ("parquet", b"PAR1 but no table PAR1", "is no Parquet"),
        ("markdown", b"no front matter", "has no front matter"),
        ("markdown", b"---\ndate: 1\ndate: 2\n---\n", ":3: the key 'date' stands twice"),
        ("markdown", b"---\ndate: [1\n---\n", r"\.md:\d"),
        ("markdown", b"---\ndate: [1, 2]\n---\n", ":2: a word is wanted"),
    ],
)
def test_what_is_not_of_its_format_is_said_with_its_place(intakes, tmp_path, format, content, said):
    write_recipe(intakes, RECIPE.replace("format: csv", f"format: {format}"))
    file = tmp_path / f"losses.{'md' if format == 'markdown' else format}"
    file.write_bytes(content)
    with pytest.raises(ConflictDataError, match=said):
        intake(intakes, file)


def test_a_folder_of_files_has_no_address_to_be_asked(intakes):
    write_recipe(intakes, RECIPE.replace("{format: csv}", "{format: csv, files: '*.csv'}"))
    with pytest.raises(
        ConflictDataError, match=r"made is a folder of files; bring https://example"
    ):
        take_in(Project(intakes.root), "made", None, Edition("", "", READ_ON))


def test_a_link_that_leads_out_of_a_folder_is_not_followed(intakes, tmp_path):
    write_recipe(intakes, RECIPE.replace("{format: csv}", "{format: csv, files: '*.csv'}"))
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "losses.csv").symlink_to(table(tmp_path, ROWS))
    with pytest.raises(ConflictDataError, match=r"holds no \*\.csv"):
        intake(intakes, tmp_path / "there")


# --- addresses ----------------------------------------------------------------------------------

AWAY = {
    "a circle of redirects": (circle, "redirects in a circle"),
    "a redirect into the network at home": (away("http://10.0.0.1/losses.csv"), "private address"),
    "a redirect to a file": (away("file:///etc/passwd"), "which is no address of a host"),
    "it is not there": (status(404), "answers 404"),
    "it is forbidden": (status(403), "answers 403"),
    "it keeps failing": (status(503), "answers 503|answering with an error"),
    "a portal answers": (html, "is a page of HTML and no table"),
    "half of it comes": (truncated, "broke off"),
    "the connection is closed": (drop, "closes the connection|keeps answering"),
    "it is no HTTP": (garbage, "cannot be fetched"),
    "200 MB": (
        lambda handler, body: handler.answer(200, b"", send=b"date", length=200 << 20),
        "longer than 67,108,864 bytes",
    ),
    "it is packed": (
        lambda handler, body: handler.answer(200, body, {"Content-Encoding": "gzip"}),
        "sends it packed",
    ),
}


@pytest.fixture
def host(intakes: Project, tmp_path: Path):
    (tmp_path / "served").mkdir()
    table(tmp_path / "served", ROWS)
    with serving(tmp_path / "served") as server:
        yield server


@pytest.mark.parametrize("fault", AWAY)
def test_whatever_a_host_does_the_curated_files_are_as_they_were(intakes, host: Server, fault):
    before = contents(intakes)
    answer, said = AWAY[fault]
    host.wrongly("losses.csv", answer)
    with pytest.raises(ConflictDataError, match=said):
        intake(intakes, f"{host.address}/losses.csv", apply=True)
    assert contents(intakes) == before


def test_a_host_that_fails_and_then_answers_is_asked_again(intakes, host: Server):
    host.wrongly("losses.csv", status(503), times=2)
    assert kinds(intake(intakes, f"{host.address}/losses.csv")) == {"new": 3}
    assert host.asked["losses.csv"] == 3


def test_a_table_that_has_not_changed_is_not_sent_again(intakes, host: Server, tmp_path):
    sent = []

    def tagged(handler, body):
        if handler.headers["If-None-Match"] == '"one"':
            handler.answer(304, b"", {"ETag": '"one"'}, length=None)
        else:
            sent.append(body)
            handler.answer(200, body, {"ETag": '"one"'})

    host.wrongly("losses.csv", tagged)
    first = intake(intakes, f"{host.address}/losses.csv")
    again = intake(intakes, f"{host.address}/losses.csv")
    assert first.brought.sha256 == again.brought.sha256 and len(sent) == 1
    # a copy that is no longer whole is no copy
    (kept,) = (tmp_path / "cache" / "intake" / "made").glob("table")
    kept.write_bytes(b"date,personnel\n")
    assert kinds(intake(intakes, f"{host.address}/losses.csv")) == {"new": 3}
    assert len(sent) == 2


def test_the_same_bytes_have_the_same_digest_wherever_they_were(intakes, host: Server, tmp_path):
    served = tmp_path / "served" / "losses.csv"
    places = [f"{host.address}/losses.csv", str(served), served.as_uri()]
    assert len({intake(intakes, place).brought.sha256 for place in places}) == 1


# --- recipes ------------------------------------------------------------------------------------

WRONG = {
    "a key": (
        "read: {format: csv}",
        "reed: {format: csv}",
        3,
        "the key 'reed' is unknown; did you",
    ),
    "a key below": ("format: csv", "fromat: csv", 3, "the key 'fromat' is unknown; did you mean"),
    "no key": ("day: date\n", "", 1, "the key 'day' is missing"),
    "a key twice": ("day: date", "day: date\nday: date", 11, "the key 'day' stands twice"),
    "a format": ("format: csv", "format: cvs", 3, "there is no format 'cvs'; did you mean 'csv'"),
    "a table": (
        "table: casualties",
        "table: casualty",
        9,
        "there is no table of figures 'casualty'",
    ),
    "a column of ours": ("evidence: asserted", "basis: claimed", 15, "the key 'basis' is unknown"),
    "a code": ("evidence: asserted", "evidence: claimed", 15, "there is no evidence 'claimed'"),
    "a code of a table": (
        "reporter: ua-general-staff",
        "reporter: {column: who, codes: {ZSU: ua-generalstaff}}",
        13,
        "there is no reporter 'ua-generalstaff'; did you mean 'ua-general-staff'",
    ),
    "a conflict": ("conflict: russia-ukraine", "conflict: ukraine", 12, "there is no conflict"),
    "a publisher": (
        "publisher: ukraine-war-dataset",
        "publisher: ukraine-war",
        5,
        "no organization",
    ),
    "a tier": ("tier: secondary", "tier: second", 8, "there is no tier 'second'"),
    "a required column": ("  counting: cumulative\n", "", 23, "counting is given neither here nor"),
    "a day": ("  - value: personnel", "  - {value: personnel, from: May}", 24, "'May' is no day"),
    "a function": (
        "{format: csv}",
        "{format: csv, function: magic}",
        3,
        "there is no function 'magic'",
    ),
    "no reason": ("    because: no number of people\n", "", 26, "the key 'because' is missing"),
    "its YAML": ("day: date", "day: [date", 11, ""),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_recipe_that_is_wrong_is_refused_with_file_and_line(intakes, tmp_path, kind):
    was, now, line, said = WRONG[kind]
    assert was in RECIPE
    write_recipe(intakes, RECIPE.replace(was, now, 1))
    with pytest.raises(ConflictDataError) as error:
        intake(intakes, table(tmp_path, ROWS))
    assert str(error.value).startswith(f"data/intake/made.yaml:{line}: ")
    assert said in str(error.value)


def test_a_recipe_that_there_is_not_is_said(intakes, tmp_path):
    with pytest.raises(ConflictDataError, match=r"no recipe 'mede'.*did you mean 'made'"):
        intake(intakes, table(tmp_path, ROWS), name="mede")


def test_every_recipe_of_the_project_can_be_read():
    project = Project(ROOT)
    curated = read(project, joined=False)
    recipes = [read_recipe(project, name, curated) for name in project.recipes]
    assert recipes and {r.function for r in recipes} - {""} <= set(FUNCTIONS)
    # a recipe writes into no file that people type in
    assert not {"updates", "casualties", "kiel", "us"} & {r.name for r in recipes}


def test_how_old_each_table_is_can_be_seen(intakes, tmp_path):
    intake(intakes, table(tmp_path, ROWS), apply=True)
    (row,) = overview(Project(intakes.root), "2023-05-13").to_dict("records")
    assert (row["recipe"], row["figures"], row["newest"]) == ("made", 3, "2023-05-03")
    assert row["days_old"] == (date(2023, 5, 13) - date(2023, 5, 3)).days


def test_the_same_words_under_two_headings_of_a_bulletin_are_two_numbers():
    """From 16 September 2026 on the ministry has one wording for both of its totals."""
    arabic = """بلغ إجمالي ما وصل إلى مستشفيات قطاع غزة خلال الـ 24 ساعة الماضية:
    • 28 إصابة.
    منذ وقف إطلاق النار في 11 أكتوبر 2025 حتى اليوم:
    • إجمالي الشهداء: 1,471 شهيدًا
    • إجمالي الإصابات: 5,189 إصابة
    • إجمالي حالات الانتشال من تحت الأنقاض: 836 شهيدًا
    الحصيلة التراكمية منذ بداية العدوان:
    • إجمالي الشهداء: 74,254 شهيدًا
    • إجمالي الإصابات: 175,306 إصابة."""
    keepers = {"report_date": "2026-10-08", "killed_cum": "74258", "injured_cum": "175306"}
    row = FUNCTIONS["bulletin"].make({**keepers, "injured": "28", "body": arabic})
    assert (row["truce_killed"], row["truce_injured"], row["truce_recovered"]) == (
        "1471",
        "5189",
        "836",
    )
    assert (row["injured"], row["injured_cum"]) == ("28", "175306")
    # the text has another total than the keepers, and it is the ministry's
    assert (row["killed_cum"], row["killed_cum_aligned"]) == ("74254", "74258")


def test_a_best_a_low_and_a_high_number_are_a_range(intakes, tmp_path):
    """Columns as the codebook of UCDP's battle-related deaths has them; the numbers are made."""
    shutil.copy(ROOT / "data" / "intake" / "ucdp-battle-deaths.yaml", intakes.intake)
    rest = {
        **dict.fromkeys(("location_inc", "side_a", "side_b", "region", "version"), "x"),
        "type_of_conflict": "3",
    }
    made = [
        {
            "conflict_id": "309",
            "year": "2024",
            "bd_best": "1200",
            "bd_low": "1000",
            "bd_high": "1500",
        },
        {"conflict_id": "299", "year": "2019", "bd_best": "500", "bd_low": "500", "bd_high": "500"},
        {"conflict_id": "119", "year": "2024", "bd_best": "10", "bd_low": "10", "bd_high": "10"},
        {
            "conflict_id": "309",
            "year": "2023",
            "bd_best": "900",
            "bd_low": "800",
            "bd_high": "1000",
        },
    ]
    file = table(tmp_path, [{**row, **rest} for row in made], "ucdp.csv")
    plan = intake(intakes, file, name="ucdp-battle-deaths", day="2026-06-11", apply=True)
    assert kinds(plan) == {"new": 2}
    assert plan.left["a conflict that is not among ours"] == 1
    assert plan.left["a year that began before the conflict"] == 1
    folder = intakes.curated / "casualties"
    (sudan,), (syria,) = (
        rows_of(folder / c / "ucdp-battle-deaths.csv") for c in ("sudan", "syria")
    )
    hedged = ("value", "low", "high", "qualifier")
    assert [sudan[c] for c in hedged] == ["1200", "1000", "1500", "range"]
    assert [syria[c] for c in hedged] == ["500", "", "", ""]


# --- the command line ---------------------------------------------------------------------------


def run(project: Project, *words: str):
    return CliRunner().invoke(cli, ["intake", "--root", str(project.root), *words])


def test_the_command_prints_a_plan_and_writes_it_only_when_told(intakes, tmp_path):
    file = str(table(tmp_path, ROWS))
    shown = run(intakes, "made", file)
    assert shown.exit_code == 0
    assert "3 new: figures that were not there" in shown.stdout
    assert "nothing was written; --apply does" in shown.stdout
    plan = list(csv.DictReader(io.StringIO(run(intakes, "made", file, "--format", "csv").stdout)))
    assert [row["now"] for row in plan] == [row["personnel"] for row in ROWS]
    assert (
        "wrote data/curated/casualties/russia-ukraine/made.csv"
        in run(intakes, "made", file, "--apply", "--read-on", READ_ON).stdout
    )
    assert "nothing changes" in run(intakes, "made", file).stdout


def test_the_command_says_by_its_exit_that_cells_were_refused(intakes, tmp_path):
    shown = run(intakes, "made", str(table(tmp_path, changed(personnel="many"))), "--apply")
    assert shown.exit_code == 1 and "'many' is no number" in shown.stdout
    assert "1 cell of the table was refused, so nothing was written" in shown.stderr
    assert not (intakes.curated / "casualties" / "russia-ukraine" / "made.csv").exists()


def test_the_command_alone_lists_the_recipes(intakes):
    assert "Losses as a made table has them" in run(intakes).stdout


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(numbers=st.lists(st.integers(0, 10**12), min_size=1, max_size=20).map(sorted))
def test_no_number_changes_on_its_way(intakes, tmp_path, numbers):
    shutil.rmtree(intakes.curated / "casualties" / "russia-ukraine", ignore_errors=True)
    (intakes.curated / "sources" / "made.csv").unlink(missing_ok=True)
    days = pd.date_range("2023-01-01", periods=len(numbers)).strftime("%Y-%m-%d")
    rows = [
        {"date": day, "day": "1", "personnel": str(number), "tanks": "0"}
        for day, number in zip(days, numbers, strict=True)
    ]
    intake(intakes, table(tmp_path, rows), apply=True)
    assert [int(row["value"]) for row in own_rows(intakes)] == numbers


def test_the_smallest_recipe_of_the_docs_works(intakes, tmp_path):
    docs = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8")
    write_recipe(intakes, docs.split("```yaml\n")[1].split("```")[0])
    rows = [{k: v for k, v in row.items() if k != "day"} for row in ROWS]
    assert kinds(intake(intakes, table(tmp_path, rows))) == {"new": 3}


def test_whatever_a_recipe_can_say_is_in_the_docs():
    docs = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8")
    words = {*TOP, *READ, *TAKE, *SELECTION, *FIGURE, *FALL, *KINDS, *FORMATS}
    assert {word for word in words if word not in docs} == set()
