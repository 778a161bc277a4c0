"""Bring a release, or list those that there are."""

from __future__ import annotations

import warnings
from typing import Annotated

import typer

from conflictdata.cli.options import Columns, Format


def fetch(
    version: Annotated[
        str | None,
        typer.Argument(
            metavar="[VERSION]", help="Such as 2026.11.0; without it the releases are listed."
        ),
    ] = None,
    host: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS", help="Base address of releases, without it CONFLICTDATA_HOST."
        ),
    ] = None,
    columns: Columns = None,
    format: Format = "table",
) -> None:
    """Bring a release into the cache, verified, or list the releases that there are."""
    from conflictdata._fetch import fetch
    from conflictdata._releases import releases
    from conflictdata.cli import printing, streams
    from conflictdata.release.bring import verify

    if version is None:
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            listed = releases(host=host).reset_index()
        printing.show(listed, format, columns=columns, needed=list(listed), once=False, limit=0)
        for warning in said:
            streams.say(f"warning: {warning.message}")
    else:
        folder = fetch(version, host=host)
        verify(folder)  # it may have lain in the cache for years
        streams.for_machines(f"{folder}\n")
