"""The documentation: no page without a way to it, and what is made of the data leaves nothing out."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest
import yaml

import conflictdata as cd
from conflictdata._public import PUBLIC
from conflictdata.cli.verbs import VERBS
from conflictdata.release.opening import open_release

pytest.importorskip("nbconvert")
from pages import codes, coverage, dictionary, reference, repository

ROOT = Path(__file__).parent.parent
SITE = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
TABLES = cd.tables().index


def entries(nav):
    """Pages and folders that the navigation names."""
    if isinstance(nav, str):
        yield nav
    else:
        for entry in nav.values() if isinstance(nav, dict) else nav:
            yield from entries(entry)


def test_every_page_is_in_the_navigation():
    named = list(entries(SITE["nav"]))
    folders = tuple(entry for entry in named if entry.endswith("/"))
    pages = {p.relative_to(ROOT / "docs").as_posix() for p in (ROOT / "docs").rglob("*.md")}
    pages |= set(repository.PAGES.values())
    assert len(named) == len(set(named))
    assert [p for p in sorted(pages) if p not in named and not p.startswith(folders)] == []


def test_a_page_that_is_not_in_the_navigation_or_leads_nowhere_fails_the_build():
    assert set(SITE["validation"].values()) == {"warn"}
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    (line,) = [line for line in lines if "mkdocs build" in line]
    # what is quiet counts no warnings
    assert "--strict" in line and "--quiet" not in line


def test_nothing_is_fetched_from_elsewhere():
    assert SITE["theme"]["font"] is False
    assert not [p for p in SITE.get("extra_javascript", []) + SITE["extra_css"] if "://" in str(p)]


@pytest.mark.parametrize("table", TABLES)
def test_the_dictionary_names_every_column_of_every_table(table):
    page = dictionary.pages(open_release())[f"tables/{table}.md"]
    for column in pq.read_schema(cd.path(table)).names:
        assert f"| `{column}`" in page


def test_every_code_is_told_on_the_page_of_codes_and_under_its_list():
    sections = codes.pages(open_release())["codes.md"].split("\n## ")
    lists = {section.split("\n")[0]: section for section in sections}
    for row in cd.load("codes")[["list", "code"]].astype(str).itertuples():
        assert f"`{row.code}`" in lists[row.list]


def test_a_list_is_told_in_the_order_in_which_its_codes_are_tried():
    page = codes.pages(open_release())["codes.md"]
    places = [page.index(f"**`{code}`**") for code in ("case_verified", "registered", "asserted")]
    assert places == sorted(places)


def test_the_glossary_takes_its_terms_of_codes_from_the_data():
    row = cd.load("codes", list="evidence", code="case_verified").iloc[0]
    assert row["definition"] in codes.terms(open_release())
    assert row["definition"] not in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")


def test_coverage_tells_the_newest_day_of_each_reporter_and_counts_each_figure():
    page = coverage.pages(open_release())["coverage.md"]
    rows = cd.load("casualties", conflict="gaza", reporter="gaza-moh", vintage="all")
    newest, reported = rows["period_end"].max(), rows["reported_on"].max()
    section = page.split("{ #gaza }")[1].split("\n## ")[0]
    (line,) = [r for r in section.splitlines() if "`casualties`" in r and "`gaza-moh`" in r]
    assert f"| {len(rows):,} |" in line
    assert f"| {newest:%Y-%m-%d} | {reported:%Y-%m-%d} |" in line


def test_a_plan_for_years_to_come_is_not_the_newest_day():
    page = coverage.pages(open_release())["coverage.md"]
    plans = cd.load("aid_totals", counting="plan")
    assert f"{plans['period_end'].max():%Y-%m-%d}" not in page


def test_the_reference_has_every_public_name_and_every_verb():
    made = reference.pages()
    for name in PUBLIC:
        assert f".{name}\n" in made["python.md"]
    for verb in VERBS:
        assert f"## {verb.__name__}\n" in made["command-line.md"]
