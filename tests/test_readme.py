"""The README tells the truth: its sample is what the command prints, and its code runs."""

import re
import textwrap
from pathlib import Path

import pandas as pd
import pytest
from test_cli import run

import conflictdata as cd

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
QUESTIONS = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")


def test_the_sample_is_what_the_command_prints():
    sample = re.search(r"^conflictdata \d{4}\..*?(?=^```)", README, re.MULTILINE | re.DOTALL)
    printed = [line.rstrip() for line in run().stdout.splitlines()]
    assert sample is not None
    for line in (line for line in sample[0].splitlines() if line and line != "..."):
        assert line in printed


@pytest.mark.parametrize(
    "code",
    [
        b
        for b in re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
        if "release=" not in b
    ],
)
def test_the_code_runs(code, monkeypatch, tmp_path):
    pytest.importorskip("altair")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").symlink_to(ROOT / "data")
    exec(code, {"cd": cd, "pd": pd, "pl": pytest.importorskip("polars")})


def test_each_of_the_twelve_questions_is_answered(monkeypatch):
    """In their order, since the first imports the package; each in one or two lines."""
    monkeypatch.chdir(ROOT)
    pytest.importorskip("altair")
    names: dict[str, object] = {}
    blocks = re.findall(r"^ *```python\n(.*?)^ *```", QUESTIONS, re.MULTILINE | re.DOTALL)
    for code in map(textwrap.dedent, blocks):
        assert len(code.splitlines()) <= 2, code
        exec(code, names)
    assert len(re.findall(r"^\d+\. \*\*", QUESTIONS, re.MULTILINE)) == 12


def test_the_sql_is_the_vintage_that_load_gives(monkeypatch):
    duckdb = pytest.importorskip("duckdb")
    monkeypatch.chdir(Path(__file__).parent.parent)
    sql = re.search(r"^```sql\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert sql is not None
    rows = duckdb.sql(
        sql[1].replace("SELECT measure, value, period_end, source_url", "SELECT figure_id")
    ).fetchall()
    assert {r[0] for r in rows} == set(
        cd.load("casualties", reporter="ohchr", vintage="2023-05-04")["figure_id"]
    )


def test_commands_of_the_readme_work(tmp_path):
    for line in re.findall(r"^conflictdata (show|describe|cite)([^#\n]*)", README, re.MULTILINE):
        words = [line[0], *line[1].split()]
        done = run(*words, cwd=tmp_path)
        assert done.returncode == 0, (words, done.stderr)
