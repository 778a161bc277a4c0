"""The two releases that there are: the figures of one news article, and what came in since."""

import hashlib
import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from server import serving

import conflictdata as cd
from conflictdata.release.folder import Release
from conflictdata.release.opening import bundled

FIRST = Path(__file__).parent / "data" / "releases" / "2026.11.0"
OHCHR = (
    "russia-ukraine/ohchr/civilian/killed/verified/cumulative/UKR/2022-02-24..2023-05-01@2023-05-02"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder of both releases with the index that `conflictdata release` writes."""
    root = tmp_path_factory.mktemp("releases")
    entries = []
    for source in (FIRST, bundled()):
        release = Release(source)
        shutil.copytree(source, root / release.version)
        digest = hashlib.sha256((source / "SHA256SUMS").read_bytes()).hexdigest()
        entries.append(
            {
                "version": release.version,
                "sums": f"sha256:{digest}",
                "rowsHash": release.descriptor["rowsHash"],
            }
        )
    (root / "index.json").write_text(json.dumps({"releases": entries}))
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
    changes = cd.diff("2026.11.0")
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


def test_no_key_of_the_first_release_was_lost():
    for table in (
        "casualties",
        "aid_totals",
        "aid_packages",
        "aid_package_items",
        "sources",
        "organizations",
    ):
        key = list(Release(FIRST).table(table).primaryKey)
        then, now = (
            pd.read_parquet(f / f"{table}.parquet")[key].astype(str).agg("/".join, axis=1)
            for f in (FIRST, bundled())
        )
        retired = set(cd.load("retired")["id"]) if len(cd.load("retired")) else set()
        assert set(then) <= set(now) | retired, table


def test_releases_are_listed(host):
    listed = cd.releases()
    assert list(listed.index) == ["2026.11.0", Release(bundled()).version]
    assert listed["on_host"].all() and list(listed["bundled"]) == [False, True]
