"""What there is, what it covers, and what must not be done with it."""

import html

import pandas as pd
import pytest

import conflictdata as cd


def test_tables_say_their_rows_and_days():
    tables = cd.tables()
    for name in tables.index:
        vintage = "all" if name in ("casualties", "aid_totals") else None
        assert tables.loc[name, "rows"] == len(cd.load(name, vintage=vintage))
    casualties = cd.load("casualties", vintage="all")
    row = tables.loc["casualties"]
    assert (row["first"], row["last"], row["last_reported"]) == (
        casualties["period_start"].min(),
        casualties["period_end"].max(),
        casualties["reported_on"].max(),
    )


def test_a_description_has_the_codes_and_their_warnings():
    totals = cd.describe("aid_totals")
    assert (
        "committed" in totals.loc["stage", "codes"]
        and totals.loc["amount", "unit"] == "units of currency"
    )
    assert "converted_by_reporter" in totals.attrs["warnings"]


def test_a_description_has_the_keys_of_other_tables_that_stand_in_rows():
    described = cd.describe("casualties")
    figures = cd.load("casualties", vintage="all")
    for column in ("conflict", "reporter", "area", "affiliation", "perpetrator"):
        assert described.loc[column, "codes"] == ", ".join(sorted(set(figures[column])))
    # 1,700 outlets are no list that somebody reads in a cell
    assert pd.isna(cd.describe("sources").loc["publisher", "codes"])


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("casualties", "conflict"),
        ("casualties", "perpetrator"),
        ("casualties", "sex"),
        ("casualties", "warnings"),
        ("aid_packages", "donor"),
        ("aid_totals", "reporter"),
    ],
)
def test_a_column_of_codes_is_listed_with_labels_and_rows(table, column):
    from conflictdata.held import codes_held
    from conflictdata.release.opening import open_release

    schema = open_release().table(table)
    held = codes_held(open_release(), schema, schema.field(column))
    vintage = "all" if table != "aid_packages" else None
    cells = cd.load(table, vintage=vintage)[column].dropna().astype("str").str.split(";").explode()
    rows = cells.value_counts()
    assert {c["code"]: c["rows"] for c in held if c["rows"]} == rows.to_dict()
    assert all(c["label"] for c in held)
    listed = [c["code"] for c in held]
    if schema.field(column).codes:
        assert listed == list(schema.field(column).allowed)
    else:
        assert listed == sorted(listed, key=lambda c: (-rows[c], c))


@pytest.mark.parametrize("verb", [cd.describe, cd.load, cd.series, cd.latest, cd.path, cd.schema])
def test_a_frame_in_the_place_of_a_table_is_told_what_to_use(verb):
    with pytest.raises(
        cd.ConflictDataError, match=r"given by its name, .* not as a DataFrame"
    ) as e:
        verb(cd.load("areas"))
    for call in ("cd.cite(rows)", "cd.validate(rows, table)", "cd.describe(table)"):
        assert call in str(e.value)


@pytest.mark.parametrize(
    "call",
    [cd.search, cd.trace, cd.fetch, cd.diff, lambda x: cd.load("areas", release=x)],
    ids=["search", "trace", "fetch", "diff", "release"],
)
def test_no_error_prints_a_whole_frame(call):
    with pytest.raises(cd.ConflictDataError, match=r"not a DataFrame$"):
        call(cd.load("sources"))


@pytest.mark.parametrize("table", cd.tables().index)
def test_coverage_counts_every_row_once(table):
    covered = cd.describe(table, coverage=True)
    vintage = "all" if table in ("casualties", "aid_totals") else None
    assert covered["rows"].sum() == len(cd.load(table, vintage=vintage))
    if {"primary", "secondary"} <= set(covered):
        assert (
            covered[["primary", "republished", "secondary"]].sum(axis=1) == covered["rows"]
        ).all()


def test_coverage_can_be_asked_of_one_war_and_is_as_in_the_whole():
    of = {"conflict": "sudan", "reporter": ["ohchr", "acled"]}
    whole = cd.describe("casualties", coverage=True)
    own = [line[:2] in {("sudan", "acled"), ("sudan", "ohchr")} for line in whole.index]
    told = cd.describe("casualties", coverage=True, **of)
    pd.testing.assert_frame_equal(told, whole[own])
    assert cd.describe("casualties", coverage=True, conflict="sudan", reporter="unama").empty


def test_filters_are_asked_of_what_rows_cover_alone():
    with pytest.raises(cd.ConflictDataError, match="coverage=True"):
        cd.describe("casualties", conflict="sudan")
    with pytest.raises(cd.ConflictDataError, match="no column 'coverge'"):
        cd.describe("casualties", coverge=True)
    with pytest.raises(cd.ConflictDataError, match="'sudan'"):
        cd.describe("casualties", coverage=True, conflict="sudn")


def test_coverage_of_figures_says_which_months_are_missing():
    ohchr = cd.describe("casualties", coverage=True).loc[("russia-ukraine", "ohchr")]
    assert ohchr.loc["2022", "days"] >= 100 and ohchr.loc["2022", "missing"] == ""


def test_a_year_without_a_figure_is_a_line():
    lebanon = cd.describe("casualties", coverage=True).loc[("lebanon", "lebanon-moph")]
    of = {"conflict": "lebanon", "reporter": "lebanon-moph"}
    figures = cd.load("casualties", vintage="all", **of)
    years = figures["period_end"].dt.year
    assert list(lebanon.index) == [str(y) for y in range(years.min(), years.max() + 1)]
    empty = lebanon[lebanon["rows"] == 0]
    assert list(empty.index) == sorted(set(lebanon.index) - set(years.astype("str")))
    for year, line in empty.iterrows():
        assert line["missing"] == f"{year}-01..{year}-12" and line["days"] == 0
        assert pd.isna(line["first"]) and pd.isna(line["last"])


def test_a_reporter_that_publishes_by_year_has_no_missing_months():
    unama = cd.describe("casualties", coverage=True).loc[("afghanistan", "unama")]
    assert set(unama["missing_by"]) == {"year"}
    assert set(unama["missing"]) == {""}


def test_what_is_missing_and_what_is_there_are_all_there_could_be():
    covered = cd.describe("casualties", coverage=True)
    figures = cd.load("casualties", vintage="all")
    for (conflict, reporter), lines in covered.groupby(level=[0, 1]):
        unit = lines["missing_by"].iloc[0]
        if pd.isna(unit):
            continue
        own = figures[(figures["conflict"] == conflict) & (figures["reporter"] == reporter)]
        there = set(own["period_end"].dt.to_period(unit[0].upper()))
        spans = [part.split("..") for cell in lines["missing"] for part in cell.split(", ") if part]
        missing = {
            p for a, *b in spans for p in pd.period_range(a, (b or [a])[0], freq=unit[0].upper())
        }
        assert not there & missing
        assert there | missing == set(pd.period_range(min(there), max(there)))


def test_a_daily_count_is_asked_for_days():
    covered = cd.describe("casualties", coverage=True)
    daily = covered.loc[("russia-ukraine", "ua-general-staff")]
    assert set(daily["missing_by"]) == {"day"}


def test_every_line_shows_its_newest_day_and_never_a_plans():
    covered = cd.describe("aid_totals", coverage=True)
    figures = cd.load("aid_totals", vintage="all")
    told = figures[figures["counting"] != "plan"].groupby("reporter", observed=False)["period_end"]
    for reporter, newest in told.max().items():
        own = covered.loc[reporter]["newest"]
        assert own.isna().all() if pd.isna(newest) else (own == newest).all()
    plans = figures.groupby("reporter", observed=True)["counting"].apply(
        lambda c: (c == "plan").all()
    )
    assert plans.any() and all(set(covered.loc[r, "missing"]) == {""} for r in plans[plans].index)


def test_coverage_of_packages_says_which_numbers_are_missing():
    drawdowns = cd.describe("aid_packages", coverage=True).loc[("USA", "PDA")]
    numbers = set(
        cd.load("aid_packages", donor="USA", program="PDA")["sequence"].dropna().astype(int)
    )
    missing = [part.split("-") for part in drawdowns["missing"].split(", ") if part]
    spelled = {n for a, *b in missing for n in range(int(a), int(b[0] if b else a) + 1)}
    assert spelled == set(range(1, max(numbers) + 1)) - numbers


def test_a_warning_stands_on_each_row_that_its_code_brings():
    claims = cd.load("casualties", evidence="asserted")
    assert len(claims) and claims["warnings"].str.contains("asserted").all()
    verified = cd.load("casualties", evidence="case_verified")
    assert not verified["warnings"].astype("str").str.contains("asserted|modelled").any()
    kiel = cd.load("aid_totals", reporter="kiel", warnings="converted_by_reporter")
    assert len(kiel) == len(cd.load("aid_totals", reporter="kiel"))


def test_an_item_says_why_it_belongs_in_no_sum_of_quantities():
    items = cd.load("aid_package_items")
    warned = items["warnings"].astype("object").fillna("").str.split(";").map(set)
    for warning, rows in {
        "no_quantity": items["quantity"].isna(),
        "upper_bound": items["qualifier"] == "up_to",
        "joint_entry": items["joint_with"].notna(),
        "sale": items["program"] == "FMS",
    }.items():
        assert rows.any() and warned.map(lambda found, w=warning: w in found).eq(rows).all()
    stations = items[(items["package"] == "FIN-2022-02") & (items["unit"] == "stations")]
    assert stations["quantity"].to_list() == [2]
    assert stations["warnings"].to_list() == ["other_unit"]


def test_rounds_of_155_mm_are_stated_ceilings_or_without_a_number():
    rounds = cd.load("aid_package_items", item="ammunition.artillery.155mm")
    stated = rounds[rounds["quantity"].notna() & (rounds["qualifier"] != "up_to")]
    ceiling = rounds[rounds["qualifier"] == "up_to"]
    unnumbered = rounds[rounds["warnings"].astype("str").str.contains("no_quantity")]
    assert len(stated) + len(ceiling) + len(unnumbered) == len(rounds)
    assert ceiling["quantity"].sum() >= 395_000 and stated["quantity"].sum() >= 646_300
    assert len(unnumbered) > len(rounds) / 2


def test_days_are_days():
    assert all(cd.tables()[c].dtype.kind == "M" for c in ("first", "last", "last_reported"))
    assert isinstance(cd.describe("casualties", coverage=True), pd.DataFrame)


def test_a_notebook_shows_the_description_whole():
    described = cd.describe("aid_packages")
    page = described._repr_html_()
    for text in (*described.index, *described.attrs["caveats"]):
        assert html.escape(text) in page
    assert all(html.escape(text) in page for text in described["description"])
    assert type(described.reset_index()) is pd.DataFrame
    assert described.loc["amount", "unit"] == "units of currency"


@pytest.mark.parametrize(
    ("table", "by"),
    [
        ("casualties", ["conflict", "reporter"]),
        ("aid_packages", ["donor", "program"]),
    ],
)
def test_the_share_that_was_read_twice_is_that_of_all_years(table, by):
    rows = cd.load(table)
    if "superseded_on" in rows:
        rows = cd.load(table, vintage="all")
    covered = cd.describe(table, coverage=True)
    groups = rows.assign(**{c: rows[c].astype("str") for c in by}).groupby(by)
    want = {k: f"{g['checked_on'].notna().sum()} of {len(g)}" for k, g in groups}
    told = covered["read_twice"].groupby(level=by).agg(set)
    assert {k: {v} for k, v in want.items()} == told.to_dict()
    assert any(not v.startswith("0 of") for v in want.values())


def test_a_description_is_read_whole_in_a_terminal_and_says_first_what_must_not_be_done(
    monkeypatch,
):
    monkeypatch.setenv("COLUMNS", "90")
    described = cd.describe("casualties")
    text = repr(described)
    assert max(map(len, text.splitlines())) <= 90
    plain = " ".join(text.split())
    for caveat in described.attrs["caveats"]:
        assert caveat in plain and plain.index(caveat) < plain.index("conflict code")
    for name, row in described.iterrows():
        assert f"{name} {row['type']} {' '.join(row['description'].split())}" in plain
    assert "Unit: people." in plain
    # a part of it is a frame like others
    assert repr(described[["unit"]]) == repr(pd.DataFrame(described)[["unit"]])


def test_a_description_in_a_notebook_has_what_must_not_be_done_before_its_columns():
    described = cd.describe("casualties")
    page = html.unescape(described._repr_html_())
    before, after = page.split("<table>")
    assert all(caveat in before for caveat in described.attrs["caveats"])
    for text in (*described.attrs["warnings"].values(), *described.attrs["breaks"]):
        assert text in after
