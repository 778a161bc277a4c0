"""The words on a chart: what it shows, how a number is hedged, whose it is, where it was read."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from conflictdata.breaks import breaks_of
from conflictdata.citation.hand import ids_in
from conflictdata.citation.short import abbreviated
from conflictdata.citation.styles import MONTHS
from conflictdata.errors import ConflictDataError
from conflictdata.plotting.figures import Figure, Figures
from conflictdata.release.folder import Release

# what is said of how a count goes on
STRETCHES = {
    "cumulative": "cumulative since {start}",
    "stock": "how many there were on each day",
    "day": "by day",
    "month": "by month",
    "quarter": "by quarter",
    "year": "by year",
    "span": "by stretch of days",
    "plan": "by plan, each for the days shown",
    "act": "by day of the act",
}
# what is said of amounts that `convert` has given another currency
CONVERTED = "converted by us at the European Central Bank's rate of each figure's own day"
# a floor by its method, whatever its hedge
MINIMUMS = ("case_verified", "case_named")
# whose the people, the place, the deed or the aid are, in a title and where lines are told apart; a
# bare name could be any of them
LIMITED = {
    "affiliation": "of the side of {}",
    "controlled_by": "in territory held by {}",
    "perpetrator": "attributed to {}",
    "home": "from {}",
    "recipient": "to {}",
}
HEDGES = {
    "at_least": "at least",
    "more_than": "more than",
    "up_to": "up to",
    "nearly": "nearly",
    "about": "about",
}


def day(date: dt.date) -> str:
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def days(first: dt.date, last: dt.date) -> str:
    """A stretch of days as people name it: a day, a month, a year, else its two ends."""
    if first == last:
        return day(first)
    after = last + dt.timedelta(days=1)
    if first.day == 1 and after.day == 1:
        if (first.year, first.month) == (last.year, last.month):
            return f"{MONTHS[first.month - 1]} {first.year}"
        if first.month == 1 and after.month == 1 and first.year == last.year:
            return str(first.year)
    return f"{day(first)} to {day(last)}"


def worded(figure: Figure) -> str:
    """The number with its hedge, every digit of it."""
    if figure.is_range:
        center = "" if figure.number is None else f"{figure.number:,}, "
        return f"{center}{figure.low:,} to {figure.high:,}"
    hedge = HEDGES.get(figure.hedge, "")
    number = "no number" if figure.number is None else f"{figure.number:,}"
    return f"{hedge} {number}" if hedge else number


def subtitle_of(figures: Figures) -> str:
    """How rows were counted, as far as they are alike in it."""
    said = []
    counting, starts = figures.code("counting"), {f.start for f in figures.rows}
    if counting != "cumulative" or len(starts) == 1:
        said.append(STRETCHES.get(counting, counting).format(start=day(min(starts))))
    if "computed" in figures.rows[0].cells:
        said = ["what a cumulative count grew by, computed from its figures"]
    said.append(evidence_of(figures))
    if figures.converted:
        said.append(CONVERTED)
    return "; ".join(word for word in said if word)


def only_reporter(figures: Figures) -> str:
    """Who counted, where it is one; packages are told by their donors."""
    if not figures.table.dimensions or len(figures.values("reporter")) > 1:
        return ""
    return _called(figures, "reporter")


def whens(rows: Sequence[Figure]) -> list[str]:
    """Of which days figures are; of cumulatives with the start where it is not the same."""
    starts = {f.start for f in rows if f.cells.get("counting") == "cumulative"}
    return [
        f"{day(f.start)} to {day(f.end)}"
        if len(starts) > 1 and f.cells.get("counting") == "cumulative"
        else when(f)
        for f in rows
    ]


def evidence_of(figures: Figures) -> str:
    """How the reporter knows, where all rows say the same of it."""
    evidence = figures.rows[0].cells.get("evidence")
    if evidence is None or len(figures.values("evidence")) > 1:
        return ""
    minimum = ", so a minimum" if evidence in MINIMUMS else ""
    return figures.word("evidence", str(evidence)) + minimum


def when(figure: Figure) -> str:
    """Of which days a figure is."""
    if figure.cells.get("counting") in ("cumulative", "stock"):
        return f"as of {day(figure.end)}"
    return days(figure.start, figure.end)


def known(figures: Figures) -> str:
    """Of which day wordings are."""
    return f"known on {day(figures.known_on)}" if figures.known_on else "now"


def beside(figures: Figures, then: Figures) -> str:
    """The word for what stands beside the wordings that were known then."""
    if figures.known_on is None or then.known_on is None:
        return known(figures)
    return "later" if figures.known_on > then.known_on else "earlier"


def breaks_in(lines: Sequence[Figures]) -> list[str]:
    """Where reporters began to count otherwise between the reports of their lines."""
    said: dict[str, list[str]] = {}
    for line in lines:
        codes = {d: line.code(d) for d in line.table.dimensions}
        days = [figure.reported for figure in line.rows]
        for row in breaks_of(line.release, codes, min(days), max(days)):
            told = f"{day(row['valid_from'])} ({row['change']})"
            of_reporter = said.setdefault(_called(line, "reporter"), [])
            if told not in of_reporter:
                of_reporter.append(told)
    return [f"{who} counts otherwise in reports from {'; '.join(t)}." for who, t in said.items()]


def newer_left_out(figures: Figures) -> list[str]:
    """What a line does not show of what came after it, since nobody states of which day it is."""
    told = figures.newer
    if not told or str(max(f.end for f in figures.rows)) >= told["to"]:
        return []
    count = "1 newer figure is" if told["figures"] == 1 else f"{told['figures']} newer figures are"
    to = day(dt.date.fromisoformat(told["to"]))
    return [f"{count} not drawn, to {to} at the latest: nobody states of which day."]


def names_of_lines(lines: Sequence[Figures], differing: Sequence[str]) -> list[str]:
    """What each line is called beside others: in what it differs from them."""
    return [", ".join(_called(line, name) for name in differing) for line in lines]


def _called(line: Figures, name: str) -> str:
    code = line.code(name)
    if name == "reporter":
        return abbreviated(str(line.rows[0].cells.get("reporter_name") or line.word(name, code)))
    if name == "period_start":
        return f"since {day(line.rows[0].start)}"
    return line.word(name, code) if code == "all" else limited(name, line.word(name, code))


def limited(name: str, word: str) -> str:
    """The word for a code with what its column is, where the word alone does not tell it."""
    return LIMITED.get(name, "{}").format(word)


def only(figures: Figures, name: str) -> str:
    """What rows say in a column, or nothing where they differ."""
    codes = figures.values(name)
    if len(codes) > 1:
        return ""
    separator = figures.table.by_name[name].separator
    parts = codes[0].split(separator) if separator else codes
    return " and ".join(figures.word(name, part) for part in parts)


def unit_of(figures: Figures) -> str:
    """What numbers are of, for an axis."""
    if figures.table.name == "casualties":
        return "people"
    code = next((c for c in figures.values("currency") if c != "None"), "")
    return f"{figures.word('currency', code)} ({code})" if code else "no amounts"


def hedges_in(rows: Iterable[Figure]) -> Counter[str]:
    """How often which hedge stands beside a number."""
    return Counter(f.hedge for f in rows if f.hedge != "exact" and f.number is not None)


def source_line(drawn: Sequence[Figures]) -> str:
    """Who reported, when, in how many documents of which tier, and the release."""
    release = drawn[0].release
    rows = [figure for figures in drawn for figure in figures.rows]
    who = dict.fromkeys(name for figures in drawn for name in _reporters(figures))
    first, last = min(f.reported for f in rows), max(f.reported for f in rows)
    span = day(first) if first == last else f"{day(first)} to {day(last)}"
    sources = list(dict.fromkeys(i for figure in rows for i in ids_in(figure.cells["source"])))
    noun = "document" if len(sources) == 1 else "documents"
    return (
        f"Source: {', '.join(who)}, {span}; {len(sources):,} {noun} ({_tiers(release, sources)});"
        f" {release.descriptor['name']} {release.version}"
    )


def _reporters(figures: Figures) -> Iterator[str]:
    """Who reported: the reporters of figures; of packages, the donors that announced them."""
    if figures.table.dimensions:
        for line in figures.lines:
            yield _called(line, "reporter")
        return
    for code in figures.values("donor"):
        for part in code.split(";"):
            yield figures.word("donor", part)


def _tiers(release: Release, sources: Sequence[str]) -> str:
    rows = release.read("sources", ["source_id", "tier"]).to_pylist()
    tier = {row["source_id"]: row["tier"] for row in rows}
    if strange := [source for source in sources if source not in tier]:
        raise ConflictDataError(
            f"plot() found the source {strange[0]!r}, which release {release.version} does not list"
        )
    counted = Counter(tier[source] for source in sources)
    order = release.table("sources").by_name["tier"].allowed or sorted(counted)
    return ", ".join(f"{counted[code]} {code}" for code in order if counted[code])


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
