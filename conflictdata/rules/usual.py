"""A code that stands once beside many others is more often a slip than news.

What has no past says nothing: only reporters and donors with many rows have what is usual.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from conflictdata.rules.rule import Found, rows_where, rule
from conflictdata.tree import ancestors

if TYPE_CHECKING:
    from conflictdata.rules.subject import Subject

MANY = 40
HUNDRED = 100


@rule("area", "correct the area, or move the row to the folder of its conflict")
def area_is_inside_the_conflict(s: Subject) -> Found:
    """No figure of one conflict lies in the area of another."""
    conflicts, areas = s.others["conflicts"], s.others["areas"]
    parents = areas.set_index("id")["parent"].dropna().astype("str").to_dict()
    given = conflicts.dropna(subset="area")
    own = dict(zip(given["id"].astype("str"), given["area"].astype("str"), strict=True))
    own = {conflict: area for conflict, area in own.items() if area != "all"}
    # an area that two states make holds both, though neither has it as its parent
    groups = s.others["memberships"].astype("str")
    groups = groups[groups["list"] == "area"]
    inside = groups.groupby("group")["member"].agg(set).to_dict()
    numbers = s.ids(["conflict", "area"])
    for row in np.unique(numbers, return_index=True)[1].tolist():
        conflict, area = str(s.rows["conflict"][row]), str(s.rows["area"][row])
        holds = {area, *ancestors(area, parents)}
        its = own.get(conflict)
        if its is None or its in holds or area in ancestors(its, parents):
            continue
        if holds & inside.get(its, set()):
            continue
        others = sorted(c for c, a in own.items() if a in holds)
        if others:
            for i in rows_where(numbers == numbers[row]):
                yield i, f"{area} is in the area of {' and '.join(others)}, and not of {conflict}"


@rule("counting", "correct the code; if the reporter says so this once, add an exception")
def code_is_usual_for_its_reporter(s: Subject) -> Found:
    """A reporter of a hundred figures and more uses a code in more of them than one; but homes are
    named as they come.
    """
    columns = [d for d in s.table.dimensions if d not in ("conflict", "reporter", "home")]
    yield from _alone(s, ["conflict", "reporter"], columns, HUNDRED)


@rule("counting", "correct what differs; if the reporter counts so this once, add an exception")
def line_has_more_than_one_figure(s: Subject) -> Found:
    """No line of one figure, alone in its update, differs in one code from a line of many."""
    dimensions = list(s.table.dimensions)
    line = pd.factorize(s.ids(dimensions))[0]
    if not len(line):
        return
    size = np.bincount(line)[line]
    # a page that breaks a number down this once prints several such lines
    update = pd.factorize(s.ids(["conflict", "reporter", "reported_on"]))[0]
    alone = (size == 1) & (np.bincount(update, weights=size == 1)[update] == 1)
    told = np.zeros(len(line), dtype=bool)
    for column in dimensions:
        if column in ("conflict", "reporter"):
            continue
        rest = pd.factorize(s.ids([d for d in dimensions if d != column]))[0]
        longest = np.zeros(rest.max() + 1, dtype="int64")
        np.maximum.at(longest, rest, size)
        for i in rows_where(alone & (longest[rest] >= MANY) & ~told):
            told[i] = True
            said = f"the only figure with {column} {s.rows[column][i]}, beside a line of many"
            yield i, said, column


@rule("currency", "correct the currency; if the donor says so, add an exception")
def currency_is_usual(s: Subject) -> Found:
    """A donor's packages of one program, or a reporter's totals of it, are in one currency."""
    whose = ["donor", "program"] if s.table.name == "aid_packages" else ["reporter", "donor"]
    yield from _alone(s, whose, ["currency"], many=5)


@rule("stage", "correct the stage; if the page says so this once, add an exception")
def stage_is_usual(s: Subject) -> Found:
    """The stage of a package, or of a total, is not the only one of its donor and program, nor of
    what its amount is a measure of, nor of its reporter's word for it.
    """
    if s.table.name == "aid_packages":
        yield from _alone(s, ["donor", "program"], ["stage", "valuation"], 5)
        yield from _alone(s, ["donor", "program", "valuation"], ["stage"], 20)
    else:
        yield from _alone(s, ["reporter", "counting", "aid_type"], ["stage"], 30)
        yield from _alone(s, ["reporter", "stage_reported"], ["stage"], 8)


@rule("qualifier", "read the hedge again; if the reporter hedges so this once, add an exception")
def hedge_is_usual(s: Subject) -> Found:
    """A hedge is not the only one of its kind in many figures of a reporter, or in many packages of
    one program and stage.
    """
    if s.table.name == "aid_packages":
        yield from _alone(s, ["donor", "program", "stage"], ["qualifier"])
    else:
        yield from _alone(s, ["conflict", "reporter"], ["qualifier"], MANY)


@rule("program", "correct the code; if the page says so this once, add an exception", warning=True)
def package_is_usual_for_its_program(s: Subject) -> Found:
    """Recipient, kind of aid and instrument are usual for the donor and program."""
    yield from _alone(s, ["donor", "program"], ["recipient", "aid_type", "instrument"], 5, MANY)


@rule("program", "correct the code; if the page says so this once, add an exception")
def package_is_as_all_of_its_program(s: Subject) -> Found:
    """Recipient, kind of aid and instrument are those of the other forty packages of a program."""
    yield from _alone(s, ["donor", "program"], ["recipient", "aid_type", "instrument"])


@rule("origin", "correct the origin, or the package; if the page says so once, add an exception")
def origin_is_as_all_of_its_program(s: Subject) -> Found:
    """What a hundred items of a program come from is what each of them comes from."""
    yield from _alone(s, ["donor", "program"], ["origin"], HUNDRED)


@rule("recipient", "correct the recipient; if only this one is for it, add an exception")
def recipient_is_usual_for_its_conflict(s: Subject) -> Found:
    """A recipient is that of more than one of many rows of a conflict."""
    yield from _alone(s, ["conflict"], ["recipient"], 20)


@rule("stage", "give announced or authorized; if money was paid out for arms, add an exception")
def arms_are_not_disbursed(s: Subject) -> Found:
    """Military aid that is given in kind is announced or authorized, and not disbursed."""
    given = s.is_("aid_type", "military") & s.is_("instrument", "grant")
    for i in rows_where(given & s.is_("stage", "disbursed")):
        yield i, f"{s.rows['package_id'][i]} is disbursed"


@rule("instrument", "correct the instrument; if a loan pays for arms, add an exception")
def arms_are_given_or_sold(s: Subject) -> Found:
    """Military aid is no loan, but for one that is said to be."""
    for i in rows_where(s.is_("aid_type", "military") & s.is_("instrument", "loan")):
        yield i, f"{s.rows['package_id'][i]} is military aid and a loan"


@rule("counting", "correct the code; if the reporter says so this once, add an exception")
def code_is_as_in_all_others(s: Subject) -> Found:
    """Recipient, stage, kind of aid and counting of a total are not the only ones in a hundred."""
    yield from _alone(
        s, ["conflict", "reporter"], ["recipient", "stage", "aid_type", "counting"], HUNDRED
    )


def _alone(
    s: Subject, whose: list[str], columns: list[str], many: int = MANY, fewer: float = np.inf
) -> Found:
    """Rows with a code that no other row of the same has, though it has many, and fewer than what
    a stricter rule asks for.
    """
    of = pd.factorize(s.ids(whose))[0]
    if not len(of):
        return
    for column in columns:
        given = s.rows[[*whose, column]].notna().all(axis=1).to_numpy()
        size = np.bincount(of, weights=given)[of]
        pair = pd.factorize(s.ids([*whose, column]))[0]
        alone = np.bincount(pair)[pair] == 1
        for i in rows_where(alone & given & (size >= many) & (size < fewer)):
            name = " ".join(str(s.rows[w][i]) for w in whose)
            said = f"{column} {s.rows[column][i]} stands nowhere else in {int(size[i])} of {name}"
            yield i, said, column
