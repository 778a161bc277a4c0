"""What was published is locked: no typed cell of a published row changes, vanishes or moves without
a correction that says what it was, why it was wrong and who asked.
"""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import correct, rows_of, write_rows

import conflictdata as cd
from conflictdata.curate.build import build
from conflictdata.curate.check import check
from conflictdata.curate.project import Project
from conflictdata.curate.remember import published, remember
from conflictdata.errors import ValidationError
from conflictdata.release.folder import Release

FIGURES = "casualties/russia-ukraine/ohchr.csv"
UPDATES = "casualties/russia-ukraine/updates.csv"
TOTALS = "aid_totals/russia-ukraine/us.csv"
PACKAGES = "aid_packages/russia-ukraine/usa.csv"
ITEMS = "aid_package_items/russia-ukraine/usa.csv"
SOURCES = "sources/casualties.csv"
THEN, COMING = "2026.12.0", "2026.12.1"
WHY = {"reason": "misread", "asked_by": "a reader", "corrected_on": "2026-12-10"}


@pytest.fixture(scope="module")
def frozen(built: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small project after its release 2026.12.0, on the way to the next; not to be changed."""
    root = tmp_path_factory.mktemp("locked") / "project"
    shutil.copytree(built.root, root)
    build(Project(root), version=THEN)
    remember(Project(root), Release(Project(root).release))
    shutil.copytree(Project(root).release, root.parent / THEN)
    build(Project(root), version=f"{COMING}.dev0")
    return Project(root)


@pytest.fixture
def locked(frozen: Project, tmp_path: Path) -> Project:
    shutil.copytree(frozen.root, tmp_path / "project")
    return Project(tmp_path / "project")


def messages(project: Project) -> list[str]:
    return [str(f) for f in check(project).errors]


def plant(project: Project, file: str, at: int, **cells: str) -> None:
    path = project.curated / file
    rows = rows_of(path)
    rows[at] |= cells
    write_rows(path, rows)


def row(project: Project, file: str, **cells: str) -> int:
    rows = rows_of(project.curated / file)
    return next(i for i, r in enumerate(rows) if all(r[c] == t for c, t in cells.items()))


def line_to_add(message: str) -> dict[str, str]:
    header = "table,id,column,was,now,since,corrected_in,reason,asked_by,corrected_on"
    told = message.split("add to data/curated/corrections.csv: ")[1]
    return dict(next(csv.DictReader([header, told])))


def test_nothing_changed_and_nothing_is_said(locked):
    assert messages(locked) == []


@pytest.mark.parametrize(
    ("file", "cells"),
    [
        (
            FIGURES,
            {
                "value": "1234567",
                "qualifier": "at_least",
                "disputed": "the page has two numbers",
                "locator": "somewhere else",
            },
        ),
        (FIGURES, {"locator": ""}),
        (TOTALS, {"amount": "1", "qualifier": "up_to"}),
        (
            PACKAGES,
            {
                "amount": "300000001",
                "currency": "EUR",
                "stage": "committed",
                "qualifier": "about",
                "note": "=1+1",
            },
        ),
        (PACKAGES, {"donor": "GBR", "announced_on": "2023-05-04"}),
        (ITEMS, {"quantity": "77", "qualifier": "exact"}),
        (
            SOURCES,
            {
                "tier": "republished",
                "publisher": "ohchr",
                "published_on": "2022-01-01",
                "url": "https://example.org/cut",
                "title": "Another title",
            },
        ),
        ("outlets.csv", {"kind": "government"}),
        ("reporters.csv", {"usual_delay": "400"}),
    ],
    ids=str,
)
def test_a_published_cell_does_not_change_without_a_word(locked, file, cells):
    before = rows_of(locked.curated / file)[1]
    assert any(before[c] != text for c, text in cells.items())
    plant(locked, file, 1, **cells)
    found = [m for m in messages(locked) if f"in release {THEN}" in m]
    for column, text in cells.items():
        if before[column] == text:
            continue
        (message,) = [m for m in found if m.startswith(f"data/curated/{file}:3: {column}: was ")]
        told = line_to_add(message)
        # of an item without a number there is no hedge
        default = "exact" if column == "qualifier" and file != ITEMS else ""
        assert (told["was"], told["now"]) == (before[column] or default, text)
        assert (told["since"], told["corrected_in"]) == (THEN, COMING)
        assert told["reason"] == told["asked_by"] == told["corrected_on"] == "?"


def test_a_cell_of_an_update_is_said_for_each_of_its_figures_where_it_was_typed(locked):
    update = rows_of(locked.curated / FIGURES)[0]["update"]
    number = sum(r["update"] == update for r in rows_of(locked.curated / FIGURES))
    at = row(locked, UPDATES, update=update)
    plant(locked, UPDATES, at, evidence="case_named")
    place = f"data/curated/{UPDATES}:{at + 2}: evidence: was 'case_verified' in release {THEN}"
    assert sum(m.startswith(place) for m in messages(locked)) in (0, number)
    # the evidence is in the key: each figure is gone, and the new one beside it is named
    moved = [m for m in messages(locked) if "and is gone; if it is" in m]
    assert len(moved) == number or sum(m.startswith(place) for m in messages(locked)) == number


@pytest.mark.parametrize("file", [FIGURES, TOTALS, ITEMS])
def test_a_published_row_does_not_vanish(locked, file):
    path = locked.curated / file
    rows = rows_of(path)
    write_rows(path, rows[1:])
    assert any(f"was in release {THEN} and is gone" in m for m in messages(locked))


def test_a_published_row_does_not_move_to_another_conflict(locked):
    path = locked.curated / FIGURES
    rows = rows_of(path)
    elsewhere = locked.curated / "casualties" / "sudan"
    elsewhere.mkdir()
    update = rows[0]["update"]
    heads = [u for u in rows_of(locked.curated / UPDATES) if u["update"] == update]
    write_rows(elsewhere / "ohchr.csv", rows[:1])
    write_rows(elsewhere / "updates.csv", heads)
    write_rows(path, rows[1:])
    (gone,) = [m for m in messages(locked) if f"was in release {THEN} and is gone" in m]
    assert "if it is 'sudan/ohchr/" in gone


def test_a_wrong_day_is_told_with_the_row_that_took_its_place(locked):
    update = rows_of(locked.curated / FIGURES)[0]["update"]
    at = row(locked, UPDATES, update=update)
    day = rows_of(locked.curated / UPDATES)[at]["reported_on"]
    plant(locked, UPDATES, at, reported_on="2023-05-27")
    number = sum(r["update"] == update for r in rows_of(locked.curated / FIGURES))
    gone = [m for m in messages(locked) if f"was in release {THEN} and is gone; if it is" in m]
    assert len(gone) == number
    for message in gone:
        then, now = message.split("'")[1], message.split("'")[3]
        assert now == then.replace(f"@{day}", "@2023-05-27")
        assert f"add casualties,{then},{COMING},{now},? here" in message


def test_the_cells_of_a_row_that_was_retired_for_another_stay_locked(locked):
    at = row(locked, PACKAGES, package_id="US-USAI-2023-05-09")
    plant(locked, PACKAGES, at, package_id="US-USAI-2023-05-10", announced_on="2023-05-10")
    items = [
        r | {"package": r["package"].replace("US-USAI-2023-05-09", "US-USAI-2023-05-10")}
        for r in rows_of(locked.curated / ITEMS)
    ]
    keys = [
        [f"{p}/{r['item']}/{r['wording']}" for p in ("US-USAI-2023-05-09", r["package"])]
        for r in items
        if r["package"] == "US-USAI-2023-05-10"
    ]
    write_rows(locked.curated / ITEMS, items)
    told = [m for m in messages(locked) if "and is gone; if it is" in m]
    assert any("if it is " in m and 'add aid_package_items,"US-USAI-2023-05-09/' in m for m in told)
    moved = [("aid_packages", "US-USAI-2023-05-09", "US-USAI-2023-05-10")]
    moved += [("aid_package_items", *pair) for pair in keys]
    retired = [
        dict(zip(("table", "id", "retired_in", "replaced_by", "reason"), line, strict=True))
        for line in ((t, a, COMING, b, "the day of the page") for t, a, b in moved)
    ]
    write_rows(locked.curated / "retired" / f"{COMING}.csv", retired)
    (message,) = [m for m in messages(locked) if "in release" in m]
    told = line_to_add(message)
    assert (told["id"], told["column"]) == ("US-USAI-2023-05-10", "announced_on")
    correct(locked, **{**told, **WHY})
    assert [m for m in messages(locked) if "in release" in m or "corrections" in m] == []


def test_a_correction_opens_the_lock_and_goes_into_the_release(locked, tmp_path):
    at = row(locked, FIGURES, measure="killed", period_end="")
    plant(locked, FIGURES, at, qualifier="at_least")
    (message,) = [m for m in messages(locked) if ": qualifier: was " in m]
    told = line_to_add(message)
    assert (told["was"], told["now"]) == ("exact", "at_least")
    correct(locked, **{**told, **WHY})
    # the small project has no other hedge
    with (locked.curated / "exceptions.csv").open("a", encoding="utf-8") as exceptions:
        exceptions.write(f"hedge-is-usual,{told['id']},The page says so of this one.\n")
    build(locked, version=COMING)
    rows = cd.load("corrections", release=locked.release)
    assert rows["id"].tolist() == [told["id"]]
    changes = (locked.release / "CHANGES.md").read_text(encoding="utf-8")
    assert f"`{told['id']}`: qualifier was `exact`, is `at_least`" in changes
    assert "misread (a reader, 2026-12-10)" in changes


def test_what_follows_from_a_cell_needs_no_correction_of_its_own(locked):
    at = row(locked, FIGURES, measure="killed", period_end="")
    value = rows_of(locked.curated / FIGURES)[at]["value"]
    plant(locked, FIGURES, at, value=str(int(value) + 1))
    columns = {m.split(": ")[1] for m in messages(locked) if "in release" in m}
    assert columns == {"value"}, "low and high follow from the value"


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("was", "299", "'299', but it is 'exact'"),
        ("now", "about", "'about', but it is 'at_least'"),
        ("since", "2026.11.0", "'2026.11.0', but it is '2026.12.0'"),
        ("corrected_in", "2027.1.0", "the release to come is 2026.12.1; write that"),
    ],
)
def test_a_correction_that_says_otherwise_is_named(locked, column, cell, said):
    at = row(locked, FIGURES, measure="killed", period_end="")
    plant(locked, FIGURES, at, qualifier="at_least")
    told = line_to_add(next(m for m in messages(locked) if ": qualifier: was " in m))
    correct(locked, **{**told, **WHY, column: cell})
    found = [m for m in messages(locked) if m.startswith("data/curated/corrections.csv:2: ")]
    assert len(found) == 1
    assert f": {column}: " in found[0]
    assert said in found[0]


def test_a_correction_of_nothing_is_named(locked):
    correct(
        locked,
        table="aid_packages",
        id="US-PDA-37",
        column="amount",
        was="1",
        now="300000000",
        since=THEN,
        corrected_in=COMING,
        **WHY,
    )
    assert messages(locked) == [
        "data/curated/corrections.csv:2: id: amount of 'US-PDA-37' is what the newest release says;"
        " take the line out"
    ]


def test_a_published_correction_is_locked_as_well(locked):
    at = row(locked, PACKAGES, package_id="US-PDA-37")
    plant(locked, PACKAGES, at, stage="committed")
    told = line_to_add(next(m for m in messages(locked) if ": stage: " in m))
    correct(locked, **{**told, **WHY})
    build(locked, version=COMING)
    remember(Project(locked.root), Release(locked.release))
    build(Project(locked.root), version="2026.12.2.dev0")
    assert messages(Project(locked.root)) == []
    path = locked.curated / "corrections.csv"
    right = path.read_text(encoding="utf-8")
    write_rows(path, [r | {"reason": "nothing"} for r in rows_of(path)])
    assert ["reason: was 'misread'" in m for m in messages(Project(locked.root))] == [True]
    path.write_text(right.splitlines()[0] + "\n", encoding="utf-8")
    assert any("corrections 'aid_packages/" in m for m in messages(Project(locked.root)))


@pytest.mark.parametrize(
    ("file", "column", "grown"),
    [
        (PACKAGES, "corroborated_by", lambda cell: f"{cell};ohchr-2023-05-02"),
        (SOURCES, "archive_url", lambda _: "https://web.archive.org/web/2023/https://example.org"),
        (SOURCES, "license", lambda _: "CC BY 4.0"),
    ],
)
def test_what_is_added_corrects_nothing(locked, file, column, grown: Callable[[str], str]):
    rows = rows_of(locked.curated / file)
    at = next(i for i, r in enumerate(rows) if column == "corroborated_by" or not r[column])
    plant(locked, file, at, **{column: grown(rows[at][column])})
    assert [m for m in messages(locked) if "in release" in m] == []


def test_a_page_that_no_longer_corroborates_is_a_change(locked):
    rows = rows_of(locked.curated / PACKAGES)
    at = next(i for i, r in enumerate(rows) if ";" in r["corroborated_by"])
    first, _, others = rows[at]["corroborated_by"].partition(";")
    plant(locked, PACKAGES, at, corroborated_by=others)
    assert any(": corroborated_by: was " in m for m in messages(locked))
    plant(locked, PACKAGES, at, corroborated_by=f"{first};{first};{others}")
    assert any(": corroborated_by: was " in m for m in messages(locked)), "twice is none more"


def test_a_restatement_is_a_wording_and_needs_no_correction(locked):
    rows, heads = rows_of(locked.curated / FIGURES), rows_of(locked.curated / UPDATES)
    at = row(locked, FIGURES, measure="killed", period_end="")
    head = next(u for u in heads if u["update"] == rows[at]["update"])
    late = head | {"update": "ohchr-2023-05-29", "reported_on": "2023-05-29"}
    write_rows(locked.curated / UPDATES, [*heads, late])
    again = rows[at] | {"update": "ohchr-2023-05-29", "value": str(int(rows[at]["value"]) + 9)}
    write_rows(locked.curated / FIGURES, [*rows, again])
    assert [m for m in messages(locked) if "in release" in m] == []


def test_what_a_rule_recodes_needs_no_correction(locked):
    path = locked.curated / PACKAGES
    rows = rows_of(path)
    then = {r["stage"] for r in rows}
    write_rows(path, [r | {"stage": "committed"} for r in rows])
    rules = locked.curated / "recodings.csv"
    known = rows_of(rules)
    fresh = [
        dict(
            zip(
                known[0],
                (COMING, "aid_packages", f"stage={stage}", "stage=committed", "one word for both"),
                strict=True,
            )
        )
        for stage in sorted(then)
    ]
    write_rows(rules, [*known, *fresh])
    assert [m for m in messages(locked) if ": stage: " in m] == []


def test_a_code_that_is_called_otherwise_is_no_change(locked):
    path = locked.curated / "codes.csv"
    renamed = [
        r | {"code": "made_public", "formerly": "announced"}
        if (r["list"], r["code"]) == ("stage", "announced")
        else r
        for r in rows_of(path)
    ]
    write_rows(path, renamed)
    for file in (PACKAGES, TOTALS):
        rows = rows_of(locked.curated / file)
        fresh = [r | {"stage": r["stage"].replace("announced", "made_public")} for r in rows]
        write_rows(locked.curated / file, fresh)
    assert [m for m in messages(locked) if "stage: was" in m] == []


def test_a_column_that_a_later_format_brings_is_no_change(locked):
    schema = locked.root / "schemas" / "sources.yaml"
    text = schema.read_text(encoding="utf-8").rstrip("\n")
    field = "  - {name: pages, type: string, title: Pages, description: How many pages it has.}"
    schema.write_text(f"{text}\n{field}\n", encoding="utf-8")
    for path in sorted((locked.curated / "sources").glob("*.csv")):
        write_rows(path, [r | {"pages": "12"} for r in rows_of(path)])
    project = Project(locked.root)
    assert messages(project) == []
    assert check(project).frames["sources"]["pages"].eq("12").all()


def test_a_lock_does_not_hide_what_else_is_wrong(locked):
    plant(locked, FIGURES, 0, value="many")
    plant(locked, PACKAGES, 1, currency="EUR")
    found = messages(locked)
    assert any("'many' is no whole number" in m for m in found)
    assert any("currency: was 'USD'" in m for m in found)


def test_the_release_stays_as_it_was(locked):
    before = {f.name: f.read_bytes() for f in locked.release.iterdir()}
    plant(locked, PACKAGES, 1, currency="EUR")
    with pytest.raises(ValidationError):
        build(locked)
    assert {f.name: f.read_bytes() for f in locked.release.iterdir()} == before


def test_what_is_remembered_is_small(frozen):
    known = published(frozen)
    held = known["table"].map(lambda name: frozen.layouts[name].locked)
    assert known["content"][held & (known["since"] == THEN)].notna().all()
    assert frozen.published.stat().st_size < 60 * len(known)


def test_a_release_of_before_the_lock_keeps_keys_alone(locked):
    """The keys of 2026.11.1 were remembered without what its rows say."""
    import pyarrow.parquet as pq

    file = locked.published
    pq.write_table(pq.read_table(file).drop_columns("content"), file)
    plant(locked, PACKAGES, 1, currency="EUR")
    path = locked.curated / FIGURES
    write_rows(path, rows_of(path)[1:])
    (gone,) = [m for m in messages(locked) if "in release" in m]
    assert "and is gone; `conflictdata retire` lists it" in gone
