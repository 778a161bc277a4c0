"""Curated files are read as they were saved, and written so that no cell is lost."""

import pytest

from conflictdata.curate.lines import cell, csv_rows, csv_text, lines
from conflictdata.errors import Finding
from conflictdata.schemas.table import Field

COLUMNS = ["package", "wording", "quantity"]
ROW = {"package": "US-PDA-37", "wording": 'Rockets, "GMLRS"\nand others', "quantity": ""}


def test_what_is_written_is_read_back(tmp_path):
    (tmp_path / "a.csv").write_text(csv_text(COLUMNS, [ROW]), encoding="utf-8", newline="")
    assert csv_rows(tmp_path / "a.csv") == [ROW]


def test_a_cell_that_is_left_out_is_empty_and_lines_end_in_one_way():
    assert (
        csv_text(COLUMNS, [{"package": "US-PDA-37"}]) == "package,wording,quantity\nUS-PDA-37,,\n"
    )


def test_a_cell_without_a_column_is_not_lost():
    with pytest.raises(ValueError, match="a row has unit; the columns are package"):
        csv_text(COLUMNS, [{**ROW, "unit": "pieces"}])
    assert csv_text(COLUMNS, [{**ROW, "unit": ""}]) == csv_text(COLUMNS, [ROW])


def test_a_file_that_a_spreadsheet_saved_has_its_first_column(tmp_path):
    """With the mark of byte order before it, and ends of lines of another system."""
    (tmp_path / "a.csv").write_bytes("\ufeffpackage,wording\r\nUS-PDA-37,Rockets\r\n".encode())
    assert csv_rows(tmp_path / "a.csv") == [{"package": "US-PDA-37", "wording": "Rockets"}]


def test_a_file_that_is_not_there_has_no_rows(tmp_path):
    assert csv_rows(tmp_path / "a.csv") == []


TYPED = b"package,wording,quantity\nUS-PDA-37,Rockets,\n"
SAVED = {
    "with a mark of byte order": (b"\xef\xbb\xbf" + TYPED, []),
    "with the ends of lines of Windows": (TYPED.replace(b"\n", b"\r\n"), []),
    "with semicolons": (
        TYPED.replace(b",", b";"),
        ["a.csv:1: header: its cells are parted by semicolons; save it with commas"],
    ),
    "with tabs": (
        TYPED.replace(b",", b"\t"),
        ["a.csv:1: header: its cells are parted by tabs; save it with commas"],
    ),
    "with empty columns behind the others": (
        TYPED.replace(b"\n", b",,\n"),
        ["a.csv:1: header: a column has no name; take the empty columns out"],
    ),
    "with empty rows below the others": (
        TYPED + b",,\n",
        ["a.csv:3: row: all its cells are empty; take the line out"],
    ),
    "in the bytes of a spreadsheet": (
        TYPED.decode().encode("utf-16"),
        ["a.csv:1: file: byte 0xff is no UTF-8; save the file as UTF-8"],
    ),
}


@pytest.mark.parametrize("how", SAVED)
def test_a_file_that_a_spreadsheet_saved_is_read_or_says_how_to_save_it(how, tmp_path):
    content, told = SAVED[how]
    (tmp_path / "a.csv").write_bytes(content)
    findings: list[Finding] = []
    rows = list(lines(tmp_path / "a.csv", "a.csv", "a package", COLUMNS, findings))
    assert [str(f) for f in findings] == told
    assert len(rows) == (not told or told[0].startswith("a.csv:3"))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("1,120", "'1,120' is no whole number; write digits only, such as 300000000"),
        ("at least 120", "such as 300000000, and a hedge in its own column"),
        ("~120", "such as 300000000, and a hedge in its own column"),
    ],
)
def test_a_number_that_is_not_digits_says_where_its_words_go(typed, says):
    findings: list[Finding] = []
    cell(Field("value", "integer", "Value", ""), typed, "a.csv:2", findings)
    assert [f.message.endswith(says) for f in findings] == [True]
