"""Whether a figure of every cause and of everybody who did it may be said to be of one alone: where
one side's bombs are the war, and its reporter tells nobody and nothing apart.
"""

from __future__ import annotations

from conflictdata.tracing.figure import Figure
from conflictdata.tracing.homes import Home
from conflictdata.tracing.statement import Statement

# words of cause that a war may be called by, and with all that is under it; means of war that a
# reporter tells apart
OF_WAR, BOMBS, MEANS = ("direct", "hostilities"), "explosive_wide_area", "explosive"


def is_by_them(s: Statement, f: Figure, home: Home | None) -> bool:
    """Whether whom a text names did all of it: "Israel has killed 45,541", but not "the army"
    where two sides fight, nor of a reporter who says how many each has killed.
    """
    if home is None or f.told_apart("perpetrator") != {"all"}:
        return False
    if f.told_apart("controlled_by") != {"all"}:
        return False
    if f["affiliation"] not in ("all", *(s.perpetrators or ())):
        return True
    country = home.countries.get(f["area"])
    states = {home.states.get(name) for name in s.perpetrators or ()}
    # who counts whom a state detains counts what that state does
    return not states & {None, country} or (states == {country} and f.has_line("detained"))


def is_of_all_causes(s: Statement, f: Figure) -> bool:
    """Whether what a text names hit all of them: "air strikes have killed 45,541", but not hunger
    or mines, nor of a reporter who tells weapons apart.
    """
    named = s.cause or ""
    if named in OF_WAR:
        return f.is_whole("cause")
    if BOMBS not in f.numbers.above("cause", named):
        return False
    told = {c for c in f.told_apart("cause") if MEANS in f.numbers.above("cause", c)}
    # of what one side did it may be the only one
    return f.is_whole("cause") and (not told or (f["perpetrator"] != "all" and told == {named}))
