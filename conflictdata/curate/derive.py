"""What a release carries and nobody types: ids, series, when a wording was superseded, the source
on each row; and what a curator types only where it is not what the rest of the row says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from conflictdata.curate.curated import typed_column
from conflictdata.curate.readings.against import CHECKED, checked_on
from conflictdata.curate.usage import usage_warnings
from conflictdata.rules.hedges import printed_ends
from conflictdata.rules.keys import keys, superseded_on
from conflictdata.rules.money import adds_up, packages_above
from conflictdata.rules.reported import how_the_day_is_known
from conflictdata.rules.subject import Subject
from conflictdata.tree import ancestors

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from conflictdata.schemas.table import Table

Built = dict[str, Any]
Frames = Mapping[str, "pd.DataFrame"]


def derive(tables: Mapping[str, Table], frames: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Add the built columns to the typed ones, and complete those in which an empty cell says what
    follows from the others; a reference to nothing gives nulls, which the checks report.
    """
    derived = {}
    for name, frame in frames.items():
        table = tables[name]
        built = _built(table, frame, frames)
        made = {f.name for f in table.fields if f.built or f.completed} - {"conflict", CHECKED}
        assert made == set(built), (
            f"nothing builds {made ^ set(built)}, or its schema does not say so"
        )
        columns = {}
        for f in table.fields:
            if f.name == CHECKED:
                continue
            if f.name not in built:
                columns[f.name] = frame[f.name]
                continue
            cells = built[f.name].astype("object")
            if not f.built:  # what was typed stands
                cells = frame[f.name].astype("object").where(frame[f.name].notna(), cells)
            columns[f.name] = typed_column(f, _values(cells))
        derived[name] = frame.assign(**columns)
    for name, frame in derived.items():
        if CHECKED in tables[name].by_name:  # which goes by what rows say when they are whole
            frame = frame.assign(**{CHECKED: checked_on(tables[name], frame, derived)})
        derived[name] = frame[tables[name].columns]
    return derived


def completed_cells(table: Table, frame: pd.DataFrame, frames: Frames) -> Built:
    """What cells would hold that are typed only where they do not follow from the rest of the
    row.
    """
    names = [f.name for f in table.fields if f.completed]
    built = _own(table, frame, frames) if names else {}
    return {name: built[name] for name in names}


def _built(table: Table, frame: pd.DataFrame, frames: Frames) -> Built:
    import pandas as pd

    built: Built = {}
    if "source_title" in table.by_name:
        built |= _of_source(frame, frames)
    built |= _own(table, frame, frames)
    if "warnings" in table.by_name:
        whole = frame.assign(**{c: built[c] for c in built if table.by_name[c].built})
        warnings = usage_warnings(table, whole, frames["codes"], frames["organizations"])
        built["warnings"] = pd.Series(warnings, index=frame.index, dtype="object")
    return built


def _own(table: Table, frame: pd.DataFrame, frames: Frames) -> Built:
    """What follows from what rows of a table say themselves."""
    built = _of_figures(table, frame, frames) if "figure_id" in table.by_name else {}
    if table.name in OF_ONE_TABLE:
        built |= OF_ONE_TABLE[table.name](table, frame, frames)
    return built


def _of_source(frame: pd.DataFrame, frames: Frames) -> Built:
    sources = frames["sources"].drop_duplicates("source_id").set_index("source_id")
    return {
        f"source_{column}": frame["source"].map(sources[column].astype("object"))
        for column in ("title", "url", "archive_url", "tier")
    }


def _of_figures(table: Table, frame: pd.DataFrame, frames: Frames) -> Built:
    organizations = frames["organizations"].drop_duplicates("id").set_index("id")
    figures = Subject(table, frame, frames)
    series, ids = zip(*((series, ids) for _, series, ids in keys(figures)), strict=True)
    built: Built = {"figure_id": _texts(ids, frame), "series": _texts(series, frame)}
    built["superseded_on"] = superseded_on(
        Subject(table, frame.assign(series=built["series"]), frames)
    )
    built["reporter_name"] = frame["reporter"].astype("object").map(organizations["name"])
    built["reported_on_is"] = how_the_day_is_known(figures)
    allowed = frame["reporter"].astype("object").map(_terms(frames)["may_relicense"])
    built["may_relicense"] = allowed.fillna("unknown")
    return built


def _of_casualties(table: Table, frame: pd.DataFrame, frames: Frames) -> Built:
    import pandas as pd

    least, most = (
        pd.Series(end, index=frame.index).astype("Int64")
        for end in printed_ends(Subject(table, frame, frames))
    )
    roles = frames["reporter_roles"].astype("str")
    role = dict(
        zip(zip(roles["reporter"], roles["conflict"], strict=True), roles["role"], strict=True)
    )
    pairs = zip(frame["reporter"].astype("str"), frame["conflict"].astype("str"), strict=True)
    said = pd.Series([role.get(pair) for pair in pairs], index=frame.index, dtype="object")
    return {"low": least, "high": most, "reporter_role": said}


def _of_packages(table: Table, frame: pd.DataFrame, frames: Frames) -> Built:
    import pandas as pd

    relations = frames["money_relations"]
    above = {p: holds[0] for p, holds in packages_above(relations).items() if holds}
    exact = pd.Series("exact", index=frame.index, dtype="object")
    return {
        "adds_up": pd.Series(adds_up(frame, relations), index=frame.index, dtype="object"),
        "part_of": frame["package_id"].map(above),
        "qualifier": exact.where(frame["amount"].notna(), None),
    }


def _of_items(table: Table, frame: pd.DataFrame, frames: Frames) -> Built:
    packages = frames["aid_packages"].drop_duplicates("package_id").set_index("package_id")
    built: Built = {
        column: frame["package"].map(packages[column].astype("object"))
        for column in ("donor", "program", "announced_on")
    }
    codes = frames["codes"]
    items = codes[codes["list"] == "item"].drop_duplicates("code").set_index("code")
    item = frame["item"].astype("object")
    built["label"] = item.map(items["label"])
    built["unit"] = item.map(items["unit"]).where(frame["quantity"].notna(), None)
    crosswalks = frames["crosswalks"].astype("str")
    crosswalks = crosswalks[crosswalks["list"] == "item"]
    parents = items["parent"].dropna().to_dict()
    for column, scheme in (("sipri_category", "sipri"), ("eu_ml", "eu_ml")):
        rows = crosswalks[crosswalks["scheme"] == scheme]
        targets = dict(zip(rows["code"], rows["target"], strict=True))
        found = {
            i: next((targets[c] for c in (i, *ancestors(i, parents)) if c in targets), None)
            for i in item.dropna().unique()
        }
        built[column] = item.map(found)
    return built


def _of_organizations(table: Table, frame: pd.DataFrame, frames: Frames) -> Built:
    roles = frames["reporter_roles"]
    organs = roles[(roles["role"] == "party") & roles["party"].notna()].astype("str")
    party = organs.groupby("reporter")["party"].agg(";".join)
    terms = _terms(frames)
    its = {column: frame["id"].map(terms[column]) for column in terms}
    return {"belligerent": frame["id"].map(party), **its}


def _terms(frames: Frames) -> pd.DataFrame:
    licenses = frames["licenses"].astype("object").drop_duplicates("organization")
    return licenses.set_index("organization")[["license", "attribution", "may_relicense"]]


OF_ONE_TABLE: Mapping[str, Callable[[Table, pd.DataFrame, Frames], Built]] = {
    "casualties": _of_casualties,
    "aid_packages": _of_packages,
    "aid_package_items": _of_items,
    "organizations": _of_organizations,
}


def _texts(parts: Iterable[pa.Array], frame: pd.DataFrame) -> pd.Series:
    import pandas as pd

    return pd.Series(
        [text for part in parts for text in part.to_pylist()], index=frame.index, dtype="str"
    )


def _values(column: pd.Series) -> list[object]:
    return list(column.astype("object").where(column.notna(), None))
