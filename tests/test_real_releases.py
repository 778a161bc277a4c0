"""The releases that were published: the figures of one news article, and what came in since."""

from pathlib import Path

import pandas as pd
import pytest
from server import serving

import conflictdata as cd
from conflictdata.curate.publish import gather
from conflictdata.release.folder import Release
from conflictdata.release.opening import bundled

RELEASES = sorted((Path(__file__).parent / "data" / "releases").iterdir())
FIRST = RELEASES[0]
OHCHR = (
    "russia-ukraine/ohchr/civilian/killed/verified/cumulative/UKR/2022-02-24..2023-05-01@2023-05-02"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder of the releases that were published, with the index that the command writes."""
    root = tmp_path_factory.mktemp("releases")
    gather(root, RELEASES)
    return root


@pytest.fixture
def host(folder, tmp_path, monkeypatch):
    monkeypatch.setenv("CONFLICTDATA_CACHE", str(tmp_path / "cache"))
    with serving(folder) as server:
        monkeypatch.setenv("CONFLICTDATA_HOST", server.address)
        yield server


def test_what_was_cited_is_loaded_to_the_last_row(host):
    then = cd.load("casualties", vintage="all", release="2026.11.0")
    assert list(then["figure_id"]) == list(
        pd.read_parquet(FIRST / "casualties.parquet")["figure_id"]
    )
    assert then.set_index("figure_id")["value"][OHCHR] == 8709
    assert "(Version 2026.11.0)" in cd.cite(then, release="2026.11.0")


def test_a_fetched_release_is_there_without_its_host(host, monkeypatch):
    cd.fetch("2026.11.0")
    monkeypatch.setenv("CONFLICTDATA_HOST", "http://nowhere.invalid")
    assert len(cd.load("aid_packages", release="2026.11.0")) == 4


def test_what_changed_since(host):
    changes = cd.diff("2026.11.0", "2026.11.1")
    assert not set(changes["change"]) & {
        "table removed",
        "column removed",
        "column changed",
        "row removed",
    }
    corrected = changes[changes["change"] == "cell corrected"]
    read_again = corrected[
        (corrected["table"] == "casualties")
        & (corrected["column"] == "checked_on")
        & (corrected["key"] == OHCHR)
    ]
    assert corrected["old"].ne(corrected["new"]).all() and len(read_again) <= 1
    added = changes[changes["change"] == "row added"].groupby("table").size()
    assert added["casualties"] > 6000 and added["aid_packages"] > 300


@pytest.mark.parametrize("published", RELEASES, ids=lambda p: p.name)
def test_no_key_of_a_release_was_lost(published):
    for table in (
        "casualties",
        "aid_totals",
        "aid_packages",
        "aid_package_items",
        "sources",
        "organizations",
    ):
        key = list(Release(published).table(table).primaryKey)
        then, now = (
            pd.read_parquet(f / f"{table}.parquet")[key].astype(str).agg("/".join, axis=1)
            for f in (published, bundled())
        )
        retired = cd.load("retired")
        gone = set(retired["id"][retired["table"] == table])
        assert set(then) <= set(now) | gone, table


def test_releases_are_listed(host):
    listed = cd.releases()
    assert list(listed.index) == ["2026.11.0", "2026.11.1", Release(bundled()).version]
    assert list(listed["on_host"]) == [True, True, False]
    assert list(listed["bundled"]) == [False, False, True]


@pytest.mark.parametrize(
    ("table", "lacking"),
    [
        ("casualties", "months-tile-the-cumulative is not checked: .* no column 'counted_from'$"),
        ("aid_package_items", "item-stands-once is not checked: .* no table 'money_relations'$"),
    ],
)
def test_an_older_release_is_not_asked_for_what_it_does_not_have(table, lacking):
    then = cd.load(table, release=FIRST)
    with pytest.warns(UserWarning, match=lacking):
        assert cd.validate(then, table, release=FIRST) is then


@pytest.mark.parametrize("folder", RELEASES, ids=lambda folder: folder.name)
def test_figures_of_an_older_release_are_drawn_without_the_columns_that_it_lacks(folder):
    pytest.importorskip("altair")
    line = {"reporter": "ohchr", "area": "UKR", "measure": "killed", "counting": "cumulative"}
    chart = cd.plot(cd.series("casualties", release=folder, **line), known_on="2023-05-04")
    assert "killed in Ukraine" in " ".join(chart.title.text)


@pytest.mark.parametrize("folder", RELEASES, ids=lambda folder: folder.name)
def test_a_release_without_a_vocabulary_cannot_read_an_article(folder):
    with pytest.raises(cd.ConflictDataError, match=r"a release of 2026\.12\.0 or later"):
        cd.trace("In Ukraine 8,709 civilians were killed, OHCHR said.", release=folder)


def test_a_rule_of_this_time_that_fails_is_no_matter_of_age(monkeypatch):
    monkeypatch.setattr("conflictdata.rules.calendar.in_days", lambda cells: cells["nothing"])
    with pytest.raises(KeyError, match="nothing"):
        cd.validate(cd.load("casualties", conflict="sudan"), "casualties")
