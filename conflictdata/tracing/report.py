"""The report of a trace: the article with its numbers marked and a note beside each, as one page of
HTML that runs no program and asks no network.
"""

from __future__ import annotations

import html
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from conflictdata.errors import ConflictDataError
from conflictdata.provenance import ATTRS, open_stamped

if TYPE_CHECKING:
    import pandas as pd

# what the page may do: nothing but show itself
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
# what a statement seems to say, in the order of the note
SAYS = ("measure", "population", "sex", "age", "cause", "affiliation", "area", "donor", "cited")


def report(traced: pd.DataFrame) -> str:
    """What `trace` gave, as a page.

    >>> import conflictdata as cd
    >>> traced = cd.trace("OHCHR has recorded 8,709 killed in Ukraine.", published="2023-05-04")
    >>> "<mark" in report(traced)
    True
    """
    known = traced.attrs.get(ATTRS, {})
    if "text" not in known:
        raise ConflictDataError("a report is made of what trace() gives, not of other rows")
    labels = _labels(traced)
    notes = [_Note(n, row, labels) for n, row in enumerate(traced.to_dict("records"), 1)]
    style = files(__package__).joinpath("report.css").read_text(encoding="utf-8")
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>An article traced</title>
<style>
{style}</style>
</head>
<body>
<header>
<h1>An article traced</h1>
<p>{_about(known, len(notes))}</p>
{_legend(notes, labels)}
</header>
<main>
{"".join(_paragraphs(known["text"], notes))}</main>
</body>
</html>
"""


class _Note:
    """The note of one number."""

    def __init__(self, number: int, row: dict[str, Any], labels: dict[str, tuple[str, str]]):
        self.number, self.row = number, row
        self.verdict = row["verdict"]
        self.label = labels.get(self.verdict, (self.verdict.replace("_", " "), ""))[0]

    def mark(self, words: str) -> str:
        """The number in the text."""
        return (
            f'<mark class="{self.verdict}" id="n{self.number}"><a href="#note{self.number}"'
            f' aria-label="note {self.number}: {_text(self.label)}">{_text(words)}'
            f"<sup>{self.number}</sup></a></mark>"
        )

    def block(self) -> str:
        """The note beside it."""
        row = self.row
        lines = [f'<p class="reason">{_text(row["reason"])}</p>']
        says = [str(row[n]).replace("_", " ") for n in SAYS if _is(row[n])]
        if says:
            lines.append(f'<p class="says">read as: {_text(", ".join(says))}</p>')
        if self.verdict != "unknown" and _is(row["today_number"]):
            lines += self._numbers()
        return (
            f'<li id="note{self.number}" value="{self.number}"><strong class="{self.verdict}">'
            f'{_text(self.label)}</strong> <a href="#n{self.number}">{_text(row["words"])}</a>'
            f"{''.join(lines)}</li>\n"
        )

    def _numbers(self) -> list[str]:
        """What was known then, what is known today, and where it stands."""
        row = self.row
        told = [f"said on {_day(row['reported_on'])}"]
        if row["today_on"] != row["reported_on"]:
            told.append(f"today {_number(row['today_number'])}, since {_day(row['today_on'])}")
        else:
            told.append("it stands today")
        if _is(row["newest_number"]):
            newest = f"{_number(row['newest_number'])} as of {_day(row['newest_end'])}"
            told.append(f"newest of its line: {newest}")
        lines = [f"<p>{'; '.join(told)}</p>"]
        url = row["source_url"]
        source = _text(row["source_title"] if _is(row["source_title"]) else row["source"])
        if _is(url) and str(url).startswith(("https://", "http://")):
            source = f'<a href="{_text(url)}" rel="noreferrer noopener">{source}</a>'
        if _is(row["source"]):
            lines.append(f'<p class="source">{source}</p>')
        return lines


def _paragraphs(text: str, notes: list[_Note]) -> list[str]:
    """The article paragraph by paragraph, each with the notes of its numbers."""
    found, at = [], 0
    for paragraph in text.split("\n"):
        end = at + len(paragraph)
        own = [note for note in notes if at <= note.row["start"] < end]
        if paragraph.strip():
            beside = "".join(note.block() for note in own)
            found.append(
                f"<section><p>{_marked(text, at, end, own)}</p>\n<ol>{beside}</ol></section>\n"
            )
        at = end + 1
    return found


def _marked(text: str, at: int, end: int, notes: list[_Note]) -> str:
    parts = []
    for note in notes:
        start, stop = note.row["start"], min(note.row["end"], end)
        parts += [_text(text[at:start]), note.mark(text[start:stop])]
        at = stop
    return "".join([*parts, _text(text[at:end])])


def _about(known: dict[str, Any], count: int) -> str:
    day = known["published"]
    appeared = f"that appeared on {day}" if day else "of no known day"
    where = f" at {_text(known['url'])}" if known["url"] else ""
    numbers = "number" if count == 1 else "numbers"
    return (
        f"{count} {numbers} of people and money in an article {_text(appeared)}{where}, beside the"
        f" figures of conflictdata {_text(known['release'])}. A number that is unknown here may"
        " still be true."
    )


def _legend(notes: list[_Note], labels: dict[str, tuple[str, str]]) -> str:
    """The verdicts that occur, each with its definition."""
    rows = []
    for verdict, (label, definition) in labels.items():
        if count := sum(note.verdict == verdict for note in notes):
            rows.append(
                f'<dt><strong class="{verdict}">{_text(label)}</strong> {count}</dt>'
                f"<dd>{_text(definition)}</dd>"
            )
    return f"<dl>{''.join(rows)}</dl>" if rows else ""


def _labels(traced: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Verdict -> its label and definition, in the order of the list."""
    codes = open_stamped(traced).read("codes", ["list", "code", "label", "definition"])
    return {
        row["code"]: (row["label"], row["definition"])
        for row in codes.to_pylist()
        if row["list"] == "verdict"
    }


def _is(value: Any) -> bool:
    """Whether a cell holds something."""
    import pandas as pd

    return not pd.isna(value) and value != ""


def _number(value: Any) -> str:
    return f"{int(value):,}" if _is(value) else "a range"


def _day(value: Any) -> str:
    return f"{value:%Y-%m-%d}" if _is(value) else "an unknown day"


def _text(value: Any) -> str:
    return html.escape(str(value))
