"""The page of the explorer as a file: what is in it, what it may not do, and how it is asked for."""

import base64
import gzip
import json
import re
import subprocess
import sys

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_cli import run

import conflictdata as cd
from conflictdata.explorer.columns import packed, packed_columns
from conflictdata.explorer.page import page
from conflictdata.release.opening import open_release

pytest.importorskip("vl_convert")


def unpacked(text: str) -> object:
    return json.loads(gzip.decompress(base64.b64decode(text)))


@given(
    st.lists(st.none() | st.text(st.characters(exclude_categories=["Cs"]))),
    st.lists(st.none() | st.integers(-(2**53), 2**53)),
    st.lists(st.none() | st.dates()),
)
def test_a_column_comes_out_as_it_went_in(texts, numbers, days):
    for cells, type_ in ((texts, pa.string()), (numbers, pa.int64()), (days, pa.date32())):
        cells = cells * 3  # so that values repeat
        for column in (pa.array(cells, type_), pa.array(cells, type_).dictionary_encode()):
            carried = unpacked(packed_columns(pa.table({"c": column}))["c"])
            values = carried["values"]
            found = [values[code] for code in carried["codes"]] if "codes" in carried else values
            assert found == [str(c) if type_ == pa.date32() and c is not None else c for c in cells]
            if "codes" in carried:
                known = [v for v in values if v is not None]
                assert known == sorted(known, key=lambda v: v.encode() if isinstance(v, str) else v)
                assert len(set(values)) == len(values)


def test_a_page_is_the_same_for_the_same_release():
    assert page(open_release()) == page(open_release())
    assert packed({"a": 1}) == packed({"a": 1})


def test_every_row_of_what_people_look_at_is_on_the_page():
    text = re.search(
        r'<script type="application/json" id="contents">(.*?)</script>', page(open_release())
    )
    contents = json.loads(text[1])
    for name in ("casualties", "aid_totals", "aid_packages", "aid_package_items"):
        table = contents["tables"][name]
        assert table["rows"] == len(cd.load(name, vintage="all"))
        assert list(table["columns"]) == [f["name"] for f in table["fields"]]


def test_the_page_asks_for_nothing_and_may_not():
    text = page(open_release())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1]
    assert policy.startswith("default-src 'none';") and "connect-src" not in policy
    assert not re.search(r"<(script|img|iframe|link)[^>]* (src|href)=", text)
    assert "<" not in re.search(r'id="contents">(.*?)</script>', text)[1]


def test_it_is_no_larger_than_can_be_sent():
    assert len(page(open_release()).encode()) < 6_000_000


def test_on_the_command_line_it_is_written_and_not_opened(tmp_path):
    done = run("explore", "-o", "page.html", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert "written to page.html" in done.stderr
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_what_is_no_page_is_refused(tmp_path):
    done = run("explore", "-o", "page.pdf", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == "error: page.pdf: the explorer is a page; write .html\n"


def test_without_the_extra_it_says_how_to_install_it(tmp_path):
    code = (
        "import sys; sys.modules['vl_convert'] = None; sys.argv = ['conflictdata', 'explore', '-o', 'p.html'];"
        " from conflictdata.cli import app; app()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert done.stderr == (
        "error: the explorer draws with Vega: python -m pip install 'conflictdata[plot]'\n"
    )
    assert list(tmp_path.iterdir()) == []
