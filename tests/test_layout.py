"""What a page says once is typed once: an update for its figures, a package for its items; and what
is wrong with it is said once, where it was typed.
"""

import re
from pathlib import Path

import pytest
from conftest import rows_of, write_rows

from conflictdata.curate.build import build
from conflictdata.curate.check import check
from conflictdata.curate.project import Project
from conflictdata.curate.read import read_table
from conflictdata.errors import ConflictDataError
from conflictdata.schemas.table import Table

ROOT = Path(__file__).parent.parent
FOLDER = "casualties/russia-ukraine"
UPDATES, OHCHR = f"{FOLDER}/updates.csv", f"{FOLDER}/ohchr.csv"
PACKAGES, ITEMS = (f"{t}/russia-ukraine/usa.csv" for t in ("aid_packages", "aid_package_items"))
MAY = "ohchr-2023-05-02"
OWN = Project(ROOT).layouts["casualties"].optional


def edit(project: Project, file: str, change, where=lambda row: True) -> None:
    path = project.curated / file
    rows = rows_of(path)
    for row in filter(where, rows):
        row.update(change(row) if callable(change) else change)
    columns = dict.fromkeys(c for row in rows for c in row)
    write_rows(path, [{c: row.get(c, "") for c in columns} for row in rows])


def of_may(row: dict[str, str]) -> bool:
    return row["update"] == MAY


def found(project: Project) -> list[str]:
    return [str(f).removeprefix("data/curated/") for f in check(project).errors]


def line(project: Project, file: str, where) -> int:
    return next(i for i, r in enumerate(rows_of(project.curated / file), start=2) if where(r))


def casualties(project: Project):
    table = Table.from_mapping(project.schemas["casualties"])
    frame = read_table(project, table).frame
    columns = [c for c in frame.columns if c != "locator"]
    return frame[columns].astype(str).sort_values(columns).reset_index(drop=True)


WRONG = {
    "a day that does not exist": ({"reported_on": "2023-05-32"}, "reported_on: '2023-05-32' is no"),
    "no day": ({"reported_on": ""}, "reported_on: is empty and must be given"),
    "a day on which nothing shows it": (
        {"reported_on": "2023-05-06"},
        "reported_on: nothing shows that it was reported on 2023-05-06",
    ),
    "an unknown code": (
        {"evidence": "case_verifed"},
        "evidence: no value 'case_verifed'; did you mean 'case_verified'",
    ),
    "an unknown reporter": ({"reporter": "ohchrr"}, "reporter: no value 'ohchrr'; did you mean"),
    "an unknown page": ({"source": "mirage"}, "source: no value 'mirage'"),
    "a page that corroborates itself": (
        {"corroborated_by": "mirage-news-2023-05-02"},
        "corroborated_by: 'mirage-news-2023-05-02' is the source itself",
    ),
    "a period that ends before it begins": (
        {"period_end": "2022-02-01"},
        "period_(start|end): ",
    ),
}


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_wrong_with_an_update_is_one_finding_where_it_was_typed(project, kind):
    change, message = WRONG[kind]
    edit(project, UPDATES, change, of_may)
    at = line(project, UPDATES, of_may)
    (finding,) = [f for f in found(project) if f.split(": ")[1] in {*change, "period_start"}]
    assert re.match(rf"{UPDATES}:{at}: {message}", finding), finding


def test_what_is_wrong_with_one_figure_alone_is_said_at_its_row(project):
    """Its own period ends after the day of the update, which is right for all others."""
    killed = lambda r: of_may(r) and r["measure"] == "killed" and not r["controlled_by"]  # noqa: E731
    edit(project, OHCHR, {"period_end": "2023-05-09"}, killed)
    at = line(project, OHCHR, killed)
    assert any(f.startswith(f"{OHCHR}:{at}: reported_on: reported on") for f in found(project))
    assert not [f for f in found(project) if f.startswith(UPDATES)]


@pytest.mark.parametrize("column", OWN)
def test_it_is_the_same_whether_an_update_says_it_or_each_of_its_figures(project, column):
    before = casualties(project)
    known = {u["update"]: u.get(column, "") for u in rows_of(project.curated / UPDATES)}
    edit(project, OHCHR, lambda r: {column: r.get(column) or known[r["update"]]})
    edit(project, UPDATES, {column: ""})
    edit(project, OHCHR, lambda r: {column: "" if r.get(column) == "-" else r.get(column, "")})
    assert casualties(project).equals(before)


def test_a_file_of_figures_needs_no_column_in_which_no_figure_differs_from_its_update(project):
    path = project.curated / OHCHR
    rows = [r for r in rows_of(path) if not any(r[c] for c in OWN if c in r)]
    write_rows(path, [{c: t for c, t in r.items() if c not in OWN} for r in rows])
    assert not [f for f in found(project) if ": header: " in f]


def test_a_dash_is_empty_on_purpose(project):
    edit(project, UPDATES, {"note": "as printed"}, of_may)
    edit(project, OHCHR, {"note": "-"}, lambda r: of_may(r) and r["controlled_by"] == "russia")
    rows = read_table(project, Table.from_mapping(project.schemas["casualties"])).rows
    notes = {(r["controlled_by"], r["note"]) for r in rows if r["update"] == MAY}
    assert notes == {("all", "as printed"), ("ukraine", "as printed"), ("russia", None)}


def test_a_wrong_update_hides_no_broken_rule_of_another(project):
    killed = lambda r: of_may(r) and r["measure"] == "killed" and not r["controlled_by"]  # noqa: E731
    edit(
        project, UPDATES, {"evidence": "case_verifed"}, lambda u: u["update"] == "ohchr-2023-04-24"
    )
    edit(project, OHCHR, {"value": "8708"}, killed)
    columns = {f.split(": ")[1] for f in found(project)}
    assert columns == {"evidence", "value"}


def once(row: dict[str, str], seen: list[str]) -> bool:
    return of_may(row) and not seen and not seen.append(row["update"])


FIGURE = {
    "of no update": ({"update": ""}, "update: is empty and must be given"),
    "of an unknown update": (
        {"update": "ohchr-2023-05-022"},
        "update: no value 'ohchr-2023-05-022'; did you mean 'ohchr-2023-05-02'?",
    ),
    "that repeats its update": (
        {"source": "mirage-news-2023-05-02"},
        "source: mirage-news-2023-05-02 is what the update says already; leave it empty",
    ),
    "that is empty on purpose where nothing stands": (
        {"note": "-"},
        "note: - is what the update says already; leave it empty",
    ),
    "that is still to be read": (
        {"value": "?"},
        "value: '?' stands for what is still to be read; give it, or take the row out",
    ),
}


@pytest.mark.parametrize("kind", FIGURE)
def test_a_figure(project, kind):
    change, message = FIGURE[kind]
    at, seen = line(project, OHCHR, of_may), []
    edit(project, OHCHR, change, lambda r: once(r, seen))
    assert found(project) == [f"{OHCHR}:{at}: {message}"]


def test_an_update_that_no_figure_names_is_a_finding(project):
    path = project.curated / UPDATES
    rows = rows_of(path)
    write_rows(path, [*rows, rows[-1] | {"update": "ohchr-2023-06-01"}])
    message = "update: no figure names 'ohchr-2023-06-01'; add its figures, or take it out"
    assert found(project) == [f"{UPDATES}:{len(rows) + 2}: {message}"]


def test_an_update_stands_once(project):
    path = project.curated / UPDATES
    rows = rows_of(path)
    first = line(project, UPDATES, of_may)
    write_rows(path, [*rows, next(filter(of_may, rows))])
    message = f"update: '{MAY}' stands in line {first} already; tell the two apart"
    assert found(project) == [f"{UPDATES}:{len(rows) + 2}: {message}"]


@pytest.mark.parametrize("file", [UPDATES, OHCHR])
def test_a_file_that_cannot_be_read_is_no_reason_to_doubt_the_other(project, file):
    path = project.curated / file
    path.write_bytes(path.read_bytes().replace(b"update,", b"updates,", 1))
    assert {f.split(": ")[1] for f in found(project)} == {"header"}
    assert {f.split(":")[0] for f in found(project)} == {file}


def test_there_is_no_conflict_without_its_updates(project):
    (project.curated / UPDATES).unlink()
    assert found(project) == [f"{UPDATES}:1: file: cannot be read: No such file or directory"]


def test_who_counts_stands_among_the_reporters(project):
    outlets, reporters = (project.curated / f"{n}.csv" for n in ("outlets", "reporters"))
    (ohchr,) = [r for r in rows_of(reporters) if r["id"] == "ohchr"]
    write_rows(reporters, [r for r in rows_of(reporters) if r["id"] != "ohchr"])
    columns = list(rows_of(outlets)[0])
    write_rows(outlets, [*rows_of(outlets), {c: ohchr[c] for c in columns}])
    findings = found(project)
    assert len(findings) == len(rows_of(project.curated / UPDATES))
    message = "reporter: ohchr stands in outlets.csv; move its row to reporters.csv, which lists"
    assert all(message in f and f.startswith(UPDATES) for f in findings)


def test_organizations_of_a_release_are_reporters_and_outlets(project):
    names = [
        r["id"] for f in ("reporters", "outlets") for r in rows_of(project.curated / f"{f}.csv")
    ]
    assert sorted(names) == sorted(check(project).frames["organizations"]["id"])


def package(row: dict[str, str]) -> bool:
    return row.get("package", row.get("package_id")) == "US-PDA-37"


def test_items_without_a_source_stand_where_the_list_of_their_package_was_read(project):
    frame = check(project).frames["aid_package_items"]
    items = [r for r in rows_of(project.curated / ITEMS) if package(r)]
    (owner,) = [r for r in rows_of(project.curated / PACKAGES) if package(r)]
    assert owner["list_source"] == "mirage-news-2023-05-04"
    built = frame[frame["package"] == "US-PDA-37"].set_index("wording")
    for item in items:
        want = (item["source"], item["locator"])
        if not item["source"]:
            want = (owner["list_source"], item["locator"] or owner["list_locator"])
        assert tuple(built.loc[item["wording"], ["source", "locator"]]) == want


def test_items_stand_in_the_source_of_their_package_where_it_names_no_list(project):
    edit(project, PACKAGES, {"list_source": ""}, package)
    frame = check(project).frames["aid_package_items"]
    items = [
        r["wording"] for r in rows_of(project.curated / ITEMS) if package(r) and not r["source"]
    ]
    built = frame[frame["package"].eq("US-PDA-37") & frame["wording"].isin(items)]
    assert set(built["source"]) == {"us-white-house-2023-05-03-memorandum"}


def test_a_wrong_page_of_a_list_is_one_finding_at_the_package(project):
    edit(project, PACKAGES, {"list_source": "mirage-news-2023-05-40"}, package)
    at = line(project, PACKAGES, package)
    (finding,) = found(project)
    assert finding.startswith(f"{PACKAGES}:{at}: list_source: no value 'mirage-news-2023-05-40'")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("US-PDA-99", "no value 'US-PDA-99'; did you mean 'US-PDA-3"),
        ("", "is empty and must be given"),
    ],
)
def test_an_item_of_no_package_is_one_finding(project, name, message):
    first = []
    edit(
        project,
        ITEMS,
        {"package": name},
        lambda r: package(r) and not r["source"] and not first and not first.append(r),
    )
    (finding,) = found(project)
    assert re.match(rf"{ITEMS}:\d+: package: {message}", finding), finding


def test_a_list_that_no_item_was_read_in_is_a_finding(project):
    edit(project, ITEMS, {"source": "mirage-news-2023-05-04", "locator": "list"}, package)
    at = line(project, PACKAGES, package)
    message = "no item of the package was read there; take it out"
    assert found(project) == [
        f"{PACKAGES}:{at}: list_locator: {message}",
        f"{PACKAGES}:{at}: list_source: {message}",
    ]


def test_one_wrong_day_is_one_cell(project):
    """All figures of an update get the day that is typed once."""
    figures = sum(1 for r in rows_of(project.curated / OHCHR) if of_may(r))
    assert figures > 20
    before = check(project).frames["casualties"]
    edit(project, UPDATES, {"reported_on": "2023-05-03"}, of_may)
    after = check(project).frames["casualties"]
    moved = before["reported_on"].ne(after["reported_on"])
    assert moved.sum() == figures


def test_updates_are_found_by_reporter_and_day():
    taken_in = {f"{recipe.stem}-updates.csv" for recipe in (ROOT / "data" / "intake").iterdir()}
    for path in (ROOT / "data" / "curated").glob("*/*/*updates.csv"):
        if path.name in taken_in:  # in the order of the table that they are taken from
            continue
        order = [(u["reporter"], u["reported_on"]) for u in rows_of(path)]
        assert order == sorted(order), path


INCLUDES = {
    "an unknown file": (
        "casualties",
        "include: [_update, ",
        "include: [_updates, ",
        r"schemas/casualties.yaml: include: there is no schemas/_updates.yaml; did you mean",
    ),
    "an unknown shared field": (
        "casualties",
        "  - reporter_name\n",
        "  - reporters_name\n",
        r"schemas/casualties.yaml: fields: no shared field 'reporters_name'; did you mean",
    ),
    "a field like none": (
        "aid_totals",
        "like: counting",
        "like: countin",
        r"schemas/aid_totals.yaml: fields: no shared field 'countin'; did you mean 'counting'",
    ),
    "an unknown key of a shared field": (
        "_figure",
        "    title: Reporter\n",
        "    titel: Reporter\n",
        r"schemas/_figure.yaml: field reporter: key 'titel' is unknown; did you mean 'title'",
    ),
    "an unknown key of a shared file": (
        "_source",
        "fields:\n",
        "feilds:\n",
        r"schemas/_source.yaml: key 'feilds' is unknown; it is one of 'fields'|did you mean",
    ),
    "a field in two shared files": (
        "_source",
        "  - name: locator\n",
        "  - name: qualifier\n",
        r"schemas/_source.yaml: fields: qualifier stands in schemas/_statement.yaml as well",
    ),
    "an unknown way of typing": (
        "casualties",
        "  updates: [",
        "  update: [",
        r"schemas/casualties.yaml: curated: 'update' is unknown; did you mean 'updates'",
    ),
    "an unknown column of updates": (
        "casualties",
        "  updates: [reporter,",
        "  updates: [reprter,",
        r"casualties has no column 'reprter'; did you mean 'reporter'",
    ),
}


@pytest.mark.parametrize("kind", INCLUDES)
def test_a_wrong_schema_is_an_error_that_names_file_and_key(project, kind):
    name, old, new, message = INCLUDES[kind]
    file = project.root / "schemas" / f"{name}.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ConflictDataError, match=message):
        build(Project(project.root))


def test_a_field_that_tables_share_is_described_once():
    import yaml

    told: dict[str, str] = {}
    for file in sorted((ROOT / "schemas").glob("*.yaml")):
        for field in yaml.safe_load(file.read_text(encoding="utf-8"))["fields"]:
            if isinstance(field, dict):
                words = yaml.safe_dump(field)
                assert words not in told, f"{field.get('name')}: {told.get(words)}, {file.name}"
                told[words] = file.name
