"""The explorer in a real browser, from a file and without a network: it says what the package says."""

import datetime as dt
import random
import re
import time
import warnings
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from browser import Browser

import conflictdata as cd
from conflictdata.explorer.page import page
from conflictdata.grid import grid_of, to_csv
from conflictdata.plotting.gaps import silences
from conflictdata.release.folder import Release
from conflictdata.release.opening import open_release

pytest.importorskip("vl_convert")

KILLED = "russia-ukraine/ohchr/civilian/killed/case_verified/cumulative/UKR/2022-02-24"
MONTHS = "russia-ukraine/ohchr/civilian/killed/case_verified/month/UKR"
VIEWS = ("line", "reporters", "packages", "donors", "coverage", "figures")
DATED = ("casualties", "aid_totals", "aid_packages", "aid_package_items")
HOSTILE = "</script><script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'>"


class Hostile(Release):
    """The release with a title that would be a script, an address that would be one, and a correction
    whose reason would be one.
    """

    def read(self, name, columns=None):
        rows = super().read(name, columns)
        if name == "corrections":
            return corrected(rows, HOSTILE)
        for column, text in (
            ("source_title", HOSTILE),
            ("title", HOSTILE),
            ("source_url", "javascript:hacked()"),
        ):
            if column in rows.column_names and name != "conflicts":
                place = rows.column_names.index(column)
                rows = rows.set_column(place, column, pa.array([text] * len(rows)))
        return rows


class Corrected(Release):
    """The release after a figure of it was corrected."""

    def read(self, name, columns=None):
        rows = super().read(name, columns)
        return corrected(rows, "the hedge is the outlet's") if name == "corrections" else rows


def corrected(rows, reason):
    """The corrections of a release with one of the first figure of a line."""
    first = cd.load("casualties", series=KILLED, vintage="2023-05-04")["figure_id"].iloc[0]
    cells = {
        "table": "casualties",
        "id": first,
        "column": "qualifier",
        "was": "at_least",
        "now": "exact",
        "since": "2026.12.0",
        "corrected_in": "2027.1.0",
        "reason": reason,
        "asked_by": "a reader",
        "corrected_on": dt.date(2027, 1, 5),
    }
    return pa.Table.from_pylist([{c: cells[c] for c in rows.column_names}], schema=rows.schema)


class Large(Release):
    """The release with its casualties seven times over, each time of other conflicts."""

    def read(self, name, columns=None):
        rows = super().read(name, columns)
        if name != "casualties":
            return rows
        plain = pa.table(
            {
                c: rows[c].cast(rows[c].type.value_type)
                if pa.types.is_dictionary(rows[c].type)
                else rows[c]
                for c in rows.column_names
            }
        )
        return pa.concat_tables([plain, *(self._again(plain, n) for n in range(1, 7))])

    @staticmethod
    def _again(rows, n):
        for column in {"conflict", "series", "figure_id"} & set(rows.column_names):
            place = rows.column_names.index(column)
            cells = pc.binary_join_element_wise(rows[column], str(n), "-")
            rows = rows.set_column(place, column, cells)
        return rows


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    opened = Browser(tmp_path_factory.mktemp("downloads"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def explorer(tmp_path_factory) -> Path:
    file = tmp_path_factory.mktemp("explorer") / "a page.html"
    file.write_text(page(open_release()), encoding="utf-8")
    return file


@pytest.fixture
def at_home(browser, explorer) -> Browser:
    """The page as it opens, unless it is open already."""
    if not browser.driver.current_url.startswith(explorer.as_uri()):
        browser.show(explorer)
    return browser


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_drawn_from_a_file_without_a_network_and_without_a_complaint(
    browser, explorer, view
):
    browser.complaints()
    browser.show(explorer, f"view={view}")
    assert browser.complaints() == []
    assert browser.text("#view h2")
    if view != "figures":
        assert browser.run("return document.querySelectorAll('#view .chart svg path').length;") > 1
    asked = browser.run("return performance.getEntriesByType('resource').map((e) => e.name);")
    assert [a for a in asked if not a.startswith(("data:", "blob:"))] == []


def test_lines_are_those_of_the_package(at_home):
    for name in ("casualties", "aid_totals"):
        keys = at_home.run(
            'const { linesOf } = await import("explorer/figures.js");'
            f"const lines = await linesOf({name!r});"
            "return lines.all.map((l) => [l.key, lines.choose(l.of).line.key, [...l.rows]]);"
        )
        whole = open_release().read(name, ["series"])["series"].to_pylist()
        places: dict[str, list[int]] = {}
        for place, key in enumerate(whole):
            places.setdefault(key, []).append(place)
        assert {key: rows for key, _, rows in keys} == places
        # what was chosen in all menus is one line
        assert [key for key, again, _ in keys if again != key] == []


def days(table: str) -> list[str]:
    """Days on which something was reported, the days before and after, and days beyond all."""
    column = {"casualties": "reported_on", "aid_totals": "reported_on"}.get(table, "announced_on")
    told = sorted({str(d.date()) for d in cd.load(table, vintage="all", columns=[column])[column]})
    some = [*random.Random(table).sample(told, 8), "2022-08-01", "2023-02-10", "2023-05-04"]
    near = [str(dt.date.fromisoformat(d) + dt.timedelta(n)) for d in some[:4] for n in (-1, 1)]
    return [*some, *near, "2000-01-01", "2099-12-31"]


@pytest.mark.parametrize("table", DATED)
def test_a_vintage_is_that_of_load(at_home, table):
    asked = [*days(table), None, "all"]
    found = at_home.run(
        'const { tables } = await import("explorer/release.js");'
        'const { choose, lookedAt } = await import("explorer/rows.js");'
        "const [name, days] = given;"
        "const table = await tables[name].needAll();"
        "return days.map((day) => [...choose(table, {}, { day })]);",
        table,
        asked,
    )
    keys = list(open_release().table(table).primaryKey)
    whole = open_release().read(table, keys).to_pylist()
    places = {tuple(row.values()): n for n, row in enumerate(whole)}
    for day, rows in zip(asked, found, strict=True):
        given = cd.load(table, vintage=day, columns=keys, backend="pyarrow").to_pylist()
        assert [places[tuple(row.values())] for row in given] == rows, day


@pytest.mark.parametrize("table", ["casualties", "aid_totals"])
@pytest.mark.parametrize("vintage", [None, "2023-05-04"])
def test_what_stands_on_a_line_is_what_series_gives(at_home, table, vintage):
    schema = open_release().table(table)
    figures = cd.load(table, vintage=vintage)
    by_line = dict(list(figures.groupby("series", observed=True)))
    keys = random.Random(1).sample(sorted(by_line), 25) + [
        k for k in (KILLED, MONTHS) if k in by_line
    ]
    found = at_home.run(
        'const { figuresOf, kindOf, linesOf, onTheLine } = await import("explorer/figures.js");'
        'const { choose } = await import("explorer/rows.js");'
        "const [name, keys, day] = given;"
        "const lines = await linesOf(name); const { table } = lines; await table.needAll();"
        "return keys.map((key) => { const line = lines.byKey.get(key);"
        " const known = onTheLine(figuresOf(table, choose(table, {}, { day, rows: line.rows })));"
        " return [known.map((f) => table.at('figure_id', f.row)), kindOf(line, known)]; });",
        table,
        keys,
        vintage,
    )
    for key, (ids, kind) in zip(keys, found, strict=True):
        first = by_line[key].iloc[0]
        pins = {name: first[name] for name in schema.dimensions}
        if first["counting"] == "cumulative":
            pins["period_start"] = first["period_start"]
        if set(by_line[key]["date_precision"]) == {"by"}:
            pins["date_precision"] = "by"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                line = cd.series(table, vintage=vintage, **pins)
            except cd.ConflictDataError as error:
                assert "cover the same days" in str(error) and kind == "spans", (key, error)
                continue
        assert sorted(line["figure_id"]) == sorted(ids), key
        assert list(line["period_end"]) == sorted(line["period_end"])
        assert kind == {
            "cumulative": "steps",
            "stock": "spans",
            "plan": "spans",
            "act": "spans",
        }.get(first["counting"], "bars")


@pytest.mark.parametrize("table", ["casualties", "aid_totals"])
@pytest.mark.parametrize("vintage", [None, "2023-05-04"])
def test_the_newest_of_a_line_is_that_of_latest(at_home, table, vintage):
    """However little is known of its day."""
    figures = cd.load(table, vintage=vintage)
    figures = figures[figures["counting"] != "plan"]
    newest = figures.groupby("series", observed=True)["period_end"].max()
    assert cd.latest(table, vintage=vintage, series=newest.index[0])["period_end"].iloc[0] == newest.iloc[0]  # fmt: skip
    found = at_home.run(
        'const { figuresOf, linesOf } = await import("explorer/figures.js");'
        'const { choose } = await import("explorer/rows.js");'
        "const [name, keys, day] = given;"
        "const { table, byKey } = await linesOf(name);"
        "return keys.map((key) => figuresOf(table, choose(table, {}, { day, rows: byKey.get(key).rows })).at(-1).end);",
        table,
        list(newest.index),
        vintage,
    )
    assert found == [str(day.date()) for day in newest]


def unstated_at_the_end() -> list[str]:
    """Lines whose newest figure has no stated as-of day, after some that have one."""
    figures = cd.load("casualties", counting="cumulative")
    ends = figures.groupby(["series", figures["date_precision"] == "by"], observed=True)["period_end"].max().unstack().dropna()  # fmt: skip
    return list(ends[ends[True] > ends[False]].index)


def test_a_newer_figure_without_a_stated_day_is_said_and_drawn(browser, explorer):
    for series in random.Random(4).sample(unstated_at_the_end(), 3):
        figures = cd.load("casualties", series=series).sort_values("period_end")
        browser.show(explorer, f"view=line&line={series}")
        newest, stated = browser.text(".known").split(" The newest with a stated day: ")
        last = figures.iloc[-1]
        day = f"{last['period_end'].day} {last['period_end']:%B %Y} at the latest"
        assert newest.startswith("The newest: ") and f"to {day}, reported on" in newest
        before = figures[figures["date_precision"] != "by"].iloc[-1]
        assert f"{before['value']:,.0f}" in stated or pd.isna(before["value"])
        hollow = browser.run(
            "return [...document.querySelectorAll('#view figure svg path[stroke=\"var(--then)\"]')]"
            ".filter((e) => e.getAttribute('fill') === 'var(--paper)').length;"
        )
        numbers = figures[(figures["date_precision"] == "by") & figures["value"].notna()]
        assert hollow == len(numbers)


def test_side_by_side_the_newest_is_the_newest(browser, explorer):
    browser.show(explorer, "view=reporters&conflict=sudan&measure=killed&counting=cumulative")
    told = browser.run(
        "return [...document.querySelectorAll('.card')].map((c) =>"
        " [c.querySelector('a').hash, c.querySelector('.newest').textContent]);"
    )
    for address, newest in told:
        series = re.search(r"line=([^&]+)", address)[1]
        last = cd.latest("casualties", series=series).iloc[0]
        assert f"{last['period_end']:%B %Y}" in newest, (series, newest)
        assert newest.endswith(" at the latest") == (last["date_precision"] == "by")


def test_beside_a_count_of_people_stands_how_people_are_counted(browser, explorer):
    """Never how its reporter counts money, nor what it counts beside in the place of the whole."""
    told = methods_told(browser, explorer, "view=reporters&conflict=gaza&measure=killed")
    assert "every dead body that reaches a morgue" in told["Ministry of Health in Gaza"][0]
    assert all(re.match(r"from \d", text) for text in told["Ministry of Health in Gaza"][2:])
    for conflict in ("gaza", "yemen", "sudan", "worldwide"):
        told = methods_told(browser, explorer, f"view=reporters&conflict={conflict}&measure=killed")
        assert not [t for texts in told.values() for t in texts if re.search("fund|pledge", t)]


def methods_told(browser: Browser, explorer: Path, address: str) -> dict[str, list[str]]:
    """Reporter -> what its first panel says that it counts."""
    browser.show(explorer, address)
    return browser.run(
        "const cards = [...document.querySelectorAll('.card')].reverse();"
        "const counts = (c) => [...c.querySelectorAll('dt')].find((t) => t.textContent === 'Counts');"
        "return Object.fromEntries(cards.map((c) => [c.querySelector('h3').textContent,"
        " [...(counts(c)?.nextSibling.querySelectorAll('p') ?? [])].map((p) => p.textContent)]));"
    )


def test_panels_of_one_reporter_are_told_apart(browser, explorer):
    browser.show(explorer, "view=reporters&conflict=gaza&measure=killed&counting=cumulative")
    names = browser.run(
        "return [...document.querySelectorAll('.card')].map((c) =>"
        " [c.querySelector('h3'), c.querySelector('p'), c.querySelector('dd')].map((e) => e.textContent).join());"
    )
    assert len(set(names)) == len(names) > 5
    assert names[0].startswith("Ministry of Health in Gaza,Killed, Gaza Strip since 7 October 2023")


def test_a_view_opens_on_a_line_rather_than_on_a_single_figure(at_home):
    found = at_home.run(
        'const { linesOf, standing } = await import("explorer/figures.js"); const found = [];'
        'for (const name of ["casualties", "aid_totals"]) {'
        " const lines = await linesOf(name); lines.count(standing(lines.table, false));"
        " for (const conflict of new Set(lines.all.map((l) => l.of.conflict))) {"
        "  const { line, asked } = lines.choose({ conflict });"
        "  found.push([name, conflict, line.of, Object.fromEntries(asked.map((a) => [a.name, [...a.options]]))]); } }"
        "return found;"
    )
    for name, conflict, of, options in found:
        counting = dict(options["counting"])
        assert counting[of["counting"]] > 1 or max(counting.values()) < 2, (name, conflict)
    kiel, sudan = (
        next(of for name, c, of, _ in found if (name, c) == ("aid_totals", conflict))
        for conflict in ("russia-ukraine", "sudan")
    )
    assert (kiel["counting"], sudan["recipient"]) == ("month", "SDN")


def test_the_day_of_a_package_is_as_precise_as_it_was_stated(browser, explorer):
    browser.show(explorer, "view=packages&package=US-PDA-02")
    assert "US-PDA-02, December 2021:" in browser.text("#package-US-PDA-02 summary")
    browser.show(explorer, "view=packages&package=POL-45")
    assert "POL-45, 10 July 2024 at the latest:" in browser.text("#package-POL-45 summary")


def test_a_count_is_broken_where_plot_breaks_it(at_home):
    chance = random.Random(3)
    lines = [
        [chance.choice([1, 1, 2, 7, 8, 14, 30, 31, 36, 90]) for _ in range(n)] for n in range(30)
    ]
    days = [[sum(between[:n]) for n in range(len(between) + 1)] for between in lines]
    found = at_home.run(
        'const { silences } = await import("explorer/gaps.js"); return given[0].map(silences);',
        days,
    )
    first = dt.date(2022, 2, 24)
    assert found == [silences([first + dt.timedelta(days=d) for d in line]) for line in days]


def test_a_line_has_no_step_over_a_gap_and_a_wording_holds(at_home):
    days = ["2023-11-08", "2023-11-09", "2023-11-10", "2023-12-01", "2023-12-02"]
    figures = [{"start": d, "end": d, "value": n, "qualifier": "exact"} for n, d in enumerate(days)]
    steps, wordings = at_home.run(
        'const { drawn } = await import("explorer/charts.js");'
        'return ["steps", "wordings"].map((kind) => drawn(kind, given[0], given[0]));',
        figures,
    )
    assert [row["value"] for row in steps["nowLine"]] == [0, 1, 2, None, 3, 4, None]
    sides = [p["value"] for p in steps["points"] if p["color"] == "var(--now)"]
    assert sides == [2, 3]  # else a figure between two gaps would be seen nowhere
    assert [row["value"] for row in wordings["thenLine"]][:5] == [0, 1, 2, 3, 4]


def csv(table: str, **asked: object) -> str:
    return to_csv(grid_of(cd.load(table, backend="pyarrow", **asked)))


@pytest.mark.parametrize("table", DATED)
@pytest.mark.parametrize("vintage", [None, "2023-05-04"])
def test_csv_is_what_load_gives_to_the_last_byte(at_home, table, vintage):
    text = at_home.run(
        'const { tables } = await import("explorer/release.js");'
        'const { choose } = await import("explorer/rows.js"); const { toCsv } = await import("explorer/csv.js");'
        "const table = await tables[given[0]].needAll();"
        "return toCsv(table, choose(table, {}, { day: given[1] }), given[1]);",
        table,
        vintage,
    )
    assert text == csv(table, vintage=vintage)


@pytest.mark.parametrize("table", DATED)
@pytest.mark.parametrize("style", ["apa", "bibtex"])
def test_a_citation_is_that_of_cite(at_home, table, style):
    rows = cd.load(table, vintage="all")
    some = sorted(random.Random(2).sample(range(len(rows)), 40))
    for chosen in (some, [some[0]], list(range(len(rows)))):
        text = at_home.run(
            'const { tables } = await import("explorer/release.js"); const { cite } = await import("explorer/cite.js");'
            "const [name, rows, style] = given;"
            "return cite(await tables[name].needAll(), rows, style, 'all');",
            table,
            chosen,
            style,
        )
        assert text == cd.cite(rows.iloc[chosen], style=style)


@pytest.mark.parametrize(
    "address",
    [
        f"view=line&line={KILLED}&day=2023-05-04",
        f"view=line&line={MONTHS}&sure=yes",
        "view=reporters&conflict=gaza&measure=killed&counting=cumulative&day=2024-01-01",
        "view=packages&donor=FIN",
        "view=donors&currency=EUR&day=2024-06-01",
        "view=coverage&conflict=sudan",
        "view=figures&table=aid_totals&conflict=russia-ukraine&reporter=us-dod&sure=yes&day=2026-01-01",
    ],
)
def test_the_call_on_the_page_gives_the_rows_on_the_page(browser, explorer, address):
    browser.show(explorer, address)
    rows = eval(browser.text(".call code"), {"cd": cd})  # it is ours
    shown = int(re.sub(r"\D", "", re.match(r"[\d,]+", browser.text(".rows .count"))[0]))
    assert shown == len(rows)
    browser.find(".rows .cite-text").click()
    cited = (
        browser.run(
            "const area = document.querySelector('.output');"
            "for (let i = 0; i < 200 && area.hidden; i += 1) await new Promise((d) => setTimeout(d, 10));"
            "return area.value;"
        )
        if len(rows)
        else None
    )
    if len(rows):
        assert cited == cd.cite(rows)


@pytest.mark.parametrize("table", ["casualties", "aid_totals"])
def test_one_switch_gives_what_is_as_sure_as_it_gets(browser, explorer, table):
    """Read in the reporter's own words, the day of report stated, and read twice."""
    browser.show(explorer, f"view=figures&table={table}")
    browser.find("#sure").click()
    browser.settle()
    sure = cd.load(
        table, source_tier=["primary", "republished"], reported_on_is="stated", checked_on=True
    )
    assert 0 < len(sure) < len(cd.load(table))
    shown = int(re.sub(r"\D", "", re.match(r"[\d,]+", browser.text(".rows .count"))[0]))
    assert shown == len(sure)
    assert "checked_on=True" in browser.text(".call code")


@pytest.mark.parametrize("sure", [False, True])
@pytest.mark.parametrize("view", ["figures", "coverage", "line"])
def test_a_menu_counts_the_figures_that_the_heading_counts(browser, explorer, view, sure):
    """Each in its newest wording; what was said before counts nowhere."""
    browser.show(explorer, f"view={view}&table=casualties" + "&sure=yes" * sure)
    told = {
        option.get_attribute("value"): int(re.sub(r"\D", "", option.text.rsplit("(", 1)[1]))
        for option in browser.driver.find_elements("css selector", "#ask-conflict option")
        if option.get_attribute("value")
    }
    asked = {
        "source_tier": ["primary", "republished"], "reported_on_is": "stated", "checked_on": True
    }  # fmt: skip
    stand = cd.load("casualties", **(asked if sure else {}))["conflict"].value_counts()
    assert told == {conflict: int(stand.get(conflict, 0)) for conflict in told}
    assert set(stand[stand > 0].index) <= set(told)
    notes = [n.text for n in browser.driver.find_elements("css selector", "#view .note")]
    assert any(note.startswith("In brackets: figures as they stand now") for note in notes)


def test_a_corrected_figure_says_so_where_its_source_stands(browser, tmp_path):
    file = tmp_path / "corrected.html"
    file.write_text(page(Corrected(open_release().folder)), encoding="utf-8")
    browser.show(file, f"view=line&line={KILLED}&day=2023-05-04")
    told = "was at least from 2026.12.0 on, corrected in 2027.1.0: the hedge is the outlet's"
    assert told in browser.text(".rows")
    browser.show(file, "view=corrections")
    assert "the hedge is the outlet's" in browser.text("#view")


def test_the_file_that_is_saved_is_what_load_gives(browser, explorer):
    browser.show(explorer, f"view=line&line={KILLED}&day=2023-05-04")
    browser.find(".rows .csv").click()
    file = browser.downloads / f"casualties-{cd.__version__}.csv"
    for _ in range(200):
        if file.exists():
            break
        time.sleep(0.05)
    assert file.read_bytes().decode() == csv("casualties", series=KILLED, vintage="2023-05-04")
    assert len(pd.read_csv(file)) == len(cd.load("casualties", series=KILLED, vintage="2023-05-04"))


def test_the_slider_says_what_was_known_by_the_keys_alone(browser, explorer):
    from selenium.webdriver.common.keys import Keys

    browser.show(explorer, f"view=line&line={KILLED}&day=2023-05-05")
    slider = browser.find("#day")
    slider.send_keys(Keys.ARROW_LEFT)
    assert slider.get_attribute("aria-valuetext") == "4 May 2023"
    assert browser.text(".known").startswith(
        "Known on 4 May 2023: 8,709, to 1 May 2023, reported on 2 May 2023."
    )
    newest = cd.load("casualties", series=KILLED).iloc[-1]
    assert f"The newest now: {newest['value']:,}" in browser.text(".known")
    browser.find("#earlier").click()
    assert slider.get_attribute("aria-valuetext") == "2 May 2023"
    slider.send_keys(Keys.END)
    assert slider.get_attribute("aria-valuetext").startswith("now")
    assert browser.text(".known").startswith(f"The newest: {newest['value']:,}")


def test_a_month_shows_how_it_was_revised(browser, explorer):
    browser.show(explorer, f"view=line&line={MONTHS}&period=2022-04-01/2022-04-30")
    told = browser.run(
        "return [...document.querySelectorAll('.revision li strong')].map((e) => e.textContent);"
    )
    wordings = cd.load("casualties", series=MONTHS, period_end="2022-04-30", vintage="all")
    assert told == [f"{v:,}" for v in wordings.sort_values("reported_on")["value"]]
    assert told[:3] == ["660", "681", "683"]


def test_search_leads_to_a_line_and_the_address_back_to_it(browser, explorer):
    browser.show(explorer)
    browser.find("#search").send_keys("ohchr killed month ukraine")
    for _ in range(100):
        links = browser.driver.find_elements("css selector", "#found a")
        if links:
            break
        time.sleep(0.02)
    browser.driver.find_element("css selector", f'#found a[href*="{MONTHS}"]').click()
    browser.settle()
    assert browser.text(".about").startswith("Office of the United Nations High Commissioner")
    browser.run(
        "document.getElementById('date').value = '2023-05-04';"
        "document.getElementById('date').dispatchEvent(new Event('change'));"
        "await new Promise((done) => setTimeout(done, 400));"
    )
    address, said = browser.driver.current_url, browser.text(".known")
    assert f"line={MONTHS}" in address and "day=2023-05-04" in address
    browser.driver.get("about:blank")
    browser.driver.get(address)
    browser.settle()
    assert browser.text(".known") == said
    browser.find("#views a[data-view=packages]").click()
    browser.settle()
    browser.driver.back()
    browser.settle()
    assert browser.text(".known") == said


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("gaza deaths", "gaza/gaza-moh/killed/registered/cumulative/PSE-GAZA/2023-10-07"),
        ("myanmar dead", "myanmar/aapp/killed/case_named/cumulative/MMR/2021-02-01"),
        ("sudan wounded", "sudan/sudan-doctors-syndicate/civilian/injured/"),
        ("syria casualties", "syria/"),
    ],
)
def test_search_knows_the_words_of_people(at_home, question, first):
    """What is named by them comes before what is only explained by them."""
    found = at_home.run(
        'const { search } = await import("explorer/search.js");'
        "return (await search(given[0])).map((e) => e.state.line ?? '');",
        question,
    )
    assert first in "\n".join(found[:3]), found[:3]


@pytest.mark.parametrize("view", ["line", "reporters", "coverage"])
def test_what_is_known_but_not_so_sure_is_not_called_unknown(browser, explorer, view):
    browser.show(explorer, f"view={view}&conflict=sudan&sure=yes&day=2023-06-01")
    told = browser.text("#view")
    assert "othing as sure as that" in told
    assert "nothing known" not in told and "Nothing was known" not in told


def test_a_day_long_before_a_line_leaves_its_drawing_as_wide_as_it_was(browser, explorer):
    for day in ("2000-01-01", "2023-05-04"):
        browser.show(explorer, f"view=line&line={KILLED}&day={day}")
        wide = browser.run("return document.querySelector('#view .chart svg .background').getBoundingClientRect().width;")  # fmt: skip
        assert wide > 600, day


def test_search_finds_packages_by_what_is_in_them(at_home):
    found = at_home.run(
        'const { search } = await import("explorer/search.js");'
        'return (await search("himars us-pda-37")).map((e) => e.state);'
    )
    assert found == [{"view": "packages", "package": "US-PDA-37"}]


def test_sums_by_donor_are_those_of_what_adds_up(at_home):
    found = at_home.run(
        'const { tables } = await import("explorer/release.js"); const { byDonor } = await import("explorer/sums.js");'
        'const { choose } = await import("explorer/rows.js"); const table = await tables.aid_packages.needAll();'
        "return [...byDonor(table, choose(table, {}))].map(([c, s]) => [c, s.all.amount, Object.fromEntries(s.donors.map((d) => [d.donor, d.amount]))]);"
    )
    whole = (
        cd.load("aid_packages", adds_up=["yes", "joint"])
        .groupby("currency", observed=True)["amount"]
        .sum()
    )
    assert {c: total for c, total, _ in found} == whole.to_dict()
    for currency, _, donors in found:
        for donor, amount in donors.items():
            own = cd.load("aid_packages", donor=donor, currency=currency, adds_up=["yes", "share"])
            assert own["amount"].sum() == amount, (donor, currency)


def test_aid_by_donor_opens_on_something(browser, explorer):
    browser.show(explorer, "view=donors")
    assert int(re.search(r" in ([\d,]+) packages", browser.text(".known"))[1].replace(",", "")) > 0


@pytest.mark.parametrize("day", [None, "2024-06-01"])
@pytest.mark.parametrize(("conflict", "currency"), [("russia-ukraine", "USD"), ("russia-ukraine", "EUR"), ("gaza", "USD")])  # fmt: skip
def test_the_sum_of_all_donors_is_that_of_the_rows_shown(
    browser, explorer, conflict, currency, day
):
    """One sum, however a reader comes by it: the sentence, the table, the rows, the call."""
    address = f"view=donors&conflict={conflict}&currency={currency}"
    browser.show(explorer, address + (f"&day={day}" if day else ""))
    rows = eval(browser.text(".call code"), {"cd": cd})  # it is ours
    said, total = browser.text(".known"), int(rows["amount"].sum())
    if rows.empty:
        assert said.startswith(f"No package in {currency}") and "a sale (" in browser.text("#view")
    else:
        assert said.startswith(f"{total:,} {currency} in {len(rows)} packages of all donors")
    last = browser.run("return document.querySelector('tfoot tr:last-child').innerText;")
    assert last.split("\t")[1:3] == [f"{total:,}", f"{len(rows):,}"]
    assert browser.text(".rows .count").startswith(f"{len(rows)} row")
    asked = {"conflict": conflict, "currency": currency, "vintage": day}
    left = cd.load("aid_packages", **asked)["adds_up"].value_counts()
    told = browser.run("return [...document.querySelectorAll('#view .note')].map((e) => e.textContent)[0];")  # fmt: skip
    counted = sum(left.get(why, 0) for why in ("yes", "joint"))
    whys = re.sub(r", no amount.*|no amount.*", "", told)
    assert sum(map(int, re.findall(r"\((\d+)\)", whys))) == left.sum() - counted


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("view=bogus", ["This release has no view “bogus”; another is shown."]),
        ("view=line&conflict=xx", ["This release has no conflict “xx”; Russia-Ukraine is shown."]),
        ("view=line&line=syria/sohr/of/another/release", ["This release has no line “syria/sohr/of/another/release”; another is shown."]),
        ("view=line&table=losses", ["This release has no table “losses”; another is shown."]),
        ("view=reporters&conflict=sudan&measure=wounded", ["This release has no measure “wounded”; killed is shown."]),
        ("view=packages&donor=NATO", ["This release has no donor “NATO”; United States is shown."]),
        ("view=packages&donor=DNK&package=DNK-0", ["This release has no package “DNK-0”; none is chosen."]),
        ("view=donors&conflict=sudan", ["Nothing of Sudan (conflict) is here; Russia-Ukraine is shown."]),
        ("view=donors&currency=JPY", ["This release has no currency “JPY”; US dollar is shown."]),
        ("view=coverage&conflict=xx", ["This release has no conflict “xx”; Russia-Ukraine is shown."]),
        ("view=figures&conflict=sudan&reporter=kiel", ["Nothing of Kiel Institute for the World Economy (Ukraine Support Tracker) (reporter) is here; none is chosen."]),
        ("view=line&day=2023-02-31&flour=1", ["This release has no day “2023-02-31”; what is known now is shown.", "Nothing here is asked for by “flour”, which the address has."]),
        ("view=line&conflict=sudan&day=2024-02-29", []),
        ("view=packages&conflict=gaza&package=US-PDA-37", []),
    ],
)  # fmt: skip
def test_what_an_address_asks_for_in_vain_is_said_by_name(browser, explorer, address, told):
    browser.show(explorer, address)
    found = "return [...document.querySelectorAll('#view .missing')].map((e) => e.textContent);"
    assert browser.run(found) == told


def test_a_war_that_was_chosen_is_not_swapped_for_another_in_silence(browser, explorer):
    browser.show(explorer, "view=line&conflict=sudan")
    browser.find("#views a[data-view=donors]").click()
    browser.settle()
    assert browser.text(".missing").startswith("Nothing of Sudan (conflict) is here")
    browser.find("#views a[data-view=reporters]").click()
    browser.settle()
    assert "conflict=sudan" in browser.driver.current_url
    assert browser.run("return document.querySelectorAll('.missing').length;") == 0


def test_packages_are_of_the_war_that_was_chosen(browser, explorer):
    browser.show(explorer, "view=packages&conflict=gaza&donor=USA")
    rows = eval(browser.text(".call code"), {"cd": cd})  # it is ours
    assert set(rows["conflict"]) == {"gaza"}
    assert browser.text("#view h2").endswith("Hostilities in the Gaza Strip and Israel")


def test_coverage_has_every_reporter_with_its_newest_day(at_home):
    found = at_home.run(
        'const { tables } = await import("explorer/release.js"); const { grid } = await import("explorer/coverage.js");'
        'const { choose } = await import("explorer/rows.js"); const table = await tables.casualties.needAll();'
        "return grid(table, choose(table, {})).map((l) => [l.reporter, l.first, l.newest, l.figures, l.months.size, l.checked]);"
    )
    groups = cd.load("casualties").groupby("reporter", observed=True)
    assert sorted(found) == [
        [
            str(name),
            str(g["period_end"].min().date()),
            str(g["period_end"].max().date()),
            len(g),
            g["period_end"].dt.strftime("%Y-%m").nunique(),
            int(g["checked_on"].notna().sum()),
        ]
        for name, g in groups
    ]


def test_text_of_the_rows_is_never_more_than_text(browser, tmp_path):
    file = tmp_path / "hostile.html"
    file.write_text(page(Hostile(open_release().folder)), encoding="utf-8")
    for view in (*VIEWS, "corrections"):
        browser.show(file, f"view={view}")
        assert browser.run(
            "return [window.hacked ?? null, document.querySelectorAll('img').length];"
        ) == [None, 0]
        addresses = browser.run(
            "return [...document.querySelectorAll('a')].map((a) => [a.protocol, a.rel]);"
        )
        assert {scheme for scheme, _ in addresses} <= {"file:", "https:", "http:"}
        assert all(rel == "noopener noreferrer" for scheme, rel in addresses if scheme != "file:")
    assert "1 row." in browser.text(".known")
    assert HOSTILE in browser.text("#view")
    browser.show(file, "view=figures")
    assert HOSTILE in browser.text(".rows")


# drawings are hidden from readers, which get the words of their figure
LOOKED_AT = {"exclude": [[".chart svg"]]}
DARK = {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
PHONE = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}


def faults(browser: Browser) -> list[tuple[str, str]]:
    axe = pytest.importorskip("axe_core_python.selenium").Axe()
    found = axe.run(browser.driver, context=LOOKED_AT)["violations"]
    serious = [v for v in found if v["impact"] in ("serious", "critical")]
    return [(v["id"], v["nodes"][0]["html"][:120]) for v in serious]


@pytest.mark.parametrize("view", VIEWS)
def test_no_view_is_closed_to_a_keyboard_or_a_screen_reader(browser, explorer, view):
    # most packages say the same of axe as few
    browser.show(explorer, f"view={view}" + ("&donor=FIN" if view == "packages" else ""))
    assert faults(browser) == []


@pytest.mark.parametrize("view", ["line", "donors"])
def test_in_the_dark_it_can_be_read(browser, explorer, view):
    browser.cdp("Emulation.setEmulatedMedia", DARK)
    try:
        browser.show(explorer, f"view={view}")
        assert faults(browser) == []
    finally:
        browser.cdp("Emulation.setEmulatedMedia", {"features": []})


def test_a_phone_is_wide_enough(browser, explorer):
    browser.cdp("Emulation.setDeviceMetricsOverride", PHONE)
    try:
        for view in VIEWS:
            browser.show(explorer, f"view={view}")
            assert browser.run("return document.documentElement.scrollWidth <= innerWidth;"), view
        assert faults(browser) == []
    finally:
        browser.cdp("Emulation.clearDeviceMetricsOverride", {})


def test_a_hundred_thousand_figures_keep_nobody_waiting(browser, tmp_path):
    """Three times what is measured on a quiet machine, so that a busy one does not fail."""
    file = tmp_path / "large.html"
    file.write_text(page(Large(open_release().folder)), encoding="utf-8")
    assert file.stat().st_size < 6_000_000
    browser.show(file)
    assert browser.run("return Number(document.documentElement.dataset.ready);") < 3000
    browser.show(
        file,
        "view=line&line=russia-ukraine/ua-general-staff/military/russia/losses/asserted/cumulative/2022-02-24",
    )
    moves = browser.run(
        "const slider = document.getElementById('day'), took = [];"
        "for (let i = 1; i < 12; i += 1) {"
        " slider.value = Math.round(+slider.min + (slider.max - slider.min) * i / 12);"
        " const start = performance.now(); slider.dispatchEvent(new Event('input'));"
        " await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));"
        " took.push(performance.now() - start); }"
        "return took.sort((a, b) => a - b);"
    )
    assert moves[len(moves) // 2] < 150
