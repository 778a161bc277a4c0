"""A renamed column or code works under its old name for one release, and the warning names the new
one.
"""

import json
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from conftest import rows_of, write_rows

import conflictdata as cd
from conflictdata.curate.build import build
from conflictdata.curate.project import Project
from conflictdata.errors import ConflictDataError

COLUMN = "casualties.cause is called 'weapon' now; the old name goes with the next release"
CODE = (
    "aid_packages.program 'PDA' is called 'drawdown' now; the old name goes with the next release"
)


@pytest.fixture(scope="module")
def renamed(built: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release of the small project with the column `cause` called `weapon`, and the code `PDA`
    called `drawdown`.
    """
    root = tmp_path_factory.mktemp("renamed") / "project"
    shutil.copytree(built.root, root)
    schema = root / "schemas" / "casualties.yaml"
    text = schema.read_text(encoding="utf-8")
    assert text.count("  - name: cause\n") == text.count("codes: cause\n") == 1
    text = text.replace("  - name: cause\n", "  - name: weapon\n    formerly: [cause]\n").replace(
        "codes: cause\n", "codes: weapon\n"
    )
    text = text.replace("cause, condition,", "weapon, condition,")
    schema.write_text(text, encoding="utf-8")
    curated = root / "data" / "curated"
    for file in (curated / "casualties").rglob("*.csv"):
        write_rows(
            file,
            [{"weapon" if k == "cause" else k: v for k, v in r.items()} for r in rows_of(file)],
        )
    partitions = rows_of(curated / "partitions.csv")
    write_rows(
        curated / "partitions.csv",
        [r | {"dimension": r["dimension"].replace("cause", "weapon")} for r in partitions],
    )
    recodings = rows_of(curated / "recodings.csv")
    write_rows(
        curated / "recodings.csv",
        [r | {"now": r["now"].replace("cause=", "weapon=")} for r in recodings],
    )
    codes = rows_of(curated / "codes.csv")
    for row in codes:
        row["list"] = "weapon" if row["list"] == "cause" else row["list"]
        if (row["list"], row["code"]) == ("program", "PDA"):
            row |= {"code": "drawdown", "formerly": "PDA;presidential_drawdown"}
        if row["list"] == "program" and row["parent"] == "PDA":
            row["parent"] = "drawdown"
    write_rows(curated / "codes.csv", codes)
    called = {("cause", c["code"]): ("weapon", c["code"]) for c in codes if c["list"] == "weapon"}
    called |= {("program", "PDA"): ("program", "drawdown")}
    words = rows_of(curated / "vocabulary.csv")
    for row in words:
        row["list"], row["code"] = called.get(
            (row["list"], row["code"]), (row["list"], row["code"])
        )
    write_rows(curated / "vocabulary.csv", words)
    for file in (curated / "aid_packages").rglob("*.csv"):
        write_rows(
            file,
            [
                r | {"program": "drawdown" if r["program"] == "PDA" else r["program"]}
                for r in rows_of(file)
            ],
        )
    project = Project(root)
    build(project)
    return project.release


def test_a_column_is_found_under_its_old_name(renamed):
    with pytest.warns(DeprecationWarning) as warned:
        rows = cd.load("casualties", release=renamed, cause="all")
    assert [str(w.message) for w in warned] == [COLUMN]
    assert len(rows) == len(cd.load("casualties", release=renamed, weapon="all")) > 0


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
def test_a_column_is_given_under_its_old_name(renamed, backend):
    with pytest.warns(DeprecationWarning, match=COLUMN):
        cd.load("casualties", release=renamed, columns=["figure_id", "cause"], backend=backend)


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
def test_a_column_that_was_asked_for_under_its_old_name_is_called_so(renamed, backend):
    with pytest.warns(DeprecationWarning, match=COLUMN):
        rows = cd.load(
            "casualties", release=renamed, columns=["figure_id", "cause"], backend=backend
        )
    assert list(rows.column_names if backend == "pyarrow" else rows.columns) == [
        "figure_id",
        "cause",
    ]


def test_a_code_is_found_under_each_of_its_old_names(renamed):
    want = cd.load("aid_packages", release=renamed, program="drawdown")
    with pytest.warns(DeprecationWarning) as warned:
        rows = cd.load("aid_packages", release=renamed, program="PDA")
    assert [str(w.message) for w in warned] == [CODE]
    assert list(rows["package_id"]) == list(want["package_id"]) != []
    with pytest.warns(
        DeprecationWarning, match="program 'presidential_drawdown' is called 'drawdown' now"
    ):
        assert len(
            cd.load("aid_packages", release=renamed, program=["presidential_drawdown"])
        ) == len(want)


def test_a_code_of_another_table_is_found_too(renamed):
    """Items carry the program of their package."""
    with pytest.warns(
        DeprecationWarning, match="aid_package_items.program 'PDA' is called 'drawdown' now"
    ):
        assert len(cd.load("aid_package_items", release=renamed, program="PDA")) > 0


def test_the_new_names_and_no_others_stand_in_the_rows(renamed):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        casualties = cd.load("casualties", release=renamed, vintage="all", weapon="all")
        packages = cd.load("aid_packages", release=renamed)
    assert "weapon" in casualties and "cause" not in casualties
    assert "drawdown" in set(packages["program"]) and "PDA" not in set(packages["program"])


def test_a_name_that_never_was_is_an_error(renamed):
    with pytest.raises(
        ConflictDataError, match="casualties has no column 'wepon'; did you mean 'weapon'"
    ):
        cd.load("casualties", release=renamed, wepon="all")
    with pytest.raises(
        ConflictDataError,
        match=r"aid_packages\.program has no value 'drawdwn'; did you mean 'drawdown'",
    ):
        cd.load("aid_packages", release=renamed, program="drawdwn")


def test_the_release_before_is_read_under_its_own_names(built):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(cd.load("casualties", release=built.release, cause="all")) > 0
        assert len(cd.load("aid_packages", release=built.release, program="PDA")) > 0
    with pytest.raises(ConflictDataError, match="casualties has no column 'weapon'"):
        cd.load("casualties", release=built.release, weapon="all")


def test_a_line_is_found_under_the_old_name(renamed):
    pinned = {
        "reporter": "ohchr",
        "measure": "killed",
        "counting": "cumulative",
        "controlled_by": "all",
        "area": "UKR",
    }
    with pytest.warns(DeprecationWarning, match=COLUMN):
        line = cd.series("casualties", release=renamed, cause="all", **pinned)
    assert line["value"].is_monotonic_increasing and len(line) > 0


def test_a_renamed_column_is_no_correction(built, renamed):
    changes = cd.diff(built.release, renamed)
    casualties = changes[changes["table"] == "casualties"]
    assert casualties[["change", "column", "old", "new"]].to_numpy().tolist() == [
        ["recoded", "weapon", "cause", "weapon"]
    ]


@pytest.mark.parametrize("use", ["cause='all'", "columns=['cause']"])
def test_who_uses_an_old_name_sees_the_warning(renamed, tmp_path, use):
    """Python shows a DeprecationWarning where the script itself is the cause."""
    script = tmp_path / "script.py"
    script.write_text(
        f"import conflictdata as cd\n\ncd.load('casualties', release={str(renamed)!r}, {use})\n"
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True)
    assert f"{script}:3: DeprecationWarning: {COLUMN}" in done.stderr


def test_a_count_is_a_whole_number_under_its_old_name_too(tmp_path):
    release = tmp_path / "release"
    shutil.copytree(cd.path("casualties").parent, release)
    descriptor = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    fields = next(
        r["schema"]["fields"] for r in descriptor["resources"] if r["name"] == "casualties"
    )
    next(f for f in fields if f["name"] == "high")["formerly"] = ["upper"]
    (release / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    with pytest.warns(DeprecationWarning, match="'high'"):
        rows = cd.load("casualties", release=release, columns=["value", "upper"])
    assert rows.dtypes.astype(str).to_dict() == {"value": "Int64", "upper": "Int64"}
