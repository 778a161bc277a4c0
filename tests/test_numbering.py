"""The version of a checkout says what its rows are: a release that never changes, or a working copy."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from conftest import MORE, Published, commit, read_more, rows_of, write_rows

import conflictdata as cd
from conflictdata.curate.build import build
from conflictdata.curate.compare import out_of_date
from conflictdata.curate.project import Project
from conflictdata.curate.publish import publish
from conflictdata.curate.remember import published as keys_of
from conflictdata.curate.remember import published_releases
from conflictdata.errors import ConflictDataError, ValidationError
from conflictdata.release.folder import Release

ROOT = Path(__file__).parent.parent
PACKAGES = "aid_packages/russia-ukraine/usa.csv"


@pytest.fixture
def again(published: Published, tmp_path: Path) -> Published:
    shutil.copytree(published.project.root, tmp_path / "project")
    shutil.copytree(published.folder, tmp_path / "releases")
    return Published(Project(tmp_path / "project"), tmp_path / "releases")


def version_of(project: Project) -> str:
    return Project(project.root).metadata["version"]


def content(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


def test_the_number_of_a_published_release_is_not_built_with_other_rows(again):
    before = content(again.project.release)
    build(again.project)
    assert content(again.project.release) == before, "the same rows may be built again"
    read_more(again.project)
    for use in (build, out_of_date):
        with pytest.raises(
            ConflictDataError,
            match=(
                r"release 2026\.11\.0 was published, and its rows were others; number this working"
                r" copy: `conflictdata build --version 2026\.11\.1\.dev0`"
            ),
        ):
            use(again.project)
    assert content(again.project.release) == before
    build(again.project, version="2026.12.0.dev0")
    assert Release(again.project.release).version == "2026.12.0.dev0" == version_of(again.project)


def test_a_working_copy_says_so_wherever_it_is_seen(again):
    read_more(again.project)
    build(again.project, version="2026.12.0.dev0")
    folder = again.project.release
    assert "(Version 2026.12.0.dev0) [Unpublished data set]." in cd.cite(release=folder)
    assert "unpublished working copy" in cd.cite(release=folder, style="bibtex")
    assert "unpublished working copy" in cd.cite(release=folder, style="ris")
    assert json.loads(cd.cite(release=folder, style="csl-json"))[0]["status"].startswith("unpub")
    for file in folder.glob("*.parquet"):
        assert pq.read_schema(file).metadata[b"conflictdata.release"] == b"2026.12.0.dev0"
    assert json.loads((folder / "croissant.json").read_text())["version"] == "2026.12.0-dev0"
    published_one = again.folder / "2026.11.0"
    assert "[Data set]" in cd.cite(release=published_one)
    assert pq.read_schema(published_one / "areas.parquet").metadata[b"conflictdata.release"] == (
        b"2026.11.0"
    )


def test_this_checkout_says_what_it_is():
    """What is bundled is numbered as the package, and the command says if it is a working copy."""
    own = Release(cd.path("casualties").parent)
    assert cd.__version__ == own.version == version_of(Project(ROOT))
    done = subprocess.run(
        [sys.executable, "-m", "conflictdata"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith(f"conflictdata {own.version}")
    assert ("A working copy" in done.stdout) == own.is_working_copy


def test_every_release_that_was_published_is_remembered_with_its_rows():
    """A release of the past cannot be built with other rows, nor lose a key."""
    known, keys = published_releases(Project(ROOT)), keys_of(Project(ROOT))
    folders = sorted((ROOT / "tests" / "data" / "releases").iterdir())
    assert list(known) >= [f.name for f in folders]
    remembered = set(zip(keys["table"], keys["id"], strict=True))
    for folder in folders:
        release = Release(folder)
        assert known[folder.name] == release.descriptor["rowsHash"]
        for table, key in (("casualties", "figure_id"), ("sources", "source_id")):
            ids = release.read(table, [key])[key].to_pylist()
            assert {(table, i) for i in ids} <= remembered


def test_a_working_copy_is_not_published(again, tmp_path):
    build(again.project, version="2026.12.0.dev0")
    project = commit(Project(again.project.root))
    with pytest.raises(
        ConflictDataError,
        match=(
            r"pyproject\.toml says version 2026\.12\.0\.dev0; set it to 2026\.12\.0 there, build and"
            r" commit first: `conflictdata build --version 2026\.12\.0` does both"
        ),
    ):
        publish(project, "2026.12.0", again.folder)
    with pytest.raises(ConflictDataError, match="is no version such as"):
        publish(project, "2026.12.0.dev0", again.folder)
    with pytest.raises(ConflictDataError, match="is a working copy, which is never published"):
        cd.fetch("2026.12.9.dev0", host=str(again.folder))


def test_the_number_goes_from_working_copy_to_release_and_on(again):
    """As a curator does it: number, commit, publish, go on."""
    (again.project.root / "CHANGELOG.md").write_text(
        "# Changelog\n\n## Unreleased\n\n- more\n\n## 2026.11.0\n\n- less\n"
    )
    build(again.project, version="2026.12.0.dev0")
    read_more(again.project)
    build(Project(again.project.root))
    once = "\n### Readings\n\nRead once only: 1 of 1 new aid_packages.\n"
    changes = again.project.release / "CHANGES.md"
    assert changes.read_text() == f"## Unreleased\n\n- more\n{once}"
    build(Project(again.project.root), version="2026.12.0")
    assert changes.read_text() == f"## 2026.12.0\n\n- more\n{once}"
    assert (
        "## 2026.12.0\n\n- more\n\n## 2026.11.0"
        in (again.project.root / "CHANGELOG.md").read_text()
    )
    project = commit(Project(again.project.root))
    assert out_of_date(project) == []
    publish(project, "2026.12.0", again.folder)
    assert list(published_releases(project)) == ["2026.10.0", "2026.11.0", "2026.12.0"]
    assert out_of_date(project) == [], "what was published may be checked"
    build(project, version="2026.12.1.dev0")
    assert version_of(project) == "2026.12.1.dev0"
    read = cd.load("aid_packages", release=again.folder / "2026.12.0")
    assert MORE in set(read["package_id"])


@pytest.mark.parametrize("version", ["2026.12", "2026.12.0rc1", "next", "2026.12.0.dev", ""])
def test_a_number_that_is_none_changes_nothing(project, version):
    before = (project.root / "pyproject.toml").read_bytes()
    with pytest.raises(ConflictDataError, match="is no version such as"):
        build(project, version=version)
    assert (project.root / "pyproject.toml").read_bytes() == before


def test_a_build_that_fails_takes_the_number_back(project):
    (project.root / "CHANGELOG.md").write_text("## Unreleased\n")
    before = content(project.root)
    path = project.curated / PACKAGES
    write_rows(path, [r | {"donor": "UAS"} for r in rows_of(path)])
    with pytest.raises(ValidationError):
        build(project, version="2026.12.0")
    assert content(project.root) == before


def test_versions_are_in_order():
    from conflictdata.release.version import order

    told = ["2026.9.0", "2026.10.2", "2026.10.12", "2026.12.0.dev0", "2026.12.0", "2026.12.1.dev0"]
    assert sorted(set(told), key=order) == told


# --- a folder from which releases are fetched ---


def test_one_command_makes_a_host_of_the_releases_that_there_are(tmp_path):
    """As docs/releases.md has it."""
    releases = sorted((ROOT / "tests" / "data" / "releases").iterdir())
    run = [sys.executable, "-m", "conflictdata"]
    host = [*run, "host", str(tmp_path / "releases"), *map(str, releases)]
    env = {
        **os.environ,
        "CONFLICTDATA_HOST": str(tmp_path / "releases"),
        "CONFLICTDATA_CACHE": str(tmp_path / "cache"),
    }
    for _ in range(2):  # a second time it is as it was
        subprocess.run(host, check=True, capture_output=True)
    listed = json.loads((tmp_path / "releases" / "index.json").read_text())["releases"]
    assert [e["version"] for e in listed] == ["2026.11.0", "2026.11.1"]
    for release in releases:
        assert content(tmp_path / "releases" / release.name) == content(release)
    done = subprocess.run([*run, "fetch", "2026.11.0"], capture_output=True, text=True, env=env)
    assert (done.returncode, done.stderr) == (0, "")
    words = ["diff", "2026.11.0", "2026.11.1", "--format", "json"]
    done = subprocess.run([*run, *words], capture_output=True, text=True, env=env)
    assert done.returncode == 0, done.stderr
    changes = pd.DataFrame(json.loads(done.stdout)["changes"])
    assert changes["change"].eq("row added").sum() > 6000


def test_a_working_copy_or_a_damaged_release_is_not_put_on_a_host(project, published, tmp_path):
    from conflictdata.curate.publish import gather

    damaged = tmp_path / "damaged"
    shutil.copytree(published.folder / "2026.11.0", damaged)
    (damaged / "DICTIONARY.md").write_text("gone")
    other = tmp_path / "other"
    shutil.copytree(published.folder / "2026.11.0", other)
    lines = (other / "SHA256SUMS").read_text().splitlines(keepends=True)
    (other / "SHA256SUMS").write_text("".join(lines[1:]))
    host = tmp_path / "host"
    gather(host, [published.folder / "2026.11.0"])
    before = content(host)
    for folder, message in (
        (project.release, "is a working copy, 2026.*, and nobody could fetch it"),
        (damaged, "is not the file that SHA256SUMS lists"),
        (other, r"has a release 2026\.11\.0 already; a release never changes"),
    ):
        with pytest.raises(ConflictDataError, match=message):
            gather(host, [folder])
    assert content(host) == before


def test_two_that_publish_at_once_are_both_listed_or_told(published, tmp_path):
    host = tmp_path / "host"
    run = [sys.executable, "-m", "conflictdata", "host", str(host)]
    runs = [
        subprocess.Popen([*run, str(published.folder / v)], stderr=subprocess.PIPE, text=True)
        for v in ("2026.10.0", "2026.11.0")
    ]
    said = [r.communicate(timeout=60)[1] for r in runs]
    whole = [v for r, v in zip(runs, ("2026.10.0", "2026.11.0"), strict=True) if not r.returncode]
    listed = json.loads((host / "index.json").read_text())["releases"]
    assert [e["version"] for e in listed] == whole and whole
    assert all("another run" in text for r, text in zip(runs, said, strict=True) if r.returncode)


def test_no_address_ships_that_nobody_has_registered():
    files = ("pyproject.toml", "CITATION.cff", ".zenodo.json", ".github/workflows/release.yml")
    texts = [(ROOT / f).read_text(encoding="utf-8") for f in files]
    texts += [
        f.read_text(encoding="utf-8")
        for f in cd.path("areas").parent.glob("*[a-z]")
        if f.suffix != ".parquet"
    ]
    for text in texts:
        assert "github.com/conflictdata" not in text
    urls = Project(ROOT).metadata.get("urls", {})
    assert not [u for u in urls.values() if "conflictdata/conflictdata" in u]


def test_publishing_asks_for_the_host(again):
    done = subprocess.run(
        [
            *(sys.executable, "-m", "conflictdata", "release", "2026.12.0", str(again.folder)),
            *("--root", str(again.project.root)),
        ],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert 'write Releases = "https://..." under [project.urls]' in done.stderr


# --- the workflow, as far as it can run here ---


@pytest.fixture
def origin(again: Published, tmp_path: Path):
    """A tagged checkout and where it is pushed to, with the releases before on their branch."""
    from server import serving

    env = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    env |= {"PATH": f"{Path(sys.executable).parent}:{env['PATH']}", "PYTHONPATH": str(ROOT)}
    env |= {"CONFLICTDATA_CACHE": str(tmp_path / "cache")}
    for who in ("AUTHOR", "COMMITTER"):
        env |= {f"GIT_{who}_NAME": "A curator", f"GIT_{who}_EMAIL": "curator@example.org"}

    def git(*words: str, cwd: Path) -> str:
        done = subprocess.run(
            ["git", *words], cwd=cwd, env=env, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    bare, root = tmp_path / "origin.git", again.project.root
    with serving(tmp_path / "served") as server:
        text = (root / "pyproject.toml").read_text()
        line = f'\n[project.urls]\nReleases = "{server.address}"\n'
        (root / "pyproject.toml").write_text(text.replace("\n[project.urls]\n", line))
        read_more(again.project)
        build(Project(root), version="2026.12.0")
        commit(Project(root))
        git("init", "--quiet", "--bare", str(bare), cwd=tmp_path)
        git("remote", "add", "origin", str(bare), cwd=root)
        git("tag", "2026.12.0", cwd=root)
        git("push", "--quiet", "origin", "HEAD:main", "2026.12.0", cwd=root)
        branch = tmp_path / "branch"
        shutil.copytree(again.folder, branch)
        for words in (["init", "--quiet"], ["add", "-A"], ["commit", "--quiet", "-m", "Releases"]):
            git(*words, cwd=branch)
        git("push", "--quiet", str(bare), "HEAD:releases", cwd=branch)

        def run(*words: str) -> subprocess.CompletedProcess[str]:
            return subprocess.run(
                [str(ROOT / ".ci" / "publish"), *words],
                cwd=root,
                env=env,
                capture_output=True,
                text=True,
            )

        yield run, git, bare, tmp_path / "served", server


def test_what_the_workflow_publishes_is_fetched_and_its_keys_are_remembered(
    origin, tmp_path, monkeypatch
):
    run, git, bare, served, server = origin
    done = run("2026.12.0", str(served))
    assert done.returncode == 0, done.stderr
    monkeypatch.setenv("CONFLICTDATA_CACHE", str(tmp_path / "cache"))
    listed = cd.releases(host=server.address)
    assert list(listed.index[listed["on_host"]]) == ["2026.10.0", "2026.11.0", "2026.12.0"]
    for version in ("2026.10.0", "2026.12.0"):
        cd.fetch(version, host=server.address)
    assert MORE in set(cd.load("aid_packages", release="2026.12.0")["package_id"])
    files = git("ls-tree", "--name-only", "releases", cwd=bare).split()
    assert files == [".nojekyll", "2026.10.0", "2026.11.0", "2026.12.0", "index.json"]
    assert git("rev-list", "--count", "releases", cwd=bare) == "2"
    git("clone", "--quiet", "--branch", "main", str(bare), str(tmp_path / "clone"), cwd=tmp_path)
    assert "2026.12.0" in published_releases(Project(tmp_path / "clone"))
    heads = git("for-each-ref", cwd=bare)
    again = run("2026.12.0", str(tmp_path / "once-more"))
    assert again.returncode == 0, again.stderr
    assert git("for-each-ref", cwd=bare) == heads, "the same command changes nothing"


def test_the_first_publication_makes_the_branch(origin, tmp_path):
    run, git, bare, served, _ = origin
    git("update-ref", "-d", "refs/heads/releases", cwd=bare)
    done = run("2026.12.0", str(served))
    assert done.returncode == 0, done.stderr
    assert git("rev-list", "--count", "releases", cwd=bare) == "1"


def test_what_is_not_tagged_is_not_published(origin):
    run, *_, served, _ = origin
    done = run("2026.11.0", str(served))
    assert done.returncode != 0 and not served.exists()


def test_the_workflow_publishes_by_the_script_that_was_tried():
    import yaml

    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "release.yml").read_text())
    jobs = workflow["jobs"]
    order = ["build", "tables", "host", "index", "github"]
    assert list(jobs) == order
    assert [jobs[j].get("needs") for j in order] == [None, *order[:-1]]
    scripts = [s["run"] for s in jobs["tables"]["steps"] if "run" in s]
    assert any('.ci/publish "$GITHUB_REF_NAME"' in s for s in scripts)
    assert os.access(ROOT / ".ci" / "publish", os.X_OK)
    assert re.search(r"cancel-in-progress", json.dumps(workflow)) is None, "none is cut short"
