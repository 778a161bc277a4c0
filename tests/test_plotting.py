"""A chart shows what the rows say, all of it and nothing else, or says why it may not be drawn."""

import datetime as dt
import itertools
import re
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictdata as cd

pytest.importorskip("altair", reason="needs the extra plot")

from conflictdata.plotting.gaps import silences
from conflictdata.plotting.measure import apart, ticks, width_of, wrapped

WAR = "russia-ukraine"
OHCHR = {
    "conflict": WAR,
    "reporter": "ohchr",
    "population": "civilian",
    "evidence": "case_verified",
    "area": "UKR",
}
WHOLE = dict.fromkeys(
    ["controlled_by", "sex", "age", "cause", "condition", "perpetrator", "home"], "all"
)
KILLED = {"measure": "killed", "counting": "cumulative", **OHCHR}
MONTHS = {"measure": "killed", "counting": "month", **OHCHR}
PACKAGES = {"donor": "USA", "program": ["PDA", "USAI", "FMF"], "conflict": WAR}


def line(**where):
    with warnings.catch_warnings(action="ignore"):
        return cd.series("casualties", **{**KILLED, **where})


def layers(chart) -> Iterator[dict]:
    """Every mark of a chart with its values, as Vega-Lite gets it."""
    spec = chart.to_dict()
    for panel in spec.get("vconcat", [spec]):
        for layer in panel["layer"]:
            data = layer["data"]
            values = data["values"] if "values" in data else spec["datasets"][data["name"]]
            mark = layer["mark"]
            yield {
                "mark": mark["type"],
                "values": values,
                "look": mark,
                "encoding": layer["encoding"],
            }


def panels_of(chart) -> list[list[dict]]:
    """The marks of each panel, with their values."""
    spec = chart.to_dict()
    return [
        [
            {
                "mark": mark["mark"]["type"],
                "values": mark["data"]["values"]
                if "values" in mark["data"]
                else spec["datasets"][mark["data"]["name"]],
                "encoding": mark["encoding"],
            }
            for mark in panel["layer"]
        ]
        for panel in spec.get("vconcat", [spec])
    ]


def values_of(chart, *marks: str) -> list[dict]:
    return [v for layer in layers(chart) if layer["mark"] in marks for v in layer["values"]]


def texts(chart) -> str:
    return "\n".join(str(v["text"]) for v in values_of(chart, "text"))


def under(chart) -> str:
    """The words below a chart, on one line."""
    last = [v["text"] for v in values_of(chart, "text") if "Source: " in str(v["text"])]
    return last[-1].replace("\n", " ")


def days_and_numbers(values) -> list[tuple[str, int]]:
    return [(v["day"][:10], v["number"]) for v in values]


def test_the_line_of_the_readme_is_drawn_figure_by_figure():
    killed = line()
    drawn = days_and_numbers(values_of(cd.plot(killed), "line"))
    assert drawn == [(str(d.date()), int(v)) for d, v in killed["value"].items()]


def test_steps_hold_a_number_until_the_next_and_never_lead_to_it():
    looks = [layer["look"] for layer in layers(cd.plot(line())) if layer["mark"] == "line"]
    assert [look["interpolate"] for look in looks] == ["step-after"]


def test_where_there_was_no_figure_for_long_there_is_no_line():
    killed = line()
    cut = killed[(killed.index < "2022-09-01") | (killed.index > "2023-03-01")]
    runs = pd.DataFrame(values_of(cd.plot(cut), "line")).groupby("run")["day"].agg(["min", "max"])
    assert not ((runs["min"] < "2022-09-01") & (runs["max"] > "2023-03-01")).any()
    alone = cut.iloc[[0, 1, -1]]  # one figure by itself is no line, and is still there
    points = days_and_numbers(values_of(cd.plot(alone), "point"))
    assert (str(alone.index[-1].date()), int(alone["value"].iloc[-1])) in points


def test_months_are_bars_of_their_own_days_and_a_missing_month_is_a_gap():
    rows = cd.load("casualties", **MONTHS, **WHOLE)
    rows = rows[rows["period_end"] != "2023-06-30"]
    bars = values_of(cd.plot(rows), "rect")
    want = rows[["period_start", "period_end", "value"]].astype(str).values.tolist()
    drawn = [[b["period_start"], b["period_end"], str(b["number"])] for b in bars]
    assert sorted(drawn) == sorted(want)
    assert all(b["low"] == 0 for b in bars)
    assert not [b for b in bars if b["day"][:7] == "2023-06"]


def test_what_was_known_on_a_day_stands_before_what_is_known_now():
    chart = cd.plot(line(), known_on="2023-05-04")
    now, then = [layer for layer in layers(chart) if layer["mark"] == "line"]
    known = line(vintage="2023-05-04")
    assert days_and_numbers(then["values"]) == [
        (str(d.date()), int(v)) for d, v in known["value"].items()
    ]
    assert len(now["values"]) == len(line())
    assert now["look"]["color"] == "#9a9a9a" != then["look"]["color"]
    assert "8,709" in texts(chart).split("\n")
    assert "known on 4 May 2023" in texts(chart)


def test_one_month_then_and_now_are_two_bars():
    april = {**MONTHS, **WHOLE, "period_end": "2023-04-30"}
    now = cd.load("casualties", **april)
    chart = cd.plot(now, known_on="2023-05-04")
    assert [v["number"] for v in values_of(chart, "rect")] == [169, int(now["value"].item())]


def test_every_wording_of_one_figure_stands_on_the_day_of_its_report():
    march = {**MONTHS, **WHOLE, "period_end": "2022-03-31"}
    rows = cd.load("casualties", vintage="all", **march).sort_values("reported_on")
    drawn = days_and_numbers(values_of(cd.plot(rows), "line"))
    assert drawn == [
        (str(d.date()), int(v)) for d, v in zip(rows["reported_on"], rows["value"], strict=True)
    ]


def soldiers():
    return cd.latest(
        "casualties",
        conflict=WAR,
        population="military",
        affiliation="russia",
        measure="killed",
        counting="cumulative",
        home="all",
    )


def test_reporters_stand_beside_each_other_with_how_they_know_and_of_when():
    rows = soldiers()
    written = texts(cd.plot(rows))
    labels = cd.load("codes", list="evidence").set_index("code")["label"].astype(str)
    for row in rows.itertuples():
        name = re.sub(r".*\(([A-Z]{2,})\)$", r"\1", row.reporter_name)
        end = f"{row.period_end.day} {row.period_end:%B %Y}"
        role = str(row.reporter_role).replace("_", " ").replace("of party", "of a party")
        assert f"{name}, {role}, {labels[row.evidence]}, as of {end}" in written


def test_a_range_is_drawn_from_its_low_to_its_high_end_and_has_no_middle():
    rows = soldiers()
    ranges = rows[rows["qualifier"] == "range"]
    bars = {(b["low"], b["number"]) for b in values_of(cd.plot(rows), "rect")}
    assert len(ranges)
    for row in ranges.itertuples():
        assert (int(row.low), int(row.high)) in bars and (0, int(row.low)) in bars


@pytest.mark.parametrize("kind", ["steps", "months", "compared", "packages", "donors", "aid"])
def test_numbers_are_written_whole(kind):
    """Every number on a chart but those of days, counts and ticks is that of a row, digit by digit."""
    rows = {
        "steps": line,
        "months": lambda: cd.load("casualties", **MONTHS, **WHOLE),
        "compared": soldiers,
        "packages": lambda: cd.load("aid_packages", **PACKAGES),
        "donors": lambda: cd.load("aid_packages", currency="EUR", conflict=WAR),
        "aid": lambda: cd.latest(
            "aid_totals", conflict=WAR, reporter="kiel", aid_type="total", stage="allocated",
            counting="cumulative", donor=["DEU", "GBR", "USA"], program="all", currency="EUR",
        ),
    }[kind]()  # fmt: skip
    columns = [c for c in ("value", "low", "high", "amount") if c in rows]
    numbers = {int(n) for c in columns for n in rows[c].dropna()}
    if kind == "donors":
        good = rows[rows["adds_up"].isin(["yes", "share"])]
        numbers = set(map(int, good.groupby("donor", observed=True)["amount"].sum()))
    written = [
        str(v["text"]) for v in values_of(cd.plot(rows), "text") if "Source:" not in str(v["text"])
    ]
    bold = [
        int(n.replace(",", ""))
        for layer in layers(cd.plot(rows))
        if layer["mark"] == "text" and layer["look"].get("fontWeight") == "bold"
        for value in layer["values"]
        for n in re.findall(r"\d[\d,]*", re.sub(r"^.*: (?=\d)", "", value["text"]))
        if ": " not in value["text"]
    ]
    assert bold and set(bold) <= numbers
    assert not re.search(r"\d\s?(k|m|bn|M|K)\b", "\n".join(written))


def test_packages_stand_on_the_days_of_their_announcement_on_one_scale():
    rows = cd.load("aid_packages", **PACKAGES)
    chart = cd.plot(rows)
    bars = values_of(chart, "bar")
    drawn = sorted((b["day"][:10], b["number"] - b["low"]) for b in bars)
    with_amount = rows[rows["amount"].notna()]
    assert drawn == sorted(
        (str(d.date()), int(a))
        for d, a in zip(with_amount["announced_on"], with_amount["amount"], strict=True)
    )
    rings = [v for v in values_of(chart, "point") if v["told"].split(":")[0]]
    assert len(rings) == rows["amount"].isna().sum()
    scales = [
        panel["height"] / panel["layer"][0]["encoding"]["y"]["scale"]["domain"][1]
        for panel in chart.to_dict()["vconcat"]
    ]
    assert len(scales) == 3 and max(scales) / min(scales) < 1.02


def test_packages_of_one_day_are_one_stack_below_the_end_of_the_axis():
    chart = cd.plot(cd.load("aid_packages", donor="USA", conflict=WAR))
    bars = values_of(chart, "bar")
    assert any(b["low"] for b in bars) and "one on the other" in under(chart)
    for panel in panels_of(chart):
        highest = max(
            v["number"] for mark in panel for v in mark["values"] if mark["mark"] == "bar"
        )
        for mark in panel:
            assert mark["encoding"].get("y", {}).get("scale") is None or (
                mark["encoding"]["y"]["scale"]["domain"][1] >= highest
            )


def test_panels_that_a_reader_compares_have_one_scale_or_say_that_they_have_not():
    """Losses of two armies side by side must not look equal where they are not."""
    rows = cd.load("casualties", **MONTHS, **WHOLE)
    rows = rows[rows["period_start"] >= "2024-01-01"]
    for times, one in ((3, True), (50, False)):
        other = rows.assign(measure="injured", value=rows["value"] * times)
        chart = cd.plot(pd.concat([rows, other]))
        ends = {
            mark["encoding"]["y"]["scale"]["domain"][1]
            for panel in panels_of(chart)
            for mark in panel
            if mark["mark"] == "rect"
        }
        assert (len(ends) == 1) is one
        assert ("Each panel has a scale of its own" in under(chart)) is not one


def test_the_first_day_below_a_chart_has_its_year():
    import vl_convert

    rows = cd.load("casualties", **MONTHS, **WHOLE)
    for first in ("2022-10-01", "2023-04-01"):
        some = rows[(rows["period_start"] >= first) & (rows["period_end"] <= "2023-09-30")]
        svg = vl_convert.vegalite_to_svg(cd.plot(some).to_dict())
        months = re.findall(r">(Oct|Apr|2022)<", svg)
        assert months and f">{first[:4]}<" in svg
    weeks = cd.plot(line(period_end=slice("2023-04-01", "2023-06-30")))
    assert ">2023<" in vl_convert.vegalite_to_svg(weeks.to_dict())


def test_a_figure_of_no_one_party_is_not_called_anybodys():
    rows = cd.load("casualties", conflict="yemen", reporter="ohchr", measure="killed")
    rows = rows[rows["perpetrator"].astype(str) != "all"]
    whole = rows.assign(perpetrator="all", value=rows["value"] * 2)
    chart = cd.plot(pd.concat([rows, whole]).iloc[[0, len(rows)]])
    assert "All perpetrators" in texts(chart) and "Anybody" not in texts(chart)


def test_donors_are_sums_of_the_rows_that_add_up_and_the_chart_says_so():
    rows = cd.load("aid_packages", currency="USD", conflict=WAR)
    good = rows[rows["adds_up"].isin(["yes", "share"]) & rows["amount"].notna()]
    sums = good.groupby("donor", observed=True)["amount"].sum().sort_values(ascending=False)
    chart = cd.plot(rows)
    assert [b["number"] for b in values_of(chart, "rect")] == list(map(int, sums))
    assert f"Sums are ours, of the {len(good)} packages" in under(chart)
    sales = (rows["adds_up"] == "sale").sum()
    assert sales and f"a sale ({sales})" in under(chart)


def test_the_line_below_names_reporters_documents_tiers_and_release():
    killed = line()
    tiers = killed.drop_duplicates("source")["source_tier"].value_counts()
    said = under(cd.plot(killed))
    assert f"{killed['source'].nunique()} documents (" in said
    for tier, number in tiers[tiers > 0].items():
        assert f"{number} {tier}" in said
    assert "Source: OHCHR, 27 February 2022 to " in said
    assert f"conflictdata {cd.__version__}" in said
    assert "OHCHR counts otherwise in reports from 1 March 2023 (" in said


def test_a_chart_is_told_to_people_who_do_not_see_it():
    killed = line()
    told = cd.plot(killed).description
    assert told.startswith("Civilians killed in Ukraine. OHCHR: cumulative since 24 February 2022")
    assert f"{killed['value'].iloc[0]:,}" in told and f"{killed['value'].iloc[-1]:,}" in told


@pytest.mark.parametrize("backend", ["polars", "pyarrow"])
def test_rows_of_every_backend_give_the_same_chart(backend):
    where = {**MONTHS, **WHOLE}
    pandas = cd.plot(cd.load("casualties", **where)).to_dict()
    assert cd.plot(cd.load("casualties", backend=backend, **where)).to_dict() == pandas


def test_a_chart_can_be_gone_on_with():
    import altair as alt

    mark = alt.Chart(alt.InlineData(values=[{"y": 9000}])).mark_rule().encode(y="y:Q")
    assert len((cd.plot(line()) + mark).to_dict()["layer"]) > 1
    assert cd.plot(line(), title="Mine", subtitle="").title.text == ["Mine"]


def test_increments_are_said_to_be_computed():
    chart = cd.plot(cd.increments(line(vintage="2023-05-04"), by="month"))
    assert "computed from its figures" in chart.title.subtitle[0]


def test_converted_amounts_are_said_to_be_ours():
    pytest.importorskip("currency_converter")
    rows = cd.load("aid_totals", reporter="kiel", donor="USA", aid_type="total",
                   stage="committed", period_end="2023-01-15", counting="cumulative")  # fmt: skip
    chart = cd.plot(cd.convert(rows, "USD"))
    assert [b["number"] for b in values_of(chart, "rect")] == [79_050_340_000]
    assert "converted by us" in " ".join(chart.title.subtitle)
    assert "US dollar (USD)" in texts(chart)


def kiel(**where):
    with warnings.catch_warnings(action="ignore"):
        return cd.series("aid_totals", reporter="kiel", donor="USA", recipient="UKR",
                         stage="allocated", aid_type="total", counting="cumulative", **where)  # fmt: skip


def test_what_was_known_is_converted_as_what_is_known_now():
    """Nothing of this line was restated, so that it is one line in yen as in euros."""
    pytest.importorskip("currency_converter")
    rows = kiel()
    assert set(kiel(vintage="2026-01-15")["amount"]) <= set(rows["amount"])
    chart = cd.plot(cd.convert(rows, "JPY"), known_on="2026-01-15")
    now, then = [layer["values"] for layer in layers(chart) if layer["mark"] == "line"]
    assert then and set(days_and_numbers(then)) < set(days_and_numbers(now))


def test_what_was_known_is_not_set_beside_numbers_of_other_units():
    with pytest.raises(cd.ConflictDataError, match=r"is 67,000,000,000, and not 67,000 as in the"):
        cd.plot(kiel().assign(amount=lambda rows: rows["amount"] // 10**6), known_on="2024-06-01")


def test_amounts_in_their_own_currency_are_not_called_converted():
    pytest.importorskip("currency_converter")
    rows = kiel()
    assert cd.plot(cd.convert(rows, "EUR")).to_dict() == cd.plot(rows).to_dict()


def test_an_amount_without_a_rate_is_of_no_other_currency():
    """It lacks a number on the chart, and does not forbid those of the others."""
    pytest.importorskip("currency_converter")
    rows = kiel()
    early = rows.assign(
        period_end=rows["period_end"].where(rows.index != rows.index[0], "1998-01-05")
    )
    converted = cd.convert(early, "USD").assign(period_end=rows["period_end"])
    drawn = values_of(cd.plot(converted), "point")
    assert len({v["day"] for v in drawn if "day" in v}) == len(rows) - 1


VINTAGE = "as known on 4 May 2023"


@pytest.mark.parametrize("backend", ["pandas", "pyarrow"])
@pytest.mark.parametrize("verb", [cd.load, cd.series])
def test_a_chart_of_a_past_vintage_says_so(verb, backend):
    asked = {"vintage": "2023-05-04", "backend": backend, **MONTHS, **WHOLE}
    chart = cd.plot(verb("casualties", **asked))
    assert VINTAGE in " ".join(chart.title.subtitle) and VINTAGE in chart.description
    own = cd.plot(verb("casualties", **asked), subtitle="By month")
    # whoever changes the words keeps the day
    assert f"A{VINTAGE[1:]}." in under(own)
    assert "known on" not in " ".join(cd.plot(line()).title.subtitle)


def test_the_newest_and_what_is_computed_of_a_past_vintage_say_so():
    newest = cd.latest("casualties", vintage="2023-05-04", **KILLED, **WHOLE)
    grown = cd.increments(line(vintage="2023-05-04"), by="month")
    packages = cd.load("aid_packages", vintage="2023-05-04", **PACKAGES)
    for rows in (newest, grown, packages):
        assert VINTAGE in " ".join(cd.plot(rows).title.subtitle)


def test_what_stands_beside_a_past_vintage_is_not_called_now():
    april = {**MONTHS, **WHOLE, "period_end": "2023-04-30", "vintage": "2024-01-15"}
    for rows in (cd.load("casualties", **april), line(vintage="2024-01-15")):
        chart = cd.plot(rows, known_on="2023-05-04")
        said = " ".join(chart.title.subtitle) + texts(chart)
        assert "gray: known on 15 January 2024" in said and not re.search(r"\bnow\b", said)


def test_every_wording_of_a_figure_is_not_set_beside_one_of_them():
    every = cd.load("casualties", vintage="all", period_end="2022-03-31", **MONTHS, **WHOLE)
    with pytest.raises(cd.ConflictDataError, match="known_on= sets one wording beside another"):
        cd.plot(every, known_on="2023-05-04")


def test_a_part_by_who_held_the_place_does_not_read_as_by_who_killed():
    rows = cd.load("casualties", period_end="2023-05-01", **KILLED)
    rows = rows[(rows["sex"] == "all") & (rows["age"] == "all") & (rows["cause"] == "all")]
    chart = cd.plot(rows)
    for said in (texts(chart).casefold(), chart.description):
        assert "in territory held by russian federation" in said.casefold()
        assert not re.search(r"^russian federation", said, re.MULTILINE)


@pytest.mark.parametrize(
    ("column", "codes", "says"),
    [
        ("affiliation", ["israel", "palestinians"], "of the side of "),
        ("controlled_by", ["ukraine", "russia"], "in territory held by "),
        ("perpetrator", ["russia", "ukraine"], "attributed to "),
        ("home", ["FRA", "THA"], "from "),
    ],
)
def test_whose_people_are_is_said_where_a_bare_name_could_be_anybodys(column, codes, says):
    """A name beside a number of dead is read as that of who killed them."""
    rows = line().iloc[-3:]
    both = pd.concat([rows.assign(**{column: code}) for code in codes])
    assert texts(cd.plot(both)).count(says) >= 2
    assert says in " ".join(cd.plot(rows.assign(**{column: codes[0]})).title.text)


def test_what_is_sold_is_not_called_aid():
    """The buyer pays: seventeen sales that Congress was told of are no aid to Israel."""
    sales = cd.load("aid_packages", donor="USA", recipient="ISR")
    assert set(sales["adds_up"]) == {"sale"}
    chart = cd.plot(sales)
    assert chart.title.text == ["Sales from United States to Israel, notified"]
    assert chart.description.startswith("Sales from")
    assert "the others" not in under(chart)  # there are none
    assert f"in no sum of aid: a sale ({len(sales)})" in under(chart)
    assert "it may never be signed" in under(chart)
    both = cd.plot(cd.load("aid_packages", donor="USA", recipient="UKR"))
    assert both.title.text == ["Aid packages and sales from United States to Ukraine"]
    assert "does not add up with the others: a sale (" in under(both)


@pytest.mark.parametrize("kind", ["part", "refund", "funds", "repays", "overlap"])
def test_packages_whose_money_counts_elsewhere_say_so_in_their_title(kind):
    rows = cd.load("aid_packages", adds_up=kind)
    one = rows[(rows["donor"] == rows["donor"].iloc[0]) & rows["currency"].notna()]
    one = one[one["currency"] == one["currency"].iloc[0]]
    label = cd.load("codes", list="adds_up", code=kind)["label"].iloc[0]
    chart = cd.plot(one)
    assert " ".join(chart.title.text).endswith(f" ({label})") and "the others" not in under(chart)


def test_a_ranking_names_no_recipient_whose_packages_are_left_out():
    rows = cd.load("aid_packages", currency="USD")
    assert "ISR" in set(rows["recipient"])
    title = " ".join(cd.plot(rows).title.text)
    assert "Ukraine" in title and "Israel" not in title


def test_a_ranking_of_donors_says_what_is_in_the_bars():
    """Loans that the European Union paid out stand above gifts that the United States announced."""
    rows = cd.load("aid_packages", recipient="UKR", currency="EUR")
    chart = cd.plot(rows)
    kept = rows[rows["adds_up"].isin(["yes", "share"]) & rows["amount"].notna()]
    union = kept[kept["donor"] == "EU"]
    told = next(t for t in texts(chart).split("\n") if t.startswith("European Union, "))
    assert told.startswith(f"European Union, {len(union)} packages: ")
    assert f"disbursed ({(union['stage'] == 'disbursed').sum()})" in told
    assert f"a loan ({union['warnings'].str.contains('loan').sum()})" in told
    assert union["warnings"].str.contains("overlaps_with_members").all()
    assert "overlaps with members" in told
    said = under(chart)
    assert "Stages do not compare: announced (" in said and "By instrument: grant (" in said
    loans = kept["warnings"].str.contains("loan", na=False).sum()
    assert f"A loan ({loans} of {len(kept)}): to be repaid." in said


def test_totals_of_donors_that_hold_each_other_say_so():
    rows = cd.latest("aid_totals", conflict=WAR, reporter="kiel", aid_type="total", program="all",
                     stage="allocated", counting="cumulative", donor=["DEU", "EU_ALL"])  # fmt: skip
    assert len(rows) == 2
    assert "Overlaps with members (1 of 2): the donor is a group" in under(cd.plot(rows))


@pytest.mark.parametrize("converted", [False, True])
def test_no_number_of_a_line_lies_on_another(converted):
    """114 and 115 billion euros within two months are two numbers of twelve signs each."""
    rows = kiel()
    if converted:
        pytest.importorskip("currency_converter")
        rows = cd.convert(rows, "JPY")
    chart = cd.plot(rows)
    spec = chart.to_dict()
    boxes = []
    for layer in layers(chart):
        look, place = layer["look"], layer["encoding"]
        if layer["mark"] != "text" or "stroke" in look or "value" in place["x"]:
            continue
        (value,) = layer["values"]
        first, last = (pd.Timestamp(year=d["year"], month=d["month"], day=d["date"])
                       for d in place["x"]["scale"]["domain"])  # fmt: skip
        along = (pd.Timestamp(value["day"]) - first) / (last - first) * spec["width"] + look["dx"]
        down = spec["height"] * (1 - value["number"] / place["y"]["scale"]["domain"][1])
        down += look["dy"] + 12 * (look["baseline"] == "top")
        wide = width_of(value["text"], 12)
        left = along - wide * (look["align"] == "right")
        boxes.append((left, down - 12, left + wide, down))
    assert len(boxes) > 2
    for one, other in itertools.combinations(boxes, 2):
        assert one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]


REFUSED = {
    "no rows": (lambda: line().iloc[:0], "got no rows"),
    "two countings": (
        lambda: cd.load("casualties", **{**KILLED, **WHOLE, "counting": ["month", "cumulative"]}),
        r"pin counting: 'cumulative', 'month'",
    ),
    "two things at once": (
        lambda: cd.load("casualties", **{**KILLED, "measure": ["killed", "injured"]}),
        r"lines that differ in measure and .*pin measure: 'injured', 'killed'",
    ),
    "currencies": (
        lambda: cd.load("aid_packages", conflict=WAR, donor=["USA", "DEU"]),
        r"pin currency: 'DKK', 'EUR', 'USD', or convert\(\) to one",
    ),
    "starts": (
        lambda: cd.load("aid_totals", conflict=WAR, reporter="us-dod", donor="USA",
                        aid_type="military", counting="cumulative", stage="committed",
                        program="all", recipient="UKR"),
        r"pin period_start: '2014-",
    ),
    "wordings": (
        lambda: cd.load("casualties", vintage="all", **{**KILLED, **WHOLE}),
        r"has several wordings.*vintage=",
    ),
    "losses beside deaths": (
        lambda: cd.latest("casualties", conflict=WAR, population="military", affiliation="russia",
                          counting="cumulative", measure=["killed", "losses"]),
        r"pin measure: 'killed', 'losses'",
    ),
    "contents": (lambda: cd.load("aid_package_items", package="US-PDA-37"), "no contents"),
    "sources": (lambda: cd.load("sources"), r"plot\(\) draws rows of casualties"),
    "a column": (
        lambda: cd.load("casualties", columns=["value", "counting", "period_end"], **KILLED),
        r"needs the column qualifier and",
    ),
    "no frame": (lambda: [1, 2], "takes a frame of pandas, polars or pyarrow, not list"),
    "a number in words": (lambda: line().assign(value="many"), "draws numbers, not 'many'"),
    "a strange source": (lambda: line().assign(source="nobody"), "found the source 'nobody'"),
    "nothing adds up": (
        lambda: cd.load("aid_packages", conflict=WAR, adds_up=["part", "joint"], currency="USD"),
        "no amount of these packages adds up",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_would_mislead_is_refused_with_what_to_pin(case):
    rows, says = REFUSED[case]
    with pytest.raises(cd.ConflictDataError, match=re.compile(says, re.DOTALL)):
        cd.plot(rows())


@pytest.mark.parametrize("word", ["title", "subtitle"])
def test_a_title_is_text(word):
    with pytest.raises(cd.ConflictDataError, match=rf"plot\(\) takes a {word} that is text, not 5"):
        cd.plot(line(), **{word: 5})


@pytest.mark.parametrize(
    ("rows", "day", "says"),
    [
        (line, "2021-01-01", "nothing of these figures was known on 2021-01-01"),
        (line, "May 2023", "known_on must be a day such as '2023-05-04'"),
        (lambda: cd.load("aid_packages", **PACKAGES), "2023-05-04", "vintage='2023-05-04'"),
        (
            lambda: cd.increments(line(vintage="2023-05-04")),
            "2023-05-04",
            "needs the column series",
        ),
    ],
)
def test_what_was_not_known_is_said(rows, day, says):
    with pytest.raises(cd.ConflictDataError, match=re.escape(says)):
        cd.plot(rows(), known_on=day)


def test_a_file_can_be_printed_or_put_on_a_page(tmp_path):
    from conflictdata.plotting.saving import save

    chart = cd.plot(line())
    for suffix in ("svg", "png", "pdf", "html"):
        save(chart, tmp_path / f"killed.{suffix}")
    svg = (tmp_path / "killed.svg").read_text(encoding="utf-8")
    assert svg.startswith('<svg role="img" aria-label="Civilians killed in Ukraine. ')
    assert (tmp_path / "killed.pdf").read_bytes().startswith(b"%PDF")
    png = (tmp_path / "killed.png").read_bytes()
    wide = int.from_bytes(png[16:20], "big")
    assert abs(wide / int(re.search(r'width="(\d+)"', svg)[1]) - 300 / 72) < 0.02
    page = (tmp_path / "killed.html").read_text(encoding="utf-8")
    assert "<title>Civilians killed in Ukraine</title>" in page
    assert not re.search(r"<(script|link)[^>]+(src|href)=", page)  # nothing is fetched


def test_the_fonts_are_there():
    import vl_convert

    pdf = vl_convert.vegalite_to_pdf(cd.plot(line()).to_json())
    assert b"LiberationSans" in pdf


def test_without_the_extra_it_is_said_how_to_install_it(tmp_path):
    code = (
        "import sys; sys.modules['altair'] = None\n"
        "import conflictdata as cd\n"
        "rows = cd.load('casualties', reporter='unama', measure='killed', counting='year')\n"
        "try: cd.plot(rows)\n"
        "except cd.ConflictDataError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "plot() needs altair: pip install 'conflictdata[plot]'"


def test_importing_the_package_imports_no_library_of_charts():
    code = "import sys, conflictdata as cd; cd.load('areas'); print('altair' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@given(
    st.lists(st.tuples(st.floats(0, 400), st.floats(5, 40)), min_size=1, max_size=8),
)
def test_labels_never_lie_on_each_other(labels):
    places, sizes = [p for p, _ in labels], [s for _, s in labels]
    moved = apart(places, sizes, 400)
    ends = sorted((m - s / 2, m + s / 2) for m, s in zip(moved, sizes, strict=True))
    for (_, above), (below, _) in itertools.pairwise(ends):
        assert above <= below + 1e-6
    if sum(sizes) <= 400:
        assert ends[0][0] >= -1e-6 and ends[-1][1] <= 400 + 1e-6


@given(st.text(alphabet="abc WM.", max_size=200), st.floats(50, 500))
def test_a_title_is_broken_between_words_and_loses_none(text, room):
    lines = wrapped(text, room, 12)
    assert " ".join(lines).split() == text.split()
    assert all(width_of(each, 12) <= room or " " not in each for each in lines)


@given(st.integers(1, 10**13))
def test_ticks_are_whole_and_reach_over_the_top(top):
    at = ticks(top)
    assert at[0] == 0 and at[-1] >= top and len(set(at)) == len(at) <= 12
    assert len({b - a for a, b in itertools.pairwise(at)}) == 1


def test_a_long_title_is_as_wide_as_the_chart():
    words = "Civilians killed and injured by explosive weapons with wide area effects " * 3
    title = cd.plot(line(), title=words).title.text
    assert len(title) > 1 and " ".join(title).split() == words.split()


def test_a_day_is_a_day_wherever_the_chart_is_drawn():
    """A day without an hour is midnight in Greenwich to a browser, and the day before in Boston."""
    days = [v["day"] for v in values_of(cd.plot(line()), "line", "point")]
    assert all(dt.datetime.fromisoformat(day).time() == dt.time() for day in days)
    assert all("T" in day and not day.endswith("Z") for day in days)


def test_the_command_line_draws(tmp_path):
    from test_cli import run

    chosen = [f"{name}={code}" for name, code in KILLED.items()] + ["--series"]
    file = tmp_path / "killed.svg"
    done = run("show", "casualties", *chosen, "--known-on", "2023-05-04", "-o", str(file))
    assert done.returncode == 0 and "drawn in" in done.stderr
    assert "8,709" in file.read_text(encoding="utf-8")
    for words, says in (
        (["-o", str(tmp_path / "x.csv"), "--known-on", "2023-05-04"], "--known-on draws"),
        (["--known-on", "2023-05-04"], "--known-on is for a chart"),
    ):
        done = run("show", "casualties", *chosen, *words)
        assert done.returncode == 2 and says in done.stderr
    done = run("show", "sources", "-o", str(tmp_path / "x.svg"))
    assert done.returncode == 2 and "plot() draws rows of" in done.stderr
    assert not Path(tmp_path / "x.svg").exists()


def test_no_rim_of_a_text_lies_on_another():
    spec = cd.plot(line(), known_on="2023-05-04").to_dict()
    marks = [layer["mark"] for layer in spec["layer"]]
    letters = [m["type"] == "text" and "stroke" not in m for m in marks]
    assert letters == sorted(letters) and any(m["type"] == "text" and "stroke" in m for m in marks)


def test_a_number_stands_above_every_bar_that_it_reaches():
    months = cd.series("casualties", **{**MONTHS, **WHOLE})
    chart = cd.plot(months)
    tops = {v["period_end"]: v["number"] for v in values_of(chart, "rect")}
    newest, before = str(months["period_end"].max().date()), sorted(tops)[-2]
    assert tops[before] > tops[newest]  # else this shows nothing
    written = {v["text"]: v["number"] for v in values_of(chart, "text") if "number" in v}
    (stands,) = [y for text, y in written.items() if text.endswith(f"{tops[newest]:,}")]
    assert stands >= tops[before]


def test_a_year_is_named_below_its_own_bar():
    years = cd.load("casualties", reporter="unama", measure="killed", counting="year", **WHOLE)
    axis = next(x["encoding"]["x"]["axis"] for x in layers(cd.plot(years)) if x["mark"] == "rect")
    assert axis["labelAlign"] == "left"


def test_bars_of_unequal_stretches_say_that_they_do_not_compare():
    gaza = {"conflict": "gaza", "reporter": "gaza-moh", "measure": "killed", "population": "all"}
    with warnings.catch_warnings(action="ignore"):
        grown = cd.series("casualties", counting="cumulative", evidence="registered", period_start="2023-10-07", **gaza)  # fmt: skip
    said = "compare bars of one width"
    assert said in under(cd.plot(cd.increments(grown, by="month")))
    years = cd.load("casualties", reporter="unama", measure="killed", counting="year", **WHOLE)
    assert said not in under(cd.plot(years))


def test_the_first_number_does_not_stand_on_the_axis():
    every = cd.series("casualties", vintage="all", period_end="2022-03-31", **{**MONTHS, **WHOLE})
    chart = cd.plot(every)
    first = f"{every['value'].iloc[0]:,}"
    looks = [x["look"] for x in layers(chart) if x["mark"] == "text" and x["values"][0]["text"] == first]  # fmt: skip
    assert looks and all(look["align"] == "left" for look in looks)


def test_light_bars_are_told_only_where_there_are_some():
    donors = {"conflict": WAR, "currency": "EUR", "adds_up": ["yes", "share"]}
    said = "Light with a rim"
    assert said in under(cd.plot(cd.load("aid_packages", **donors)))
    exact = cd.load("aid_packages", **donors, qualifier="exact")
    assert said not in under(cd.plot(exact))


def marks(chart, shape: str) -> set[tuple[str, int]]:
    """The day and number of each mark of a shape: one that lies on its like is seen once."""
    return {
        (v["day"], v["number"])
        for layer in layers(chart)
        if layer["mark"] == "point" and layer["look"].get("shape") == shape
        for v in layer["values"]
    }


def counted(chart, hedge: str) -> tuple[int, ...]:
    """How many figures of a hedge the legend counts, and how many of these it calls marked."""
    found = re.search(
        rf"{hedge} \((\d+) of [\d,]+ figures(?:, (\d+) of them marked)?\)", under(chart)
    )
    return tuple(int(n) for n in found.groups() if n)


def test_a_legend_counts_the_marks_that_are_drawn():
    for known_on in (None, "2023-05-04"):
        chart = cd.plot(line(), known_on=known_on)
        assert counted(chart, "at least") == (len(marks(chart, "triangle-up")),)
    hedged = line().assign(qualifier="at_least")
    chart = cd.plot(hedged)
    assert counted(chart, "at least") == (len(hedged), len(marks(chart, "triangle-up")))


def test_what_was_known_then_is_not_counted_a_second_time():
    chart = cd.plot(line(), known_on="2023-05-04")
    then = line(vintage="2023-05-04")
    now = line()
    seen = {(str(d), v, q) for rows in (then, now)
            for d, v, q in zip(rows.index, rows["value"], rows["qualifier"], strict=True)}  # fmt: skip
    assert f"of {len(seen)} figures)" in under(chart)


def test_hedged_months_then_and_now_are_counted_once():
    rows = cd.load("casualties", **MONTHS, **WHOLE)
    rows = rows[rows["period_start"] >= "2024-01-01"]
    alone, both = cd.plot(rows), cd.plot(rows, known_on="2025-01-15")
    drawn = {(v["day"], v["number"]) for v in values_of(both, "point")}
    count = int(re.search(r"▲ at least \((\d+) of", under(both))[1])
    assert count == len(drawn) >= len(values_of(alone, "point")) > 0


def test_the_legend_of_packages_counts_bars_by_how_they_look():
    rows = cd.load("aid_packages", donor="USA", conflict=WAR)
    chart = cd.plot(rows)
    light = [x for x in layers(chart) if x["mark"] == "bar" and "fillOpacity" in x["look"]]
    broken = [x for x in layers(chart) if x["mark"] == "bar" and "strokeDash" in x["look"]]
    for sign, of in (("Light with a rim: ", light), ("Broken rim: ", broken)):
        told = re.search(sign + r"([^.]*)\.", under(chart))[1]
        told_in_all = sum(int(n) for n in re.findall(r"\((\d+)\)", told))
        assert told_in_all == sum(len(x["values"]) for x in of) > 0


def several():
    """Four reporters of those killed in the Gaza Strip; three end where another line runs."""
    return cd.load("casualties", conflict="gaza", area="PSE-GAZA", measure="killed",
                   reporter=["gaza-gmo", "gaza-moh", "lshtm", "palestine-moh"],
                   population="all", affiliation="all", counting="cumulative",
                   period_start="2023-10-07", **WHOLE)  # fmt: skip


def written_boxes(chart):
    """Where each word at the end of a line is, by what it says."""
    found = {}
    for layer in layers(chart):
        look, place = layer["look"], layer["encoding"]
        at = [place.get(axis, {}).get("value") for axis in ("x", "y")]
        if layer["mark"] != "text" or "stroke" in look or None in at:
            continue
        text = layer["values"][0]["text"]
        if "Source: " in text:
            continue
        wide = width_of(text, 12, bold=look["fontWeight"] == "bold")
        left = at[0] - wide * (look["align"] == "right")
        found[text, *at] = (left, at[1] - 7, left + wide, at[1] + 7)
    return found


@pytest.mark.parametrize("rows", ["gaza", "soldiers", "iran"])
def test_no_word_at_the_end_of_a_line_lies_on_a_line_or_another_word(rows):
    from conflictdata.plotting.canvas import HEIGHT, WIDTH

    war = {"measure": "killed", "counting": "cumulative", **WHOLE}
    frame = {
        "gaza": several,
        "soldiers": lambda: cd.load("casualties", conflict=WAR, population="military",
            affiliation="ukraine", period_start="2022-02-24", reporter=["csis", "ru-mod",
            "ua-president", "ua-president-office", "ualosses", "us-officials"], **war),
        "iran": lambda: cd.load("casualties", conflict="iran-israel-2025", area="IRN",
            population="all", affiliation="all", **war),
    }[rows]()  # fmt: skip
    chart = cd.plot(frame)
    boxes = written_boxes(chart)
    assert len(boxes) > 8
    for one, other in itertools.combinations(boxes.values(), 2):
        assert one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]
    spec = chart.to_dict()
    assert spec["height"] >= HEIGHT
    top = next(x for x in layers(chart) if x["mark"] == "line")["encoding"]["y"]["scale"]["domain"][
        1
    ]
    first, last = frame["period_end"].min(), frame["period_end"].max()
    for layer in layers(chart):
        for v in layer["values"] if layer["mark"] == "point" else []:
            if "day" not in v:
                continue
            x = (pd.Timestamp(v["day"]) - first) / (last - first) * WIDTH
            y = spec["height"] * (1 - v["number"] / top)
            assert not [t for t, b in boxes.items() if b[0] < x < b[2] and b[1] < y < b[3]]


def test_words_without_room_at_their_line_stand_beside_the_panel_with_its_color():
    chart = cd.plot(several())
    spots = [
        x for x in layers(chart) if x["mark"] == "point" and x["look"].get("shape") == "square"
    ]
    beside = [(x["look"]["color"], x["encoding"]["x"]["value"]) for x in layers(chart)
              if x["mark"] == "text" and "value" in x["encoding"]["x"]
              and x["encoding"]["x"]["value"] > 640 and "stroke" not in x["look"]]  # fmt: skip
    assert spots
    for spot in spots:
        assert any(color == spot["look"]["color"] for color, _ in beside)


def test_a_count_that_was_silent_longer_than_usual_is_broken_and_the_chart_says_so():
    """In November 2023 the daily count of Gaza's ministry stopped for three weeks."""
    with warnings.catch_warnings(action="ignore"):
        gaza = cd.series("casualties", conflict="gaza", reporter="gaza-moh", measure="killed",
                         population="all", counting="cumulative", evidence="registered",
                         period_start="2023-10-07")  # fmt: skip
    chart = cd.plot(gaza)
    runs = pd.DataFrame(values_of(chart, "line")).groupby("run")["day"].agg(["min", "max"])
    assert not ((runs["min"] < "2023-11-12") & (runs["max"] > "2023-11-25")).any()
    found = [pd.Timestamp(day) for run in runs.itertuples() for day in (run.min, run.max)][1:-1]
    sides = {pd.Timestamp(v["day"]) for v in values_of(chart, "point") if "day" in v}
    assert set(found) <= sides
    longest = max(b - a for a, b in zip(found[::2], found[1::2], strict=True)).days
    assert re.search(rf"no line where none came for long \([^)]* {longest} days\)", under(chart))


@pytest.mark.parametrize(
    ("between", "broken"),
    [
        ([1, 1, 1, 5, 1, 1], []),  # a long weekend
        ([1, 1, 1, 8, 1, 1], [3]),
        ([7, 7, 7, 14, 7, 7], []),
        ([30, 31, 30, 31], []),
        ([30, 31, 61, 31], [2]),
        ([1, 1, 1, 1, 30, 31, 30], [4]),  # the rhythm changed
        ([365, 366, 365], [0, 1, 2]),
        ([20], [0]),
    ],
)
def test_a_number_is_held_as_long_as_figures_come_in_their_rhythm(between, broken):
    days = [dt.date(2023, 1, 1)]
    for long in between:
        days.append(days[-1] + dt.timedelta(days=long))
    assert [n for n, silent in enumerate(silences(days)) if silent] == broken


def test_a_wording_holds_until_the_next_however_long_this_is():
    every = cd.series("casualties", vintage="all", period_end="2022-03-31", **{**MONTHS, **WHOLE})
    chart = cd.plot(every)
    assert max(b - a for a, b in itertools.pairwise(sorted(every["reported_on"]))).days > 100
    assert len({v["run"] for v in values_of(chart, "line")}) == 1
    assert "A wording holds until the next is reported." in under(chart)


def shaded(chart) -> list[tuple[str, str]]:
    return [(v["day"][:10], v["after"][:10]) for v in values_of(chart, "bar")]


def test_days_without_a_figure_are_shaded_and_not_taken_for_a_zero():
    rows = cd.load("casualties", **MONTHS, **WHOLE)
    rows = rows[rows["period_end"] <= "2023-12-31"]
    assert "Shaded" not in under(cd.plot(rows)) and not shaded(cd.plot(rows))
    chart = cd.plot(rows[rows["period_end"] != "2023-06-30"])
    assert shaded(chart) == [("2023-06-01", "2023-07-01")]
    assert "Shaded: no figure, which is not 0 (June 2023)." in under(chart)


def test_a_day_with_nobody_killed_is_no_day_without_a_figure():
    rows = cd.load("casualties", conflict="west-bank", reporter="ocha-opt", counting="day",
                   measure="killed", affiliation="palestinians", **WHOLE)  # fmt: skip
    zeros = int((rows["value"] == 0).sum())
    chart = cd.plot(rows)
    assert zeros and f"No bar and no shade: 0 ({zeros} of {len(rows)})." in under(chart)
    days = {str(d.date()) for d in rows.loc[rows["value"] == 0, "period_start"]}
    assert not [day for day in days for start, after in shaded(chart) if start <= day < after]


def test_a_bar_of_other_days_than_the_others_says_how_many():
    with warnings.catch_warnings(action="ignore"):
        gaza = cd.series("casualties", conflict="gaza", reporter="gaza-moh", measure="killed",
                         population="all", counting="cumulative", evidence="registered",
                         period_start="2023-10-07")  # fmt: skip
    grown = cd.increments(gaza, by="month")
    days = (grown["period_end"] - grown["period_start"]).dt.days + 1
    longest = int(days.max())
    assert longest > 40
    chart = cd.plot(grown)
    assert f"in {longest} days" in texts(chart).split("\n")
    told = re.search(r"Not of about (\d+) days: (.*?\))\.", under(chart))
    assert f"({longest} days)" in told[2]
    others = {int(d) for d in days if d > 1.2 * int(told[1]) or int(told[1]) > 1.2 * d}
    assert {int(n) for n in re.findall(r"\((\d+) days\)", told[2])} == others


def test_many_stretches_unlike_the_others_are_counted():
    grown = cd.increments(line(), by="month")
    said = under(cd.plot(grown))
    told = re.search(r"Not of about (\d+) days: (.*), and (\d+) more\.", said)
    days = (grown["period_end"] - grown["period_start"]).dt.days + 1
    others = [d for d in days if d > 1.2 * int(told[1]) or int(told[1]) > 1.2 * d]
    assert len(re.findall(r"\(\d+ days?\)", told[2])) + int(told[3]) == len(others)


@pytest.mark.parametrize(
    "title",
    [
        "乌克兰平民伤亡人数" * 12,
        "https://www.ohchr.org/en/news/" + "ukraine-civilian-casualty-update/" * 6,
    ],
)
def test_a_title_without_spaces_is_no_wider_than_the_chart(title):
    import vl_convert

    def width(chart) -> float:
        return float(
            re.search(r'<svg[^>]* width="([\d.]+)"', vl_convert.vegalite_to_svg(chart.to_dict()))[1]
        )

    plain = cd.plot(line())
    chart = cd.plot(line(), title=title)
    assert "".join(chart.title.text) == title and len(chart.title.text) > 1
    assert width(chart) == width(plain)
    assert all(width_of(each, 17, bold=True) <= width(plain) for each in chart.title.text)


def test_the_name_of_a_panel_is_no_wider_than_the_chart():
    rows = cd.load("casualties", **MONTHS, **WHOLE)
    rows = rows[(rows["period_start"] >= "2024-01-01")]
    long = (
        "Office of the United Nations High Commissioner for Human Rights and all of its missions in"
    )
    other = rows.assign(reporter="unami", reporter_name=f"{long} {long}")
    heads = [
        layer["values"][0]["text"]
        for layer in layers(cd.plot(pd.concat([rows, other])))
        if layer["mark"] == "text"
        and "High" in layer["values"][0]["text"]
        and "Source" not in layer["values"][0]["text"]
    ]
    assert len(heads) > 1 and all(width_of(head, 12, bold=True) <= 800 for head in heads)


@pytest.mark.parametrize(
    ("programs", "says", "panels"),
    [
        (["PDA", "USAI", "FMF"], "a panel a program", 3),
        (None, "6 programs on one panel", 1),
        (["PDA"], "by day", 1),
    ],
)
def test_a_chart_of_packages_says_which_programs_stand_on_a_panel(programs, says, panels):
    rows = cd.load("aid_packages", donor="USA", conflict=WAR)
    rows = rows[rows["program"].isin(programs)] if programs else rows
    if programs is None:
        assert rows["program"].nunique() == 6  # more than have a panel of their own
    chart = cd.plot(rows)
    assert " ".join(chart.title.subtitle).endswith(says) and len(panels_of(chart)) == panels


def test_a_ranking_in_one_currency_says_that_others_are_left_out():
    rows = cd.load("aid_packages", conflict=WAR)
    chart = cd.plot(rows[rows["currency"] == "EUR"])
    krona = rows[(rows["donor"] == "SWE") & rows["currency"].notna() & (rows["currency"] != "EUR")]
    krona = krona[krona["adds_up"].isin(["yes", "share"]) & (krona["recipient"] == "UKR")]
    said = under(chart)
    assert len(krona) and f"{len(krona)} of Sweden" in said
    assert "In euro (EUR) alone, which ranks no donor as a whole" in said
    assert "Announced is not delivered." in said and "Up to: the most that may come." in said


def test_a_converted_ranking_has_all_currencies():
    pytest.importorskip("currency_converter")
    rows = cd.load("aid_packages", conflict=WAR)
    rows = rows[rows["announced_on"] <= "2025-12-31"]
    said = under(cd.plot(cd.convert(rows, "USD")))
    assert "ranks no donor" not in said and "Sums are ours" in said


def test_a_line_of_people_by_home_says_from_where():
    rows = cd.load("casualties", reporter="caucasian-knot", measure="killed", counting="cumulative",
                   home=["RU-DA", "RU-CE", "RU-KDA"])  # fmt: skip
    said = texts(cd.plot(rows))
    assert "from Dagestan" in said and "from Chechnya" in said


@pytest.mark.parametrize(("donor", "currency"), [("DNK", "DKK"), ("SWE", "SEK")])
def test_converted_packages_are_not_as_announced(donor, currency):
    pytest.importorskip("currency_converter")
    rows = cd.load("aid_packages", conflict=WAR, donor=donor)
    rows = rows[rows["announced_on"] <= "2025-12-31"]
    announced = " ".join(cd.plot(rows[rows["currency"] == currency]).title.subtitle)
    assert "as announced" in announced and "converted by us" not in announced
    converted = " ".join(cd.plot(cd.convert(rows, "USD")).title.subtitle)
    assert "converted by us" in converted and "as announced" not in converted


def test_an_amount_without_a_rate_is_not_said_to_be_unprinted():
    pytest.importorskip("currency_converter")
    rows = cd.load("aid_packages", conflict=WAR, donor="SWE", currency="SEK")
    converted = cd.convert(rows, "USD")
    converted.loc[converted.index[0], ["converted", "rate"]] = None
    said = under(cd.plot(converted))
    assert "an amount without a rate of its day (" in said and "no amount was printed" not in said


def test_recipients_whose_names_hold_an_and_are_told_apart():
    rows = cd.load("aid_packages", conflict=WAR, currency="SEK", donor="SWE")
    assert sorted(rows["recipient"].unique()) == ["UKR", "UKR_REGION"]
    assert "Ukraine; Ukraine and the region" in " ".join(cd.plot(rows).title.text)


def test_what_a_color_of_bars_means_is_said_where_there_are_several():
    rows = soldiers()
    said = "Bars of one color have the same evidence."
    assert rows["evidence"].nunique() > 1 and said in under(cd.plot(rows))
    asserted = cd.plot(rows[rows["evidence"] == "asserted"])
    assert said not in under(asserted)
    assert len({x["look"]["color"] for x in layers(asserted) if x["mark"] == "rect"}) == 1


def test_more_codes_than_colors_have_one_color():
    """A color that stood for two ways of knowing would say that they are one."""
    every = cd.latest("casualties", measure="killed", counting="cumulative",
                      population=["civilian", "all"], **WHOLE)  # fmt: skip
    rows = every.drop_duplicates("conflict")
    assert rows["area"].nunique() > 6
    chart = cd.plot(rows)
    assert "of one color" not in under(chart)
    assert len({x["look"]["color"] for x in layers(chart) if x["mark"] == "rect"}) == 1


def test_a_line_says_what_came_after_it_and_is_not_drawn():
    of = {"donor": "USA", "recipient": "ISR", "reporter": "costs-of-war", "counting": "cumulative"}
    with warnings.catch_warnings(action="ignore"):
        line = cd.series("aid_totals", **of)
        arrow = cd.series("aid_totals", backend="pyarrow", **of)
        whole = cd.series("aid_totals", date_precision=["day", "by"], **of)
    told = "1 newer figure is not drawn, to 7 October 2025 at the latest"
    assert told in under(cd.plot(line)) and told in under(cd.plot(arrow))
    assert "not drawn" not in under(cd.plot(whole))
