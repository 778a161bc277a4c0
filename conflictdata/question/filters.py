"""What columns must hold: the values and ranges that a caller gave, checked and converted."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NoReturn

from conflictdata.errors import ConflictDataError, shown
from conflictdata.matching import Called, proposal
from conflictdata.question.days import days_of, is_null, to_stretch
from conflictdata.schemas.words import warn_of_old_name
from conflictdata.tree import Parents, below, dotted

if TYPE_CHECKING:
    from conflictdata.schemas.table import Field, Table

# code -> what it is called
Names = Callable[[], Called]

# more distinct cells than that are not looked through for the nearest
SUGGESTIONS = 20_000


# the whole numbers that a column can hold
LEAST, MOST = -(2**63), 2**63 - 1


def no_tree(field: Field) -> Parents:
    """The parents of codes where no release is at hand."""
    return {}


@dataclass(frozen=True)
class Filter:
    """What a column must hold, as the caller gave it, with its values checked and converted: any of
    `values`, or between `ends`; without both, nothing passes. Codes that are `proven` exist, though
    no row may have them; `names` gives what codes are called, where one does not exist.
    """

    field: Field
    label: str
    values: tuple[Any, ...] = ()
    ends: tuple[Any, Any] | None = None
    proven: frozenset[str] = frozenset()
    names: Names = Called

    @classmethod
    def of(
        cls,
        field: Field,
        wanted: object,
        schema: Table,
        parents: Callable[[Field], Parents] = no_tree,
        names: Names = Called,
    ) -> Filter:
        """Check and convert what a caller gave; `parents` gives the tree of a column's codes."""
        return replace(cls._of(field, wanted, schema, parents, names), names=names)

    @classmethod
    def _of(
        cls,
        field: Field,
        wanted: object,
        schema: Table,
        parents: Callable[[Field], Parents],
        names: Names,
    ) -> Filter:
        label = f"{schema.name}.{field.name}"
        if is_truth(wanted) and field.type == "date":
            return cls(field, label, ends=(None, None)) if wanted else cls(field, label, (None,))
        if isinstance(wanted, slice):
            if wanted.step is not None:
                raise ConflictDataError(f"{label}: a slice has two ends and no step")
            return cls._between(field, label, wanted.start, wanted.stop)
        values: list[Any] = []
        proven: set[str] = set()
        several = listed(wanted, label)
        for value in several:
            if is_null(value):
                values.append(None)
            elif field.type == "date":
                first, last = to_stretch(value, label)
                if len(several) == 1 and first != last:
                    return cls(field, label, ends=(first, last))
                values += days_of((first, last))
            elif field.type == "integer":
                number = _whole(value, label)
                values += [number] if LEAST <= number <= MOST else []
            else:
                codes, exist = _codes(field, value, label, parents, names)
                values += codes
                proven |= exist
        return cls(field, label, values=tuple(dict.fromkeys(values)), proven=frozenset(proven))

    @classmethod
    def _between(cls, field: Field, label: str, low: Any, high: Any) -> Filter:
        for end in (low, high):
            if end is not None and is_null(end):
                raise ConflictDataError(
                    f"{label}: an end of a slice is a value, or None where it is open, not"
                    f" {shown(end)}"
                )
        if field.type == "date":
            low = None if low is None else to_stretch(low, label)[0]
            high = None if high is None else to_stretch(high, label)[1]
        elif field.type == "integer":
            # an end beyond what a column can hold is an open one, or one that nothing reaches
            low, high = (None if e is None else _limit(e, label) for e in (low, high))
            if (low is not None and low > MOST) or (high is not None and high < LEAST):
                return cls(field, label)
            low = None if low is None or low < LEAST else low
            high = None if high is None or high > MOST else high
        else:
            low, high = (None if e is None else _text(field, e, label) for e in (low, high))
        if low is not None and high is not None and low > high:
            raise ConflictDataError(
                f"{label}: a range from {low} to {high} is reversed and holds nothing; give the"
                f" {'earlier day' if field.type == 'date' else 'lower end'} first"
            )
        return cls(field, label, ends=(low, high))

    @property
    def present(self) -> frozenset[Any]:
        """The values that are asked for, without null."""
        return frozenset(v for v in self.values if v is not None)

    @property
    def unproven(self) -> set[Any]:
        """Codes and keys that are no known code: that they exist must be seen in the rows."""
        return (
            set(self.present.difference(self.field.allowed, self.proven))
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
            f"{self.label} has no value {value!r}"
            + (proposal(value, sorted(known), *self.names()) or self._where_to_look)
        )

    @property
    def _where_to_look(self) -> str:
        """The end of a sentence about a value that is like none there is."""
        if not self.field.encoded:
            return "; it takes a whole text or key, as it stands in the rows"
        return (
            "; search for it by a word of its name, with cd.search(...) or"
            " `conflictdata search ...`"
        )


def within_series(schema: Table, tests: Sequence[Filter]) -> list[Filter]:
    """What tests of the first dimensions say of `series`, which begins with their values and by
    which figures are sorted.

    It is true of every row that passes them, and tells an engine that compares the statistics of
    plain text alone which row groups it need not read.
    """
    pinned = {t.field.name: t for t in tests if len(t.values) == 1 and t.values[0] is not None}
    first = itertools.takewhile(lambda name: name in pinned, schema.dimensions)
    begins = "/".join(
        f"{pinned[name].field.prefix or ''}{pinned[name].values[0]}"
        for name in first
        if pinned[name].values[0] != "all"
    )
    # the character after the slash
    return (
        [Filter(schema.field("series"), f"{schema.name}.series", ends=(begins, f"{begins}0"))]
        if begins
        else []
    )


def listed(wanted: Any, label: str) -> list[Any]:
    """What is given as one value or as several, as a list: of any array, column or iterable."""
    if isinstance(wanted, Mapping) or len(getattr(wanted, "shape", ())) > 1:
        what = "a mapping" if isinstance(wanted, Mapping) else "a table"
        raise ConflictDataError(f"{label}: give a value, a list, a slice or None, not {what}")
    if hasattr(wanted, "as_py"):  # one value of pyarrow
        wanted = wanted.as_py()
    if isinstance(wanted, str | bytes) or not hasattr(wanted, "__iter__"):
        return [wanted]
    if getattr(wanted, "shape", None) == ():  # one value in an array of numpy
        return [wanted[()]]
    return [value.as_py() if hasattr(value, "as_py") else value for value in wanted]


def is_truth(value: object) -> bool:
    """Whether a value is True or False, of Python or of numpy."""
    return type(value).__name__ in ("bool", "bool_")


def _whole(value: Any, label: str) -> int:
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError):
        number = None
    if number is None or isinstance(value, str | bytes) or is_truth(value) or number != value:
        raise ConflictDataError(f"{label} holds whole numbers, not {shown(value)}")
    return number


def _limit(value: Any, label: str) -> int | float:
    """An end of a range of whole numbers, which may be infinite."""
    if isinstance(value, float) and math.isinf(value):
        return value
    return _whole(value, label)


def _codes(
    field: Field, value: Any, label: str, parents: Callable[[Field], Parents], names: Names
) -> tuple[list[str], set[str]]:
    """The codes or texts that are meant by one, and those of them that need not be in a row."""
    code = _text(field, value, label)
    if code in field.allowed:
        return dotted(code, field.allowed), set()
    if not code.endswith("+") or code in (tree := parents(field)):
        return [code], set()
    top = _text(field, code.removesuffix("+"), label)
    tree = tree or {c: None for c in field.allowed if dotted(c, field.allowed) != [c]}
    if not tree:
        raise ConflictDataError(
            f"{label}: {value!r} asks for a branch, and these codes have no tree; write {top!r}"
        )
    if top not in tree:
        raise ConflictDataError(
            f"{label} has no value {top!r}{proposal(top, sorted(tree), *names())}"
        )
    codes = below(top, tree)
    return codes, set(codes)


def _text(field: Field, value: Any, label: str) -> str:
    if not isinstance(value, str):
        raise ConflictDataError(f"{label} holds text, not {shown(value)}")
    if value in field.renamed and value not in field.allowed:
        warn_of_old_name(f"{label} {value!r}", field.renamed[value])
        return field.renamed[value]
    return str.__str__(value)  # plain text, of numpy's or of an enumeration too
