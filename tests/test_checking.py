"""What `validate` says of frames and of files that are too large for a frame."""

import json
import subprocess
import sys

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import conflictdata as cd
from conflictdata import progress
from conflictdata.engines.portions import portions
from conflictdata.release.opening import open_release
from conflictdata.rules.rule import RULES
from conflictdata.rules.subject import Subject

CASUALTIES = open_release().table("casualties")
# conflicts of several reporters and few figures
FEW = ("afghanistan-pakistan", "libya", "mali")


@pytest.fixture(scope="module")
def casualties() -> pd.DataFrame:
    return cd.load("casualties", vintage="all")


@pytest.fixture(scope="module")
def two_wordings() -> pd.DataFrame:
    """March 2022 as OHCHR stated it again and again."""
    march = cd.load(
        "casualties",
        reporter="ohchr",
        measure="killed",
        counting="month",
        period_start="2022-03-01",
        vintage="all",
    )
    march = march[
        (march["area"] == "UKR")
        & (march["cause"] == "all")
        & (march["controlled_by"] == "all")
        & (march["sex"] == "all")
    ]
    return march.sort_values("reported_on", ignore_index=True)


def findings(frame: object, table: str = "casualties") -> list[tuple[str, str]]:
    """Key and rule of everything that is found, warnings apart."""
    try:
        cd.validate(frame, table)
    except cd.ValidationError as error:
        return sorted(
            (f.where.removesuffix(")").rpartition("(")[2], f.rule)
            for f in error.findings
            if not f.warning
        )
    return []


# Keys, which a build makes of the row: a frame that was edited may be at odds with itself


def test_a_key_that_says_what_the_row_does_not_is_found(two_wordings):
    edited = two_wordings.assign(sex=two_wordings["sex"].cat.add_categories("female"))
    edited.loc[0, "sex"] = "female"
    with pytest.raises(cd.ValidationError) as caught:
        cd.validate(edited, "casualties")
    said = [f for f in caught.value.findings if f.rule == "key-says-what-is-counted"]
    assert [f.column for f in said] == ["figure_id", "figure_id"]
    assert (
        "series is russia-ukraine/ohchr/civilian/killed/case_verified/month/UKR, and the row says"
        in said[0].message
    )
    assert f"{two_wordings['figure_id'][0].replace('UKR/', 'UKR/female/')};" in said[1].message


@pytest.mark.parametrize("column", ["period_start", "period_end", "reported_on"])
def test_a_key_names_the_days_of_the_row(column, two_wordings):
    edited = two_wordings.copy()
    edited.loc[0, column] += pd.Timedelta(days=1)
    assert (two_wordings["figure_id"][0], "key-says-what-is-counted") in findings(edited)


def test_the_keys_of_every_figure_are_what_its_columns_say():
    for table in ("casualties", "aid_totals"):
        schema = open_release().table(table)
        subject = Subject(schema, cd.load(table, vintage="all"), {})
        assert not list(RULES["key-says-what-is-counted"].find(subject))


def test_a_wording_is_superseded_when_the_next_is_reported(casualties, two_wordings):
    first, second, third = two_wordings["reported_on"][:3]
    assert second == two_wordings["superseded_on"][0]
    key = two_wordings["figure_id"][0]
    for day, found in ((second, 0), (first, 1), (third, 1), (pd.NaT, 1)):
        edited = casualties.copy()
        edited.loc[edited["figure_id"] == key, "superseded_on"] = day
        assert findings(edited) == [(key, "superseded-by-the-next-wording")] * found


def test_of_a_table_that_lacks_wordings_the_others_may_be_superseded_earlier(two_wordings):
    for some in (two_wordings.drop(index=1), two_wordings[two_wordings["superseded_on"].isna()]):
        assert not list(RULES["superseded-by-the-next-wording"].find(Subject(CASUALTIES, some, {})))


# Files


@pytest.fixture(scope="module")
def broken(casualties) -> pd.DataFrame:
    """The casualties with a wrong number or day in several conflicts and reporters."""
    frame = casualties.copy()
    lines = frame.groupby(["conflict", "reporter"], observed=True).head(1).index[::3]
    frame.loc[lines, "value"] += 10_000_000
    frame.loc[lines, "reported_on"] += pd.Timedelta(days=1)
    return frame


@pytest.mark.parametrize("rows", [1, 500, 3_000, 10**6])
def test_each_line_of_figures_is_in_one_portion(rows, casualties):
    parts = [read().to_pandas() for read in portions(cd.path("casualties"), CASUALTIES, rows)]
    together = casualties.groupby(["conflict", "reporter"], observed=True).size()
    found = [
        set(map(tuple, part[["conflict", "reporter"]].drop_duplicates().to_numpy()))
        for part in parts
    ]
    assert set().union(*found) == set(together.index) and sum(map(len, found)) == len(together)
    assert sorted(figure for part in parts for figure in part["figure_id"]) == sorted(
        casualties["figure_id"]
    )
    assert all(len(part) <= max(rows, together.max()) for part in parts)


@pytest.mark.parametrize("rows", [1, 500])
def test_a_file_that_is_checked_in_portions_has_the_findings_of_the_whole(
    rows, broken, tmp_path, monkeypatch
):
    if rows == 1:  # a portion a reporter: few of them tell
        broken = broken[broken["conflict"].isin(FEW)]
    file = tmp_path / "broken.parquet"
    broken.sample(frac=1, random_state=1).to_parquet(file, index=False, row_group_size=700)
    monkeypatch.setattr(
        "conflictdata.engines.portions.portions", lambda file, table: portions(file, table, rows)
    )
    assert findings(file) == findings(broken)
    assert len({rule for _, rule in findings(broken)}) > 2


def test_a_key_that_stands_in_two_portions_is_found_where_it_does_not_say_what_is_counted(
    casualties, tmp_path, monkeypatch
):
    frame = casualties[casualties["conflict"].isin(FEW)].reset_index(drop=True)
    of_another = frame["reporter"].ne(frame["reporter"][0]).idxmax()
    frame.loc[0, "figure_id"] = frame["figure_id"][of_another]
    frame.to_parquet(tmp_path / "twice.parquet", index=False)
    monkeypatch.setattr(
        "conflictdata.engines.portions.portions", lambda file, table: portions(file, table, 1)
    )
    # the row whose key was taken comes back from the release, as a next wording
    assert findings(tmp_path / "twice.parquet") == [
        (frame["figure_id"][0], "key-says-what-is-counted"),
        (frame["figure_id"][0], "superseded-by-the-next-wording"),
    ]


@settings(max_examples=8, deadline=None)
@given(
    rows=st.lists(st.integers(0, 6000), min_size=1, max_size=40),
    value=st.integers(0, 10**6),
)
def test_no_rule_of_casualties_compares_what_is_kept_apart(rows, value, casualties):
    """Whatever one reporter says, nothing is found with another because of it."""
    frame = casualties.copy()
    frame.iloc[rows, frame.columns.get_loc("value")] = value
    lines = set(map(tuple, casualties.iloc[rows][["conflict", "reporter"]].astype(str).to_numpy()))
    assert {tuple(key.split("/")[:2]) for key, _ in findings(frame)} <= lines


def test_the_path_comes_back_and_a_table_that_keeps_nothing_apart_is_read_whole():
    for table in ("casualties", "aid_packages"):
        assert cd.validate(cd.path(table), table) == cd.path(table)
        assert cd.validate(str(cd.path(table)), table) == str(cd.path(table))


def test_a_file_without_the_columns_that_keep_apart_is_one_portion(tmp_path, casualties):
    file = tmp_path / "few.parquet"
    casualties.drop(columns="reporter").to_parquet(file, index=False)
    with pytest.raises(
        cd.ValidationError, match="casualties: reporter: the table lacks this column"
    ):
        cd.validate(file, "casualties")


def test_what_is_no_file_or_no_parquet_is_said(tmp_path):
    with pytest.raises(cd.ConflictDataError, match="there is no file"):
        cd.validate(tmp_path / "nowhere.parquet", "casualties")
    text = tmp_path / "text.parquet"
    text.write_text("reporter,value\n")
    with pytest.raises(cd.ConflictDataError, match=r"text\.parquet is no Parquet"):
        cd.validate(text, "casualties")


def test_memory_follows_the_portion(tmp_path, casualties):
    """Ten times the rows, in ten times the lines, take as much memory as one time."""
    table = pa.Table.from_pandas(casualties, preserve_index=False)
    code = """
import sys, conflictdata.engines.portions as p, pyarrow as pa
from conflictdata.release.opening import open_release
for read in p.portions(p.Path(sys.argv[1]), open_release().table("casualties"), 2000): read()
print(pa.default_memory_pool().max_memory())
"""
    peaks = []
    for times in (1, 10):
        file = tmp_path / f"{times}.parquet"
        with pq.ParquetWriter(file, table.schema) as writer:
            for n in range(times):
                reporter = pa.array(
                    [f"{r}-{n}" for r in table["reporter"].to_pylist()]
                ).dictionary_encode()
                renamed = table.set_column(
                    table.schema.get_field_index("reporter"),
                    "reporter",
                    reporter.cast(table.schema.field("reporter").type),
                )
                writer.write_table(renamed, row_group_size=1000)
        done = subprocess.run(
            [sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=True
        )
        peaks.append(json.loads(done.stdout))
    assert peaks[1] < 2 * peaks[0]


def test_aid_totals_keep_their_keys_and_wordings_too():
    totals = cd.load("aid_totals", vintage="all")
    again = totals.index[totals["superseded_on"].notna() & (totals["reporter"] == "kiel")][0]
    edited = totals.copy()
    edited.loc[again, "superseded_on"] = pd.NaT
    assert findings(edited, "aid_totals") == [
        (totals["figure_id"][again], "superseded-by-the-next-wording")
    ]
    edited = totals.copy()
    edited.loc[again, "series"] += "/more"
    assert (totals["figure_id"][again], "key-says-what-is-counted") in findings(
        edited, "aid_totals"
    )


def test_what_is_wrong_with_a_column_is_said_once(tmp_path, casualties, monkeypatch):
    file = tmp_path / "lacks.parquet"
    casualties.drop(columns="note").to_parquet(file, index=False)
    monkeypatch.setattr(
        "conflictdata.engines.portions.portions", lambda file, table: portions(file, table, 500)
    )
    with pytest.raises(cd.ValidationError) as caught:
        cd.validate(file, "casualties")
    assert [str(f) for f in caught.value.findings] == [
        "casualties: note: the table lacks this column"
    ]


def test_what_is_said_of_many_columns_is_said_once_with_their_names():
    with pytest.raises(cd.ValidationError) as caught:
        cd.validate(pd.DataFrame({"valeu": [1]}), "casualties")
    said = str(caught.value).splitlines()
    columns = list(cd.schema("casualties").columns)
    others = [c for c in columns if c != "value"]
    assert len(caught.value.findings) == len(columns) + 1
    together = f"casualties: {len(others)} columns: the table lacks this column: "
    assert f"{together}{', '.join(others)}" in said
    assert "casualties: value: the table lacks this column; did you mean 'valeu'?" in said
    assert len(said) == 4


def test_of_a_file_in_one_portion_each_row_is_named(tmp_path, two_wordings):
    file = tmp_path / "few.parquet"
    two_wordings.assign(figure_id=None).astype({"figure_id": "str"}).to_parquet(file, index=False)
    with pytest.raises(cd.ValidationError) as caught:
        cd.validate(file, "casualties")
    assert sum(f.column == "figure_id" for f in caught.value.findings) == len(two_wordings)


@pytest.mark.parametrize("rows", [1, 500, 10**6])
def test_a_missing_value_and_the_word_none_are_two(rows, tmp_path, casualties):
    frame = casualties.assign(reporter=casualties["reporter"].astype("str"))
    frame.loc[::3, "reporter"] = "None"
    frame.loc[1::3, "reporter"] = None
    frame.to_parquet(tmp_path / "none.parquet", index=False)
    read = [part() for part in portions(tmp_path / "none.parquet", CASUALTIES, rows)]
    assert sum(part.num_rows for part in read) == len(frame)


@pytest.mark.parametrize("rows", [500, 10**6])
def test_row_groups_may_number_their_codes_each_for_itself(rows, tmp_path):
    code = pa.dictionary(pa.int8(), pa.string())
    schema = pa.schema([("conflict", code), ("reporter", code), ("area", code)])
    file = tmp_path / "small.parquet"
    with pq.ParquetWriter(file, schema) as writer:
        for n in range(4):
            words = {c: pa.array([f"{c}-{n}-{i % 90}" for i in range(900)]) for c in schema.names}
            words["conflict"] = pa.array([f"conflict-{n}"] * 900)
            writer.write_table(
                pa.table(
                    {c: w.dictionary_encode().cast(code) for c, w in words.items()}, schema=schema
                )
            )
    read = [part().to_pandas() for part in portions(file, CASUALTIES, rows)]
    assert pd.concat([part["area"].astype("str") for part in read]).nunique() == 360


def test_a_polars_frame_is_checked_like_the_others():
    frame = cd.load("casualties", backend="polars", reporter="ohchr", period_end="2023-05-01")
    assert cd.validate(frame, "casualties") is frame


def test_a_bar_is_shown_on_a_terminal_and_only_there(monkeypatch, capsys):
    assert list(progress.one_by_one([1, 2], "checking")) == [1, 2]
    assert capsys.readouterr() == ("", "")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert list(progress.one_by_one([1, 2], "checking")) == [1, 2]
    assert "checking" in capsys.readouterr().err
    assert list(progress.one_by_one([1], "checking")) == [1] and capsys.readouterr().err == ""
