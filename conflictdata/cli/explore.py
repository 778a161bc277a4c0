"""Write a page to explore a release with, and open it."""

from __future__ import annotations

import tempfile
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from conflictdata.cli.options import Released
from conflictdata.progress import progress


def explore(
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="FILE.html", help="Write it there, and do not open it."
        ),
    ] = None,
    release: Released = None,
) -> None:
    """Open a release in the browser: one page that needs no network. Lines as they were known on
    any day, reporters side by side, packages, coverage, figures with their sources.
    """
    from conflictdata.cli import files, streams
    from conflictdata.errors import ConflictDataError
    from conflictdata.explorer.page import page
    from conflictdata.release.opening import open_release

    if output is not None and output.suffix.casefold() not in (".html", ".htm"):
        raise ConflictDataError(f"{output}: the explorer is a page; write .html")
    opened = open_release(release)
    with progress() as step:
        step(f"writing the explorer of {opened.version}")
        content = page(opened).encode("utf-8")
    if output is not None:
        files.put(output, lambda file: file.write_bytes(content))
        streams.say(f"{opened.version} written to {output} ({len(content) / 1e6:.1f} MB)")
        return
    # it stays for as long as the browser may read it again
    page_file = Path(tempfile.mkdtemp(prefix="conflictdata-")) / f"{opened.version}.html"
    page_file.write_bytes(content)
    if webbrowser.open(page_file.as_uri()):
        streams.say(f"opened {page_file}")
    else:
        streams.say(f"there is no browser here; the page is {page_file}")
