"""Slips in a cell, whatever it holds."""

from __future__ import annotations

import datetime as dt

from .kinds import Slip, again, cell, filled, kind, other
from .kinds import misspelt as misspell
from .typed import (
    CASUALTIES,
    FIGURES,
    ITEMS,
    NUMBER,
    ORGANIZATIONS,
    PACKAGES,
    SOURCES,
    TABLES,
    TOTALS,
)

CODED = {
    CASUALTIES: ("reporter", "measure", "evidence", "counting", "area"),
    TOTALS: ("reporter", "donor", "recipient", "stage", "aid_type", "currency", "counting"),
    PACKAGES: ("donor", "recipient", "program", "stage", "aid_type", "instrument"),
    ITEMS: ("item", "package"),
    SOURCES: ("publisher", "tier"),
    ORGANIZATIONS: ("id", "kind"),
}
REQUIRED = {
    CASUALTIES: ("reporter", "reported_on", "measure", "evidence", "counting", "period_start"),
    TOTALS: ("reporter", "reported_on", "donor", "stage", "amount", "currency", "source"),
    PACKAGES: ("package_id", "donor", "recipient", "announced_on", "stage", "source"),
    ITEMS: ("package", "item", "wording"),
    SOURCES: ("source_id", "publisher", "title", "accessed_on", "url", "language", "tier"),
    ORGANIZATIONS: ("id", "name", "kind"),
}
TEXTS = {SOURCES: ("title", "note"), ITEMS: ("wording", "note"), ORGANIZATIONS: ("name",)}
# what says more of a row, of which the other kinds say nothing
MORE = {
    CASUALTIES: ("as_of_hour", "period_start_is", "reported_on_is", "disputed", "locator", "note"),
    TOTALS: ("edition", "period_start_is", "stage_reported", "program", "instrument", "locator"),
    PACKAGES: ("stage_reported", "financed_by", "locator", "list_locator", "note"),
    ITEMS: ("unit", "wording", "wording_reported", "joint_with", "origin", "locator", "note"),
    SOURCES: ("title", "archive_url", "language", "license", "note"),
}
DAYS = ("reported_on", "period_start", "period_end", "announced_on", "published_on")
NUMBERS = (*FIGURES, PACKAGES, ITEMS)
CYRILLIC = dict(zip("aceopxyiABCEHKMOPTX", "асеорхуіАВСЕНКМОРТХ", strict=True))


def text_column(r, rng):
    return rng.choice(TEXTS.get(r.table, ("note", "locator")))


def spelled(name: str, *ways: str) -> None:
    @kind(f"number: {name}", *NUMBERS, level="cell")
    def _(w, r, rng):
        number = r.number
        if len(number) < 4:
            return None
        way = rng.choice(ways)
        return {NUMBER[r.table]: way.format(n=number, a=number[:-3], b=number[-3:])}


spelled("thousands separator", "{a},{b}", "{a}.{b}", "{a}'{b}", "{a}_{b}", "{a};{b}")
spelled("space in it", "{a} {b}", "{a}\u00a0{b}", "{a}\u202f{b}", " {n}", "{n} ", "{a}\t{b}")
spelled("decimals", "{n}.0", "{a}.5", "{n},00", "{n}.")
spelled("negative or signed", "-{n}", "+{n}", "\u2212{n}", "({n})")
spelled("hedge or unit in it", "~{n}", ">{n}", "{n}+", "{a}k", "{a} mln", "USD {n}", "{n}?", "n/a")
spelled("letters for digits, other digits", "O{n}", "l{b}", "{a}e3", "0x{n}", "٣{n}", "{a}\uff10")


@kind("day that does not exist", *FIGURES, PACKAGES, SOURCES, level="cell")
def _(w, r, rng):
    column = filled(r, DAYS, rng)
    year = r[column][:4] if column else ""
    wrong = f"{year}-02-30", f"{year}-04-31", "2023-02-29", f"{year}-13-01", f"{year}-00-10"
    return column and {column: rng.choice(wrong)}


@kind("day in another notation", *FIGURES, PACKAGES, SOURCES, level="cell")
def _(w, r, rng):
    if not (column := filled(r, DAYS, rng)):
        return None
    way = rng.choice(("%d.%m.%Y", "%m/%d/%Y", "%Y/%m/%d", "%d %B %Y", "%Y%m%d", "%Y-%m"))
    return {column: dt.date.fromisoformat(r[column]).strftime(way)}


def coded(name, slip):
    @kind(name, *TABLES, level="cell")
    def _(w, r, rng):
        column = rng.choice(CODED[r.table])
        text = slip(r[column], rng) if r[column] else None
        return {column: text} if text and text not in w.codes(r.table, column) else None


coded(
    "code with a no-break space",
    lambda t, rng: rng.choice((t + "\u00a0", "\u00a0" + t, t[:2] + "\u00a0" + t[2:])),
)
coded(
    "code with an invisible character",
    lambda t, rng: t[:1] + rng.choice("\u200b\u00ad\ufeff\u200e\u2060") + t[1:],
)
coded(
    "code in other case or with a space",
    lambda t, rng: rng.choice((t.swapcase(), t + " ", " " + t)),
)
coded("code misspelt", misspell)


@kind("code with a Cyrillic letter", *TABLES, level="cell")
def _(w, r, rng):
    column = rng.choice(CODED[r.table])
    places = [i for i, c in enumerate(r[column]) if c in CYRILLIC]
    if not places:
        return None
    text, i = r[column], rng.choice(places)
    return {column: text[:i] + CYRILLIC[text[i]] + text[i + 1 :]}


@kind("required cell empty", *TABLES, level="cell")
def _(w, r, rng):
    return {rng.choice(REQUIRED[r.table]): ""}


@kind("two cells swapped", *TABLES, level="cell")
def _(w, r, rng):
    line = r.own
    i = rng.randrange(len(line.header) - 1)
    one, two = line.header[i], line.header[i + 1]
    free = {"note", "locator", "disputed", "wording_reported", "list_locator", "title", "name"}
    if line.cells[one] == line.cells[two] or free & {one, two}:
        return None
    return Slip(r, {line.place: line.written(**{one: line.cells[two], two: line.cells[one]})})


@kind("more of a row: that of another row", *MORE)
def _(w, r, rng):
    column = filled(r, MORE[r.table], rng)
    return column and cell(column, other(w, r, column, rng))


@kind("more of a row: left out", *MORE)
def _(w, r, rng):
    column = filled(r, MORE[r.table], rng)
    return column and {column: ""}


@kind("row twice", *TABLES, level="cell")
def _(w, r, rng):
    return again(r)


@kind("formula in a text", *TABLES, level="cell")
def _(w, r, rng):
    formulas = (
        '=HYPERLINK("http://example.org","see")',
        "=1+1",
        "@SUM(A1)",
        "+cmd|' /C calc'!A0",
        "-2+3",
    )
    return {text_column(r, rng): rng.choice(formulas)}


@kind("invisible or broken characters in a text", *TABLES, level="cell")
def _(w, r, rng):
    column = text_column(r, rng)
    text = r[column]
    broken = "\ufffd", "\u200b", "\ufeff", "\u202e", "â€™", "Ð¾Ð±", "\u0085", "\u2028"
    return {column: text[:2] + rng.choice(broken) + text[2:]} if len(text) > 3 else None


@kind("line break or tab in a text", *TABLES, level="cell")
def _(w, r, rng):
    column = text_column(r, rng)
    return {column: (r[column] or "read twice") + rng.choice(("\n", "\r\n", "\t")) + "see there"}
