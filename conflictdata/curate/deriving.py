"""What a release carries and nobody types: ids, series, when a wording was superseded, the source on each row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from conflictdata.curate.reading import typed_column
from conflictdata.rules import Subject
from conflictdata.rules.figures import how_the_day_is_known
from conflictdata.schemas import Table

if TYPE_CHECKING:
    import pandas as pd


def derive(tables: Mapping[str, Table], frames: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Add the built columns to the typed ones; a reference to nothing gives nulls, which the checks report."""
    derived = {}
    for name, frame in frames.items():
        table = tables[name]
        built = _built(table, frame, frames)
        missing = [f.name for f in table.fields if f.built and f.name not in {*built, "conflict"}]
        assert not missing, f"nothing builds {missing}"
        columns = {f.name: typed_column(f, _values(built[f.name])) if f.name in built else frame[f.name] for f in table.fields}
        derived[name] = frame.assign(**columns)[table.columns]
    return derived


def series_key(table: Table, rows: pd.DataFrame) -> pd.Series:
    """The key of the line to which each figure belongs: its dimensions that are not ``all``, and a cumulative's start."""
    start = rows["period_start"].dt.strftime("%Y-%m-%d").where(rows["counting"] == "cumulative", "")
    return _joined([rows[d].astype("str") for d in table.dimensions] + [start])


def figure_id(table: Table, rows: pd.DataFrame) -> pd.Series:
    """The readable key of a figure in its wording: reporter and dimensions, period, ``@reported_on``."""
    days = {c: rows[c].dt.strftime("%Y-%m-%d") for c in ("period_start", "period_end", "reported_on")}
    # a stock has one day, and a cumulative's start is the reporter's standing one unless the series says otherwise
    period = (days["period_start"] + ".." + days["period_end"]).where(
        days["period_start"] != days["period_end"], days["period_end"]
    )
    dimensions = _joined([rows[d].astype("str") for d in table.dimensions])
    return dimensions + "/" + period + "@" + days["reported_on"]


def superseded_on(rows: pd.DataFrame, series: pd.Series) -> pd.Series:
    """The day of the next wording of the same series and period, missing for the current one."""
    thing = [series.rename("series"), rows["period_start"], rows["period_end"]]
    ordered = rows.assign(series=series).sort_values(["series", "period_start", "period_end", "reported_on"], kind="stable")
    following = ordered.groupby([t.loc[ordered.index] for t in thing], sort=False)["reported_on"].shift(-1)
    return following.reindex(rows.index)


def usage_warnings(table: Table, rows: pd.DataFrame, codes: pd.DataFrame, organizations: pd.DataFrame) -> list[str | None]:
    """The warnings that the codes of each row and its reporter bring, joined by semicolons."""
    brought = codes.dropna(subset="warning").astype("str")
    warnings = {(c.list, c.code): c.warning for c in brought.itertuples()}
    warnings |= {("reporter", o.id): o.warning for o in organizations.dropna(subset="warning").astype("str").itertuples()}
    lists = {f.name: f.codes or f.name for f in table.fields if f.name in rows}
    coded = [c for c in lists if lists[c] in {name for name, _ in warnings}]
    cells = zip(*(rows[c].astype("object") for c in coded), strict=True)
    found = (
        [warnings.get((lists[c], part)) for c, cell in zip(coded, row, strict=True) for part in str(cell).split(";")]
        for row in cells
    )
    return [";".join(dict.fromkeys(w for w in several if w)) or None for several in found]


def _built(table: Table, frame: pd.DataFrame, frames: Mapping[str, pd.DataFrame]) -> dict[str, pd.Series]:
    import pandas as pd

    built: dict[str, pd.Series] = {}
    if "source" in table.by_name:
        sources = frames["sources"].drop_duplicates("source_id").set_index("source_id")
        for column in ("title", "url", "archive_url", "tier"):
            built[f"source_{column}"] = frame["source"].map(sources[column].astype("object"))
    if "figure_id" in table.by_name:
        organizations = frames["organizations"].drop_duplicates("id")
        built["figure_id"] = figure_id(table, frame)
        built["series"] = series_key(table, frame)
        built["superseded_on"] = superseded_on(frame, built["series"])
        built["reporter_name"] = frame["reporter"].astype("object").map(organizations.set_index("id")["name"])
        built["reported_on_is"] = how_the_day_is_known(Subject(table, frame, frames))
    if "warnings" in table.by_name:
        warnings = usage_warnings(table, frame, frames["codes"], frames["organizations"])
        built["warnings"] = pd.Series(warnings, index=frame.index, dtype="object")
    if table.name == "aid_package_items":
        packages = frames["aid_packages"].drop_duplicates("package_id").set_index("package_id")
        for column in ("donor", "program", "announced_on"):
            built[column] = frame["package"].map(packages[column].astype("object"))
        items = frames["codes"][frames["codes"]["list"] == "item"].drop_duplicates("code").set_index("code")
        built["label"] = frame["item"].astype("object").map(items["label"])
        built["unit"] = frame["item"].astype("object").map(items["unit"])
    return built


def _joined(parts: list[pd.Series]) -> pd.Series:
    """Join the parts of each row by slashes, leaving out what is ``all`` or empty."""
    joined = parts[0]
    for part in parts[1:]:
        joined = joined + ("/" + part).where(~part.isin(["all", ""]), "")
    return joined


def _values(column: pd.Series) -> list[object]:
    return [None if v != v or v is None else v for v in column.astype("object")]
