"""What there is: the tables of a release, and the columns and caveats of each."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING, Any

from conflictdata.loading import to_pandas
from conflictdata.release import open_release
from conflictdata.schemas import dictionary

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata._names import TableName
    from conflictdata.release import Release
    from conflictdata.schemas import Table


def tables(*, release: str | PathLike[str] | None = None) -> pd.DataFrame:
    """The tables of a release.

    Returns
    -------
    pandas.DataFrame
        Indexed by table: rows, first and last day covered, last_reported (newest vintage), description.

    Examples
    --------
    >>> import conflictdata as cd
    >>> "casualties" in cd.tables().index
    True
    """
    import pandas as pd

    opened = open_release(release)
    frame = pd.DataFrame(
        [
            {
                "table": r["name"],
                "rows": r["rows"],
                "first": r.get("first"),
                "last": r.get("last"),
                "last_reported": r.get("lastReported"),
                "description": r["description"],
            }
            for r in opened.resources.values()
        ]
    ).set_index("table")
    for name in ("first", "last", "last_reported"):
        frame[name] = pd.to_datetime(frame[name]).astype("datetime64[s]")
    return frame


def describe(table: TableName, /, *, coverage: bool = False, release: str | PathLike[str] | None = None) -> pd.DataFrame:
    """The columns of a table, and in ``.attrs`` what a reader must not do with it: caveats, and the usage warnings on its rows.

    Parameters
    ----------
    table
        Name of a table.
    coverage
        Instead of the columns, what the rows cover: by reporter and year, by donor and program, ...; see Returns.
    release
        Folder of another release; the bundled one without it.

    Returns
    -------
    pandas.DataFrame
        Indexed by column: type, unit, title, description, codes. With `coverage` a row a group: rows, first and last
        day, days (as-of days of figures), missing (months without a figure, numbers without a package), how many rows
        stand on a primary, republished or secondary source, and how many a second reader checked.

    Examples
    --------
    >>> import conflictdata as cd
    >>> cd.describe("casualties").loc["value", "unit"]
    'people'
    >>> print(cd.describe("aid_totals").attrs["caveats"][0])
    Stages are not comparable; a commitment is a promise, an allocation is set aside for a use, a disbursement has been paid.
    >>> int(cd.describe("aid_packages", coverage=True).loc[("USA", "USAI"), "rows"]) > 0
    True
    """
    import pandas as pd

    opened = open_release(release)
    schema = opened.table(table)
    frame = _coverage(opened, schema) if coverage else pd.DataFrame(dictionary(schema)).set_index("column")
    frame.attrs.update(description=schema.description, caveats=list(schema.caveats))
    if "warnings" in schema.by_name:
        frame.attrs["warnings"] = _warnings(opened, schema)
    return frame


def _warnings(release: Release, schema: Table) -> dict[str, str]:
    """The usage warnings that stand on rows of a table, with their definitions."""
    cells = release.read(schema.name, ["warnings"])["warnings"].unique().to_pylist()
    present = {part for cell in cells if cell for part in cell.split(";")}
    codes = release.read("codes", ["list", "code", "definition"]).to_pylist()
    return {c["code"]: c["definition"] for c in codes if c["list"] == "warning" and c["code"] in present}


def _coverage(release: Release, schema: Table) -> pd.DataFrame:
    import pandas as pd

    rows = to_pandas(release.read(schema.name))
    # releases before this view was known have no groups for it
    by = schema.coverage or tuple(f.name for f in schema.fields if f.encoded and not f.built)[:1] or schema.primaryKey[:1]
    groups: list[Any] = [rows[c].astype("str").fillna("none") for c in by]
    if "period_end" in rows:
        groups.append(rows["period_end"].dt.strftime("%Y").rename("year"))
    found = []
    for key, group in rows.groupby(groups, sort=True):
        found.append({**dict(zip([g.name for g in groups], key, strict=True)), **_covered(group)})
    frame = pd.DataFrame(found, columns=None if found else [*(g.name for g in groups), "rows"])
    if schema.name == "aid_packages":
        contents = set(release.read("aid_package_items", ["package"])["package"].to_pylist())
        held = rows["package_id"].isin(contents).groupby(groups).sum().rename("with_contents")
        frame = frame.merge(held.reset_index(), on=[g.name for g in groups])
    if "period_end" in rows and len(frame):
        within = frame.groupby(list(by))
        first, last = within["first"].transform("min"), within["last"].transform("max")
        frame["missing"] = [
            ", ".join(
                sorted(
                    set(_months(max(a, pd.Timestamp(f"{y}-01-01")), min(b, pd.Timestamp(f"{y}-12-31"))))
                    - set(days.dt.strftime("%Y-%m"))
                )
            )
            for a, b, y, days in zip(first, last, frame["year"], frame.pop("_days"), strict=True)
        ]
    return frame.set_index([g.name for g in groups])


def _covered(group: pd.DataFrame) -> dict[str, Any]:
    covered: dict[str, Any] = {"rows": len(group)}
    day = next((c for c in ("period_end", "announced_on", "published_on") if c in group), None)
    if day is not None:
        covered |= {"first": group[day].min(), "last": group[day].max()}
    if day == "period_end":
        covered |= {"days": group[day].nunique(), "_days": group[day]}
    if "sequence" in group and (numbers := sorted({int(n) for n in group["sequence"].dropna()})):
        covered |= {"numbers": _ranges(numbers), "missing": _ranges(sorted(set(range(1, numbers[-1])) - set(numbers)))}
    if "amount" in group and day == "announced_on":
        covered["with_amount"] = int(group["amount"].notna().sum())
    if "quantity" in group:
        covered |= {"packages": group["package"].nunique(), "with_quantity": int(group["quantity"].notna().sum())}
    if "source_tier" in group:
        covered |= {tier: int((group["source_tier"] == tier).sum()) for tier in ("primary", "republished", "secondary")}
    if "checked_on" in group:
        covered["checked"] = int(group["checked_on"].notna().sum())
    return covered


def _months(first: pd.Timestamp, last: pd.Timestamp) -> list[str]:
    import pandas as pd

    return [str(m) for m in pd.period_range(first.to_period("M"), last.to_period("M"), freq="M")]


def _ranges(values: list[int]) -> str:
    """Numbers with runs closed up: 1-74, 76."""
    runs: list[list[int]] = []
    for value in values:
        if runs and value == runs[-1][1] + 1:
            runs[-1][1] = value
        else:
            runs.append([value, value])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
