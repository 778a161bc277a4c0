"""Slips in aid: totals, packages and what is in them."""

from __future__ import annotations

from .kinds import (
    cell,
    day_and_month_swapped,
    kind,
    moved,
    other,
    other_year,
    transposed,
    zero,
)
from .kinds import misspelt as misspell
from .typed import ITEMS, PACKAGES, TOTALS


def other_code(name: str, column: str, *tables: str) -> None:
    @kind(name, *tables)
    def _(w, r, rng):
        return cell(column, other(w, r, column, rng))


other_code("wrong donor of a total", "donor", TOTALS)
other_code("wrong kind of aid", "aid_type", TOTALS, PACKAGES)
other_code("wrong donor of a package", "donor", PACKAGES)
other_code("wrong program of a package", "program", PACKAGES)
other_code("wrong recipient", "recipient", TOTALS, PACKAGES)

CURRENCIES = {"EUR": "USD", "USD": "EUR"}


@kind("EUR and USD mixed up, total", TOTALS)
def _(w, r, rng):
    return cell("currency", CURRENCIES.get(r["currency"]))


@kind("EUR and USD mixed up, package", PACKAGES)
def _(w, r, rng):
    return cell("currency", CURRENCIES.get(r["currency"]))


@kind("currency of another donor", PACKAGES)
def _(w, r, rng):
    return cell("currency", other(w, r, "currency", rng)) if r["currency"] else None


@kind("stage of a total mixed up", TOTALS)
def _(w, r, rng):
    swapped = {
        "committed": "disbursed",
        "disbursed": "committed",
        "allocated": "committed",
        "stated": "disbursed",
    }
    return cell("stage", swapped.get(r["stage"]))


@kind("stage of a package mixed up", PACKAGES)
def _(w, r, rng):
    swapped = {"announced": "disbursed", "disbursed": "announced", "authorized": "announced"}
    return {"stage": swapped.get(r["stage"], "disbursed")}


@kind("valuation of a package mixed up", PACKAGES)
def _(w, r, rng):
    return cell("valuation", other(w, r, "valuation", rng)) if r["valuation"] else None


@kind("sale and grant mixed up", PACKAGES)
def _(w, r, rng):
    return {"instrument": "grant" if r["instrument"] == "sale" else "sale"}


@kind("grant and loan mixed up", PACKAGES)
def _(w, r, rng):
    return cell("instrument", {"grant": "loan", "loan": "grant"}.get(r["instrument"]))


@kind("total: digits transposed", TOTALS)
def _(w, r, rng):
    return cell("amount", transposed(r["amount"], rng))


@kind("total: zero missing or too many", TOTALS)
def _(w, r, rng):
    return cell("amount", zero(r["amount"], rng))


@kind("total: million for billion", TOTALS)
def _(w, r, rng):
    long = r["amount"].endswith("000") and len(r["amount"]) > 9
    return {"amount": r["amount"][:-3]} if long else None


@kind("total: billion for million", TOTALS)
def _(w, r, rng):
    return {"amount": r["amount"] + "000"} if r["amount"] != "0" else None


@kind("total of the edition beside it", TOTALS)
def _(w, r, rng):
    near = w.near(r)
    return {"amount": rng.choice(near)["amount"]} if near else None


@kind("cumulative total typed into a month", TOTALS)
def _(w, r, rng):
    if r["counting"] not in ("month", "year", "quarter", "span"):
        return None
    line = w.series[w.series_of(r)][: w.position[id(r)] + 1]
    total = sum(int(x["amount"]) for x in line if x["reported_on"] == r["reported_on"])
    return {"amount": str(total)} if total != int(r["amount"]) else None


@kind("package: digits transposed", PACKAGES)
def _(w, r, rng):
    return cell("amount", transposed(r["amount"], rng))


@kind("package: zero missing or too many", PACKAGES)
def _(w, r, rng):
    return cell("amount", zero(r["amount"], rng))


@kind("package: million for billion", PACKAGES)
def _(w, r, rng):
    long = r["amount"].endswith("000") and len(r["amount"]) > 6
    return {"amount": r["amount"][:-3]} if long else None


@kind("package: billion for million", PACKAGES)
def _(w, r, rng):
    return {"amount": r["amount"] + "000"} if r["amount"] else None


@kind("package: amount without currency, or the reverse", PACKAGES)
def _(w, r, rng):
    return rng.choice(({"amount": ""}, {"currency": ""})) if r["amount"] else {"currency": "EUR"}


@kind("announced_on: day and month swapped", PACKAGES)
def _(w, r, rng):
    return cell("announced_on", day_and_month_swapped(r["announced_on"]))


@kind("announced_on: year off by one", PACKAGES)
def _(w, r, rng):
    return cell("announced_on", other_year(r["announced_on"], rng.choice((-1, 1))))


@kind("announced_on: a day or a week off", PACKAGES)
def _(w, r, rng):
    return cell("announced_on", moved(r["announced_on"], rng.choice((-7, -1, 1, 7))))


@kind("wrong sequence number", PACKAGES)
def _(w, r, rng):
    if not r["sequence"]:
        return None
    return {"sequence": str(max(1, int(r["sequence"]) + rng.choice((-10, -1, 1, 10))))}


@kind("package_id misspelt", PACKAGES, level="cell")
def _(w, r, rng):
    return cell("package_id", misspell(r["package_id"], rng))


@kind("list_source of another package", PACKAGES)
def _(w, r, rng):
    options = sorted({p["list_source"] for p in w.rows[PACKAGES]} - {"", r["list_source"]})
    return {"list_source": rng.choice(options)} if r["list_source"] else None


@kind("list_source left out", PACKAGES)
def _(w, r, rng):
    return {"list_source": "", "list_locator": ""} if r["list_source"] else None


@kind("quantity: million for a unit", ITEMS)
def _(w, r, rng):
    return {"quantity": r["quantity"] + "000000"} if r["quantity"] not in ("", "0") else None


@kind("quantity: extra zero", ITEMS)
def _(w, r, rng):
    return {"quantity": r["quantity"] + "0"} if r["quantity"] not in ("", "0") else None


@kind("quantity: digits transposed", ITEMS)
def _(w, r, rng):
    return cell("quantity", transposed(r["quantity"], rng))


@kind("quantity without hedge, or the reverse", ITEMS)
def _(w, r, rng):
    return {"qualifier": "" if r["qualifier"] else "exact"}


@kind("item code misspelt", ITEMS, level="cell")
def _(w, r, rng):
    return cell("item", misspell(r["item"], rng))


@kind("item code of another thing", ITEMS)
def _(w, r, rng):
    return cell("item", other(w, r, "item", rng))


@kind("item in another package", ITEMS)
def _(w, r, rng):
    return {"package": rng.choice([p for p in w.packages if p != r["package"]])}


@kind("item in the package above or below", ITEMS)
def _(w, r, rng):
    order = [p["package_id"] for p in w.rows[PACKAGES]]
    at = order.index(r["package"])
    near = [p for p in order[max(at - 1, 0) : at + 2] if p != r["package"]]
    return {"package": rng.choice(near)}
