"""Print what a table has and covers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from conflictdata.cli.options import Columns, Format, Name, Released, limit
from conflictdata.cli.rows import filters_of, why_none
from conflictdata.errors import ConflictDataError

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.release.folder import Release
    from conflictdata.schemas.table import Table


def describe(
    table: Name,
    column: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[COLUMN]...",
            help="Columns to describe whole, with their codes; with --coverage COLUMN=VALUE, the"
            " rows to choose, as in show.",
        ),
    ] = None,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="What the rows cover: dates, numbers, tiers, gaps.")
    ] = False,
    columns: Columns = None,
    format: Format = "table",
    most: Annotated[int | None, limit("40 codes of a column, all else")] = None,
    release: Released = None,
) -> None:
    """Print the columns of a table, and what must not be done with it; columns that are named with
    their codes; or what the rows cover.
    """
    from conflictdata._describe import describe
    from conflictdata.cli import printing, streams
    from conflictdata.release.opening import open_release

    opened = open_release(release)
    schema = opened.table(table)
    where = filters_of(schema, column) if coverage else {}
    frame = describe(table, coverage=coverage, release=release, **where)  # type: ignore[arg-type]
    groups = [name for name in frame.index.names if name]
    rows = frame.reset_index()
    if column and not coverage:
        if filters := [text for text in column if "=" in text]:
            raise ConflictDataError(
                f"{filters[0]!r} chooses rows; --coverage says what they cover, show prints them"
            )
        named = list(dict.fromkeys(schema.field(name).name for name in column))
        rows = rows.set_index("column").loc[named].reset_index()
    if coverage and rows.empty:
        if format != "table":
            printing.show(rows, format)
        streams.say(f"note: no row fits; {why_none(schema, column, 'all', release)}")
    elif coverage and format == "table" and not columns:
        _print_coverage(rows, groups, most)
    elif coverage or format != "table" or columns:
        needed = [*groups, *(c for c in ("rows", "last") if c in rows)] if coverage else groups
        printing.show(rows, format, columns=columns, needed=needed, limit=most or 0, lists=LISTS)
    elif column:
        for n, name in enumerate(named):
            print("\n" if n else "", end="")
            _print_column(opened, schema, rows[rows["column"] == name], most)
    else:
        _print_description(table, rows, frame.attrs, most)


# what joins several values, as JSON has them in lists
LISTS = {"codes": ", ", "numbers": ", ", "missing": ", "}
# what people ask of a coverage first; where a terminal ends, the rest goes
FIRST = ("read_twice", "checked", "missing", "with_amount", "with_contents")


def _print_column(release: Release, table: Table, row: pd.DataFrame, most: int | None) -> None:
    """A column as a record; its codes below, each with its name and how many rows have it."""
    import pandas as pd

    from conflictdata.cli import printing
    from conflictdata.held import codes_held, is_coded

    field = table.by_name[row["column"].iloc[0]]
    if not is_coded(table, field):
        printing.record(row)
        return
    printing.record(row.drop(columns="codes"))
    codes = codes_held(release, table, field)
    print()
    shown = pd.DataFrame(codes, columns=["code", "label", "rows"]).dropna(axis=1, how="all")
    printing.show(shown, needed=list(shown), once=False, limit=most)
    used = sum(code["rows"] > 0 for code in codes)
    other = table.references.get(field.name, (None,))[0]
    listed = f"; the table {other} lists {release.resources[other]['rows']:,}" if other else ""
    print()
    noun = "code stands" if used == 1 else "codes stand"
    every = ", of which every wording is counted" if "superseded_on" in table.by_name else ""
    printing.paragraph(f"{used:,} {noun} in rows{every}{listed}")


def _print_coverage(rows: pd.DataFrame, groups: list[str], most: int | None) -> None:
    """What the rows cover, with what matters first; on a terminal a part a conflict, so that its
    name takes no room on every line.
    """
    from conflictdata.cli import printing

    # without a newest day, the last is the one
    day = "newest" if "newest" in rows else "last"
    names = [*groups, *(c for c in ("rows", day, *FIRST) if c in rows)]
    rows = rows[[*names, *(c for c in rows if c not in names)]]
    needed = [*groups, *(c for c in ("rows", day, "read_twice") if c in rows)]
    printing.show_parts(rows[: most or None], groups[0] if groups[2:] else None, needed)
    if most and most < len(rows):
        print(f"... {len(rows) - most:,} more rows; --limit 0 prints them")
    if "newest" in rows:
        print()
        printing.paragraph(
            "newest and read_twice are of all years of a reporter; the other columns of the year"
        )


def _print_description(
    table: str, rows: pd.DataFrame, told: dict[str, Any], most: int | None
) -> None:
    """A line or two a column; codes are many, and are asked for one column at a time."""
    from conflictdata.cli import printing

    printing.paragraph(f"{table}: {told['description']}")
    print()
    units = (f" Unit: {unit}." if isinstance(unit, str) else "" for unit in rows["unit"])
    rows = rows.assign(description=rows["description"] + list(units))
    printing.show(rows, columns="column,type,description", limit=most or 0)
    print()
    for caveat in told["caveats"]:
        printing.paragraph(caveat, "- ")
    for code, definition in told.get("warnings", {}).items():
        printing.paragraph(f"{code}: {definition}", "- ")
    for text in told.get("breaks", ()):
        printing.paragraph(text, "- ")
    print()
    printing.paragraph(f"`conflictdata describe {table} COLUMN` prints a column with its codes")
