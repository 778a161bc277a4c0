"""The page on which a figure or a list was read, beside the days that it speaks of, and beside the
other pages of its publisher.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from conflictdata.rules.calendar import in_days
from conflictdata.rules.documents import UNDATED
from conflictdata.rules.rule import Found, rows_where, rule

if TYPE_CHECKING:
    from conflictdata.rules.subject import Subject

# a page that speaks of an update appears within so many days of it
NEAR = 20
# what carries updates of so many days is a collection, which may look back
COLLECTION = 3
# a publisher of so many pages has a usual tier
PAGES = 8


@rule("source", "name the page on which it was read; if that page looks back, add an exception")
def page_is_of_its_day(s: Subject) -> Found:
    """A page appears within three weeks of what was read on it, unless it is a collection."""
    pages = _days_of_pages(s)
    if pages.empty:
        return
    published = pages["published"].to_numpy("datetime64[D]")
    late = published - pages["day"].to_numpy("datetime64[D]") > np.timedelta64(NEAR, "D")
    odd = pages[late & (pages["days"] < COLLECTION).to_numpy()]
    # of what was read on it for one day one row speaks for the others
    for i in s.first(odd.index.to_numpy(), odd.groupby(["of", "source", "day"]).ngroup()).tolist():
        page, day = s.rows["source"][i], s.days(_day(s))[i]
        yield i, f"{page} is of {published[i]}, long after {day}"
    if s.table.name == "aid_package_items":
        early = pages["day"].to_numpy("datetime64[D]") - published > np.timedelta64(1, "D")
        for i in rows_where(early):
            page, day = s.rows["source"][i], s.days(_day(s))[i]
            yield i, f"{page} is of {published[i]}, before it was announced on {day}"


@rule("source", "name the page on which it was read; if that page tells of both, add an exception")
def page_is_of_its_package(s: Subject) -> Found:
    """A page named after a package of one donor tells of none of another donor or season."""
    packages = s.frame if s.table.name == "aid_packages" else s.others["aid_packages"]
    names = packages["package_id"].astype("str")
    donors = dict(zip(names, packages["donor"].astype("str"), strict=True))
    days = dict(zip(names, in_days(packages["announced_on"]), strict=True))
    whose = s.rows["package_id" if s.table.name == "aid_packages" else "package"].astype("str")
    # an id of a page leaves out the country of a drawdown: babel-undated-pda-66
    short = {n.casefold().removeprefix("us-"): n for n in names}
    named: dict[str, str | None] = {}
    for i, page in enumerate(s.rows["source"].astype("str")):
        if page not in named:
            after = UNDATED.split(page, maxsplit=1)[1:]
            words = after[0].split("-") if after else []
            tails = ("-".join(words[:n]) for n in range(len(words), 0, -1))
            named[page] = next((short[t] for t in tails if t in short), None)
        one, other = named[page], whose[i]
        if one is None or one == other or other not in donors:
            continue
        apart = abs(days[one] - days[other]) > np.timedelta64(NEAR, "D")
        if apart or donors[one] != donors[other]:
            yield i, f"{page} is named after {one}"


@rule("source", "name the page on which it was read; if one page is of both days, add an exception")
def undated_page_is_of_one_time(s: Subject) -> Found:
    """A page without a day speaks of one time, unless it is a collection."""
    pages = _days_of_pages(s)
    undated = pages[pages["published"].isna() & (pages["days"] == 2)]
    for (_, page), group in undated.groupby(["of", "source"]):
        first, last = group["day"].min(), group["day"].max()
        if last - first <= pd.Timedelta(NEAR, "D"):
            continue
        # where more was read is what the page is of
        sizes = group.groupby("day").size()
        odd = last if sizes[last] <= sizes[first] else first
        for i in group.index[group["day"] == odd]:
            yield int(i), f"{page} was read for {first.date()} and for {last.date()}"


@rule("tier", "correct the tier; if this page is another than the rest, add an exception")
def tier_is_usual_for_its_publisher(s: Subject) -> Found:
    """The tier of a page is not the only one among many pages of its publisher."""
    publisher = pd.factorize(s.ids(["publisher"]))[0]
    pair = pd.factorize(s.ids(["publisher", "tier"]))[0]
    if not len(pair):
        return
    size = np.bincount(publisher)[publisher]
    for i in rows_where((np.bincount(pair)[pair] == 1) & (size >= PAGES)):
        tier, name = s.rows["tier"][i], s.rows["publisher"][i]
        yield i, f"{tier} is the tier of no other of the {size[i]} pages of {name}"


def _day(s: Subject) -> str:
    return "reported_on" if "reported_on" in s.frame else "announced_on"


def _days_of_pages(s: Subject) -> pd.DataFrame:
    """Of each row who counted, its source, the day that it speaks of, the day on which the source
    appeared, and of how many days of the same reporter rows were read there.
    """
    sources = s.others["sources"]
    published = dict(
        zip(sources["source_id"].astype("str"), in_days(sources["published_on"]), strict=True)
    )
    source = s.rows["source"].astype("str")
    pages = pd.DataFrame(
        {
            "of": s.ids([c for c in ("conflict", "reporter") if c in s.frame]),
            "source": source,
            "day": pd.to_datetime(s.days(_day(s))),
            "published": pd.to_datetime(source.map(published)),
        }
    )
    pages["days"] = pages.groupby(["of", "source"])["day"].transform("nunique")
    return pages
