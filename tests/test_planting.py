"""A sample of planted slips: a build stops what it is known to stop, and the tables come back."""

from collections import Counter
from pathlib import Path

import pytest
from planting import __main__ as planting
from planting.judging import Copy
from planting.kinds import KINDS

ROOT = Path(__file__).parents[1]
# kinds of which every slip is stopped, wherever it is planted
ALWAYS = r"^(number|code|day (in|that)|address (of|without|with)|address:|row (twice|once))"
# what a rule or the schema tells of the row alone
TOLD = (
    "accessed_on before published_on",
    "announced_on: year off by one",
    "corroborated_by: an id twice",
    "corroborated_by: wrong id, itself or a comma",
    "formula in a text",
    "invisible or broken characters in a text",
    "line break or tab in a text",
    "package: amount without currency, or the reverse",
    "quantity: million for a unit",
    "range: upper end below the lower",
    "sale and grant mixed up",
    "source that does not exist",
)


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    return Copy(ROOT, tmp_path_factory.mktemp("planting"), into="new")


def test_the_checkout_builds_as_it_is(copy):
    assert copy.as_it_is.errors == []


def test_what_a_rule_tells_of_the_row_is_stopped(copy):
    kinds = [k for k in KINDS if k.name in TOLD or planting.re.search(ALWAYS, k.name)]
    assert len(kinds) > 30
    slips = planting.planted(copy.world, kinds, 1, seed=5)
    for _ in planting.judged(copy, slips, 5, 90):
        pass
    missed = [f"{s.kind}: {s.shown()}" for s in slips if s.outcome not in ("caught", "beside")]
    assert missed == []


def test_a_checkout_is_as_it_was_after_a_slip_is_taken_out(copy):
    before = {f: f.read_bytes() for f in copy.project.curated.rglob("*.csv")}
    [slip] = planting.planted(copy.world, [k for k in KINDS if k.name == "number: decimals"], 1, 3)
    planted = copy.check([slip])
    assert planted.errors
    assert {f: f.read_bytes() for f in copy.project.curated.rglob("*.csv")} == before


def test_kinds_have_names_of_their_own():
    assert [n for n, times in Counter(k.name for k in KINDS).items() if times > 1] == []
