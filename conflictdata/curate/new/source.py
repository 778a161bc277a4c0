"""The row of a document, and of its publisher if that is new."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from conflictdata.curate.curated import Curated
from conflictdata.curate.new.cells import Ask, checked, given_cells, nobody
from conflictdata.curate.new.files import Rows, position, write
from conflictdata.curate.new.ids import source_id
from conflictdata.curate.new.there import (
    of_domain,
    refuse_address,
    refuse_publisher,
    refuse_source,
)
from conflictdata.curate.project import Project
from conflictdata.curate.read import OUTLETS, REPORTERS, read
from conflictdata.curate.replace import one_at_a_time
from conflictdata.errors import ConflictDataError, nearest

SOURCES, ORGANIZATIONS = "sources", "organizations"
# what merely carries what others say
CARRIES = ("media", "aggregator")
# what a page has as its publisher's other pages do
ALIKE = ("language", "tier")
# so many files or publishers are named
SEVERAL = 5


@one_at_a_time
def new_source(
    project: Project,
    words: Sequence[str],
    publisher: Sequence[str] = (),
    *,
    file: str | None = None,
    today: dt.date | None = None,
    ask: Ask = nobody,
) -> list[str]:
    """Write a document, and its publisher if that is new, in place.

    Parameters
    ----------
    words
        ``column=value`` of the document; its publisher is found by the address.
    publisher
        ``column=value`` of a publisher that is not listed yet.
    file
        The file in `sources`, without it that of all documents of a publisher that does not write
        on every war.
    today
        The day on which it was read.

    Raises
    ------
    ConflictDataError
        A cell cannot stand in its column, the publisher or the file is not known, or the page is
        there already; nothing is written.
    """
    curated = read(project)
    table = curated[SOURCES].table
    names = [w for w in words if not w.startswith("publisher=")] if publisher else words
    given = given_cells(names, table.typed, table.references, curated)
    cells = {f.name: given.get(f.name, "") for f in table.typed}
    for name in (n for n in ("url", "title") if not cells[n]):
        cells[name] = checked(table.by_name[name], ask(name, "") or "", {}, curated)
        if not cells[name]:
            raise ConflictDataError(f"give {name}=...")
    refuse_address(curated[SOURCES], cells["url"])
    organization = _organization(publisher, cells["url"], curated) if publisher else None
    if organization:
        cells["publisher"] = organization["id"]
    elif not cells["publisher"]:
        cells["publisher"] = _by_host(cells["url"], curated)
    others = [
        (r, p.rpartition(":")[0])
        for r, p in curated[SOURCES]
        if r["publisher"] == cells["publisher"]
    ]
    refuse_source(curated[SOURCES], cells["source_id"])
    path = _path(project, file or _home(cells["publisher"], others, curated, ask))
    beside = [(r, place) for r, place in others if place == project.place(path)]
    others = beside or others
    for name in (n for n in ALIKE if not cells[n]):
        proposed = others[-1][0][name] if others else ""
        answer = ask(name, proposed)
        text = proposed if answer is None else answer
        cells[name] = checked(table.by_name[name], text, {}, curated)
    cells["accessed_on"] = cells["accessed_on"] or (today or dt.date.today()).isoformat()
    ids = {r["source_id"] for r in curated[SOURCES].rows}
    cells["source_id"] = cells["source_id"] or source_id(
        cells["publisher"], cells["published_on"], cells["title"], ids
    )
    sources = Rows(project, path, table.typed)
    line = sources.insert(
        position(
            [r["publisher"] for r in sources.rows],
            [r["published_on"] for r in sources.rows],
            cells["publisher"],
            cells["published_on"],
        ),
        [cells],
    )[0]
    listed = _listed(project, curated, organization) if organization else None
    write([sources, listed[0]] if listed else [sources])
    empty = [f.name for f in table.typed if f.required and not cells[f.name]]
    told = [f"{sources.place}:{line}: {cells['source_id']}"]
    told += [f"still to be given: {', '.join(empty)}"] if empty else []
    if listed is None:
        return told
    told.append(f"{listed[0].place}:{listed[1]}: {cells['publisher']}")
    there = [f"{row['id']} ({place})" for row, place in _at_host(cells["url"], curated)]
    one = "at its host there is already {}; if they are one body, undo this and give publisher="
    return [*told, one.format(", ".join(there))] if there else told


def _by_host(url: str, curated: Mapping[str, Curated]) -> str:
    for row, _ in _at_host(url, curated):
        return str(row["id"])
    host = urlsplit(url).hostname or ""
    alike = [row["id"] for row, _ in of_domain(host, curated[ORGANIZATIONS])]
    hint = f", such as {' or '.join(alike[:SEVERAL])}" if alike else ""
    raise ConflictDataError(
        f"no publisher has the host {host!r}; give publisher=... if it is listed{hint}, else"
        " --publisher id=... --publisher name=... --publisher kind=..."
    )


def _at_host(url: str, curated: Mapping[str, Curated]) -> Iterator[tuple[Mapping[str, str], str]]:
    """The publishers at the host of an address, each with its place."""
    host = urlsplit(url).hostname or ""
    for row, place in curated[ORGANIZATIONS]:
        for own in (row["hosts"] or "").split(";"):
            if own and (host == own or host.endswith(f".{own}") or own == f"www.{host}"):
                yield row, place


def _organization(words: Sequence[str], url: str, curated: Mapping[str, Curated]) -> dict[str, str]:
    table = curated[ORGANIZATIONS].table
    parts = urlsplit(url)
    given = given_cells(words, table.typed, {}, curated)
    cells = {f.name: "" for f in table.typed} | {
        "hosts": parts.hostname or "",
        "url": f"{parts.scheme}://{parts.netloc}/",
        **given,
    }
    for name in ("id", "name", "kind"):
        if not cells[name]:
            raise ConflictDataError(f"give --publisher {name}=...")
    refuse_publisher(curated[ORGANIZATIONS], cells, apart="hosts" in given)
    return cells


def _listed(
    project: Project, curated: Mapping[str, Curated], cells: Mapping[str, str]
) -> tuple[Rows, int]:
    """The publisher in its file, which is sorted by id."""
    layout = project.layouts[ORGANIZATIONS]
    path = project.curated / (OUTLETS if cells["kind"] in CARRIES else REPORTERS)
    rows = Rows(project, path, layout.typed(curated[ORGANIZATIONS].table), layout.optional)
    ids = [r["id"] for r in rows.rows]
    at = position(ids, [""] * len(ids), cells["id"], "", by_name=True)
    return rows, rows.insert(at, [cells])[0]


def _home(
    publisher: str,
    others: Sequence[tuple[Mapping[str, str], str]],
    curated: Mapping[str, Curated],
    ask: Ask,
) -> str | None:
    """The file of all documents of a publisher; where they are in several, or it writes on every
    war, the one that is answered.
    """
    counted = Counter(Path(file).stem for _, file in others)
    kinds = {row["id"]: row["kind"] for row in curated[ORGANIZATIONS].rows}
    if not counted or (len(counted) == 1 and kinds.get(publisher) not in CARRIES):
        return next(iter(counted), None)
    listed = [f"{stem} ({number})" for stem, number in counted.most_common()]
    if answer := ask(f"file ({', '.join(listed[:SEVERAL])})", counted.most_common(1)[0][0]):
        return answer
    more = f" and {len(listed) - SEVERAL} more" if len(listed) > SEVERAL else ""
    raise ConflictDataError(
        f"give --file, that of the war it is about; documents of {publisher} are in"
        f" {', '.join(listed[:SEVERAL])}{more}"
    )


def _path(project: Project, file: str | None) -> Path:
    folder = project.curated / SOURCES
    known = sorted(p.stem for p in folder.glob("*.csv"))
    if file is None:
        raise ConflictDataError(f"give --file, into which it goes: {', '.join(known)}")
    name = file.removesuffix(".csv")
    if name not in known:
        raise ConflictDataError(f"sources has no file {name!r}{nearest(name, known)}")
    return folder / f"{name}.csv"
