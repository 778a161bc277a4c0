"""Rules on what figures refer to: sources, codes, partitions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import numpy as np
import pandas as pd

from conflictdata.rules.rule import Found, rows_where, rule
from conflictdata.rules.texts import bare_address
from conflictdata.tree import circles

if TYPE_CHECKING:
    from conflictdata.rules.subject import Subject


@rule("corroborated_by", "add it to the sources, or take it out")
def corroborating_sources_exist(s: Subject) -> Found:
    """What corroborates a figure is another known source."""
    row, document, documents = s.documents
    known = set(s.others["sources"]["source_id"])
    unknown, size = np.array([d not in known for d in documents], dtype=bool), len(s.frame)
    row, document, source = row[size:], document[size:], document[:size]
    for at in rows_where(unknown[document] | (document == source[row])):
        other = documents[document[at]]
        yield (
            int(row[at]),
            (
                f"there is no source {other!r}"
                if unknown[document[at]]
                else f"{other!r} is the source itself"
            ),
        )


# ends of an address that show a list of pages: /tag/usa, /search, /page/3; what lies deeper is a
# document
LISTINGS = re.compile(
    r"/(?:tags?|topics?|category|categories|author)/[^/]*/?(?:page/\d+/)?$|/search(?:\.\w+)?/$|/page/\d+/$"
)


@rule(
    "url",
    "add the host to the publisher's hosts, or correct tier or publisher",
)
def primary_host_is_the_publishers(s: Subject) -> Found:
    """A primary source lies on a host of its publisher."""
    hosts = s.others["organizations"].set_index("id")["hosts"].to_dict()
    for i, row in s.rows[s.rows["tier"] == "primary"].iterrows():
        own = hosts.get(row["publisher"])
        host = urlsplit(row["url"]).hostname or ""
        if not isinstance(own, str) or not any(
            host == h or host.endswith(f".{h}") for h in own.split(";")
        ):
            yield int(i), f"{host} is no host of {row['publisher']}"


@rule("url", "name the document itself")
def listing_page_is_no_source(s: Subject) -> Found:
    """A listing, which changes, is no source."""
    for i, url in s.rows["url"].items():
        parts = urlsplit(url)
        path = parts.path.casefold()
        if (mark := LISTINGS.search(f"{path.rstrip('/')}/")) or (
            path in ("", "/") and not parts.query
        ):
            yield (
                int(i),
                (
                    f"{url} is a listing ({mark[0].rstrip('/') if mark else 'home page'}), which"
                    " changes"
                ),
            )


@rule("url", "merge the two sources")
def address_stands_once(s: Subject) -> Found:
    """Two sources have two addresses."""
    bare = s.rows["url"].astype("str").map(bare_address)
    for i in bare.index[bare.duplicated()]:
        first = s.rows["source_id"][bare == bare[i]].iloc[0]
        yield int(i), f"{first} has the same address"


@rule("name", "merge the two, or say in the name in what they differ")
def name_stands_once(s: Subject) -> Found:
    """Two organizations of one country have two names; of an outlet the country may be unknown."""
    names = s.rows["name"].astype("str").str.casefold().tolist()
    countries = [None if pd.isna(c) else str(c) for c in s.rows["country"]]
    known: dict[str, list[int]] = {}
    for i, (name, country) in enumerate(zip(names, countries, strict=True)):
        for other in known.setdefault(name, []):
            if None in (country, countries[other]) or country == countries[other]:
                yield i, f"{s.rows['id'][other]} is called {s.rows['name'][other]} too"
                break
        known[name].append(i)


@rule("parent", "correct one of them: nothing can hold itself")
def parents_do_not_go_round(s: Subject) -> Found:
    """What holds another is not held by it."""
    rows = s.rows[s.rows["parent"].notna()]
    key = s.table.primaryKey[-1]
    lists = rows.groupby(rows["list"].astype("str")) if "list" in rows else [("", rows)]
    for _, group in lists:
        parents = dict(zip(group[key].astype("str"), group["parent"].astype("str"), strict=True))
        at = dict(zip(parents, group.index, strict=True))
        for way in circles(parents):
            yield int(at[way[0]]), f"{' is part of '.join(way)}"


@rule("parent", "add the parent to the list, or correct it")
def parent_is_in_the_list(s: Subject) -> Found:
    """The parent of a code is in its list."""
    known = set(zip(s.rows["list"], s.rows["code"], strict=True))
    for i, row in s.rows[s.rows["parent"].notna()].iterrows():
        if (row["list"], row["parent"]) not in known:
            yield int(i), f"list {row['list']} has no code {row['parent']!r}"


@rule(
    "parent",
    "the parent of an item is its code without the last part",
)
def dotted_code_has_its_parent(s: Subject) -> Found:
    """The parent of an item is its code without the last part."""
    for i, row in s.rows[s.rows["list"] == "item"].iterrows():
        above, _, _ = row["code"].rpartition(".")
        if above != (row["parent"] if pd.notna(row["parent"]) else ""):
            yield int(i), f"{row['code']} has the parent {row['parent']}"


# dimensions that are keys of a table
KEYED = {
    **dict.fromkeys(("area", "home"), "areas"),
    **dict.fromkeys(("affiliation", "controlled_by", "perpetrator"), "parties"),
}


@rule("parts", "name codes of the dimension, in its order")
def partition_names_codes(s: Subject) -> Found:
    """A partition names codes of its dimension."""
    codes = s.others["codes"]
    lists = {name: set(group["code"]) for name, group in codes.groupby(codes["list"].astype("str"))}
    for column, table in KEYED.items():
        lists[column] = set(s.others[table]["id"])
    for i, row in s.rows.iterrows():
        names = row["dimension"].split("/")
        for cell in [row["total"], *row["parts"].split(";")]:
            parts = cell.split("/")
            if len(parts) != len(names) or any(
                part not in lists.get(name, ()) for part, name in zip(parts, names, strict=False)
            ):
                yield int(i), f"{cell!r} is nothing that {row['dimension']} can be"
