"""The rows of a package and its contents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from conflictdata.curate.curated import Curated
from conflictdata.curate.new.cells import Ask, before, checked, given_cells, nobody, repeated
from conflictdata.curate.new.files import Rows, position, write
from conflictdata.curate.new.ids import package_id
from conflictdata.curate.new.there import refuse_number, refuse_package
from conflictdata.curate.project import Project
from conflictdata.curate.read import read
from conflictdata.curate.replace import one_at_a_time
from conflictdata.errors import ConflictDataError, nearest

PACKAGES, ITEMS = "aid_packages", "aid_package_items"


@one_at_a_time
def new_package(
    project: Project,
    words: Sequence[str],
    items: Sequence[str] = (),
    *,
    like: str | None = None,
    ask: Ask = nobody,
) -> list[str]:
    """Write a package and its items in place behind those of its donor and program, and say what is
    still to be given.

    Parameters
    ----------
    words
        ``column=value`` of the package; what says who gives what how is taken from `like`.
    items
        Its contents as listed, ``wording`` or ``wording=quantity``. An item gets the code that all
        earlier items of that wording have, and the origin that all of the program have.
    like
        A package of the same donor and program, without it the newest.

    Raises
    ------
    ConflictDataError
        A cell cannot stand in its column, or the package is there already; nothing is written.
    """
    curated = read(project)
    known = {row["package_id"]: place for row, place in curated[PACKAGES]}
    like = like or _newest(words, curated) or ask("like", "")
    if like not in known:
        wrong = f"there is no package {like!r}{nearest(like, known)}"
        raise ConflictDataError(
            wrong if like else "give --like and the id of a package, or donor=... program=..."
        )
    path = project.root / known[like].rpartition(":")[0]
    packages = _rows(project, curated, PACKAGES, path)
    contents = _rows(
        project, curated, ITEMS, project.curated / ITEMS / path.parent.name / path.name
    )
    earlier = next(r for r in packages.rows if r["package_id"] == like)
    cells, numbered = _cells(project, words, earlier, curated, ask)
    named = any(w.startswith("package_id=") for w in words)
    refuse_package(curated[PACKAGES], cells, named=named)
    refuse_number(curated[PACKAGES], cells)
    origin = _origin(cells, curated)
    listed = [
        {**_item(word, cells["package_id"], curated), "origin": origin}
        for word in items or _asked(ask)
    ]
    line = _insert(packages, cells)
    numbers = contents.insert(_behind(contents, earlier["package_id"]), listed)
    write([packages, contents] if listed else [packages])
    empty = [c for c in ("amount", "source", "list_source", "list_locator") if not cells[c]]
    open_ = f"; to be given where it is printed: {', '.join(empty)}" if empty else ""
    return [
        f"{packages.place}:{line}: {cells['package_id']}{open_}",
        *numbered,
        *(
            f"{contents.place}:{number}: {row['wording']}: {row['item'] or 'item to be given'}"
            for number, row in zip(numbers, listed, strict=True)
        ),
    ]


def _newest(words: Sequence[str], curated: Mapping[str, Curated]) -> str | None:
    """The newest package of the donor and program that the words name."""
    named = [w.partition("=")[::2] for w in words if w.startswith(("donor=", "program="))]
    own = [r for r in curated[PACKAGES].rows if all(r[c] == cell for c, cell in named)]
    days = [r for r in own if r["announced_on"]]
    return max(days, key=lambda r: r["announced_on"])["package_id"] if named and days else None


def _rows(project: Project, curated: Mapping[str, Curated], table: str, path: Path) -> Rows:
    layout = project.layouts[table]
    return Rows(project, path, layout.typed(curated[table].table), layout.optional)


def _cells(
    project: Project,
    words: Sequence[str],
    earlier: Mapping[str, str],
    curated: Mapping[str, Curated],
    ask: Ask,
) -> tuple[dict[str, str], list[str]]:
    """The cells of a package, and what is to be told of the number that was chosen for it."""
    table = curated[PACKAGES].table
    fields = project.layouts[PACKAGES].typed(table)
    references = {**table.references, "list_source": table.references["source"]}
    given = given_cells(words, fields, references, curated)
    cells = {f.name: given.get(f.name, repeated(f, earlier)) for f in fields}
    for name in (n for n in ("announced_on", "amount", "source") if not cells[n]):
        answer = ask(before(name, earlier), "") or ""
        cells[name] = checked(table.by_name[name], answer, references, curated)
    if not cells["announced_on"]:
        raise ConflictDataError("give announced_on=...; it places the package")
    told: list[str] = []
    if earlier["sequence"] and "sequence" not in given:
        following = str(int(earlier["sequence"]) + 1)
        said = ask(f"sequence ({earlier['package_id']} has {earlier['sequence']})", following)
        text = following if said is None else said
        cells["sequence"] = checked(table.by_name["sequence"], text, references, curated)
        if said is None:
            told.append(
                f"sequence={following}, the number after that of {earlier['package_id']}; where the"
                " page has another, give sequence=..., where it has none, sequence="
            )
    number = int(cells["sequence"]) if cells["sequence"] else None
    proposed = package_id(earlier["package_id"], cells["announced_on"], number, _ids(curated))
    cells["package_id"] = given.get("package_id") or proposed
    if not cells["amount"]:
        cells["currency"] = cells["qualifier"] = ""
    return cells, told


def _ids(curated: Mapping[str, Curated]) -> set[str]:
    return {row["package_id"] for row in curated[PACKAGES].rows}


def _item(word: str, package: str, curated: Mapping[str, Curated]) -> dict[str, str]:
    wording, _, quantity = word.partition("=")
    by_name = curated[ITEMS].table.by_name
    wording = checked(by_name["wording"], wording.strip(), {}, curated)
    number = checked(by_name["quantity"], quantity.strip(), {}, curated)
    codes = {
        row["item"]
        for row in curated[ITEMS].rows
        if (row["wording"] or "").casefold() == wording.casefold()
    }
    return {
        "package": package,
        "item": codes.pop() if len(codes) == 1 else "",
        "wording": wording,
        "quantity": number,
        "qualifier": "exact" if number else "",
    }


def _origin(package: Mapping[str, str], curated: Mapping[str, Curated]) -> str:
    """From what all items of the donor and program come, empty where that differs."""
    program = {
        row["package_id"]
        for row in curated[PACKAGES].rows
        if (row["donor"], row["program"]) == (package["donor"], package["program"])
    }
    origins = {row["origin"] for row in curated[ITEMS].rows if row["package"] in program}
    known = curated[ITEMS].table.by_name["origin"].default
    return origin if len(origins) == 1 and (origin := origins.pop()) != known else ""


def _asked(ask: Ask) -> Iterator[str]:
    """Items, as long as somebody gives one."""
    while word := ask("item (WORDING=QUANTITY, empty after the last)", ""):
        yield word


def _insert(packages: Rows, cells: Mapping[str, str]) -> int:
    groups = [f"{r['donor']} {r['program']}" for r in packages.rows]
    days = [r["announced_on"] for r in packages.rows]
    own = f"{cells['donor']} {cells['program']}"
    at = position(groups, days, own, cells["announced_on"])
    return packages.insert(at, [cells])[0]


def _behind(contents: Rows, package: str) -> int:
    """Behind the items of a package, at the end where it has none."""
    own = [i + 1 for i, r in enumerate(contents.rows) if r["package"] == package]
    return max(own, default=len(contents.rows))
