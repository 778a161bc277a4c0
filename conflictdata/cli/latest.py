"""Print the newest figure of each line."""

from __future__ import annotations

from conflictdata.cli.options import Columns, Format, Limit, Name, Released, Vintage, Where
from conflictdata.cli.rows import filters_of


def latest(
    table: Name,
    where: Where = None,
    vintage: Vintage = None,
    columns: Columns = None,
    format: Format = "table",
    limit: Limit = 40,
    release: Released = None,
) -> None:
    """Print the newest figure of each line that fits, with its age."""
    import pyarrow as pa

    from conflictdata._latest import latest
    from conflictdata.cli import printing
    from conflictdata.release.opening import open_release

    schema = open_release(release).table(table)
    filters = filters_of(schema, where)
    frame = latest(table, vintage=vintage, release=release, **filters)  # type: ignore[arg-type]
    rows = pa.Table.from_pandas(frame, preserve_index=False)
    printing.show_rows(rows, schema, format, columns=columns, limit=limit)
