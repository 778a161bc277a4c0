"""A whole release for people who only download: one workbook, and CSV files in an archive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from conflictdata.grid import Grid, grid_of, to_csv
from conflictdata.spreadsheet import limits, sheets
from conflictdata.spreadsheet.workbook import Sheet, write_workbook

if TYPE_CHECKING:
    from conflictdata.release.folder import Release

# what a spreadsheet computes when it opens a CSV
FORMULA = re.compile(r"[=+\-@\t\r]")
# files of a release that explain it, without the machines' ones
BESIDE = ("DICTIONARY.md", "CODEBOOK.md", "CITATION.bib")

READ_ME = """\
{title}
Version {version}

One CSV file a table: UTF-8 with a byte order mark, commas, days as YYYY-MM-DD, numbers without
separators, nothing where there is nothing.

{tables}

DICTIONARY.md says what each column means, CODEBOOK.md what each code means.

In a spreadsheet use the workbook {workbook}, which holds the same rows. A spreadsheet that opens a
CSV guesses: it may take a code for a day, and it keeps 15 digits of a number. If you open one
nevertheless, import it (Data > From text) with every code as text. A text that begins with one of
= + - @ has an apostrophe before it here, so that nothing computes it; the Parquet files of the
release have it as it is.

Cite
{citation}
and the pages of the figures you use, which stand on every row.

License
{license}
"""


def names_of(version: str) -> tuple[str, str]:
    """What the workbook and the archive of a release are called."""
    return f"conflictdata-{version}.xlsx", f"conflictdata-{version}-csv.zip"


def write_whole(folder: Path, release: Release) -> None:
    """Write both into a folder."""
    workbook, archive = names_of(release.version)
    write_release(folder / workbook, release)
    write_archive(folder / archive, release)


def write_release(file: Path, release: Release) -> None:
    """Write a workbook: what it is, its tables, each of them, and what their columns mean."""
    tables = [release.table(name) for name in release.resources]
    data = [sheets.data(t.name, release.read(t.name), t) for t in tables]
    notes = {s.name: " ".join(limits.told(s.grid, s.links)) or None for s in data}
    write_workbook(
        file,
        f"{release.descriptor['title']} {release.version}",
        [sheets.about(_about(release)), _contents(release, notes), *data, sheets.columns(tables)],
    )


def write_archive(file: Path, release: Release) -> None:
    """Write an archive with a CSV a table, which a spreadsheet reads in the right letters."""
    root = f"conflictdata-{release.version}"
    with ZipFile(file, "w") as archive:
        for name, content in _files(release):
            archive.writestr(ZipInfo(f"{root}/{name}"), content, ZIP_DEFLATED, 9)


def _files(release: Release) -> Iterator[tuple[str, bytes]]:
    yield "README.txt", _read_me(release).replace("\n", "\r\n").encode("utf-8-sig")
    for name in BESIDE:
        if (release.folder / name).is_file():
            yield name, (release.folder / name).read_bytes()
    for name in release.resources:
        text = to_csv(_harmless(grid_of(release.read(name))))
        yield f"{name}.csv", text.encode("utf-8-sig")


def _harmless(grid: Grid) -> Grid:
    """Columns whose texts no spreadsheet computes; numbers are no texts."""
    return {
        name: [f"'{v}" if isinstance(v, str) and FORMULA.match(v) else v for v in column]
        for name, column in grid.items()
    }


def _about(release: Release) -> dict[str, Any]:
    from conflictdata._cite import cite

    return {
        "title": release.descriptor["title"],
        "description": release.descriptor["description"],
        "release": release.version,
        "citation": cite(release=release.folder),
        "citation of rows": "the release, and the pages of the rows used: source_title, source_url",
        "license": _license(release),
        "terms of reporters": (
            "The license covers selection, codes, notes and structure. Table licenses has on whose"
            " terms each provider publishes, as far as a page on it was read; unknown is treated"
            " as no. Single numbers are facts."
        ),
        "codes": "The sheet codes says what each code means, columns what each column means.",
        "sums": (
            "Figures are not to be added up: wholes stand beside their parts, months beside"
            " cumulatives. Of aid packages adds_up says which rows belong in a sum."
        ),
        **{
            f"caveat on {name}": " ".join(release.table(name).caveats)
            for name in release.resources
            if release.table(name).caveats
        },
    }


def _contents(release: Release, notes: dict[str, str | None]) -> Sheet:
    """The tables, each with the way to its sheet."""
    tables = release.resources.values()
    grid = {
        "table": [t["name"] for t in tables],
        "rows": [t["rows"] for t in tables],
        "first": [t.get("first") for t in tables],
        "last": [t.get("last") for t in tables],
        "last_reported": [t.get("lastReported") for t in tables],
        "description": [t["description"] for t in tables],
        "note": [notes[t["name"]] for t in tables],
        "place": [f"#'{t['name']}'!A1" for t in tables],
    }
    return Sheet("tables", grid, {"table": "place"}, hidden=["place"], folded=True)


def _read_me(release: Release) -> str:
    from conflictdata._cite import cite

    tables = (
        f"{t['name']}.csv: {t['rows']:,} rows. {t['description']}"
        for t in release.resources.values()
    )
    return READ_ME.format(
        title=release.descriptor["title"],
        version=release.version,
        tables="\n".join(tables),
        workbook=names_of(release.version)[0],
        citation=cite(release=release.folder),
        license=_license(release),
    )


def _license(release: Release) -> str:
    licence = release.descriptor["licenses"][0]
    return f"{licence['name']} {licence['path']}"
