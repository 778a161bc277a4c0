"""Trace the numbers of an article to the figures behind them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from conflictdata.cli.options import Columns, Format, Released
from conflictdata.errors import ConflictDataError

if TYPE_CHECKING:
    import pandas as pd

SHOWN = "words,verdict,reason"
REPORT = (".html", ".htm")
# columns whose cells join several codes
LISTS = {"donor": ";", "reporter": ";"}


def trace(
    article: Annotated[
        str,
        typer.Argument(
            metavar="FILE|ADDRESS|-", help="Text or HTML: a file, an address, - what comes in."
        ),
    ],
    published: Annotated[
        str | None,
        typer.Option(metavar="DAY", help="When it appeared; without it the day that a page gives."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE.html|.csv|.json|.xlsx",
            help="Write it there; .html is the article with its numbers marked.",
        ),
    ] = None,
    cite: Annotated[
        str | None,
        typer.Option(metavar="apa|bibtex|csl-json|ris", help="Cite the figures found instead."),
    ] = None,
    columns: Columns = None,
    format: Format = "table",
    release: Released = None,
) -> None:
    """Trace the numbers of an article: who counted, when they said so, how they were revised, and
    which number nobody published.
    """
    from conflictdata._trace import trace
    from conflictdata.cli import printing, streams

    text, url = _read(article)
    traced = trace(text, published=published, url=url, release=release)
    if cite is not None:
        text = _citation(traced, cite, release)
        streams.for_machines(f"{text}\n") if cite in ("bibtex", "csl-json", "ris") else print(text)
    elif output is not None:
        _write(traced, output)
        streams.say(f"{_told(traced)}; written to {output}")
    else:
        if format == "table":
            print(_told(traced))
            if not len(traced):
                return
        printing.show(
            traced,
            format,
            columns=columns or (SHOWN if format == "table" else None),
            needed=("words", "verdict", "reason"),
            once=False,
            limit=0,
            lists=LISTS,
        )


def _read(article: str) -> tuple[str | None, str | None]:
    """The text of a file or of what comes in, or the address to bring it from."""
    from conflictdata.tracing.page import is_address
    from conflictdata.tracing.text import LONGEST, decoded, refuse_long

    if is_address(article):
        return None, article
    if article == "-":
        return decoded(sys.stdin.buffer.read(LONGEST + 1), "the input"), None
    file = Path(article)
    try:
        refuse_long(file.stat().st_size, article)
        return decoded(file.read_bytes(), article), None
    except OSError as error:
        raise ConflictDataError(f"{article}: {error.strerror}; give a file or an address") from None


def _told(traced: pd.DataFrame) -> str:
    """How many numbers there are, and of which verdicts."""
    if not len(traced):
        return (
            "no number of people or money was found, or the article is in a language without"
            " vocabulary (see the table vocabulary)"
        )
    counts = traced["verdict"].value_counts()
    found = ", ".join(f"{n} {verdict.replace('_', ' ')}" for verdict, n in counts.items())
    number = "number" if len(traced) == 1 else "numbers"
    return f"{len(traced)} {number} of people and money: {found}"


def _citation(traced: pd.DataFrame, style: str, release: str | None) -> str:
    """The release, and the sources of the figures that the numbers were traced to."""
    from conflictdata._cite import cite

    sources = traced.loc[traced["verdict"] != "unknown", "source"].dropna().unique()
    return cite(list(sources) or None, style=style, release=release)  # type: ignore[arg-type]


def _write(traced: pd.DataFrame, output: Path) -> None:
    import pyarrow as pa

    from conflictdata.cli import files
    from conflictdata.tracing.report import report

    if output.suffix.casefold() in REPORT:
        content = report(traced).encode("utf-8")
        files.put(output, lambda file: file.write_bytes(content))
        return
    if output.suffix.casefold() not in (".csv", ".json", ".xlsx"):
        raise ConflictDataError(f"{output}: write .html, .csv, .json or .xlsx")
    table = pa.Table.from_pandas(traced, preserve_index=False)
    files.write(table, output, lambda file: _write_workbook(traced, file), lists=LISTS)


def _write_workbook(traced: pd.DataFrame, file: Path) -> None:
    """The numbers, the sources of the figures that they were traced to, and what it is."""
    import pyarrow as pa

    from conflictdata.grid import grid_of
    from conflictdata.spreadsheet import sheets
    from conflictdata.spreadsheet.workbook import Sheet, write_workbook

    def grid(frame: pd.DataFrame) -> dict[str, list[object]]:
        return grid_of(pa.Table.from_pandas(frame, preserve_index=False))

    known = traced.attrs["conflictdata"]
    sources = traced[["source", "source_title", "source_url"]].dropna().drop_duplicates()
    title = "Numbers of an article, traced to figures"
    what = {
        "what it is": title,
        **{name: str(known[name] or "") for name in ("release", "published", "url")},
    }
    write_workbook(
        file,
        title,
        [
            Sheet("numbers", grid(traced), links={"source_url": "source_url"}),
            sheets.about(what),
            Sheet("sources", grid(sources), links={"source_url": "source_url"}),
        ],
    )
