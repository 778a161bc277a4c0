"""A small project of real rows: the updates of spring 2023, so that a build takes a second."""

import csv
import shutil
from pathlib import Path

import pytest

from conflictdata.curate.building import build
from conflictdata.curate.project import Project

ROOT = Path(__file__).parent.parent


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
    shutil.rmtree(curated / "casualties")
    ohchr = rows_of(ROOT / "data" / "curated" / "casualties" / "russia-ukraine" / "ohchr-2023.csv")
    spring = [r for r in ohchr if "2023-04-20" <= r["reported_on"] <= "2023-05-10"]
    (curated / "casualties" / "russia-ukraine").mkdir(parents=True)
    write_rows(curated / "casualties" / "russia-ukraine" / "ohchr.csv", spring)
    (curated / "exceptions.csv").write_text("rule,id,reason\n", encoding="utf-8")
    project = Project(root)
    build(project)
    return project


@pytest.fixture
def project(built: Project, tmp_path: Path) -> Project:
    """A copy of the small project, to be broken."""
    shutil.copytree(built.root, tmp_path / "project")
    return Project(tmp_path / "project")
