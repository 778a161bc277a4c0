"""Rules on aid packages and their contents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conflictdata.rules.jumps import far_from_median
from conflictdata.rules.printed import cell_text, half_unit, iso_day
from conflictdata.rules.rule import Found, rows_where, rule

if TYPE_CHECKING:
    from conflictdata.rules.subject import Subject


@rule(
    "sequence",
    "a number is given once within donor and program; a number that counts something else"
    " stays out",
)
def number_is_unique(s: Subject) -> Found:
    """A donor's number is given once within a program."""
    numbered = s.rows[s.rows["sequence"].notna()]
    for i in rows_where(numbered.duplicated(["donor", "program", "sequence"], keep="first")):
        yield i, f"{_series(numbered.loc[i])} has number {numbered['sequence'][i]} twice"


@rule("announced_on", "correct the day or the number")
def numbers_rise_with_dates(s: Subject) -> Found:
    """A donor's numbers rise with the days of announcement."""
    numbered = s.rows[s.rows["sequence"].notna()].sort_values(
        ["donor", "program", "sequence"], kind="stable"
    )
    before = numbered.groupby(["donor", "program"], sort=False, observed=True)[
        ["announced_on", "sequence"]
    ].shift()
    for i in rows_where(numbered["announced_on"] < before["announced_on"]):
        yield (
            i,
            (
                f"{_series(numbered.loc[i])} {numbered['sequence'][i]} was announced on"
                f" {iso_day(numbered['announced_on'][i])}, before number {before['sequence'][i]} on"
                f" {iso_day(before['announced_on'][i])}"
            ),
        )


@rule("currency", "give both or neither")
def amount_has_currency(s: Subject) -> Found:
    """An amount has a currency, and a currency an amount."""
    rows = s.rows
    for i in rows_where(rows["amount"].notna() != rows["currency"].notna()):
        yield (
            i,
            f"amount {cell_text(rows['amount'][i])} with currency {cell_text(rows['currency'][i])}",
        )


@rule("instrument", "Foreign Military Sales are sales that were notified, and nothing else here is")
def sale_means_fms(s: Subject) -> Found:
    """Foreign Military Sales are sales that a legislature was told of, and nothing else is."""
    rows = s.rows
    said = [rows["instrument"] == "sale", rows["stage"] == "notified", rows["program"] == "FMS"]
    for i in rows_where((said[0] != said[2]) | (said[1] != said[2])):
        yield (
            i,
            (
                f"program {rows['program'][i]} with instrument {rows['instrument'][i]} and stage"
                f" {rows['stage'][i]}"
            ),
        )


@rule(
    "instrument",
    "take the page's word, else what the program gives; unspecified where neither says it",
)
def instrument_is_told(s: Subject) -> Found:
    """A package is a grant, a loan or another instrument, or its source does not say; never all."""
    for i in rows_where(s.is_("instrument", "all")):
        yield i, "the instrument is all"


@rule("valuation", "say what the amount is a measure of, and nothing where there is none")
def valuation_has_amount(s: Subject) -> Found:
    """What an amount is a measure of is said where there is one, and only there."""
    rows = s.rows
    for i in rows_where(rows["amount"].notna() != rows["valuation"].notna()):
        yield (
            i,
            (
                f"amount {cell_text(rows['amount'][i])} with valuation"
                f" {cell_text(rows['valuation'][i])}"
            ),
        )


@rule(
    "amount",
    "look for millions typed for billions; if the amount is right, add an exception",
)
def package_keeps_its_magnitude(s: Subject) -> Found:
    """A donor's packages of one program are of like size."""
    return far_from_median(s.rows, ["donor", "program", "currency"])


# what belongs in a sum of one donor
ADDS_UP = ("yes", "share")


# donors of whose military aid every package is kept, and the programs in which it stands
COMPLETE = {"USA": ("PDA", "USAI", "FMF")}


@rule(
    "amount",
    "read the totals and the packages between them again; if the donor counts otherwise, add an"
    " exception that says how",
)
def total_grows_by_its_packages(s: Subject) -> Found:
    """A donor's own running total grows by what it announced in between, to within a unit of the
    last printed digits.
    """
    rows, packages = s.rows, s.others["aid_packages"]
    country = s.others["organizations"].set_index("id")["country"].astype("str").to_dict()
    whole = (
        (rows["aid_type"] == "military")
        & (rows["program"] == "all")
        & (rows["instrument"] == "all")
        & (rows["recipient"] == "UKR")
    )
    own = rows["reporter"].astype("str").map(country) == rows["donor"].astype("str")
    totals = rows[
        whole & own & (rows["counting"] == "cumulative") & (rows["date_precision"] != "by")
    ]
    for donor, programs in COMPLETE.items():
        given = packages[
            (packages["donor"] == donor)
            & packages["program"].isin(programs)
            & packages["adds_up"].isin(ADDS_UP)
        ]
        if given.empty:
            continue
        running = totals[totals["donor"] == donor].sort_values(
            ["series", "period_end", "reported_on"], kind="stable"
        )
        before = running.groupby("series", sort=False)[["amount", "period_end"]].shift()
        slack = 2 * (half_unit(running["amount"]) + half_unit(before["amount"].fillna(1)))
        for i in rows_where(before["amount"].notna()):
            since, until = before["period_end"][i], running["period_end"][i]
            between = given[(given["announced_on"] > since) & (given["announced_on"] <= until)]
            announced = int(
                between.loc[
                    between["currency"].astype("str") == running["currency"][i], "amount"
                ].sum()
            )
            grown = int(running["amount"][i] - before["amount"][i])
            if abs(grown - announced) > slack[i]:
                yield (
                    i,
                    (
                        f"grows by {grown} from {iso_day(since)} to {iso_day(until)}, and packages"
                        f" of {announced} were announced in between"
                    ),
                )


@rule("qualifier", "give both or neither")
def quantity_has_qualifier(s: Subject) -> Found:
    """A quantity has a qualifier, and a qualifier a quantity."""
    rows = s.rows
    for i in rows_where(rows["quantity"].notna() != rows["qualifier"].notna()):
        yield (
            i,
            (
                f"quantity {cell_text(rows['quantity'][i])} with qualifier"
                f" {cell_text(rows['qualifier'][i])}"
            ),
        )


@rule("unit", "take the unit out, or give the quantity")
def unit_has_quantity(s: Subject) -> Found:
    """What is not counted has no unit, and what is counted has one."""
    rows = s.rows
    for i in rows_where(rows["quantity"].notna() != rows["unit"].notna()):
        yield (
            i,
            f"quantity {cell_text(rows['quantity'][i])} with unit {cell_text(rows['unit'][i])}",
        )


@rule("joint_with", "give each row of the entry the codes of all its others")
def joint_entry_has_its_other_rows(s: Subject) -> Found:
    """The rows of one joint entry of a list name each other."""
    rows = s.rows[s.rows["joint_with"].notna()]
    cells = (rows[c].astype(str) for c in ("package", "item", "joint_with"))
    named = [(p, i, set(others.split(";"))) for p, i, others in zip(*cells, strict=True)]
    entries = {(p, i, frozenset({i, *others})) for p, i, others in named}
    for at, (package, item, others) in zip(rows.index, named, strict=True):
        entry = frozenset({item, *others})
        missing = sorted(o for o in others if (package, o, entry) not in entries)
        if missing or item in others:
            yield (
                int(at),
                f"joint_with {';'.join(missing) or item} names no other row that names it",
            )


def _series(row: object) -> str:
    return f"{row['donor']} {row['program']}"  # type: ignore[index]
