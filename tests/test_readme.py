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


def test_the_commands_on_an_article_work_as_their_pages_say(tmp_path):
    """An article in a file, and one in a saved page for that at an address."""
    words = "The UN has recorded 23,375 civilian casualties in Ukraine as of 1 May."
    (tmp_path / "article.txt").write_text(words, encoding="utf-8")
    head = '<head><meta property="article:published_time" content="2023-05-04"></head>'
    page = f"<html>{head}<body><article><p>{words}</p></article></body></html>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    pages = "\n".join((README, (DOCS / "trace.md").read_text(encoding="utf-8")))
    commands = re.findall(r"^conflictdata (trace [^#\n]+)", pages, re.MULTILINE)
    assert len(commands) == 5
    for command in commands:
        done = run(*command.replace("https://news.example/1", "page.html").split(), cwd=tmp_path)
        assert done.returncode == 0, (command, done.stderr)
        if "-o" not in command:
            assert "mirage-news-2023-05-02" in done.stdout or "matches" in done.stdout
    assert "23,375" in (tmp_path / "report.html").read_text(encoding="utf-8")


EVERY = re.compile(r"(?:^ *|`)conflictdata ((?:[^`#\n\\]|\\\n)+)", re.MULTILINE)


@pytest.mark.parametrize(
    "page",
    [*PAGES, ROOT / "CONTRIBUTING.md", *sorted((DOCS / "codebook").glob("*.md"))],
    ids=lambda p: p.stem,
)
def test_a_page_names_only_commands_and_options_that_there_are(page):
    """Those that are run nowhere too, such as `conflictdata release VERSION FOLDER`."""
    from typer.main import get_command

    from conflictdata.cli.verbs import cli

    text = page.read_text(encoding="utf-8")
    for line in EVERY.findall(text):
        if re.match(r"\d", line):  # what the command prints
            continue
        words, command = shlex.split(line.replace("\\\n", " ")), get_command(cli)
        while words and hasattr(command, "commands") and not words[0].startswith("-"):
            assert words[0] in command.commands, line
            command, words = command.commands[words[0]], words[1:]
        known = {name for option in command.params for name in option.opts}
        used = {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)}
        assert used <= known, (line, used - known)


def test_releases_say_where_a_host_is_before_they_load_from_it():
    """A fresh checkout has no other release than the bundled one."""
    assert RELEASES.index("CONFLICTDATA_HOST=") < RELEASES.index('release="2026.11.1"')


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=lambda p: p.stem)
def test_commands_work(page, tmp_path):
    for verb, rest in COMMAND.findall(page.read_text(encoding="utf-8")):
        words = [verb, *shlex.split(rest)]
        done = run(*words, cwd=tmp_path)
        assert done.returncode == 0, (words, done.stderr)
