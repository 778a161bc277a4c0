"""Figures and verdicts in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from conflictdata.tracing.figure import PACKAGES, PEOPLE, Figure
from conflictdata.tracing.statement import Statement

HEDGES = {
    "at_least": "at least ",
    "more_than": "more than ",
    "about": "about ",
    "nearly": "nearly ",
    "up_to": "up to ",
}
# where a dimension of a statement stands in a figure
COLUMNS = {
    "measure": "measure",
    "population": "population",
    "affiliation": "affiliation",
    "cause": "cause",
    "area": "area",
    "home": "home",
    "stretch": "counting",
    "donor": "donor",
    "kind of aid": "aid_type",
    "program": "program",
    "stage": "stage",
    "package or total": "counting",
}


def day_text(day: dt.date | None) -> str:
    return "" if day is None else f"{day.day} {day:%B %Y}"


def number_text(figure: Figure) -> str:
    """The number of a figure as its reporter gave it."""
    if figure.value is None:
        text = f"{figure.low:,} to {figure.high:,}"
    else:
        text = f"{HEDGES.get(figure['qualifier'], '')}{figure.value:,}"
    unit = figure["currency"] if figure.table != PEOPLE else figure["measure"].replace("_", " ")
    return f"{text} {unit}"


def told(figure: Figure) -> str:
    """A figure in words: who, how many, which days."""
    if figure.table == PACKAGES:
        on = day_text(figure.reported_on)
        return f"{figure.key}: {number_text(figure)}, announced on {on}"
    when = f"as of {day_text(figure.period_end)}"
    if figure["counting"] not in ("cumulative", "stock"):
        when = f"for {day_text(figure.period_start)} to {day_text(figure.period_end)}"
        if figure.period_start == figure.period_end:
            when = f"for {day_text(figure.period_end)}"
    return f"{figure['reporter_name']}: {number_text(figure)} {when}"


def of_reporter(statement: Statement, figure: Figure, equal: bool) -> str:
    """Why a number matches, and what of the figure it leaves out."""
    text = told(figure)
    said, own = statement.number.qualifier, figure["qualifier"]
    if equal and said != own and own not in ("exact", "range"):
        text += f"; the reporter said {HEDGES.get(own, own).strip()}"
    return text


def of_another_scope(statement: Statement, figure: Figure, what: Sequence[str]) -> str:
    """In what the number is of something else than the article says."""
    parts = [f"{name}: {_own(figure, name)}" for name in what]
    return f"{told(figure)}; {', '.join(parts)}"


def of_another(statement: Statement, figure: Figure) -> str:
    return f"{told(figure)}, not that of {statement.cited}"


def _own(figure: Figure, name: str) -> Any:
    if name == "period":
        return day_text(figure.period_end)
    if name == "territory or who did it":
        held, done = figure["controlled_by"], figure["perpetrator"]
        return f"held by {held}" if held != "all" else f"by {done}".replace("-", " ")
    if name == "sex or age":
        found = [figure[c] for c in ("sex", "age") if figure[c] != "all"]
        return " ".join(found) or "everybody"
    return str(figure[COLUMNS[name]] or "all").replace("_", " ")


def wanting(s: Statement) -> str | None:
    """What a statement does not say without which nothing is compared."""
    if s.beside:
        return f"it is of {s.beside}"
    if s.conflict is None:
        return "it names no conflict of the release"
    if not s.is_money and s.measure is None:
        return "it does not say what befell the people"
    if s.is_money and not s.donors and not s.reporters:
        return "it does not say who gives"
    return None
