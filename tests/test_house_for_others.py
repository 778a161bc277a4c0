"""What people from outside are told holds: steps, decisions, examples, what CI asks."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

import conflictdata as cd

ROOT = Path(__file__).parent.parent
DECISIONS = ROOT / "docs" / "decisions"
PAGES = sorted(DECISIONS.glob("[0-9]*.md"))
FORMS = sorted(p for p in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml") if p.stem != "config")
BUILT_FROM = ("data/curated/codes.csv", "schemas/areas.yaml", "pyproject.toml", "CHANGELOG.md")
SCHEMAS = sorted((ROOT / "schemas").glob("*.yaml"))
NEEDED = {"Page read", "Own words", "Build clean", "Exception with a reason", "Second reading"}
BESIDE = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "notebooks" / "README.md"]
TEXTS = [*BESIDE, *sorted((ROOT / "docs").rglob("*.md")), *FORMS]


def text(*parts: str) -> str:
    return ROOT.joinpath(*parts).read_text(encoding="utf-8")


def steps(markdown: str, item: str) -> list[str]:
    """The names of the steps of a list."""
    return re.findall(rf"^{item} \*\*(.+?)\.\*\*", markdown, re.MULTILINE)


def test_a_pull_request_asks_for_each_step_that_a_curator_is_told():
    told = steps(text("CONTRIBUTING.md"), r"\d\.")
    assert steps(text(".github", "pull_request_template.md"), r"- \[ \]") == told
    assert set(told) >= NEEDED


def test_ci_asks_what_a_checkout_asks_with_the_oldest_python_and_the_newest():
    workflow = yaml.safe_load(text(".github", "workflows", "ci.yml"))
    (job,) = workflow["jobs"].values()
    oldest = tomllib.loads(text("pyproject.toml"))["project"]["requires-python"].removeprefix(">=")
    assert job["strategy"]["matrix"]["python"] == [oldest, "3.x"]
    assert [s["run"] for s in job["steps"] if "run" in s] == [".ci/run"]
    assert workflow["permissions"] == {"contents": "read"}


def test_before_a_commit_nothing_is_asked_that_ci_does_not_ask():
    (local,) = yaml.safe_load(text(".pre-commit-config.yaml"))["repos"]
    asked = {h["id"]: h["entry"].removesuffix(" --force-exclude") for h in local["hooks"]}
    assert asked.keys() == {"ruff-check", "ruff-format", "build"}
    lines = text(".ci", "run").splitlines()
    assert asked.pop("build") in lines
    for command in asked.values():
        assert any(line.startswith(f"{command} ") for line in lines)


@pytest.mark.parametrize("path", BUILT_FROM)
def test_what_a_release_is_made_of_is_built_before_it_is_committed(path):
    (local,) = yaml.safe_load(text(".pre-commit-config.yaml"))["repos"]
    (build,) = (h for h in local["hooks"] if h["id"] == "build")
    assert (ROOT / path).exists() and re.search(build["files"], path)


def test_every_decision_is_in_the_index_under_its_number_and_title():
    index = text("docs", "decisions", "README.md")
    entries = re.findall(r"^- (.+?\)$)", index, re.MULTILINE | re.DOTALL)
    told = [" ".join(entry.split()) for entry in entries]
    titles = {p.name: p.read_text(encoding="utf-8").splitlines()[0] for p in PAGES}
    pages = [re.sub(r"# (\d+)\. (.+)", rf"\1: [\2]({n})", title) for n, title in titles.items()]
    assert sorted(told) == sorted(pages)
    assert [int(entry.split(":")[0]) for entry in pages] == [int(name[:4]) for name in titles]
    assert [int(p.name[:4]) for p in PAGES] == list(range(1, len(PAGES) + 1))


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_a_decision_is_short_and_names_rules_that_there_are(page):
    content = page.read_text(encoding="utf-8")
    assert len(content.splitlines()) <= 40
    assert re.findall(r"^## (.+)", content, re.MULTILINE) == ["Context", "Decision", "Consequences"]
    schemas = [yaml.safe_load(p.read_text(encoding="utf-8")) for p in SCHEMAS]
    rules = {rule for schema in schemas for rule in schema.get("rules", ())}
    held = re.search(r"^Held by: (.+)", content, re.MULTILINE | re.DOTALL)
    assert set(re.findall(r"`(.+?)`", held[1]) if held else ()) <= rules


@pytest.mark.parametrize("page", TEXTS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page):
    for link in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if link.startswith("https://"):  # of a page that is cited
            continue
        # a form is read at an address below that of the project
        target = ROOT / link.removeprefix("../blob/main/") if page in FORMS else page.parent / link
        assert target.exists(), link


def test_the_figure_that_the_form_shows_is_one_of_the_release():
    body = yaml.safe_load(text(".github", "ISSUE_TEMPLATE", "figure-is-wrong.yml"))["body"]
    (shown,) = (f["attributes"]["placeholder"] for f in body if f.get("id") == "figure")
    assert len(cd.load("casualties", figure_id=shown, vintage="all")) == 1


def test_a_small_count_by_sex_or_age_is_for_more_than_a_city():
    columns = ["figure_id", "value", "area", "sex", "age"]
    figures = cd.load("casualties", vintage="all", columns=columns)
    kinds = cd.load("areas").set_index("id")["kind"].astype("str").to_dict()
    divided = figures["sex"].ne("all") | figures["age"].ne("all")
    small = figures[divided & figures["value"].lt(5)]
    assert len(small)
    assert small.loc[small["area"].astype("str").map(kinds).eq("city"), "figure_id"].tolist() == []
