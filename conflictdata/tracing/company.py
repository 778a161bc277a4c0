"""Numbers that are read by their company: by what the article names around them, and by the figures
of the numbers beside them.

A reporter gives many numbers at once, and an article takes several of them: where one is sure, the
next is looked for in the same statement of the reporter first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from conflictdata.tracing.agreement import EQUAL, is_telling
from conflictdata.tracing.candidate import Candidate
from conflictdata.tracing.dating import LAG
from conflictdata.tracing.days import When
from conflictdata.tracing.figure import PEOPLE, Figure
from conflictdata.tracing.statement import Statement
from conflictdata.tracing.whom import UNNARROWED

# in what a figure may differ from a statement that leaves it unsaid: name -> column of the figures,
# and the field of the statement
UNSAID = {
    "area": ("area", "area"),
    "cause": ("cause", "cause"),
    "affiliation": ("affiliation", "affiliation"),
    "population": ("population", "population"),
    "territory or who did it": ("perpetrator", None),
    "stretch": ("counting", "counting"),
    "donor": ("donor", "donors"),
    "kind of aid": ("aid_type", "aid_types"),
    "program": ("program", "programs"),
    "stage": ("stage", "stages"),
}
# who did it is told by the party
LISTS = {"perpetrator": "affiliation"}
# a number this low is not found by its day alone
LEAST = 20
# days that the newest count of a year that goes on may be old
SO_FAR = 92
# paragraphs over which the numbers beside one reach
NEAR = 1


class Sure(NamedTuple):
    """A statement whose figure is sure."""

    statement: Statement
    figure: Figure


def by_company(
    s: Statement, candidates: Sequence[Candidate], sure: Sequence[Sure]
) -> Candidate | None:
    """The figure that a number is by its company, if there is one."""
    near = [
        x
        for x in sure
        if abs(x.statement.around.paragraph - s.around.paragraph) <= NEAR
        and (_is_said_by(x.statement, x.figure.reporter) or x.statement.is_money)
    ]
    candidates = [c for c in candidates if not (c.is_before or _is_after(s, c.figure))]
    near.sort(key=lambda x: abs(x.statement.number.start - s.number.start))
    for x in near:
        for c in candidates:
            if _is_of_update(c.figure, x.figure) and _fits(s, c, x):
                return c
    for c in candidates:
        equal = c.how == EQUAL if s.number.is_range else c.figure.value == s.number.value
        sure_of_it = is_telling(s.number) or s.number.is_range
        its = c.is_reporters or c.figure.reporter in s.named
        sure_of_it = sure_of_it or (its and _is_dated(s, c))
        if equal and sure_of_it and _is_named(s, c) and _is_of_days(s, c) and _fits(s, c, None):
            return c
    return None


def readings_of(s: Statement, statements: Sequence[Statement]) -> list[Statement]:
    """A statement as it is read, and, where it takes what it counts from another, as it may be:
    "8,709 killed and 14,666 injured. A day before it was 8,700 and 14,600".
    """
    if s.is_money or not (s.is_carried or s.is_part or s.measure is None):
        return [s]
    bare = replace(s, **UNNARROWED) if s.is_carried else s
    apart = (s.around.sentence - o.around.sentence for o in statements)
    near = [o for o, a in zip(statements, apart, strict=True) if a in (0, 1, 2)]
    if s.is_part and s.measure is not None:
        # of the whole, or of what was said of it last: "1,293 casualties, 533 of them dead"
        wholes = [o for o in near if o.number.start < s.number.start and not _is_narrow(o)]
        near = wholes[-1:]
    measures = dict.fromkeys(o.measure for o in near if o.measure and o.measure != s.measure)
    return [s, bare, *(replace(bare, measure=m) for m in measures)]


def _is_narrow(s: Statement) -> bool:
    """Whether a statement is of some people only: children, women."""
    return s.sex is not None or s.age is not None


def _is_after(s: Statement, figure: Figure) -> bool:
    """Whether a figure is of a later day than the one that is said: a number of Tuesday is none of
    Wednesday.
    """
    if s.last is None or s.precision != "day" or s.is_timed_before:
        return False
    # plans reach ahead
    return figure.table == PEOPLE and figure.period_end > s.last


def _is_said_by(s: Statement, reporter: str) -> bool:
    """Whether a reporter is cited for a statement, or named around it where nobody is."""
    return reporter in (s.reporters or s.around.reporters)


def _is_dated(s: Statement, c: Candidate) -> bool:
    """Whether the days of a figure are named for the number itself."""
    if s.last is None or s.is_timed_before or s.number.high < LEAST:
        return False
    return bool(c.of_day) or (
        s.is_as_of and s.first is not None and s.first <= c.figure.period_end <= s.last
    )


def _is_of_update(figure: Figure, of: Figure) -> bool:
    """Whether two figures are of one statement of a reporter."""
    same = figure.table == of.table and figure.reporter == of.reporter
    return same and (figure.reported_on == of.reported_on or figure.period_end == of.period_end)


def _fits(s: Statement, c: Candidate, beside: Sure | None) -> bool:
    """Whether what a figure is of is said around the number, or is that of the figure beside it."""
    if _is_of_other_days(s, c.figure, beside):
        return False
    if beside is not None:
        cited = s.is_cited_here and c.figure.reporter not in s.reporters
        if cited or (s.unnamed and s.is_cited_here):
            return False
        own_day = s.is_as_of and not s.is_timed_before and s.last is not None
        if own_day and not c.of_day and not _is_of_days(s, c):
            return False
        if c.how != EQUAL and not is_telling(s.number) and c.figure.value != s.number.value:
            return False
    return all(_is_said(s, c.figure, name, beside) for name in c.other)


def _is_said(s: Statement, figure: Figure, name: str, beside: Sure | None) -> bool:
    if name == "sex or age" and beside is not None and is_telling(s.number):
        unsaid = s.sex is None and s.age is None
        own = {(c, figure[c]) for c in ("sex", "age") if figure[c] != "all"}
        return unsaid and bool(own) and own <= s.around.own
    if name not in UNSAID:
        return False
    column, said = UNSAID[name]
    if name == "stretch":
        return _is_stretch_said(s, figure, beside)
    own = figure[column]
    own_words = said is not None and getattr(s, said)
    if own_words and not (name == "area" and (own.startswith(s.area or own))):
        return beside is not None and figure.table != PEOPLE and is_telling(s.number)
    if name == "territory or who did it" and (s.perpetrators or figure["controlled_by"] != "all"):
        return False
    if beside is not None and beside.figure[column] == own:
        return True
    if figure.table != PEOPLE:
        return beside is not None and is_telling(s.number)
    told = said is not None and is_telling(s.number) and figure.value == s.number.value
    if beside is not None and told:
        return True
    return (LISTS.get(column, column), own) in s.around.codes


def _is_stretch_said(s: Statement, figure: Figure, beside: Sure | None) -> bool:
    """Whether the days of a figure are said around the number, not in its own sentence."""
    by_words = s.counting in ("day", "span") and s.first is None and not s.is_timed_before
    if by_words and figure["counting"] in ("cumulative", "stock"):
        return False  # "in the past 24 hours", "last week"
    if beside is not None and figure["counting"] == beside.figure["counting"]:
        return True
    return any(_is_of(figure, when) for when in s.around.days)


def _is_of_other_days(s: Statement, figure: Figure, beside: Sure | None) -> bool:
    """Whether the sentence of a number names a year, or a part of one, of which a figure is not: a
    month of 2024 is not "in 2024", nor a few days of May "in May", nor is what was counted since
    the year before.
    """
    if figure.table != PEOPLE or s.is_timed_before:
        return False
    if s.is_of_count_before(figure.period_start):
        return True
    if s.first is None or s.last is None:
        return False
    if s.precision == "day":
        return False
    if figure["counting"] in ("cumulative", "stock"):
        # what was said in a month may be the count so far
        return s.since is None and s.precision != "month"
    if s.counting == figure["counting"] != "span":
        return False  # "in the same month of 2023"
    if beside is not None and _in_another_year(figure, beside.figure):
        return False  # "in the same period of 2018"
    if s.is_of_some_days:
        within = s.first <= figure.period_start and figure.period_end <= s.last
        return figure["counting"] == "month" or not within
    begun = abs((figure.period_start - s.first).days) <= 1
    # of the year that goes on there is but the part that has been
    today = s.published
    goes_on = today is not None and today <= s.last and (today - figure.period_end).days <= SO_FAR
    return not begun or not (goes_on or abs((figure.period_end - s.last).days) <= 1)


def _in_another_year(figure: Figure, other: Figure) -> bool:
    """Whether two figures are of the same days of two years."""
    pairs = ((figure.period_start, other.period_start), (figure.period_end, other.period_end))
    return all((a.month, a.day) == (b.month, b.day) for a, b in pairs)


def _is_named(s: Statement, c: Candidate) -> bool:
    """Whether the reporter of a figure is cited, or named around where nobody else is."""
    if c.is_reporters:
        return True
    if s.is_cited_here:
        return c.figure.reporter in s.named
    if s.named and c.figure.reporter not in s.named:
        return False
    return c.figure.reporter in s.around.reporters


def _is_of_days(s: Statement, c: Candidate) -> bool:
    """Whether a figure is of a day that is said, or the newest where none is said."""
    # a day's count is another on the next
    by_day = c.figure["counting"] == "day"
    if c.of_day or (c.is_newest and (s.last is None or not (s.is_as_of or by_day))):
        return True
    return any(_is_of(c.figure, when) for when in s.around.days)


def _is_of(figure: Figure, when: When) -> bool:
    if when.precision == "day":
        lag = 0 if figure["counting"] == "day" else LAG
        said = 0 <= (when.last - figure.period_end).days <= lag
        return figure.reported_on == when.last or said
    if not when.first <= figure.period_end <= when.last:
        return False
    return figure["counting"] in ("cumulative", "stock") or figure.period_start >= when.first
