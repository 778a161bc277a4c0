"""Arrow arrays and scalars of plain values, and back, without ``pa.array``, ``pa.scalar`` and
``to_numpy``: those import pandas to ask whether they were given a Series, which takes longer than
all the rest of an answer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    import numpy as np

EPOCH = dt.date(1970, 1, 1)


def array(cells: Collection[Any], type_: pa.DataType) -> pa.Array:
    """An array of texts, whole numbers or days, none of them null."""
    import numpy as np

    if pa.types.is_string(type_) or pa.types.is_large_string(type_):
        texts = [cell.encode("utf-8", "surrogatepass") for cell in cells]
        ends = np.cumsum([0, *map(len, texts)])
        offsets = ends.astype(np.int32 if pa.types.is_string(type_) else np.int64)
        buffers = [None, pa.py_buffer(offsets), pa.py_buffer(b"".join(texts))]
        return pa.Array.from_buffers(type_, len(texts), buffers)
    if pa.types.is_date32(type_):
        return numbers(np.array([(day - EPOCH).days for day in cells], np.int32), type_)
    if pa.types.is_integer(type_):
        return numbers(np.array(list(cells), type_.to_pandas_dtype()), type_)
    return pa.array(list(cells), type_)


def numbers(values: np.ndarray[Any, Any], type_: pa.DataType) -> pa.Array:
    """The numbers of numpy as an array of a type that has them as they are."""
    return pa.Array.from_buffers(type_, len(values), [None, pa.py_buffer(values)])


def mask(passes: np.ndarray[Any, Any]) -> pa.Array:
    import numpy as np

    bits = np.packbits(passes, bitorder="little")
    return pa.Array.from_buffers(pa.bool_(), len(passes), [None, pa.py_buffer(bits)])


def scalar(value: Any, type_: pa.DataType) -> pa.Scalar:
    """One value; no truth value, which an array of its own has."""
    return array([value], type_)[0]


def to_numpy(values: pa.Array) -> np.ndarray[Any, Any]:
    """The numbers or truth values of an array without nulls."""
    import numpy as np

    type_, part = values.type, slice(values.offset, values.offset + len(values))
    data = values.buffers()[1] or b""
    if pa.types.is_boolean(type_):
        return np.unpackbits(np.frombuffer(data, np.uint8), bitorder="little")[part].astype(bool)
    return np.frombuffer(data, type_.to_pandas_dtype())[part]
