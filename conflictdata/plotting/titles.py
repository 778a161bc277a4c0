"""What rows are about, in one line."""

from __future__ import annotations

from conflictdata.citation.entries import listed
from conflictdata.plotting import words
from conflictdata.plotting.figures import Figures
from conflictdata.release.trees import parents_of
from conflictdata.tree import ancestors

# so many recipients are named in a title
FEW = 3
# stages before anything is given, and packages whose money counts elsewhere or not yet
AHEAD = ("proposed", "requested", "notified")
UNCOUNTED = ("not_yet", "part", "refund", "repays", "funds", "overlap")
# what a title says of people, if all of them have it
NARROWER = (
    "affiliation", "home", "sex", "age", "cause", "condition", "controlled_by", "perpetrator",
)  # fmt: skip


def title_of(figures: Figures) -> str:
    """What rows are about, of which they all say the same."""
    name = figures.table.name
    if name == "casualties":
        return _of_people(figures)
    donor = words.only(figures, "donor")
    recipient = words.only(figures, "recipient") or _several(figures, "recipient")
    whose = (f" from {donor}" if donor else "") + (f" to {recipient}" if recipient else "")
    if name == "aid_packages":
        return _of_packages(figures, whose)
    kind = words.only(figures, "aid_type")
    aid = f"Total aid{kind[5:]}" if kind.startswith("total") else f"{kind} aid".strip()
    program = "" if figures.values("program") == ["all"] else words.only(figures, "program")
    rest = [word for word in (words.only(figures, "stage"), program) if word]
    return words.capital(", ".join([f"{aid}{whose}", *rest]))


def _of_packages(figures: Figures, whose: str) -> str:
    """Packages, and what they are where none of them is aid that counts."""
    kinds = figures.values("adds_up")
    rest = [words.only(figures, "stage")] if figures.values("stage")[0] in AHEAD else []
    if kinds == ["sale"]:
        return ", ".join(filter(None, [f"Sales{whose}", *rest]))
    named = "Aid packages and sales" if "sale" in kinds else "Aid packages"
    kind = f" ({figures.word('adds_up', kinds[0])})" if kinds[0] in UNCOUNTED else ""
    return ", ".join(filter(None, [f"{named}{whose}{kind * (len(kinds) == 1)}", *rest]))


def _several(figures: Figures, column: str) -> str:
    """The words of the few codes in a column, or how many they are."""
    codes = figures.values(column)
    if len(codes) > FEW:
        return f"{len(codes)} {column}s"
    named = [figures.word(column, code) for code in codes]
    if any(" and " in name for name in named):
        return "; ".join(named)
    return listed(named) if named else ""


def _of_people(figures: Figures) -> str:
    population = words.only(figures, "population")
    who = "people" if population in ("everybody", "") else population
    measure = words.only(figures, "measure")
    if not measure:
        measure = listed([figures.word("measure", code) for code in figures.values("measure")])
    counted = f"{measure} among {who}" if measure.endswith("s") else f"{who} {measure}"
    where = words.only(figures, "area") if figures.values("area") != ["all"] else ""
    parts = [f"{counted} in {where}" if where else counted]
    # an older release lacks some of the columns
    for name in [name for name in NARROWER if name in figures.table.by_name]:
        if figures.values(name) != ["all"] and (word := words.only(figures, name)):
            parts.append(words.limited(name, word))
    war = words.only(figures, "conflict")
    told = where and (where == war or _is_where_one_war_is(figures, figures.code("area")))
    return words.capital(", ".join(parts) + (f" ({war})" if war and not told else ""))


def _is_where_one_war_is(figures: Figures, area: str) -> bool:
    """Whether an area is that of the figures' war, or lies in it, and in that of no other."""
    parents = parents_of(figures.release, figures.table, figures.table.by_name["area"])
    within = {area, *ancestors(area, parents)}
    wars = figures.release.read("conflicts", ["id", "area"]).to_pylist()
    there = [w["id"] for w in wars if not within.isdisjoint((w["area"] or "").split("+"))]
    return there == [figures.code("conflict")]
