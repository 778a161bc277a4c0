"""What the id, the days, the address and the tier of a document say of each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import numpy as np

from conflictdata.rules.rule import Found, rows_where, rule

if TYPE_CHECKING:
    from conflictdata.rules.subject import Subject

DAY_IN_ID = re.compile(r"-(\d{4}-\d{2}-\d{2})(?:-|$)")
UNDATED = re.compile(r"-undated(?:-|$)")
SHARED = 3
# kinds of organizations that carry what others count
CARRIES = ("media", "news_agency", "aggregator", "data_keeper")
# an ending at which no address ends: a hyphen, half an escape, an open bracket
HALF = re.compile(r"[-_(,&=]$|%.?$")


@rule("accessed_on", "correct the day: a page is read on the day it appears, or later")
def read_after_published(s: Subject) -> Found:
    """A document was read on the day it was published, or later."""
    read, published = s.days("accessed_on"), s.days("published_on")
    for i in rows_where(read < published):
        yield i, f"read on {read[i]}, and published on {published[i]}"


@rule("published_on", "correct the day or the id")
def id_says_the_day(s: Subject) -> Found:
    """The day in the id of a document is the day on which it was published; undated means none."""
    published = s.days("published_on")
    for i, name in enumerate(s.rows["source_id"].astype("str")):
        found, day = DAY_IN_ID.search(name), str(published[i])
        if UNDATED.search(name):
            if day != "NaT":
                yield i, f"{name} says that it has no day, and it was published on {day}"
        elif found and found[1] != day:
            said = "none is given" if day == "NaT" else f"it was published on {day}"
            yield i, f"{name} says {found[1]}, and {said}"


@rule("url", "copy the whole address")
def address_is_whole(s: Subject) -> Found:
    """No address is the beginning of another, or ends in the middle."""
    bare = s.rows["url"].astype("str").str.replace(r"^https?://(www\.)?", "", regex=True)
    order = np.argsort(bare.to_numpy().astype(str), kind="stable")
    ordered = bare.to_numpy().astype(str)[order]
    for at in range(len(ordered) - 1):
        short, long = ordered[at], ordered[at + 1]
        rest = long[len(short) :]
        # what follows a slash or a question mark is a page below this one
        if long.startswith(short) and rest and rest[0].isalnum() and short[-1:].isalnum():
            yield int(order[at]), f"it is the beginning of {long}"
    for i, url in enumerate(s.rows["url"].astype("str")):
        host = urlsplit(url).hostname or ""
        if HALF.search(url) or "." not in host or len(host.rpartition(".")[2]) < 2:
            yield i, f"{url} ends in the middle"


@rule("publisher", "correct the publisher, or add the host to its hosts")
def host_is_not_anothers(s: Subject) -> Found:
    """A document does not stand on a host that another publisher has, and its own has not."""
    whose: dict[str, set[str]] = {}
    organizations = s.others["organizations"].dropna(subset="hosts")
    for name, hosts in zip(organizations["id"], organizations["hosts"].astype("str"), strict=True):
        for host in hosts.split(";"):
            whose.setdefault(_bare(host), set()).add(name)
    for i, (publisher, url) in enumerate(
        zip(s.rows["publisher"].astype("str"), s.rows["url"].astype("str"), strict=True)
    ):
        host = _bare(urlsplit(url).hostname or "")
        parts = host.split(".")
        above = [".".join(parts[k:]) for k in range(len(parts) - 1)]
        names = {n for h in above for n in whose.get(h, ())}
        # what keeps the files of many is nobody's own
        if names and publisher not in names and len(names) < SHARED:
            yield i, f"{host} is a host of {', '.join(sorted(names))}, and not of {publisher}"


@rule("corroborated_by", "name each document once")
def corroborates_once(s: Subject) -> Found:
    """What corroborates a row names each document once."""
    numbers, cells = s.coded("corroborated_by")
    twice = {}
    for at, text in enumerate(cells):
        names = str(text).split(";") if text is not None else []
        if len(set(names)) < len(names):
            twice[at] = next(n for n in names if names.count(n) > 1)
    for row in np.flatnonzero(np.isin(numbers, list(twice))).tolist():
        yield row, f"{twice[int(numbers[row])]!r} stands in it twice"


@rule("tier", "correct the tier: primary is a page of who counts, or of who stands above it")
def primary_is_the_reporters(s: Subject) -> Found:
    """A primary document is published by who counts or decides, not by who merely carries it."""
    kinds = s.others["organizations"].set_index("id")["kind"].astype("str").to_dict()
    count = set(s.others["reporter_roles"]["reporter"].astype("str"))
    for i in rows_where(s.is_("tier", "primary")):
        publisher = str(s.rows["publisher"][i])
        if kinds.get(publisher) in CARRIES and publisher not in count:
            yield i, f"{publisher} is of kind {kinds[publisher]}"


def _bare(host: str) -> str:
    return host.casefold().removeprefix("www.")
