"""Read a Parquet file of figures in portions: no rule compares figures of two of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from conflictdata.errors import ConflictDataError
from conflictdata.question.filters import Filter
from conflictdata.question.vintage import AsKnownOn

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from conflictdata.schemas.table import Table


# what is checked at a time, where what belongs together is not larger
ROWS = 1 << 18


EVERYTHING = AsKnownOn(None, None, None)


Key = tuple[str | None, ...]


def portions(file: Path, table: Table, rows: int = ROWS) -> list[Callable[[], pa.Table]]:
    """What reads a file, some rows at a time: those that agree in the columns `apart` of the schema
    come together.

    A table whose schema keeps nothing apart, and a file that lacks these columns, is one portion.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    from conflictdata.engines import arrow

    if not file.is_file():
        raise ConflictDataError(f"there is no file {file}")
    try:
        source = pq.ParquetFile(file)
    except (pa.ArrowInvalid, OSError) as error:
        raise ConflictDataError(f"{file} is no Parquet: {error}") from None
    with source:
        columns = source.schema_arrow.names
        if (
            not table.apart
            or not set(table.apart) <= set(columns)
            or source.metadata.num_rows <= rows
        ):
            return [partial(arrow.select, file, [], EVERYTHING, columns)]
        sizes = _sizes(source, table.apart)
    found: list[Callable[[], pa.Table]] = []
    for wanted in _together(
        sorted(sizes.items(), key=lambda item: [(v is not None, str(v)) for v in item[0]]), rows
    ):
        tests = [
            Filter(table.field(c), f"{table.name}.{c}", values)
            for c, values in zip(table.apart, wanted, strict=False)
        ]
        found.append(partial(arrow.select, file, tests, EVERYTHING, columns))
    return found


def _sizes(source: pq.ParquetFile, columns: Sequence[str]) -> Counter[Key]:
    """How many rows each combination of values has."""
    sizes: Counter[Key] = Counter()
    for group in range(source.metadata.num_row_groups):
        table = source.read_row_group(group, columns=list(columns))
        counted = table.group_by(list(columns)).aggregate([([], "count_all")])
        for *key, rows in zip(
            *(counted[c].to_pylist() for c in (*columns, "count_all")), strict=True
        ):
            sizes[tuple(key)] += rows
    return sizes


def _together(sizes: Sequence[tuple[Key, int]], rows: int) -> Iterator[list[Key]]:
    """What is read together: several values of the first column, or one that is too large alone
    with some of the next.
    """
    values: list[str | None] = []
    several = 0
    for value, inside in groupby(sizes, key=lambda item: item[0][0]):
        rest = [(key[1:], size) for key, size in inside]
        size = sum(size for _, size in rest)
        if values and several + size > rows:
            yield [tuple(values)]
            values, several = [], 0
        if size > rows and rest[0][0]:
            yield from ([(value,), *more] for more in _together(rest, rows))
        else:
            values, several = [*values, value], several + size
    if values:
        yield [tuple(values)]
