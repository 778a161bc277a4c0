"""Figures that are true and hard to fit: each with the values printed, and what the tables make of
them.
"""

import pandas as pd
import pytest
from frames import (
    Frames,
    Row,
    area,
    breaks,
    code,
    conflict,
    copy,
    exception,
    figure,
    findings,
    item,
    known_on,
    month,
    organization,
    package,
    relation,
    source,
    total,
)

DONORS = [
    *(code("donor", c) for c in ("DEU", "DNK", "EST", "FIN", "ISL", "LTU", "LVA", "NOR", "SWE")),
    code("donor", "EU_INSTITUTIONS"),
]


def casualties(rows: list[Row]) -> pd.DataFrame:
    return Frames(rows)["casualties"]


def totals(rows: list[Row]) -> pd.DataFrame:
    return Frames(rows)["aid_totals"]


def packages(rows: list[Row]) -> pd.DataFrame:
    return Frames(rows)["aid_packages"].set_index("package_id")


def safe_sum(rows: list[Row]) -> dict[str, int]:
    """The sum by currency that counts no money twice and no sale."""
    df = Frames(rows)["aid_packages"]
    counted = df[df["adds_up"].isin(["yes", "joint"])]
    return counted.groupby("currency", observed=True)["amount"].sum().to_dict()


def wordings(first_day: str, values: dict[str, int]) -> list[Row]:
    """A month in the words of the outlets that quoted its updates, by day."""
    rows = []
    for day, value in values.items():
        rows += [
            copy(f"outlet-{day}", day),
            month(first_day, value, reported_on=day, source=f"outlet-{day}"),
        ]
    return rows


# The pages with 660, 683 and 798 print no day; they stand here between their dated neighbors.
KILLED_IN_APRIL_2022 = {
    "2022-07-05": 660,
    "2022-09-03": 681,
    "2022-09-06": 683,
    "2022-11-07": 696,
    "2022-11-22": 702,
    "2023-02-07": 714,
    "2023-03-07": 760,
    "2023-04-25": 798,
    "2023-05-23": 804,
    "2023-07-18": 817,
    "2023-08-15": 820,
    "2023-10-20": 830,
}


@pytest.mark.parametrize(
    ("day", "killed"),
    [
        ("2022-07-04", []),
        ("2022-08-01", [660]),
        ("2023-02-10", [714]),
        ("2023-05-04", [798]),
        ("2026-11-25", [830]),
    ],
)
def test_a_month_grows_for_years_and_every_day_has_its_wording(day: str, killed: list[int]) -> None:
    figures = casualties(wordings("2022-04-01", KILLED_IN_APRIL_2022))
    assert known_on(figures, day)["value"].to_list() == killed


def test_each_wording_is_superseded_on_the_day_of_the_next() -> None:
    rows = wordings("2022-04-01", KILLED_IN_APRIL_2022)
    figures = casualties(rows)
    days = list(KILLED_IN_APRIL_2022)
    assert findings(rows) == []
    assert figures["superseded_on"].dt.strftime("%Y-%m-%d").to_list()[:-1] == days[1:]
    assert pd.isna(figures["superseded_on"].iloc[-1])
    assert figures["series"].unique().tolist() == [
        "russia-ukraine/ohchr/civilian/killed/case_verified/month/UKR"
    ]
    assert (
        figures["figure_id"][0]
        == "russia-ukraine/ohchr/civilian/killed/case_verified/month/UKR/2022-04-01..2022-04-30@2022-07-05"
    )
    assert set(figures["reported_on_is"]) == {"copy"}


def test_the_first_month_has_five_days() -> None:
    stated = {
        "2022-07-05": 336,
        "2022-09-06": 342,
        "2022-09-29": 345,
        "2022-11-07": 353,
        "2023-02-07": 362,
        "2023-02-22": 358,
        "2023-07-18": 374,
        "2023-10-20": 375,
    }
    rows = wordings("2022-02-24", stated)
    figures = casualties(rows)
    assert findings(rows) == []
    assert set(figures["figure_id"].str.split("/").str[-1].str.split("@").str[0]) == {
        "2022-02-24..2022-02-28"
    }
    assert known_on(figures, "2023-05-04")["value"].to_list() == [358]


TERRITORIES_OF_2_MAY_2023 = {
    ("UKR", "all"): (8709, 14_666, 23_375),
    ("UKR", "ukraine"): (6754, 12_048, 18_802),
    ("UA-09+14", "ukraine"): (3986, 5610, 9596),
    ("UA-excl-09+14", "ukraine"): (2768, 6438, 9206),
    ("UKR", "russia"): (1955, 2618, 4573),
    ("UA-09+14", "russia"): (679, 2366, 3045),
    ("UA-excl-09+14", "russia"): (1276, 252, 1528),
}
MIRAGE = source("mirage-news-2-may", "mirage-news", published_on="2023-05-02", tier="republished")
UPDATE_OF_2_MAY_2023 = [
    MIRAGE,
    *(
        figure(
            area=place,
            controlled_by=party,
            measure=measure,
            value=value,
            source="mirage-news-2-may",
        )
        for (place, party), values in TERRITORIES_OF_2_MAY_2023.items()
        for measure, value in zip(("killed", "injured", "casualties"), values, strict=True)
    ),
    *(
        month("2023-04-01", value, reported_on="2023-05-02", source="mirage-news-2-may", **cells)
        for value, cells in [
            (169, {}),
            (134, {"controlled_by": "ukraine"}),
            (35, {"controlled_by": "russia"}),
            (165, {"cause": "explosive_wide_area"}),
            (4, {"cause": "mines_erw"}),
        ]
    ),
]


def test_four_territories_of_an_update_make_the_whole() -> None:
    figures = casualties(UPDATE_OF_2_MAY_2023)
    assert findings(UPDATE_OF_2_MAY_2023) == []
    assert set(figures["reported_on"].dt.strftime("%Y-%m-%d")) == {"2023-05-02"}
    assert set(figures["reported_on_is"]) == {"stated"}
    assert set(figures["source_tier"]) == {"republished"}
    changed = [
        r.but(value=1277) if r.cells.get("value") == 1276 else r for r in UPDATE_OF_2_MAY_2023
    ]
    assert {p for p, _ in breaks("partition-sums", changed)} == {
        0,
        12,
    }  # the whole, and the whole of what is occupied


@pytest.mark.parametrize("at", range(1, len(UPDATE_OF_2_MAY_2023), 5))
def test_no_number_of_the_update_could_be_another(at: int) -> None:
    row = UPDATE_OF_2_MAY_2023[at]
    changed = [
        *UPDATE_OF_2_MAY_2023[:at],
        row.but(value=row.cells["value"] + 1),
        *UPDATE_OF_2_MAY_2023[at + 1 :],
    ]
    assert breaks("partition-sums", changed)


GOVERNMENT_CONTROLLED = [
    figure(controlled_by="ukraine", value=6610, period_end="2023-01-29"),
    figure(controlled_by="ukraine", value=6596, period_end="2023-04-09"),
]


def test_a_reclassification_is_an_exception() -> None:
    fallen = "russia-ukraine/ohchr/civilian/killed/case_verified/cumulative/UKR/ukraine/2022-02-24..2023-04-09@2023-04-10"
    reason = (
        "deaths were moved from government-controlled to occupied territory between 12 February and"
        " 12 March 2023"
    )
    assert breaks("cumulative-never-falls", GOVERNMENT_CONTROLLED) == [(1, "value")]
    assert (
        findings([*GOVERNMENT_CONTROLLED, exception("cumulative-never-falls", fallen, reason)])
        == []
    )
    figures = casualties(GOVERNMENT_CONTROLLED)
    assert figures["figure_id"][1] == fallen
    assert figures["superseded_on"].isna().all()
    assert figures["series"].nunique() == 1


def test_parts_that_exceed_their_total_are_kept_as_printed() -> None:
    day = {"measure": "injured", "period_end": "2022-03-05"}
    rows = [
        figure(value=759, **day),
        figure(value=309, area="UA-09+14", controlled_by="ukraine", **day),
        figure(value=106, area="UA-09+14", controlled_by="russia", **day),
        figure(value=374, area="UA-excl-09+14", controlled_by="ukraine", **day),
    ]
    [finding] = findings(rows)
    assert "the parts of ohchr-three-territories add up to 789, the total is 759" in finding
    printed = "russia-ukraine/ohchr/civilian/injured/case_verified/cumulative/UKR/2022-02-24..2022-03-05@2022-03-06"
    assert findings([*rows, exception("partition-sums", printed)]) == []
    killed = [
        r.but(measure="killed", value=v) for r, v in zip(rows, (364, 65, 23, 276), strict=True)
    ]
    assert findings(killed) == []


def test_the_general_staff_counts_losses_anywhere() -> None:
    rows = [
        organization("ua-general-staff", "military", usual_delay=0),
        copy("losses-data-set"),
        figure(
            reporter="ua-general-staff",
            population="military",
            affiliation="russia",
            measure="losses",
            evidence="asserted",
            value=1_456_610,
            qualifier="about",
            area="all",
            period_end="2026-08-08",
            reported_on="2026-08-08",
            source="losses-data-set",
        ),
    ]
    [row] = casualties(rows).to_dict("records")
    assert findings(rows) == []
    assert (
        row["series"]
        == "russia-ukraine/ua-general-staff/military/russia/losses/asserted/cumulative/2022-02-24"
    )
    assert row["reported_on_is"] == "inferred"
    assert (row["area"], row["value"], row["qualifier"]) == ("all", 1_456_610, "about")


def test_regular_forces_and_wagner_are_parts_of_russian_forces() -> None:
    month_ = {
        "reporter": "uk-mod",
        "population": "military",
        "affiliation": "russia",
        "evidence": "asserted",
        "qualifier": "about",
        "area": "all",
        "period_end": "2023-11-30",
        "date_precision": "month",
        "reported_on": "2023-12-04",
    }
    rows = [
        organization("uk-mod"),
        figure(
            **{
                **month_,
                "measure": "casualties",
                "qualifier": "range",
                "value": None,
                "low": 290_000,
                "high": 350_000,
            }
        ),
        figure(**{**month_, "value": 70_000}),
        figure(**{**month_, "affiliation": "russian-armed-forces", "value": 50_000}),
        figure(**{**month_, "affiliation": "wagner", "value": 20_000}),
    ]
    figures = casualties(rows)
    assert findings(rows) == []
    assert figures["series"].nunique() == 4
    assert figures["value"].isna().to_list() == [True, False, False, False]
    assert figures[["low", "high"]].iloc[0].to_list() == [290_000, 350_000]
    exact = [rows[0], rows[2].but(qualifier="exact"), rows[4].but(qualifier="exact", value=70_001)]
    assert breaks("part-within-whole", exact) == [(1, "value")]


def test_times_wounded_are_injuries_and_an_undated_count_is_left_out() -> None:
    wounded = figure(
        reporter="ua-president",
        population="military",
        affiliation="ukraine",
        measure="injuries",
        evidence="asserted",
        area="all",
        value=390_000,
        period_end="2025-02-04",
        reported_on="2025-02-16",
        source="outlet-16-february",
        note="cases, not persons",
    )
    president = organization("ua-president")
    rows = [president, copy("outlet-16-february", "2025-02-16"), wounded]
    assert findings(rows) == []
    assert casualties(rows)["reported_on_is"].to_list() == ["copy"]
    assert "not_persons" in casualties(rows)["warnings"][0].split(";")
    undated = wounded.but(
        value=380_000,
        qualifier="nearly",
        source="outlet-undated",
        date_precision="by",
        period_end="2025-02-16",
    )
    assert breaks("reported-on-is-known", [president, copy("outlet-undated"), undated]) == [
        (0, "reported_on")
    ]


def test_the_register_of_missing_persons_is_a_stock_and_may_shrink() -> None:
    register = organization("ua-interior-ministry")
    listed = figure(
        reporter="ua-interior-ministry",
        population="all",
        measure="missing",
        evidence="registered",
        counting="stock",
        area="all",
        value=55_000,
        period_start="2024-09-28",
        period_end="2024-09-28",
        reported_on="2024-09-28",
        date_precision="by",
    )
    later = {"period_start": "2024-12-01", "period_end": "2024-12-01", "reported_on": "2024-12-01"}
    assert findings([register, listed, listed.but(value=54_000, **later)]) == []
    assert breaks("period-fits-counting", [register, listed.but(period_start="2022-02-24")]) == [
        (0, "period_end")
    ]


def test_deaths_in_yemen_are_modelled_to_a_day_ahead_and_the_direct_ones_are_part_of_them() -> None:
    deaths = figure(
        conflict="yemen",
        reporter="undp",
        population="all",
        evidence="modelled",
        area="YEM",
        value=377_000,
        period_start="2015-03-26",
        period_end="2021-12-31",
        reported_on="2021-11-24",
    )
    about = [
        conflict("yemen", "2015-03-26", "YEM"),
        area("YEM", kind="country"),
        organization("undp", "intergovernmental"),
    ]
    rows = [*about, deaths, deaths.but(cause="direct", value=150_000, qualifier="more_than")]
    assert findings(rows) == []
    assert casualties(rows)["series"].to_list() == [
        "yemen/undp/killed/modelled/cumulative/YEM/2015-03-26",
        "yemen/undp/killed/modelled/cumulative/YEM/direct/2015-03-26",
    ]
    assert breaks("part-within-whole", [*rows[:-1], rows[-1].but(value=378_000)]) == [(1, "value")]


def test_named_and_modelled_deaths_in_syria_are_two_series() -> None:
    decade = {
        "conflict": "syria",
        "counting": "span",
        "area": "SYR",
        "period_start": "2011-03-01",
        "period_end": "2021-03-31",
    }
    rows = [
        conflict("syria", "2011-03-01", "SYR"),
        area("SYR", kind="country"),
        figure(value=306_887, evidence="modelled", reported_on="2022-06-28", **decade),
        figure(value=143_350, evidence="case_named", reported_on="2022-06-28", **decade),
    ]
    assert findings(rows) == []
    assert casualties(rows)["series"].nunique() == 2


def test_nine_regions_of_an_incomplete_list_need_not_make_the_whole() -> None:
    children = {
        "reporter": "ua-prosecutor-general",
        "evidence": "registered",
        "age": "child",
        "period_end": "2023-05-08",
        "reported_on": "2023-05-08",
    }
    regions = {
        "UA-14": 455,
        "UA-63": 275,
        "UA-32": 128,
        "UA-65": 96,
        "UA-23": 89,
        "UA-48": 89,
        "UA-74": 70,
        "UA-12": 67,
        "UA-09": 66,
    }
    rows = [
        organization("ua-prosecutor-general", usual_delay=0),
        *(area(region, "UKR") for region in regions),
        figure(value=480, **children),
        figure(measure="injured", value=964, qualifier="more_than", **children),
        figure(measure="casualties", value=1444, qualifier="more_than", **children),
        *(
            figure(measure="casualties", value=value, area=region, **children)
            for region, value in regions.items()
        ),
    ]
    assert findings(rows) == []
    assert (
        casualties(rows)["series"][0]
        == "russia-ukraine/ua-prosecutor-general/civilian/killed/registered/cumulative/UKR/child/2022-02-24"
    )


def test_three_sums_of_one_day_have_three_starts() -> None:
    day = {
        "reporter": "us-dod",
        "aid_type": "military",
        "currency": "USD",
        "period_end": "2022-06-23",
    }
    rows = [
        total(amount=6_100_000_000, qualifier="about", period_start="2022-02-24", **day),
        total(amount=6_800_000_000, qualifier="about", period_start="2021-01-20", **day),
        total(amount=8_700_000_000, qualifier="more_than", period_start="2014-01-01", **day),
    ]
    figures = totals(rows)
    assert findings(rows) == []
    assert figures["series"].str.split("/").str[-1].to_list() == [
        "2022-02-24",
        "2021-01-20",
        "2014-01-01",
    ]
    assert set(figures["stage"]) == {"committed"}
    assert figures["superseded_on"].isna().all()


def test_whoever_adds_up_somebody_elses_data_is_a_reporter() -> None:
    kiel = total(
        amount=73_100_000_000,
        qualifier="more_than",
        reported_on="2023-02-21",
        note="$77.95bn is the outlet's conversion",
    )
    cfr = total(
        reporter="cfr",
        stage="stated",
        amount=75_000_000_000,
        currency="USD",
        qualifier="more_than",
        period_end="2023-02-28",
        date_precision="month",
        reported_on="2023-03-05",
    )
    figures = totals([kiel, cfr])
    assert findings([kiel, cfr]) == []
    assert figures["series"].to_list() == [
        "russia-ukraine/kiel/USA/UKR/committed/total/EUR/cumulative/2022-01-24",
        "russia-ukraine/cfr/USA/UKR/stated/total/USD/cumulative/2022-01-24",
    ]


MILITARY_AID_BY_YEAR = {
    2022: 20_882_106_000,
    2023: 23_110_891_000,
    2024: 20_140_971_000,
    2025: 482_918_000,
}


def test_years_and_the_cumulative_of_another_edition_are_different_series() -> None:
    military = {"aid_type": "military", "stage": "allocated"}
    rows = [
        total(
            amount=64_616_886_194,
            period_end="2026-02-28",
            reported_on="2026-04-14",
            edition="Release 28",
            **military,
        ),
        *(
            total(
                amount=amount,
                counting="year",
                period_start=f"{year}-01-01",
                period_end=f"{year}-12-31",
                reported_on="2026-06-16",
                edition="Release 29",
                **military,
            )
            for year, amount in MILITARY_AID_BY_YEAR.items()
        ),
        total(
            amount=73_645_000_000,
            currency="USD",
            period_end="2026-06-30",
            reported_on="2026-08-18",
            edition="Release 30v2",
            **military,
        ),
    ]
    figures = totals(rows)
    in_dollars = exception("currency-is-usual", str(figures["figure_id"].iloc[-1]))
    assert findings([*rows, in_dollars]) == []
    assert figures["series"].to_list() == [
        "russia-ukraine/kiel/USA/UKR/allocated/military/EUR/cumulative/2022-01-24",
        *["russia-ukraine/kiel/USA/UKR/allocated/military/EUR/year"] * 4,
        "russia-ukraine/kiel/USA/UKR/allocated/military/USD/cumulative/2022-01-24",
    ]
    assert figures["amount"][1:5].sum() == pytest.approx(figures["amount"][0], abs=500_000)


def test_a_revised_edition_of_the_same_name_is_a_new_wording() -> None:
    first = total(amount=64_617_000_000, reported_on="2026-06-16", edition="Release 29")
    rows = [first, first.but(amount=64_620_000_000, reported_on="2026-06-30")]
    figures = totals(rows)
    assert findings(rows) == []
    assert known_on(figures, "2026-06-20")["amount"].to_list() == [64_617_000_000]
    assert known_on(figures, "2026-07-01")["amount"].to_list() == [64_620_000_000]


def test_a_frame_of_several_years_is_a_plan() -> None:
    plan = total(
        reporter="dk-defence-ministry",
        donor="DNK",
        stage="allocated",
        aid_type="military",
        amount=64_800_000_000,
        currency="DKK",
        counting="plan",
        period_start="2023-01-01",
        period_end="2028-12-31",
        reported_on="2024-08-19",
    )
    rows = [*DONORS, organization("dk-defence-ministry"), plan]
    assert findings(rows) == []
    assert breaks("not-before-its-period-ends", [*rows[:-1], plan.but(counting="cumulative")]) == [
        (0, "reported_on")
    ]


def test_what_is_left_of_an_authority_is_a_stock() -> None:
    day = "2024-12-12"
    left = total(
        reporter="us-dod",
        stage="authorized",
        aid_type="military",
        program="PDA",
        amount=5_600_000_000,
        currency="USD",
        qualifier="about",
        counting="stock",
        period_start=day,
        period_end=day,
    )
    assert findings([left]) == []
    assert (
        totals([left])["figure_id"][0]
        == "russia-ukraine/us-dod/USA/UKR/authorized/military/PDA/USD/stock/2024-12-12@2024-12-12"
    )


def test_with_the_share_of_eu_aid_a_donor_has_a_second_series() -> None:
    germany = {
        "donor": "DEU",
        "stage": "allocated",
        "period_end": "2024-01-15",
        "reported_on": "2024-02-16",
    }
    rows = [
        *DONORS,
        total(amount=22_060_000_000, **germany),
        total(amount=41_000_000_000, program="with_eu_share", **germany),
    ]
    assert findings(rows) == []
    assert totals(rows)["series"].to_list() == [
        "russia-ukraine/kiel/DEU/UKR/allocated/total/EUR/cumulative/2022-01-24",
        "russia-ukraine/kiel/DEU/UKR/allocated/total/with_eu_share/EUR/cumulative/2022-01-24",
    ]


def test_a_drawdown_on_many_pages_is_one_row() -> None:
    others = [f"outlet-{n:02}" for n in range(1, 14)]
    rows = [
        *(copy(other) for other in others),
        package(
            "US-PDA-37",
            sequence=37,
            amount=300_000_000,
            qualifier="up_to",
            corroborated_by=";".join(others),
        ),
        *(
            item(code_)
            for code_ in (
                "ammunition.rocket.himars",
                "artillery.howitzer.155mm",
                "ammunition.mortar",
                "anti_armor.tow",
            )
        ),
    ]
    contents = Frames(rows)["aid_package_items"]
    assert findings(rows) == []
    assert packages(rows).loc["US-PDA-37", "corroborated_by"].count(";") == 12
    assert contents["quantity"].isna().all()
    assert contents["qualifier"].isna().all()
    assert set(contents["announced_on"].dt.strftime("%Y-%m-%d")) == {"2023-05-03"}


def test_drawdowns_are_numbered_in_the_order_of_their_days() -> None:
    rows = [
        package(
            "US-PDA-29",
            sequence=29,
            announced_on="2023-01-06",
            amount=2_850_000_000,
            qualifier="up_to",
        ),
        package(
            "US-PDA-37",
            sequence=37,
            announced_on="2023-05-03",
            amount=300_000_000,
            qualifier="up_to",
        ),
        package("US-PDA-67", sequence=67, announced_on="2024-10-16", amount=425_000_000),
    ]
    assert findings(rows) == []
    assert safe_sum(rows) == {"USD": 3_575_000_000}
    assert breaks(
        "numbers-rise-with-dates",
        [*rows, package("US-PDA-68", sequence=68, announced_on="2024-10-15")],
    ) == [(3, "announced_on")]


JOINT_OF_21_DECEMBER_2022 = [
    package("US-2022-12-21", program="joint", announced_on="2022-12-21"),
    package(
        "US-PDA-28",
        sequence=28,
        announced_on="2022-12-21",
        amount=1_000_000_000,
        qualifier="up_to",
    ),
    package(
        "US-USAI-2022-12-21",
        program="USAI",
        announced_on="2022-12-21",
        amount=850_000_000,
    ),
    relation("US-PDA-28", "part_of", "US-2022-12-21"),
    relation("US-USAI-2022-12-21", "part_of", "US-2022-12-21"),
]


def test_a_joint_announcement_holds_only_what_no_source_divides() -> None:
    contents = [
        item("ammunition.artillery.155mm.guided", "US-2022-12-21", quantity=500),
        item("air_defense.patriot.battery", "US-PDA-28", quantity=1),
        item("electronics.satellite_communications", "US-USAI-2022-12-21"),
    ]
    rows = [*JOINT_OF_21_DECEMBER_2022, *contents]
    assert findings(rows) == []
    assert safe_sum(rows) == {"USD": 1_850_000_000}
    assert Frames(rows)["aid_package_items"]["program"].to_list() == ["joint", "PDA", "USAI"]
    assert breaks(
        "item-stands-once",
        [*rows, item("air_defense.patriot.battery", "US-2022-12-21", quantity=1)],
    ) == [(1, "item")]


def test_a_number_that_counts_something_else_stays_out() -> None:
    rows = [
        package(
            "US-USAI-2022-09-28", program="USAI", announced_on="2022-09-28", amount=1_100_000_000
        ),
        *JOINT_OF_21_DECEMBER_2022,
    ]
    assert findings(rows) == []
    assert packages(rows)["sequence"].dropna().to_dict() == {"US-PDA-28": 28}


def test_of_financing_for_a_region_only_ukraines_share_counts() -> None:
    share = package(
        "US-FMF-2022-09-08",
        program="FMF",
        announced_on="2022-09-08",
        amount=1_000_000_000,
        qualifier="about",
        note="of 2.2 billion for Ukraine and 18 neighbors",
    )
    assert findings([share]) == []
    assert packages([share]).loc["US-FMF-2022-09-08", "recipient"] == "UKR"


def test_a_notified_sale_is_no_gift() -> None:
    sale = package(
        "US-FMS-2025-08-28-ERAM",
        program="FMS",
        instrument="sale",
        stage="notified",
        announced_on="2025-08-28",
        amount=825_000_000,
        qualifier="about",
    )
    assert findings([sale]) == []
    assert safe_sum([sale]) == {}


def test_a_package_of_three_donors_has_three_parts() -> None:
    purl = {"program": "PURL", "announced_on": "2025-08-05"}
    rows = [
        *DONORS,
        package("NATO-PURL-02", donor="DNK;NOR;SWE", sequence=2, amount=500_000_000, **purl),
        package("NATO-PURL-02-DNK", donor="DNK", amount=113_000_000, **purl),
        package("NATO-PURL-02-NOR", donor="NOR", amount=112_000_000, **purl),
        package("NATO-PURL-02-SWE", donor="SWE", amount=275_000_000, **purl),
    ]
    assert findings(rows) == []
    rows += [
        relation(f"NATO-PURL-02-{d}", "part_of", "NATO-PURL-02") for d in ("DNK", "NOR", "SWE")
    ]
    assert findings(rows) == []
    assert safe_sum(rows) == {"USD": 500_000_000}
    assert packages(rows)["adds_up"].to_list() == ["joint", "share", "share", "share"]
    more = [r.but(amount=276_000_000) if r.cells.get("donor") == "SWE" else r for r in rows]
    assert breaks("parts-within-umbrella", more) == [(0, "amount")]
    [unknown] = findings([*DONORS, package("NATO-PURL-02", donor="DNK;NOR;SWD", **purl)])
    assert unknown.startswith("aid_packages 0: donor: no value 'SWD'")


def test_parts_in_several_currencies_are_never_summed() -> None:
    purl = {"program": "PURL", "announced_on": "2025-11-13"}
    umbrella = "NATO-PURL-2025-11-13"
    rows = [
        *DONORS,
        package(umbrella, donor="DNK;EST;FIN;ISL;LVA;LTU;NOR;SWE", amount=500_000_000, **purl),
        package(
            f"{umbrella}-DNK",
            donor="DNK",
            amount=400_000_000,
            currency="DKK",
            qualifier="about",
            **purl,
        ),
        package(
            f"{umbrella}-NOR",
            donor="NOR",
            amount=2_000_000_000,
            currency="NOK",
            **purl,
        ),
        package(f"{umbrella}-SWE", donor="SWE", amount=60_000_000, **purl),
        *(relation(f"{umbrella}-{donor}", "part_of", umbrella) for donor in ("DNK", "NOR", "SWE")),
    ]
    assert findings(rows) == []
    assert safe_sum(rows) == {"USD": 500_000_000}


def test_the_same_tranche_is_a_package_when_authorized_and_a_total_when_proposed() -> None:
    authorized = package(
        "EU-UF-04",
        donor="EU_INSTITUTIONS",
        program="UF",
        sequence=4,
        announced_on="2025-08-08",
        stage="authorized",
        amount=3_200_000_000,
        currency="EUR",
        qualifier="more_than",
        aid_type="financial",
    )
    proposed = total(
        reporter="eu-commission",
        donor="EU_INSTITUTIONS",
        stage="proposed",
        aid_type="financial",
        program="UF",
        amount=3_050_000_000,
        counting="plan",
        period_start="2025-07-25",
        period_end="2025-07-25",
    )
    rows = [*DONORS, organization("eu-commission", "intergovernmental"), authorized, proposed]
    assert findings(rows) == []
    assert safe_sum(rows) == {"EUR": 3_200_000_000}
    assert totals(rows)["series"].to_list() == [
        "russia-ukraine/eu-commission/EU_INSTITUTIONS/UKR/proposed/financial/UF/EUR/plan"
    ]


def test_a_package_may_have_quantities_and_no_amount() -> None:
    rows = [
        *DONORS,
        package("FIN-2022-02-28", donor="FIN", program="national", announced_on="2022-02-28"),
        item("small_arms", "FIN-2022-02-28", wording="assault rifles", quantity=2500),
        item(
            "ammunition.small_arms",
            "FIN-2022-02-28",
            wording="cartridges for assault rifles",
            quantity=150_000,
        ),
        item(
            "anti_armor", "FIN-2022-02-28", wording="single-shot anti-tank weapons", quantity=1500
        ),
        item(
            "support.field_equipment",
            "FIN-2022-02-28",
            wording="combat ration packages",
            quantity=70_000,
        ),
    ]
    contents = Frames(rows)["aid_package_items"]
    assert findings(rows) == []
    assert packages(rows)["amount"].isna().all()
    assert contents["unit"].to_list() == ["pieces", "rounds", "pieces", "pieces"]
    assert set(contents["donor"]) == {"FIN"}


COUNTED_BY = ("iran-moh", "iran-judiciary", "iran-martyrs-foundation")


def test_the_twelve_day_war_has_four_counts_side_by_side() -> None:
    war = {
        "conflict": "iran-israel-2025",
        "population": "all",
        "area": "IRN",
        "period_start": "2025-06-13",
    }
    rows = [
        *(organization(r) for r in COUNTED_BY),
        figure(
            reporter="iran-moh", value=627, evidence="registered", period_end="2025-06-25", **war
        ),
        figure(
            reporter="iran-judiciary",
            value=935,
            evidence="registered",
            period_end="2025-06-24",
            reported_on="2025-06-30",
            **war,
        ),
        figure(
            reporter="iran-martyrs-foundation",
            value=1060,
            evidence="registered",
            period_end="2025-07-07",
            **war,
        ),
        figure(reporter="hrana", value=1190, evidence="reported", period_end="2025-07-08", **war),
    ]
    counts = casualties(rows)
    assert findings(rows) == []
    assert counts["series"].nunique() == len(counts) == 4 and counts["superseded_on"].isna().all()
    assert known_on(counts, "2025-12-31")["value"].to_list() == [627, 935, 1060, 1190]


def test_fewer_children_are_identified_than_an_office_had_said() -> None:
    gaza = {"conflict": "gaza", "population": "all", "area": "PSE-GAZA"}
    since = {"period_start": "2023-10-07", **gaza}
    rows = [
        *(organization(r) for r in ("gaza-gmo", "gaza-moh")),
        figure(
            reporter="gaza-gmo",
            value=14_500,
            age="child",
            evidence="asserted",
            period_end="2024-05-06",
            reported_on="2024-05-06",
            **since,
        ),
        *(
            figure(
                reporter="gaza-moh",
                value=value,
                age=age,
                evidence="case_named",
                period_end="2024-04-30",
                reported_on="2024-05-08",
                **since,
            )
            for age, value in (("all", 24_686), ("child", 7797))
        ),
    ]
    assert findings(rows) == []
    assert casualties(rows)["series"].nunique() == 3
    assert casualties(rows)["superseded_on"].isna().all()


def test_a_partys_months_make_the_month_of_the_alliance() -> None:
    january = {
        "conflict": "syria",
        "reporter": "snhr",
        "evidence": "case_named",
        "area": "SYR",
        "reported_on": "2018-02-01",
    }
    alliance = month("2018-01-01", 550, perpetrator="syrian-russian-alliance", **january)
    parts = [
        month("2018-01-01", 408, perpetrator="government-forces-syria", **january),
        month("2018-01-01", 142, perpetrator="russian-forces-syria", **january),
    ]
    assert findings([alliance, *parts], "partition-sums") == []
    assert breaks("partition-sums", [alliance.but(value=551), *parts]) != []


def test_dead_soldiers_are_hostile_and_non_hostile() -> None:
    soldiers = {
        "conflict": "iraq",
        "reporter": "us-dod",
        "population": "military",
        "affiliation": "united-states",
        "evidence": "registered",
        "area": "all",
        "period_start": "2003-03-19",
        "period_end": "2009-01-12",
        "reported_on": "2009-01-12",
    }
    whole = figure(value=4225, **soldiers)
    parts = [
        figure(value=3403, cause="direct", **soldiers),
        figure(value=822, cause="non_hostile", **soldiers),
    ]
    assert findings([whole, *parts], "partition-sums") == []
    assert breaks("partition-sums", [whole, parts[0], parts[1].but(value=823)]) != []


def test_a_range_without_a_best_value_is_a_figure() -> None:
    row = figure(
        conflict="iraq",
        reporter="ibc",
        evidence="reported",
        value=None,
        low=183_249,
        high=205_785,
        qualifier="range",
        area="IRQ",
        period_start="2003-03-20",
        period_end="2019-02-28",
        reported_on="2019-02-28",
    )
    count = casualties([row]).iloc[0]
    assert pd.isna(count["value"]) and (count["low"], count["high"]) == (183_249, 205_785)


def test_casualties_that_are_not_the_sum_of_killed_and_injured_stay_as_printed() -> None:
    raids = {
        "conflict": "yemen",
        "reporter": "yemen-data-project",
        "evidence": "reported",
        "area": "YEM",
        "cause": "air_strike",
        "perpetrator": "coalition-yemen",
        "period_start": "2015-03-26",
        "period_end": "2019-03-26",
        "reported_on": "2019-04-04",
    }
    rows = [
        figure(value=8345, **raids),
        figure(measure="injured", value=9399, **raids),
        figure(measure="casualties", value=17_729, qualifier="at_least", **raids),
    ]
    assert casualties(rows)["value"].to_list() == [8345, 9399, 17_729]
    assert 8345 + 9399 == 17_729 + 15


def test_killed_injured_and_kidnapped_in_one_number_are_no_casualties() -> None:
    quarter = {
        "conflict": "haiti",
        "reporter": "binuh",
        "evidence": "reported",
        "counting": "quarter",
        "population": "all",
        "area": "HTI",
        "period_start": "2023-04-01",
        "period_end": "2023-06-30",
        "reported_on": "2023-08-31",
    }
    rows = [
        conflict("haiti", "2022-01-01", "HTI"),
        area("HTI", kind="country"),
        organization("binuh", "intergovernmental"),
        code("measure", "killed_injured_or_abducted", warning="mixed_outcomes"),
        code("measure", "abducted"),
        figure(measure="killed_injured_or_abducted", value=1860, **quarter),
        figure(measure="abducted", value=298, **quarter),
    ]
    assert findings(rows) == []
    assert casualties(rows)["series"].nunique() == 2


def test_who_was_held_on_a_day_is_restated_three_months_later() -> None:
    held = figure(
        conflict="myanmar",
        reporter="aapp",
        population="all",
        measure="detained",
        evidence="case_named",
        counting="stock",
        area="MMR",
        value=3151,
        period_start="2021-04-15",
        period_end="2021-04-15",
        reported_on="2021-04-15",
    )
    about = [
        conflict("myanmar", "2021-02-01", "MMR"),
        area("MMR", kind="country"),
        organization("aapp", "civil_society"),
    ]
    rows = [*about, held, held.but(value=3459, reported_on="2021-07-15")]
    assert findings(rows) == []
    assert known_on(casualties(rows), "2021-07-14")["value"].to_list() == [3151]
    assert known_on(casualties(rows), "2021-07-15")["value"].to_list() == [3459]


def test_an_estimate_may_be_lowered_and_the_old_one_stays_known() -> None:
    estimate = figure(
        conflict="tigray",
        reporter="ghent-university",
        evidence="modelled",
        area="ET-TI",
        qualifier="range",
        low=311_000,
        high=808_000,
        value=518_000,
        period_start="2020-11-04",
        period_end="2022-12-31",
        reported_on="2023-01-26",
    )
    lowered = estimate.but(value=None, low=162_000, high=378_000, reported_on="2023-05-24")
    rows = [
        conflict("tigray", "2020-11-04", "ETH"),
        area("ETH", kind="country"),
        area("ET-TI", "ETH"),
        organization("ghent-university", "research"),
        estimate,
        lowered,
    ]
    lower = exception(
        "restatement-is-like-what-it-restates", casualties(rows)["figure_id"].iloc[-1]
    )
    assert findings([*rows, lower]) == []
    assert known_on(casualties(rows), "2023-02-01")["high"].to_list() == [808_000]
    assert known_on(casualties(rows), "2023-06-01")["high"].to_list() == [378_000]


def test_lists_of_names_and_bodies_examined_are_two_series() -> None:
    own = {
        "conflict": "armenia-azerbaijan",
        "population": "military",
        "area": "ARM+AZE",
        "period_start": "2020-09-27",
    }
    rows = [
        conflict("armenia-azerbaijan", "2020-09-27", "ARM+AZE"),
        area("ARM+AZE", kind="group"),
        organization("artsakh-mod", "military"),
        organization("am-moh", "government"),
        figure(
            reporter="artsakh-mod",
            evidence="case_named",
            value=1815,
            period_end="2020-12-12",
            **own,
        ),
        figure(
            reporter="am-moh",
            evidence="registered",
            value=2996,
            period_end="2020-12-11",
            **own,
        ),
    ]
    assert findings(rows) == []
    assert casualties(rows)["series"].nunique() == 2


def test_a_year_of_aid_workers_grows_with_each_edition() -> None:
    year = {
        "conflict": "worldwide",
        "reporter": "awsd",
        "population": "aid_worker",
        "counting": "year",
        "area": "all",
        "period_start": "2023-01-01",
        "period_end": "2023-12-31",
    }
    rows = [
        conflict("worldwide", "1999-01-01", "all"),
        organization("awsd", "research"),
        figure(value=280, reported_on="2024-08-20", **year),
        figure(value=293, reported_on="2025-08-19", **year),
    ]
    assert findings(rows) == []
    assert casualties(rows)["superseded_on"].notna().to_list() == [True, False]


LEBANON = {
    "conflict": "lebanon",
    "reporter": "lebanon-moph",
    "population": "all",
    "evidence": "registered",
    "area": "LBN",
}
BEFORE_THE_RESTART = {"period_start": "2023-10-08", "period_end": "2024-12-04", **LEBANON}
SINCE_2_MARCH_2026 = {"period_start": "2026-03-02", "period_end": "2026-03-08", **LEBANON}


def test_a_count_that_restarts_is_another_series_and_has_not_fallen() -> None:
    rows = [figure(value=4047, **BEFORE_THE_RESTART), figure(value=394, **SINCE_2_MARCH_2026)]
    assert findings(rows) == []
    assert casualties(rows)["series"].nunique() == 2


def test_a_restart_taken_for_the_old_count_has_fallen() -> None:
    before, since = (
        figure(value=4047, **BEFORE_THE_RESTART),
        figure(value=394, **{**SINCE_2_MARCH_2026, "period_start": "2023-10-08"}),
    )
    assert breaks("cumulative-never-falls", [before, since]) == [(1, "value")]


HALF_OF_2019 = {
    "conflict": "afghanistan",
    "reporter": "unama",
    "counting": "span",
    "area": "AFG",
    "period_start": "2019-01-01",
    "period_end": "2019-06-30",
    "reported_on": "2019-07-30",
}


def test_two_forces_make_a_side_and_both_sides_are_less_than_all() -> None:
    side = figure(value=717, perpetrator="pro-government-forces-afghanistan", **HALF_OF_2019)
    forces = [
        figure(value=403, perpetrator="afghan-national-security-forces", **HALF_OF_2019),
        figure(value=314, perpetrator="international-military-forces-afghanistan", **HALF_OF_2019),
    ]
    enemies = figure(value=531, perpetrator="anti-government-elements", **HALF_OF_2019)
    everybody = figure(value=1366, **HALF_OF_2019)
    assert findings([everybody, side, *forces, enemies]) == []
    assert casualties([everybody, side, *forces, enemies])["series"].nunique() == 5
    assert breaks("part-within-whole", [side, forces[0].but(value=718)]) == [(1, "value")]
    assert breaks("part-within-whole", [everybody, side.but(value=1367)]) == [(1, "value")]


HALF_OF_2020 = {
    **HALF_OF_2019,
    "period_start": "2020-01-01",
    "period_end": "2020-06-30",
    "reported_on": "2020-07-27",
}


def test_killed_and_injured_printed_together_are_the_two_of_the_same_party() -> None:
    taliban = [
        figure(value=580, perpetrator="taliban", **HALF_OF_2020),
        figure(measure="injured", value=893, perpetrator="taliban", **HALF_OF_2020),
    ]
    together = figure(measure="casualties", value=1473, perpetrator="taliban", **HALF_OF_2020)
    of_another = together.but(value=789, perpetrator="pro-government-forces-afghanistan")
    rule = "killed-and-injured-make-casualties"
    assert findings([*taliban, together, of_another], rule) == []
    assert breaks(rule, [*taliban, together.but(value=1474), of_another]) == [(2, "value")]


def test_a_sum_of_the_reporter_speaks_against_one_of_its_numbers() -> None:
    third_day = {
        "conflict": "iran-israel-2025",
        "reporter": "iran-moh",
        "population": "all",
        "evidence": "registered",
        "area": "IRN",
        "period_start": "2025-06-13",
        "period_end": "2025-06-15",
        "reported_on": "2025-06-15",
    }
    injured = figure(measure="injured", value=1277, disputed="1,257 in other copies", **third_day)
    others = [figure(value=224, **third_day), figure(measure="casualties", value=1481, **third_day)]
    rule = "killed-and-injured-make-casualties"
    assert 1481 - 224 == 1257
    assert findings([*others, injured]) == []
    assert breaks(rule, [*others, injured.but(disputed=None)]) == [(1, "value")]
