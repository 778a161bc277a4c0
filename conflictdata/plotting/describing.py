"""A chart in words, for people who do not see it."""

from __future__ import annotations

from conflictdata.plotting import words
from conflictdata.plotting.figures import Figures

# lines or bars that are told one by one
TOLD = 12


def described(title: str, subtitle: str, figures: Figures, then: Figures | None) -> str:
    """What a chart shows: its title, how it was counted, and the first and last number of each
    line.
    """
    said = [f"{title}. {subtitle}."]
    if not figures.table.dimensions:
        numbers = [f for f in figures.rows if f.number is not None]
        largest = max(numbers, key=lambda f: f.top, default=None)
        noun = "package" if len(figures.rows) == 1 else "packages"
        said.append(f"{len(figures.rows):,} {noun}.")
        if largest is not None:
            said.append(f"The largest: {words.worded(largest)}, {words.day(largest.end)}.")
        return " ".join(said)
    for known, several in (("", figures), ("known then:", then)):
        if several is None:
            continue
        names = words.names_of_lines(several.lines, several.differing)
        for line, name in list(zip(several.lines, names, strict=True))[:TOLD]:
            first, last = line.rows[0], line.rows[-1]
            start = "" if first is last else f"from {words.worded(first)}, {words.when(first)}, to "
            told = f"{start}{words.worded(last)}, {words.when(last)}"
            said.append(" ".join(filter(None, [f"{name}:" if name else "", known, told])) + ".")
        if len(several.lines) > TOLD:
            said.append(f"And {len(several.lines) - TOLD} more.")
    return " ".join(said)
