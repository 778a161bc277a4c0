"""The command line, run as a user runs it."""

import io
import json
import re
import subprocess
import sys

import pandas as pd
import pytest

import conflictdata as cd


def run(*arguments: str, cwd=None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "conflictdata", *arguments], capture_output=True, text=True, cwd=cwd
    )


def test_alone_it_prints_the_release_and_its_tables():
    done = run()
    assert done.returncode == 0 and done.stderr == ""
    assert done.stdout.startswith(f"conflictdata {cd.__version__}: ")
    for table in cd.tables().index:
        assert f"\n{table} " in done.stdout


def test_figures_are_shown_with_reporter_day_and_source():
    done = run(
        "show",
        "casualties",
        "reporter=ohchr",
        "period_end=2023-05-01",
        "controlled_by=all",
        "--vintage",
        "2023-05-04",
    )
    line = next(x for x in done.stdout.splitlines() if "killed" in x)
    for part in (
        "ohchr",
        "8,709",
        "2023-05-02",
        "Ukraine Civilian Casualty Update: 2 May 2023",
        "https://www.miragenews.com/",
    ):
        assert part in line


def test_one_row_is_shown_as_a_record():
    lines = dict(
        line.split(maxsplit=1)
        for line in run("show", "aid_packages", "package_id=US-PDA-37").stdout.splitlines()
    )
    assert (lines["sequence"], lines["amount"], lines["qualifier"]) == (
        "37",
        "300,000,000",
        "up_to",
    )


def test_ranges_lists_and_nothing():
    done = run(
        "show",
        "casualties",
        "value=8000..9000",
        "measure=killed,injured",
        "disputed=",
        "sex=all",
        "--format",
        "json",
        "period_end=2023-05-01..2023-05-07",
        "counting=cumulative",
        "controlled_by=all",
    )
    assert [r["value"] for r in json.loads(done.stdout)] == [8709, 8791]


def test_a_series_and_chosen_columns():
    done = run(
        "show",
        "casualties",
        "conflict=russia-ukraine",
        "reporter=ohchr",
        "measure=killed",
        "counting=cumulative",
        "--series",
        "--columns",
        "period_end,value",
        "--format",
        "csv",
        "--vintage",
        "2023-05-09",
    )
    assert (
        done.stdout.splitlines()[0] == "period_end,value"
        and done.stdout.splitlines()[-1] == "2023-05-07,8791"
    )


def test_machines_get_what_load_gives():
    rows = json.loads(run("show", "aid_totals", "--format", "json").stdout)
    assert [r["figure_id"] for r in rows] == list(cd.load("aid_totals")["figure_id"])
    assert all(isinstance(r["amount"], int) and len(r["reported_on"]) == 10 for r in rows)


def test_a_cell_that_joins_several_values_is_a_list_in_json_and_text_in_csv(tmp_path):
    joint = cd.load("aid_packages").query("donor.str.contains(';')").iloc[0]
    package = f"package_id={joint['package_id']}"
    run("show", "aid_packages", package, "-o", str(tmp_path / "rows.json"))
    written = json.loads((tmp_path / "rows.json").read_text())
    for (row,) in (rows_of("aid_packages", package), written):
        assert row["donor"] == joint["donor"].split(";") and row["currency"] == joint["currency"]
    bare = rows_of("aid_packages", "financed_by=", "package_id=US-PDA-37")
    assert bare[0]["financed_by"] == []
    assert joint["donor"] in run("show", "aid_packages", package, "--format", "csv").stdout
    described = json.loads(run("describe", "casualties", "sex", "--format", "json").stdout)
    assert described[0]["codes"] == ["all", "male", "female", "unknown"]


@pytest.mark.parametrize("suffix", ["csv", "json", "parquet", "xlsx"])
def test_rows_are_written_to_files(tmp_path, suffix):
    file = tmp_path / f"rows.{suffix}"
    file.write_text("old")
    done = run("show", "aid_totals", "donor=USA", "-o", str(file))
    assert done.returncode == 0 and done.stdout == ""
    want = cd.load("aid_totals", donor="USA")
    reader = {
        "csv": pd.read_csv,
        "json": pd.read_json,
        "parquet": pd.read_parquet,
        "xlsx": lambda f: pd.read_excel(f, sheet_name="data"),
    }[suffix]
    assert list(reader(file)["amount"]) == list(want["amount"])
    assert [p.name for p in tmp_path.iterdir()] == [file.name]


def test_description_has_columns_and_caveats():
    out = run("describe", "aid_packages").stdout
    assert "announced_on" in out and "Of two rows of the same money one adds up" in out
    assert (
        json.loads(run("describe", "casualties", "--format", "json").stdout)[0]["column"]
        == "conflict"
    )


def test_citations():
    assert run("cite").stdout.strip() == cd.cite()
    done = run("cite", "casualties", "period_end=2023-05-07", "--style", "bibtex")
    assert done.stdout.strip() == cd.cite(
        cd.load("casualties", period_end="2023-05-07"), style="bibtex"
    )


def test_citations_for_machines_are_a_row_a_document():
    where = ("casualties", "period_end=2023-05-07")
    rows = json.loads(run("cite", *where, "--format", "json").stdout)
    assert [r["type"] for r in rows][:2] == ["release", "source"]
    assert "\n".join(r["citation"] for r in rows) == run("cite", *where).stdout.strip()
    assert run("cite", *where, "--format", "csv").stdout.startswith("id,type,citation,url\n")
    words_of_csl = ("--style", "csl-json")
    assert (
        run("cite", *words_of_csl, "--format", "json").stdout == run("cite", *words_of_csl).stdout
    )


def test_findings_for_machines_are_a_row_a_finding(tmp_path):
    good = run("validate", "areas", "--format", "json")
    assert (good.returncode, json.loads(good.stdout)) == (0, [])
    pd.DataFrame({"value": [1]}).to_parquet(tmp_path / "few.parquet")
    for format, read in (("json", pd.read_json), ("csv", pd.read_csv)):
        bad = run("validate", "areas", str(tmp_path / "few.parquet"), "--format", format)
        found = read(io.StringIO(bad.stdout))
        assert bad.returncode == 1 and bad.stderr == ""
        assert set(cd.schema("areas").columns) | {"value"} == set(found["column"])


def test_a_table_that_was_written_can_be_validated(tmp_path):
    file = tmp_path / "rows.csv"
    run("show", "aid_packages", "-o", str(file))
    good = run("validate", "aid_packages", str(file))
    assert (good.returncode, good.stdout) == (
        0,
        f"aid_packages: {len(cd.load('aid_packages'))} rows, no finding\n",
    )
    file.write_text(file.read_text().replace(",PDA,", ",PDQ,", 1))
    bad = run("validate", "aid_packages", str(file))
    assert bad.returncode == 1 and "program: no value 'PDQ'; did you mean 'PDA'?" in bad.stderr
    swapped = run("validate", str(file), "aid_packages")
    assert f"the table comes first: validate aid_packages {file}" in swapped.stderr


def test_the_release_keeps_its_rules():
    for table in ("casualties", "aid_totals", "aid_packages", "aid_package_items", "sources"):
        assert run("validate", table).returncode == 0


def rows_of(*arguments: str) -> list[dict]:
    done = run("show", *arguments, "--format", "json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_column_that_is_given_again_means_any_of_them():
    once = rows_of("casualties", "reporter=uk-mod,bbc-russian")
    assert rows_of("casualties", "reporter=uk-mod", "reporter=bbc-russian") == once
    assert {r["reporter"] for r in once} == {"uk-mod", "bbc-russian"}
    both = rows_of("casualties", "reporter=uk-mod", "high=", "high=60000")
    assert {r["high"] for r in both} == {None, 60000}


def test_every_wording_of_an_item_can_be_asked_for():
    wordings = cd.load("aid_package_items")["wording"]
    for wording in wordings[wordings.str.contains(",")].unique()[:3]:
        found = rows_of("aid_package_items", f"wording=={wording}")
        assert found and {r["wording"] for r in found} == {wording}


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        (
            ["period_end=2023-01-01..2023-02-01", "period_end=2023-05-01"],
            "period_end is given twice, once as a range",
        ),
        (
            ["value=8,709"],
            "write a number without commas, value=8709, or several as value=8 value=709",
        ),
        (["value=1,000..2,000"], "write a number without commas, value=1000..2000"),
        (["note=so, then"], "for a text with a comma write note=='so, then'"),
        (["value=\u00b2"], "holds whole numbers"),
        (["release=2026.11.1"], "release is an option: --release 2026.11.1"),
    ],
)
def test_a_filter_that_would_be_dropped_or_misread_is_refused(filters, message):
    done = run("show", "casualties", *filters)
    assert done.returncode == 2 and message in done.stderr and "Traceback" not in done.stderr


WITH_RELEASE = (
    [],
    ["show", "aid_packages", "package_id=US-PDA-37"],
    ["latest", "casualties"],
    ["search", "javelin"],
    ["describe", "aid_packages", "--coverage"],
    ["describe", "areas"],
    ["cite"],
    ["cite", "aid_packages", "package_id=US-PDA-37"],
    ["validate", "areas"],
)


@pytest.mark.parametrize("verb", WITH_RELEASE, ids=" ".join)
def test_every_verb_takes_a_release(verb, published):
    old, new = (
        run(*verb, "--release", str(published.folder / v)) for v in ("2026.10.0", "2026.11.0")
    )
    for done in (old, new):
        assert done.returncode == 0, done.stderr
    if verb in ([], ["cite"]):
        assert "2026.10.0" in old.stdout and "2026.11.0" in new.stdout
    if verb[:2] == ["show", "aid_packages"]:
        assert ("30,000,000" in old.stdout, "300,000,000" in new.stdout) == (True, True)


def test_a_release_before_the_verb_is_not_passed_over():
    done = run("--release", "2020.1.0", "show", "areas")
    assert done.returncode == 2 and "options stand after the verb" in done.stderr


@pytest.mark.parametrize(
    ("verb", "columns"),
    [
        ([], "table,rows"),
        (["show", "aid_packages"], "package_id,amount"),
        (["describe", "casualties"], "column,unit"),
        (["describe", "casualties", "--coverage"], "conflict,year,rows"),
        (["fetch"], "version,cached"),
        (["diff", "2026.10.0", "2026.11.0"], "table,old,new"),
        (["search", "javelin"], "code,label"),
        (["latest", "casualties"], "reporter,value,period_end"),
    ],
    ids=" ".join,
)
def test_every_verb_that_prints_a_table_takes_columns(verb, columns, published):
    verb = [str(published.folder / word) if word[:4] == "2026" else word for word in verb]
    csv = run(*verb, "--columns", columns, "--format", "csv").stdout
    assert csv.splitlines()[0] == columns
    wrong = run(*verb, "--columns", columns + "x")
    assert wrong.returncode == 2 and "did you mean" in wrong.stderr


@pytest.mark.parametrize("arguments", [[], ["show", "casualties"], ["show", "casualties", "reporter=uk-mod"],
                                       ["show", "aid_packages", "amount=300000000", "--vintage", "2024-01-01"],
                                       ["show", "aid_packages", "-o", "rows.xlsx"]])  # fmt: skip
def test_no_pandas_is_needed_to_print_rows(arguments, tmp_path):
    code = (
        "import sys; from conflictdata.cli import app\n"
        "try: app()\nexcept SystemExit: sys.exit('pandas' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr


def test_alone_it_answers_before_typer_or_an_engine_would_be_there():
    code = (
        "import sys; sys.argv[1:] = []; from conflictdata.cli import app\n"
        "heavy = {'typer', 'rich', 'pyarrow', 'pandas', 'polars'}\n"
        "try: app()\nexcept SystemExit: sys.exit(', '.join(heavy & {*sys.modules}) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("missing", "arguments", "message"),
    [
        ("yaml", ["build", "--check"], "pip install 'conflictdata[curate]'"),
    ],
)
def test_what_is_not_installed_is_named_with_how_to_get_it(missing, arguments, message, project):
    code = f"import sys; sys.modules[{missing!r}] = None; from conflictdata.cli import app; app()"
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, cwd=project.root
    )
    assert done.returncode == 2 and message in done.stderr and "Traceback" not in done.stderr


def test_a_series_says_what_it_left_out_and_no_line_of_code():
    where = ["reporter=uk-mod", "measure=casualties", "counting=cumulative"]
    done = run("show", "casualties", *where, "--series")
    assert done.returncode == 0
    figures = cd.load("casualties", reporter="uk-mod", measure="casualties", counting="cumulative")
    by = int((figures["date_precision"] == "by").sum())
    assert "note: left out" in done.stderr and f"date_precision: 'by' ({by})" in done.stderr
    assert "UserWarning" not in done.stderr and ".py" not in done.stderr


def test_every_wording_of_a_line_is_shown():
    line = {
        "conflict": "russia-ukraine",
        "reporter": "ohchr",
        "measure": "killed",
        "counting": "cumulative",
    }
    done = run("show", "casualties", *(f"{k}={v}" for k, v in line.items()), "--series",
               "--vintage", "all", "--format", "csv", "--columns", "reported_on,value")  # fmt: skip
    rows = cd.series("casualties", vintage="all", **line)
    assert len(done.stdout.splitlines()) == 1 + len(rows)


@pytest.mark.parametrize("format", ["table", "csv", "json"])
def test_a_limit_that_is_asked_for_holds_in_every_format_and_says_what_is_left(format):
    asked = ["show", "conflicts", "--columns", "id,name", "--format", format]
    rows = len(cd.load("conflicts"))
    whole, two = run(*asked), run(*asked, "--limit", "2")
    ids = cd.load("conflicts")["id"]
    assert [i in whole.stdout for i in ids] == [True] * rows
    assert sum(f"{i}" in two.stdout for i in ids[:2]) == 2 and ids.iloc[-1] not in two.stdout
    assert f"{rows - 2} more rows; --limit 0 prints them" in two.stdout + two.stderr


@pytest.mark.parametrize(
    "asked",
    [
        ["describe", "casualties", "--coverage", "--limit", "3"],
        ["describe", "casualties", "--coverage", "--limit", "3", "--format", "csv"],
        ["describe", "casualties", "--limit", "3"],
        ["search", "killed", "--limit", "3", "--format", "csv"],
    ],
)
def test_what_a_limit_leaves_out_is_said_by_every_verb(asked):
    done = run(*asked)
    assert re.search(r"[\d,]+ more( rows)?; --limit \d+ prints them", done.stdout + done.stderr)
    if "csv" in asked:
        assert len(done.stdout.splitlines()) == 1 + 3


def test_whether_there_is_a_day_is_asked_as_in_python():
    of = {"conflict": "sudan", "reporter": "acled"}
    asked = ["show", "casualties", *(f"{k}={v}" for k, v in of.items()), "--format", "csv"]
    for word, there in (("true", True), ("false", False)):
        done = run(*asked, f"checked_on={word}", "--columns", "value,checked_on")
        assert len(done.stdout.splitlines()) == 1 + len(
            cd.load("casualties", checked_on=there, **of)
        )


def test_no_row_is_said():
    assert run("show", "casualties", "reporter=uk-mod", "value=1").stdout == "no row fits\n"


def rows_without(**where: object) -> str:
    return f"{len(cd.load('casualties', **where)):,} rows"


@pytest.mark.parametrize("verb", [["show"], ["show", "--format", "json"], ["latest"], ["cite"]])
def test_where_no_row_fits_it_says_without_which_filter_there_are_rows(verb):
    done = run(*verb, "casualties", "conflict=gaza", "reporter=snhr")
    assert (
        f"no row fits; without conflict=gaza there are {rows_without(reporter='snhr')};"
        f" without reporter=snhr there are {rows_without(conflict='gaza')}" in done.stderr
    )


def test_coverage_of_no_row_says_so_of_every_wording():
    done = run("describe", "casualties", "--coverage", "conflict=gaza", "reporter=snhr")
    there = rows_without(reporter="snhr", vintage="all")
    assert done.stdout == ""
    assert f"note: no row fits; without conflict=gaza there are {there};" in done.stderr


def test_where_several_filters_leave_no_row_it_names_the_first_that_does():
    done = run("show", "casualties", "conflict=gaza", "reporter=snhr", "perpetrator=taliban")
    there = rows_without(conflict="gaza")
    assert f"; conflict=gaza has {there}, none of them with reporter=snhr\n" in done.stderr
    assert "; the table has none" in run("show", "corrections").stderr


def test_where_no_row_fits_it_names_the_vintage_and_the_nearest_day():
    of = ("show", "casualties", "reporter=uk-mod")
    early = run(*of, "--vintage", "2020-01-01").stderr
    rows = cd.load("casualties", vintage="all", reporter="uk-mod")
    first = rows["reported_on"].min()
    assert f"of vintage all there are {len(rows)} rows, the first of {first.date()}" in early
    day = run(*of, "period_end=2023-02-18").stderr
    there = rows_without(reporter="uk-mod")
    assert f"without period_end=2023-02-18 there are {there}; the nearest period_end is" in day


def test_a_vintage_that_no_release_can_know_is_said_once():
    for verb in (["show"], ["show", "--series"], ["latest"]):
        done = run(
            *verb, "casualties", "reporter=ohchr", "measure=killed", "area=UKR", "counting=month",
            "evidence=case_verified", "--vintage", "2030-01-01",
        )  # fmt: skip
        last = cd.tables()["last_reported"].max().date()
        said = f"warning: vintage 2030-01-01 is after {last}, the last day on which anything in"
        assert done.returncode == 0 and done.stderr.count("is after") == 1 and said in done.stderr


def test_no_help_offers_what_is_refused():
    assert "all" not in re.search(r"--vintage DAY(.*)", run("latest", "--help").stdout)[1].split()
    assert run("latest", "casualties", "--vintage", "all").returncode == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["shw"], "No such command 'shw'. Did you mean 'show'?"),
        (["show", "casulties"], "error: there is no table 'casulties'; did you mean 'casualties'?"),
        (
            ["show", "casualties", "mesure=killed"],
            "error: casualties has no column 'mesure'; did you mean 'measure'?",
        ),
        (
            ["show", "casualties", "measure=kiled"],
            "error: casualties.measure has no value 'kiled'; did you mean 'killed'?",
        ),
        (["show", "casualties", "killed"], "error: 'killed' is no filter; write COLUMN=VALUE"),
        (
            ["show", "casualties", "vintage=2023-05-04"],
            "error: vintage is an option: --vintage 2023-05-04",
        ),
        (
            ["show", "casualties", "--vintage", "May"],
            "error: vintage must be a day such as '2023-05-04', not 'May'",
        ),
        (
            ["show", "casualties", "--format", "jsn"],
            "error: format 'jsn' is unknown; did you mean 'json'?",
        ),
        (
            ["show", "casualties", "-o", "x.xls"],
            "write .csv, .xlsx, .json or .parquet, or a chart as .svg, .png, .pdf or .html;"
            " did you mean '.xlsx'?",
        ),
        (["show", "casualties", "-o", "/nowhere/x.csv"], "there is no folder /nowhere"),
        (["show", "casualties", "--series"], "error: more than one series fits; pin"),
        (["show", "casualties", "--limit", "-1"], "error: --limit -1 is no number of rows; give 0"),
        (["search", "HIMARS", "--limit", "-1"], "error: --limit -1 is no number of rows; give 0"),
        (
            ["show", "casualties", "period_end=2023-05-07..2023-05-01"],
            "error: casualties.period_end: a range from 2023-05-07 to 2023-05-01 is reversed and"
            " holds nothing; give the earlier day first",
        ),
        (
            ["latest", "casualties", "value=10..1"],
            "error: casualties.value: a range from 10 to 1 is reversed and holds nothing; give the"
            " lower end first",
        ),
        (
            ["show", "casualties", "-o", "rows.foo"],
            "error: rows.foo: write .csv, .xlsx, .json or .parquet, or a chart as .svg, .png, .pdf"
            " or .html\n",
        ),
        (["cite", "--style", "short", "--format", "json"], "error: style 'short' is one line of"),
        (["cite", "--format", "table"], "is unknown; it is one of 'text', 'json', 'csv'"),
        (["validate", "areas", "--format", "jsn"], "format 'jsn' is unknown; did you mean 'json'?"),
        (["describe", "casualties", "sex", "--coverage"], "'sex' is no filter; write COLUMN=VALUE"),
        (["describe", "casualties", "sex=female"], "--coverage says what they cover"),
        (
            ["describe", "nosuch"],
            "error: there is no table 'nosuch'; there are casualties, aid_totals, aid_packages,",
        ),
        (
            ["cite", "casualties", "reporter=nosuch"],
            "error: casualties.reporter has no value 'nosuch'; search for it by a word of its name,"
            " with cd.search(...) or `conflictdata search ...`",
        ),
        (
            ["tables"],
            "error: there is no verb 'tables' here; `conflictdata` alone prints the tables",
        ),
        (["releases"], "error: there is no verb 'releases' here; `conflictdata fetch` alone lists"),
        (["cite", "--style", "mla"], "error: style 'mla' is unknown"),
        (["validate", "casualties", "nowhere.csv"], "error: there is no file nowhere.csv"),
        (["build", "--root", "/"], "error: / is in no checkout"),
    ],
)
def test_wrong_use_is_said_and_ends_with_2(arguments, message, tmp_path):
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2 and done.stdout == ""
    assert message in done.stderr and "Traceback" not in done.stderr


def test_a_reader_that_stops_is_no_error():
    done = subprocess.run(
        f"{sys.executable} -m conflictdata show codes --format csv | head -1",
        shell=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.startswith("list,code") and "Traceback" not in done.stderr


def test_build_prints_what_it_made_and_check_what_is_out_of_date(project):
    assert run("build", cwd=project.root).stdout.startswith("data/release ")
    assert run("build", "--check", cwd=project.curated).returncode == 0
    (project.release / "areas.parquet").unlink()
    stale = run("build", "--check", cwd=project.root)
    assert stale.returncode == 1 and "data/release/areas.parquet is missing" in stale.stdout
    (project.curated / "areas.csv").write_text("id\n")
    broken = run("build", cwd=project.root)
    assert (
        broken.returncode == 1
        and "data/curated/areas.csv:1: header: 6 columns are missing: name," in broken.stderr
    )
