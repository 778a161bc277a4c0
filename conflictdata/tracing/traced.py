"""Trace an article: its statements, the verdict on each, and what was known and is known."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from conflictdata.errors import ConflictDataError
from conflictdata.release.folder import Release
from conflictdata.tracing.article import Article
from conflictdata.tracing.candidate import Verdict
from conflictdata.tracing.figure import PACKAGES, Figure
from conflictdata.tracing.figures import Figures
from conflictdata.tracing.homes import Home, countries, homes
from conflictdata.tracing.lexicon import Lexicons
from conflictdata.tracing.reading import Reader
from conflictdata.tracing.statement import Statement
from conflictdata.tracing.verdict import AGREEING, SHOWN, Judge

# kinds of organizations that speak for a country
OFFICIAL = ("government", "military")
# what the extra brings
LIBRARIES = ("babel", "lxml_html_clean", "rapidfuzz", "trafilatura")


class Traced(NamedTuple):
    """A statement of an article and the verdict on it."""

    statement: Statement
    verdict: Verdict
    # today's wording of the best figure, and the newest of its line
    today: Figure | None
    newest: Figure | None


def trace_text(text: str, published: dt.date | None, release: Release) -> list[Traced]:
    """The statements of an article, traced."""
    known = knowledge(release)
    article = Article.of(text, published, known.lexicons)
    if article.lexicon is None:
        return []
    reader = Reader(
        article, known.conflicts, known.names, known.countries, known.areas, known.figures
    )
    judge = Judge(known.figures, known.homes, known.countries, published)
    statements = reader.statements()
    judged = judge.verdicts(statements)
    return [_traced(s, v, known.figures) for s, v in zip(statements, judged, strict=True)]


def _traced(statement: Statement, verdict: Verdict, figures: Figures) -> Traced:
    if not verdict.matches or verdict.code == "unknown":
        return Traced(statement, verdict, None, None)
    best = verdict.matches[0].figure
    wordings = figures.wordings(best)
    return Traced(statement, verdict, wordings[-1] if wordings else best, figures.newest(best))


class Knowledge(NamedTuple):
    """What is known of a release, made once."""

    figures: Figures
    lexicons: Lexicons
    conflicts: list[dict[str, Any]]
    # reporters that have figures -> their names, the countries that they speak for; conflicts ->
    # where they are
    names: dict[str, str]
    countries: dict[str, str | None]
    homes: dict[str, Home]
    # areas -> the countries that hold them
    areas: dict[str, str]


def knowledge(release: Release) -> Knowledge:
    """What is known of a release; a release that was built again is another."""
    file = release.folder / "datapackage.json"
    return _knowledge(release.folder, file.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _knowledge(folder: Path, stamp: int) -> Knowledge:
    release = Release(folder)
    figures = Figures(release)
    conflicts = release.read("conflicts").to_pylist()
    organizations = release.read("organizations", ["id", "name", "country", "kind"]).to_pylist()
    areas = countries(release)
    organizations = [o for o in organizations if o["id"] in figures.conflicts]
    return Knowledge(
        figures,
        Lexicons(release, figures.conflicts),
        conflicts,
        {o["id"]: o["name"] for o in organizations},
        {o["id"]: o["country"] for o in organizations if o["kind"] in OFFICIAL},
        homes(release, areas),
        areas,
    )


def check_extra() -> None:
    """An error that says how to install what tracing needs, if it is not there."""
    if missing := [name for name in LIBRARIES if find_spec(name) is None]:
        raise ConflictDataError(
            f"tracing articles needs {', '.join(missing)}: python -m pip install"
            " 'conflictdata[trace]'"
        )


# the columns of a trace, in their order; numbers of ours are of the best figure
COLUMNS = [
    "start", "end", "words", "number", "low", "high", "qualifier", "unit", "conflict", "measure",
    "population", "affiliation", "sex", "age", "cause", "area", "donor", "cited", "reporter",
    "counting", "period_start", "period_end", "verdict", "reason", "figure_number", "reported_on",
    "today_number", "today_on", "newest_number", "newest_end", "source", "source_title",
    "source_url",
    *(f"{name}_{at}" for at in range(1, SHOWN + 1) for name in ("figure", "score", "because")),
]  # fmt: skip


def row(traced: Traced) -> dict[str, Any]:
    """A traced statement as a row."""
    s, verdict = traced.statement, traced.verdict
    best = verdict.matches[0].figure if traced.today is not None else None
    cells: dict[str, Any] = {
        "start": s.start,
        "end": s.end,
        "words": " ".join(s.words.split()),
        "number": s.number.value,
        "low": s.number.low,
        "high": s.number.high,
        "qualifier": s.number.qualifier,
        "unit": s.unit,
        "donor": ";".join(s.donors) or None,
        "reporter": ";".join(s.reporters) or None,
        "period_start": s.first,
        "period_end": s.last,
        "verdict": verdict.code,
        "reason": verdict.reason,
        "figure_number": best and best.value,
        "reported_on": best and best.reported_on,
        "today_number": traced.today and traced.today.value,
        "today_on": traced.today and traced.today.reported_on,
        "source": best and best["source"],
        "source_title": best and best["source_title"],
        "source_url": best and best["source_url"],
    }
    newest = traced.newest
    if newest is not None and best is not None and newest.period_end > best.period_end:
        cells |= {"newest_number": newest.value, "newest_end": newest.period_end}
    for name in ("conflict", "measure", "population", "affiliation", "sex", "age", "cause", "area"):
        cells[name] = getattr(s, name)
    cited = None if s.cited is None else " ".join(s.cited.split())
    cells |= {"cited": cited, "counting": s.counting}
    if best is not None and _is_of_another(s, best, verdict.code):
        # whose it is stands beside it, and nobody else is cited in its own sentence
        cells |= {"cited": None, "reporter": best.reporter}
    for at, match in enumerate(verdict.matches, 1):
        cells[f"figure_{at}"] = match.figure.key
        cells[f"score_{at}"] = match.score
        cells[f"because_{at}"] = match.reason
    return {name: cells.get(name) for name in COLUMNS}


def _is_of_another(s: Statement, best: Figure, code: str) -> bool:
    """Whether a number is that of a reporter whom another sentence than that of the cited names."""
    agrees = code in AGREEING and best.table != PACKAGES
    return agrees and bool(s.reporters) and best.reporter not in s.reporters
