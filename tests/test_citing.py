"""Citations of the release, and of the sources of just the rows in hand."""

import json
import re
import shutil

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import Published, called, rows_of, write_rows

import conflictdata as cd
from conflictdata.curate.build import build
from conflictdata.curate.project import Project
from conflictdata.provenance import open_stamped
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


# of which release


@pytest.fixture(scope="module")
def older(published: Published):
    return published.folder / "2026.10.0"


@pytest.fixture(scope="module")
def newer(published: Published):
    return published.folder / "2026.11.0"


def test_rows_say_of_which_release_they_are(rows, older):
    assert rows.attrs["conflictdata"]["release"] == open_release().version
    said = cd.load("aid_packages", release=older).attrs["conflictdata"]
    assert said == {
        "release": "2026.10.0",
        "rowsHash": open_release(older).descriptor["rowsHash"],
    }
    arrow = cd.load("aid_packages", release=older, backend="pyarrow")
    assert arrow.schema.metadata[b"conflictdata.release"] == b"2026.10.0"
    line = cd.series("casualties", release=older, measure="killed", counting="cumulative")
    assert line.attrs["conflictdata"] == line["value"].attrs["conflictdata"]
    assert line.attrs["conflictdata"]["release"] == "2026.10.0"


@pytest.mark.parametrize("backend", ["pandas", "pyarrow"])
def test_rows_are_cited_with_the_release_that_they_are_of(older, newer, backend):
    for folder in (older, newer):
        packages = cd.load("aid_packages", release=folder, backend=backend)
        assert f"(Version {folder.name})" in cd.cite(packages)
        assert f"(Version {folder.name})" in cd.cite(packages, release=folder)
    with pytest.raises(ValueError, match=r"are of release 2026.11.0, not 2026.10.0"):
        cd.cite(packages, release=older)


def test_the_release_of_rows_outlives_a_file(older, tmp_path):
    cd.load("aid_packages", release=older).to_parquet(tmp_path / "pandas.parquet")
    assert "(Version 2026.10.0)" in cd.cite(pd.read_parquet(tmp_path / "pandas.parquet"))
    pq.write_table(
        cd.load("aid_packages", release=older, backend="pyarrow"), tmp_path / "a.parquet"
    )
    assert "(Version 2026.10.0)" in cd.cite(pq.read_table(tmp_path / "a.parquet"))


VINTAGE = {"vintage": "2023-05-04", **ROWS}


@pytest.mark.parametrize("backend", ["pandas", "pyarrow"])
def test_rows_of_a_vintage_are_cited_as_known_on_its_day(backend):
    """Whoever reads the number later finds another where it was restated since."""
    then = cd.load("casualties", backend=backend, **VINTAGE)
    version = f"conflictdata {open_release().version}"
    assert cd.cite(then, style="short").endswith(f"; as known on 4 May 2023; {version}")
    assert "ata set; as known on 4 May 2023]" in cd.cite(then).splitlines()[0]
    assert json.loads(cd.cite(then, style="csl-json"))[0]["note"] == "as known on 4 May 2023"
    assert "  note = {as known on 4 May 2023}" in cd.cite(then, style="bibtex")
    assert "N1  - as known on 4 May 2023" in cd.cite(then, style="ris").splitlines()
    every = cd.load("casualties", backend=backend, **{**ROWS, "vintage": "all"})
    assert cd.cite(every, style="short").endswith(f"; every wording; {version}")
    now = cd.load("casualties", backend=backend, **ROWS)
    assert "known on" not in cd.cite(now, style="short") + cd.cite(now)


def test_what_a_verb_makes_of_a_vintage_says_it():
    line = {"reporter": "ohchr", "measure": "killed", "area": "UKR", "counting": "cumulative"}
    series = cd.series("casualties", vintage="2023-05-04", **line)
    newest = cd.latest("casualties", vintage="2023-05-04", **line)
    for rows in (series, newest, cd.increments(series)):
        assert rows.attrs["conflictdata"]["vintage"] == "2023-05-04"
    arrow = cd.series("casualties", vintage="2023-05-04", backend="pyarrow", **line)
    assert arrow.schema.metadata[b"conflictdata.vintage"] == b"2023-05-04"
    assert "vintage" not in cd.series("casualties", **line).attrs["conflictdata"]


def test_rows_of_two_vintages_are_of_none():
    for backend, put in (("pandas", pd.concat), ("pyarrow", pa.concat_tables)):
        then, later = (
            cd.load("casualties", backend=backend, **{**ROWS, "vintage": day})
            for day in ("2023-05-04", "2024-01-15")
        )
        assert "known on" not in cd.cite(put([then, later]), style="short")


def test_rows_that_cannot_say_their_release_are_looked_for_in_it(older):
    packages = cd.load("aid_packages", release=older, backend="polars")
    assert "(Version 2026.10.0)" in cd.cite(packages, release=older)
    with pytest.raises(ValueError, match=r"1 of 3 rows are not as they are in release .*PDA-37'"):
        cd.cite(packages)
    same = packages.filter(pl.col("package_id") != "US-PDA-37")
    assert cd.cite(same) == cd.cite(
        cd.load("aid_packages", package_id=same["package_id"].to_list())
    )


@pytest.fixture
def changing(built, tmp_path):
    """Two working copies of one version, in the second of which package 37 has another amount."""
    folders = []
    for name in ("one", "other"):
        shutil.copytree(built.root, tmp_path / name)
        project = Project(tmp_path / name)
        if name == "other":
            file = project.curated / "aid_packages" / "russia-ukraine" / "usa.csv"
            wrong = {"US-PDA-37": {"amount": "30000000"}}
            write_rows(file, [r | wrong.get(r["package_id"], {}) for r in rows_of(file)])
            build(project)
        folders.append(project.release)
    return folders


@pytest.mark.parametrize("backend", ["pandas", "pyarrow"])
def test_rows_of_one_of_two_working_copies_are_answered_for_by_it(changing, backend):
    """All working copies have one version: the folder that was read last answered for both."""
    loaded = [cd.load("aid_packages", release=f, backend=backend) for f in changing]
    assert open_release(changing[0]).version == open_release(changing[1]).version
    assert [open_stamped(rows).folder for rows in loaded] == changing
    assert [open_stamped(rows).folder for rows in reversed(loaded)] == changing[::-1]
    assert len({cd.cite(rows) for rows in loaded}) == 1, "the citation names the version alone"


def test_rows_of_a_working_copy_that_was_built_again_are_not_answered_for_by_others(changing):
    rows = cd.load("aid_packages", release=changing[0])
    shutil.rmtree(changing[0])
    shutil.copytree(changing[1], changing[0])
    with pytest.raises(ValueError, match=r"as it was before it changed; load them again, or give"):
        cd.cite(rows)
    assert cd.cite(cd.load("aid_packages", release=changing[0]))


def test_rows_of_two_releases_are_refused(older, newer):
    one, other = (cd.load("aid_packages", release=r) for r in (older, newer))
    with pytest.raises(ValueError, match="cite rows of one release at a time"):
        cd.cite(pd.concat([one, other]))
    with pytest.raises(ValueError, match="cite rows of one release at a time"):
        cd.cite(one.merge(other, on="package_id"))
    arrow = [cd.load("aid_packages", release=r, backend="pyarrow") for r in (newer, older)]
    with pytest.raises(ValueError, match="cite rows of one release at a time"):
        cd.cite(pa.concat_tables(arrow))
    frames = [cd.load("aid_packages", release=r, backend="polars") for r in (older, newer)]
    with pytest.raises(ValueError, match="cite rows of one release at a time"):
        cd.cite(pl.concat(frames), release=older)


def test_a_number_may_be_rounded_before_its_rows_are_cited(rows):
    assert cd.cite(rows.assign(value=rows["value"] / 1000)) == cd.cite(rows)


def test_a_release_that_is_not_here_is_asked_for(rows):
    strange = rows.copy()
    strange.attrs["conflictdata"] = {"release": "2019.1.0"}
    with pytest.raises(ValueError, match=r"these rows are of release 2019.1.0; give release= its"):
        cd.cite(strange)


# rows in any form


# what people make of rows, in which every source is still there
FORMS = {
    "grouped": lambda r: r.groupby("measure", observed=True),
    "grouped column": lambda r: r.groupby("measure", observed=True)["source"],
    "indexed": lambda r: r.set_index("source"),
    "indexed twice": lambda r: r.set_index(["measure", "source"]),
    "index": lambda r: r.set_index("source").index,
    "levels": lambda r: r.set_index(["measure", "source"]).index,
    "summed by source": lambda r: r.groupby("source")["value"].sum(),
    "collected": lambda r: r.groupby("measure", observed=True).agg(
        {"value": "sum", "source": list}
    ),
    "joined texts": lambda r: r.groupby("measure", observed=True).agg({"source": ";".join}),
    "merged": lambda r: r[["measure", "source"]].merge(r[["measure", "source"]], on="measure"),
    "side by side": lambda r: pd.concat([r[:9], r[9:].reset_index(drop=True)], axis=1),
    "wide": lambda r: r.assign(n=range(len(r))).pivot(index="n", columns="measure"),
    "categories": lambda r: r.astype({"source": "category"}),
    "concatenated": lambda r: pd.concat([r[:9], r[9:]]),
    "records": lambda r: r.to_dict("records"),
    "array": lambda r: r["source"].to_numpy(),
    "set": lambda r: set(r["source"]),
}
OTHER_FORMS = {
    ("pyarrow", "batch"): lambda r: r.combine_chunks().to_batches()[0],
    ("pyarrow", "grouped"): lambda r: r.group_by("measure"),
    ("polars", "lazy"): lambda r: r.lazy(),
    ("polars", "grouped"): lambda r: r.group_by("measure"),
    ("polars", "joined"): lambda r: (
        r[["measure", "source"]].unique("measure").join(r[["measure", "source"]], on="measure")
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_no_source_is_lost_in_what_people_make_of_rows(form, rows):
    assert cd.cite(FORMS[form](rows)) == cd.cite(rows)


@pytest.mark.parametrize(("backend", "form"), OTHER_FORMS)
def test_nor_in_what_they_make_of_rows_of_other_backends(backend, form, rows):
    made = OTHER_FORMS[backend, form](cd.load("casualties", backend=backend, **ROWS))
    assert cd.cite(made) == cd.cite(rows)


def test_what_two_sides_of_a_merge_rest_on_is_cited(rows):
    kiel = cd.load("aid_totals", reporter="kiel", period_end="2023-01-15")
    beside = rows.merge(kiel, on="period_start", how="outer", suffixes=("", "_aid"))
    assert cd.cite(beside) == cd.cite([*rows["source"], *kiel["source"]])
    with pytest.raises(ValueError, match="have a number and no source"):
        cd.cite(beside.drop(columns=["source"]))


def test_one_row_is_cited_by_its_own_source(rows):
    assert cd.cite(rows.iloc[3]) == cd.cite(rows[3:4]) == cd.cite(rows["source"].iloc[3])


@pytest.mark.parametrize(
    "wrong",
    [[1, 2], 7, [None], [pd.NA], ["ohchr-2023-05-08", 3.5], b"ohchr-2023-05-08", object(), []],
    ids=called,
)
def test_what_holds_no_sources_is_refused(wrong):
    with pytest.raises(ValueError, match="source"):
        cd.cite(wrong)


def test_columns_and_rows_that_hold_no_sources_are_refused(rows):
    grouped = rows.groupby("measure", observed=True)
    for wrong in (rows["value"], rows["period_end"], rows["reporter"], grouped["value"]):
        with pytest.raises(ValueError, match="source"):
            cd.cite(wrong)
    for wrong in (rows[:0], rows[:0]["source"], cd.load("organizations"), grouped["value"].sum()):
        with pytest.raises(ValueError, match="source"):
            cd.cite(wrong)


@pytest.mark.parametrize(
    ("verb", "call"),
    [
        ("cite", cd.cite),
        ("convert", lambda rows: cd.convert(rows, "USD")),
        ("increments", cd.increments),
        ("validate", lambda rows: cd.validate(rows, "aid_packages")),
    ],
)
def test_what_is_no_frame_is_refused_by_the_verb_that_was_called(verb, call):
    """A relation of DuckDB names its columns as a frame does, and gives none of their cells."""

    class Relation:
        columns = cd.load("aid_packages").columns.tolist()
        shape = (1, len(columns))

        def with_columns(self): ...

    says = rf"{verb}\(\) takes a frame of pandas, polars or pyarrow, not Relation"
    with pytest.raises(cd.ConflictDataError, match=says):
        call(Relation())


def test_a_number_without_a_source_is_refused(rows):
    with pytest.raises(ValueError, match="1 of 54 rows have a number and no source"):
        cd.cite(pd.concat([rows, pd.DataFrame({"value": [3]})]))


# how


def quoted(**where):
    """A figure that a page quotes, with the names of the reporter and of the page's publisher."""
    row = cd.load("casualties", source_tier="secondary", **where)[:1]
    publisher = cd.load("sources", source_id=row["source"].iloc[0])["publisher"].iloc[0]
    return row, row["reporter_name"].iloc[0], cd.load("organizations", id=publisher)["name"].iloc[0]


def test_a_page_that_quotes_is_cited_as_that_in_every_style():
    row, reporter, publisher = quoted(reporter="mediazona")
    told = f"{reporter}, as cited in {publisher}"
    assert cd.cite(row).splitlines()[1].startswith(f"{told}. (")
    assert f"  note = {{{told}}}" in cd.cite(row, style="bibtex")
    assert f"N1  - {told}" in cd.cite(row, style="ris").splitlines()
    (entry,) = json.loads(cd.cite(row, style="csl-json"))[1:]
    assert entry["author"] == [{"literal": publisher}] and entry["note"] == told
    assert entry["original-author"] == [{"literal": reporter}]


def test_a_page_that_quotes_several_names_those_whose_rows_are_in_hand():
    figures = cd.load("casualties", source_tier="secondary")
    several = figures.groupby("source")["reporter"].nunique()
    rows = figures[figures["source"] == several.idxmax()]
    assert several.max() > 1
    names = set(rows["reporter_name"])
    assert all(name in cd.cite(rows["source"]).splitlines()[1] for name in names)
    one = rows[rows["reporter"] == rows["reporter"].iloc[0]]
    assert [n for n in names if f"{n}, as" in cd.cite(one)] == [one["reporter_name"].iloc[0]]


def test_a_package_that_a_page_quotes_is_its_donors():
    row = cd.load("aid_packages", package_id="NATO-PURL-02", source_tier="secondary")
    assert "Denmark, Norway and Sweden, as cited in " in cd.cite(row)


def test_the_reporters_own_page_and_its_copy_are_cited_as_themselves(rows):
    own = rows[rows["source_tier"] != "secondary"]
    assert len(own) and "as cited in" not in cd.cite(own)


def test_a_description_stands_in_the_place_of_a_title():
    titles = cd.load("sources")
    described = titles[titles["title"].str.fullmatch(r"\[[^]]+]")].iloc[0]
    text = described["title"].strip("[]")
    assert f"). [{text}]. http" in cd.cite(described["source_id"])
    entry = json.loads(cd.cite(described["source_id"], style="csl-json"))[1]
    assert entry["genre"] == text and "title" not in entry
    ris = cd.cite(described["source_id"], style="ris").splitlines()
    assert f"M3  - {text}" in ris and f"TI  - [{text}]" not in ris
    assert f"title = {{{{[{text}]}}}}" in cd.cite(described["source_id"], style="bibtex")


def test_a_title_that_only_ends_in_brackets_is_a_title():
    titled = cd.load("sources", source_id=cd.load("sources")["source_id"])
    titled = titled[titled["title"].str.fullmatch(r"[^[].*]")].iloc[0]
    (_, entry) = json.loads(cd.cite(titled["source_id"], style="csl-json"))
    assert entry["title"] == titled["title"] and "genre" not in entry


def test_the_short_form_says_who_when_how_many_documents_and_which_release(rows):
    text = cd.cite(rows, style="short")
    version = open_release().version
    others = rows[rows["source_tier"] == "secondary"]["source"].nunique()
    assert text == (
        f"OHCHR, 2 May 2023 to 8 May 2023 ({rows['source'].nunique()} documents, {others} of them"
        f" by others); conflictdata {version}"
    )
    row, reporter, _ = quoted(reporter="mediazona")
    day = row["reported_on"].iloc[0]
    assert cd.cite(row, style="short") == (
        f"{reporter}, {day.day} {day:%B %Y} (as cited in 1 document); conflictdata {version}"
    )
    assert cd.cite(style="short") == f"conflictdata {version}"
