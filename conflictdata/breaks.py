"""Where a reporter began to count otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conflictdata.schemas.words import warn_the_caller

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    import pyarrow as pa

    from conflictdata.release.folder import Release


def breaks(release: Release) -> list[dict[str, Any]]:
    """The rows of `methods` from which on a reporter counts otherwise, by reporter and day."""
    if "methods" not in release.resources:
        return []
    columns = ["reporter", "conflict", "measure", "evidence", "valid_from", "change"]
    rows = release.read("methods", columns).to_pylist()
    found = [r for r in rows if r["change"] and r["valid_from"]]
    return sorted(found, key=lambda r: (r["reporter"], r["valid_from"]))


def warn_of_breaks(release: Release, line: Mapping[str, str], reported: pa.ChunkedArray) -> None:
    """Say on which days between the reports of one line its reporter began to count otherwise.

    Parameters
    ----------
    line
        The dimensions of the line, as far as they are known.
    reported
        The days on which its figures were reported.
    """
    import pyarrow.compute as pc

    first, last = pc.min_max(reported).as_py().values()
    for row in breaks_of(release, line, first, last):
        warn_the_caller(f"{sentence(row)}; see table methods", UserWarning)


def breaks_of(
    release: Release, line: Mapping[str, str], first: dt.date, last: dt.date
) -> list[dict[str, Any]]:
    """The breaks of one line after the first of its reports, up to the last."""

    def of_the_line(row: Mapping[str, Any]) -> bool:
        return row["reporter"] == line.get("reporter") and all(
            row[c] in (None, "all", line.get(c)) for c in ("conflict", "measure", "evidence")
        )

    return [r for r in breaks(release) if of_the_line(r) and first < r["valid_from"] <= last]


def sentence(row: Mapping[str, Any]) -> str:
    """A break in words."""
    return sentences([row])[0]


def sentences(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Breaks in words, those of one reporter in one conflict together."""
    told: dict[str, list[str]] = {}
    for row in rows:
        where = "" if row["conflict"] == "all" else f" ({row['conflict']})"
        days = told.setdefault(f"{row['reporter']}{where}", [])
        days.append(f"{row['valid_from']}: {row['change']}")
    return [f"{who} counts otherwise from {'; from '.join(days)}" for who, days in told.items()]
