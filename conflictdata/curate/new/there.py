"""What is there already is not written a second time: the row is named, and what to do instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from conflictdata.curate.curated import Curated
from conflictdata.curate.lines import OPEN
from conflictdata.errors import ConflictDataError
from conflictdata.rules.texts import bare_address

PERIOD = ("period_start", "period_end")
# so many publishers are named
SEVERAL = 5
# under which names are registered in a country
UNDER = {
    *("ac", "co", "com", "edu", "go", "gob", "gov", "gouv", "gv"),
    *("info", "mil", "ne", "net", "nic", "or", "org"),
}


def refuse_figures(
    figures: Curated,
    conflict: str,
    update: Mapping[str, str],
    rows: Sequence[Mapping[str, str]],
) -> None:
    """Refuse figures of an update that the same reporter gave on the same day.

    Parameters
    ----------
    conflict
        The folder of the conflict.
    rows
        The figures as they would be written, each with the cells in which it differs from its
        update.

    Raises
    ------
    ConflictDataError
        Names the first that is there, and its place.
    """
    table = figures.table
    day = (conflict, update["reporter"], update["reported_on"])
    own = [
        ({c: _text(row[c]) for c in (*table.dimensions, *PERIOD, "update")}, place)
        for row, place in figures
        if (row["conflict"], row["reporter"], _text(row["reported_on"])) == day
    ]
    twice, first = 0, None
    for row in rows:
        if OPEN in (cells := _figure(table, update, row, conflict)).values():
            continue
        same = (place for there, place in own if _agree(cells, there))
        if place := next(same, None):
            twice, first = twice + 1, first or place
    if first is not None:
        told = "the figure is" if len(rows) == 1 else f"{twice} of its {len(rows)} figures are"
        raise ConflictDataError(
            f"{told} there already, {update['reporter']} of {update['reported_on']}, the first at"
            f" {first}; mend them there, type beside them what the page has besides, and name"
            " another page of the statement in corroborated_by" + _of_another_period(update)
        )


def refuse_update(
    updates: Iterator[tuple[Mapping[str, str], str]], update: Mapping[str, str]
) -> None:
    """Refuse an update of which there is one of the same reporter, day, period and page.

    Parameters
    ----------
    updates
        Those that there are, each with its place.
    """
    same = ("reporter", "reported_on", *PERIOD, "source")
    for there, place in updates:
        if _agree({c: update[c] for c in same}, there):
            raise ConflictDataError(
                f"{there['update']} at {place} is of the same reporter, day, period and page"
                " already; type the figures under it" + _of_another_period(update)
            )


def refuse_package(packages: Curated, package: Mapping[str, str], *, named: bool) -> None:
    """Refuse a package of an id that there is, and one of the same donor, recipient, day and sum.

    Parameters
    ----------
    named
        Whether its id was given, so that it is another one than those of its day.
    """
    alike = ("donor", "recipient", "announced_on", "amount")
    for row, place in packages:
        if row["package_id"] == package["package_id"]:
            raise ConflictDataError(
                f"there is a package {row['package_id']!r} already, at {place}; mend it there, or"
                " give another package_id=..."
            )
        same = all(_text(row[c]) == package[c] for c in alike)
        if same and package["amount"] and not named:
            raise ConflictDataError(
                f"{row['package_id']} at {place} is of {row['donor']}, {package['announced_on']}"
                f" and {package['amount']} already; mend it there, or give package_id=... if it is"
                " another package"
            )


def refuse_number(packages: Curated, package: Mapping[str, str]) -> None:
    """Refuse a number that another package of the donor and program has."""
    series = ("donor", "program", "sequence")
    for row, place in packages:
        if package["sequence"] and all(_text(row[c]) == package[c] for c in series):
            raise ConflictDataError(
                f"{row['package_id']} at {place} has number {package['sequence']} already; give"
                " sequence=... as the page numbers it, or sequence= if it has no number"
            )


def refuse_address(sources: Curated, url: str) -> None:
    """Refuse a page that is listed, be it with or without www, https or a slash at its end."""
    for row, place in sources:
        if bare_address(row["url"] or "") == bare_address(url):
            raise ConflictDataError(
                f"{row['source_id']} is that page already, at {place}; rows name it as"
                f" source={row['source_id']}"
            )


def refuse_source(sources: Curated, name: str) -> None:
    """Refuse an id that a document has."""
    for row, place in sources:
        if row["source_id"] == name:
            raise ConflictDataError(
                f"there is a source {name!r} already, at {place}; leave the id out, and one is"
                " proposed"
            )


def refuse_publisher(
    organizations: Curated, publisher: Mapping[str, str], *, apart: bool = False
) -> None:
    """Refuse a publisher that is listed: under its id, its name, or with a host of its domain.

    Parameters
    ----------
    apart
        Whether its hosts were given, so that it is another body at a domain of others.
    """
    for row, place in organizations:
        if row["id"] == publisher["id"] or _name(row["name"]) == _name(publisher["name"]):
            raise ConflictDataError(
                f"{row['name']} is listed already, as {row['id']} at {place}; give"
                f" publisher={row['id']}, or a name that tells the two apart"
            )
    for host in () if apart else publisher["hosts"].split(";"):
        if there := [f"{row['id']} ({place})" for row, place in of_domain(host, organizations)]:
            more = f" and {len(there) - SEVERAL} more" if len(there) > SEVERAL else ""
            raise ConflictDataError(
                f"of the domain of {host} there is {', '.join(there[:SEVERAL])}{more} already; give"
                f" publisher=..., or --publisher hosts={host} if it is another body"
            )


def of_domain(host: str, organizations: Curated) -> Iterator[tuple[Mapping[str, Any], str]]:
    """The publishers that have a host of the same domain, such as in.reuters.com beside
    www.reuters.com, each with its place.
    """
    domain = _domain(host)
    for row, place in organizations:
        if domain and domain in map(_domain, (row["hosts"] or "").split(";")):
            yield row, place


def _domain(host: str) -> str:
    """What a body registers of a host.

    >>> _domain("arabic.cnn.com"), _domain("www.bbc.co.uk"), _domain("mod.gov.il")
    ('cnn.com', 'bbc.co.uk', 'mod.gov.il')
    """
    labels = host.casefold().split(".")
    under = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in UNDER
    return ".".join(labels[-3:] if under else labels[-2:])


def _name(name: str | None) -> str:
    """A name without what makes no other body of it."""
    return re.sub(r"\W+", " ", (name or "").casefold()).strip().removeprefix("the ")


def _figure(
    table: Any, update: Mapping[str, str], row: Mapping[str, str], conflict: str
) -> dict[str, str]:
    """What a figure counts and for which days, with the cells that it has from its update."""
    given = {"conflict": conflict, **{c: t for c, t in update.items() if c in table.by_name}}
    cells = {}
    for column in (*table.dimensions, *PERIOD):
        own = row.get(column) or given.get(column) or table.by_name[column].default
        cells[column] = _text(own)
    return cells


def _agree(cells: Mapping[str, str], there: Mapping[str, Any]) -> bool:
    """Whether a row says the same in these cells; a day and a page that are not given may be."""
    free = (*PERIOD, "source")
    return all(_text(there[c]) == t for c, t in cells.items() if t or c not in free)


def _of_another_period(update: Mapping[str, str]) -> str:
    missing = [c for c in PERIOD if not update[c]]
    return f"; give {' and '.join(missing)} if it is of other days" if missing else ""


def _text(value: object) -> str:
    return "" if value is None else str(value)
