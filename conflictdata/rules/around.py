"""An update beside the updates around it, and an organization beside the others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import numpy as np
import pandas as pd

from conflictdata.rules.documents import CARRIES
from conflictdata.rules.rule import Found, rows_where, rule

if TYPE_CHECKING:
    from conflictdata.rules.subject import Subject

UPDATES = 10
# a breakdown of so many parts is one that a reporter repeats
PARTS = 4
MANY = {"github.com"}
"""Hosts of many publishers."""
# dimensions that say who counts what, and are no breakdown
WHOSE = ("conflict", "reporter", "measure", "counting", "evidence")
# by which words of its name or host an organization is told to be of a kind
KINDS = {
    "government": r"gov|gob|gouv|\bmil\b|minist|embassy|mission|bundes|state|parliament|agency"
    r"|department|office|presiden|authorit|council|police|service|prosecutor|senate|congress"
    r"|cabinet|duma|knesset|border|administration|inspector",
    "intergovernmental": r"\bun\b|\bun[a-z]|united nations|\.int\b|europ|nato|ohchr|\bwho\b"
    r"|refworld|commission|relief|international|union|league|world|group of|organi[sz]ation|binuh"
    r"|monusco|minusma|g7",
    "research": r"institut|universit|research|analys|\bedu|educat|academ|cent(er|re)\b|tracker"
    r"|school|data|studies|econ|security|project|watch|relations",
}


@rule("period_start", "correct the start; if the reporter counts from it once, add an exception")
def start_is_usual(s: Subject) -> Found:
    """A reporter of many updates counts from the same day in more updates than one."""
    rows = np.flatnonzero(s.is_("counting", "cumulative"))
    whose = ["conflict", "reporter"] + [c for c in ("donor",) if c in s.frame]
    frame = pd.DataFrame(
        {
            "of": s.ids(whose)[rows],
            "start": s.days("period_start")[rows],
            "reported": s.days("reported_on")[rows],
        }
    )
    days = frame.groupby("of")["reported"].transform("nunique")
    same = frame.groupby(["of", "start"])["reported"].transform("nunique")
    for at in rows_where((same == 1) & (days >= UPDATES)):
        i = int(rows[at])
        yield i, f"{s.rows['reporter'][i]} counts from {s.days('period_start')[i]} this once"


@rule(
    "value", "add the row that is lost; if the page leaves it out, add an exception", warning=True
)
def update_is_whole(s: Subject) -> Found:
    """What the updates before and after have is in the update between them."""
    rows = np.flatnonzero(s.is_("counting", "cumulative") & np.isnat(s.days("superseded_on")))
    if not len(rows):
        return
    frame = pd.DataFrame(
        {
            "at": rows,
            "of": s.ids(["conflict", "reporter"])[rows],
            "line": pd.factorize(s.ids(["series"])[rows])[0],
            "end": s.days("period_end")[rows],
        }
    ).sort_values(["of", "end"], kind="stable")
    frame["update"] = frame.groupby("of")["end"].rank("dense").astype("int64")
    size = frame.groupby(["of", "update"])["line"].transform("nunique")
    first = frame.groupby(["of", "update"])["at"].first()
    count = size.groupby([frame["of"], frame["update"]]).first()
    lines = frame.drop_duplicates(["of", "line", "update"]).sort_values(["of", "line", "update"])
    ahead = lines.groupby(["of", "line"])["update"].shift(-1)
    for at, of, update, then in zip(lines["at"], lines["of"], lines["update"], ahead, strict=True):
        if then != update + 2:
            continue
        here = (of, update + 1)
        if count[here] == count[of, update] - 1 == count[of, update + 2] - 1:
            day, line = s.days("period_end"), s.rows["series"][at]
            i, after = int(first[here]), int(first[of, update + 2])
            yield i, f"{day[i]} lacks {line}, which {day[at]} and {day[after]} have"


@rule("value", "add the row that is lost; if the page leaves it out, add an exception")
def breakdown_is_whole(s: Subject) -> Found:
    """Of a breakdown of four parts or more, an update lacks no single part that the updates before
    and after it have.
    """
    current = np.flatnonzero(np.isnat(s.days("superseded_on")))
    if not len(current):
        return
    # which dimensions are divided, and by whom, tells one breakdown from another
    divided = [~s.is_(d, "all")[current] for d in s.table.dimensions if d not in WHOSE]
    pattern = (np.array(divided) * (1 << np.arange(len(divided)))[:, None]).sum(axis=0)
    parts = pd.DataFrame(
        {
            "at": current,
            "of": s.ids(["conflict", "reporter", "counting"])[current],
            "pattern": pattern,
            "line": pd.factorize(s.ids(["series"])[current])[0],
            "end": s.days("period_end")[current],
        }
    ).drop_duplicates(["of", "pattern", "line", "end"])
    parts["of"] = parts.groupby(["of", "pattern"]).ngroup()
    parts["update"] = parts.groupby("of")["end"].rank("dense").astype("int64")
    around = parts.merge(
        parts.assign(update=parts["update"] - 2), on=["of", "line", "update"], suffixes=("", "_2")
    )
    around["update"] += 1
    held = around.merge(
        parts[["of", "line", "update", "at"]], "left", ["of", "line", "update"], suffixes=("", "_1")
    )
    held["lacks"] = held["at_1"].isna()
    there = held.groupby(["of", "update"])["lacks"].agg(["size", "sum"])
    for of, update in there.index[(there["size"] >= PARTS) & (there["sum"] == 1)]:
        lost = held[(held["of"] == of) & (held["update"] == update) & held["lacks"]]
        here = parts[(parts["of"] == of) & (parts["update"] == update)]["at"].to_numpy()
        series = s.rows["series"][int(lost["at"].iloc[0])]
        [row] = s.first(here, np.zeros(len(here)))
        yield int(row), f"it lacks {series}, which the updates around it have"


@rule("sex", "correct the sex; if the page gives the unknown alone, add an exception")
def unknown_is_what_is_left(s: Subject) -> Found:
    """People of unknown sex stand beside those of known sex."""
    rest = ["conflict", "reporter", "measure", "population", "area", "age", "counting"]
    same = s.ids([*rest, "reported_on", "period_end"])
    known = np.isin(same, same[s.is_("sex", "male", "female")])
    for i in rows_where(s.is_("sex", "unknown") & ~known):
        yield i, f"{s.shown(i)} of unknown sex stand alone"


@rule("kind", "correct the kind, or the name; if neither tells it, add an exception")
def kind_is_told_by_name_or_host(s: Subject) -> Found:
    """A government, a body of states or an institute that counts nothing itself is one by its name
    or host.
    """
    counts = {str(r) for r in s.others["reporter_roles"]["reporter"]}
    said = s.rows["name"].astype("str") + " " + s.rows["hosts"].astype("object").fillna("")
    words = said.str.casefold()
    for kind, tells in KINDS.items():
        for i in rows_where(s.is_("kind", kind)):
            name = str(s.rows["id"][i])
            if name not in counts and not re.search(tells, words[i]):
                yield i, f"{s.rows['name'][i]} is of kind {kind}"


@rule("amount", "read both again: a number is seldom the same to the last digit")
def amount_is_not_repeated(s: Subject) -> Found:
    """An amount of four digits or more other than zero is not that of the edition before."""
    rows = np.flatnonzero(s.is_("counting", "cumulative") & np.isnat(s.days("superseded_on")))
    first, then = s.neighbors(rows, ["series"], "period_end", "reported_on")
    numbers = pd.Series(s.numbers[then]).astype("int64").astype("str").str.rstrip("0")
    for pair in rows_where(
        (s.numbers[first] == s.numbers[then]) & (numbers.str.len() >= 4).to_numpy()
    ):
        i = int(then[pair])
        yield i, f"{s.shown(i)} was the amount by {s.days('period_end')[first[pair]]} already"


@rule("hosts", "correct the hosts or the address")
def home_is_on_its_hosts(s: Subject) -> Found:
    """The home page of an organization stands on one of its hosts."""
    for i, (url, hosts) in enumerate(
        zip(s.rows["url"].astype("object"), s.rows["hosts"].astype("object"), strict=True)
    ):
        if isinstance(url, str) and isinstance(hosts, str):
            host = (urlsplit(url).hostname or "").removeprefix("www.")
            if not any(
                host == h or host.endswith(f".{h}") or h.endswith(f".{host}")
                for h in (x.removeprefix("www.") for x in hosts.split(";"))
            ):
                yield i, f"{host} is none of {hosts}"


@rule("hosts", "let the documents of both name one of them, or correct the hosts")
def host_is_one_outlets(s: Subject) -> Found:
    """No two papers, agencies, collections or keepers of data have the same host."""
    whose: dict[str, str] = {}
    for i in rows_where(s.is_("kind", *CARRIES)):
        name, hosts = str(s.rows["id"][i]), s.rows["hosts"][i]
        for host in hosts.split(";") if isinstance(hosts, str) else ():
            bare = host.removeprefix("www.")
            if bare not in MANY and whose.setdefault(bare, name) != name:
                yield i, f"{bare} is a host of {whose[bare]} already"
