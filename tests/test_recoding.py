"""Rows of 2026.11.1 under the model of now: what a former code finds, and the keys that changed."""

from pathlib import Path

import pandas as pd
import pytest
from conftest import rows_of, write_rows

import conflictdata as cd
from conflictdata.curate.build import build
from conflictdata.curate.project import Project
from conflictdata.curate.retire import retire
from conflictdata.errors import ConflictDataError
from conflictdata.question.replaced import asked_now
from conflictdata.recoding import Recoding, recoded, recodings
from conflictdata.release.folder import Release
from conflictdata.release.opening import open_release

BEFORE = Release(Path(__file__).parent / "data" / "releases" / "2026.11.1")
NOW = open_release()
FORMER = [
    (column, code)
    for column, field in (
        ("population", "population"),
        ("basis", "evidence"),
        ("control", "controlled_by"),
    )
    for code in NOW.table("casualties").by_name[field].replaced
]
RULES = {
    table: recodings(NOW.read("recodings").to_pylist(), [], table)
    for table in ("casualties", "aid_totals", "aid_packages", "aid_package_items")
}


def keys_by_rule() -> dict[str, str]:
    """Key of 2026.11.1 -> the key that it has now, where rules alone lead from one to the other."""
    reasons = {its.reason for its in RULES["casualties"]}
    return {
        r["id"]: r["replaced_by"]
        for r in NOW.read("retired").to_pylist()
        if r["table"] == "casualties" and set(r["reason"].split("; ")) <= reasons
    }


def said_to_be_gone() -> set[str]:
    """Keys of 2026.11.1 of which the retired ones say what became."""
    return {r["id"] for r in NOW.read("retired").to_pylist() if r["table"] == "casualties"}


@pytest.mark.parametrize(("column", "code"), FORMER)
def test_a_former_code_finds_the_figures_that_had_it(column: str, code: str) -> None:
    then = BEFORE.read("casualties", ["figure_id", column]).to_pandas()
    had = set(then["figure_id"][then[column].astype("str") == code])
    with pytest.warns(DeprecationWarning, match=f"'{code}' is asked for as "):
        found = set(cd.load("casualties", vintage="all", **{column: code})["figure_id"])
    keys = keys_by_rule()
    followed = {keys[k] for k in had if k in keys}
    if column == "basis":  # seven figures that were neither verified nor documented
        followed = {key for key in followed if "/reported/" not in key}
    assert followed <= found
    # the others are those that a correction changed, each with its reason; what came in since is
    # found too
    assert {k for k in had if k not in keys} <= said_to_be_gone() | found
    old = set(keys.values())
    assert not (found & old) - followed


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
def test_former_codes_are_found_by_every_engine(backend: str) -> None:
    with pytest.warns(DeprecationWarning):
        rows = cd.load("casualties", population="military_ukr", backend=backend)
    assert len(rows) == len(cd.load("casualties", population="military", affiliation="ukraine"))


def test_several_former_codes_are_asked_together_where_that_is_one_choice() -> None:
    schema = NOW.table("casualties")
    with pytest.warns(DeprecationWarning, match="affiliation=\\['russia', 'ukraine'\\]"):
        now = asked_now(schema, {"population": ["military_rus", "military_ukr"]})
    assert now == {"population": "military", "affiliation": ["russia", "ukraine"]}
    with pytest.raises(ConflictDataError, match="is no one choice of population, affiliation now"):
        asked_now(schema, {"population": ["military_rus", "civilian"]})
    with pytest.raises(ConflictDataError, match="says what affiliation must hold; leave one out"):
        asked_now(schema, {"population": "military_rus", "affiliation": "wagner"})


def test_a_line_is_found_under_a_former_code() -> None:
    line = {"reporter": "ua-general-staff", "measure": "losses", "counting": "cumulative"}
    with pytest.warns(DeprecationWarning):
        former = cd.series("casualties", population="military_rus", **line)
    pd.testing.assert_frame_equal(former, cd.series("casualties", population="military", **line))


def test_a_line_says_where_its_reporter_began_to_count_otherwise() -> None:
    line = {"reporter": "gaza-moh", "measure": "killed", "counting": "cumulative"}
    line |= {"population": "all", "evidence": "registered", "period_start": "2023-10-07"}
    with pytest.warns(UserWarning, match=r"gaza-moh \(gaza\) counts otherwise from 2023-11-18: "):
        cd.series("casualties", **line)


def test_a_line_that_crosses_no_break_says_nothing(recwarn: pytest.WarningsRecorder) -> None:
    cd.series(
        "casualties",
        reporter="gaza-moh",
        measure="killed",
        population="all",
        evidence="registered",
        counting="cumulative",
        period_end=slice(None, "2023-11-01"),
    )
    assert not [w for w in recwarn if "counts otherwise" in str(w.message)]


def test_of_several_rules_the_one_that_asks_most_holds_for_each_column() -> None:
    rows = [
        ("basis=documented", "evidence=registered"),
        ("basis=documented;reporter=ohchr|mediazona", "evidence=case_named"),
        ("control=", "controlled_by=all"),
    ]
    table = [
        {"since": "2026.12.0", "table": "casualties", "was": was, "now": now, "reason": "r"}
        for was, now in rows
    ]
    its = recodings(table, [], "casualties")
    new, used = recoded({"basis": "documented", "reporter": "mediazona", "control": None}, its)
    assert (new["evidence"], new["controlled_by"], len(used)) == ("case_named", "all", 2)
    # a release that has the rules is written by them already
    assert recodings(table, table, "casualties") == []


def test_a_diff_tells_a_rule_with_the_rows_that_it_changed() -> None:
    changes = cd.diff(BEFORE.folder)
    told = changes[(changes["change"] == "recoded") & (changes["table"] == "casualties")]
    rows = dict(zip(told["old"], told["key"], strict=True))
    assert rows["basis=verified"] == "4269 rows"
    assert rows["population=military_rus"] == "1698 rows"
    # a line a rule says why as the rule does
    reasons = dict(zip(told["old"], told["reason"], strict=True))
    assert reasons["population=military_rus"] == "status and party apart"
    # what a rule says is no correction, and a key that follows from it is no other row
    corrected = changes[
        (changes["change"] == "cell corrected") & (changes["table"] == "casualties")
    ]
    assert not set(corrected["column"]) & {"evidence", "population", "controlled_by", "high"}
    gone = changes[(changes["table"] == "casualties") & (changes["change"] == "row removed")]
    # what was withdrawn since has its own reason
    assert set(gone["key"]) <= said_to_be_gone() and gone["reason"].notna().all()


@pytest.fixture
def renamed(project: Project) -> Project:
    """The small project after a code of its figures was changed by rule."""
    project.published.unlink(missing_ok=True)
    rule = {
        "since": "2026.13.0",
        "table": "casualties",
        "was": "measure=injured;sex=all",
        "now": "measure=injuries",
        "reason": "cases, not persons",
    }
    recodings = project.curated / "recodings.csv"
    write_rows(recodings, [*rows_of(recodings), rule])
    methods = project.curated / "methods.csv"
    for file in (project.curated / "casualties").rglob("ohchr.csv"):
        write_rows(
            file,
            [
                r | {"measure": "injuries"} if r["measure"] == "injured" and not r["sex"] else r
                for r in rows_of(file)
            ],
        )
    assert methods.exists()
    return project


def test_keys_that_a_rule_changed_are_retired_with_the_key_of_now(renamed: Project) -> None:
    earlier = Release(renamed.release)
    old = set(earlier.read("casualties", ["figure_id"])["figure_id"].to_pylist())
    done = retire(renamed, earlier)
    assert done.lost == []
    assert done.file == renamed.curated / "retired" / "2026.13.0.csv"
    assert rows_of(done.file) == done.followed
    assert {r["id"] for r in done.followed} <= old
    assert all(r["reason"].startswith("cases, not persons") for r in done.followed)
    assert all(
        r["replaced_by"] == r["id"].replace("/injured/", "/injuries/") for r in done.followed
    )
    # nothing is left to be followed
    assert retire(renamed, earlier).followed == []


def test_keys_are_retired_beside_what_a_run_that_was_killed_left_behind(renamed: Project) -> None:
    folder = renamed.curated / "retired"
    (folder / ".2026.13.0.csv.new").mkdir()
    done = retire(renamed, Release(renamed.release))
    assert rows_of(done.file) == done.followed != []


def test_a_key_that_no_rule_explains_is_left_to_the_curator(project: Project) -> None:
    earlier = Release(project.release)
    packages = project.curated / "aid_packages" / "russia-ukraine" / "usa.csv"
    items = project.curated / "aid_package_items" / "russia-ukraine" / "usa.csv"
    write_rows(packages, [r for r in rows_of(packages) if r["package_id"] != "US-PDA-38"])
    write_rows(items, [r for r in rows_of(items) if r["package"] != "US-PDA-38"])
    done = retire(project, earlier)
    assert done.followed == []
    assert ("aid_packages", "US-PDA-38") in done.lost


def test_rules_name_a_rule_only_once() -> None:
    for its in RULES.values():
        assert len({(r.was, tuple(r.new)) for r in its}) == len(its)


def test_a_build_of_renamed_rows_needs_their_keys_retired(renamed: Project) -> None:
    retire(renamed, Release(renamed.release))
    build(renamed)
    assert "2026.13.0" in {
        r["retired_in"] for r in Release(renamed.release).read("retired").to_pylist()
    }


def test_a_rule_is_read_from_its_two_lists_of_cells() -> None:
    its = Recoding("2026.12.0", "casualties", "basis=a|b;control=", "evidence=c;note=", "because")
    assert its.old == {"basis": ("a", "b"), "control": ("",)}
    assert its.new == {"evidence": "c", "note": None}
    assert its.fits({"basis": "b", "control": None}) and not its.fits({"basis": "c"})
