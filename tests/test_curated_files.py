"""Curated files are read as they were saved, and written so that no cell is lost."""

import pytest

from conflictdata.curate.lines import csv_rows, csv_text

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
