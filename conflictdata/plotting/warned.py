"""What stands beside amounts of aid that a length does not show: how far the money had come,
whether it is given or lent, and what to mind before it is compared.
"""

from __future__ import annotations

from collections import Counter

from conflictdata.plotting import words
from conflictdata.plotting.figures import Figures


def counted(figures: Figures, column: str) -> str:
    """The words of the codes in a column, each with the number of its rows where these are not
    all; nothing where no row has a code.
    """
    codes = _codes(figures, column)
    every = len(figures.rows)
    told = [(figures.word(column, c), f" ({n:,})" * (n < every)) for c, n in codes.most_common()]
    return ", ".join(f"{word}{number}" for word, number in told)


def of_packages(figures: Figures) -> list[str]:
    """The stages and instruments of packages, and their warnings."""
    said = []
    for column, warning in (("stage", "Stages do not compare"), ("instrument", "By instrument")):
        if len(_codes(figures, column)) > 1:
            said.append(f"{warning}: {counted(figures, column)}.")
    return [" ".join(several)] if (several := [*said, *warnings(figures)]) else []


def warnings(figures: Figures) -> list[str]:
    """The warnings of rows, each with their number and what it means."""
    told = []
    for code, number in _codes(figures, "warnings").most_common():
        word, meaning = figures.word("warnings", code), figures.meaning("warnings", code)
        rest = f": {meaning[:1].lower()}{meaning[1:].rstrip('.')}" if meaning else ""
        told.append(f"{words.capital(word)} ({number:,} of {len(figures.rows):,}){rest}.")
    return told


def _codes(figures: Figures, column: str) -> Counter[str]:
    """How many rows have which code; an older release lacks some of the columns."""
    cells = [figure.cells.get(column) for figure in figures.rows]
    return Counter(code for cell in cells if cell is not None for code in str(cell).split(";"))
