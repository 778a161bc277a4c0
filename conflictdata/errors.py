"""Errors that say what is wrong, where, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


class ConflictDataError(ValueError):
    """A wrong use of the package, or data that are not as they must be; the message says what to
    do.
    """


@dataclass(frozen=True)
class Finding:
    """One thing wrong with one row of a table."""

    where: str
    column: str
    message: str
    rule: str
    warning: bool = False
    # number of the row in its frame, where it stands in one row
    position: int | None = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.where}: {self.column}: {'warning: ' if self.warning else ''}{self.message}"


class ValidationError(ConflictDataError):
    """A table that breaks its schema or its rules; every finding is listed, not the first alone."""

    def __init__(self, findings: Sequence[Finding]):
        self.findings = list(findings)
        noun = "finding" if len(self.findings) == 1 else "findings"
        super().__init__("\n".join([f"{len(self.findings)} {noun}", *_told(self.findings)]))

    @property
    def frame(self) -> pd.DataFrame:
        """The findings as a frame with columns where, column, message, rule, warning."""
        import pandas as pd

        return pd.DataFrame(
            [vars(f) for f in self.findings],
            columns=["where", "column", "message", "rule", "warning"],
        )


def nearest(word: object, options: Iterable[object]) -> str:
    """Return the end of a sentence that names the option nearest to a mistyped word, or all options
    where they are few and none is near.

    >>> nearest("OHCHR", ["ohchr", "cfr"])
    "; did you mean 'ohchr'?"
    """
    names = [str(o) for o in options]
    if hint := near(word, names):
        return hint
    if 0 < len(names) <= 12:
        return "; it is one of " + ", ".join(map(repr, dict.fromkeys(names)))
    return ""


def near(word: object, options: Iterable[object]) -> str:
    """Return the end of a sentence that names the option nearest to a mistyped word; nothing where
    none is near, for a sentence that has named the options.
    """
    from difflib import get_close_matches

    names = {str(o).casefold(): str(o) for o in options}
    mistyped = str(word).casefold()
    for close in get_close_matches(mistyped, names, n=3, cutoff=0.65):
        if not _silly(mistyped, close):
            return f"; did you mean {names[close]!r}?"
    return ""


def shown(value: object) -> str:
    """A value as an error names it: itself where it is short, else what it is.

    >>> shown(2023), shown({"a": list(range(100))})
    ('2023', 'a dict')
    """
    text = repr(value)
    if len(text) <= 80 and text.isprintable():
        return text
    name = type(value).__name__
    return f"{'an' if name[0] in 'AEIOUaeiou' else 'a'} {name}"


def _told(findings: Sequence[Finding]) -> Iterator[str]:
    """The lines that tell findings; what is said of several columns of one place is said once."""
    alike: dict[tuple[str, str, bool], list[Finding]] = {}
    for f in findings:
        alike.setdefault((f.where, f.message, f.warning), []).append(f)
    for found in alike.values():
        columns = list(dict.fromkeys(f.column for f in found))
        if len(columns) == 1:
            yield from map(str, found)
        else:
            together = replace(found[0], column=f"{len(columns)} columns")
            yield f"{together}: {', '.join(columns)}"


def _silly(word: str, other: str) -> bool:
    """Whether words have little in common but some letters, or keys but a day or a number."""
    from difflib import SequenceMatcher

    def alike(a: str, b: str) -> float:
        return SequenceMatcher(None, a, b).ratio()

    if word[:1] != other[:1] and alike(word, other) < 0.75:
        return True
    spelled, of = ("".join(c for c in text if c.isalpha()) for text in (word, other))
    numbered = any(c.isdigit() for c in word) and any(c.isdigit() for c in other)
    return numbered and spelled != of and alike(spelled, of) < 0.7
