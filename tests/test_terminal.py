"""In a terminal of any width a number, a day and a code are whole: what has no room goes as a whole
column, and with a word.
"""

import io
import os
import pty
import re
import struct
import subprocess
import sys
from collections import Counter

import pandas as pd
import pytest
from conftest import Published
from hypothesis import given
from hypothesis import strategies as st

import conflictdata as cd
from conflictdata.cli.verbs import cli

WIDTHS = (60, 80, 100, 120, 200)
# what each verb prints that holds numbers, days or codes
COMMANDS = (
    "",
    "show aid_packages donor=USA announced_on=2023-01-01..2023-03-01",
    "show aid_packages package_id=US-PDA-37",
    "show aid_package_items package=US-PDA-37",
    "show aid_totals reporter=kiel counting=plan",
    "show casualties conflict=russia-ukraine reporter=ohchr measure=killed period_end=2023-05-01..2023-05-07",
    "show casualties reporter=uk-mod",
    "show casualties conflict=russia-ukraine reporter=ohchr measure=killed counting=cumulative --series --vintage"
    " 2022-06-01",
    "show casualties reporter=uk-mod --columns reporter,measure,value,high,period_end,figure_id",
    "show areas parent=MMR",
    "show codes list=item",
    "show sources publisher=ohchr",
    "show partitions",
    "show exceptions",
    "describe casualties",
    "describe aid_totals --coverage",
    "describe casualties --coverage",
    "fetch",
    "cite casualties reporter=uk-mod",
)
REMARK = re.compile(
    r"^\d+ columns? hidden \(.*?\)\s*;\s*--columns,\s+a\s+wider\s+window\s+or\s+--format\s+csv\s+shows\s+them$|^\.\.\. [\d,]+ more rows.*$",
    re.MULTILINE | re.DOTALL,
)


class Terminal(io.StringIO):
    """What a program takes for a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def printed(command: str, monkeypatch, width: int | None = None) -> str:
    """What a command prints in a terminal of some width, without styles; in a pipe without one."""
    stream = Terminal() if width else io.StringIO()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", stream)
        patch.setenv("COLUMNS", str(width or 80))
        patch.setenv("TERM", "xterm")
        try:
            cli(command.split(), standalone_mode=False)
        except SystemExit as done:
            assert not done.code
    return re.sub(r"\x1b\[[0-9;]*m", "", stream.getvalue())


def telling(text: str) -> set[str]:
    """The words that hold a digit; several may be joined by semicolons."""
    return {word for word in re.split(r"[\s;]+", text) if re.search(r"\d", word)}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("command", COMMANDS)
def test_no_word_with_a_digit_is_cut_or_parted(command, width, monkeypatch):
    whole = telling(printed(f"{command} --limit 0" if "show" in command else command, monkeypatch))
    text = printed(command, monkeypatch, width)
    found = telling(REMARK.sub("", text))
    assert found <= whole and (found or "hidden" in text)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    ("table", "column", "where"),
    [
        ("casualties", "value", {"reporter": "uk-mod"}),
        ("casualties", "value", {"reporter": "ohchr", "measure": "killed", "period_end": "2023-05-07"}),
        ("casualties", "high", {"reporter": "uk-mod"}),
        ("aid_packages", "amount", {"donor": "USA", "program": "PDA", "announced_on": slice("2023-01-01", "2023-06-01")}),
        ("aid_totals", "amount", {"reporter": "cfr"}),
        ("aid_package_items", "quantity", {"package": "US-PDA-05"}),
    ],
)  # fmt: skip
def test_every_number_of_the_rows_is_read_back(table, column, where, width, monkeypatch):
    rows = cd.load(table, **where)
    words = [
        f"{k}={v.start}..{v.stop}" if isinstance(v, slice) else f"{k}={v}" for k, v in where.items()
    ]
    command = " ".join(["show", table, *words, "--limit", "0"])
    numbers = Counter(f"{int(v):,}" for v in rows[column].dropna())
    assert numbers
    found = Counter(printed(command, monkeypatch, width).split())
    assert {n: found[n] for n in numbers if found[n] < numbers[n]} == {}


def test_the_numbers_of_the_first_page_are_whole(monkeypatch):
    packages = "show aid_packages donor=USA announced_on=2023-01-01..2023-03-01"
    assert "2,500,000,000" in printed(packages, monkeypatch, 100).split()
    killed = "show casualties conflict=russia-ukraine reporter=ohchr measure=killed period_end=2023-05-01..2023-05-07"
    for width in (120, 160):
        assert "8,709" in printed(killed, monkeypatch, width).split()


def test_columns_without_room_go_with_a_word(monkeypatch):
    text = printed("show aid_packages donor=USA program=PDA", monkeypatch, 80)
    assert re.search(r"^\d+ columns hidden \(.*source_title, source_url\);", text, re.MULTILINE)
    assert "--columns, a wider window or --format csv shows them" in text.replace("\n", " ")
    assert "hidden" not in printed("show areas", monkeypatch, 200)


def test_rows_become_records_where_a_row_has_no_room(monkeypatch):
    text = printed("show aid_packages donor=USA program=PDA,USAI --limit 3", monkeypatch, 40)
    assert text.count("package_id ") == 3 and "hidden" not in text


def test_a_narrow_coverage_says_how_far_each_reporter_is_and_how_much_was_read_twice(monkeypatch):
    """Rows, the newest day and the share read twice stay; what goes is named, with how to see it."""
    text = printed("describe casualties --coverage", monkeypatch, 80)
    lines = text.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[0].split()[:5] == ["reporter", "year", "rows", "newest", "read_twice"]
    covered = cd.describe("casualties", coverage=True)
    for (conflict, reporter, year), row in covered.sample(20, random_state=1).iterrows():
        part = text.split(f"\n\n{conflict}\n")[1].split("\n\n")[0]
        words = [line.split() for line in part.splitlines()]
        own = next(w for w in words if w[:2] == [reporter, year])
        newest = [] if row["newest"] is pd.NaT else [str(row["newest"].date())]
        assert own[2:][: 1 + len(newest)] == [f"{row['rows']:,}", *newest]
        assert row["read_twice"] in " ".join(own)
    hidden = re.search(r"hidden \((.*?)\)", text.replace("\n", " "))[1].split(", ")
    assert {*hidden, *lines[0].split()} == {*covered.columns, "reporter", "year"}


@pytest.mark.parametrize("width", WIDTHS)
def test_a_row_without_a_number_has_its_ends(width, monkeypatch):
    """A range without a middle is its two ends, which stay where columns must go."""
    text = printed("show casualties reporter=uk-mod measure=killed,injured", monkeypatch, width)
    assert {"40,000", "60,000", "220,000", "280,000"} <= set(text.split())


def test_ends_that_say_no_more_take_no_room(monkeypatch):
    head = printed(
        "show casualties conflict=russia-ukraine reporter=ohchr measure=killed period_end=2023-05-07",
        monkeypatch,
    )
    assert not {"low", "high"} & set(head.splitlines()[0].split())


def test_a_range_is_printed_with_both_ends(monkeypatch):
    text = printed("show casualties reporter=uk-mod measure=killed period_end=2023-02-17 "
                   "population=military_rus,military_ukr", monkeypatch, 80)  # fmt: skip
    assert {"40,000", "60,000"} <= set(text.split())


@pytest.mark.parametrize("width", WIDTHS)
def test_changes_are_told_whole(published: Published, width, monkeypatch):
    command = f"diff {published.folder / '2026.10.0'} {published.folder / '2026.11.0'}"
    whole, found = (printed(command, monkeypatch, w) for w in (None, width))
    assert telling(REMARK.sub("", found)) <= telling(whole)
    for word in ("US-PDA-37", "30000000", "300000000"):
        assert word in found.split()


def test_a_description_is_read_without_scrolling_far(monkeypatch):
    for table in cd.tables().index:
        lines = printed(f"describe {table}", monkeypatch, 80).splitlines()
        # three to four lines a column
        assert len(lines) <= 140 and max(map(len, lines)) <= 80


def test_a_column_is_described_with_its_codes(monkeypatch):
    text = printed("describe casualties measure", monkeypatch, 80)
    assert "killed" in text and "reported_on_is" not in text


def test_the_keys_of_another_table_are_listed_with_labels_and_rows(monkeypatch):
    """Conflicts, reporters, areas and parties stand in tables, and are asked for like codes."""
    figures = cd.load("casualties", vintage="all")
    for width in (None, 80):
        text = printed("describe casualties conflict", monkeypatch, width)
        for code, n in figures["conflict"].value_counts().items():
            line = next(x for x in text.splitlines() if x.split()[:1] == [code])
            assert line.split()[-1] == f"{n:,}"
        assert f"{figures['conflict'].nunique()} codes stand in rows, of which every" in text
    few = printed("describe casualties area --limit 3", monkeypatch, 80)
    assert f"... {figures['area'].nunique() - 3:,} more rows; --limit 0 prints them" in few


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("words", ["casualties", "Gaza", "HIMARS", "Ukraine"])
def test_what_is_found_has_its_whole_label_at_every_width(words, width, monkeypatch):
    text = " ".join(printed(f"search {words}", monkeypatch, width).split())
    found = cd.search(words)
    for row in found.itertuples():
        assert row.code in text
    # a label may be folded between the columns, where its words stand apart
    missing = [label for label in found["label"] if not set(label.split()) <= set(text.split())]
    assert missing == []


def test_the_overview_says_how_far_each_conflict_is_counted(built, monkeypatch):
    text = printed(f"--release {built.release}", monkeypatch, 80)
    last = cd.load("casualties", reporter="ohchr", release=built.release)
    newest = last.sort_values("period_end").iloc[-1]
    line = next(x for x in text.splitlines() if x.startswith("russia-ukraine"))
    assert line.split() == [
        "russia-ukraine",
        "ohchr",
        str(newest["period_end"].date()),
        str(newest["reported_on"].date()),
    ]


def test_no_day_of_the_overview_lies_ahead(built, monkeypatch):
    """A plan's last day is no day that figures reach."""
    for release in (None, built.release):
        text = printed(f"--release {release}" if release else "", monkeypatch, 80)
        reported = cd.tables(release=release)["last_reported"].max()
        assert max(re.findall(r"\d{4}-\d\d-\d\d", text)) <= str(reported.date())
    assert (
        cd.tables(release=built.release).loc["aid_totals", "last"]
        < cd.load("aid_totals", counting="plan")["period_end"].max()
    )


def test_a_real_terminal_has_its_own_width():
    import fcntl
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    words = ["show", "aid_packages", "donor=USA", "announced_on=2023-01-01..2023-03-01"]
    with subprocess.Popen(
        [sys.executable, "-m", "conflictdata", *words],
        stdout=theirs,
        env={k: v for k, v in os.environ.items() if k != "COLUMNS"},
    ) as process:
        os.close(theirs)
        text = b""
        try:
            while piece := os.read(ours, 65536):
                text += piece
        except OSError:  # the other side is closed
            pass
    os.close(ours)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text.decode())
    assert process.returncode == 0 and "2,500,000,000" in plain.split()
    assert max(map(len, plain.splitlines())) <= 80


WORD = st.text(st.characters(categories=("L", "N"), max_codepoint=0x2FF), min_size=1, max_size=30)
CELL = st.lists(WORD, max_size=8).map(" ".join)


@given(
    st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=4),
    st.integers(10, 200),
    st.booleans(),
)
def test_a_word_is_whole_or_not_there(cells, window, short):
    from conflictdata.cli.layout import Column, side_by_side, width

    columns = [
        Column(f"c{i}", list(c), short=short) for i, c in enumerate(zip(*cells, strict=True))
    ]
    laid = side_by_side(columns, window, ["c0"])
    if laid is None:
        assert columns[0].least > window
        return
    lines, hidden = laid
    assert all(width(line) <= window for line in lines)
    words = {w for row in cells for cell in row for w in cell.split()} | {"c0", "c1", "c2", "…"}
    assert {w for line in lines for w in line.split()} <= words
    if not short:
        shown = [
            w for c in columns if c.name not in hidden for cell in c.cells for w in cell.split()
        ]
        assert not Counter(shown) - Counter(w for line in lines for w in line.split())
