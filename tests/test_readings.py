"""What was read twice is locked: a second reading stands as it was read, and the row agrees."""

import csv
import io
import re
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from conftest import ROOT, rows_of, write_rows
from typer.testing import CliRunner

import conflictdata as cd
from conflictdata.cli.verbs import cli
from conflictdata.curate.build import build
from conflictdata.curate.check import check
from conflictdata.curate.project import Project
from conflictdata.curate.readings.against import CHECKED, differences, texts_of
from conflictdata.curate.readings.draw import READ, current, draw, name_of
from conflictdata.curate.readings.questions import Questions, hidden
from conflictdata.curate.readings.sheet import compare, enter
from conflictdata.curate.readings.stamp import STAMP, stamp
from conflictdata.curate.remember import remember
from conflictdata.errors import ValidationError
from conflictdata.release.folder import Release
from conflictdata.schemas.table import Table

PACKAGES = "aid_packages/russia-ukraine/usa.csv"
PDA = {"table": "aid_packages", "id": "US-PDA-37", "value": "300000000", "qualifier": "up_to"}
DAY = "2026-11-28"
TWICE = ("casualties", "aid_totals", "aid_packages", "aid_package_items")


def add_readings(project: Project, *readings: dict[str, str]) -> None:
    path = project.curated / "readings" / f"{DAY}.csv"
    header = path.read_text(encoding="utf-8").splitlines()[0].split(",")
    fresh = [
        {c: r.get(c, "") for c in header} | {"read_on": r.get("read_on", DAY)} for r in readings
    ]
    write_rows(path, [*rows_of(path), *fresh])
    stamp(project)


def messages(project: Project) -> list[str]:
    return [str(f) for f in check(project).errors]


def checked_on(project: Project, key: str = "US-PDA-37") -> str | None:
    checked = check(project)
    assert checked.errors == []
    day = checked.frames["aid_packages"].set_index("package_id").loc[key, CHECKED]
    return None if pd.isna(day) else f"{day:%Y-%m-%d}"


def line_of(project: Project, package: str) -> int:
    rows = rows_of(project.curated / PACKAGES)
    return next(i for i, r in enumerate(rows, start=2) if r["package_id"] == package)


def test_the_day_of_the_last_reading_that_agrees_is_checked_on(project):
    assert checked_on(project) is None
    add_readings(project, PDA)
    assert checked_on(project) == DAY
    add_readings(project, PDA | {"read_on": "2026-11-29", "day": "2023-05-03", "unit": "USD"})
    assert checked_on(project) == "2026-11-29"


@pytest.mark.parametrize(
    ("read", "kind", "column", "ours"),
    [
        ({"value": "30000000"}, "value", "amount", "300000000"),
        ({"value": ""}, "value", "amount", "300000000"),
        ({"qualifier": "exact"}, "hedge", "qualifier", "up_to"),
        ({"unit": "EUR"}, "unit", "currency", "USD"),
        ({"day": "2023-05-04"}, "day", "announced_on", "2023-05-03"),
    ],
)
def test_a_row_that_does_not_agree_with_its_reading_does_not_build(
    project, read, kind, column, ours
):
    add_readings(project, PDA | read)
    place = f"data/curated/{PACKAGES}:{line_of(project, 'US-PDA-37')}: {column}: '{ours}'"
    told = repr(next(iter(read.values()))) if next(iter(read.values())) else "empty"
    (message,) = messages(project)
    assert message.startswith(f"{place}, but data/curated/readings/{DAY}.csv:2 read {told}")
    assert f"name '{kind}' in `differs`" in message
    with pytest.raises(ValidationError):
        build(project)


def test_a_slip_in_a_row_that_was_read_twice_is_caught(project):
    add_readings(project, PDA)
    path = project.curated / PACKAGES
    slip = {"amount": "30000000"}
    write_rows(path, [r | (slip if r["package_id"] == PDA["id"] else {}) for r in rows_of(path)])
    assert any("amount: '30000000', but data/curated/readings/" in m for m in messages(project))


def test_what_a_reading_did_not_record_cannot_differ(project):
    add_readings(project, PDA | {"qualifier": ""})
    assert checked_on(project) == DAY


@pytest.mark.parametrize(
    ("read", "differs", "settled", "day"),
    [
        ({"qualifier": "exact"}, "hedge", "", None),
        ({"qualifier": "exact"}, "hedge", "the memorandum says up to", DAY),
        ({"day": "2023-05-04"}, "day", "the day of the copy", DAY),
        ({"value": "3000000"}, "value", "misread", None),
        ({"scope": "other"}, "scope", "it is another package", None),
    ],
)
def test_a_difference_counts_as_read_twice_only_where_the_number_agrees_and_the_rest_is_settled(
    project, read, differs, settled, day
):
    add_readings(project, PDA | read | {"differs": differs, "settled": settled})
    assert checked_on(project) == day


def test_a_difference_that_is_none_any_more_is_named(project):
    add_readings(project, PDA | {"differs": "hedge"})
    assert messages(project) == [
        f"data/curated/readings/{DAY}.csv:2: differs: the row says the same hedge now; take 'hedge'"
        " out"
    ]


def test_a_reading_of_no_row_is_named_with_the_nearest(project):
    add_readings(project, PDA | {"id": "US-PDA-37X"})
    (message,) = messages(project)
    assert f"readings/{DAY}.csv:2: id: aid_packages has no row 'US-PDA-37X'" in message
    assert "did you mean 'US-PDA-37'?" in message


def test_a_reading_goes_where_its_row_went(project):
    add_readings(project, PDA | {"id": "US-PDA-37-OLD"})
    retired = project.curated / "retired" / "2026.12.0.csv"
    row = {"table": "aid_packages", "id": "US-PDA-37-OLD", "retired_in": "2026.12.0"}
    write_rows(retired, [row | {"replaced_by": "US-PDA-37", "reason": "renamed"}])
    stamp(project)
    assert checked_on(project) == DAY


def test_a_reading_of_a_row_that_is_gone_with_a_reason_says_nothing(project):
    add_readings(project, PDA | {"id": "US-PDA-00"})
    retired = project.curated / "retired" / "2026.12.0.csv"
    row = {"table": "aid_packages", "id": "US-PDA-00", "retired_in": "2026.12.0"}
    write_rows(retired, [row | {"replaced_by": "", "reason": "never announced"}])
    assert messages(project) == []


def test_a_key_that_another_table_retired_excuses_no_reading(project):
    add_readings(project, PDA | {"id": "US-PDA-00"})
    retired = project.curated / "retired" / "2026.12.0.csv"
    row = {"table": "aid_package_items", "id": "US-PDA-00", "retired_in": "2026.12.0"}
    write_rows(retired, [row | {"replaced_by": "", "reason": "never announced"}])
    assert any("aid_packages has no row 'US-PDA-00'" in m for m in messages(project))


def change(project: Project, **cells: str) -> None:
    path = project.curated / PACKAGES
    rows = rows_of(path)
    write_rows(path, [r | (cells if r["package_id"] == "US-PDA-37" else {}) for r in rows])


@pytest.mark.parametrize("cells", [{"locator": "last paragraph"}, {"note": "said by nobody"}])
def test_a_cell_that_no_reading_holds_is_locked_with_its_row(project, cells):
    add_readings(project, PDA)
    change(project, **cells)
    line = line_of(project, "US-PDA-37")
    [message] = messages(project)
    assert message.startswith(f"data/curated/{PACKAGES}:{line}: checked_on: the row was read twice")
    [was] = [r[STAMP] for r in rows_of(project.curated / "readings" / f"{DAY}.csv")]
    assert stamp(project) == {f"data/curated/readings/{DAY}.csv": 1}
    [now] = [r[STAMP] for r in rows_of(project.curated / "readings" / f"{DAY}.csv")]
    assert f"write {now} as the stamp of data/curated/readings/{DAY}.csv:2" in message
    assert was != now
    assert checked_on(project) == DAY
    assert stamp(project) == {}


def test_a_page_more_that_corroborates_changes_no_row_that_was_read_twice(project):
    add_readings(project, PDA)
    change(project, corroborated_by=rows_of(project.curated / PACKAGES)[0]["source"])
    assert not any("read twice" in message for message in messages(project))


def test_a_reading_without_a_stamp_says_how_to_get_one(project):
    add_readings(project, PDA)
    path = project.curated / "readings" / f"{DAY}.csv"
    write_rows(path, [r | {STAMP: ""} for r in rows_of(path)])
    where = f"data/curated/readings/{DAY}.csv:2: stamp"
    assert messages(project) == [f"{where}: is empty; `conflictdata readings stamp` writes it"]


def test_stamps_go_by_what_rows_say_not_by_the_order_of_them(project):
    add_readings(project, PDA)
    path = project.curated / PACKAGES
    write_rows(path, rows_of(path)[::-1])
    assert messages(project) == []


def test_of_a_range_both_ends_are_read():
    table = Table.from_mapping(Project(ROOT).schemas["casualties"])
    row = {"value": None, "low": "189000", "high": "273000", "qualifier": "range"}
    read = dict.fromkeys(("value", "unit", "day", "scope")) | {"qualifier": "range"}
    found = [
        [(d.column, d.read, d.ours) for d in differences(table, row, read | ends)]
        for ends in (
            {"low": "189000", "high": "273000"},
            {"low": "189000", "high": "237000"},
            {"low": "189000", "high": None},
        )
    ]
    assert found == [[], [("high", "237000", "273000")], []]


# --- a sheet ------------------------------------------------------------------------------------


def sheet_of(project: Project, number: int = 8, **options) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(draw(project, number, seed=1, **options))))


def answers(project: Project) -> dict[str, dict[str, str]]:
    """Name of a row in sheets -> what its page says, if we are right."""
    tables, frames = current(project)
    found = {}
    for name in TWICE:
        frame = frames[name]
        key = "figure_id" if "figure_id" in frame else "package_id"
        ids = (
            frame[key]
            if key in frame
            else frame["package"] + "/" + frame["item"].astype("str") + "/" + frame["wording"]
        )
        number = next(c for c in ("value", "amount", "quantity") if c in frame)
        types = {f.name: f.type for f in tables[name].fields if f.name in frame}
        for i, row in zip(ids, texts_of(frame, types), strict=True):
            ranged = row["qualifier"] == "range"
            found[name_of(name, i)] = {
                "value": row[number] or "",
                "low": row.get("low") or "" if ranged else "",
                "high": row.get("high") or "" if ranged else "",
                "qualifier": (row["qualifier"] or "") if row[number] or ranged else "",
                "read_on": DAY,
            }
    return found


def filled(project: Project, folder: Path, rows: list[dict[str, str]], **cells: str) -> Path:
    right = answers(project)
    write_rows(folder / "sheet.csv", [r | right[r["row"]] | cells for r in rows])
    return folder / "sheet.csv"


def test_a_sheet_has_page_title_and_question_and_nothing_to_copy(project):
    rows = sheet_of(project, 40)
    assert len(rows) == 40
    assert all(r["page"].startswith("http") and r["title"] and r["question"] for r in rows)
    assert all(r[c] == "" for r in rows for c in (*READ, "page_read", "note"))


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Another $300 million for Ukraine", "Another $[…] million for Ukraine"),
        ("300,000,000 and 300.000.000", "[…] and […]"),
        ("0.3 billion, said on 3 May 2023", "[…] billion, said on […] May 2023"),
        ("span, 1987-10-01 to 1988-09-30", "span, 1987-10-01 to 1988-09-30"),
        ("M300 and 38 HIMARS", "M300 and 38 HIMARS"),
        ("£300m of 300mm rounds, €300 mn", "£[…]m of 300mm rounds, €[…] mn"),
    ],
)
def test_a_title_does_not_tell_the_number(title, shown):
    assert hidden(title, {"amount": "300000000", "value": None}) == shown


def test_packages_of_one_page_are_told_apart_by_what_is_in_them():
    tables, frames = current(Project(ROOT))
    rows = texts_of(frames["aid_packages"], {f.name: f.type for f in tables["aid_packages"].fields})
    (sold,) = [r for r in rows if r["package_id"] == "US-FMS-ISR-2024-08-13-FMTV"]
    asked = Questions(tables["aid_packages"], frames).ask(sold)
    assert "Contents: " in asked and "vehicles" in asked.rpartition("Contents: ")[2].casefold()


def test_a_package_that_lists_nothing_is_told_apart_by_its_place_on_the_page():
    """Of three sums on one page a reader took another one, since the question did not say which."""
    tables, frames = current(Project(ROOT))
    rows = texts_of(frames["aid_packages"], {f.name: f.type for f in tables["aid_packages"].fields})
    (paid,) = [r for r in rows if r["package_id"] == "EU-MFA-2022-03-18"]
    asked = Questions(tables["aid_packages"], frames).ask(paid)
    assert asked.endswith(f"Where: {paid['locator']}")


def test_no_question_on_a_real_row_tells_its_number_or_its_day_of_report():
    """Short numbers stand in days and names by chance; those of five digits and more do not."""
    tables, frames = current(Project(ROOT))
    for name in TWICE:
        questions, frame = Questions(tables[name], frames), frames[name]
        number = next(c for c in ("value", "amount", "quantity") if c in frame)
        types = {f.name: f.type for f in tables[name].fields}
        for row in texts_of(frame, types):
            asked = questions.ask(row)
            assert not (len(row[number] or "") > 4 and row[number] in asked), asked
            day = row.get("reported_on")
            if day and day not in (row["period_start"], row["period_end"]):
                assert day not in asked, asked
            if row.get("date_precision") == "by" and day != row.get("period_start"):
                assert "reported_on" not in row or day not in asked, asked


def test_the_question_on_a_figure_says_what_who_where_and_when(project):
    tables, frames = current(project)
    frame = frames["casualties"]
    row = frame[
        (frame["reporter"] == "ohchr")
        & (frame["measure"] == "killed")
        & (frame["counting"] == "cumulative")
        & (frame["sex"] == "female")
    ].iloc[:1]
    types = {f.name: f.type for f in tables["casualties"].fields}
    (cells,) = texts_of(row, types)
    asked = Questions(tables["casualties"], frames).ask(cells)
    assert asked.startswith(
        "Russia-Ukraine: how many people does Office of the United Nations High"
    )
    for part in (
        "count as killed?",
        "Population: civilians",
        "Area: Ukraine",
        "2022-02-24 to 2023-",
    ):
        assert part in asked


def test_the_same_seed_draws_the_same_rows_and_another_one_others(project):
    assert draw(project, 10, seed=1) == draw(project, 10, seed=1) != draw(project, 10, seed=2)


def test_a_draw_is_spread_over_tables_reporters_and_years():
    _, frames = current(Project(ROOT))
    names = {}
    for table in TWICE:
        frame = frames[table]
        ids = answers_keys(table, frame)
        who = frame["reporter"] if "reporter" in frame else frame["donor"]
        names |= {
            name_of(table, i): (table, w) for i, w in zip(ids, who.astype("str"), strict=True)
        }
    drawn = [names[r["row"]] for r in sheet_of(Project(ROOT), 40)]
    assert Counter(table for table, _ in drawn) == dict.fromkeys(TWICE, 10)
    assert len(set(drawn)) > 35, "hardly a reporter twice before each was asked once"


def answers_keys(table: str, frame: pd.DataFrame) -> list[str]:
    if table == "aid_package_items":
        return list(frame["package"] + "/" + frame["item"].astype("str") + "/" + frame["wording"])
    return list(frame["figure_id" if "figure_id" in frame else "package_id"])


def test_what_was_read_again_is_not_drawn_again(project):
    everything = {r["row"] for r in sheet_of(project, 10**6)}
    add_readings(project, PDA)
    assert everything - {r["row"] for r in sheet_of(project, 10**6)} == {
        name_of("aid_packages", "US-PDA-37")
    }


def test_new_rows_alone_are_drawn_and_counted(project):
    remember(project, Release(project.release))
    project = Project(build(project, version="2026.12.1.dev0").project.root)
    assert sheet_of(project, 10, new=True) == []
    assert "read once only" not in (project.release / "CHANGES.md").read_text(encoding="utf-8")
    path = project.curated / PACKAGES
    rows = rows_of(path)
    own = dict.fromkeys(("sequence", "list_source", "list_locator"), "")
    new = f"{rows[-1]['package_id']}-NEW"
    write_rows(path, [*rows, rows[-1] | {"package_id": new, **own}])
    (row,) = sheet_of(project, 10, new=True)
    assert row["row"] == name_of("aid_packages", new)
    done = CliRunner().invoke(cli, ["build", "--root", str(project.root)])
    assert "read once only: 1 of 1 new aid_packages" in done.stdout
    changes = (project.release / "CHANGES.md").read_text(encoding="utf-8")
    assert "Read once only: 1 of 1 new aid_packages." in changes


def test_a_sheet_that_agrees_is_entered_and_the_rows_are_checked(project, tmp_path):
    sheet = filled(project, tmp_path, sheet_of(project, 8), reader="b")
    found = compare(project, sheet)
    assert (len(found.outcomes), found.agree, found.counts) == (8, 8, {})
    assert enter(project, found) == [f"data/curated/readings/{DAY}.csv"]
    checked = build(project)
    days = [int(checked.frames[t][CHECKED].notna().sum()) for t in TWICE]
    assert days == [2, 2, 2, 2]
    assert {r["reader"] for r in rows_of(project.curated / "readings" / f"{DAY}.csv")} == {"b"}
    assert enter(project, compare(project, sheet)) == [], "what was entered is not entered twice"
    assert len(cd.load("readings", release=project.release)) == 8


@pytest.mark.parametrize("reader", ["b", "a"])
def test_a_reading_that_contradicts_another_of_its_day_is_not_lost(project, tmp_path, reader):
    rows = sheet_of(project, 2, only=["aid_packages"])
    enter(project, compare(project, filled(project, tmp_path, rows, value="7", reader="a")))
    before = rows_of(project.curated / "readings" / f"{DAY}.csv")
    other = filled(project, tmp_path, rows, value="8", reader=reader)
    with pytest.raises(ValidationError) as caught:
        enter(project, compare(project, other))
    first = caught.value.findings[0]
    assert (first.where, len(caught.value.findings)) == (f"{other}:2", 2)
    assert f"was read on {DAY} already, at data/curated/readings/{DAY}.csv:" in first.message
    assert "value '7' there, '8' here" in first.message
    assert ("reader 'a' there, 'b' here" in first.message) == (reader == "b")
    assert rows_of(project.curated / "readings" / f"{DAY}.csv") == before


def test_a_sheet_that_contradicts_itself_is_not_entered(project, tmp_path):
    rows = sheet_of(project, 1, only=["aid_packages"])
    sheet = filled(project, tmp_path, rows * 2)
    twice = rows_of(sheet)
    twice[1]["value"] = "8"
    write_rows(sheet, twice)
    with pytest.raises(ValidationError, match=r":3: row: .* already, at .*sheet.csv:2: value"):
        enter(project, compare(project, sheet))


def test_what_differs_is_said_by_kind_and_entered_as_open(project, tmp_path):
    rows = sheet_of(project, 2, only=["aid_packages"])
    sheet = filled(project, tmp_path, rows, value="7", qualifier="about", unit="CHF", scope="other")
    found = compare(project, sheet)
    assert found.counts == {"value": 2, "hedge": 2, "unit": 2, "scope": 2}
    assert set(found.frame["differs"]) == {"value", "hedge", "unit", "scope"}
    assert {*found.frame["read"]} >= {"7", "about", "CHF"}
    enter(project, found)
    assert messages(project) == []
    entered = rows_of(project.curated / "readings" / f"{DAY}.csv")
    assert {r["differs"] for r in entered} == {"value;hedge;unit;scope"}
    assert check(project).frames["aid_packages"][CHECKED].isna().all()


def test_rows_that_nobody_filled_are_left(project, tmp_path):
    write_rows(tmp_path / "sheet.csv", sheet_of(project, 3))
    found = compare(project, tmp_path / "sheet.csv")
    assert (len(found.outcomes), found.unread) == (0, 3)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"value": "1,000"}, ":2: value: '1,000' is no whole number"),
        ({"day": "3 May"}, ":2: day: '3 May' is no day; write it like 2023-05-04"),
        ({"qualifier": "atleast"}, ":2: qualifier: 'atleast' is unknown; did you mean 'at_least'?"),
        ({"qualifier": "", "value": "5"}, ":2: qualifier: is empty; say how the page hedges"),
        ({"read_on": ""}, ":2: read_on: is empty; give the day of the reading"),
        ({"row": "0123456789ab"}, ":2: row: '0123456789ab' is the row of no sheet"),
    ],
)
def test_a_sheet_with_a_fault_is_refused_whole(project, tmp_path, cells, said):
    sheet = filled(project, tmp_path, sheet_of(project, 2, only=["aid_packages"]))
    rows = rows_of(sheet)
    rows[0] |= cells
    write_rows(sheet, rows)
    before = rows_of(project.curated / "readings" / f"{DAY}.csv")
    done = CliRunner().invoke(
        cli, ["readings", "compare", str(sheet), "--apply", "--root", str(project.root)]
    )
    assert isinstance(done.exception, ValidationError)
    assert f"{sheet}{said}" in str(done.exception)
    assert rows_of(project.curated / "readings" / f"{DAY}.csv") == before


def test_the_two_commands_lead_from_a_draw_to_checked_rows(project, tmp_path):
    sheet, root = tmp_path / "sheet.csv", ["--root", str(project.root)]
    drawn = CliRunner().invoke(cli, ["readings", "draw", "-n", "4", "-o", str(sheet), *root])
    assert drawn.exit_code == 0 and re.search(r"--seed \d+", drawn.stderr)
    filled(project, tmp_path, rows_of(sheet))
    done = CliRunner().invoke(cli, ["readings", "compare", str(sheet), "--apply", *root])
    assert (done.exit_code, done.stdout.splitlines()[0]) == (0, "4 rows read, 0 not; 4 agree")
    build(project)


def test_every_real_reading_is_of_a_row_and_says_how_it_was_kept():
    checked = check(Project(ROOT))
    assert [str(f) for f in checked.errors] == []
    readings = checked.frames["readings"]
    assert readings["recorded"].value_counts().to_dict() == {"agreed": 804, "as_read": 1464}
    read_twice = sum(int(checked.frames[t][CHECKED].notna().sum()) for t in TWICE)
    open_ = readings["differs"].notna() & readings["settled"].isna()
    assert read_twice > 1900 and open_.sum() < 20


def with_cells(project, **cells):
    path = project.curated / PACKAGES
    write_rows(path, [r | (cells if r["package_id"] == PDA["id"] else {}) for r in rows_of(path)])


def of_package(project, column):
    frame = check(project).frames["aid_packages"].set_index("package_id")
    return str(frame.loc[PDA["id"], column])


def test_a_row_that_is_no_more_what_was_asked_does_not_build(project):
    add_readings(project, PDA | {"asked": "PDA/37/UKR/military/grant/authorized"})
    assert messages(project) == []
    with_cells(project, recipient="MDA")
    (message,) = [m for m in messages(project) if "readings" in m]
    assert "recipient: 'MDA', but data/curated/readings/" in message and "'question'" in message


def test_a_row_stands_on_the_page_that_was_read_twice_or_names_it(project):
    source = of_package(project, "source")
    other = next(
        r["source_id"]
        for r in rows_of(project.curated / "sources" / "us-aid-to-ukraine.csv")
        if r["source_id"] != source
    )
    add_readings(project, PDA | {"source": source})
    assert messages(project) == []
    with_cells(project, source=other, corroborated_by="")
    assert any("source" in m and f"read '{source}'" in m for m in messages(project))
    with_cells(project, source=other, corroborated_by=source)
    assert not any("read '" in m for m in messages(project))


def test_what_was_asked_and_where_is_kept_with_the_reading(project, tmp_path):
    rows = sheet_of(project, 4, only=["aid_packages"])
    enter(project, compare(project, filled(project, tmp_path, rows)))
    entered = {r["id"]: r for r in rows_of(project.curated / "readings" / f"{DAY}.csv")}
    assert entered[PDA["id"]]["asked"] == "PDA/37/UKR/military/grant/authorized/ceiling/"
    assert entered[PDA["id"]]["source"] == of_package(project, "source")


def test_the_commands_of_the_page_on_readings_work_in_their_order(project, tmp_path):
    """On a sheet that nobody has filled yet: nothing is entered."""
    text = (ROOT / "docs" / "readings.md").read_text(encoding="utf-8")
    commands = re.findall(r"^conflictdata (readings [^#\n]+)", text, re.MULTILINE)
    assert [c.split()[1] for c in commands] == ["draw", "draw", "compare", "compare", "stamp"]
    before = {p: p.read_bytes() for p in project.curated.rglob("*.csv")}
    for command in commands:
        words = command.replace("sheet.csv", str(tmp_path / "sheet.csv")).split()
        done = CliRunner().invoke(cli, [*words, "--root", str(project.root)])
        assert done.exit_code == 0, (command, done.output)
    assert {p: p.read_bytes() for p in project.curated.rglob("*.csv")} == before
