"""How money of one package stands to other money: the rules on it, and what adds up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from conflictdata.rules.rule import Found, rule
from conflictdata.tree import circles

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.rules.subject import Subject

# stages at which nothing has been given yet
NOT_YET = ("proposed", "requested", "notified")


def adds_up(packages: pd.DataFrame, relations: pd.DataFrame) -> list[str]:
    """Whether each package belongs in a sum: of two rows of the same money, one counts.

    What is said depends on the table alone and never on what was chosen from it, so it holds in any
    selection and currency.
    """
    related = _by_subject(relations)
    columns = ["package_id", "donor", "instrument", "stage", "program"]
    cells = packages[columns].astype(str).fillna("")  # a wrong cell is told elsewhere
    valued = cells[packages["amount"].notna()]
    # what has amounts of its own here, by the kind of its name
    given = {
        "package": set(valued["package_id"]),
        "program": set(valued["program"]),
        "donor": {donor for cell in valued["donor"] for donor in cell.split(";")},
    }
    donors = dict(zip(cells["package_id"], cells["donor"], strict=True))

    def said(package: str, donor: str, instrument: str, stage: str) -> str:
        its = related.get(package, {})
        if package not in given["package"]:
            return "no_amount"
        if instrument == "sale":
            return "sale"
        if stage in NOT_YET:
            return "not_yet"
        above = next((p for p in _above(package, related) if p in given["package"]), None)
        if above is not None:
            return "share" if ";" in donors[above] and ";" not in donor else "part"
        if "refunds" in its:
            return "refund"
        if "repays" in its:
            return "repays"
        if any(name in given.get(kind, ()) for name, kind in its.get("funds", ())):
            return "funds"
        if "includes" in its:
            return "overlap"
        return "joint" if ";" in donor else "yes"

    return [said(*row) for row in cells[columns[:4]].itertuples(index=False)]


def packages_above(relations: pd.DataFrame) -> dict[str, list[str]]:
    """Package -> the packages inside which its money lies, the nearest first."""
    related = _by_subject(relations)
    return {package: list(_above(package, related)) for package in related}


@rule("object", "correct the name, or what it is")
def money_relation_has_both_ends(s: Subject) -> Found:
    """Both ends of a relation exist: packages, series of totals, donors or programs."""
    codes = s.others["codes"]
    lists = codes["list"].astype(str)
    known = {
        "package": set(s.others["aid_packages"]["package_id"].astype(str)),
        "total": set(s.others["aid_totals"]["series"].astype(str)),
        "donor": set(codes["code"][lists == "donor"]),
        "program": set(codes["code"][lists == "program"]),
    }
    for end in ("subject", "object"):
        for i, (name, kind) in enumerate(zip(s.rows[end], s.rows[f"{end}_is"], strict=True)):
            if name not in known.get(kind, ()):
                yield i, f"{end}: there is no {kind} {name!r}"


@rule("object", "correct one of them: nothing is part of itself")
def money_does_not_go_round(s: Subject) -> Found:
    """What money is part of is not part of that money."""
    rows = s.rows[s.rows["relation"] == "part_of"]
    ways = dict(zip(rows["subject"].astype(str), rows["object"].astype(str), strict=True))
    at = dict(zip(ways, rows.index, strict=False))
    for way in circles(ways):
        yield int(at[way[0]]), f"{' is part of '.join(way)}"


@rule("amount", "read the amounts again, or take the part out of the umbrella")
def parts_within_umbrella(s: Subject) -> Found:
    """The parts of a package are not worth more than it."""
    rows = s.rows[s.rows["amount"].notna()]
    cells = (rows[c] for c in ("package_id", "amount", "currency"))
    worth = {p: (int(amount), str(c)) for p, amount, c in zip(*cells, strict=True)}
    inside: Counter[tuple[str, str]] = Counter()
    for package, above in packages_above(s.others["money_relations"]).items():
        umbrella = next((p for p in above if p in worth), None)
        if umbrella is not None and package in worth:
            inside[umbrella, worth[package][1]] += worth[package][0]
    for i, package in rows["package_id"].items():
        amount, currency = worth[package]
        if inside[package, currency] > amount:
            yield (
                int(i),
                (
                    f"its parts add up to {inside[package, currency]}, more than its own {amount}"
                    f" {currency}"
                ),
            )


@rule(
    "item",
    "an item belongs to the lowest package to which a source assigns it, and only there",
)
def item_stands_once(s: Subject) -> Found:
    """An item stands in the lowest package to which a source assigns it, and only there."""
    rows = s.rows
    above = packages_above(s.others["money_relations"])
    listed = set(zip(rows["package"], rows["item"], rows["wording"], strict=True))
    for i, package in rows["package"].items():
        for umbrella in above.get(package, ()):
            if (umbrella, rows["item"][i], rows["wording"][i]) in listed:
                yield (
                    int(i),
                    f"{rows['item'][i]} stands under {package} and again under {umbrella}",
                )


def _by_subject(relations: pd.DataFrame) -> dict[str, dict[str, list[tuple[str, str]]]]:
    """Subject -> relation -> the objects, each with what it is."""
    found: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for r in relations[["subject", "relation", "object", "object_is"]].astype(str).itertuples():
        found.setdefault(r.subject, {}).setdefault(r.relation, []).append((r.object, r.object_is))
    return found


def _above(package: str, related: Mapping[str, Mapping[str, list[tuple[str, str]]]]) -> list[str]:
    """What holds the money of a package, the nearest first; in a circle each once."""
    above: list[str] = []
    level = [package]
    while level:
        level = [
            name
            for below in level
            for name, _ in related.get(below, {}).get("part_of", ())
            if name not in (package, *above)
        ]
        above += level
    return above
