"""The dictionary of a table as a notebook shows it."""

from __future__ import annotations

from html import escape

import pandas as pd

CELL = "text-align: left; vertical-align: top; white-space: normal; max-width: 32em"


class Description(pd.DataFrame):  # type: ignore[misc]
    """A frame that a notebook shows whole, with what must not be done with the table; whatever is
    derived from it is a plain frame.
    """

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame

    def _repr_html_(self) -> str:
        names = [self.index.name or "", *self.columns]
        rows = [_row("th", names)]
        for row in self.itertuples():
            rows.append(_row("td", ["" if cell != cell or cell is None else cell for cell in row]))
        warnings = self.attrs.get("warnings", {})
        told = [*self.attrs.get("caveats", ()), *(f"{c}: {text}" for c, text in warnings.items())]
        items = "".join(f"<li>{escape(text)}</li>" for text in told)
        about = escape(str(self.attrs.get("description", "")))
        return f"<p>{about}</p><table>{''.join(rows)}</table><ul>{items}</ul>"


def _row(tag: str, cells: list[object]) -> str:
    inside = "".join(f'<{tag} style="{CELL}">{escape(str(cell))}</{tag}>' for cell in cells)
    return f"<tr>{inside}</tr>"
