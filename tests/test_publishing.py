"""A release is published once, from what was committed, and its keys are remembered for ever."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from conftest import Published, commit, next_release, read_more, rows_of, write_rows

from conflictdata.curate.build import build
from conflictdata.curate.check import check
from conflictdata.curate.project import Project
from conflictdata.curate.publish import last_published, publish
from conflictdata.curate.remember import UNCITED, remember, unpublished
from conflictdata.curate.remember import published as keys_of
from conflictdata.errors import ConflictDataError, ValidationError
from conflictdata.release.bring import verify
from conflictdata.release.folder import Release

PACKAGES = "aid_packages/russia-ukraine/usa.csv"
ITEMS = "aid_package_items/russia-ukraine/usa.csv"
FOR_PEOPLE = ["index.html", "conflictdata-2026.11.0.xlsx", "conflictdata-2026.11.0-csv.zip"]
RETIRED = {
    "table": "aid_packages",
    "id": "US-PDA-38",
    "retired_in": "2026.12.0",
    "replaced_by": "",
    "reason": "was announced twice",
}


@pytest.fixture
def again(published: Published, tmp_path: Path) -> Published:
    """A copy of the checkout and its releases, to be changed."""
    shutil.copytree(published.project.root, tmp_path / "project")
    shutil.copytree(published.folder, tmp_path / "releases")
    return Published(Project(tmp_path / "project"), tmp_path / "releases")


@pytest.fixture
def on(again: Published) -> Published:
    """The checkout goes on after its release, as a working copy."""
    number(again.project, "2026.12.0.dev0")
    return Published(Project(again.project.root), again.folder)


def number(project: Project, version: str, **urls: str) -> None:
    file = project.root / "pyproject.toml"
    text = re.sub(r'(?m)^version = ".*"', f'version = "{version}"', file.read_text())
    lines = "".join(f'{name} = "{address}"\n' for name, address in urls.items())
    file.write_text(text.replace("\n[project.urls]\n", f"\n[project.urls]\n{lines}"))


def content(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


def without_package(project: Project, package: str) -> None:
    for file, column in ((PACKAGES, "package_id"), (ITEMS, "package")):
        path = project.curated / file
        write_rows(path, [r for r in rows_of(path) if r[column] != package])


def header_of(project: Project, table: str) -> str:
    return (project.curated / f"{table}.csv").read_text().splitlines()[0] + "\n"


def retire(project: Project, *rows: dict[str, str]) -> None:
    write_rows(project.curated / "retired" / "2026.12.0.csv", list(rows))


def messages(project: Project) -> list[str]:
    return [str(f) for f in check(project).errors]


def test_releases_lie_side_by_side_under_an_index(published):
    assert sorted(p.name for p in published.folder.iterdir()) == [
        "2026.10.0",
        "2026.11.0",
        "index.json",
    ]
    listed = json.loads((published.folder / "index.json").read_text())["releases"]
    assert [e["version"] for e in listed] == ["2026.10.0", "2026.11.0"]
    for entry in listed:
        folder = published.folder / entry["version"]
        digest = hashlib.sha256((folder / "SHA256SUMS").read_bytes()).hexdigest()
        assert entry["sums"] == f"sha256:{digest}"
        assert entry["rowsHash"] == Release(folder).descriptor["rowsHash"]
        verify(folder, entry["sums"])
        assert Release(folder).version == entry["version"]
    assert last_published(published.folder) == published.folder / "2026.11.0"


def test_every_file_of_a_release_is_in_its_sums(published):
    folder = published.folder / "2026.11.0"
    listed = {line.split("  ")[1] for line in (folder / "SHA256SUMS").read_text().splitlines()}
    assert listed == {p.name for p in folder.iterdir()} - {"SHA256SUMS", *FOR_PEOPLE}


def test_the_published_release_is_that_of_the_checkout_and_what_people_look_at(published):
    files = content(published.folder / "2026.11.0")
    page, *downloads = (files.pop(name) for name in FOR_PEOPLE)
    assert b"2026.11.0" in page and all(map(len, downloads))
    for name in FOR_PEOPLE[1:]:
        assert f'href="{name}"'.encode() in page
    assert files == content(published.project.release)


def test_without_what_draws_the_page_nothing_is_published(again, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(ConflictDataError, match=r"pip install 'conflictdata\[plot\]'"):
        publish(again.project, "2026.11.0", tmp_path / "elsewhere")
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("damage", [lambda f: f.write_bytes(f.read_bytes()[:-1]), Path.unlink])
def test_a_file_that_was_changed_or_lost_is_found(again, damage):
    damage(again.folder / "2026.10.0" / "areas.parquet")
    with pytest.raises(
        ConflictDataError, match=r"areas\.parquet is (missing|not the file that SHA256SUMS lists)"
    ):
        verify(again.folder / "2026.10.0")


def test_the_keys_of_every_release_are_remembered_with_the_first_that_had_them(published):
    known = keys_of(published.project)
    since = known.set_index(["table", "id"])["since"]
    assert since["aid_packages", "US-PDA-37"] == "2026.10.0"
    assert since["aid_packages", "US-PDA-38"] == "2026.11.0"
    assert since["codes", "measure/killed"] == "2026.10.0"
    assert not known.duplicated(["table", "id"]).any()
    release = Release(published.folder / "2026.11.0")
    assert len(known) == sum(
        r["rows"] for name, r in release.resources.items() if name not in UNCITED
    )


def test_a_key_is_as_it_was_remembered_whatever_its_type(published):
    assert messages(published.project) == []


def test_what_is_not_committed_is_not_published(again, tmp_path):
    (again.project.root / "notes.txt").write_text("to be read")
    with pytest.raises(
        ConflictDataError,
        match=r"changes that are not committed; commit them first:\n\?\? notes\.txt",
    ):
        publish(again.project, "2026.11.0", tmp_path / "elsewhere")
    assert not (tmp_path / "elsewhere").exists()


def test_a_release_never_changes(again):
    before = content(again.folder)
    with pytest.raises(
        ConflictDataError,
        match=(
            r"has a release 2026\.11\.0 already; a release never changes, give the correction a new"
        ),
    ):
        publish(again.project, "2026.11.0", again.folder)
    assert content(again.folder) == before


def test_the_version_is_that_of_the_project(again):
    with pytest.raises(
        ConflictDataError,
        match=r"pyproject\.toml says version 2026\.11\.0; set it to 2026\.12\.0 there",
    ):
        publish(again.project, "2026.12.0", again.folder)


@pytest.mark.parametrize("version", ["2026.12.0rc1", "1.0", "../2026.12.0"])
def test_a_version_that_nobody_could_fetch_is_refused(project, tmp_path, version):
    number(project, version)
    with pytest.raises(ConflictDataError, match=r"is no version such as 2026\.11\.0"):
        publish(Project(project.root), version, tmp_path / "releases")
    assert not (tmp_path / "releases").exists()


def test_a_release_that_is_not_what_the_tables_build_to_is_refused(again, tmp_path):
    number(again.project, "2026.12.0")
    again = Published(Project(again.project.root), again.folder)
    read_more(again.project)
    commit(again.project)
    with pytest.raises(
        ConflictDataError,
        match=(
            r"run `conflictdata build` and commit first:\n(.*\n)*data/release/aid_packages\.parquet"
        ),
    ):
        publish(again.project, "2026.12.0", tmp_path / "elsewhere")
    assert not (tmp_path / "elsewhere").exists()


def test_a_folder_that_is_no_checkout_of_git_cannot_be_published(project, tmp_path):
    number(project, "2026.12.0")
    with pytest.raises(ConflictDataError, match="is no git checkout"):
        publish(Project(project.root), "2026.12.0", tmp_path / "releases")


def test_an_index_that_is_none_is_left_alone(again):
    (again.folder / "index.json").write_text("<html>")
    with pytest.raises(ConflictDataError, match=r"index\.json is no index of releases"):
        publish(again.project, "2026.11.0", again.folder)
    assert (again.folder / "index.json").read_text() == "<html>"


@pytest.mark.parametrize("killed_in", ["remember", "_write_index"])
def test_a_release_that_was_half_published_is_published_by_the_same_command(
    published, tmp_path, monkeypatch, killed_in
):
    shutil.copytree(published.project.root, tmp_path / "project")
    project = Project(tmp_path / "project")
    project.published.unlink()
    (project.curated / "corrections.csv").write_text(header_of(project, "corrections"))
    build(project)
    commit(project)

    def dies(*arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(f"conflictdata.curate.publish.{killed_in}", dies)
        publish(project, "2026.11.0", tmp_path / "releases")
    assert last_published(tmp_path / "releases") is None
    commit(project)
    publish(project, "2026.11.0", tmp_path / "releases")
    assert last_published(tmp_path / "releases") == tmp_path / "releases" / "2026.11.0"
    files = content(tmp_path / "releases" / "2026.11.0")
    for name in FOR_PEOPLE:
        assert files.pop(name)
    assert files == content(project.release)
    assert len(keys_of(project)) > 0


def test_a_key_is_not_dropped_without_a_word(on):
    before = content(on.project.release)
    without_package(on.project, "US-PDA-38")
    with pytest.raises(ValidationError) as error:
        build(on.project)
    found = [str(f) for f in error.value.findings]
    assert (
        "data/curated/retired/2026.12.0.csv:1: id: aid_packages 'US-PDA-38' was in release 2026.11.0 and is"
        " gone; `conflictdata retire` lists it if a rule explains it, else list it with the reason, or"
        " bring it back" in found
    )
    assert {m.split()[2] for m in found} == {"aid_packages", "aid_package_items"}
    assert content(on.project.release) == before


def test_a_key_that_is_listed_as_retired_may_go(on):
    items = [r for r in rows_of(on.project.curated / ITEMS) if r["package"] == "US-PDA-38"]
    gone = [
        RETIRED | {"table": "aid_package_items", "id": f"{r['package']}/{r['item']}/{r['wording']}"}
        for r in items
    ]
    without_package(on.project, "US-PDA-38")
    retire(on.project, RETIRED, *gone)
    build(on.project)
    retired = Release(on.project.release).read("retired").to_pylist()
    assert ("aid_packages", "US-PDA-38", "was announced twice") in {
        (r["table"], r["id"], r["reason"]) for r in retired
    }


def test_a_retired_key_is_never_used_again(on):
    retire(on.project, RETIRED)
    assert messages(on.project) == [
        "data/curated/retired/2026.12.0.csv:1: id: aid_packages 'US-PDA-38' is retired and must not be used"
        " again"
    ]


def test_a_retired_key_leads_to_a_row_or_to_another_retired_key(on):
    def leads_to(now):
        retire(on.project, RETIRED | {"id": "US-PDA-99", "replaced_by": now})
        return messages(on.project)

    assert leads_to("US-PDA-38") == []
    assert leads_to("US-PDA-98") == [
        "data/curated/retired/2026.12.0.csv:2: replaced_by: no row of aid_packages has the key"
        " 'US-PDA-98'; bring that back, or give the key under which 'US-PDA-99' stands now, or none"
    ]
    gone = RETIRED | {"id": "US-PDA-98"}
    retire(on.project, RETIRED | {"id": "US-PDA-99", "replaced_by": "US-PDA-98"}, gone)
    assert messages(on.project) == []


def test_what_was_said_of_a_retired_key_in_a_release_stays(on):
    retire(on.project, RETIRED | {"id": "US-PDA-99"})
    build(on.project)
    remember(on.project, Release(on.project.release))
    (on.project.curated / "retired" / "2026.12.0.csv").write_text(
        "table,id,retired_in,replaced_by,reason\n"
    )
    assert any(
        "retired 'aid_packages/US-PDA-99' was in release 2026.12.0.dev0 and is gone" in m
        for m in messages(on.project)
    )


def test_a_code_that_is_listed_as_former_is_not_lost(again):
    path = again.project.curated / "codes.csv"
    renamed = {"program": {"Nansen": "nansen_program"}}
    rows = [
        r | {"code": renamed.get(r["list"], {}).get(r["code"], r["code"])} for r in rows_of(path)
    ]
    write_rows(path, rows)
    assert ["codes 'program/Nansen'" in m for m in messages(again.project)] == [True]
    write_rows(
        path,
        [
            r | {"formerly": "Nansen" if r["code"] == "nansen_program" else r["formerly"]}
            for r in rows
        ],
    )
    assert messages(again.project) == []


def new_packages(project: Project) -> set[str]:
    checked = check(project)
    new = unpublished(project, checked.tables, checked.frames)["aid_packages"]
    return set(checked.frames["aid_packages"].loc[new, "package_id"])


def test_what_no_release_holds_is_new(on):
    assert new_packages(on.project) == set()
    path = on.project.curated / PACKAGES
    rows = rows_of(path)
    write_rows(path, [*rows, rows[-1] | {"package_id": "US-PDA-38b", "sequence": ""}])
    assert new_packages(on.project) == {"US-PDA-38b"}


def test_a_row_that_was_published_under_another_key_is_not_new(on):
    write_rows(
        on.project.curated / PACKAGES,
        [
            r | {"package_id": r["package_id"].replace("US-PDA-38", "US-PDA-38b")}
            for r in rows_of(on.project.curated / PACKAGES)
        ],
    )
    assert new_packages(on.project) == {"US-PDA-38b"}
    retire(
        on.project,
        RETIRED | {"replaced_by": "US-PDA-38a"},
        RETIRED | {"id": "US-PDA-38a", "replaced_by": "US-PDA-38b"},
    )
    assert new_packages(on.project) == set()


def test_a_key_that_was_never_published_may_go(again):
    path = again.project.curated / PACKAGES
    rows = rows_of(path)
    write_rows(path, [*rows, rows[-1] | {"package_id": "US-PDA-38b", "sequence": ""}])
    without_package(again.project, "US-PDA-38b")
    assert messages(again.project) == []


def test_the_command_publishes_and_prints_what_changed(again):
    number(again.project, "2026.12.0", Releases="https://example.org/releases")
    next_release(again.project, "2026.12.0")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "conflictdata",
            "release",
            "2026.12.0",
            str(again.folder),
            "--root",
            str(again.project.root),
        ],
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("### Changes from 2026.11.0 to 2026.12.0\n\nNone.\n")
    assert f"{again.folder}/2026.12.0; commit data/published.parquet" in done.stdout
    assert set(
        pd.read_json(again.folder / "index.json")["releases"].map(lambda e: e["version"])
    ) == {
        "2026.10.0",
        "2026.11.0",
        "2026.12.0",
    }
