"""A small project of real rows: the updates of spring 2023, so that a build takes a second."""

import csv
import shutil
from pathlib import Path

import pytest

from conflictdata.curate.building import build
from conflictdata.curate.project import Project

ROOT = Path(__file__).parent.parent


PACKAGES = ("US-PDA-36", "US-PDA-37", "US-PDA-38", "US-USAI-2023-05-09")
# table, file, and which of its rows are kept
SPRING = (
    ("casualties", "ohchr-2023", lambda r: "2023-04-20" <= r["reported_on"] <= "2023-05-10"),
    ("aid_totals", "us", lambda r: r["reporter"] == "us-dod" and "2023-04-20" <= r["reported_on"] <= "2023-05-10"),
    ("aid_packages", "usa", lambda r: r["package_id"] in PACKAGES),
    ("aid_package_items", "usa", lambda r: r["package"] in PACKAGES),
)
SHORT = {"ohchr-2023": "ohchr"}


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def write_rows(file: Path, rows: list[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small project with its release; not to be changed, `project` is a copy that may be."""
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "schemas", root / "schemas")
    shutil.copy(ROOT / "pyproject.toml", root)
    (root / "conflictdata").mkdir()
    curated = root / "data" / "curated"
    shutil.copytree(ROOT / "data" / "curated", curated)
    for table, name, keeps in SPRING:
        rows = rows_of(curated / table / "russia-ukraine" / f"{name}.csv")
        shutil.rmtree(curated / table)
        (curated / table / "russia-ukraine").mkdir(parents=True)
        write_rows(curated / table / "russia-ukraine" / f"{SHORT.get(name, name)}.csv", [r for r in rows if keeps(r)])
    (curated / "exceptions.csv").write_text("rule,id,reason\n", encoding="utf-8")
    project = Project(root)
    build(project)
    return project


@pytest.fixture
def project(built: Project, tmp_path: Path) -> Project:
    """A copy of the small project, to be broken."""
    shutil.copytree(built.root, tmp_path / "project")
    return Project(tmp_path / "project")
