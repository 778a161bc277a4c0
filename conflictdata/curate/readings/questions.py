"""What a second reader is asked: who, what, where, which period; never the value, nor the day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.schemas.table import Field, Table

Row = Mapping[str, str | None]
# what is asked of a row of each table, in the names of its codes
ASKED = {
    "casualties": "{conflict}: how many people does {reporter} count as {measure}?",
    "aid_totals": "{conflict}: what sum does {reporter} give for aid of {donor}?",
    "aid_packages": "{conflict}: what sum was this package of {donor} announced with?",
    "aid_package_items": '{conflict}: how many of "{wording}" are in this package of {donor}?',
}
# and what limits it, where it does
LIMITS = {
    "casualties": (),
    "aid_totals": (),
    "aid_packages": (
        "program",
        "sequence",
        "recipient",
        "aid_type",
        "instrument",
        "stage",
        "valuation",
        "financed_by",
    ),
    "aid_package_items": ("program", "item"),
}


def limits_of(table: Table) -> list[str]:
    """The columns that limit the question on a row and that its key does not hold."""
    return [c for c in LIMITS[table.name] if c in table.by_name and c not in table.primaryKey]


def limits(table: Table, row: Row) -> str | None:
    """What limits the question on a row, as its codes."""
    told = "/".join(row[name] or "" for name in limits_of(table))
    return told or None


class Questions:
    """The questions on the rows of a table."""

    def __init__(self, table: Table, frames: Mapping[str, pd.DataFrame]):
        self.table = table
        asked = {name for name in table.by_name if f"{{{name}}}" in ASKED[table.name]}
        limits = LIMITS[table.name] or [d for d in table.dimensions if d != "counting"]
        self.limits = [table.by_name[c] for c in limits if c not in {*asked, "conflict"}]
        self.words = {
            name: _names(table, table.by_name[name], frames)
            for name in (*asked, *(f.name for f in self.limits), "counting")
            if name in table.by_name
        }
        self.contents = _contents(frames) if table.name == "aid_packages" else {}

    def ask(self, row: Row) -> str:
        """The question on a row, its cells as a curated file has them."""
        names = {name: self._called(name, row[name]) for name in self.words}
        told = [
            f"{f.title}: {names[f.name]}"
            for f in self.limits
            if row[f.name] is not None and row[f.name] != "all"
        ]
        if "counting" in self.table.by_name:
            told.append(f"{names['counting']}, {_period(row)}")
        # packages of one page are told apart by what is in them
        if contents := self.contents.get(row.get("package_id") or ""):
            told.append(f"Contents: {', '.join(contents)}")
        # and a part from the whole by where on the page it stands
        place = row.get("locator") or ""
        if self.table.name == "aid_packages" and place and not re.search(r"\d", place):
            told.append(f"Where: {place}")
        return f"{ASKED[self.table.name].format_map(names)} {'; '.join(told)}".strip()

    def _called(self, name: str, cell: str | None) -> str:
        if cell is None:
            return ""
        separator = self.table.by_name[name].separator
        parts = cell.split(separator) if separator else [cell]
        return ", ".join(self.words[name].get(part, part) for part in parts)


# a day; digits in groups, such as 8,709 or 1.6, or 450m, which no letter makes a name (M142)
NUMBER = re.compile(
    r"\d{4}-\d\d-\d\d|(?<!\w)\d+(?:[.,'\u00a0\u202f ]\d+)*(?!(?!(?:k|m|mn|mln|bn)\b)\w)", re.I
)
NUMBERS = ("value", "low", "high", "amount", "quantity")


def hidden(text: str, row: Row) -> str:
    """The text without what the row says, in whatever way it is written: 300, 300,000,000, 0.3."""
    told = {_digits(cell) for name in NUMBERS if (cell := row.get(name))}
    return NUMBER.sub(lambda found: "[…]" if _digits(found[0]) in told else found[0], text)


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number).strip("0")


def _contents(frames: Mapping[str, pd.DataFrame]) -> dict[str, list[str]]:
    """The first three wordings of each package's list."""
    items = frames["aid_package_items"]
    listed = items["wording"].astype("str").groupby(items["package"].astype("str"), sort=False)
    return {str(package): list(words[:3]) for package, words in listed}


def _period(row: Row) -> str:
    if row["date_precision"] == "by":  # its end is the day of report, which is to be read
        return f"since {row['period_start']}"
    if row["counting"] == "stock":
        return f"on {row['period_end']}"
    return f"{row['period_start']} to {row['period_end']}"


def _names(table: Table, field: Field, frames: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Code or key of a column -> what it is called."""
    if field.categories:
        return {c["value"]: c["label"] for c in field.categories}
    if field.name not in table.references:
        return {}
    other, key = table.references[field.name]
    rows = frames[other]
    named = next((c for c in ("name", "label", "title") if c in rows), key)
    return dict(zip(rows[key].astype("str"), rows[named].astype("str"), strict=True))
