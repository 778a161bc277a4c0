"""Days as people give them."""

from __future__ import annotations

import datetime as dt

from conflictdata.errors import ConflictDataError


def to_day(value: object, name: str) -> dt.date:
    """A day from text such as ``2023-05-04``, a date or a timestamp; `name` says in the error what
    it is for.
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        if not isinstance(value, str) or len(value) != len("2023-05-04"):
            raise ValueError
        return dt.date.fromisoformat(value)
    except ValueError:
        raise ConflictDataError(
            f"{name} must be a day such as '2023-05-04', not {value!r}"
        ) from None
