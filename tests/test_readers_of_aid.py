"""What readers of articles on aid would look up: statements, and which of them the tables hold.

The articles were taken by their place in a search for each topic, before anything was entered, those
of the second list by a reader who had seen no table; what they say was typed from their first
paragraphs. An empty cell says that the article does not say.
`pytest -n 0 -s tests/test_readers_of_aid.py` prints the share by list and by war.
"""

import csv
from collections import defaultdict
from pathlib import Path

import pandas as pd
import pytest

import conflictdata as cd

LISTS = sorted((Path(__file__).parent / "data" / "readers_test").glob("aid-*.csv"))
# words under which an article rounds, and by how much
ROUNDED = ("nearly", "about", "more_than", "at_least")
ROUNDING = 0.02
# offices publish after the day that an article names
DELAY = pd.Timedelta(days=7)
LENGTHS = {4: pd.offsets.YearEnd(0), 7: pd.offsets.MonthEnd(0)}


def statements() -> list[dict[str, str]]:
    rows = []
    for file in LISTS:
        with file.open(encoding="utf-8", newline="") as stream:
            rows += [{**row, "list": file.name} for row in csv.DictReader(stream)]
    return rows


@pytest.fixture(scope="module")
def money() -> pd.DataFrame:
    """Totals in all wordings and packages, with what both have."""
    totals = cd.load("aid_totals", vintage="all")
    packages = cd.load("aid_packages")
    packages = packages.assign(
        reporter=None, reported_on=packages["announced_on"], period_end=packages["announced_on"]
    )
    columns = ["conflict", "reporter", "donor", "recipient", "stage", "amount", "currency"]
    columns += ["reported_on", "period_end"]
    rows = [
        table[columns].astype(dict.fromkeys(columns[:5], "object")) for table in (totals, packages)
    ]
    return pd.concat(rows, ignore_index=True)


def held(statement: dict[str, str], money: pd.DataFrame) -> pd.DataFrame:
    """The rows that say what the article says: who gave or asks, to whom, how much, when."""
    rows = money[
        (money["conflict"] == statement["conflict"]) & (money["currency"] == statement["currency"])
    ]
    for column in ("donor", "recipient", "reporter", "stage"):
        # a package, and a statement on it, may have several donors
        if wanted := set(filter(None, statement[column].split(";"))):
            rows = rows[
                rows[column].map(lambda c, w=wanted: w <= set(str(c).split(";"))).astype(bool)
            ]
    if text := statement["as_of"]:
        first = pd.Timestamp(text)
        last = first + LENGTHS[len(text)] if len(text) in LENGTHS else first
        meant = [
            rows[c].between(first - DELAY, last + DELAY) for c in ("period_end", "reported_on")
        ]
        rows = rows[meant[0] | meant[1]]
    value = int(statement["value"])
    slack = ROUNDING * value if statement["hedge"] in ROUNDED else 0
    return rows[(rows["amount"].astype("Float64") - value).abs() <= slack]


def spelled(statement: dict[str, str]) -> str:
    columns = ("list", "conflict", "donor", "recipient", "stage", "value", "currency", "as_of")
    return " ".join(statement[c] for c in (*columns, "article") if statement[c])


def test_no_figure_once_found_is_lost(money):
    marked = [s for s in statements() if s["found"] == "yes"]
    assert marked
    assert [spelled(s) for s in marked if held(s, money).empty] == []


def test_the_share_of_statements_found_by_list_and_by_war(money):
    found: dict[str, list[bool]] = defaultdict(list)
    for statement in statements():
        hit = not held(statement, money).empty
        for part in (statement["list"], statement["conflict"], "all"):
            found[part].append(hit)
        if hit and statement["found"] != "yes":
            print("to be marked:", spelled(statement))
    for part, hits in sorted(found.items()):
        print(f"{part}: {sum(hits)} of {len(hits)}")
    assert any(found["all"])


def test_twenty_articles_and_more_are_asked():
    assert len({s["article"] for s in statements()}) == 64
