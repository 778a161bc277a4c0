"""The columns and caveats of a table, or what its rows cover."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from os import PathLike
from typing import TYPE_CHECKING, Any

from conflictdata._load import rows_of
from conflictdata.breaks import breaks, sentences
from conflictdata.coverage import coverage_of
from conflictdata.errors import ConflictDataError
from conflictdata.held import counted, warned_of
from conflictdata.release.opening import open_release
from conflictdata.schemas.dictionary import dictionary

# more keys of another table than that are asked for by `conflictdata describe TABLE COLUMN`
READ = 500

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata._names import TableName
    from conflictdata.release.folder import Release
    from conflictdata.schemas.table import Table


def describe(
    table: TableName,
    /,
    *,
    coverage: bool = False,
    release: str | PathLike[str] | None = None,
    **where: Any,
) -> pd.DataFrame:
    """The columns of a table, and in ``.attrs`` what a reader must not do with it: caveats, and the
    usage warnings on its rows; for figures also where a reporter began to count otherwise.

    Parameters
    ----------
    table
        Name of a table.
    coverage
        Instead of the columns, what the rows cover: by reporter and year, by donor and program,
        ...; see Returns.
    release
        Version or folder of another release; the bundled one without it.
    **where
        With `coverage`: the rows, in every wording, as in `load`.

    Returns
    -------
    pandas.DataFrame
        Indexed by column: type, unit, title, description, codes (of conflicts, reporters, areas and
        parties those that stand in rows). With `coverage` a row a group:
        rows, first and last day, how many rows stand on a primary, republished or secondary source,
        how many a second reader checked, and how many of all years (``read_twice``). Of figures
        also the as-of days, the newest of all years (a plan's does not count), and which days,
        months or years are missing, after what their reporter publishes as far as one can see it
        (``missing_by``); a year without any has a line. Of packages the numbers without a package
        are missing. Where no row fits, the frame is empty.

    Raises
    ------
    ConflictDataError
        A ValueError: an unknown table, column or code, or filters without `coverage`.

    Examples
    --------
    >>> import conflictdata as cd
    >>> cd.describe("casualties").loc["value", "unit"]
    'people'
    >>> print(cd.describe("aid_totals").attrs["caveats"][0])
    Stages are not comparable; a commitment is a promise, an allocation is set aside for a use, a
    disbursement has been paid.
    >>> covered = cd.describe("aid_packages", coverage=True, donor="USA")
    >>> int(covered.loc[("USA", "USAI"), "rows"]) > 0
    True
    """
    from conflictdata.description import Description

    opened = open_release(release)
    schema = opened.table(table)
    asked = [schema.field(name).name for name in where]
    if asked and not coverage:
        raise ConflictDataError(
            f"describe() says what the columns of {table} are, of whatever rows; with coverage=True"
            f" it says what rows of some {' and '.join(asked)} cover"
        )
    every = None if schema.vintage is None else "all"
    read = partial(rows_of, table, where, vintage=every, release=release)
    frame = (
        coverage_of(opened, schema, lambda columns: read(columns=columns))
        if coverage
        else Description(Description(_columns(opened, schema)).set_index("column"))
    )
    frame.attrs.update(description=schema.description, caveats=list(schema.caveats))
    if "warnings" in schema.by_name:
        held = counted(opened, schema, schema.field("warnings"))
        frame.attrs["warnings"] = warned_of(opened, held)
    if schema.dimensions:
        reporters = set(opened.read(schema.name, ["reporter"])["reporter"].unique().to_pylist())
        frame.attrs["breaks"] = sentences(
            b for b in breaks(opened) if b["reporter"] in reporters and _of(b, schema)
        )
    return frame


def _columns(release: Release, schema: Table) -> list[dict[str, Any]]:
    """The dictionary of a table, with the keys of other tables that stand in its columns of codes,
    where they are few enough to be read.
    """
    rows = dictionary(schema)
    for row in rows:
        field = schema.by_name[row["column"]]
        if field.encoded and field.name in schema.references:
            keys = sorted(counted(release, schema, field))
            row["codes"] = ", ".join(keys) if 0 < len(keys) <= READ else None
    return rows


def _of(method: Mapping[str, Any], schema: Table) -> bool:
    """Whether a method is of what the table holds: people are counted by evidence, money is not."""
    return (method["evidence"] is not None) == ("evidence" in schema.by_name)
