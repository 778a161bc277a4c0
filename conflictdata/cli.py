"""The command line: the verbs of the package, for a terminal and for pipes. Exit 0, 1 (findings), 2 (wrong use)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from conflictdata.errors import ConflictDataError, ValidationError

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.schemas import Table

cli = typer.Typer(
    help="Conflict statistics, with a source and a day on every figure.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Name = Annotated[str, typer.Argument(metavar="TABLE", help="Name of a table.")]
Where = Annotated[
    list[str] | None,
    typer.Argument(metavar="[COLUMN=VALUE]...", help="Rows to choose: a value, several (a,b), a range (a..b), nothing for empty."),
]
Format = Annotated[str, typer.Option("--format", metavar="table|json|csv", help="table for people, json or csv for machines.")]
Vintage = Annotated[str | None, typer.Option(metavar="DAY", help="What was known on that day, or 'all' wordings.")]
Root = Annotated[Path | None, typer.Option(metavar="FOLDER", help="The checkout, without it that of the working folder.")]


def app() -> None:
    """Run the command line; wrong use and findings are messages, not tracebacks."""
    try:
        cli()
    except ValidationError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
    except ConflictDataError as error:
        print(f"error: {error}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:  # the reader has seen enough
        sys.stderr.close()
        sys.exit(0)


@cli.callback(invoke_without_command=True)
def overview(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version of the package.")] = False,
    format: Format = "table",
) -> None:
    """Print the release and its tables."""
    if version:
        import conflictdata

        print(conflictdata.__version__)
    elif context.invoked_subcommand is None:
        from conflictdata import showing
        from conflictdata.describing import tables
        from conflictdata.release import open_release

        release = open_release()
        frame = tables().reset_index()
        if format == "table":
            print(f"conflictdata {release.version}: {release.descriptor['description']}\n")
            frame = frame[["table", "rows", "first", "last", "last_reported"]]
        showing.show(frame, format)


@cli.command()
def show(
    table: Name,
    where: Where = None,
    vintage: Vintage = None,
    series: Annotated[bool, typer.Option("--series", help="One line: one row a date.")] = False,
    columns: Annotated[str | None, typer.Option(metavar="A,B", help="Columns to show.")] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help=".csv, .xlsx, .json or .parquet")] = None,
    format: Format = "table",
    limit: Annotated[int, typer.Option(help="Rows of a table to print, 0 for all.")] = 40,
) -> None:
    """Print or write rows: figures with reporter, day and source; one row as a record."""
    from conflictdata import showing

    schema, frame = _rows(table, where, vintage, series)
    chosen = [schema.field(c).name for c in columns.split(",")] if columns else None
    if output is not None:
        rows = frame[chosen] if chosen else frame
        showing.write(rows, output, _about(schema, where, vintage), lambda: _sources(frame))
        print(f"{len(rows)} rows of {table} written to {output}", file=sys.stderr)
    elif format == "table" and len(frame) == 1:
        showing.record(frame[chosen] if chosen else frame)
    elif format == "table" and not chosen:
        showing.show(showing.summary(frame, schema), format, limit=limit)
    else:
        showing.show(frame[chosen] if chosen else frame, format, limit=limit)


@cli.command()
def describe(
    table: Name,
    coverage: Annotated[bool, typer.Option("--coverage", help="What the rows cover: dates, numbers, tiers, gaps.")] = False,
    format: Format = "table",
) -> None:
    """Print the columns of a table, and what must not be done with it; or what its rows cover."""
    from conflictdata import showing
    from conflictdata.describing import describe

    frame = describe(table, coverage=coverage)  # type: ignore[arg-type]
    if coverage or format != "table":
        showing.show(frame.reset_index(), format, limit=0)
        return
    out = showing.console()
    out.print(f"{table}: {frame.attrs['description']}\n", markup=False)
    showing.show(frame.reset_index(), limit=0)
    for caveat in frame.attrs["caveats"]:
        out.print(f"\n- {caveat}", markup=False, end="")
    for code, definition in frame.attrs.get("warnings", {}).items():
        out.print(f"\n- {code}: {definition}", markup=False, end="")
    out.print()


@cli.command()
def cite(
    table: Annotated[str | None, typer.Argument(metavar="[TABLE]", help="Cite the sources of rows of this table as well.")] = None,
    where: Where = None,
    vintage: Vintage = None,
    series: Annotated[bool, typer.Option("--series", help="One line: one row a date.")] = False,
    style: Annotated[str, typer.Option(metavar="apa|bibtex|csl-json|ris", help="Style of the citations.")] = "apa",
) -> None:
    """Print the citation of the release, and of the sources of just those rows."""
    from conflictdata.citing import cite

    rows = None if table is None else _rows(table, where, vintage, series)[1]
    print(cite(rows, style=style))  # type: ignore[arg-type]


@cli.command()
def validate(
    table: Name,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help=".csv or .parquet; the release's own table without it.")
    ] = None,
) -> None:
    """Check a table, or a file with its columns, against its schema and rules; every finding is listed."""
    from conflictdata.checking import validate
    from conflictdata.loading import path

    frame = path(table) if file is None else _read_csv(file, table) if file.suffix == ".csv" else file  # type: ignore[arg-type]
    validate(frame, table)  # type: ignore[arg-type]
    print(f"{table}: {_length(frame)} rows, no finding")


@cli.command()
def fetch(
    version: Annotated[
        str | None, typer.Argument(metavar="[VERSION]", help="Such as 2026.11.0; without it the releases are listed.")
    ] = None,
    host: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Base address of releases, without it CONFLICTDATA_HOST.")
    ] = None,
) -> None:
    """Bring a release into the cache, verified, or list the releases that there are."""
    from conflictdata import showing
    from conflictdata.fetching import fetch, releases, verify

    if version is None:
        showing.show(releases(host=host).reset_index())
    else:
        folder = fetch(version, host=host)
        verify(folder)  # it may have lain in the cache for years
        print(folder)


@cli.command()
def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="Version or folder of the earlier release.")],
    new: Annotated[
        str | None, typer.Argument(metavar="[NEW]", help="Version or folder of the later one, without it the bundled one.")
    ] = None,
    format: Annotated[
        str, typer.Option("--format", metavar="table|markdown|json|csv", help="markdown is for the changelog.")
    ] = "table",
    limit: Annotated[int, typer.Option(help="Rows of a table to print, 0 for all.")] = 40,
) -> None:
    """Print what changed from one release to another: counts by table, then rows and cells."""
    from conflictdata import comparing, showing
    from conflictdata.release import open_release

    changes = comparing.diff(old, new)
    versions = (open_release(old).version, open_release(new).version)
    if format == "markdown":
        print(comparing.to_markdown(changes, *versions), end="")
    elif format == "json":
        print(comparing.to_json(changes, *versions), end="")
    elif format == "table":
        showing.show(comparing.counts(changes))
        print()
        showing.show(changes, limit=limit)
    else:
        showing.show(changes, format)


@cli.command()
def build(
    check: Annotated[bool, typer.Option("--check", help="Write nothing; say what is out of date.")] = False,
    root: Root = None,
) -> None:
    """Make data/release from data/curated, whole or not at all."""
    from conflictdata.curate.building import build, out_of_date
    from conflictdata.curate.project import Project

    project = Project.find(root)
    if check:
        with _progress() as step:
            old = out_of_date(project, step)
        print("\n".join(old) if old else "data/release is what data/curated builds to")
        if old:
            print("run `conflictdata build`", file=sys.stderr)
        raise typer.Exit(1 if old else 0)
    with _progress() as step:
        checked = build(project, step)
    for warning in checked.warnings:
        print(warning, file=sys.stderr)
    counts = ", ".join(f"{name} {len(frame)}" for name, frame in checked.frames.items())
    print(f"data/release {project.metadata['version']}: {counts}")


@cli.command()
def release(
    version: Annotated[str, typer.Argument(metavar="VERSION", help="The version that pyproject.toml says.")],
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where releases lie: a folder a release, and index.json.")],
    root: Root = None,
) -> None:
    """Publish the release of a checkout under a folder, and print what changed since the last one there."""
    from conflictdata import comparing
    from conflictdata.curate.project import Project
    from conflictdata.curate.publishing import last_published, publish
    from conflictdata.release import Release

    last = last_published(folder)
    with _progress() as step:
        target = publish(Project.find(root), version, folder, step)
    if last is not None:
        print(comparing.to_markdown(comparing.diff(last, target), Release(last).version, version))
    print(f"{target}; commit data/published.parquet, which remembers its keys")


def _rows(table: str, where: list[str] | None, vintage: str | None, as_series: bool) -> tuple[Table, pd.DataFrame]:
    from conflictdata.lines import series
    from conflictdata.loading import load
    from conflictdata.release import open_release

    schema = open_release().table(table)
    filters = dict(_filter(schema, text) for text in where or [])
    if as_series:
        return schema, series(table, vintage=vintage, **filters).reset_index(drop=True)  # type: ignore[arg-type]
    return schema, load(table, vintage=vintage, **filters)  # type: ignore[arg-type]


def _filter(schema: Table, text: str) -> tuple[str, Any]:
    """``column=value`` as `load` takes it."""
    name, equals, wanted = text.partition("=")
    if not equals:
        raise ConflictDataError(f"{text!r} is no filter; write COLUMN=VALUE, such as {schema.summary[0]}=...")
    if name in ("vintage", "columns"):
        raise ConflictDataError(f"{name} is an option: --{name} {wanted}")
    field = schema.field(name)

    def convert(word: str) -> Any:
        return int(word) if field.type == "integer" and word.lstrip("-").isdigit() else word

    if field.type != "string" and ".." in wanted:
        low, _, high = wanted.partition("..")
        return name, slice(convert(low) if low else None, convert(high) if high else None)
    values = [convert(word) if word else None for word in wanted.split(",")]
    return name, values[0] if len(values) == 1 else values


def _about(schema: Table, where: list[str] | None, vintage: str | None) -> dict[str, Any]:
    from conflictdata.citing import cite
    from conflictdata.release import open_release

    release = open_release()
    caveats = {f"caveat {i}": text for i, text in enumerate(schema.caveats, 1)}
    licence = release.descriptor["licenses"][0]
    return {
        "table": schema.name,
        "description": schema.description,
        "rows chosen by": " ".join(where or []) or "all rows",
        "vintage": vintage or "today's wording",
        "release": release.version,
        "citation": cite(),
        "license": f"{licence['name']} {licence['path']}",
        **caveats,
    }


def _sources(frame: pd.DataFrame) -> pd.DataFrame:
    from conflictdata.loading import load

    column = next((c for c in ("source", "source_id") if c in frame), None)
    ids = [] if column is None else list(frame[column].dropna().unique())
    sources = load("sources")
    return sources[sources["source_id"].isin(ids)]


def _read_csv(file: Path, table: str) -> Any:
    from conflictdata.curate.reading import read_csv
    from conflictdata.release import open_release

    if not file.is_file():
        raise ConflictDataError(f"there is no file {file}")
    read = read_csv(file, open_release().table(table))
    if read.findings:
        raise ValidationError(read.findings)
    return read.frame


def _length(frame: Any) -> int:
    import pyarrow.parquet as pq

    return pq.read_metadata(frame).num_rows if isinstance(frame, Path) else len(frame)


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """Say on a terminal what is going on; stay quiet in a pipe."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True).status("") as status:
        yield status.update


if __name__ == "__main__":
    app()
