"""Rows that stand where they belong: a package under its id, an item under its code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from conflictdata.rules.rule import Found, rows_where, rule

if TYPE_CHECKING:
    from conflictdata.rules.subject import Subject

# who gives, where an id does not begin with the code itself
GIVES = {"US": {"USA"}, "EU": None, "NATO": None}
DAY = re.compile(r"(\d{4}-\d{2}(?:-\d{2})?)(?:-|$)")
NUMBER = re.compile(r"(?:^|-)(\d{1,3})(?:-|$)")


@rule("package_id", "correct the id, or the donor, the number or the day")
def package_id_says_what_it_is(s: Subject) -> Found:
    """Donor, program, number and day in the id of a package are those of its columns."""
    rows = s.rows
    programs = set(rows["program"].astype("str"))
    # a package that is a part stands under the id of the whole, and a joint one under several
    for i, name in enumerate(rows["package_id"].astype("str")):
        first, *parts = name.split("-")
        donor, program = str(rows["donor"][i]), str(rows["program"][i])
        gives = GIVES.get(first, {first})
        if gives is not None and not gives & set(donor.split(";")):
            yield i, f"{name} is of {first}, and the donor is {donor}"
        elif parts and parts[0] in programs and parts[0] != program:
            yield i, f"{name} is of {parts[0]}, and the program is {program}"
        elif found := DAY.search("-".join(parts)):
            day = str(rows["announced_on"][i])[: len(found[1])]
            if day != found[1]:
                yield i, f"{name} says {found[1]}, and announced_on is {day}"
        elif (
            (found := NUMBER.search("-".join(parts)))
            and pd.notna(rows["sequence"][i])
            and int(found[1]) != int(rows["sequence"][i])
        ):
            yield i, f"{name} says {found[1]}, and sequence is {rows['sequence'][i]}"


@rule("announced_on", "correct the day of the package or of the page; or say why it came first")
def package_is_told_after_it_is_announced(s: Subject) -> Found:
    """No page tells of a package two days or more before it is announced."""
    sources = s.others["sources"].dropna(subset="published_on")
    days = sources["published_on"].to_numpy().astype("datetime64[D]")
    published = dict(zip(sources["source_id"], days, strict=True))
    announced = s.days("announced_on")
    row, document, documents = s.documents
    first: dict[int, tuple[np.datetime64, str]] = {}
    for r, d in zip(row.tolist(), document.tolist(), strict=True):
        day = published.get(documents[d])
        if day is not None and (r not in first or day < first[r][0]):
            first[r] = (day, documents[d])
    for i, (day, name) in sorted(first.items()):
        if announced[i] - day > np.timedelta64(1, "D"):
            yield i, f"{name} is of {day}, before it was announced on {announced[i]}"


@rule("announced_on", "correct the day of one of them", warning=True)
def part_is_announced_with_its_whole(s: Subject) -> Found:
    """A part is announced within a month of the package of which it is a part."""
    days = dict(zip(s.rows["package_id"].astype("str"), s.days("announced_on"), strict=True))
    for i in rows_where(s.rows["part_of"].notna()):
        whole = days.get(str(s.rows["part_of"][i]))
        if whole is not None and abs(s.days("announced_on")[i] - whole) > np.timedelta64(31, "D"):
            own = f"{s.rows['package_id'][i]} was announced on {s.days('announced_on')[i]}"
            yield i, f"{own}; it is part of {s.rows['part_of'][i]}, announced on {whole}"


@rule("item", "give the same thing the same code")
def wording_has_one_code(s: Subject) -> Found:
    """What is listed in the same words three times or more has one code."""
    rows = pd.DataFrame(
        {"wording": s.rows["wording"].astype("str").str.casefold(), "item": s.rows["item"]}
    ).astype("str")
    size = rows.groupby("wording")["item"].transform("size")
    same = rows.groupby(["wording", "item"])["item"].transform("size")
    for i in rows_where((size >= 3) & (same == 1)):
        most = rows["item"][(rows["wording"] == rows["wording"][i])].mode()[0]
        if most != rows["item"][i]:
            yield i, f"{s.rows['wording'][i]!r} is {most} elsewhere"


@rule("package", "move it to the package of its list, or correct its source")
def item_is_read_on_a_page_of_its_package(s: Subject) -> Found:
    """An item is read on a page of its package, or on one on which more of it is read."""
    packages = s.others["aid_packages"]
    pages: dict[str, set[str]] = {}
    for name, source, more in zip(
        packages["package_id"].astype("str"),
        packages["source"].astype("str"),
        packages["corroborated_by"],
        strict=True,
    ):
        pages[name] = {source, *(str(more).split(";") if isinstance(more, str) else ())}
    of = pd.DataFrame({"package": s.rows["package"], "source": s.rows["source"]}).astype("str")
    size = of.groupby(["package", "source"])["source"].transform("size")
    most = size.groupby(of["source"]).transform("max") >= 3
    alone = size == 1
    for i in rows_where(alone & most):
        if of["source"][i] not in pages.get(of["package"][i], ()):
            yield i, f"{of['source'][i]} lists others of another package, and this one alone here"


@rule("period_end", "correct the as-of day; if the page gives two, add an exception")
def update_has_one_as_of_day(s: Subject) -> Found:
    """A cumulative figure has the as-of day of the others of its document and day of report."""
    rows = np.flatnonzero(s.is_("counting", "cumulative"))
    if not len(rows):
        return
    update = pd.factorize(s.ids(["conflict", "reporter", "reported_on", "source"])[rows])[0]
    end = s.ids(["conflict", "reporter", "reported_on", "source", "period_end"])[rows]
    end = pd.factorize(end)[0]
    size, same = np.bincount(update)[update], np.bincount(end)[end]
    for at in np.flatnonzero((same == 1) & (size >= 4)).tolist():
        i = int(rows[at])
        yield i, f"as of {s.days('period_end')[i]}, and the others of that day are of another"


@rule("source", "correct the source or its tier: it is primary for who published it")
def primary_is_the_reporters_own(s: Subject) -> Found:
    """A primary source of a figure is published by its reporter, or by somebody of its country or
    its house.
    """
    sources = s.others["sources"].set_index("source_id")["publisher"].astype("str").to_dict()
    organizations = s.others["organizations"].set_index("id")
    countries = organizations["country"].astype("object").to_dict()
    kinds = organizations["kind"].astype("str").to_dict()
    numbers = s.ids(["reporter", "source"])
    primary = s.is_("source_tier", "primary")
    (whose, reporters), (which, pages) = s.coded("reporter"), s.coded("source")
    for row in np.unique(numbers, return_index=True)[1].tolist():
        reporter, publisher = str(reporters[whose[row]]), sources.get(str(pages[which[row]]))
        if not primary[row] or publisher in (None, reporter):
            continue
        same = countries.get(reporter), kinds.get(reporter)
        if same != (countries.get(publisher), kinds.get(publisher)):
            for i in rows_where(numbers == numbers[row]):
                yield i, f"{s.rows['source'][i]} is published by {publisher}, primary for itself"
