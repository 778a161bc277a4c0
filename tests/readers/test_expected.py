"""That the readers' tests would find what is wrong."""

import datetime as dt

import pytest

from readers.expected import (
    FIGURES,
    assert_rows,
    assert_types,
    columns_of,
    days_of,
    known_on,
    rows_of,
)


def test_the_days_asked_for_need_the_whole_clause() -> None:
    for table in FIGURES:
        columns = columns_of(table)
        for day in days_of(table)[1:]:
            chosen = set(known_on(table, day))
            assert any(d is not None and d <= day for d in columns["superseded_on"])
            late = [
                f
                for f, d in zip(columns["figure_id"], columns["superseded_on"], strict=True)
                if d is not None and d > day
            ]
            assert chosen.intersection(late) and len(chosen) < len(columns["figure_id"])


def test_a_wrong_type_value_or_vintage_is_found() -> None:
    rows = rows_of(columns_of("casualties"))
    for column, value in (
        ("value", float(rows[0]["value"])),
        ("value", rows[0]["value"] + 1),
        ("period_end", dt.datetime.now()),
    ):
        with pytest.raises(AssertionError, match=f"casualties.{column}"):
            assert_rows("casualties", [{**rows[0], column: value}, *rows[1:]])
    with pytest.raises(AssertionError):
        assert_types(
            "areas",
            dict.fromkeys(columns_of("areas"), "float"),
            dict.fromkeys(("count", "code", "day", "text"), "int"),
        )
