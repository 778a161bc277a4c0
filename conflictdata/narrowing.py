"""Narrow figures to those of one line, count what is left out, and say what to pin where several
lines are left.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from conflictdata.errors import ConflictDataError
from conflictdata.tree import Parents, above

if TYPE_CHECKING:
    from conflictdata.schemas.table import Field, Table

# more values of one dimension than that are counted, not listed
SEVERAL = 40
# days that an example has at most
FEW = 12
# a column that no table has
PLACE = "place of the row"
LeftOut = dict[str, dict[str, int]]


class DeadEndError(ConflictDataError):
    """Figures fit, and none of them has what is usual in a dimension that nobody named."""


class NewerFiguresWarning(UserWarning):
    """Figures newer than a line are left out of it, since nobody states of which day they are."""


class NotOnTheLineWarning(UserWarning):
    """Something that the caller asked for by name has no figure on the line."""


def one_line(
    figures: pa.Table,
    schema: Table,
    named: Collection[str],
    parents: Callable[[Field], Parents],
) -> tuple[pa.ChunkedArray, LeftOut]:
    """Where the figures of one line stand among those that fit, given what tells lines apart, and
    how many of the others have which value.

    Dimensions that the caller `named` stay as they are, the others are chosen as `series` says: an
    area last, so that whose figures they are does not depend on where most of them lie.
    """
    usual = usual_values(schema, named)
    rows = figures.append_column(PLACE, pa.array(range(figures.num_rows), pa.int64()))
    for name, values in usual.items():
        rows = _with(rows, name, values) or _refuse_parts(rows, name)
    areas = {f.name: f for f in schema.fields if f.dimension == "topmost" and f.name not in named}
    several = _several(rows, [d for d in schema.dimensions if d not in areas])
    if not several:
        for name, field in areas.items():
            rows = _topmost(rows, name, parents(field))
        several = _several(rows, schema.dimensions)
    if several:
        chosen = [n for n in (*usual, *areas) if n not in several]
        raise ConflictDataError(
            f"more than one series fits; pin {_options(figures, several)}{_also(figures, chosen)}"
        )
    return rows[PLACE], _left_out(figures, rows, ["date_precision", *schema.dimensions])


def usual_values(schema: Table, named: Collection[str]) -> dict[str, list[str]]:
    """What columns must hold that the caller did not name: all cases, and a stated day."""
    stated = [c for c in schema.field("date_precision").allowed if c != "by"]
    wholes = {f.name: ["all"] for f in schema.fields if f.dimension == "whole"}
    return {n: v for n, v in {"date_precision": stated, **wholes}.items() if n not in named}


def not_on_the_line(
    figures: pa.Table, schema: Table, filters: Mapping[str, object], left_out: LeftOut
) -> str:
    """Of values that the caller asked for by name and no figure of the line has: what all of their
    figures are that is not usual, and how to get them.
    """
    usual = usual_values(schema, filters)
    said = []
    for name in (n for n in left_out if isinstance(filters.get(n), list)):
        for value in left_out[name]:
            rows = _with(figures, name, [value])
            for column, values in usual.items():
                kept = None if rows is None else _with(rows, column, values)
                if kept is None:
                    break
                rows = kept
            else:
                continue
            if rows is not None and (only := sorted(_counts(rows, column))):
                said.append(
                    f"no figure of {name}={value!r} is on the line: its {rows.num_rows} have"
                    f" {column} {' or '.join(map(repr, only))} alone; series(...,"
                    f" {name}={value!r}, {column}={only[0]!r}) gives them"
                )
    return "; ".join(said)


def newer_than(rows: pa.Table, undated: pa.Table) -> dict[str, Any]:
    """How many figures without a stated day go on after the last of a line, and to which day at the
    latest; empty where none does.
    """
    starts = set(rows["period_start"].to_pylist())
    last = max(rows["period_end"].to_pylist())
    newer = [
        figure["period_end"]
        for figure in undated.select(["counting", "period_start", "period_end"]).to_pylist()
        if figure["period_end"] > last
        and (figure["counting"] != "cumulative" or figure["period_start"] in starts)
    ]
    return {"figures": len(newer), "to": str(max(newer)), "after": str(last)} if newer else {}


def newer_in_words(newer: Mapping[str, Any], precise: Sequence[str]) -> str:
    """The same, and how to get them beside those of the precision that the line has."""
    noun = "figure is" if newer["figures"] == 1 else "figures are"
    return (
        f"the line ends on {newer['after']}, and {newer['figures']} newer {noun} left out, to"
        f" {newer['to']} at the latest: of which day they are nobody states; series(...,"
        f" date_precision={[*sorted(precise), 'by']}) has both"
    )


def in_words(left_out: LeftOut) -> str:
    """What was left out, as people read it."""
    return "; ".join(
        f"{name}: " + ", ".join(f"{value!r} ({n})" for value, n in values.items())
        for name, values in left_out.items()
    )


def listed(values: Iterable[str], most: int = SEVERAL) -> str:
    """Values to choose among, in their order; of many the first."""
    several = sorted(values)
    more = f" and {len(several) - most} more" if len(several) > most else ""
    return ", ".join(map(repr, several[:most])) + more


def refuse_overlap(rows: pa.Table) -> None:
    """Refuse figures whose periods overlap, unless they are of one count that goes on."""
    columns = [rows[c].to_pylist() for c in ("counting", "period_start", "period_end")]
    figures = sorted(set(zip(*columns, strict=True)), key=lambda f: f[1:])
    starts = sorted({start for _, start, _ in figures})
    if {counting for counting, *_ in figures} == {"cumulative"}:
        if len(starts) > 1:
            raise ConflictDataError(
                "more than one series fits; pin period_start: "
                + ", ".join(repr(str(day)) for day in starts)
            )
        return
    periods = [(start, end) for _, start, end in figures]
    if pair := _overlapping(periods):
        raise ConflictDataError(
            "figures of this line cover the same days, such as {}..{} and {}..{}; pin".format(
                *pair[0], *pair[1]
            )
            + f" period_start or period_end to periods that follow each other{_example(periods)}"
        )


def _with(rows: pa.Table, name: str, values: Sequence[str]) -> pa.Table | None:
    """The rows that have one of some values in a column, None where there is none."""
    kept = rows.filter(pc.is_in(rows[name].cast(pa.string()), value_set=pa.array(values)))
    return kept if kept.num_rows else None


def _refuse_parts(rows: pa.Table, name: str) -> pa.Table:
    values = " or ".join(f"{name}={value!r}" for value in _counts(rows, name))
    noun = "figure fits" if rows.num_rows == 1 else "figures fit"
    raise DeadEndError(f"only {values}: name it; {rows.num_rows} {noun}")


def _topmost(rows: pa.Table, name: str, parents: Parents) -> pa.Table:
    present = set(_counts(rows, name))
    top = [value for value in present if present.isdisjoint(above(value, parents))]
    return rows if len(top) == len(present) else _with(rows, name, sorted(top)) or rows


def _several(rows: pa.Table, names: Iterable[str]) -> list[str]:
    return [n for n in names if n in rows.schema.names and len(rows[n].unique()) > 1]


def _options(rows: pa.Table, names: Iterable[str]) -> str:
    return "; ".join(f"{name}: {listed(_counts(rows, name))}" for name in names)


def _also(figures: pa.Table, names: Iterable[str]) -> str:
    """What was chosen for dimensions that nobody named, where figures have other values too."""
    differ = _several(figures, names)
    return (
        f"; unless you name one, the usual is taken of {_options(figures, differ)}"
        if differ
        else ""
    )


def _left_out(figures: pa.Table, rows: pa.Table, names: Iterable[str]) -> LeftOut:
    """Dimension -> value that no figure of the line has -> how many others have it."""
    found = {}
    for name in (n for n in names if n in figures.schema.names):
        kept = _counts(rows, name)
        others = {v: n for v, n in _counts(figures, name).items() if v not in kept}
        if name == "date_precision":
            others = {v: n for v, n in others.items() if v == "by"}
        if others:
            found[name] = others
    return found


def _counts(rows: pa.Table, name: str) -> dict[str, int]:
    counted = rows[name].cast(pa.string()).value_counts().to_pylist()
    return {c["values"]: c["counts"] for c in counted if c["values"] is not None}


Period = tuple[Any, Any]


def _overlapping(periods: Sequence[Period]) -> tuple[Period, Period] | None:
    """The first two of some periods, in the order of their starts, that share a day."""
    last: Period | None = None
    for period in periods:
        if last is not None and period[0] <= last[1]:
            return last, period
        last = period
    return None


def _one_after_another(periods: Sequence[Period]) -> list[Period]:
    """As many of some periods as can follow each other without sharing a day."""
    chosen: list[Period] = []
    for period in sorted(periods, key=lambda p: (p[1], p[0])):
        if not chosen or period[0] > chosen[-1][1]:
            chosen.append(period)
    return chosen


def _example(periods: Sequence[Period]) -> str:
    """A filter that leaves periods that follow each other, where a short one does."""
    chosen = _one_after_another(periods)
    for place, name in ((1, "period_end"), (0, "period_start")):
        days = sorted({period[place] for period in chosen})
        left = [period for period in periods if period[place] in days]
        if len(days) <= FEW and _overlapping(left) is None:
            texts = [str(day) for day in days]
            return f", such as {name}={texts if len(texts) > 1 else texts[0]!r}"
    return ""
