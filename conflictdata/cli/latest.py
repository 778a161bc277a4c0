"""Print the newest figure of each line."""

from __future__ import annotations

import warnings
from typing import Annotated

import typer

from conflictdata.cli.options import Columns, Format, Limit, Name, Released, Where
from conflictdata.cli.rows import filters_of, why_none


def latest(
    table: Name,
    where: Where = None,
    vintage: Annotated[
        str | None, typer.Option(metavar="DAY", help="The newest that was known on that day.")
    ] = None,
    columns: Columns = None,
    format: Format = "table",
    limit: Limit = None,
    release: Released = None,
) -> None:
    """Print the newest figure of each line that fits, with its age."""
    import pyarrow as pa

    from conflictdata._latest import latest
    from conflictdata.cli import printing, streams
    from conflictdata.instead import NoRowWarning
    from conflictdata.release.opening import open_release

    schema = open_release(release).table(table)
    filters = filters_of(schema, where)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NoRowWarning)  # which says so in Python's words
        frame = latest(table, vintage=vintage, release=release, **filters)  # type: ignore[arg-type]
    rows = pa.Table.from_pandas(frame, preserve_index=False)
    printing.show_rows(rows, schema, format, columns=columns, limit=limit)
    if not rows.num_rows:
        streams.say(f"note: no row fits; {why_none(schema, where, vintage, release)}")
