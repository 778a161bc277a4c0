"""What a recipe cannot say in YAML: a small function that adds columns to a row of theirs, and
leaves out those that it cannot make.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

Row = dict[str, str]


@dataclass(frozen=True)
class Function:
    """What it does with a row, the columns that it reads for that, and those that it may add."""

    make: Callable[[Row], Row]
    reads: tuple[str, ...]
    makes: tuple[str, ...]


# name in a recipe -> function
FUNCTIONS: dict[str, Function] = {}

DIGITS = r"[^0-9]{0,24}([0-9][0-9,،]*)"
# under which heading Gaza's ministry prints what, in English and in Arabic; from September 2026
# on it has the same words for the dead since the ceasefire and since October 2023
HEADING = re.compile(
    r"(?P<truce>Since the ceasefire|منذ وقف إطلاق النار)"
    r"|(?P<total>Cumulative (?:toll|statistics)|(?:الحصيلة|الإحصائية) التراكمية منذ)"
    r"|(?P<hours>Palestinian Ministry of Health)",
    re.IGNORECASE,
)
MARTYRS = r"(?:number of martyrs|total martyrs|عدد الشهداء|إجمالي الشهداء|التراكمي للشهداء)"
INJURIES = r"(?:number of injur\w+|total injur\w+|عدد الإصابات|إجمالي الإصابات|التراكمي للإصابات)"
RECOVERED = r"(?:recovered bodies|bodies recovered|حالات الانتشال)"
BULLETIN = {
    "injured": ("hours", INJURIES),
    "injured_cum": ("total", INJURIES),
    "killed_cum": ("total", MARTYRS),
    "truce_killed": ("truce", MARTYRS),
    "truce_injured": ("truce", INJURIES),
    "truce_recovered": ("truce", RECOVERED),
}
INJURED = r"(?<![0-9,،])([0-9]+)\s*(?:injur|إصاب)"


def function(
    *, reads: tuple[str, ...], makes: tuple[str, ...]
) -> Callable[[Callable[[Row], Row]], Callable[[Row], Row]]:
    """Let recipes name a function."""

    def known(make: Callable[[Row], Row]) -> Callable[[Row], Row]:
        FUNCTIONS[make.__name__] = Function(make, reads, makes)
        return make

    return known


@function(reads=("report_period",), makes=("first_day",))
def first_day(row: Row) -> Row:
    """The first of the days that a report of so many hours covers.

    >>> first_day({"report_date": "2024-08-17", "report_period": "48"})["first_day"]
    '2024-08-16'
    """
    hours = row.get("report_period", "")
    if not hours.isdigit() or int(hours) % 24 or hours == "0":
        return row
    first = date.fromisoformat(row["report_date"]) - timedelta(days=int(hours) // 24 - 1)
    return {**row, "first_day": first.isoformat()}


@function(
    reads=("body", "report_period"),
    makes=("first_day", "truce_killed", "truce_injured", "truce_recovered"),
)
def bulletin(row: Row) -> Row:
    """Numbers that only the text of Gaza's ministry has, and in place of those that the file has
    otherwise: the keepers align a day with the change of the total, theirs go to columns aside.

    >>> body = "Number of injuries: 28. Since the ceasefire: Total number of martyrs: 1,127"
    >>> row = bulletin({"body": body, "injured": "24", "report_date": "2026-07-16"})
    >>> row["truce_killed"], row["injured"], row["injured_aligned"]
    ('1127', '28', '24')
    """
    row = first_day(row)
    under = _sections(row.get("body", ""))
    printed = {
        name: _printed(under[where], words + DIGITS) for name, (where, words) in BULLETIN.items()
    }
    printed["injured"] = printed["injured"] or _printed(under["hours"], INJURED)
    for name, numbers in printed.items():
        if name not in row and len(numbers) == 1 and name.startswith("truce"):
            row[name] = numbers.pop()
        elif name in row and numbers and row[name] not in numbers:
            row[f"{name}_aligned"] = row.pop(name)
            if len(numbers) == 1:
                row[name] = numbers.pop()
    return row


def _sections(body: str) -> dict[str, str]:
    """The text under each heading; what stands before any is about the hours of the report."""
    text, under, start = {"hours": "", "truce": "", "total": ""}, "hours", 0
    for heading in HEADING.finditer(body):
        text[under] += body[start : heading.start()]
        under, start = heading.lastgroup or under, heading.end()
    text[under] += body[start:]
    return text


def _printed(text: str, words: str) -> set[str]:
    found = re.findall(words, text, re.IGNORECASE)
    return {re.sub("[,،]", "", number) for number in found}


@function(reads=("year", "month"), makes=("year_month", "first_day"))
def kiel_month(row: Row) -> Row:
    """The days of a month of the Ukraine Support Tracker, which counts from 24 January 2022.

    >>> kiel_month({"year": "2022", "month": "1"})["first_day"]
    '2022-01-24'
    """
    if not (row.get("year", "").isdigit() and row.get("month", "").isdigit()):
        return row
    month = f"{row['year']}-{int(row['month']):02}"
    return {**row, "year_month": month, "first_day": max(f"{month}-01", "2022-01-24")}


@function(reads=("bd_low", "bd_best", "bd_high"), makes=("hedge", "low", "high"))
def ucdp_range(row: Row) -> Row:
    """What the Uppsala program gives as best, low and high: a range, or one number thrice.

    >>> ucdp_range({"bd_low": "40", "bd_best": "50", "bd_high": "90"})["hedge"]
    'range'
    >>> "low" in ucdp_range({"bd_low": "50", "bd_best": "50", "bd_high": "50"})
    False
    """
    low, high = row.get("bd_low", ""), row.get("bd_high", "")
    if low == high:
        return {**row, "hedge": "exact"}
    return {**row, "hedge": "range", "low": low, "high": high}


@function(reads=("body",), makes=("link", "link_title"))
def link(row: Row) -> Row:
    """The address, and where it is given the title, of the page that the text of a file names.

    >>> link({"body": "Source: [4 killed](https://a.org/1)"})["link"]
    'https://a.org/1'
    """
    found = re.search(r"\[([^\]]+)\]\((https?://[^\s)]+)\)", row.get("body", ""))
    if found:
        return {**row, "link_title": found[1], "link": found[2]}
    bare = re.search(r"https?://[^\s)>]+", row.get("body", ""))
    return {**row, "link": bare[0]} if bare else row


@function(
    reads=("name", "typeName", "countryCode", "year"),
    makes=("situation", "first", "last", "program"),
)
def situation(row: Row) -> Row:
    """What money of the United Nations' tracker is for, and for which days: the country, or for one
    country's part of a regional plan that plan; the year, where money went to no plan.

    >>> plan = {"name": "Ukraine Situation Regional Refugee Response Plan 2023"}
    >>> situation({**plan, "typeName": "Regional response plan", "year": "2023"})["situation"]
    'Ukraine Situation Regional Refugee Response Plan'
    """
    kind, year = row.get("typeName", ""), row.get("year", "")
    regional = kind == "Regional response plan"
    plan = re.sub(r"[ ,]*[0-9]{4}$", "", row.get("name", ""))
    made = {"situation": plan if regional else row.get("countryCode", "")}
    if kind:
        made |= {"first": row.get("startDate", ""), "last": row.get("endDate", ""), "program": kind}
    elif year.isdigit():
        made |= {"first": f"{year}-01-01", "last": f"{year}-12-31", "program": "outside"}
    return {**row, **{name: text for name, text in made.items() if text}}


@function(reads=("Fiscal Year",), makes=("first", "last"))
def fiscal_year(row: Row) -> Row:
    """The days of a fiscal year of the United States, which until 1976 began in July; the three
    months between the two calendars are a year of their own, 1976tq.

    >>> fiscal_year({"Fiscal Year": "1976"})["first"], fiscal_year({"Fiscal Year": "1977"})["first"]
    ('1975-07-01', '1976-10-01')
    """
    name = row.get("Fiscal Year", "")
    if name == "1976tq":
        return {**row, "first": "1976-07-01", "last": "1976-09-30"}
    if not name.isdigit():
        return row
    start, end = ("07-01", "06-30") if int(name) <= 1976 else ("10-01", "09-30")
    return {**row, "first": f"{int(name) - 1}-{start}", "last": f"{name}-{end}"}
