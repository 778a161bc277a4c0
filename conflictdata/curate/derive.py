"""What a release carries and nobody types: ids, series, when a wording was superseded, the source
on each row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from conflictdata.curate.curated import typed_column
from conflictdata.rules.keys import keys, superseded_on
from conflictdata.rules.reported import how_the_day_is_known
from conflictdata.rules.subject import Subject

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from conflictdata.schemas.table import Table


def derive(tables: Mapping[str, Table], frames: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Add the built columns to the typed ones; a reference to nothing gives nulls, which the checks
    report.
    """
    derived = {}
    for name, frame in frames.items():
        table = tables[name]
        built = _built(table, frame, frames)
        missing = [f.name for f in table.fields if f.built and f.name not in {*built, "conflict"}]
        assert not missing, f"nothing builds {missing}"
        columns = {
            f.name: typed_column(f, _values(built[f.name])) if f.name in built else frame[f.name]
            for f in table.fields
        }
        derived[name] = frame.assign(**columns)[table.columns]
    return derived


def usage_warnings(
    table: Table, rows: pd.DataFrame, codes: pd.DataFrame, organizations: pd.DataFrame
) -> list[str | None]:
    """The warnings that the codes of each row and its reporter bring, joined by semicolons."""
    brought = codes.dropna(subset="warning").astype("str")
    warnings = {(c.list, c.code): c.warning for c in brought.itertuples()}
    warnings |= {
        ("reporter", o.id): o.warning
        for o in organizations.dropna(subset="warning").astype("str").itertuples()
    }
    lists = {f.name: f.codes or f.name for f in table.fields if f.name in rows}
    coded = [c for c in lists if lists[c] in {name for name, _ in warnings}]
    cells = zip(*(rows[c].astype("object") for c in coded), strict=True)
    found = (
        [
            warnings.get((lists[c], part))
            for c, cell in zip(coded, row, strict=True)
            for part in str(cell).split(";")
        ]
        for row in cells
    )
    return [";".join(dict.fromkeys(w for w in several if w)) or None for several in found]


def _built(
    table: Table, frame: pd.DataFrame, frames: Mapping[str, pd.DataFrame]
) -> dict[str, pd.Series]:
    import pandas as pd

    built: dict[str, pd.Series] = {}
    if "source" in table.by_name:
        sources = frames["sources"].drop_duplicates("source_id").set_index("source_id")
        for column in ("title", "url", "archive_url", "tier"):
            built[f"source_{column}"] = frame["source"].map(sources[column].astype("object"))
    if "figure_id" in table.by_name:
        organizations = frames["organizations"].drop_duplicates("id")
        figures = Subject(table, frame, frames)
        series, ids = zip(*((series, ids) for _, series, ids in keys(figures)), strict=True)
        built["figure_id"], built["series"] = _texts(ids, frame), _texts(series, frame)
        built["superseded_on"] = superseded_on(
            Subject(table, frame.assign(series=built["series"]), frames)
        )
        built["reporter_name"] = (
            frame["reporter"].astype("object").map(organizations.set_index("id")["name"])
        )
        built["reported_on_is"] = how_the_day_is_known(figures)
    if "warnings" in table.by_name:
        warnings = usage_warnings(table, frame, frames["codes"], frames["organizations"])
        built["warnings"] = pd.Series(warnings, index=frame.index, dtype="object")
    if table.name == "aid_package_items":
        packages = frames["aid_packages"].drop_duplicates("package_id").set_index("package_id")
        for column in ("donor", "program", "announced_on"):
            built[column] = frame["package"].map(packages[column].astype("object"))
        items = (
            frames["codes"][frames["codes"]["list"] == "item"]
            .drop_duplicates("code")
            .set_index("code")
        )
        built["label"] = frame["item"].astype("object").map(items["label"])
        built["unit"] = frame["item"].astype("object").map(items["unit"])
    return built


def _texts(parts: Iterable[pa.Array], frame: pd.DataFrame) -> pd.Series:
    import pandas as pd

    return pd.Series(
        [text for part in parts for text in part.to_pylist()], index=frame.index, dtype="str"
    )


def _values(column: pd.Series) -> list[object]:
    return [None if v != v or v is None else v for v in column.astype("object")]
