"""What the rows of a table cover: by reporter and year, by donor and program; what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from conflictdata.engines.frames import to_pandas

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from conflictdata.release.folder import Release
    from conflictdata.schemas.table import Table


# what is told of rows, as far as a table has it
TOLD = (
    "counting",
    "period_end",
    "announced_on",
    "published_on",
    "sequence",
    "amount",
    "quantity",
    "package",
    "package_id",
    "source_tier",
    "checked_on",
)
# what is farther apart, as a rule, does not come every month
MONTHLY = 62


def coverage_of(
    release: Release, schema: Table, read: Callable[[list[str]], pa.Table]
) -> pd.DataFrame:
    """What the rows cover of which `read` gives columns."""
    import pandas as pd

    # releases before this view was known have no groups for it
    by = list(
        schema.coverage
        or tuple(f.name for f in schema.fields if f.encoded and not f.built)[:1]
        or schema.primaryKey[:1]
    )
    told = [f.name for f in schema.fields if f.name in {*by, *TOLD}]
    rows = to_pandas(read(told))
    rows = rows.assign(**{c: rows[c].astype("str").fillna("none") for c in by})
    if schema.name == "aid_packages":
        contents = set(release.read("aid_package_items", ["package"])["package"].to_pylist())
        rows["with_contents"] = rows["package_id"].isin(contents)
    figures = "period_end" in rows
    found = []
    for key, group in rows.groupby(by, sort=True):
        names = dict(zip(by, key, strict=True))
        lines = _years(group) if figures else [_covered(group)]
        found += [{**names, **line, **_read_twice(group)} for line in lines]
    frame = pd.DataFrame(found, columns=None if found else [*by, "rows"])
    return frame.set_index([*by, *(["year"] if figures and found else [])])


def _years(figures: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """A line a year from a reporter's first figure to the last, none left out, with what is missing
    in it; plans are of years to come and say nothing of either.
    """
    import pandas as pd

    told = figures[figures["counting"].astype("str") != "plan"]["period_end"]
    unit = _rhythm(told)
    years = set(figures["period_end"].dt.year)
    if len(told):
        years |= set(range(told.dt.year.min(), told.dt.year.max() + 1))
    missing = _missing(told, unit)
    by_year = dict(list(figures.groupby(figures["period_end"].dt.year)))
    for year in sorted(years):
        yield {
            "year": str(year),
            **_covered(by_year.get(year, figures.iloc[:0])),
            "newest": told.max() if len(told) else pd.NaT,
            "missing_by": {"D": "day", "M": "month", "Y": "year"}.get(unit or ""),
            "missing": _spans([p for p in missing if p.year == year]),
        }


def _rhythm(days: pd.Series) -> str | None:
    """By what a reporter can be asked for a figure: day, month or year, as far as one can see it
    from what was read; None where there is one day alone.
    """
    import pandas as pd

    distinct = pd.Series(sorted(set(days)))
    if len(distinct) < 2:
        return None
    gaps = distinct.diff().dt.days.dropna()
    if len(distinct) > gaps.sum() / 2 and len(distinct) > 2:
        return "D"
    return "M" if gaps.median() <= MONTHLY else "Y"


def _missing(days: pd.Series, unit: str | None) -> list[pd.Period]:
    """The days, months or years between the first and the last that have no figure."""
    import pandas as pd

    if unit is None:
        return []
    periods = set(days.dt.to_period(unit))
    return [p for p in pd.period_range(min(periods), max(periods), freq=unit) if p not in periods]


def _covered(group: pd.DataFrame) -> dict[str, Any]:
    covered: dict[str, Any] = {"rows": len(group)}
    day = next((c for c in ("period_end", "announced_on", "published_on") if c in group), None)
    if day is not None:
        covered |= {"first": group[day].min(), "last": group[day].max()}
    if day == "period_end":
        covered["days"] = group[day].nunique()
    if "sequence" in group and (numbers := sorted({int(n) for n in group["sequence"].dropna()})):
        covered |= {
            "numbers": _spans(numbers, "-"),
            "missing": _spans(sorted(set(range(1, numbers[-1])) - set(numbers)), "-"),
        }
    if "amount" in group and day == "announced_on":
        covered["with_amount"] = int(group["amount"].notna().sum())
    if "quantity" in group:
        covered |= {
            "packages": group["package"].nunique(),
            "with_quantity": int(group["quantity"].notna().sum()),
        }
    if "with_contents" in group:
        covered["with_contents"] = int(group["with_contents"].sum())
    if "source_tier" in group:
        covered |= {
            tier: int((group["source_tier"] == tier).sum())
            for tier in ("primary", "republished", "secondary")
        }
    if "checked_on" in group:
        covered["checked"] = int(group["checked_on"].notna().sum())
    return covered


def _read_twice(group: pd.DataFrame) -> dict[str, str]:
    """The share of all rows of a group, of whatever year, that a second reader has read."""
    if "checked_on" not in group:
        return {}
    checked = int(group["checked_on"].notna().sum())
    return {"read_twice": f"{checked} of {len(group)}"}


def _spans(values: list[Any], to: str = "..") -> str:
    """What follows one another in order, with runs closed up: 2024-04, 2025-01..2025-12."""
    runs: list[list[Any]] = []
    for value in values:
        if runs and value == runs[-1][1] + 1:
            runs[-1][1] = value
        else:
            runs.append([value, value])
    return ", ".join(str(a) if a == b else f"{a}{to}{b}" for a, b in runs)
