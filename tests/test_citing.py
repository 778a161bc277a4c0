"""Citations of the release, and of the sources of just the rows in hand."""

import json
import re

import pytest

import conflictdata as cd
from conflictdata.release.opening import open_release

ROWS = {"reporter": "ohchr", "period_end": ["2023-05-01", "2023-05-07"], "counting": "cumulative"}


@pytest.fixture(scope="module")
def rows():
    return cd.load("casualties", **ROWS)


def test_the_release_is_cited_with_version_and_year():
    text = cd.cite()
    kind = "Unpublished data set" if open_release().is_working_copy else "Data set"
    assert (
        f"(Version {open_release().version}) [{kind}]" in text
        and f"({open_release().version[:4]})" in text
    )
    assert len(text.splitlines()) == 1


def test_rows_are_cited_by_their_sources_and_no_other(rows):
    lines = cd.cite(rows).splitlines()
    assert len(lines) == 1 + rows["source"].nunique()
    for url in rows["source_url"].unique():
        assert any(line.endswith(url) for line in lines)
    assert any(
        line.startswith("Mirage News. (2023, May 2). Ukraine Civilian Casualty Update: 2 May 2023.")
        for line in lines
    )


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
def test_any_frame_or_its_column_will_do(backend, rows):
    frame = cd.load("casualties", backend=backend, **ROWS)
    assert cd.cite(frame) == cd.cite(frame["source"]) == cd.cite(list(rows["source"]))


def test_a_source_without_a_day_is_cited_without(rows):
    undated = cd.load("sources", published_on=None)["source_id"].iloc[0]
    assert "(n.d.)" in cd.cite([undated])
    assert "issued" not in json.loads(cd.cite([undated], style="csl-json"))[1]


def test_csl_json_has_what_csl_asks_for(rows):
    entries = json.loads(cd.cite(rows, style="csl-json"))
    assert entries[0]["type"] == "dataset" and entries[0]["version"] == open_release().version
    for entry in entries[1:]:
        assert {"id", "type", "title", "author", "accessed", "URL"} <= set(entry)
        assert len(entry["accessed"]["date-parts"][0]) == 3


def test_bibtex_braces_close_and_keys_are_unique(rows):
    text = cd.cite(rows, style="bibtex")
    keys = re.findall(r"^@misc\{([^,]+),$", text, re.MULTILINE)
    assert len(keys) == len(set(keys)) == 1 + rows["source"].nunique()
    assert text.count("{") == text.count("}")


def test_bibtex_escapes_what_tex_would_read():
    from conflictdata.citation.styles import _tex

    assert _tex("50% of $1 & #2_a{b}") == r"50\% of \$1 \& \#2\_a\{b\}"


def test_ris_records_begin_and_end(rows):
    text = cd.cite(rows, style="ris")
    assert text.count("TY  - ") == text.count("ER  - ") == 1 + rows["source"].nunique()


def test_citing_after_aggregating_is_an_error(rows):
    with pytest.raises(
        ValueError, match=r"cite\(\) needs the column 'source': cite before you aggregate"
    ):
        cd.cite(rows.groupby("measure", observed=True)["value"].sum().reset_index())


def test_unknown_sources_and_styles_name_the_nearest():
    with pytest.raises(
        ValueError,
        match="sources has no source_id 'ohchr-2023-05-09'; did you mean 'ohchr-2023-05-08'",
    ):
        cd.cite(["ohchr-2023-05-09"])
    with pytest.raises(ValueError, match="style 'bibtext' is unknown; did you mean 'bibtex'"):
        cd.cite(style="bibtext")
