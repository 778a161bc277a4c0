"""What columns must hold: the values and ranges that a caller gave, checked and converted."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from conflictdata.errors import ConflictDataError
from conflictdata.matching import proposal
from conflictdata.question.days import to_day
from conflictdata.schemas.words import warn_of_old_name

if TYPE_CHECKING:
    from conflictdata.schemas.table import Field, Table

# code -> what it is called
Names = Callable[[], Mapping[str, Sequence[str]]]


# more distinct cells than that are not looked through for the nearest
SUGGESTIONS = 20_000


@dataclass(frozen=True)
class Filter:
    """What a column must hold, as the caller gave it, with its values checked and converted: any of
    `values`, or between `ends`; `names` gives what codes are called, when one does not exist.
    """

    field: Field
    label: str
    values: tuple[Any, ...] = ()
    ends: tuple[Any, Any] | None = None
    names: Names = dict

    @classmethod
    def of(cls, field: Field, wanted: object, schema: Table, names: Names = dict) -> Filter:
        label = f"{schema.name}.{field.name}"
        if isinstance(wanted, slice):
            if wanted.step is not None:
                raise ConflictDataError(f"{label}: a slice has two ends and no step")
            low, high = (
                None if end is None else _convert(field, end, label)
                for end in (wanted.start, wanted.stop)
            )
            return cls(field, label, ends=(low, high), names=names)
        if isinstance(wanted, Mapping):
            raise ConflictDataError(
                f"{label}: give a value, a list, a slice or None, not a mapping"
            )
        scalar = (
            wanted is None or isinstance(wanted, str | bytes) or not hasattr(wanted, "__iter__")
        )
        several = [wanted] if scalar else list(wanted)  # type: ignore[call-overload]
        return cls(
            field,
            label,
            values=tuple(None if v is None else _convert(field, v, label) for v in several),
            names=names,
        )

    @property
    def present(self) -> frozenset[Any]:
        """The values that are asked for, without null."""
        return frozenset(v for v in self.values if v is not None)

    @property
    def unproven(self) -> set[Any]:
        """Codes and keys that are no known code: that they exist must be seen in the rows."""
        return (
            set(self.present.difference(self.field.allowed))
            if self.field.type == "string"
            else set()
        )

    def parts(self, cell: str) -> list[str]:
        """The values that a cell joins."""
        return [cell] if self.field.separator is None else cell.split(self.field.separator)

    def hits(self, cells: Iterable[Any]) -> list[Any]:
        """Those of some cells that pass, null left out."""
        if self.field.separator is None:
            return [c for c in cells if c in self.present]
        return [c for c in cells if c is not None and not self.present.isdisjoint(self.parts(c))]

    def refuse(self, missing: Iterable[str], cells: Iterable[str | None]) -> NoReturn:
        """Say that a code or key does not exist, given distinct cells of the column, and name what
        may be meant: people know labels and names.
        """
        known = {*self.field.allowed, *(p for c in cells if c is not None for p in self.parts(c))}
        value = next(v for v in self.values if v in set(missing))
        raise ConflictDataError(
            f"{self.label} has no value {value!r}{proposal(value, sorted(known), self.names())}"
        )


def within_series(schema: Table, tests: Sequence[Filter]) -> list[Filter]:
    """What tests of the first dimensions say of `series`, which begins with their values and by
    which figures are sorted.

    It is true of every row that passes them, and tells an engine that compares the statistics of
    plain text alone which row groups it need not read.
    """
    pinned = {t.field.name: t.values[0] for t in tests if len(t.values) == 1}
    values = itertools.takewhile(
        lambda value: value is not None, map(pinned.get, schema.dimensions)
    )
    begins = "/".join(str(value) for value in values if value != "all")
    # the character after the slash
    return (
        [Filter(schema.field("series"), f"{schema.name}.series", ends=(begins, f"{begins}0"))]
        if begins
        else []
    )


def _convert(field: Field, value: object, label: str) -> Any:
    if field.type == "date":
        return to_day(value, label)
    if field.type == "integer":
        try:
            number = int(value)  # type: ignore[call-overload]
        except (TypeError, ValueError):
            number = None
        if number is None or isinstance(value, str | bool) or number != value:
            raise ConflictDataError(f"{label} holds whole numbers, not {value!r}")
        return number
    if not isinstance(value, str):
        raise ConflictDataError(f"{label} holds text, not {value!r}")
    if value in field.renamed and value not in field.allowed:
        warn_of_old_name(f"{label} {value!r}", field.renamed[value])
        return field.renamed[value]
    return value
