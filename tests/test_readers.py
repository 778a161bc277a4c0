"""What readers of the news would look up: statements of articles, and which of them the tables hold.

The lists in data/readers_test were written before anything was read for the tables, the third by a
reader who had not seen them. An empty cell says that the article does not say, a code that no table
has that the tables cannot say it. A statement that is left out says why: single incidents, numbers
that nobody is named for, and words in place of a number.
`pytest -n 0 -s tests/test_readers.py` prints the share by list and by war.
"""

import csv
from collections import defaultdict
from pathlib import Path

import pandas as pd
import pytest

import conflictdata as cd

LISTS = sorted((Path(__file__).parent / "data" / "readers_test").glob("casualties-*.csv"))
SAID = (
    "reporter",
    "measure",
    "population",
    "affiliation",
    "sex",
    "age",
    "cause",
    "condition",
    "perpetrator",
    "area",
    "home",
)
LEFT_OUT = {"incident", "nobody named", "no number"}
# words under which an article rounds, and by how much
ROUNDED = ("nearly", "about", "more_than")
ROUNDING = 0.02
A_DAY = pd.Timedelta(days=1)


def listed() -> list[dict[str, str]]:
    rows = []
    for file in LISTS:
        with file.open(encoding="utf-8", newline="") as stream:
            rows += [{**row, "list": file.name} for row in csv.DictReader(stream)]
    return rows


def statements() -> list[dict[str, str]]:
    """What the lists ask of the tables."""
    return [row for row in listed() if not row.get("left_out")]


@pytest.fixture(scope="module")
def figures() -> dict[str, pd.DataFrame]:
    """Conflict -> its figures in all wordings, and those of its land in a count of all wars."""
    table = cd.load("casualties", vintage="all")
    by_conflict = {str(c): rows for c, rows in table.groupby("conflict", observed=True)}
    everywhere = by_conflict["worldwide"]
    for war in cd.load("conflicts").itertuples():
        if war.id in by_conflict and war.id != "worldwide":
            in_its_land = everywhere[everywhere["area"].astype(str) == str(war.area)]
            by_conflict[str(war.id)] = pd.concat([by_conflict[str(war.id)], in_its_land])
    return by_conflict


def days(text: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The first and last day that a cell allows: a day may be off by one, a month is all its days."""
    first = pd.Timestamp(text)
    last = first + pd.offsets.MonthEnd(0) if len(text) == len("2024-05") else first
    return first - A_DAY, last + A_DAY


def held(statement: dict[str, str], figures: pd.DataFrame) -> pd.DataFrame:
    """The figures that say what the article says: of whom, by whom, until which day, how many."""
    rows = figures
    for column in SAID:
        if statement.get(column):
            rows = rows[rows[column].astype(str) == statement[column]]
    if statement["period_end"]:
        first, last = days(statement["period_end"])
        rows = rows[rows["period_end"].between(first, last)]
    if statement["period_start"] and statement.get("counting") in ("day", "month", "year", "span"):
        first, last = days(statement["period_start"])
        rows = rows[rows["period_start"].between(first, last)]
    wanted = float(statement["value"] or statement.get("low") or statement["high"])
    slack = ROUNDING * wanted if statement["qualifier"] in ROUNDED else 0.0
    counts = rows[["value", "low", "high"]].astype("Float64")
    return rows[(counts - wanted).abs().le(slack).fillna(value=False).any(axis="columns")]


def is_held(statement: dict[str, str], figures: dict[str, pd.DataFrame]) -> bool:
    rows = figures.get(statement["conflict"])
    return rows is not None and not held(statement, rows).empty


def spelled(statement: dict[str, str]) -> str:
    columns = ("list", "conflict", "reporter", "measure", "value", "period_end", "article")
    return " ".join(statement[c] for c in columns if statement[c])


def test_what_is_left_out_says_why():
    assert {row["left_out"] for row in listed() if row.get("left_out")} == LEFT_OUT
    asked = statements()
    assert all(row["value"] or row.get("low") or row.get("high") for row in asked)


def test_no_figure_once_found_is_lost(figures):
    lost = [spelled(s) for s in statements() if s["found"] == "yes" and not is_held(s, figures)]
    assert lost == []


def test_the_share_of_statements_found_by_list_and_by_war(figures):
    found: dict[str, list[bool]] = defaultdict(list)
    for statement in statements():
        hit = is_held(statement, figures)
        for part in (statement["list"], statement["conflict"], "all"):
            found[part].append(hit)
        if hit and statement["found"] != "yes":
            print("to be marked:", spelled(statement))
    for part, hits in sorted(found.items()):
        print(f"{part}: {sum(hits)} of {len(hits)}")
    assert any(found["all"])
