"""How rows are chosen from a Parquet file: the contract, and the engine that answers a backend."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from conflictdata.errors import ConflictDataError, nearest

if TYPE_CHECKING:
    from conflictdata.question.filters import Filter
    from conflictdata.question.vintage import AsKnownOn


Backend = Literal["pandas", "polars", "pyarrow"]


BACKENDS: tuple[Backend, ...] = ("pandas", "polars", "pyarrow")


class Engine(Protocol):
    """A module that chooses rows of one file. A caller tells engines apart by the type of frame
    alone: the same rows, in the same order, with the same cells, or the same error.
    """

    def select(
        self, file: Path, tests: Sequence[Filter], known: AsKnownOn, columns: list[str]
    ) -> Any:
        """The rows that pass every test and were known.

        Order: rows as they stand in the file, columns as in `columns`.

        Null: passes a test that has None among its values, and no other; a range holds no null,
        even where both of its ends are open. A test without values and without ends passes nothing.

        Unknown codes: what a test calls `unproven` must stand in some row of the file, chosen or
        not, or else the test refuses; a value that stands only in other rows gives no row and no
        error.

        Categories: text that repeats is dictionary-encoded, and a frame that has categories of its
        own has only those that occur in its rows, in the order of the file.

        What came later: a cell of `known.later` is null where it is after `known.day`. Tests ask
        the cell as the file has it.

        A damaged file: an error of the reader, of which the release makes one that names the file;
        never other rows as far as the reader can tell. pyarrow verifies the checksum of each page
        that it reads; polars has no such option, and goes by what the release verified.

        Parameters
        ----------
        file
            A Parquet file of a release, which is not changed.
        tests
            What columns must hold, in any order; several may ask one column, and none need be
            among `columns`. Their values have the type of the column.
        known
            Which wordings count: those reported by a day, today's, or every one.
        columns
            Names of columns, each once; none is allowed.
        """
        ...


def engine_of(backend: str) -> Engine:
    """The engine that answers a backend, imported when it is first asked for."""
    if backend not in BACKENDS:
        raise ConflictDataError(f"backend {backend!r} is unknown{nearest(backend, BACKENDS)}")
    if backend != "polars":
        from conflictdata.engines import arrow

        return arrow
    try:
        from conflictdata.engines import polars
    except ImportError:
        raise ConflictDataError(
            "backend 'polars' is not installed: pip install 'conflictdata[polars]'"
        ) from None
    return polars
