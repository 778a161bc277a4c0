"""One row group of a Parquet file: what its statistics say of each column, and its cells once they
are asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from conflictdata.engines import plain

BATCH = 8_192


@dataclass(frozen=True)
class RowGroup:
    """One row group: what its statistics say of each column, and its cells."""

    reader: pq.ParquetFile
    metadata: pq.RowGroupMetaData
    number: int
    places: Mapping[str, int]

    def chunk(self, column: str) -> Chunk:
        rows, statistics = (
            self.metadata.num_rows,
            self.metadata.column(self.places[column]).statistics,
        )
        if statistics is None:
            return Chunk(rows, None, None)
        ends = (statistics.min, statistics.max) if statistics.has_min_max else None
        return Chunk(rows, statistics.null_count if statistics.has_null_count else None, ends)

    def read(self, columns: list[str]) -> pa.Table:
        return self.reader.read_row_group(self.number, columns=columns)

    def take(self, columns: list[str], rows: pa.Array) -> pa.Table:
        """Some rows; where they are few, a batch at a time, so that little is in memory and nothing
        after the last is decoded.
        """
        if 2 * len(rows) > self.metadata.num_rows:
            return self.read(columns).take(rows)
        wanted, first, found = plain.to_numpy(rows), 0, []
        for batch in self.reader.iter_batches(BATCH, row_groups=[self.number], columns=columns):
            inside = wanted[
                wanted.searchsorted(first) : wanted.searchsorted(first + batch.num_rows)
            ]
            if len(inside):
                found.append(batch.take(plain.numbers(inside - first, pa.uint64())))
            first += batch.num_rows
            if first > wanted[-1]:
                break
        return pa.Table.from_batches(found)

    def cells(self, column: str) -> pa.Array:
        return one_array(self.read([column]).column(0))


class Chunk(NamedTuple):
    """What is known of one column in one row group before it is read."""

    rows: int
    nulls: int | None
    ends: tuple[Any, Any] | None


def one_array(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
