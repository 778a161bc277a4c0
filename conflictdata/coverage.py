"""What the rows of a table cover: by reporter and year, by donor and program; what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conflictdata.engines.frames import to_pandas

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.release.folder import Release
    from conflictdata.schemas.table import Table


def coverage_of(release: Release, schema: Table) -> pd.DataFrame:
    import pandas as pd

    rows = to_pandas(release.read(schema.name))
    # releases before this view was known have no groups for it
    by = (
        schema.coverage
        or tuple(f.name for f in schema.fields if f.encoded and not f.built)[:1]
        or schema.primaryKey[:1]
    )
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
                    set(
                        _months(
                            max(a, pd.Timestamp(f"{y}-01-01")), min(b, pd.Timestamp(f"{y}-12-31"))
                        )
                    )
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
        covered |= {
            "numbers": _ranges(numbers),
            "missing": _ranges(sorted(set(range(1, numbers[-1])) - set(numbers))),
        }
    if "amount" in group and day == "announced_on":
        covered["with_amount"] = int(group["amount"].notna().sum())
    if "quantity" in group:
        covered |= {
            "packages": group["package"].nunique(),
            "with_quantity": int(group["quantity"].notna().sum()),
        }
    if "source_tier" in group:
        covered |= {
            tier: int((group["source_tier"] == tier).sum())
            for tier in ("primary", "republished", "secondary")
        }
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
