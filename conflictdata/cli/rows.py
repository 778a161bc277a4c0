"""The rows that a command line asks for."""

from __future__ import annotations

import json
import re
import shlex
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from conflictdata.errors import ConflictDataError
from conflictdata.release.opening import open_release

if TYPE_CHECKING:
    import pyarrow as pa

    from conflictdata.schemas.table import Table


@dataclass(frozen=True)
class Asked:
    """What somebody asked for, so that a file can say how to ask for it again."""

    table: str
    where: tuple[str, ...]
    vintage: str | None
    series: bool
    release: str | None

    def told(self, schema: Table) -> dict[str, str]:
        """Statements for people: the filters, the clock, and the question in two languages."""
        return {
            "rows chosen by": " ".join(self.where) or "all rows",
            "vintage": self.vintage or "today's wording",
            "on the command line": self._command(),
            "in Python": self._call(schema),
        }

    def _command(self) -> str:
        options = ["--series"] if self.series else []
        for name in ("vintage", "release"):
            if getattr(self, name) is not None:
                options += [f"--{name}", getattr(self, name)]
        return shlex.join(["conflictdata", "show", self.table, *self.where, *options])

    def _call(self, schema: Table) -> str:
        """The same rows by `load` or `series`."""
        named = filters_of(schema, list(self.where))
        options = {n: v for n in ("vintage", "release") if (v := getattr(self, n)) is not None}
        written = [f"{name}={_python(value)}" for name, value in {**named, **options}.items()]
        verb = "series" if self.series else "load"
        return f"cd.{verb}({', '.join([repr(self.table), *written])})"


OPTIONS = ("vintage", "columns", "release", "limit", "format")


def chosen_rows(
    table: str,
    where: list[str] | None,
    vintage: str | None,
    as_series: bool,
    release: str | None = None,
) -> tuple[Table, pa.Table]:
    """The schema of a table, and the rows that filters choose, as Arrow: few verbs need more, and
    it is there sooner than pandas.
    """
    from conflictdata._load import rows_of

    schema = open_release(release).table(table)
    filters = filters_of(schema, where)
    asked: dict[str, Any] = {"vintage": vintage, "release": release}
    try:
        if as_series:
            return schema, _series(table, {**asked, **filters})
        return schema, rows_of(table, filters, **asked)  # type: ignore[arg-type]
    except ConflictDataError as error:
        raise _with_comma(error, where or [], filters) from None


def why_none(
    schema: Table, where: list[str] | None, vintage: str | None, release: str | None
) -> str:
    """Which of the filters that somebody typed leave no row."""
    from conflictdata._load import why_none as why

    filters = filters_of(schema, where)
    words: dict[str, str] = {}
    for text in where or []:
        name = schema.field(text.partition("=")[0]).name
        words[name] = f"{words[name]} {text}" if name in words else text
    return why(schema, filters, words, vintage, release)


def filters_of(schema: Table, where: list[str] | None) -> dict[str, Any]:
    """Filters ``COLUMN=VALUE`` as `load` takes them; of a column that is given again, any of its
    values.
    """
    filters: dict[str, Any] = {}
    for text in where or []:
        name, wanted = _filter(schema, text)
        if name not in filters:
            filters[name] = wanted
        elif isinstance(wanted, slice) or isinstance(filters[name], slice):
            raise ConflictDataError(
                f"{name} is given twice, once as a range; give one range, or values alone"
            )
        else:
            filters[name] = [*_several(filters[name]), *_several(wanted)]
    return filters


def _filter(schema: Table, text: str) -> tuple[str, Any]:
    name, equals, wanted = text.partition("=")
    if not equals:
        raise ConflictDataError(
            f"{text!r} is no filter; write COLUMN=VALUE, such as {schema.summary[0]}=..."
        )
    if name in OPTIONS and name not in schema.by_name:
        raise ConflictDataError(f"{name} is an option: --{name} {wanted}")
    field = schema.field(name)
    if wanted.startswith("="):
        return field.name, _value(field.type, wanted[1:])
    if field.type == "integer" and re.search(r"(?<!\d)\d{1,3}(,\d{3})+(?!\d)", wanted):
        raise ConflictDataError(
            f"{text}: write a number without commas, {name}={wanted.replace(',', '')}, or several"
            f" as {' '.join(f'{name}={part}' for part in wanted.split(','))}"
        )
    if field.type != "string" and ".." in wanted:
        ends = (_value(field.type, end) for end in wanted.split("..", 1))
        return field.name, slice(*ends)
    values = [_value(field.type, word) for word in wanted.split(",")]
    return field.name, values[0] if len(values) == 1 else values


def _value(kind: str, word: str) -> Any:
    if kind == "integer" and re.fullmatch(r"-?[0-9]{1,30}", word):
        return int(word)
    if kind == "date" and word.casefold() in ("true", "false"):  # whether there is a day
        return word.casefold() == "true"
    return word or None


def _python(value: Any) -> str:
    if isinstance(value, slice):
        return f"slice({value.start!r}, {value.stop!r})"
    return repr(value)


def _several(wanted: Any) -> list[Any]:
    return wanted if isinstance(wanted, list) else [wanted]


def _series(table: str, asked: dict[str, Any]) -> pa.Table:
    """The figures of one line; what was left out is said beside the output."""
    from conflictdata._series import LEFT_OUT, series
    from conflictdata.cli import streams
    from conflictdata.narrowing import NewerFiguresWarning, NotOnTheLineWarning, in_words
    from conflictdata.newest import AheadWarning

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # which says the same of some of it
        warnings.simplefilter("always", NotOnTheLineWarning)
        warnings.simplefilter("always", NewerFiguresWarning)
        warnings.simplefilter("default", AheadWarning)
        rows = series(table, backend="pyarrow", **asked)  # type: ignore[arg-type]
    if left_out := json.loads(rows.schema.metadata[LEFT_OUT]):
        streams.say(
            f"note: left out, since it is not usual or nobody named it: {in_words(left_out)}"
        )
    return rows


def _with_comma(
    error: ConflictDataError, where: list[str], filters: dict[str, Any]
) -> ConflictDataError:
    """The same error; where a comma parted a text that no value is, with how to keep it whole."""
    for text in where:
        name, _, wanted = text.partition("=")
        parts = wanted.split(",")
        missed = any(f".{name} " in str(error) and repr(part) in str(error) for part in parts)
        if len(parts) > 1 and missed:
            return ConflictDataError(f"{error}; for a text with a comma write {name}=={wanted!r}")
    return error
