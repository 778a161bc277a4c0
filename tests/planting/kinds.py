"""A kind of slip: its name, the tables in which it happens, and what it makes of a row."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from .typed import Line, Typed, World

Place = tuple[str, int]
# what has become of a slip before it is planted
UNJUDGED = "not built"


@dataclass(eq=False)
class Slip:
    """One slip: lines that are replaced, lost, or come in behind others; the first is line 1."""

    row: Typed
    # None where the line is lost
    replaced: dict[Place, bytes | None] = field(default_factory=dict)
    added: dict[Place, bytes] = field(default_factory=dict)
    # what becomes of a whole file
    file: Callable[[bytes], bytes] | None = None
    kind: str = ""
    tags: set[object] = field(default_factory=set)
    outcome: str = UNJUDGED
    by: str = ""
    message: str = ""

    @property
    def places(self) -> set[Place]:
        return {*self.replaced, *self.added}

    def shown(self) -> str:
        was = self.row.own.written().decode().strip()
        new = [*self.replaced.values(), *self.added.values()]
        return (
            f"{was} -> {' | '.join((n or b'(lost)').decode(errors='replace').strip() for n in new)}"
        )


Made = dict[str, str] | Slip | None
Make = Callable[[World, Typed, random.Random], Made]


@dataclass(frozen=True)
class Kind:
    """``level`` says what two slips of one build must not share: a file, a cell or what rows say."""

    name: str
    tables: tuple[str, ...]
    level: str
    make: Make
    taken_in: bool = False

    def plant(self, world: World, row: Typed, rng: random.Random) -> Slip | None:
        """The slip in a row, or None where the row cannot have it."""
        made = self.make(world, row, rng)
        if not made:
            return None
        slip = changed(row, **made) if isinstance(made, dict) else made
        if slip is None:
            return None
        slip.kind = self.name
        if self.level == "file":
            slip.tags |= {place[0] for place in slip.places} | {row.own.file}
        elif self.level == "cell":
            slip.tags |= slip.places | {row.own.place}
        else:
            mine = {id(r): r for place in slip.places for r in world.by_line.get(place, ())}
            # an update with very many figures is tied to its neighbors by some of them
            for r in [row, *list(mine.values())[:60]]:
                slip.tags |= world.tags(r)
            slip.tags |= slip.places
        return slip


KINDS: list[Kind] = []


def kind(
    name: str, *tables: str, level: str = "rule", taken_in: bool = False
) -> Callable[[Make], Make]:
    """Register a kind of slip; `taken_in` are slips of those whose tables a recipe takes in."""

    def register(make: Make) -> Make:
        KINDS.append(Kind(name, tables, level, make, taken_in))
        return make

    return register


def changed(row: Typed, **cells: str) -> Slip | None:
    """The row with other cells, each changed where it was typed."""
    slip, lines = Slip(row), {}
    for column, text in cells.items():
        line, name = row.at(column), row.name(column)
        if name not in line.cells:
            return None
        lines.setdefault(line.place, (line, {}))[1][name] = text
    for line, new in lines.values():
        if any(line.cells[c] != t for c, t in new.items()):
            slip.replaced[line.place] = line.written(**new)
    return slip if slip.replaced else None


def together(row: Typed, *changes: tuple[Line, dict[str, str]]) -> Slip:
    return Slip(row, {line.place: line.written(**cells) for line, cells in changes})


def again(row: Typed, **cells: str) -> Slip:
    """The row once more, changed."""
    return Slip(row, added={row.own.place: row.own.written(**cells)})


def cell(column: str, text: str | None) -> dict[str, str] | None:
    return None if text is None else {column: text}


def filled(row: Typed, columns: tuple[str, ...], rng: random.Random) -> str | None:
    present = [c for c in columns if row[c]]
    return rng.choice(present) if present else None


def other(world: World, row: Typed, column: str, rng: random.Random) -> str | None:
    """Another code that stands in the column elsewhere."""
    options = [v for v in world.codes(row.table, column) if v != row[column]]
    return rng.choice(options) if options else None


# slips of the hand


def transposed(text: str, rng: random.Random) -> str | None:
    """Two neighboring digits change places; the zeros at the end of a round number stay."""
    digits = text.rstrip("0") if len(text) > 4 else text
    places = [
        i
        for i in range(len(digits) - 1)
        if digits[i] != digits[i + 1] and not (i == 0 and digits[1] == "0")
    ]
    if not places:
        return None
    i = rng.choice(places)
    return text[:i] + text[i + 1] + text[i] + text[i + 2 :]


def without_a_digit(text: str, rng: random.Random) -> str | None:
    if len(text) < 2:
        return None
    i = rng.randrange(len(text))
    short = text[:i] + text[i + 1 :]
    return None if short.startswith("0") else short


def digit_twice(text: str, rng: random.Random) -> str | None:
    i = rng.randrange(len(text)) if text else 0
    return text[: i + 1] + text[i:] if text not in ("", "0") else None


KEYS = dict(
    zip("1234567890", ("2", "13", "24", "35", "46", "57", "68", "79", "80", "9"), strict=True)
)


def next_key(text: str, rng: random.Random) -> str | None:
    if not text:
        return None
    i = rng.randrange(len(text.rstrip("0")) or 1)
    slipped = text[:i] + rng.choice(KEYS[text[i]]) + text[i + 1 :]
    return None if slipped.startswith("0") else slipped


def zero(text: str, rng: random.Random) -> str | None:
    """A zero too many, or too few."""
    if text in ("", "0"):
        return None
    short = [text[:-1]] if text.endswith("0") else []
    return rng.choice([text + "0", *short])


def misspelt(text: str, rng: random.Random) -> str | None:
    if len(text) < 3:
        return None
    i = rng.randrange(len(text) - 1)
    slipped = rng.choice(
        (
            text[:i] + text[i + 1] + text[i] + text[i + 2 :],
            text[:i] + text[i + 1 :],
            text[: i + 1] + text[i:],
        )
    )
    return None if slipped == text else slipped


def day_and_month_swapped(text: str) -> str | None:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return None
    year, month, day = text.split("-")
    return f"{year}-{day}-{month}" if int(day) <= 12 and day != month else None


def moved(text: str, days: int) -> str | None:
    try:
        return str(dt.date.fromisoformat(text) + dt.timedelta(days=days))
    except ValueError:
        return None


def other_year(text: str, by: int) -> str | None:
    try:
        day = dt.date.fromisoformat(text)
        return str(day.replace(year=day.year + by))
    except ValueError:
        return None
