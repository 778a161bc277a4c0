"""Laws, memoranda and running totals against their parts, as money_relations names them."""

import pandas as pd
import pytest

import conflictdata as cd

RELATIONS = cd.load("money_relations", subject_is="total", relation="part_of")
TOTALS = cd.load("aid_totals", vintage="all")

# wholes of which a page names every part: what is left over is nothing
COMPLETE = {
    "gaza/us-crs/USA/ISR/pledged/military/MOU/USD/plan": 38_000_000_000,
    "gaza/us-congress/USA/ISR/appropriated/military/missile_defense/USD/act": 5_200_000_000,
    "gaza/us-congress/USA/ISR/appropriated/military/MOU/USD/plan": 3_800_000_000,
    "gaza/us-congress/USA/ISR/appropriated/military/USD/plan": 4_800_000_000,
    "gaza/israel-mod/USA/ISR/committed/military/USD/act": 8_700_000_000,
    "gaza/costs-of-war/USA/ISR/stated/military/USD/cumulative/2023-10-07": 17_900_000_000,
    "gaza/costs-of-war/USA/ISR_REGION/stated/military/USD/cumulative/2023-10-07": 22_760_000_000,
}


def wholes():
    """Each whole with its parts: figures of the same period, those of its own reporter alone."""
    for whole, parts in RELATIONS.groupby("object", observed=True)["subject"]:
        of_parts = TOTALS[TOTALS["series"].isin(list(parts))]
        for figure in TOTALS[TOTALS["series"] == whole].itertuples():
            inside = of_parts[
                (of_parts["period_end"] == figure.period_end)
                & (of_parts["reporter"] == figure.reporter)
            ]
            if len(inside):
                yield pytest.param(figure, inside, id=f"{whole}@{figure.period_end:%Y-%m-%d}")


@pytest.mark.parametrize(("whole", "parts"), list(wholes()))
def test_parts_never_exceed_their_whole(whole, parts):
    assert set(parts["currency"]) == {whole.currency}
    assert parts["amount"].sum() <= whole.amount


def test_where_every_part_is_named_nothing_is_left():
    left = {}
    for case in wholes():
        whole, parts = case.values
        if whole.series in COMPLETE and whole.amount == COMPLETE[whole.series]:
            left[whole.series] = whole.amount - parts["amount"].sum()
    assert left == dict.fromkeys(COMPLETE, 0)


def test_three_scopes_of_one_law_are_one_sum():
    """26.38 billion for all, 14.1 for Israel, 8.7 of it in September 2024: each inside the other."""
    above = dict(zip(RELATIONS["subject"], RELATIONS["object"], strict=True))
    way = ["gaza/israel-mod/USA/ISR/committed/military/USD/act"]
    while way[-1] in above:
        way.append(above[way[-1]])
    amounts = [TOTALS.set_index("series")["amount"][series] for series in way]
    assert amounts == [8_700_000_000, 14_100_000_000, 26_380_000_000]


def years_of(reporter: str, **cells: str) -> pd.DataFrame:
    """Aid to Israel that a reporter gives to single fiscal years."""
    rows = cd.load("aid_totals", vintage="all", reporter=reporter, recipient="ISR", counting="span")
    return rows[(rows[list(cells)].astype("str") == pd.Series(cells)).all(axis=1)]


def test_columns_of_crs_add_up_to_the_total_that_it_prints():
    """Millions to a tenth, in one column to a hundredth: each total is that of its row, rounded; two
    editions print the year 2005.
    """
    printed = years_of("us-crs", stage="stated")
    whole, row = printed["aid_type"] == "total", ["reported_on", "period_end"]
    totals = printed[whole].set_index(row)["amount"]
    columns = printed[~whole].groupby(row)["amount"].sum()
    assert len(totals) == len(columns) == 13
    assert (totals - columns).abs().max() <= 50_000


def test_years_of_crs_stand_beside_the_governments_own_table():
    """Two reporters: what was given, and what was obligated in the year; never far from each other."""
    given = years_of("us-crs", stage="stated", aid_type="total").sort_values("reported_on")
    given = given.groupby("period_end").last()
    obligated = years_of("us-foreign-assistance", stage="obligated").set_index("period_end")
    years = given.index[given["period_start"] > "1996"]
    assert len(years) == 11
    share = obligated["amount"][years] / given["amount"][years]
    assert share.between(0.93, 1.07).all()


def test_shares_in_other_currencies_fit_into_their_package_after_conversion():
    """Six shares stand in another currency than their package; donors round, so by five percent."""
    pytest.importorskip("currency_converter")
    packages = cd.load("aid_packages")
    packages = packages[packages["amount"].notna()].astype({"package_id": str, "part_of": "object"})
    by_id = packages.set_index("package_id")
    inside = packages[packages["part_of"].isin(by_id.index)]
    foreign = inside[
        [
            by_id["currency"][whole] != own
            for whole, own in zip(inside["part_of"], inside["currency"], strict=True)
        ]
    ]
    assert set(foreign["adds_up"]) <= {"share", "part"}
    for whole in foreign["part_of"].unique():
        parts = cd.convert(inside[inside["part_of"] == whole], by_id["currency"][whole])
        assert pd.to_numeric(parts["converted"]).sum() <= 1.05 * by_id["amount"][whole], whole
