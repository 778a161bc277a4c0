"""What schemas tell people: the dictionary, former names, the nearest column."""

from __future__ import annotations

from conflictdata.errors import nearest


def warn_of_old_name(old: str, new: str) -> None:
    """Say that a column or code was renamed; the old name works for one release."""
    warn_the_caller(
        f"{old} is called {new!r} now; the old name goes with the next release", DeprecationWarning
    )


def warn_of_old_code(old: str, new: str) -> None:
    """Say that several columns tell what one code told; the code works for one release."""
    warn_the_caller(
        f"{old} is asked for as {new} now; the old code goes with the next release",
        DeprecationWarning,
    )


def warn_the_caller(message: str, category: type[Warning]) -> None:
    """Warn of the caller's own line, since Python shows a DeprecationWarning only where a script or
    a test is its cause.
    """
    import sys
    import warnings

    level, frame = 2, sys._getframe(1)
    while frame.f_back is not None and frame.f_globals.get("__name__", "").startswith(
        "conflictdata."
    ):
        level, frame = level + 1, frame.f_back
    warnings.warn(message, category, stacklevel=level)


# what people type, which has little in common with what columns are called
SPOKEN = {
    ("date", "day", "when", "as_of"): ("announced_on", "period_end", "published_on"),
    ("country", "place", "location", "where"): ("area", "recipient", "country"),
    ("war", "crisis"): ("conflict", "conflicts"),
    ("number", "count", "deaths", "killed", "total", "toll"): ("value", "amount", "quantity"),
    ("type", "kind", "category"): ("measure", "aid_type", "item", "kind"),
    ("who", "by", "organization", "organisation", "body"): ("reporter", "donor", "publisher"),
    ("to", "beneficiary"): ("recipient",),
    ("link", "page", "website"): ("source_url", "url"),
}


def nearest_column(name: str, columns: list[str]) -> str:
    for words, meant in SPOKEN.items():
        if name in words and (there := [c for c in meant if c in columns]):
            return f"; did you mean {there[0]!r}?"
    return nearest(name, columns) or f"; its columns are {', '.join(columns)}"
