"""Slips in what a row cites, in documents, and in who publishes them."""

from __future__ import annotations

import re

from .kinds import Slip, cell, day_and_month_swapped, kind, moved, other, other_year
from .kinds import misspelt as misspell
from .typed import CASUALTIES, FIGURES, ITEMS, ORGANIZATIONS, PACKAGES, SOURCES, TOTALS

STATEMENTS = (CASUALTIES, TOTALS, PACKAGES)


def cites(r, *others):
    return {r["source"], *r["corroborated_by"].split(";"), *others}


@kind("source of another figure", *STATEMENTS, ITEMS)
def _(w, r, rng):
    same = sorted({x["source"] for x in w.same_file[r.own.file]} - cites(r, ""))
    return {"source": rng.choice(same)} if same and r.at("source").cells.get("source") else None


@kind("source of the row above or below", *STATEMENTS)
def _(w, r, rng):
    rows = w.same_file[r.own.file]
    at = rows.index(r)
    near = [x["source"] for x in rows[max(at - 12, 0) : at + 13]]
    near = [s for s in near if s not in cites(r)]
    return {"source": rng.choice(near)} if near else None


@kind("source that does not exist", *STATEMENTS, ITEMS, level="cell")
def _(w, r, rng):
    slipped = misspell(r["source"], rng)
    return {"source": slipped} if slipped and slipped not in w.documents else None


@kind("corroborated_by: wrong id, itself or a comma", *STATEMENTS)
def _(w, r, rng):
    if not r["corroborated_by"]:
        return {"corroborated_by": r["source"]}
    ids = r["corroborated_by"].split(";")
    wrong = ";".join([*ids, r["source"]]), ",".join([*ids, ids[0]]), misspell(ids[0], rng) or "x"
    return {"corroborated_by": rng.choice(wrong)}


@kind("corroborated_by: an id twice", *STATEMENTS)
def _(w, r, rng):
    ids = r["corroborated_by"].split(";")
    return {"corroborated_by": ";".join([*ids, ids[0]])} if ids[0] else None


@kind("published_on before the as-of day of its figures", SOURCES)
def _(w, r, rng):
    cited = [x for x in w.cited[r["source_id"]] if x.table in FIGURES and x["counting"] != "plan"]
    if not r["published_on"] or not cited:
        return None
    return cell("published_on", moved(max(x["period_end"] for x in cited), -rng.choice((1, 3, 10))))


@kind("published_on: day and month swapped", SOURCES)
def _(w, r, rng):
    return cell("published_on", day_and_month_swapped(r["published_on"]))


@kind("published_on: year off by one", SOURCES)
def _(w, r, rng):
    return cell("published_on", other_year(r["published_on"], rng.choice((-1, 1))))


@kind("published_on: a day or a week off", SOURCES)
def _(w, r, rng):
    return cell("published_on", moved(r["published_on"], rng.choice((-7, -1, 1, 7))))


@kind("accessed_on before published_on", SOURCES)
def _(w, r, rng):
    return cell("accessed_on", moved(r["published_on"], -rng.choice((1, 30, 365))))


@kind("secondary page called primary", SOURCES)
def _(w, r, rng):
    return {"tier": "primary"} if r["tier"] == "secondary" else None


@kind("secondary page called republished, or the reverse", SOURCES)
def _(w, r, rng):
    return cell("tier", {"secondary": "republished", "republished": "secondary"}.get(r["tier"]))


@kind("wrong publisher", SOURCES)
def _(w, r, rng):
    return cell("publisher", other(w, r, "publisher", rng))


@kind("address cut short", SOURCES)
def _(w, r, rng):
    return {"url": r["url"][: rng.randrange(9, len(r["url"]) - 1)]}


@kind("address of another source", SOURCES)
def _(w, r, rng):
    return {"url": rng.choice(w.rows[SOURCES])["url"]}


@kind("address of a list of pages", SOURCES)
def _(w, r, rng):
    home = "/".join(r["url"].split("/")[:3])
    lists = ("", "/", "/tag/ukraine", "/search?q=ohchr", "/category/news/", "/page/3")
    return {"url": home + rng.choice(lists)}


@kind("address: javascript, data or file", SOURCES, level="cell")
def _(w, r, rng):
    schemes = ("javascript:alert(1)//", "data:text/html,x", "file:///etc/passwd", "ftp://")
    column = rng.choice(("url", "archive_url"))
    return {column: rng.choice(schemes) + r["url"].split("//")[-1]}


@kind("address without scheme", SOURCES, level="cell")
def _(w, r, rng):
    wrong = rng.choice(("", "//", "https:/", "htps://", "https:"))
    return {"url": re.sub(r"^https?:(//)?", wrong, r["url"])}


@kind("address with white space or two addresses", SOURCES, level="cell")
def _(w, r, rng):
    url, at = r["url"], len(r["url"]) // 2
    spaced = [url[:at] + space + url[at:] for space in (" ", "\u00a0")]
    return {"url": rng.choice((*spaced, url + " ", url + "; " + url, url + "\t"))}


@kind("source_id misspelt", SOURCES, level="cell")
def _(w, r, rng):
    slipped = misspell(r["source_id"], rng)
    new = w.cited[r["source_id"]] and slipped and slipped not in w.documents
    return {"source_id": slipped} if new else None


@kind("language wrong in form", SOURCES, level="cell")
def _(w, r, rng):
    language = r["language"]
    return {"language": rng.choice((language.upper(), "eng", "English", language + "-GB"))}


# who counts, and who carries it


@kind("organization: host of another", ORGANIZATIONS)
def _(w, r, rng):
    hosts = [o["hosts"] for o in w.rows[ORGANIZATIONS] if o["hosts"] and o["id"] != r["id"]]
    return {"hosts": rng.choice(hosts)} if r["hosts"] else None


@kind("organization: id misspelt", ORGANIZATIONS, level="cell")
def _(w, r, rng):
    return cell("id", misspell(r["id"], rng))


@kind("organization: kind of another", ORGANIZATIONS)
def _(w, r, rng):
    return cell("kind", other(w, r, "kind", rng))


@kind("organization: lost", ORGANIZATIONS)
def _(w, r, rng):
    return Slip(r, {r.own.place: None})


@kind("organization: usual_delay wrong", ORGANIZATIONS)
def _(w, r, rng):
    delay = r["usual_delay"]
    return {"usual_delay": str(int(delay) + rng.choice((1, 2, 9)))} if delay else None
