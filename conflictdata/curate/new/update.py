"""The rows of an update and its figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from conflictdata.curate.curated import Curated
from conflictdata.curate.layout import CONFLICT
from conflictdata.curate.new.cells import (
    Ask,
    before,
    checked,
    given_cells,
    is_shape,
    nobody,
    repeated,
)
from conflictdata.curate.new.conflict import Conflict
from conflictdata.curate.new.files import Rows, position, write
from conflictdata.curate.new.ids import update_id
from conflictdata.curate.new.there import refuse_figures, refuse_update
from conflictdata.curate.project import Project
from conflictdata.curate.read import read
from conflictdata.curate.replace import one_at_a_time
from conflictdata.errors import ConflictDataError, nearest
from conflictdata.schemas.table import Table


@one_at_a_time
def new_update(
    project: Project,
    words: Sequence[str],
    *,
    like: str | None = None,
    table: str | None = None,
    conflict: str | None = None,
    file: str | None = None,
    name: str | None = None,
    ask: Ask = nobody,
) -> list[str]:
    """Write an update and its figures in place, values empty, and say what is still to be given.

    Parameters
    ----------
    words
        ``column=value`` of the update.
    like
        An update whose shape is repeated: all its figures, with what was read left empty.
    table, conflict, file
        Where it belongs, if that does not follow from `like` or the reporter's updates.
    name
        Its id, if not the proposed one.

    Raises
    ------
    ConflictDataError
        A cell cannot stand in its column, it is open where the update belongs, or the statement is
        there already; nothing is written.
    """
    curated = read(project)
    reporter = next((w.partition("=")[2] for w in words if w.startswith("reporter=")), None)
    if like is None and reporter is None:
        reporter = ask("reporter", "")
        if not reporter:
            raise ConflictDataError("give reporter=..., or --like and the id of an earlier update")
        words = [*words, f"reporter={reporter}"]
    here = _here(project, curated, like, reporter, table, conflict)
    if like is None and reporter and (last := here.last(reporter)):
        answer = ask("like (- for none)", last)
        like = answer if answer and answer != "-" else None
    home, shape = here.figures(like) if like else (None, [])
    words = [*words, f"update={name}"] if name else words
    cells = _cells(here, words, here.update(like), shape, curated, ask)
    publishers = {row["source_id"]: row["publisher"] for row in curated["sources"].rows}
    periods = {n: (u["period_start"], u["period_end"]) for n, u in here.by_id.items()}
    cells["update"] = cells["update"] or update_id(
        cells["reporter"],
        cells["reported_on"],
        (cells["period_start"], cells["period_end"]),
        publishers.get(cells["source"], "2"),
        periods,
    )
    fields, optional = here.layout.typed(here.table), here.layout.optional
    rows = [{f.name: repeated(f, r, optional) for f in fields} for r in shape or [{}]]
    rows = [row | {"update": cells["update"]} for row in rows]
    for update, place in here.placed():
        if update["update"] == cells["update"]:
            raise ConflictDataError(
                f"there is an update {cells['update']!r} already, at {place}; type the figures"
                " under it, or give another --id"
            )
    if shape:
        refuse_figures(curated[here.table.name], here.folder.name, cells, rows)
    else:
        refuse_update(here.placed(), cells)
    figures = here.file(_file(here, file or home, cells["reporter"]))
    updates = here.updates_of(figures.path.name, like or here.last(cells["reporter"]))
    had = _had(here, like, cells["reporter"])
    return had + _written(here, updates, figures, cells, rows, shape)


def _cells(
    here: Conflict,
    words: Sequence[str],
    earlier: Mapping[str, str],
    shape: Sequence[Mapping[str, str]],
    curated: Mapping[str, Curated],
    ask: Ask,
) -> dict[str, str]:
    """The cells of the update: what is given, what stays as it was, what is answered."""
    fields, references = here.layout.head(here.table), here.table.references
    given = given_cells(words, fields, references, curated)
    # what is there on a day, and a part of the time, have a start of their own
    standing = any(r["counting"] == "cumulative" for r in shape)
    cells = {f.name: given.get(f.name, "") for f in fields}
    for f in (f for f in fields if f.name not in given and f.name != "update"):
        if is_shape(f) or (f.name == "period_start" and standing):
            cells[f.name] = earlier.get(f.name, "")
        needed = here.table.by_name[f.name]
        if not cells[f.name] and needed.required and needed.default is None:
            answer = ask(before(f.name, earlier), _proposed(f.name, earlier, cells)) or ""
            cells[f.name] = checked(f, answer, references, curated)
    for column in ("reporter", "reported_on"):
        if not cells[column]:
            raise ConflictDataError(f"give {column}=...; it names the update")
    return cells


def _proposed(column: str, earlier: Mapping[str, str], cells: Mapping[str, str]) -> str:
    """An as-of day that is as long before the day of report as it was."""
    if column != "period_end" or not earlier.get(column) or not cells["reported_on"]:
        return ""
    reported, then, end = (
        date.fromisoformat(text)
        for text in (cells["reported_on"], earlier["reported_on"], earlier["period_end"])
    )
    return (reported - (then - end)).isoformat()


def _had(here: Conflict, like: str | None, reporter: str) -> list[str]:
    """What the update that is repeated had, or the reporter's last."""
    shown = like or here.last(reporter)
    if shown is None:
        return []
    had = ", ".join(f"{c}={t}" for c, t in here.update(shown).items() if t and c != "update")
    return [f"{shown} had {had}", *([] if like else [f"--like {shown} repeats its figures"])]


def _here(
    project: Project,
    curated: Mapping[str, Curated],
    like: str | None,
    reporter: str | None,
    table: str | None,
    conflict: str | None,
) -> Conflict:
    """Where the one like it stands, else where its reporter has others."""
    every = [
        Conflict(project, curated[name].table, folder)
        for name, layout in project.layouts.items()
        if layout.updates and table in (None, name)
        for folder in sorted(
            (project.curated / curated[name].table.folder.removesuffix(CONFLICT)).iterdir()
        )
        if folder.is_dir() and conflict in (None, folder.name)
    ]
    if like is not None:
        found = [c for c in every if like in c.by_id]
        if not found:
            known = [u for c in every for u in c.by_id]
            raise ConflictDataError(f"there is no update {like!r}{nearest(like, known)}")
    else:
        found = [c for c in every if c.last(reporter or "")] or every
    if len(found) != 1:
        places = ", ".join(f"{c.table.name} {c.folder.name}" for c in found)
        raise ConflictDataError(
            f"give --table and --conflict; it may belong to {places or 'none that there is'}"
        )
    return found[0]


def _file(here: Conflict, name: str | None, reporter: str) -> str:
    if name is None and (last := here.last(reporter)):
        name, _ = here.figures(last)
    if name is None:
        raise ConflictDataError(
            f"give --file, in which its figures go: {', '.join(here.files)}, or a new one"
        )
    return name if name.endswith(".csv") else f"{name}.csv"


def _written(
    here: Conflict,
    updates: Rows,
    figures: Rows,
    cells: dict[str, str],
    rows: Sequence[Mapping[str, str]],
    shape: Sequence[Mapping[str, str]],
) -> list[str]:
    heads = [here.by_id.get(r["update"], {}) for r in figures.rows]
    reporter, day = cells["reporter"], cells["reported_on"]
    (line,) = updates.insert(
        position(
            [u["reporter"] for u in updates.rows],
            [u["reported_on"] for u in updates.rows],
            reporter,
            day,
            by_name=True,
        ),
        [cells],
    )
    numbers = figures.insert(
        position(
            [h.get("reporter", "") for h in heads],
            [h.get("reported_on", "") for h in heads],
            reporter,
            day,
        ),
        rows,
    )
    write([updates, figures])
    return [
        f"{updates.place}:{line}: {cells['update']}",
        *(
            f"{figures.place}:{number}: " + _told(here.table, row, old)
            for number, row, old in zip(numbers, rows, shape or [{}], strict=True)
        ),
    ]


def _told(table: Table, row: Mapping[str, str], before: Mapping[str, str]) -> str:
    said = " ".join(row[d] for d in table.dimensions if row.get(d))
    value = before.get(table.value, "")
    return f"{said or 'a figure'}: {table.value} to be given" + (
        f", {value} before" if value else ""
    )
