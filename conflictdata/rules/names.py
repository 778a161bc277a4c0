"""What tables about reporters, parties and codes name is there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from conflictdata.errors import nearest
from conflictdata.rules.rule import Found, rule
from conflictdata.schemas.conjunction import cells_of

if TYPE_CHECKING:
    from conflictdata.rules.subject import Subject


@rule("measure", "name a conflict and a measure that there is, or all")
def method_names_what_there_is(s: Subject) -> Found:
    """A method is for a conflict and a measure that there is, or for all."""
    known = {"conflict": _ids(s, "conflicts"), "measure": _codes(s)["measure"]}
    for column, names in known.items():
        for i, name in s.rows[column].items():
            if name != "all" and name not in names:
                yield int(i), f"there is no {column} {name!r}{nearest(name, names)}"


@rule("conflicts", "name conflicts that there are")
def party_names_conflicts(s: Subject) -> Found:
    """The conflicts of a party are conflicts of the table."""
    known = _ids(s, "conflicts")
    for i, cell in s.rows["conflicts"].dropna().items():
        for name in cell.split(";"):
            if name not in known:
                yield int(i), f"there is no conflict {name!r}{nearest(name, known)}"


@rule("member", "name a party, a donor or an area that there is, as the list says")
def membership_names_both(s: Subject) -> Found:
    """Who belongs to a group, and the group, are known."""
    lists = {
        "party": _ids(s, "parties"),
        "area": _ids(s, "areas"),
        "donor": _codes(s)["donor"],
    }
    for row in s.rows.astype({"list": "str"}).itertuples():
        known = lists.get(row.list, ())
        for name in (row.member, row.group):
            if name not in known:
                yield int(row.Index), f"there is no {row.list} {name!r}{nearest(name, known)}"


@rule("code", "name a code of that list")
def crosswalk_names_a_code(s: Subject) -> Found:
    """What has another name elsewhere is one of our codes."""
    codes = _codes(s)
    for i, (name, code) in enumerate(zip(s.rows["list"], s.rows["code"], strict=True)):
        if code not in codes[name]:
            yield i, f"list {name} has no code {code!r}{nearest(code, codes[name])}"


@rule("code", "add the code to its list, or correct it")
def wording_names_a_code(s: Subject) -> Found:
    """What words stand for is a code, a key or a number."""
    known = {**_codes(s), **{name: _ids(s, table) for name, table in KEYS.items()}}
    for i, (name, code) in enumerate(zip(s.rows["list"], s.rows["code"], strict=True)):
        if name == NUMBER:
            if not code.isdecimal():
                yield i, f"{code!r} is no number"
        elif code not in (its := known.get(name, ())):
            yield i, f"{name} has no code {code!r}{nearest(code, its)}"


# what in a vocabulary is no code: words of numbers, and the keys of tables
NUMBER = "number"
KEYS = {
    "conflict": "conflicts",
    "reporter": "organizations",
    "area": "areas",
    "affiliation": "parties",
}


@rule("now", "name a table and columns that there are")
def recoding_names_columns(s: Subject) -> Found:
    """A row holds now what columns of its table can hold."""
    for i, (table, now) in enumerate(zip(s.rows["table"], s.rows["now"], strict=True)):
        # a table that is not there has no columns
        columns = s.others[table].columns if table in CODED else ()
        for column in cells_of(now):
            if column not in columns:
                yield i, f"{table} has no column {column!r}{nearest(column, columns)}"


# tables whose codes were changed by rule
CODED = ("casualties", "aid_totals", "aid_packages", "aid_package_items")


def _ids(s: Subject, table: str) -> Collection[str]:
    return set(s.others[table]["id"])


def _codes(s: Subject) -> Mapping[str, set[str]]:
    """The codes of each list; none of a list that there is not."""
    lists: defaultdict[str, set[str]] = defaultdict(set)
    codes = s.others["codes"]
    for name, code in zip(codes["list"], codes["code"], strict=True):
        lists[name].add(code)
    return lists
