"""Whether a printed number agrees with a figure, and in what the two speak of something else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from conflictdata.tracing.blame import is_by_them, is_of_all_causes
from conflictdata.tracing.dating import said_in
from conflictdata.tracing.figure import PACKAGES, PEOPLE, Figure
from conflictdata.tracing.homes import Home
from conflictdata.tracing.number import Number
from conflictdata.tracing.statement import Statement

EQUAL, ROUNDED = "equal", "rounded"
# a rounding is no wider than half its last place, and than this share of the number
WIDEST, WIDEST_HEDGED = 0.04, 0.1
# hedges that say the same of an equal number, and those that turn it
LOWER, UPPER = ("at_least", "more_than"), ("up_to", "nearly")
# days by which the beginning of a count may be off, and of a year
BEGUN, DAYS_OF_YEAR = dt.timedelta(days=3), 365.25


def agrees(number: Number, figure: Figure) -> str | None:
    """Whether a number is that of a figure, equal or after the rounding or hedge of the article."""
    if number.is_range:
        return _range_agrees(number, figure)
    n = number.low
    if figure.value is None:
        low_end = n == figure.low and number.qualifier in LOWER
        return ROUNDED if low_end or (n == figure.high and number.qualifier in UPPER) else None
    if figure.value == n:
        if number.is_below:
            return None  # "fewer than" the very figure
        turned = number.qualifier in (*UPPER, "about") and number.qualifier != figure["qualifier"]
        return ROUNDED if turned else EQUAL
    low, high = reach(number)
    return ROUNDED if low <= figure.value <= high else None


def reach(number: Number) -> tuple[float, float]:
    """The numbers that a printed one may be the rounding of."""
    if number.is_range:
        return number.low, number.high
    n, step = number.low, number.step
    if n == 0 or step < 10 or (number.qualifier == "exact" and step < 100):
        return n, n
    half, whole = min(step / 2, WIDEST * n), min(step, WIDEST_HEDGED * n)
    if number.qualifier in LOWER:
        return n, n + whole - 1
    if number.qualifier in UPPER:
        return n - whole + 1, n
    return n - half, n + half


def _range_agrees(number: Number, figure: Figure) -> str | None:
    ends = (figure["low"], figure["high"]) if figure.table == PEOPLE else (figure.low, figure.high)
    if ends == (number.low, number.high):
        return EQUAL
    return None


def is_telling(number: Number) -> bool:
    """Whether a number is so long that two things rarely share it by chance."""
    return number.high >= 100 and number.high // number.step >= 100


def other(statement: Statement, figure: Figure, home: Home | None) -> list[str]:
    """In what a figure speaks of something else than a statement, whose conflict has its home."""
    checks = PEOPLE_CHECKS if figure.table == PEOPLE else MONEY_CHECKS
    return [name for name, same in checks.items() if not same(statement, figure, home)]


def _measure(s: Statement, f: Figure, _: Home | None) -> bool:
    if s.measure == f["measure"] or (s.measure, f["measure"]) in ALIKE:
        return True
    # "rebels lost 1,448 fighters", of who counts the killed alone
    return s.measure == "losses" and f["measure"] == "killed" and not f.has_line("losses")


def _population(s: Statement, f: Figure, _: Home | None) -> bool:
    own = f["population"]
    if s.population is not None:
        return s.population == own or (
            own == "combatant" and s.population in ("military", "fighter")
        )
    # "8,709 killed" may be of civilians alone where the reporter counts them alone
    military = own == "military" and s.affiliation is not None
    return f.is_unsaid("population") or military or f.is_only("population")


def _affiliation(s: Statement, f: Figure, home: Home | None) -> bool:
    own = f["affiliation"]
    if own == s.affiliation or (s.affiliation is None and f.is_only("affiliation")):
        return True
    if own == "all":
        party = s.affiliation
        lives_there = home and party and home.has_people_of(party, f["area"])
        return f["population"] != "military" and (party is None or bool(lives_there))
    return False


def _sex_and_age(s: Statement, f: Figure, _: Home | None) -> bool:
    return (s.sex or "all", s.age or "all") == (f["sex"], f["age"])


def _cause(s: Statement, f: Figure, _: Home | None) -> bool:
    if s.cause is None:
        return f.is_unsaid("cause") or f.is_only("cause")
    return s.cause == f["cause"] or (f["cause"] == "all" and is_of_all_causes(s, f))


def _area(s: Statement, f: Figure, home: Home | None) -> bool:
    own, area = f["area"], home.area if home is not None else None
    if own == s.area:
        return True
    if own == "all":
        # of soldiers wherever they are; a count of the world is of no country
        return s.area is None or area != "all"
    # a conflict of two states has each of them
    whole = {area, *(area or "").split("+")}
    only = own in whole or f.is_only("area") or f.is_whole("area")
    return (s.area is None or s.area == area) and only


def _condition(_s: Statement, f: Figure, _: Home | None) -> bool:
    return (f["condition"] or "all") == "all"


def _home(s: Statement, f: Figure, _: Home | None) -> bool:
    """Whether soldiers from a region are counted where the text names it: "12 from Tuva"."""
    own = f["home"] or "all"
    return own in ("all", s.area) or f.is_only("home")


def _held_and_done(s: Statement, f: Figure, home: Home | None) -> bool:
    own = f["perpetrator"]
    if s.perpetrators:
        done = own in s.perpetrators or (own == "all" and is_by_them(s, f, home))
        return f["controlled_by"] == "all" and done
    done = own == "all"
    done = done or f.is_only("perpetrator") or f.is_whole("perpetrator")
    return f["controlled_by"] == "all" and done


def _stretch(s: Statement, f: Figure, _: Home | None) -> bool:
    own = f["counting"]
    if s.is_of_count_before(f.period_start):
        return False
    if said_in(s, f):
        return True
    if s.is_of_some_days and own == "month":
        return False
    if s.counting in (None, "act", "plan"):
        whole = own in ("cumulative", "stock") or (own == "span" and f.table == PEOPLE)
        whole = whole or (own == "day" and s.precision == "day" and f.period_end == s.last)
        return whole or (s.first is not None and own != "day")
    if s.since is not None and own in ("cumulative", "span") and not _begins(f, *s.since):
        return False
    if s.since is not None and own == "span":
        return True
    if s.counting == "cumulative":
        days = (f.period_end - f.period_start).days
        return own in ("cumulative", "stock") or (own == "span" and days > 700)
    if s.counting in ("year", "span", "quarter"):
        return own in ("year", "span", "quarter") or (own == "month" and s.first is not None)
    return own == s.counting


def _begins(f: Figure, first: dt.date, last: dt.date) -> bool:
    """Whether a count began then; "since 7 October" may be of any year."""
    years = f.period_start.year - first.year
    begun = f.period_start - dt.timedelta(days=round(years * DAYS_OF_YEAR))
    return first - BEGUN <= begun <= last + BEGUN


def _donor(s: Statement, f: Figure, _: Home | None) -> bool:
    if not s.donors:
        return f.is_unsaid("donor") or f.is_only("donor")
    return f["donor"] in s.donors


def _aid_type(s: Statement, f: Figure, _: Home | None) -> bool:
    if not s.aid_types or f["aid_type"] in s.aid_types:
        return True
    return "military" in s.aid_types and f["aid_type"] == "weapons"


def _program(s: Statement, f: Figure, _: Home | None) -> bool:
    if s.programs:
        return f["program"] in s.programs or (f.table == PACKAGES and f["program"] == "joint")
    return f.table == PACKAGES or f.is_unsaid("program") or f.is_only("program")


# stages that mean another amount of the same aid
STAGES = ("requested", "appropriated", "committed", "allocated", "disbursed", "delivered")


# of aid that has come, which a package that was announced has not
ARRIVED = "delivered"


def _stage(s: Statement, f: Figure, _: Home | None) -> bool:
    named = [stage for stage in s.stages if stage in STAGES]
    if f.table == PACKAGES and named == [ARRIVED]:
        return f["stage"] == ARRIVED
    return f.table == PACKAGES or not named or f["stage"] in named or f["stage"] not in STAGES


def _package_or_total(s: Statement, f: Figure, _: Home | None) -> bool:
    if f.table == PACKAGES:
        # what was given in a year or in all is no single package
        longer = s.is_sum or (s.first is not None and s.precision in ("year", "part"))
        return s.counting == "act" or (s.counting is None and not longer)
    if f["counting"] == "act":
        return s.counting in (None, "act")
    if s.counting is None and s.first is None and not f.is_unsaid("counting"):
        return False
    return s.counting != "act" and (s.counting != "plan" or f["counting"] == "plan")


# measures that articles do not tell apart: what they say -> what is counted
ALIKE = (("injured", "injuries"), ("injuries", "injured"), ("casualties", "losses"))
PEOPLE_CHECKS: dict[str, Callable[[Statement, Figure, Home | None], bool]] = {
    "measure": _measure,
    "population": _population,
    "affiliation": _affiliation,
    "sex or age": _sex_and_age,
    "cause": _cause,
    "condition": _condition,
    "area": _area,
    "home": _home,
    "territory or who did it": _held_and_done,
    "stretch": _stretch,
}
MONEY_CHECKS: dict[str, Callable[[Statement, Figure, Home | None], bool]] = {
    "donor": _donor,
    "kind of aid": _aid_type,
    "program": _program,
    "stage": _stage,
    "package or total": _package_or_total,
}
