"""Second readings beside the rows that they are of: what differs, and what was read twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from conflictdata.curate.curated import Curated, cell_texts
from conflictdata.curate.lines import shown
from conflictdata.curate.readings.questions import limits_of
from conflictdata.curate.replaced import keys_of, replacements, trail
from conflictdata.errors import Finding, nearest

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.schemas.table import Table

Frames = Mapping[str, "pd.DataFrame"]
CHECKED = "checked_on"
# in what a reading may differ, and those differences that may stand with a reason
KINDS = ("value", "hedge", "unit", "day", "scope", "question", "source")
STAND = {"hedge", "unit", "day", "question", "source"}


@dataclass(frozen=True)
class Difference:
    """A cell of a row that a reading has otherwise."""

    kind: str
    column: str
    read: str | None
    ours: str | None


def is_read_again(table: Table) -> bool:
    return CHECKED in table.by_name


def number_of(table: Table) -> str:
    """The column that holds the number of a row."""
    return next(c for c in ("value", "amount", "quantity") if c in table.by_name)


def day_of(table: Table) -> str:
    """The column of the day on which it was said."""
    return table.vintage or "announced_on"


def unit_of(table: Table) -> str | None:
    """The column of the unit, None where it is people."""
    return next((c for c in ("currency", "unit") if c in table.by_name), None)


def followed_rows(table: Table, frame: pd.DataFrame, ids: list[str], frames: Frames) -> list[Any]:
    """The number of the row for which each key stands now, None where it has gone."""
    replaced = replacements(table.name, frames)
    numbers = {key: n for n, key in enumerate(keys_of(table, frame))}
    return [next((numbers[k] for k in trail(i, replaced) if k in numbers), None) for i in ids]


def differences(
    table: Table, row: Mapping[str, str | None], read: Mapping[str, str | None]
) -> list[Difference]:
    """In what a row says otherwise than a reading; what the reading did not record cannot differ,
    but for the number.
    """
    pairs = [("value", number_of(table), "value")]
    pairs += [("value", end, end) for end in ("low", "high") if read[end]]
    if read["value"] or read["low"] or read["high"]:
        pairs += [("hedge", "qualifier", "qualifier")]
        if (unit := unit_of(table)) is not None:
            pairs += [("unit", unit, "unit")]
    pairs += [("day", day_of(table), "day")]
    found = [
        Difference(kind, column, read[theirs], row.get(column))
        for kind, column, theirs in pairs
        if read[theirs] != row.get(column) and (kind == "value" or read[theirs] is not None)
    ]
    if read["scope"] == "other":
        found.append(Difference("scope", "scope", "other", "same"))
    return found + list(_sent_elsewhere(table, row, read))


def _sent_elsewhere(
    table: Table, row: Mapping[str, str | None], read: Mapping[str, str | None]
) -> Iterator[Difference]:
    """Whether the row is no more what the reader was asked, or stands on another page."""
    # an earlier sheet may have named fewer columns
    for column, then in zip(limits_of(table), (read.get("asked") or "").split("/"), strict=False):
        if read.get("asked") is not None and then != (row[column] or ""):
            yield Difference("question", column, then or None, row[column])
    if (source := read.get("source")) is None:
        return
    if source not in {row["source"], *(row.get("corroborated_by") or "").split(";")}:
        yield Difference("source", "source", source, row["source"])


def checked_on(table: Table, frame: pd.DataFrame, frames: Frames) -> pd.Series:
    """The last day on which a second reader agreed with each row, or differed in what stands with a
    reason.
    """
    import pandas as pd

    days: dict[int, pd.Timestamp] = {}
    for reading, at, found in compared(table, frame, frames):
        kinds = {d.kind for d in found}
        if at is None or kinds - STAND or (kinds and reading["settled"] is None):
            continue
        day = pd.Timestamp(reading["read_on"])
        days[at] = max(day, days.get(at, day))
    return pd.Series([days.get(n) for n in range(len(frame))], frame.index, "datetime64[s]")


def compared(
    table: Table, frame: pd.DataFrame, frames: Frames
) -> Iterator[tuple[dict[str, Any], int | None, list[Difference]]]:
    """Each reading of a table, with the number of its own in `number`; the number of its row; what
    differs.
    """
    readings = frames["readings"]
    theirs = readings[readings["table"].astype("str") == table.name]
    if theirs.empty:
        return
    read = texts_of(theirs, {"read_on": "date", "day": "date"})
    at = followed_rows(table, frame, [str(r["id"]) for r in read], frames)
    rows = frame.iloc[[n for n in at if n is not None]]
    kinds = {c: table.by_name[c].type for c in looked_at(table)}
    texts = iter(texts_of(rows[list(kinds)], kinds))
    for number, reading, n in zip(theirs.index, read, at, strict=True):
        found = [] if n is None else differences(table, next(texts), reading)
        yield {**reading, "number": number}, n, found


def looked_at(table: Table) -> list[str]:
    """The columns with which a reading is compared."""
    numbers = (number_of(table), "low", "high", "qualifier", unit_of(table), day_of(table))
    names = (*numbers, "source", "corroborated_by", *limits_of(table))
    return [c for c in dict.fromkeys(names) if c is not None and c in table.by_name]


def texts_of(frame: pd.DataFrame, types: Mapping[str, str]) -> list[dict[str, str | None]]:
    """The rows of a frame, their cells as a curated file has them."""
    whole = {c: "integer" for c in ("value", "low", "high") if c in frame} | dict(types)
    columns = {c: cell_texts(frame[c], whole.get(c, "string")) for c in frame}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def disagreements(
    curated: Mapping[str, Curated], frames: Frames, sure: Mapping[str, bool]
) -> Iterator[Finding]:
    """Rows that no longer say what their second reading says, and readings of nothing.

    Parameters
    ----------
    sure
        Table -> whether every row of it could be read.
    """
    places = curated["readings"].places
    retired = {(r.table, r.id) for r in frames["retired"].astype("str").itertuples()}
    for name, whole in sure.items():
        c = curated[name]
        for reading, at, found in compared(c.table, frames[name], frames):
            place = places[reading["number"]]
            if at is None:
                if whole and (name, reading["id"]) not in retired:
                    near = nearest(reading["id"], keys_of(c.table, frames[name]))
                    yield Finding(
                        place, "id", f"{name} has no row {reading['id']!r}{near}", "reading"
                    )
                continue
            told = {k for k in (reading["differs"] or "").split(";") if k}
            for kind in sorted(told - {d.kind for d in found}):
                message = f"the row says the same {kind} now; take {kind!r} out"
                if kind not in KINDS:
                    message = f"{kind!r} is none of {', '.join(KINDS)}"
                yield Finding(place, "differs", message, "reading")
            if reading["settled"] is not None and not told:
                yield Finding(place, "settled", "nothing differs; take it out", "reading")
            for d in (d for d in found if d.kind not in told):
                message = (
                    f"{shown(d.ours)}, but {place} read {shown(d.read)} on {reading['read_on']};"
                    f" read the page again: mend the row, or name {d.kind!r} in `differs` there"
                )
                yield c.typed(Finding(c.places[at], d.column, message, "reading"))
