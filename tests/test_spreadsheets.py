"""A spreadsheet shows the rows as they are: no number or day is another, no text is computed or cut,
and the file says what it is.
"""

import csv
import datetime as dt
import io
import warnings
import zipfile

import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

import conflictdata as cd
from conflictdata.cli.verbs import cli
from conflictdata.errors import ConflictDataError
from conflictdata.release.folder import Release
from conflictdata.release.opening import open_release
from conflictdata.spreadsheet import limits
from conflictdata.spreadsheet.whole import names_of, write_archive, write_release
from conflictdata.spreadsheet.workbook import Sheet, write_workbook

# where they say nothing more than the number they stand behind
ENDS = ("low", "high")


def show(file, *words):
    done = CliRunner().invoke(cli, ["show", *words, "-o", str(file)])
    assert done.exit_code == 0, done.output
    return openpyxl.load_workbook(file)


def sheet(tmp_path, grid, **more):
    file = tmp_path / "a.xlsx"
    write_workbook(file, "A", [Sheet("data", grid, **more)])
    return openpyxl.load_workbook(file)["data"]


def said(book) -> dict[str, str]:
    return dict(book["about"].iter_rows(min_row=2, values_only=True))


@pytest.fixture(scope="module")
def ohchr(tmp_path_factory):
    where = ["reporter=ohchr", "measure=killed", "period_end=2023-04..2023-05"]
    file = tmp_path_factory.mktemp("ohchr") / "rows.xlsx"
    return file, show(file, "casualties", *where, "--vintage", "2023-06-30")


def test_the_rows_are_those_of_load_with_numbers_and_days(ohchr):
    file, _ = ohchr
    days = slice("2023-04", "2023-05")
    rows = cd.load(
        "casualties", reporter="ohchr", measure="killed", period_end=days, vintage="2023-06-30"
    )
    read = pd.read_excel(file)
    assert set(read) == set(rows)
    for column in ("value", "low", "high", "period_start", "period_end", "reported_on"):
        want = rows[column]
        got = pd.to_datetime(read[column]) if want.dtype.kind == "M" else read[column]
        # a range without a printed center has no value
        assert got.isna().tolist() == want.isna().tolist(), column
        assert got.dropna().tolist() == want.dropna().tolist(), column
    for column in ("figure_id", "source_title", "area", "qualifier"):
        assert read[column].tolist() == rows[column].tolist()


def test_what_people_look_at_stands_first_under_a_head_that_stays_with_filters(ohchr):
    page = ohchr[1]["data"]
    heads = [cell.value for cell in page[1]]
    summary = open_release().table("casualties").summary
    assert heads[0] == "reporter" and heads.index("value") < heads.index("source_url") < 20
    assert all(heads.index(c) < heads.index("figure_id") for c in summary if c not in ENDS)
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == page.dimensions
    assert page["A1"].comment.text.startswith("Reporter. ")


def test_sources_are_links(ohchr):
    page = ohchr[1]["data"]
    heads = {cell.value: i for i, cell in enumerate(page[1])}
    for row in page.iter_rows(min_row=2):
        address = row[heads["source_url"]]
        assert address.hyperlink.target == address.value
        assert row[heads["source_title"]].hyperlink.target == address.value
        assert row[heads["note"]].hyperlink is None


def test_it_says_what_it_is_and_how_to_have_and_cite_it_again(ohchr):
    file, book = ohchr
    assert book.sheetnames == ["data", "about", "columns", "codes", "sources"]
    about = said(book)
    assert about["release"] == cd.__version__ and about["citation"] == cd.cite()
    assert about["rows chosen by"] == "reporter=ohchr measure=killed period_end=2023-04..2023-05"
    assert about["on the command line"].endswith("period_end=2023-04..2023-05 --vintage 2023-06-30")
    again = eval(about["in Python"], {"cd": cd})
    assert len(again) == book["data"].max_row - 1 == int(about["rows"])
    assert about["license"].startswith("CC-BY-4.0")
    assert "unknown is treated as no" in about["terms of reporters"]
    cited = pd.read_excel(file, sheet_name="sources")
    assert set(cited["source_id"]) == set(again["source"])
    assert set(cited["citation"]) == set(cd.cite(again).splitlines()[1:])
    columns = pd.read_excel(file, sheet_name="columns")
    assert set(columns["column"]) == set(again)
    codes = pd.read_excel(file, sheet_name="codes").set_index(["column", "code"])
    assert codes.loc[("evidence", "case_verified"), "meaning"]
    held = {c: set(again[c].dropna()) for c in ("measure", "area", "qualifier")}
    for column, values in held.items():
        assert set(codes.loc[column].index) == values


def test_it_says_where_the_counting_changed_and_what_a_series_left_out(tmp_path):
    where = ["reporter=ohchr", "measure=killed", "area=UKR", "counting=cumulative"]
    about = said(show(tmp_path / "a.xlsx", "casualties", *where, "--series"))
    assert "counts otherwise from 2023-03-01" in about["counting 1"]
    with warnings.catch_warnings(action="ignore"):
        line = eval(about["in Python"], {"cd": cd})
    left_out = line.attrs["conflictdata"]["left_out"]
    assert all(column in about["left out, since nobody named it"] for column in left_out)
    early = said(show(tmp_path / "a.xlsx", "casualties", *where, "reported_on=2022"))
    assert not [what for what in early if what.startswith("counting")]


def test_a_table_without_sources_has_no_sheet_of_them(tmp_path):
    assert "sources" not in show(tmp_path / "a.xlsx", "conflicts").sheetnames


def test_named_columns_are_those_and_in_that_order(tmp_path):
    book = show(tmp_path / "a.xlsx", "aid_packages", "donor=USA", "--columns", "amount,package_id")
    assert [cell.value for cell in book["data"][1]] == ["amount", "package_id"]
    assert book["sources"].max_row > 2


def test_columns_that_say_nothing_are_hidden_and_told(tmp_path):
    book = show(tmp_path / "a.xlsx", "aid_packages", "package_id=US-PDA-37")
    page = book["data"]
    hidden = [c[0].value for c in page.columns if page.column_dimensions[c[0].column_letter].hidden]
    assert hidden and all(page.cell(2, i).value is None for i, c in enumerate(page[1], 1) if c.value in hidden)  # fmt: skip
    assert said(book)["note 1"].endswith(", ".join(hidden) + ".")


@pytest.mark.parametrize("text", ["=1+1", "+49", "-; a", "@SUM(A1)", "#N/A", "2-1", "007", "1e5"])
def test_text_is_text(tmp_path, text):
    cell = sheet(tmp_path, {"text": ["plain", text]})["A3"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", text, True)


def test_numbers_are_whole_and_those_that_a_spreadsheet_would_round_are_text(tmp_path):
    page = sheet(tmp_path, {"n": [10**15 - 1, 10**15 + 1, -(10**17) - 1, 0, None, 2.5]})
    cells = [page.cell(i, 1) for i in range(2, 8)]
    assert [c.value for c in cells] == [10**15 - 1, str(10**15 + 1), str(-(10**17) - 1), 0, None, 2.5]  # fmt: skip
    assert cells[0].number_format == "#,##0"
    assert page.column_dimensions["A"].width > len(f"{-(10**17):,}")


def test_days_before_the_calendar_of_spreadsheets_are_text(tmp_path):
    days = [dt.date(1900, 2, 28), dt.date(1900, 3, 1), dt.date(2023, 5, 3)]
    page = sheet(tmp_path, {"day": days})
    assert [page.cell(i, 1).value for i in (2, 3, 4)] == [
        "1900-02-28",
        dt.datetime(1900, 3, 1),
        dt.datetime(2023, 5, 3),
    ]
    assert page["A4"].number_format == "YYYY-MM-DD"
    assert "before March 1900 are text" in " ".join(limits.told({"day": days}, {}))


def test_no_text_is_cut_and_what_finds_no_room_is_refused(tmp_path):
    whole = "a" * limits.TEXT
    assert sheet(tmp_path, {"text": [whole]})["A2"].value == whole
    # two units each where the spreadsheet counts
    for text in (whole + "a", "\N{OLD PERSIAN SIGN A}" * (limits.TEXT // 2 + 1)):
        file = tmp_path / "b.xlsx"
        with pytest.raises(ConflictDataError, match=r"text of row 2 has 32,7\d\d characters"):
            write_workbook(file, "A", [Sheet("data", {"text": ["", text]})])
        assert not file.exists()
    with pytest.raises(ConflictDataError, match=r"room for 1,048,575 rows; write .parquet or .csv"):
        limits.refuse("data", {"n": range(limits.ROWS)})


def test_a_sheet_has_as_many_links_as_it_holds_and_says_so(tmp_path):
    addresses = ["https://example.org/a"] * (limits.LINKS // 2 + 1)
    grid = {"source_title": ["A"] * len(addresses), "source_url": addresses}
    links = {"source_url": "source_url", "source_title": "source_url"}
    assert limits.linked(grid, links) == {"source_url": "source_url"}
    assert list(limits.told(grid, links)) == [
        "source_title: without links, of which a sheet holds 65,530."
    ]


def test_a_column_whose_links_find_no_room_takes_none_from_the_others(tmp_path):
    half = limits.LINKS // 2
    many, few = ["https://example.org/a"] * (half + 1), ["https://example.org/b", *[None] * half]
    grid = {"source_title": ["A"] * (half + 1), "source_url": many, "archive_url": few}
    links = {"source_url": "source_url", "source_title": "source_url", "archive_url": "archive_url"}
    kept = {"source_url": "source_url", "archive_url": "archive_url"}
    assert limits.linked(grid, links) == kept


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc", "https://a.b/" + "a" * 2_100]
)
def test_only_addresses_of_the_web_are_followed(tmp_path, address):
    page = sheet(tmp_path, {"url": ["https://a.b", address]}, links={"url": "url"})
    assert page["A2"].hyperlink.target == "https://a.b"
    assert page["A3"].hyperlink is None and page["A3"].value == address


def test_the_same_rows_are_the_same_bytes(tmp_path):
    files = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    for file in files:
        show(file, "aid_packages", "donor=USA")
    assert files[0].read_bytes() == files[1].read_bytes()


def test_what_cannot_be_written_leaves_what_was_there(tmp_path, monkeypatch):
    file = tmp_path / "rows.xlsx"
    file.write_text("old")
    monkeypatch.setattr(limits, "TEXT", 3)
    done = CliRunner().invoke(cli, ["show", "areas", "-o", str(file)])
    assert isinstance(done.exception, ConflictDataError)
    assert file.read_text() == "old" and [p.name for p in tmp_path.iterdir()] == ["rows.xlsx"]


def test_a_release_is_one_workbook_with_every_table_whole(built, tmp_path):
    release, file = Release(built.release), tmp_path / "release.xlsx"
    write_release(file, release)
    book = openpyxl.load_workbook(file, read_only=True)
    assert book.sheetnames == ["about", "tables", *release.resources, "columns"]
    for name in release.resources:
        heads, *rows = book[name].iter_rows(values_only=True)
        assert list(heads) == release.table(name).columns
        cells = [[c.date() if isinstance(c, dt.datetime) else c for c in row] for row in rows]
        # a row that is read back may end with its last cell
        filled = [row + [None] * (len(heads) - len(row)) for row in cells]
        want = release.read(name).to_pydict().values()
        assert filled == [[c if c != "" else None for c in row] for row in zip(*want, strict=True)]
    about = dict(book["about"].iter_rows(min_row=2, values_only=True))
    assert about["release"] == release.version and release.version in about["citation"]
    assert "never summed" in about["caveat on casualties"]
    assert "treated as no" in about["terms of reporters"]


def test_its_tables_lead_to_their_sheets(tmp_path):
    grid = {"table": ["areas"], "place": ["#'areas'!A1"]}
    page = sheet(tmp_path, grid, links={"table": "place"}, hidden=["place"])
    assert page["A2"].hyperlink.location == "'areas'!A1" and page["A2"].value == "areas"


def test_the_csv_files_are_read_in_the_right_letters_and_compute_nothing(built, tmp_path):
    release, file = Release(built.release), tmp_path / "a.zip"
    write_archive(file, release)
    bare = []
    with zipfile.ZipFile(file) as archive:
        names = {name.split("/")[1] for name in archive.namelist()}
        assert names > {"README.txt", "DICTIONARY.md", *(f"{n}.csv" for n in release.resources)}
        for name, resource in release.resources.items():
            content = archive.read(f"conflictdata-{release.version}/{name}.csv")
            assert content.startswith(b"\xef\xbb\xbf")
            rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
            assert rows[0] == release.table(name).columns and len(rows) == resource["rows"] + 1
            bare += [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
            if name == "methods":
                assert any(cell.startswith("'-; ") for row in rows for cell in row)
        readme = archive.read(f"conflictdata-{release.version}/README.txt").decode("utf-8-sig")
    assert bare == []
    assert cd.cite(release=built.release) in readme and names_of(release.version)[0] in readme
    write_archive(tmp_path / "b.zip", release)
    assert file.read_bytes() == (tmp_path / "b.zip").read_bytes()
