"""A small project of real rows: the updates of spring 2023, so that a build takes a second."""

import csv
import fcntl
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from conflictdata.curate.build import build
from conflictdata.curate.project import Project
from conflictdata.curate.publish import publish
from conflictdata.curate.schema_files import read_schemas

ROOT = Path(__file__).parent.parent

# how long an example takes says more of the machine than of the package
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


# these take minutes; what is begun last would keep one worker alone
LONG = ("test_planting.py", "test_fetching.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.name not in LONG)


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that the first worker makes that asks for it; the others wait, and read the same."""
    mine = factory.getbasetemp()
    root = (mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine) / name
    done = root.with_name(f"{name}-is-made")
    with root.with_name(f"{name}-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(root, ignore_errors=True)
            root.mkdir()
            make(root)
            done.touch()
    return root


PACKAGES = ("US-PDA-36", "US-PDA-37", "US-PDA-38", "US-USAI-2023-05-09")
# table, file, the name that it gets, and which of its rows are kept; figures by their update
SPRING = (
    ("casualties", "ohchr-2023", "ohchr", lambda u: spring(u)),
    ("aid_totals", "us", "us", lambda u: u["reporter"] == "us-dod" and spring(u)),
    ("aid_packages", "usa", "usa", lambda r: r["package_id"] in PACKAGES),
    ("aid_package_items", "usa", "usa", lambda r: r["package"] in PACKAGES),
)


def alone(row: dict[str, str]) -> bool:
    """Whether a figure is one of two of 8 May 2023 that no other update of that spring has like."""
    left = (row.get("sex"), row.get("age")) == ("unknown", "child")
    lone = left or row.get("cause") == "other_means"
    return row.get("update") == "ohchr-2023-05-08" and lone


def spring(update: dict[str, str]) -> bool:
    return "2023-04-20" <= update["reported_on"] <= "2023-05-10"


def called(value: object) -> str:
    """What a test of a value is called: without an address in memory, the same in every worker."""
    return re.sub(r" at 0x[0-9a-f]+", "", repr(value))


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def write_rows(file: Path, rows: list[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(
            stream, list(dict.fromkeys(c for row in rows for c in row)), "", lineterminator="\n"
        )
        writer.writeheader()
        writer.writerows(rows)


TABLES = tuple(dict.fromkeys(table for table, *_ in SPRING))
# rules of sources and organizations, of which some are in the small project
ITS_TABLES = ("sources", "organizations")
OF_SOURCES = {
    rule
    for schema in read_schemas(ROOT / "schemas", ITS_TABLES).values()
    for rule in schema["rules"]
}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small project with its release; not to be changed, `project` is a copy that may be."""
    return Project(made_once(tmp_path_factory, "project", make_small_project))


def make_small_project(root: Path) -> None:
    shutil.copytree(ROOT / "schemas", root / "schemas")
    shutil.copy(ROOT / "pyproject.toml", root)
    (root / "conflictdata").mkdir()
    curated = root / "data" / "curated"
    shutil.copytree(ROOT / "data" / "curated", curated)
    for table, name, short, keeps in SPRING:
        folder = curated / table / "russia-ukraine"
        rows, updates = rows_of(folder / f"{name}.csv"), folder / "updates.csv"
        heads = {u["update"]: u for u in rows_of(updates)} if updates.exists() else {}
        kept = [r for r in rows if keeps(heads[r["update"]] if heads else r) and not alone(r)]
        shutil.rmtree(curated / table)
        folder.mkdir(parents=True)
        write_rows(folder / f"{short}.csv", kept)
        if heads:
            named = {r["update"] for r in kept}
            write_rows(updates, [u for name, u in heads.items() if name in named])
    # documents that something in the project names, those of May 2023 and of OHCHR, some others;
    # of the others none that has an exception, which may be excused for one that is left out
    texts = [f.read_text(encoding="utf-8") for t in TABLES for f in (curated / t).rglob("*.csv")]
    named = set(re.findall(r"[^,;\n\"]+", "\n".join(texts)))
    excused = {r["id"] for r in rows_of(curated / "exceptions.csv")}
    gone = set()
    for file in sorted((curated / "sources").glob("*.csv")):
        rows, kept = rows_of(file), []
        for number, r in enumerate(rows):
            near = r["published_on"].startswith("2023-05") or r["publisher"] == "ohchr"
            some = number % 20 == 0 and r["source_id"] not in excused
            if r["source_id"] in named or near or some:
                kept.append(r)
            else:
                gone.add(r["source_id"])
        write_rows(file, kept)
    write_rows(curated / "vocabulary.csv", rows_of(curated / "vocabulary.csv")[::20])
    # what is of rows that are not here
    for name in ("exceptions.csv", "money_relations.csv", "retired/2026.12.0.csv"):
        header, *lines = (curated / name).read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [x for x in lines if x.split(",")[0] in OF_SOURCES and x.split(",")[1] not in gone]
        (curated / name).write_text("".join([header, *kept]), encoding="utf-8")
    for path in (curated / "readings").glob("*.csv"):
        path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    build(Project(root))


@pytest.fixture
def project(built: Project, tmp_path: Path) -> Project:
    """A copy of the small project, to be broken."""
    shutil.copytree(built.root, tmp_path / "project")
    return Project(tmp_path / "project")


MORE = "US-PDA-2023-05-03"
CORRECTED = {
    "table": "aid_packages",
    "id": "US-PDA-37",
    "column": "amount",
    "was": "30000000",
    "now": "300000000",
    "since": "2026.10.0",
    "corrected_in": "2026.11.0",
    "reason": "a zero was lost in typing",
    "asked_by": "a reader",
    "corrected_on": "2026-11-20",
}


@dataclass(frozen=True)
class Published:
    """A checkout, and the folder under which its releases lie."""

    project: Project
    folder: Path


@pytest.fixture(scope="session")
def published(built: Project, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Two releases of the small project, not to be changed: in 2026.10.0 package 37 is ten times
    too small and 38 is unread.
    """
    root = made_once(tmp_path_factory, "published", lambda root: publish_two(built, root))
    return Published(Project(root / "project"), root / "releases")


def publish_two(built: Project, root: Path) -> None:
    shutil.copytree(built.root, root / "project")
    shutil.copy(ROOT / ".gitignore", root / "project")
    packages, items = (
        root / "project" / "data" / "curated" / t / "russia-ukraine" / "usa.csv"
        for t in ("aid_packages", "aid_package_items")
    )
    right = [(file, file.read_bytes()) for file in (packages, items)]
    write_rows(items, [r for r in rows_of(items) if r["package"] != "US-PDA-38"])
    wrong = {"US-PDA-37": {"amount": "30000000"}}
    write_rows(
        packages,
        [
            r | wrong.get(r["package_id"], {})
            for r in rows_of(packages)
            if r["package_id"] != "US-PDA-38"
        ],
    )
    publish(next_release(Project(root / "project"), "2026.10.0"), "2026.10.0", root / "releases")
    for file, content in right:
        file.write_bytes(content)
    correct(Project(root / "project"), **CORRECTED)
    publish(next_release(Project(root / "project"), "2026.11.0"), "2026.11.0", root / "releases")
    commit(Project(root / "project"))


def correct(project: Project, **cells: str) -> None:
    """Add a line to the corrections."""
    path = project.curated / "corrections.csv"
    header = path.read_text(encoding="utf-8").splitlines()[0].split(",")
    write_rows(path, [*rows_of(path), {c: cells.get(c, "") for c in header}])


def read_more(project: Project) -> None:
    """Add a package that no release has: the one of the article, once more and unnumbered."""
    path = project.curated / "aid_packages/russia-ukraine/usa.csv"
    rows = rows_of(path)
    own = dict.fromkeys(("sequence", "list_source", "list_locator"), "")
    (article,) = [r for r in rows if r["package_id"] == "US-PDA-37"]
    write_rows(path, [*rows, article | {"package_id": MORE, **own}])


def next_release(project: Project, version: str) -> Project:
    """Set the version, build and commit: what a curator does before publishing."""
    file = project.root / "pyproject.toml"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text(
        "".join(f'version = "{version}"\n' if x.startswith("version = ") else x for x in lines),
        encoding="utf-8",
    )
    project = Project(project.root)
    build(project)
    return commit(project)


def commit(project: Project) -> Project:
    # in the small project alone, even where a hook of git runs the tests
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    git = [
        "git",
        "-c",
        "user.name=A curator",
        "-c",
        "user.email=curator@example.org",
        "-c",
        "commit.gpgsign=false",
    ]
    for command in (
        ["init", "--quiet"],
        ["add", "--all"],
        ["commit", "--quiet", "--allow-empty", "--message", "Read more"],
    ):
        subprocess.run(
            [*git, *command], cwd=project.root, check=True, capture_output=True, env=environment
        )
    return project
