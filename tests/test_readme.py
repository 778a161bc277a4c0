"""README and pages tell the truth: the sample is what the command prints, and their code runs."""

import re
import shlex
import textwrap
from pathlib import Path

import pandas as pd
import pytest
from test_cli import run

import conflictdata as cd

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = ROOT / "docs"
QUESTIONS = (DOCS / "questions.md").read_text(encoding="utf-8")
RELEASES = (DOCS / "releases.md").read_text(encoding="utf-8")
READERS = (DOCS / "readers.md").read_text(encoding="utf-8")
HELD = sorted((ROOT / "tests" / "data" / "releases").iterdir())
# other readers, questions and releases have tests of their own
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
COMMAND = re.compile(r"^ *conflictdata (show|latest|describe|search|cite)([^#\n]*)", re.MULTILINE)


def code_of(text: str) -> list[str]:
    """The blocks of Python in their order, without what stands before their lines in a list."""
    blocks = re.findall(r"^ *```python\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
    return [textwrap.dedent(block) for block in blocks]


WITH_CODE = [
    page
    for page in PAGES
    if code_of(page.read_text(encoding="utf-8"))
    and page.stem not in ("readers", "questions", "releases")
]
WITH_COMMANDS = [page for page in PAGES if COMMAND.search(page.read_text(encoding="utf-8"))]


def test_no_page_with_lines_to_take_is_left_out():
    """Else the tests below would say nothing."""
    assert {"README", "article", "citing"} <= {page.stem for page in WITH_CODE}
    assert {"README", "questions", "citing"} <= {page.stem for page in WITH_COMMANDS}


def test_the_readme_is_for_who_comes_first():
    """What is for others has a page of its own."""
    assert len(README.splitlines()) <= 130


def test_the_sample_is_what_the_command_prints():
    sample = re.search(r"^conflictdata \d{4}\..*?(?=^```)", README, re.MULTILINE | re.DOTALL)
    printed = [line.rstrip() for line in run().stdout.splitlines()]
    assert sample is not None
    for line in (line for line in sample[0].splitlines() if line and line != "..."):
        assert line in printed


@pytest.mark.parametrize("page", WITH_CODE, ids=lambda p: p.stem)
def test_the_code_runs(page, monkeypatch, tmp_path):
    """In the order in which it is read."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").symlink_to(ROOT / "data")
    pytest.importorskip("altair")
    names = {"cd": cd, "pd": pd, "pl": pytest.importorskip("polars")}
    for code in code_of(page.read_text(encoding="utf-8")):
        exec(code, names)


def test_releases_are_made_fetched_and_compared_as_their_page_says(monkeypatch, tmp_path):
    folder = str(tmp_path / "releases")
    text = RELEASES.replace("/tmp/releases", folder)
    monkeypatch.setenv("CONFLICTDATA_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("CONFLICTDATA_HOST", folder)
    told = re.findall(r"^conflictdata (.*)$", text, re.MULTILINE)
    verbs = ["host", "fetch", "diff", "cache", "cache", "cache"]
    assert [line.split()[0] for line in told] == verbs
    for line in told:
        words = line.replace("tests/data/releases/*", " ".join(map(str, HELD))).split()
        done = run(*words, cwd=tmp_path)
        assert done.returncode == 0, (words, done.stderr)
    (code,) = code_of(text)
    names: dict[str, object] = {}
    exec(code, names)
    old = names["old"]
    assert isinstance(old, pd.DataFrame) and len(old)


def test_each_of_the_twelve_questions_is_answered(monkeypatch):
    """In their order, since the first imports the package; each in one or two lines."""
    monkeypatch.chdir(ROOT)
    pytest.importorskip("altair")
    names: dict[str, object] = {}
    for code in code_of(QUESTIONS):
        assert len(code.splitlines()) <= 2, code
        exec(code, names)
    assert len(re.findall(r"^\d+\. \*\*", QUESTIONS, re.MULTILINE)) == 12


def test_the_sql_is_the_vintage_that_load_gives(monkeypatch):
    duckdb = pytest.importorskip("duckdb")
    monkeypatch.chdir(Path(__file__).parent.parent)
    sql = re.search(r"^```sql\n(.*?)^```", READERS, re.MULTILINE | re.DOTALL)
    assert sql is not None
    rows = duckdb.sql(
        sql[1].replace("SELECT measure, value, period_end, source_url", "SELECT figure_id")
    ).fetchall()
    assert {r[0] for r in rows} == set(
        cd.load("casualties", reporter="ohchr", vintage="2023-05-04")["figure_id"]
    )


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=lambda p: p.stem)
def test_commands_work(page, tmp_path):
    for verb, rest in COMMAND.findall(page.read_text(encoding="utf-8")):
        words = [verb, *shlex.split(rest)]
        done = run(*words, cwd=tmp_path)
        assert done.returncode == 0, (words, done.stderr)
