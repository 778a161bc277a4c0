"""How new a release is: the last day on which something was reported, and the newest figure of each
conflict's usual reporter. Neither looks at a clock, and neither needs pandas.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from conflictdata.schemas.words import warn_the_caller

if TYPE_CHECKING:
    import pyarrow as pa

    from conflictdata.release.folder import Release


def last_reported(release: Release) -> dt.date:
    """The newest day on which a figure or package of a release was reported."""
    days = []
    for name in release.resources:
        column = release.table(name).vintage
        if column is not None:
            said = release.resources[name].get("lastReported")
            days.append(dt.date.fromisoformat(said) if said else _last(release, name, column))
    return max(day for day in days if day is not None)


class AheadWarning(UserWarning):
    """A day of which a release cannot say what was known, since it ends before."""


def warn_if_ahead(release: Release, day: dt.date | None, name: str) -> None:
    """Say that a release has nothing that was reported as late as a day of the caller's."""
    if day is not None and day > (last := last_reported(release)):
        warn_the_caller(
            f"{name} {day} is after {last}, the last day on which anything in release"
            f" {release.version} was reported; what came later is not in it",
            AheadWarning,
        )


def last_day(release: Release, name: str) -> dt.date | None:
    """The last day that the figures of a table cover; a plan does not count."""
    import pyarrow.compute as pc

    rows = _come(release, name, ["period_end"])
    return pc.max(rows["period_end"]).as_py()


def last_covered(release: Release, name: str) -> str | None:
    """The last day that a table covers; releases that do not say how new they are count plans."""
    counting = release.table(name).by_name.get("counting")
    if counting is not None and "plan" in counting.allowed and told(release) is None:
        day = last_day(release, name)
        return None if day is None else day.isoformat()
    return release.resources[name].get("last")


def told(release: Release) -> list[dict[str, Any]] | None:
    """What a release itself says of the newest figures of usual reporters."""
    found = [r["newest"] for r in release.resources.values() if "newest" in r]
    return found[0] if found else None


def newest_of_usual_reporters(release: Release, name: str) -> list[dict[str, Any]]:
    """The reporter with the most figures in each conflict, with the newest day that they cover and
    the day on which it was said; plans do not count.

    >>> from conflictdata.release.opening import open_release
    >>> newest = newest_of_usual_reporters(open_release(), "casualties")
    >>> [n["reporter"] for n in newest if n["conflict"] == "gaza"]
    ['gaza-moh']
    """
    rows = _come(release, name, ["conflict", "reporter", "period_end", "reported_on"])
    newest = {"period_end": "max", "reported_on": "max"}
    counted = (
        rows.group_by(["conflict", "reporter"])
        .aggregate([*newest.items(), ("reporter", "count")])
        .to_pylist()
    )
    usual: dict[str, dict[str, Any]] = {}
    for line in sorted(counted, key=lambda c: (-c["reporter_count"], c["reporter"])):
        days = {"period_end": line["period_end_max"], "reported_on": line["reported_on_max"]}
        named = {"conflict": line["conflict"], "reporter": line["reporter"]}
        usual.setdefault(line["conflict"], named | days)
    return [usual[conflict] for conflict in sorted(usual)]


def _last(release: Release, name: str, column: str) -> dt.date | None:
    import pyarrow.compute as pc

    return pc.max(release.read(name, [column])[column]).as_py()


def _come(release: Release, name: str, columns: list[str]) -> pa.Table:
    """Some columns of the figures of a table that are no plans."""
    import pyarrow as pa
    import pyarrow.compute as pc

    from conflictdata.engines import plain

    rows = release.read(name, ["counting", *columns])
    plan = pc.equal(rows["counting"].cast(pa.string()), plain.scalar("plan", pa.string()))
    return rows.filter(pc.invert(plan)).select(columns)
