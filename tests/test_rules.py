"""Rules on true data: what breaks each of them, and the true neighbor that keeps it."""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from frames import (
    Frames,
    Row,
    area,
    breaks,
    code,
    copy,
    days_after,
    exception,
    figure,
    findings,
    item,
    method,
    month,
    organization,
    package,
    partition,
    party,
    relation,
    role,
    schemas,
    source,
    total,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from likely import LIKELY

from conflictdata.rules import breaches
from conflictdata.rules.rule import RULES, Breach
from conflictdata.rules.subject import Subject


@dataclass(frozen=True)
class Case:
    """Rows of which the one at `at` breaks a rule, what is said of it, and rows close by that keep
    every rule.
    """

    broken: list[Row]
    at: int
    column: str
    says: str
    kept: list[Row]


APRIL = month("2023-04-01", 169, reported_on="2023-05-02")
TO_1_MAY, TO_7_MAY = (
    figure(value=8709, period_end="2023-05-01"),
    figure(value=8791, period_end="2023-05-07"),
)
INJURED = figure(measure="injured", value=14666)
UMBRELLA = package("NATO-PURL-02", donor="USA", program="PURL", amount=500_000_000)
JOINT = package("US-2022-12-21", program="joint", announced_on="2022-12-21")
DRAWDOWN = package("US-PDA-28", announced_on="2022-12-21", amount=1_000_000_000)
INSIDE = relation("US-PDA-28", "part_of", "US-2022-12-21")
HALVES = [relation(f"NATO-PURL-02-{half}", "part_of", "NATO-PURL-02") for half in "AB"]
SALE = package(
    "US-FMS-2025-08-28-ERAM",
    program="FMS",
    instrument="sale",
    stage="notified",
    announced_on="2025-08-28",
)
PDA_36 = package("US-PDA-36", sequence=36, announced_on="2023-04-19")
PDA_37 = package("US-PDA-37", sequence=37, announced_on="2023-05-03")
PDA_38 = package("US-PDA-38", sequence=38, announced_on="2023-05-21")
RUNNING = {
    "reporter": "us-dod",
    "aid_type": "military",
    "currency": "USD",
    "period_start": "2022-02-24",
}


def valued(row: Row, amount: int) -> Row:
    """A package with an amount in dollars."""
    return row.but(amount=amount, currency="USD", valuation="not_said")


TO_9_MAY = total(
    **RUNNING, amount=36_900_000_000, period_end="2023-05-09", reported_on="2023-05-09"
)
MILITARY = total(aid_type="military", amount=43_100_000_000, period_end="2022-11-20")

TERMS = {
    "organization": "kiel",
    "license": "none stated",
    "attribution": "Kiel Institute",
    "may_relicense": "unknown",
    "url": "https://www.ifw-kiel.de/",
}
TALIBAN = {
    "list": "party",
    "member": "taliban",
    "group": "anti-government-elements",
    "url": "https://unama.unmissions.org/",
}
FTS = {"list": "stage", "code": "funded", "scheme": "fts", "target": "Funding", "match": "exact"}
WORDED = {"list": "measure", "code": "killed", "language": "en", "wording": "dead"}
RECODED = {
    "since": "2026.12.0",
    "table": "casualties",
    "was": "basis=claimed",
    "now": "evidence=asserted",
    "reason": "evidence apart from who says it",
}

CASES = {
    "figure-has-a-number": Case(
        [figure(value=None)],
        at=0,
        column="value",
        says="is empty; read the number on the page",
        kept=[TO_1_MAY, figure(qualifier="range", value=None, low=2, high=3, area="all")],
    ),
    "low-and-high-fit-the-hedge": Case(
        [figure(qualifier="range", value=None, low=350_000, high=290_000)],
        at=0,
        column="qualifier",
        says="qualifier range with value none, low 350000, high 290000",
        kept=[
            figure(qualifier="range", value=None, low=290_000, high=350_000),
            figure(qualifier="range", value=320_000, low=290_000, high=350_000, area="all"),
        ],
    ),
    "evidence-fits-method": Case(
        [figure(evidence="registered")],
        at=0,
        column="evidence",
        says="ohchr knows of killed by registered, and none of its methods says so",
        kept=[TO_1_MAY, figure(evidence="registered"), method("ohchr", "registered")],
    ),
    "reporter-has-a-role": Case(
        [figure(conflict="iraq", area="IRQ"), method("ohchr", "case_verified")],
        at=0,
        column="reporter",
        says="nothing says whose ohchr is in iraq",
        kept=[
            figure(conflict="iraq", area="IRQ"),
            method("ohchr", "case_verified"),
            role("ohchr", "iraq"),
        ],
    ),
    "role-names-its-party": Case(
        [role("uk-mod", role="ally_of_party")],
        at=0,
        column="party",
        says="uk-mod is ally_of_party with party none",
        kept=[role("uk-mod", role="ally_of_party", party="ukraine"), role("csis")],
    ),
    "terms-have-a-page": Case(
        [Row("licenses", {**TERMS, "may_relicense": "no", "url": None})],
        at=0,
        column="may_relicense",
        says="kiel has no without a page",
        kept=[
            Row("licenses", {**TERMS, "may_relicense": "no"}),
            Row("licenses", {**TERMS, "organization": "ocha", "license": None, "url": None}),
        ],
    ),
    "method-names-what-there-is": Case(
        [method("ohchr", "case_verified", measure="deaths")],
        at=0,
        column="measure",
        says="there is no measure 'deaths'",
        kept=[method("ohchr", "case_verified", measure="killed", conflict="syria")],
    ),
    "party-names-conflicts": Case(
        [party("wagner", "russia", conflicts="russia-ukraine;chad")],
        at=0,
        column="conflicts",
        says="there is no conflict 'chad'",
        kept=[party("wagner", "russia", conflicts="russia-ukraine;syria")],
    ),
    "membership-names-both": Case(
        [Row("memberships", {**TALIBAN, "group": "anti-government"})],
        at=0,
        column="member",
        says="there is no party 'anti-government'; did you mean 'anti-government-elements'?",
        kept=[Row("memberships", TALIBAN)],
    ),
    "crosswalk-names-a-code": Case(
        [Row("crosswalks", {**FTS, "code": "received"})],
        at=0,
        column="code",
        says="list stage has no code 'received'",
        kept=[Row("crosswalks", FTS)],
    ),
    "wording-names-a-code": Case(
        [Row("vocabulary", {**WORDED, "code": "deaths"})],
        at=0,
        column="code",
        says="measure has no code 'deaths'",
        kept=[Row("vocabulary", WORDED)],
    ),
    "recoding-names-columns": Case(
        [Row("recodings", {**RECODED, "now": "evidnce=asserted"})],
        at=0,
        column="now",
        says="casualties has no column 'evidnce'; did you mean 'evidence'?",
        kept=[Row("recodings", RECODED)],
    ),
    "period-fits-counting": Case(
        [figure(counting="month", period_start="2023-04-01", period_end="2023-04-23", value=104)],
        at=0,
        column="period_end",
        says="2023-04-01 to 2023-04-23 is no calendar month",
        kept=[
            figure(counting="span", period_start="2023-04-01", period_end="2023-04-23", value=104)
        ],
    ),
    "by-means-upper-bound": Case(
        [figure(date_precision="by", period_end="2023-05-01", reported_on="2023-05-02")],
        at=0,
        column="date_precision",
        says="period_end 2023-05-01 is not reported_on 2023-05-02",
        kept=[figure(date_precision="by", period_end="2023-05-02", reported_on="2023-05-02")],
    ),
    "reported-on-is-known": Case(
        [
            copy("outlet-3-may", "2023-05-03"),
            figure(source="outlet-3-may", reported_on="2023-05-04"),
        ],
        at=0,
        column="reported_on",
        says="nothing shows that it was reported on 2023-05-04",
        kept=[
            copy("outlet-3-may", "2023-05-03"),
            figure(source="outlet-3-may", reported_on="2023-05-02"),
        ],
    ),
    "not-before-its-period-ends": Case(
        [APRIL.but(reported_on="2023-04-24")],
        at=0,
        column="reported_on",
        says="reported on 2023-04-24, before its period ends on 2023-04-30",
        kept=[
            APRIL.but(reported_on="2023-04-24", evidence="modelled"),
            method("ohchr", "modelled"),
        ],
    ),
    "corroborating-sources-exist": Case(
        [figure(corroborated_by="outlet-2-may;outlet-3-may"), copy("outlet-2-may", "2023-05-02")],
        at=0,
        column="corroborated_by",
        says="there is no source 'outlet-3-may'",
        kept=[figure(corroborated_by="outlet-2-may"), copy("outlet-2-may", "2023-05-02")],
    ),
    "killed-and-injured-make-casualties": Case(
        [TO_1_MAY, INJURED, figure(measure="casualties", value=23_357)],
        at=2,
        column="value",
        says="8709 killed and 14666 injured are not 23357 casualties",
        kept=[TO_1_MAY, INJURED, figure(measure="casualties", value=23_375)],
    ),
    "partition-sums": Case(
        [
            TO_1_MAY,
            figure(controlled_by="ukraine", value=6754),
            figure(controlled_by="russia", value=1950),
        ],
        at=0,
        column="value",
        says="the parts of ohchr-control add up to 8704, the total is 8709",
        kept=[
            TO_1_MAY,
            figure(controlled_by="ukraine", value=6754),
            figure(controlled_by="russia", value=1955),
        ],
    ),
    "part-within-whole": Case(
        [TO_1_MAY, figure(age="child", value=8710)],
        at=1,
        column="value",
        says="age child: 8710 is more than 8709 for all",
        kept=[TO_1_MAY, figure(age="child", value=515)],
    ),
    "cumulative-never-falls": Case(
        [TO_1_MAY, TO_7_MAY.but(value=8700)],
        at=1,
        column="value",
        says="8700 by 2023-05-07 is less than 8709 by 2023-05-01",
        kept=[TO_1_MAY, TO_7_MAY],
    ),
    "months-tile-the-cumulative": Case(
        [
            month("2022-02-24", 342, reported_on="2022-04-01"),
            month("2022-03-01", 3028, reported_on="2022-04-01"),
            figure(period_end="2022-03-31", value=3730),
        ],
        at=2,
        column="value",
        says="the months known on 2022-04-01 add up to 3370, the cumulative count is 3730",
        kept=[
            month("2022-02-24", 342, reported_on="2022-04-01"),
            month("2022-03-01", 3028, reported_on="2022-04-01"),
            figure(period_end="2022-03-31", value=3373),
        ],
    ),
    "count-keeps-its-magnitude": Case(
        [TO_1_MAY, TO_7_MAY.but(value=87_910)],
        at=1,
        column="value",
        says="87910 is more than five times away from 8709",
        kept=[TO_1_MAY, TO_7_MAY],
    ),
    "amount-keeps-its-magnitude": Case(
        [
            MILITARY.but(period_end="2022-10-03", reported_on="2022-10-11", amount=27_640_000),
            MILITARY,
            MILITARY.but(period_end="2023-01-15", reported_on="2023-02-21", amount=44_340_000_000),
        ],
        at=0,
        column="amount",
        says=(
            "27640000 is more than a hundred times away from 43100000000, the median for USA"
            " UKR military all EUR"
        ),
        kept=[
            MILITARY.but(period_end="2022-10-03", reported_on="2022-10-11", amount=27_640_000_000),
            MILITARY,
            MILITARY.but(period_end="2023-01-15", reported_on="2023-02-21", amount=44_340_000_000),
        ],
    ),
    "repetition-is-no-wording": Case(
        [APRIL, APRIL.but(reported_on="2023-05-22")],
        at=1,
        column="value",
        says="169 was already the wording of 2023-05-02",
        kept=[APRIL, APRIL.but(reported_on="2023-05-22", value=180)],
    ),
    "rounding-is-no-wording": Case(
        [TO_1_MAY, TO_1_MAY.but(reported_on="2023-05-04", value=8700, qualifier="about")],
        at=1,
        column="value",
        says="about 8700 only rounds the 8709 of 2023-05-02",
        kept=[TO_1_MAY, TO_1_MAY.but(reported_on="2023-05-04", value=8712)],
    ),
    "number-is-unique": Case(
        [PDA_36, PDA_37, PDA_38.but(sequence=37)],
        at=2,
        column="sequence",
        says="USA PDA has number 37 twice",
        kept=[PDA_36, PDA_37, PDA_37.but(package_id="US-USAI-37", program="USAI")],
    ),
    "numbers-rise-with-dates": Case(
        [PDA_36, PDA_37.but(announced_on="2023-04-03")],
        at=1,
        column="announced_on",
        says="USA PDA 37 was announced on 2023-04-03, before number 36 on 2023-04-19",
        kept=[PDA_36, PDA_37.but(announced_on="2023-04-19"), PDA_38],
    ),
    "amount-has-currency": Case(
        [PDA_37.but(amount=300_000_000, currency=None, valuation="ceiling")],
        at=0,
        column="currency",
        says="amount 300000000 with currency none",
        kept=[valued(PDA_37, 300_000_000), PDA_38],
    ),
    "money-relation-has-both-ends": Case(
        [JOINT, DRAWDOWN, relation("US-PDA-28", "part_of", "US-2022-12-22")],
        at=0,
        column="object",
        says="object: there is no package 'US-2022-12-22'",
        kept=[JOINT, DRAWDOWN, INSIDE, relation("US-PDA-28", "funds", "PDA", object_is="program")],
    ),
    "money-does-not-go-round": Case(
        [JOINT, DRAWDOWN, INSIDE, relation("US-2022-12-21", "part_of", "US-PDA-28")],
        at=1,
        column="object",
        says="US-2022-12-21 is part of US-PDA-28 is part of US-2022-12-21",
        kept=[
            JOINT,
            DRAWDOWN,
            INSIDE,
            package("US-PDA-28-PATRIOT", announced_on="2022-12-21"),
            relation("US-PDA-28-PATRIOT", "part_of", "US-PDA-28"),
        ],
    ),
    "parts-within-umbrella": Case(
        [
            UMBRELLA,
            *HALVES,
            package("NATO-PURL-02-A", program="PURL", amount=275_000_000),
            package("NATO-PURL-02-B", program="PURL", amount=226_000_000),
        ],
        at=0,
        column="amount",
        says="its parts add up to 501000000, more than its own 500000000 USD",
        kept=[
            UMBRELLA,
            *HALVES,
            package("NATO-PURL-02-A", program="PURL", amount=275_000_000),
            package("NATO-PURL-02-B", program="PURL", amount=2_000_000_000, currency="NOK"),
        ],
    ),
    "sale-means-fms": Case(
        [SALE.but(instrument="grant")],
        at=0,
        column="instrument",
        says="program FMS with instrument grant and stage notified",
        kept=[SALE, PDA_37],
    ),
    "instrument-is-told": Case(
        [PDA_37.but(instrument="all")],
        at=0,
        column="instrument",
        says="the instrument is all",
        kept=[PDA_37.but(instrument="unspecified")],
    ),
    "valuation-has-amount": Case(
        [PDA_37.but(amount=300_000_000, currency="USD", valuation=None)],
        at=0,
        column="valuation",
        says="amount 300000000 with valuation none",
        kept=[
            PDA_37.but(amount=300_000_000, currency="USD", valuation="ceiling"),
            PDA_38,
        ],
    ),
    "package-keeps-its-magnitude": Case(
        [
            valued(PDA_36, 325_000_000),
            valued(PDA_37, 300),
            valued(PDA_38, 375_000_000),
        ],
        at=1,
        column="amount",
        says="300 is more than a hundred times away from 325000000, the median for USA PDA USD",
        kept=[
            valued(PDA_36, 325_000_000),
            valued(PDA_37, 300_000_000),
            package("US-PDA-29", sequence=29, announced_on="2023-01-06", amount=2_850_000_000),
        ],
    ),
    "total-grows-by-its-packages": Case(
        [
            TO_9_MAY,
            valued(PDA_38, 375_000_000),
            TO_9_MAY.but(amount=38_300_000_000, period_end="2023-05-21", reported_on="2023-05-21"),
        ],
        at=1,
        column="amount",
        says=(
            "grows by 1400000000 from 2023-05-09 to 2023-05-21, and packages of 375000000 were"
            " announced in between"
        ),
        kept=[
            TO_9_MAY,
            valued(PDA_38, 375_000_000),
            TO_9_MAY.but(amount=37_300_000_000, period_end="2023-05-21", reported_on="2023-05-21"),
        ],
    ),
    "quantity-has-qualifier": Case(
        [PDA_36, item("vehicle.logistics", "US-PDA-36", quantity=4, qualifier=None)],
        at=0,
        column="qualifier",
        says="quantity 4 with qualifier none",
        kept=[
            PDA_36,
            item("vehicle.logistics", "US-PDA-36", quantity=4),
            item("anti_armor.tow", "US-PDA-36"),
        ],
    ),
    "unit-has-quantity": Case(
        [PDA_36, item("anti_armor.tow", "US-PDA-36", unit="missiles")],
        at=0,
        column="unit",
        says="quantity none with unit missiles",
        kept=[PDA_36, item("anti_armor.tow", "US-PDA-36", quantity=1500, unit="missiles")],
    ),
    "item-stands-once": Case(
        [
            JOINT,
            DRAWDOWN,
            INSIDE,
            item("air_defense.patriot.battery", "US-2022-12-21"),
            item("air_defense.patriot.battery", "US-PDA-28"),
        ],
        at=1,
        column="item",
        says="air_defense.patriot.battery stands under US-PDA-28 and again under US-2022-12-21",
        kept=[
            JOINT,
            DRAWDOWN,
            INSIDE,
            item("ammunition.rocket.himars", "US-2022-12-21"),
            item("air_defense.patriot.battery", "US-PDA-28"),
        ],
    ),
    "joint-entry-has-its-other-rows": Case(
        [
            PDA_36,
            item("anti_armor.at4", "US-PDA-36", joint_with="anti_armor.javelin"),
            item("anti_armor.javelin", "US-PDA-36"),
        ],
        at=0,
        column="joint_with",
        says="joint_with anti_armor.javelin names no other row that names it",
        kept=[
            PDA_36,
            item("anti_armor.at4", "US-PDA-36", joint_with="anti_armor.javelin"),
            item("anti_armor.javelin", "US-PDA-36", joint_with="anti_armor.at4"),
        ],
    ),
    "primary-host-is-the-publishers": Case(
        [
            source(
                "ohchr-2023-05-02",
                url=(
                    "https://www.miragenews.com/ukraine-civilian-casualty-update-2-may-2023-997890/"
                ),
            )
        ],
        at=0,
        column="url",
        says="www.miragenews.com is no host of ohchr",
        kept=[
            source(
                "ohchr-2023-05-08",
                published_on="2023-05-08",
                url="https://www.ohchr.org/en/news/2023/05/ukraine-civilian-casualty-update-8-may-2023",
            ),
            source("ohchr-report", url="https://ukraine.ohchr.org/en/protection-of-civilians"),
        ],
    ),
    "listing-page-is-no-source": Case(
        [copy("outlet-tag", url="https://interfax.com.ua/en/tag/un-ohchr")],
        at=0,
        column="url",
        says="is a listing (/tag/un-ohchr), which changes",
        kept=[
            copy(
                "outlet-page",
                url="https://interfax.com.ua/en/page/finland-to-provide-a-new-package-of-financial-aid",
            )
        ],
    ),
    "address-stands-once": Case(
        [
            copy("outlet-2-may", url="https://www.interfax.com.ua/news/general/908709.html"),
            copy("outlet-3-may", url="http://interfax.com.ua/news/general/908709.html/"),
        ],
        at=1,
        column="url",
        says="outlet-2-may has the same address",
        kept=[
            copy("outlet-2-may", url="https://www.interfax.com.ua/news/general/908709.html"),
            copy("outlet-3-may", url="https://interfax.com.ua/news/general/908710.html"),
        ],
    ),
    "name-stands-once": Case(
        [
            organization("kuwait-moh", name="Ministry of Health of Kuwait", country="KWT"),
            organization("kwt-moh", name="Ministry of Health of Kuwait", country="KWT"),
        ],
        at=1,
        column="name",
        says="kuwait-moh is called Ministry of Health of Kuwait too",
        kept=[
            organization("the-standard-th", "media", name="The Standard", country="THA"),
            organization("standard-media", "media", name="The Standard", country="KEN"),
        ],
    ),
    "parent-is-in-the-list": Case(
        [code("age", "all"), code("age", "60+", parent="adult")],
        at=1,
        column="parent",
        says="list age has no code 'adult'",
        kept=[
            code("age", "all"),
            code("age", "adult", parent="all"),
            code("age", "60+", parent="adult"),
        ],
    ),
    "parents-do-not-go-round": Case(
        [code("age", "adult", parent="60+"), code("age", "60+", parent="adult")],
        at=1,
        column="parent",
        says="60+ is part of adult is part of 60+",
        kept=[code("age", "adult"), code("age", "60+", parent="adult")],
    ),
    "dotted-code-has-its-parent": Case(
        [code("item", "artillery"), code("item", "artillery.howitzer.155mm", parent="artillery")],
        at=1,
        column="parent",
        says="artillery.howitzer.155mm has the parent artillery",
        kept=[code("item", "artillery"), code("item", "artillery.himars", parent="artillery")],
    ),
    "partition-names-codes": Case(
        [partition(dimension="sex/age", total="all/all", parts="male/adult;adult/female")],
        at=0,
        column="parts",
        says="'adult/female' is nothing that sex/age can be",
        kept=[partition(dimension="sex/age", total="all/adult", parts="male/adult;female/adult")],
    ),
}

CASES |= {rule: Case(*case) for rule, case in LIKELY.items()}
rules = pytest.mark.parametrize("rule", CASES)


@cache
def only_breach(rule: str) -> Breach:
    [breach] = Frames(CASES[rule].broken).breaches(rule)
    return breach


@rules
def test_what_breaks_a_rule_is_found(rule: str) -> None:
    breach = only_breach(rule)
    assert (breach.position, breach.column) == (CASES[rule].at, CASES[rule].column)


@rules
def test_the_message_says_what_is_wrong_and_what_to_do(rule: str) -> None:
    case = CASES[rule]
    finding = only_breach(rule).finding("casualties.csv:2")
    assert case.says in finding.message
    assert finding.message.endswith(f"; {RULES[rule].message} [{rule}]")
    assert str(finding).startswith(f"casualties.csv:2: {case.column}: ")


@rules
def test_the_true_neighbor_keeps_every_rule(rule: str) -> None:
    assert findings(CASES[rule].kept) == []


@rules
def test_a_breach_with_a_reason_is_tolerated(rule: str) -> None:
    rows = [*CASES[rule].broken, exception(rule, only_breach(rule).key)]
    assert [f for f in findings(rows, rule) if rule in f] == []


def test_an_exception_that_no_longer_breaks_its_rule_is_an_error() -> None:
    key = Frames([TO_7_MAY])["casualties"]["figure_id"][0]
    assert findings([TO_1_MAY, TO_7_MAY, exception("cumulative-never-falls", key)]) == [
        f"exceptions: id: {key} does not break cumulative-never-falls"
    ]


NAMED = [(table.name, rule) for table in schemas().values() for rule in table.rules]


# what a build derives is never typed wrongly; test_checking.py breaks these
ON_DERIVED = ("key-says-what-is-counted", "superseded-by-the-next-wording")


def test_every_rule_of_a_schema_is_registered_and_broken_here() -> None:
    named = {rule for _, rule in NAMED}
    assert named == set(RULES) == {*CASES, *ON_DERIVED}


@pytest.mark.parametrize(("table", "rule"), NAMED)
def test_a_rule_looks_at_a_column_of_its_table(table: str, rule: str) -> None:
    column = RULES[rule].column
    assert schemas()[table].field(schemas()[table].value if column == "value" else column)


def test_no_schema_names_a_rule_twice() -> None:
    assert len(NAMED) == len(set(NAMED))


# Counts: killed, injured, casualties


counts = st.integers(0, 10**6)
universal = settings(max_examples=6, deadline=None, derandomize=True)


@universal
@given(counts, counts)
def test_any_killed_and_injured_make_their_sum(killed: int, injured: int) -> None:
    rows = [
        figure(value=killed),
        figure(measure="injured", value=injured),
        figure(measure="casualties", value=killed + injured),
    ]
    assert breaks("killed-and-injured-make-casualties", rows) == []


@universal
@given(counts, counts, counts)
def test_any_other_sum_is_found(killed: int, injured: int, casualties: int) -> None:
    rows = [
        figure(value=killed),
        figure(measure="injured", value=injured),
        figure(measure="casualties", value=casualties),
    ]
    assert bool(breaks("killed-and-injured-make-casualties", rows)) == (
        killed + injured != casualties
    )


def test_hedged_counts_need_not_add_up() -> None:
    rows = [TO_1_MAY, INJURED.but(qualifier="at_least"), figure(measure="casualties", value=23_400)]
    assert breaks("killed-and-injured-make-casualties", rows) == []


def test_counts_of_different_days_need_not_add_up() -> None:
    rows = [
        TO_1_MAY,
        INJURED.but(reported_on="2023-05-03"),
        figure(measure="casualties", value=23_400),
    ]
    assert breaks("killed-and-injured-make-casualties", rows) == []


def test_losses_are_not_the_sum_of_killed_and_injured() -> None:
    assert findings([TO_1_MAY, INJURED, figure(measure="losses", value=30_000)]) == []


# Partitions: parts and wholes


SIX_CELLS = [(sex, age) for age in ("adult", "child") for sex in ("male", "female", "unknown")]
splits = st.lists(counts, min_size=6, max_size=6)


def six_cells(values: list[int]) -> list[Row]:
    return [
        figure(sex=sex, age=age, value=value)
        for (sex, age), value in zip(SIX_CELLS, values, strict=True)
    ]


@universal
@given(splits)
def test_any_split_of_a_total_by_sex_and_age_passes(values: list[int]) -> None:
    assert breaks("partition-sums", [figure(value=sum(values)), *six_cells(values)]) == []


@universal
@given(splits, st.integers(0, 5), st.integers(1, 1000))
def test_any_one_cell_changed_is_found(values: list[int], cell: int, by: int) -> None:
    changed = [value + by if i == cell else value for i, value in enumerate(values)]
    assert breaks("partition-sums", [figure(value=sum(values)), *six_cells(changed)]) == [
        (0, "value")
    ]


def test_with_a_part_missing_the_others_may_fall_short() -> None:
    assert (
        breaks("partition-sums", [figure(value=100), *six_cells([40, 30, 10, 5, 6, 9])[:5]]) == []
    )


def test_with_a_part_missing_the_others_may_not_exceed_the_total() -> None:
    [(at, _)] = breaks("partition-sums", [figure(value=100), *six_cells([60, 30, 0, 5, 6, 0])[:5]])
    assert at == 0


def test_parts_of_a_hedged_total_need_not_add_up_to_it() -> None:
    rows = [
        TO_1_MAY.but(qualifier="at_least", value=8700),
        figure(controlled_by="ukraine", value=6754),
        figure(controlled_by="russia", value=1955),
    ]
    assert breaks("partition-sums", rows) == []


def test_parts_of_another_day_are_not_added() -> None:
    later = {"period_end": "2023-05-07", "reported_on": "2023-05-08"}
    assert (
        findings(
            [
                TO_1_MAY,
                figure(controlled_by="ukraine", value=6820, **later),
                figure(controlled_by="russia", value=1971, **later),
            ]
        )
        == []
    )


def territories(day: str, total_: int, *parts: tuple[str, str, int]) -> list[Row]:
    return [
        figure(period_end=day, value=total_),
        *(figure(period_end=day, area=a, controlled_by=c, value=v) for a, c, v in parts),
    ]


def test_three_territories_are_the_whole_before_march_2023_and_four_from_then() -> None:
    three = (
        ("UA-09+14", "ukraine", 60),
        ("UA-09+14", "russia", 10),
        ("UA-excl-09+14", "ukraine", 30),
    )
    four = (*three, ("UA-excl-09+14", "russia", 5))
    assert breaks("partition-sums", territories("2023-01-29", 100, *three)) == []
    assert breaks("partition-sums", territories("2023-01-29", 105, *three)) == [(0, "value")]
    assert (
        breaks("partition-sums", territories("2023-04-09", 105, *three)) == []
    )  # one of four is not given
    assert breaks("partition-sums", territories("2023-04-09", 105, *four)) == []
    assert breaks("partition-sums", territories("2023-04-09", 106, *four)) == [(0, "value")]


def test_explosive_weapons_and_mines_are_all_causes_until_2024_and_of_a_cumulative_with_other_means_from_february_2023() -> (
    None
):
    def causes(whole: Row, **parts: int) -> list[Row]:
        return [whole, *(whole.but(cause=cause, value=value) for cause, value in parts.items())]

    two, three = (
        {"explosive_wide_area": 160, "mines_erw": 4},
        {"explosive_wide_area": 160, "mines_erw": 4, "other_means": 6},
    )
    for day, parts, found in (
        ("2022-04-01", two, 1),
        ("2023-04-01", two, 1),
        ("2024-04-01", two, 0),
    ):
        assert breaks("partition-sums", causes(month(day, 169), **parts)) == [(0, "value")] * found
    for day, parts, found in (
        ("2023-01-29", two, 1),
        ("2023-05-07", two, 0),
        ("2023-05-07", three, 1),
        ("2024-05-07", three, 0),
    ):
        assert (
            breaks("partition-sums", causes(figure(period_end=day, value=169), **parts))
            == [(0, "value")] * found
        )


@universal
@given(st.lists(st.integers(10**8, 10**12), min_size=3, max_size=3))
def test_amounts_rounded_to_ten_millions_still_make_their_total(amounts: list[int]) -> None:
    kinds = zip(("military", "financial", "humanitarian"), amounts, strict=True)
    rows = [
        total(amount=sum(amounts)),
        *(total(aid_type=kind, amount=round(amount, -7)) for kind, amount in kinds),
    ]
    assert breaks("partition-sums", rows) == []


def test_amounts_that_miss_their_total_by_more_than_rounding_are_found() -> None:
    parts = [
        ("military", 44_340_000_000),
        ("financial", 25_110_000_000),
        ("humanitarian", 3_720_000_000),
    ]
    rows = [
        total(amount=73_170_000_000),
        *(total(aid_type=kind, amount=amount) for kind, amount in parts),
    ]
    assert breaks("partition-sums", rows) == []
    assert breaks("partition-sums", [rows[0].but(amount=73_190_000_000), *rows[1:]]) == [
        (0, "amount")
    ]


@universal
@given(counts, counts)
def test_a_part_never_exceeds_its_whole(part: int, whole: int) -> None:
    rows = [figure(value=whole), figure(area="UA-09+14", value=part)]
    assert bool(breaks("part-within-whole", rows)) == (part > whole)


def test_a_part_of_a_part_never_exceeds_the_whole() -> None:
    rows = [
        figure(value=500),
        figure(age="0-5", value=501),
        area("UA-14", "UA-09+14"),
        figure(area="UA-14", value=502),
    ]
    assert breaks("part-within-whole", rows) == [(2, "value"), (1, "value")]


def test_killed_are_part_of_casualties_and_military_aid_of_the_total() -> None:
    assert breaks("part-within-whole", [TO_1_MAY, figure(measure="casualties", value=8000)]) == [
        (0, "value")
    ]
    assert breaks(
        "part-within-whole", [total(), total(aid_type="military", amount=74_340_000_000)]
    ) == [(1, "amount")]


def test_an_amount_may_exceed_its_whole_by_rounding() -> None:
    assert (
        breaks(
            "part-within-whole",
            [total(amount=44_300_000_000), total(aid_type="military", amount=44_340_000_000)],
        )
        == []
    )


@pytest.mark.parametrize(
    ("part", "whole", "found"),
    [
        ("about", "exact", 0),
        ("up_to", "exact", 0),
        ("at_least", "exact", 1),
        ("exact", "at_least", 0),
        ("exact", "nearly", 1),
    ],
)
def test_only_hedges_that_can_contradict_each_other_do(part: str, whole: str, found: int) -> None:
    rows = [figure(value=500, qualifier=whole), figure(age="child", value=515, qualifier=part)]
    assert len(breaks("part-within-whole", rows)) == found


# Lines: what may follow what


def weekly(values: list[int], **cells: str) -> list[Row]:
    return [
        figure(period_end=days_after("2022-03-06", 7 * i), value=value, **cells)
        for i, value in enumerate(values)
    ]


lines = st.lists(counts, min_size=2, max_size=8)


@universal
@given(lines)
def test_any_cumulative_that_never_falls_passes(values: list[int]) -> None:
    assert breaks("cumulative-never-falls", weekly(sorted(values))) == []


@universal
@given(lines)
def test_every_fall_of_a_cumulative_is_found(values: list[int]) -> None:
    falls = [
        (i, "value")
        for i, (before, after) in enumerate(pairwise(values), start=1)
        if after < before
    ]
    assert sorted(breaks("cumulative-never-falls", weekly(values))) == falls


@universal
@given(lines)
def test_people_of_unknown_sex_may_become_fewer(values: list[int]) -> None:
    assert breaks("cumulative-never-falls", weekly(values, sex="unknown", age="adult")) == []


def test_days_that_are_only_upper_bounds_say_nothing_of_a_fall() -> None:
    assert (
        breaks(
            "cumulative-never-falls",
            [
                TO_1_MAY,
                figure(
                    value=8700,
                    period_end="2023-05-08",
                    reported_on="2023-05-08",
                    date_precision="by",
                ),
            ],
        )
        == []
    )


def test_months_and_other_stretches_may_fall() -> None:
    assert findings([month("2023-03-01", 200), month("2023-04-01", 169)]) == []


def test_a_correction_of_an_old_day_does_not_accuse_what_was_reported_before_it() -> None:
    corrected = [
        TO_1_MAY.but(value=8800, reported_on="2023-05-22"),
        TO_7_MAY.but(value=8880, reported_on="2023-05-22"),
    ]
    assert breaks("cumulative-never-falls", [TO_1_MAY, TO_7_MAY, *corrected]) == []


def test_a_later_correction_does_not_hide_a_fall_that_was_printed() -> None:
    printed = [TO_1_MAY, TO_7_MAY.but(value=8700)]
    corrected = [
        TO_1_MAY.but(value=8800, reported_on="2023-05-22"),
        TO_7_MAY.but(value=8880, reported_on="2023-05-22"),
    ]
    assert breaks("cumulative-never-falls", [*printed, *corrected]) == [(1, "value")]


def test_what_is_current_never_falls_although_it_was_reported_in_another_order() -> None:
    corrected = TO_1_MAY.but(reported_on="2023-05-10", value=8800)
    assert breaks("cumulative-never-falls", [TO_1_MAY, corrected, TO_7_MAY]) == [(2, "value")]


def test_a_donor_may_take_a_commitment_back_so_falling_aid_is_only_a_warning() -> None:
    rows = [total(period_end="2023-01-15"), total(period_end="2023-02-24", amount=71_300_000_000)]
    [finding] = Frames(rows).findings()
    assert finding.warning
    assert finding.column == "amount"
    assert str(finding).startswith(
        "aid_totals 1: amount: warning: 71300000000 by 2023-02-24 is less than 73100000000"
    )


@universal
@given(st.lists(st.integers(1, 5000), min_size=1, max_size=6), st.integers(-1, 1))
def test_any_months_of_one_update_add_up_to_its_cumulative_count(
    values: list[int], off: int
) -> None:
    firsts = ["2022-02-24", *(f"2022-{m:02}-01" for m in range(3, 8))][: len(values)]
    last = month(firsts[-1], 0).cells
    months = [
        month(first, value, reported_on=last["reported_on"])
        for first, value in zip(firsts, values, strict=True)
    ]
    wrong = sum(values) + off * max(1, sum(values) // 2)
    rows = [*months, figure(period_end=last["period_end"], value=wrong)]
    assert breaks("months-tile-the-cumulative", rows) == ([(len(values), "value")] if off else [])


def test_an_update_that_repeats_some_months_may_have_added_to_the_others() -> None:
    rows = [month("2022-02-24", 342), month("2022-03-01", 3028, reported_on="2022-04-01")]
    assert (
        breaks("months-tile-the-cumulative", [*rows, figure(period_end="2022-03-31", value=3400)])
        == []
    )
    assert breaks(
        "months-tile-the-cumulative", [*rows, figure(period_end="2022-03-31", value=3300)]
    ) == [(2, "value")]


def test_months_count_in_the_wording_known_on_the_day_of_the_cumulative() -> None:
    rows = [
        month("2022-02-24", 342, reported_on="2022-04-01"),
        month("2022-03-01", 3028, reported_on="2022-04-01"),
        figure(period_end="2022-03-31", value=3370),
        month("2022-03-01", 4094, reported_on="2023-05-02"),
    ]
    assert breaks("months-tile-the-cumulative", rows) == []


def test_late_deaths_go_to_old_months_so_a_month_is_not_the_change_of_the_cumulative() -> None:
    rows = [
        figure(period_end="2023-03-31", value=8500),
        month("2023-04-01", 169, reported_on="2023-05-01"),
        figure(period_end="2023-04-30", value=8709),
    ]
    assert findings(rows) == []


@pytest.mark.parametrize("day", ["2023-05-03", "2023-05-22"])
def test_a_gap_in_the_months_says_nothing_against_the_cumulative(day: str) -> None:
    rows = [
        month("2022-02-24", 342),
        month("2022-04-01", 660, reported_on=day),
        figure(period_end="2023-05-01", value=8709, reported_on=day),
    ]
    assert breaks("months-tile-the-cumulative", rows) == []


def test_a_count_may_grow_fivefold_from_a_small_beginning_or_over_months() -> None:
    assert breaks("count-keeps-its-magnitude", weekly([40, 364])) == []
    assert (
        breaks(
            "count-keeps-its-magnitude",
            [
                figure(period_end="2022-03-06", value=364),
                figure(period_end="2022-06-05", value=4000),
            ],
        )
        == []
    )


def test_two_amounts_do_not_tell_which_is_wrong() -> None:
    assert (
        breaks(
            "amount-keeps-its-magnitude",
            [
                MILITARY,
                MILITARY.but(period_end="2023-01-15", reported_on="2023-02-21", amount=44_340_000),
            ],
        )
        == []
    )


def test_a_value_that_returns_after_another_is_a_wording() -> None:
    rows = [
        APRIL,
        APRIL.but(reported_on="2023-05-22", value=180),
        APRIL.but(reported_on="2023-08-14", value=169),
    ]
    assert findings(rows) == []


@pytest.mark.parametrize(
    ("qualifier", "value", "low", "high"),
    [
        ("exact", 8709, 8709, 8709),
        ("at_least", 8709, 8709, None),
        ("more_than", 8709, 8709, None),
        ("up_to", 8709, None, 8709),
        ("nearly", 8709, None, 8709),
        ("about", 8709, None, None),
    ],
)
def test_low_and_high_are_what_the_wording_allows(
    qualifier: str, value: int, low: int | None, high: int | None
) -> None:
    row = Frames([figure(qualifier=qualifier, value=value)])["casualties"].iloc[0]
    assert [None if pd.isna(row[c]) else row[c] for c in ("low", "high")] == [low, high]


def test_a_range_needs_two_ends_and_nothing_else_has_ends_of_its_own() -> None:
    rule = "low-and-high-fit-the-hedge"
    half = figure(qualifier="range", value=None, low=290_000)
    assert "value none, low 290000, high none" in findings([half], rule)[0]
    for wrong in (
        figure(qualifier="range", value=360_000, low=290_000, high=350_000),
        figure(qualifier="about", value=290_000, high=350_000),
        figure(qualifier="at_least", value=290_000, low=280_000),
        figure(qualifier="exact", value=None, low=290_000, high=350_000),
    ):
        assert breaks(rule, [wrong]) == [(0, "qualifier")]


def test_a_range_is_repeated_only_if_both_ends_are() -> None:
    ranged = figure(qualifier="range", value=None, low=290_000, high=350_000)
    assert breaks("repetition-is-no-wording", [ranged, ranged.but(reported_on="2023-05-04")]) == [
        (1, "value")
    ]
    assert (
        breaks(
            "repetition-is-no-wording",
            [ranged, ranged.but(reported_on="2023-05-04", high=360_000)],
        )
        == []
    )


def test_the_least_of_a_part_is_held_against_the_most_of_the_whole() -> None:
    whole = figure(qualifier="range", value=None, low=400, high=500)
    assert breaks("part-within-whole", [whole, figure(age="child", value=500)]) == []
    assert breaks("part-within-whole", [whole, figure(age="child", value=501)]) == [(1, "value")]
    part = figure(age="child", qualifier="range", value=None, low=450, high=900)
    assert breaks("part-within-whole", [figure(value=450), part]) == []
    assert breaks("part-within-whole", [figure(value=449), part]) == [(1, "value")]


DISPUTED = "the page contradicts itself"


@pytest.mark.parametrize(
    "rule",
    [
        "killed-and-injured-make-casualties",
        "partition-sums",
        "part-within-whole",
        "cumulative-never-falls",
        "months-tile-the-cumulative",
    ],
)
def test_no_sum_is_asked_of_a_row_that_its_page_contradicts(rule: str) -> None:
    broken = CASES[rule].broken
    for i, row in enumerate(broken):
        rows = [*broken[:i], row.but(disputed=DISPUTED), *broken[i + 1 :]]
        assert breaks(rule, rows) == []


def test_what_is_disputed_is_said_on_the_row() -> None:
    row = Frames([TO_1_MAY.but(disputed=DISPUTED)])["casualties"].iloc[0]
    assert row["warnings"].split(";") == ["minimum", "disputed"]


def test_who_says_it_is_told_apart_from_how_it_is_known() -> None:
    british = {"reporter": "uk-mod", "population": "military", "affiliation": "russia"}
    rows = Frames([TO_1_MAY, figure(**british, evidence="asserted", area="all")])["casualties"]
    assert list(rows["reporter_role"]) == ["neutral", "ally_of_party"]
    assert list(rows["warnings"]) == ["minimum", "asserted;said_by_ally"]


def test_evidence_holds_from_the_day_of_its_method() -> None:
    later = method("ohchr", "registered", valid_from="2023-05-10")
    row = figure(evidence="registered")
    found = findings([row, later], "evidence-fits-method")
    assert "its method says so from 2023-05-10 on" in found[0]
    moved = row.but(period_end="2023-05-09", reported_on="2023-05-10")
    assert findings([moved, later], "evidence-fits-method") == []


@pytest.mark.parametrize(
    ("value", "qualifier", "found"),
    [
        *((8000, "more_than", 1), (8710, "nearly", 1), (9000, "about", 1), (10_000, "about", 1)),
        *((8710, "exact", 0), (8900, "about", 0), (8709, "about", 0)),  # the last is not rounded
    ],
)
def test_a_rounded_repetition_never_becomes_the_newest_wording(
    value: int, qualifier: str, found: int
) -> None:
    rows = [TO_1_MAY, TO_1_MAY.but(reported_on="2023-05-04", value=value, qualifier=qualifier)]
    assert len(breaks("rounding-is-no-wording", rows)) == found


def test_figures_of_which_none_can_be_a_whole_are_no_parts_of_one() -> None:
    ranged = figure(qualifier="range", value=None, low=290_000, high=350_000, area="all")
    assert findings([ranged]) == []


# Days: what a period is, and how the day of a report is known


@pytest.mark.parametrize(
    ("counting", "start", "end", "fits"),
    [
        ("month", "2023-04-01", "2023-04-30", True),
        ("month", "2022-02-24", "2022-02-28", True),
        ("month", "2022-02-23", "2022-02-28", False),
        ("month", "2023-04-01", "2023-05-31", False),
        ("month", "2022-03-24", "2022-03-31", False),
        ("year", "2023-01-01", "2023-12-31", True),
        ("year", "2022-02-24", "2022-12-31", True),
        ("year", "2022-01-24", "2022-12-31", False),
        ("year", "2023-01-01", "2024-12-31", False),
        ("span", "2023-04-25", "2023-05-01", True),
        ("span", "2023-05-01", "2023-04-25", False),
        ("cumulative", "2023-05-01", "2023-04-25", False),
        ("stock", "2024-09-28", "2024-09-28", True),
        ("stock", "2022-02-24", "2024-09-28", False),
        ("day", "2023-05-01", "2023-05-01", True),
        ("day", "2023-05-01", "2023-05-02", False),
        ("quarter", "2023-04-01", "2023-06-30", True),
        ("quarter", "2022-02-24", "2022-03-31", True),
        ("quarter", "2023-03-01", "2023-05-31", False),
        ("quarter", "2023-01-01", "2023-06-30", False),
    ],
)
def test_a_period_is_what_its_counting_says(
    counting: str, start: str, end: str, fits: bool
) -> None:
    rows = [figure(counting=counting, period_start=start, period_end=end)]
    assert bool(breaks("period-fits-counting", rows)) != fits


@pytest.mark.parametrize(
    ("precision", "end", "fits"),
    [
        ("month", "2023-11-30", True),
        ("month", "2023-11-15", False),
        ("year", "2022-12-31", True),
        ("year", "2022-11-30", False),
        ("mid_month", "2023-11-15", True),
        ("mid_month", "2023-11-30", False),
    ],
)
def test_a_month_or_year_as_as_of_day_is_its_last_day(precision: str, end: str, fits: bool) -> None:
    assert (
        bool(breaks("by-means-upper-bound", [figure(date_precision=precision, period_end=end)]))
        != fits
    )


def test_as_of_day_and_day_of_publication_may_be_the_same() -> None:
    assert findings([figure(period_end="2023-05-01", reported_on="2023-05-01")]) == []


def test_a_month_may_be_reported_before_it_is_over_if_only_the_month_is_known() -> None:
    row = figure(date_precision="month", period_end="2023-11-30", reported_on="2023-11-20")
    assert breaks("not-before-its-period-ends", [row]) == []
    assert breaks("not-before-its-period-ends", [row.but(reported_on="2023-10-31")]) == [
        (0, "reported_on")
    ]


def test_the_middle_of_a_month_may_be_reported_before_it() -> None:
    row = figure(date_precision="mid_month", period_end="2023-11-15", reported_on="2023-11-13")
    assert breaks("not-before-its-period-ends", [row]) == []
    assert breaks("not-before-its-period-ends", [row.but(reported_on="2023-10-31")]) == [
        (0, "reported_on")
    ]


def test_the_first_year_of_a_count_starts_when_its_reporter_begins() -> None:
    """Kiel counts from 24 January 2022, a month before the conflict."""
    year = {"counting": "year", "period_end": "2022-12-31", "reported_on": "2023-02-21"}
    assert findings([total(**year, period_start="2022-01-24")]) == []
    assert breaks("period-fits-counting", [total(**year, period_start="2022-01-25")])
    assert breaks(
        "period-fits-counting", [total(**year, period_start="2022-01-24", reporter="us-dod")]
    )


def test_an_act_is_of_one_day() -> None:
    act = total(counting="act", period_start="2023-03-23", period_end="2023-03-23")
    assert findings([act]) == []
    assert breaks("period-fits-counting", [act.but(period_start="2023-03-22")]) == [
        (0, "period_end")
    ]


def test_a_plan_looks_ahead() -> None:
    plan = total(
        counting="plan",
        period_start="2023-01-01",
        period_end="2027-12-31",
        reported_on="2023-02-16",
    )
    assert findings([plan]) == []
    assert breaks("not-before-its-period-ends", [plan.but(counting="span")]) == [(0, "reported_on")]


def how_known(row: Row, *others: Row) -> str | None:
    figures = Frames([row, *others])["casualties"]
    known = figures["reported_on_is"][0]
    return known if isinstance(known, str) else None


COPY_OF_3_MAY = figure(source="outlet-3-may")


def test_a_day_on_the_reporters_page_or_a_verbatim_copy_is_stated() -> None:
    mirage = source("mirage-2-may", "mirage-news", published_on="2023-05-02", tier="republished")
    assert how_known(figure(source="mirage-2-may"), mirage) == "stated"
    assert (
        how_known(
            COPY_OF_3_MAY.but(corroborated_by="mirage-2-may"),
            mirage,
            copy("outlet-3-may", "2023-05-03"),
        )
        == "stated"
    )


def test_a_day_that_a_copy_names_is_earlier_than_the_copy() -> None:
    """A page of Thursday says that it was said on Wednesday; a curator has to have read that."""
    said = figure(
        source="outlet-3-may",
        reported_on="2023-05-02",
        period_end="2023-05-02",
        date_precision="by",
    )
    page = copy("outlet-3-may", "2023-05-03")
    assert how_known(said, page) is None
    assert how_known(said.but(reported_on_is="named"), page) == "named"
    later = said.but(reported_on="2023-05-04", period_end="2023-05-04", reported_on_is="named")
    assert breaks("reported-on-is-known", [later, page]) == [(0, "reported_on")]
    same_day = said.but(reported_on="2023-05-03", period_end="2023-05-03", reported_on_is="named")
    assert breaks("reported-on-is-known", [same_day, page]) == [(0, "reported_on")]


def test_a_day_typed_as_named_is_found_when_rows_before_it_are_not_proved() -> None:
    """A check leaves out rows that are unsound, so that places and labels are not the same."""
    page = copy("outlet-3-may", "2023-05-03")
    wrong = COPY_OF_3_MAY.but(reported_on_is="named")
    frames = Frames([figure(measure="injured"), wrong, page]).frames
    sound = Subject(schemas()["casualties"], frames["casualties"].iloc[[1]], frames)
    assert [b.position for b in breaches(sound, only="reported-on-is-known")] == [0]


def test_the_usual_delay_infers_a_day_not_later_than_the_earliest_copy() -> None:
    assert how_known(COPY_OF_3_MAY, copy("outlet-3-may", "2023-05-03")) == "inferred"
    assert how_known(COPY_OF_3_MAY, copy("outlet-3-may")) == "inferred"
    assert how_known(COPY_OF_3_MAY, copy("outlet-3-may", "2023-05-01")) is None


def test_the_earliest_dated_copy_is_an_upper_bound() -> None:
    first, later = copy("outlet-3-may", "2023-05-03"), copy("outlet-9-may", "2023-05-09")
    row = COPY_OF_3_MAY.but(corroborated_by="outlet-9-may")
    assert how_known(row.but(reported_on="2023-05-03"), first, later) == "copy"
    assert how_known(row.but(reported_on="2023-05-09"), first, later) is None


def test_the_other_figures_of_an_update_share_its_day() -> None:
    undated = copy("outlet-undated")
    old_month = month("2023-03-01", 200, reported_on="2023-05-02", source="outlet-undated")
    assert how_known(old_month, undated) is None
    assert how_known(old_month, undated, TO_1_MAY) == "inferred"
    assert how_known(old_month.but(reporter="us-dod"), undated, TO_1_MAY) is None


def test_a_reporter_without_a_rhythm_needs_a_dated_copy() -> None:
    row = figure(reporter="uk-mod", source="outlet-undated")
    assert how_known(row, organization("uk-mod"), copy("outlet-undated")) is None
    assert (
        how_known(row, organization("uk-mod", usual_delay=1), copy("outlet-undated")) == "inferred"
    )


# Packages and what figures refer to


def test_packages_of_other_donors_have_their_own_numbers() -> None:
    assert (
        findings([PDA_37, code("donor", "FIN"), PDA_37.but(package_id="FIN-37", donor="FIN")]) == []
    )


def test_packages_without_a_number_are_not_compared() -> None:
    assert (
        findings(
            [
                PDA_37.but(sequence=None),
                PDA_36.but(sequence=None),
                PDA_38.but(announced_on="2021-01-01", sequence=None),
            ]
        )
        == []
    )


def test_an_umbrella_without_an_amount_holds_any_parts() -> None:
    other = package(
        "US-USAI-2022-12-21", program="USAI", amount=850_000_000, announced_on="2022-12-21"
    )
    rows = [
        JOINT,
        DRAWDOWN,
        INSIDE,
        other,
        relation(other.cells["package_id"], "part_of", "US-2022-12-21"),
    ]
    assert findings(rows) == []


def test_parts_of_parts_count_in_the_umbrella_that_has_an_amount() -> None:
    inner = package("NATO-PURL-02-A", program="PURL")
    rows = [
        UMBRELLA,
        *HALVES,
        inner,
        package("NATO-PURL-02-B", program="PURL", amount=300_000_000),
        package("NATO-PURL-02-C", program="PURL", amount=201_000_000),
        relation("NATO-PURL-02-C", "part_of", "NATO-PURL-02-A"),
    ]
    assert breaks("parts-within-umbrella", rows) == [(0, "amount")]


def test_nothing_but_a_foreign_military_sale_is_a_sale() -> None:
    assert breaks("sale-means-fms", [PDA_37.but(instrument="sale")]) == [(0, "instrument")]
    assert breaks("sale-means-fms", [PDA_37.but(stage="notified")]) == [(0, "instrument")]


def test_a_source_does_not_corroborate_itself() -> None:
    assert breaks("corroborating-sources-exist", [figure(corroborated_by="ohchr-2023-05-02")]) == [
        (0, "corroborated_by")
    ]


@pytest.mark.parametrize(
    ("path", "listing"),
    [
        ("", True),
        ("/", True),
        ("/tags/stingers", True),
        ("/topic/ukraine/", True),
        ("/en/category/news/page/2353", True),
        ("/search?q=ukraine", True),
        ("/news/page/2", True),
        ("/author/somebody", True),
        ("/searching-for-the-missing", False),
        ("/news/search-and-rescue-2023", False),
        ("/news/tagged-vehicles", False),
        ("/pages/page-1119", False),
    ],
)
def test_a_listing_is_no_source(path: str, listing: bool) -> None:
    assert (
        bool(
            breaks(
                "listing-page-is-no-source", [copy("outlet", url=f"https://interfax.com.ua{path}")]
            )
        )
        == listing
    )


@pytest.mark.parametrize(
    "host", ["ohchr.org.example.com", "notohchr.org", "web.test.ohchr.un-icc.cloud"]
)
def test_a_host_that_only_looks_like_the_publishers_is_found(host: str) -> None:
    assert breaks(
        "primary-host-is-the-publishers", [source("page", url=f"https://{host}/news")]
    ) == [(0, "url")]


def test_only_primary_sources_must_stand_on_their_publishers_hosts() -> None:
    assert (
        breaks(
            "primary-host-is-the-publishers",
            [source("page", url="https://example.org/news", tier="secondary")],
        )
        == []
    )


# The order of the rows


FIGURES = [
    row
    for rule in (
        "killed-and-injured-make-casualties",
        "partition-sums",
        "cumulative-never-falls",
        "months-tile-the-cumulative",
        "rounding-is-no-wording",
    )
    for row in CASES[rule].broken
]
FIGURES = [row for i, row in enumerate(FIGURES) if row not in FIGURES[:i]]


def broken_keys(rows: list[Row]) -> set[tuple[str, str]]:
    return {(b.rule.name, b.key) for b in Frames(rows).breaches()}


@settings(universal, max_examples=3)
@given(st.permutations(FIGURES))
def test_the_order_of_the_rows_changes_nothing(rows: list[Row]) -> None:
    assert broken_keys(rows) == broken_keys(FIGURES)


def test_lines_are_told_apart_however_many_dimensions_they_have() -> None:
    """Nine columns of a thousand values have more combinations than a number of 64 bits."""
    rng = np.random.default_rng(1)
    columns = {f"c{i}": rng.integers(0, 1000, 2000).astype(str) for i in range(9)}
    frame = pd.DataFrame(columns)
    frame = pd.concat([frame, frame.head(500)], ignore_index=True)
    ids = Subject(schemas()["casualties"], frame, {}).ids(list(columns))
    assert pd.Series(ids).duplicated().tolist() == frame.duplicated().tolist()


def test_no_rows_break_nothing() -> None:
    assert findings([]) == []
    empty = Frames([])
    assert [len(empty[table]) for table in schemas()] == [0] * len(schemas())


def test_the_first_month_of_casualties_begins_with_the_conflict():
    """1 to 28 February 2022 would be a second line beside 24 to 28 February."""
    assert breaks("period-fits-counting", [month("2022-02-01", 336)])
    assert not breaks("period-fits-counting", [month("2022-02-01", 336, period_start="2022-02-24")])
