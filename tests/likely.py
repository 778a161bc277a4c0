"""Rows that are not likely beside others, and their true neighbors: for each rule what breaks it,
where, what is said, and what keeps every rule.
"""

from __future__ import annotations

from frames import Row, copy, figure, item, month, organization, package, source, total

DAYS = [f"2023-{m:02}-{d:02}" for m in range(1, 5) for d in range(1, 13)]
# forty-eight figures of one line
LONG = [figure(value=7000 + i, period_end=day) for i, day in enumerate(DAYS)]
LONGER = [
    figure(value=900 + i, measure="injured", sex=sex, period_end=day)
    for i, day in enumerate(DAYS)
    for sex in ("male", "female")
]
LAST = {"period_end": "2023-05-01"}
KIEL = [
    total(amount=70_000_000_000 + i * 10**8, period_end=day, reported_on=day)
    for i, day in enumerate(DAYS)
]
PDAS = [
    package(f"US-PDA-{n}", sequence=n, announced_on=f"2023-{n - 29:02}-03", amount=n * 10**7)
    for n in range(31, 37)
]
LATER = {"sequence": 37, "announced_on": "2023-08-03"}
PAGE = {"published_on": "2023-05-02"}
TOW = [
    item("anti_armor.tow", p.cells["package_id"], wording="TOW missiles", quantity=1000 + i)
    for i, p in enumerate(PDAS)
]
LIST = copy("list-page", "2023-02-05")
LISTED = [item(c, "US-PDA-31", source="list-page") for c in ("anti_armor.tow", "anti_armor.at4")]
LISTED += [item(c, "US-PDA-31", source="list-page") for c in ("anti_armor.javelin", "medical")]
ELSEWHERE = item("engineering", "US-PDA-32", source="list-page")
SAME_PAGE = [
    figure(measure=m, value=v, source="ohchr-2023-05-02")
    for m, v in (("killed", 8709), ("injured", 14666), ("casualties", 23375))
]
OHCHR_PAGE = source("ohchr-2023-05-02", **PAGE)
WITHIN = figure(area="UA-09+14", value=4078, source="ohchr-2023-05-02")
DETAILED = "https://interfax.com.ua/news/general/900001-update"

# rule -> broken rows, the number of the row in its table, its column, what is said, kept rows
LIKELY = {
    "text-is-plain": (
        [figure(note='=HYPERLINK("http://example.org")')],
        0,
        "note",
        "note begins like a formula: '=HYPERLINK(\"http://e'",
        [figure(note="a dash - and 2+3 inside are no formula", locator="“third” paragraph, Київ")],
    ),
    "name-is-plain": (
        [organization("a-ministry", name="-2+3")],
        0,
        "name",
        "name begins like a formula: '-2+3'",
        [organization("a-ministry", name="Ministry of 2+3")],
    ),
    "read-after-published": (
        [source("ohchr-2023-05-02", published_on="2023-05-02", accessed_on="2023-05-01")],
        0,
        "accessed_on",
        "read on 2023-05-01, and published on 2023-05-02",
        [source("ohchr-2023-05-02", published_on="2023-05-02", accessed_on="2023-05-02")],
    ),
    "id-says-the-day": (
        [copy("outlet-2023-05-02", "2023-02-05")],
        0,
        "published_on",
        "outlet-2023-05-02 says 2023-05-02, and it was published on 2023-02-05",
        [copy("outlet-2023-05-02", "2023-05-02"), copy("outlet-undated-swe-2023-05-02")],
    ),
    "address-is-whole": (
        [copy("short", url=DETAILED[:-3]), copy("long", url=DETAILED)],
        0,
        "url",
        "it is the beginning of interfax.com.ua/news/general/900001-update",
        [copy("short", url=DETAILED), copy("long", url=DETAILED + "/part-2")],
    ),
    "host-is-not-anothers": (
        [copy("page", url="https://www.ohchr.org/en/news/2023")],
        0,
        "publisher",
        "ohchr.org is a host of ohchr, and not of interfax-ukraine",
        [copy("page"), copy("page-2", url="https://example.org/copy")],
    ),
    "primary-is-the-reporters": (
        [copy("page", tier="primary")],
        0,
        "tier",
        "interfax-ukraine is of kind",
        [copy("page"), source("own")],
    ),
    "corroborates-once": (
        [figure(corroborated_by="outlet-2-may;outlet-2-may"), copy("outlet-2-may", "2023-05-02")],
        0,
        "corroborated_by",
        "'outlet-2-may' stands in it twice",
        [figure(corroborated_by="outlet-2-may"), copy("outlet-2-may", "2023-05-02")],
    ),
    "area-is-inside-the-conflict": (
        [figure(area="AFG")],
        0,
        "area",
        "AFG is in the area of afghanistan",
        [figure(area="UA-09+14"), figure(area="all", measure="injured")],
    ),
    "code-is-usual-for-its-reporter": (
        [*LONG, *LONGER, figure(value=9, population="journalist", **LAST)],
        len(LONG) + len(LONGER),
        "population",
        "population journalist stands nowhere else in 145 of russia-ukraine ohchr",
        [
            *LONG,
            *LONGER,
            figure(value=8, population="journalist", period_end="2023-04-01"),
            figure(value=9, population="journalist", **LAST),
        ],
    ),
    "line-has-more-than-one-figure": (
        [*LONG, figure(value=9, sex="female", **LAST)],
        48,
        "sex",
        "the only figure with sex female, beside a line of many",
        [*LONG[:20], figure(value=9, sex="female", **LAST)],
    ),
    "currency-is-usual": (
        [*PDAS, package("US-PDA-37", amount=35 * 10**7, **LATER).but(currency="EUR")],
        6,
        "currency",
        "currency EUR stands nowhere else in 7 of USA PDA",
        [*PDAS, package("US-PDA-37", amount=35 * 10**7, **LATER)],
    ),
    "stage-is-usual": (
        [*PDAS, package("US-PDA-37", stage="disbursed", **LATER)],
        6,
        "stage",
        "stage disbursed stands nowhere else in 7 of USA PDA",
        [*PDAS[:3], package("US-PDA-37", stage="authorized", **LATER)],
    ),
    "package-is-usual-for-its-program": (
        [*PDAS, package("US-PDA-37", aid_type="humanitarian", **LATER)],
        6,
        "aid_type",
        "aid_type humanitarian stands nowhere else in 7 of USA PDA",
        [*PDAS, package("US-PDA-37", **LATER)],
    ),
    "stretch-is-like-those-beside-it": (
        [month("2023-03-01", 178), month("2023-04-01", 1690), month("2023-05-01", 180)],
        1,
        "value",
        "1690 stands between 178 and 180",
        [month("2023-03-01", 178), month("2023-04-01", 169), month("2023-05-01", 180)],
    ),
    "count-grows-like-before": (
        [
            figure(value=8000, period_end="2023-04-24"),
            figure(value=9700, period_end="2023-04-25"),
            figure(value=9710, period_end="2023-05-20"),
        ],
        1,
        "value",
        "9700 on 2023-04-25 stands apart from 8000 on 2023-04-24 and 9710 on 2023-05-20",
        [
            figure(value=8000, period_end="2023-04-24"),
            figure(value=8010, period_end="2023-04-25"),
            figure(value=8200, period_end="2023-05-20"),
        ],
    ),
    "restatement-is-like-what-it-restates": (
        [month("2023-04-01", 169), month("2023-04-01", 961, reported_on="2023-06-01")],
        1,
        "value",
        "961, and it was 169 in the wording before",
        [month("2023-04-01", 169), month("2023-04-01", 196, reported_on="2023-06-01")],
    ),
    "amount-is-like-those-beside-it": (
        [
            total(amount=7 * 10**10, period_end="2022-12-01"),
            total(amount=7 * 10**11, period_end="2023-01-01"),
            total(amount=71 * 10**9, period_end="2023-02-01"),
        ],
        1,
        "amount",
        "700000000000 stands between 70000000000 and 71000000000",
        [
            total(amount=7 * 10**10, period_end="2022-12-01"),
            total(amount=705 * 10**8, period_end="2023-01-01"),
            total(amount=71 * 10**9, period_end="2023-02-01"),
        ],
    ),
    "total-is-no-small-change": (
        [
            *KIEL[:6],
            total(amount=73_100_000, aid_type="military", program="USAI").but(amount=7_310_000),
        ],
        6,
        "amount",
        "7310000, and no other amount of kiel is under 100000000",
        [*KIEL[:6]],
    ),
    "package-is-like-those-of-its-program": (
        [*PDAS, package("US-PDA-37", amount=37 * 10**8, **LATER)],
        6,
        "amount",
        "3700000000, and the next of USA PDA military USD is 360000000",
        [*PDAS, package("US-PDA-37", amount=37 * 10**7, **LATER)],
    ),
    "quantity-is-like-those-of-its-item": (
        [*PDAS, *TOW[:5], TOW[5].but(quantity=10_000_000)],
        5,
        "quantity",
        "10000000 of anti_armor.tow",
        [*PDAS, *TOW],
    ),
    "package-id-says-what-it-is": (
        [package("US-USAI-2023-05-09", program="USAI", announced_on="2023-09-05")],
        0,
        "package_id",
        "US-USAI-2023-05-09 says 2023-05-09, and announced_on is 2023-09-05",
        [package("US-USAI-2023-05-09", program="USAI", announced_on="2023-05-09")],
    ),
    "package-is-told-after-it-is-announced": (
        [copy("early", "2023-04-01"), package(corroborated_by="early")],
        0,
        "announced_on",
        "early is of 2023-04-01, before it was announced on 2023-05-03",
        [copy("early", "2023-05-02"), package(corroborated_by="early")],
    ),
    "part-is-announced-with-its-whole": (
        [
            package("US-2022-12-21", program="joint", announced_on="2022-12-21"),
            package("US-PDA-28", announced_on="2022-02-21"),
            Row(
                "money_relations",
                {"subject": "US-PDA-28", "relation": "part_of", "object": "US-2022-12-21"},
            ),
        ],
        1,
        "announced_on",
        "US-PDA-28 was announced on 2022-02-21; it is part of US-2022-12-21, announced on 2022-12-21",
        [
            package("US-2022-12-21", program="joint", announced_on="2022-12-21"),
            package("US-PDA-28", announced_on="2022-12-21"),
            Row(
                "money_relations",
                {"subject": "US-PDA-28", "relation": "part_of", "object": "US-2022-12-21"},
            ),
        ],
    ),
    "wording-has-one-code": (
        [*PDAS, *TOW[:5], TOW[5].but(item="engineering.mine_clearing")],
        5,
        "item",
        "'TOW missiles' is anti_armor.tow elsewhere",
        [*PDAS, *TOW],
    ),
    "item-is-read-on-a-page-of-its-package": (
        [*PDAS, LIST, *LISTED, ELSEWHERE],
        4,
        "package",
        "list-page lists others of another package, and this one alone here",
        [*PDAS, LIST, *LISTED, ELSEWHERE.but(package="US-PDA-31")],
    ),
    "update-has-one-as-of-day": (
        [OHCHR_PAGE, *SAME_PAGE, WITHIN.but(period_end="2023-04-30", reported_on="2023-05-02")],
        3,
        "period_end",
        "as of 2023-04-30, and the others of that day are of another",
        [OHCHR_PAGE, *SAME_PAGE, WITHIN],
    ),
    "primary-is-the-reporters-own": (
        [
            source("mod-page", "uk-mod", published_on="2023-05-02"),
            figure(source="mod-page", reported_on="2023-05-02"),
        ],
        0,
        "source",
        "mod-page is published by uk-mod, primary for itself",
        [figure()],
    ),
}

ONCE = [
    figure(period_start="2022-02-24", value=7000 + i, period_end=d) for i, d in enumerate(DAYS[:12])
]
THREE = [
    figure(measure=m, value=v + i, period_end=d)
    for i, d in enumerate(DAYS[:3])
    for m, v in (("killed", 7000), ("missing", 11000))
]
LIKELY |= {
    "start-is-usual": (
        [*ONCE, figure(period_start="2022-03-24", value=9, **LAST)],
        12,
        "period_start",
        "ohchr counts from 2022-03-24 this once",
        [*ONCE[:5], figure(period_start="2022-03-24", value=9, **LAST)],
    ),
    "update-is-whole": (
        [*THREE[:3], *THREE[4:]],
        2,
        "value",
        "2023-01-02 lacks russia-ukraine/ohchr/civilian/missing/case_verified/cumulative/UKR/"
        "2022-02-24, which 2023-01-01 and 2023-01-03 have",
        THREE,
    ),
    "amount-is-not-repeated": (
        [
            total(amount=73_180_000_000),
            total(amount=73_180_000_000, period_end="2023-02-24"),
        ],
        1,
        "amount",
        "73180000000 was the amount by 2023-01-15 already",
        [total(amount=73_000_000_000), total(amount=73_000_000_000, period_end="2023-02-24")],
    ),
    "home-is-on-its-hosts": (
        [organization("some-ministry", url="https://example.com/")],
        0,
        "hosts",
        "example.com is none of some-ministry.example.org",
        [organization("some-ministry", url="https://example.org/")],
    ),
    "host-is-one-outlets": (
        [
            organization("a-paper", kind="media", hosts="www.example.org"),
            organization("the-paper", kind="media", hosts="example.org"),
        ],
        1,
        "hosts",
        "example.org is a host of a-paper already",
        [
            organization("a-paper", kind="media", hosts="www.example.org"),
            organization("an-army", kind="military", hosts="example.org"),
        ],
    ),
}

# an update of four parts, four times
SEXES = [("male", "adult"), ("female", "adult"), ("male", "child"), ("female", "child")]
BROKEN_DOWN = [
    figure(sex=sex, age=age, value=100 * (i + 1) + k, period_end=d)
    for k, d in enumerate(DAYS[:4])
    for i, (sex, age) in enumerate(SEXES)
]
AUTHORIZED = [
    package(
        f"US-PDA-{n}",
        sequence=n,
        announced_on=day,
        amount=n * 10**7,
        qualifier="up_to",
        stage="authorized",
        valuation="ceiling",
    )
    for n, day in enumerate(DAYS[:44], 11)
]
HAITI = package(
    "US-FMF-2023-08-03", program="FMF", recipient="HTI_MISSION", announced_on="2023-08-03"
)
ODD = {"package_id": "US-PDA-55", "sequence": 55, "announced_on": "2023-08-03"}
LOAN = {"donor": "EU", "program": "MFA", "instrument": "loan", "announced_on": "2022-03-11"}
TWENTY = [
    package(f"US-PDA-{n}", sequence=n, announced_on=day, amount=n * 10**7)
    for n, day in enumerate(DAYS[:20], 11)
]
HUNDRED = [
    total(amount=70_000_000_000 + i * 10**8, period_end=day, reported_on=day)
    for i, day in enumerate(
        f"{y}-{m:02}-{d:02}" for y in (2023, 2024) for m in range(1, 13) for d in (3, 9, 15, 21)
    )
] + KIEL[1::9]
STOCK = [
    item("anti_armor.tow", "US-PDA-31", wording=f"TOW missiles {i}", origin="stock")
    for i in range(101)
]
INTERFAX = [copy(f"page-{n}") for n in range(8)]
RECENT = copy("outlet-2023-07-01", "2023-07-01")
LIKELY |= {
    "breakdown-is-whole": (
        [*BROKEN_DOWN[:6], *BROKEN_DOWN[7:]],
        5,
        "value",
        "it lacks russia-ukraine/ohchr/civilian/killed/case_verified/cumulative/UKR/male/child/",
        BROKEN_DOWN,
    ),
    "page-is-of-its-day": (
        [RECENT, figure(source="outlet-2023-07-01")],
        0,
        "source",
        "outlet-2023-07-01 is of 2023-07-01, long after 2023-05-02",
        [
            RECENT,
            # a collection of several updates looks back
            *[
                figure(source="outlet-2023-07-01", period_end=d, value=7000 + i)
                for i, d in enumerate(DAYS[:3])
            ],
        ],
    ),
    "undated-page-is-of-one-time": (
        [
            copy("outlet-undated-may"),
            figure(source="outlet-undated-may", measure="injured", **LAST),
            figure(source="outlet-undated-may", value=8709, **LAST),
            figure(
                source="outlet-undated-may",
                value=7000,
                period_end="2023-02-01",
                reported_on="2023-02-02",
            ),
        ],
        2,
        "source",
        "outlet-undated-may was read for 2023-02-02 and for 2023-05-02",
        [
            copy("outlet-undated-may"),
            figure(source="outlet-undated-may", measure="injured"),
            figure(
                source="outlet-undated-may",
                value=8700,
                period_end="2023-04-24",
                reported_on="2023-04-25",
            ),
        ],
    ),
    "tier-is-usual-for-its-publisher": (
        [*INTERFAX[:7], copy("page-7", tier="republished")],
        7,
        "tier",
        "republished is the tier of no other of the 8 pages of interfax-ukraine",
        [*INTERFAX[:3], copy("page-7", tier="republished")],
    ),
    "kind-is-told-by-name-or-host": (
        [organization("a-paper", hosts="example.org")],
        0,
        "kind",
        "a-paper is of kind government",
        [
            organization("a-ministry", hosts="example.org"),
            organization("a-town", hosts="a-town.gov.ua"),
            organization("another-paper", kind="media", hosts="paper.example.org"),
        ],
    ),
    "hedge-is-usual": (
        [*LONG, figure(value=7100, qualifier="nearly", **LAST)],
        48,
        "qualifier",
        "qualifier nearly stands nowhere else in 49 of russia-ukraine ohchr",
        [*LONG[:20], figure(value=7100, qualifier="nearly", **LAST)],
    ),
    "usual-delay-is-kept": (
        [figure(value=7000 + i, period_end=d, reported_on=d) for i, d in enumerate(DAYS[:20])],
        0,
        "reporter",
        "ohchr reports after 1 days, never so here",
        [*LONG[:2], figure(value=7100, period_end=DAYS[2], reported_on=DAYS[2])],
    ),
    "place-on-the-page-is-said": (
        [figure(locator=None)],
        0,
        "locator",
        "nothing says where it stands",
        [figure(locator="first paragraph")],
    ),
    "decision-lists-nothing": (
        [
            copy("memo", title="Memorandum on the Delegation of Authority", **PAGE),
            package(announced_on="2023-05-02"),
            item("anti_armor.tow", wording="TOW missiles", source="memo"),
        ],
        0,
        "source",
        "memo is a memorandum",
        [
            copy("list", title="Biden Administration Announces Assistance", **PAGE),
            package(announced_on="2023-05-02"),
            item("anti_armor.tow", wording="TOW missiles", source="list"),
        ],
    ),
    "locator-is-of-its-years": (
        [figure(locator="line of 2021")],
        0,
        "locator",
        "'line of 2021' is of another year than 2022 to 2023",
        [figure(locator="line of 2022"), figure(measure="injured", locator="third paragraph")],
    ),
    "locator-is-of-its-states": (
        [total(locator="row Slovenia")],
        0,
        "locator",
        "'row Slovenia' names another than USA and UKR",
        [total(donor="SVN", locator="row Slovenia"), total(locator="section on Germany")],
    ),
    "count-is-seldom-at-most": (
        [figure(qualifier="up_to")],
        0,
        "qualifier",
        "up to 8709",
        [figure(qualifier="at_least")],
    ),
    "unknown-is-what-is-left": (
        [figure(sex="unknown", age="adult", value=62)],
        0,
        "sex",
        "62 of unknown sex stand alone",
        [
            figure(sex="unknown", age="adult", value=62),
            figure(sex="male", age="adult", value=82),
        ],
    ),
    "amount-is-no-giant": (
        [total(amount=73_100_000_000_000)],
        0,
        "amount",
        "73100000000000 is more than anybody gave",
        [total()],
    ),
    "recipient-is-usual-for-its-conflict": (
        [*TWENTY, package("US-PDA-37", recipient="HTI_MISSION", **LATER)],
        20,
        "recipient",
        "recipient HTI_MISSION stands nowhere else in 21 of russia-ukraine",
        [*TWENTY[:10], HAITI],
    ),
    "package-is-as-all-of-its-program": (
        [*AUTHORIZED, AUTHORIZED[0].but(**ODD, aid_type="humanitarian")],
        44,
        "aid_type",
        "aid_type humanitarian stands nowhere else in 45 of USA PDA",
        AUTHORIZED,
    ),
    "arms-are-given-or-sold": (
        [package(instrument="loan")],
        0,
        "instrument",
        "US-PDA-37 is military aid and a loan",
        [package(), package("EU-MFA-2022-03-11", aid_type="financial", **LOAN)],
    ),
    "arms-are-not-disbursed": (
        [package(stage="disbursed")],
        0,
        "stage",
        "US-PDA-37 is disbursed",
        [package(), package("EU-MFA-2022-03-11", aid_type="financial", stage="disbursed", **LOAN)],
    ),
    "code-is-as-in-all-others": (
        [*HUNDRED, total(aid_type="refugees", amount=10**9)],
        102,
        "aid_type",
        "aid_type refugees stands nowhere else in 103 of russia-ukraine kiel",
        [*HUNDRED[:20], total(aid_type="refugees", amount=10**9)],
    ),
    "origin-is-as-all-of-its-program": (
        [*PDAS, *STOCK, item("anti_armor.at4", "US-PDA-31", wording="AT4 launchers")],
        101,
        "origin",
        "origin not_said stands nowhere else in 102 of USA PDA",
        [*PDAS, *STOCK],
    ),
    "page-is-of-its-package": (
        [
            copy("outlet-undated-pda-31"),
            package("US-PDA-31", announced_on="2023-02-03"),
            package(source="outlet-undated-pda-31"),
        ],
        1,
        "source",
        "outlet-undated-pda-31 is named after US-PDA-31",
        [
            copy("outlet-undated-pda-31"),
            package("US-PDA-31", announced_on="2023-02-03", source="outlet-undated-pda-31"),
            package(),
        ],
    ),
    "wording-is-like-its-code": (
        [package(), item("armored.tank", wording="Coastal defense vessels")],
        0,
        "item",
        "'Coastal defense vessels' shares no word with armored.tank",
        [package(), item("armored.tank", wording="Leopard 2 tanks")],
    ),
}
