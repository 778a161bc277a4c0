"""The dictionary of a table as a notebook shows it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from html import escape
from textwrap import wrap
from typing import Any

import pandas as pd

CELL = "text-align: left; vertical-align: top; white-space: normal; max-width: 32em"


class Description(pd.DataFrame):  # type: ignore[misc]
    """A frame that a notebook shows whole, with what must not be done with the table; whatever is
    derived from it is a plain frame.
    """

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame

    def __repr__(self) -> str:
        if not {"type", "description"} <= set(self):
            return repr(pd.DataFrame(self))
        room = max(shutil.get_terminal_size().columns, 60)
        names = max(map(len, self.index), default=0) + 2
        about = wrap(str(self.attrs.get("description", "")), room)
        must = [line for text in self._must for line in _hung(f"- {text}", 2, room)]
        columns = [
            line for row in self.itertuples() for line in _hung(_told(row, names), names + 9, room)
        ]
        return "\n".join([*about, "", *must, "", *columns])

    def _repr_html_(self) -> str:
        names = [self.index.name or "", *self.columns]
        rows = [_row("th", names)]
        for row in self.itertuples():
            rows.append(_row("td", ["" if cell != cell or cell is None else cell for cell in row]))
        about = escape(str(self.attrs.get("description", "")))
        warnings = [f"{c}: {text}" for c, text in self.attrs.get("warnings", {}).items()]
        beside = _listed("Warnings that stand on rows", warnings)
        beside += _listed("Where a reporter began to count otherwise", self.attrs.get("breaks", ()))
        # what must not be done stands before forty columns, not behind them
        return f"<p>{about}</p>{_items(self._must)}<table>{''.join(rows)}</table>{beside}"

    @property
    def _must(self) -> Sequence[str]:
        return self.attrs.get("caveats", ())


def _told(row: Any, names: int) -> str:
    unit = getattr(row, "unit", None)
    return f"{row.Index:<{names}}{row.type:<9}{row.description}" + (
        f" Unit: {unit}." if isinstance(unit, str) else ""
    )


def _hung(text: str, indent: int, room: int) -> list[str]:
    """A text on as many lines as it needs, all but the first below its second part."""
    return wrap(text, room, subsequent_indent=" " * indent, break_long_words=False)


def _items(texts: Iterable[str]) -> str:
    inside = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return f"<ul>{inside}</ul>" if inside else ""


def _listed(title: str, texts: Sequence[str]) -> str:
    """A list that opens when somebody asks for it."""
    if not texts:
        return ""
    return f"<details><summary>{title} ({len(texts)})</summary>{_items(texts)}</details>"


def _row(tag: str, cells: list[object]) -> str:
    inside = "".join(f'<{tag} style="{CELL}">{escape(str(cell))}</{tag}>' for cell in cells)
    return f"<tr>{inside}</tr>"
