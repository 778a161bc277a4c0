"""What there is of each conflict: who counted, how much of it, and the newest day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conflictdata.engines.frames import to_pandas

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.release.folder import Release

# table -> who stands behind a row
WHO = {"casualties": "reporter", "aid_totals": "reporter", "aid_packages": "donor"}
TIERS = ["primary", "republished", "secondary"]
INTRODUCTION = """\
# Conflicts and coverage

What release {version} holds of each conflict: all wordings of all figures, the first and the newest
day that they cover (plans for years to come do not count), and the newest day on which something
was reported. More rows do not mean more suffering: reporting is uneven. Which years, months and
days are missing says `conflictdata describe TABLE --coverage`; the [explorer](explorer.md) has it.

<div class="days" markdown>

| conflict | casualties | newest day | aid totals | newest day | packages | newest day |
|---|---:|---|---:|---|---:|---|
"""
READ = """
</div>

*Read on*: rows that were read on the reporter's own page (primary), on a verbatim copy
(republished), and at somebody who quotes it (secondary).
"""


def pages(release: Release) -> dict[str, str]:
    """Address on the site -> Markdown."""
    rows = {name: _rows(release, name, by) for name, by in WHO.items()}
    told = {c for frame in rows.values() for c in frame["conflict"].astype("str")}
    conflicts = [c for c in release.read("conflicts").to_pylist() if c["id"] in told]
    conflicts.sort(key=lambda conflict: conflict["name"])
    overview = "\n".join(_line(c, rows) for c in conflicts)
    sections = "\n".join(_section(c, rows) for c in conflicts)
    head = INTRODUCTION.format(version=release.version)
    return {"coverage.md": f"{head}{overview}\n{READ}\n{sections}\n"}


def _rows(release: Release, name: str, by: str) -> pd.DataFrame:
    """Conflict, who (reporter or donor), the days that are covered, that of report, the tier."""
    table = release.table(name)
    day = "announced_on"
    first, last = ("period_start", "period_end") if "period_end" in table.by_name else (day, day)
    columns = ["conflict", by, first, last, table.vintage or day, "source_tier"]
    if "counting" in table.by_name:
        columns.append("counting")
    frame = to_pandas(release.read(name, list(dict.fromkeys(columns))))
    frame = frame.assign(
        who=frame[by].astype("str"),
        first=frame[first],
        last=frame[last],
        reported=frame[table.vintage or day],
    )
    if "counting" in frame:
        frame.loc[frame["counting"].astype("str").eq("plan"), ["first", "last"]] = None
    return frame


def _of(frame: pd.DataFrame, conflict: str) -> pd.DataFrame:
    return frame[frame["conflict"].astype("str").eq(conflict)]


def _line(conflict: dict[str, str], rows: dict[str, pd.DataFrame]) -> str:
    cells = [f"[{conflict['name']}](#{conflict['id']})"]
    for frame in rows.values():
        own = _of(frame, conflict["id"])
        cells += [f"{len(own):,}" if len(own) else "", _day(own["last"].max())]
    return f"| {' | '.join(cells)} |"


def _section(conflict: dict[str, str], rows: dict[str, pd.DataFrame]) -> str:
    lines = [f"## {conflict['name']} {{ #{conflict['id']} }}", "", conflict["description"], ""]
    lines += [f'`conflict="{conflict["id"]}"`', ""]
    lines += ['<div class="days" markdown>', ""]
    lines += ["| table | reporter or donor | rows | first day | newest day | reported | read on |"]
    lines += ["|---|---|---:|---|---|---|---|"]
    for name, frame in rows.items():
        groups = _of(frame, conflict["id"]).groupby("who")
        for who, own in sorted(groups, key=lambda group: -len(group[1])):
            tiers = own["source_tier"].astype("str").value_counts()
            read = ", ".join(f"{tiers[tier]:,} {tier}" for tier in TIERS if tier in tiers)
            days = (own["first"].min(), own["last"].max(), own["reported"].max())
            cells = [f"`{name}`", f"`{who}`", f"{len(own):,}", *map(_day, days), read]
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, "", "</div>", ""])


def _day(day: pd.Timestamp) -> str:
    return "" if day != day else f"{day:%Y-%m-%d}"
