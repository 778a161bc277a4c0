"""Everything that is timed at the size of the real release, beside what a user would do instead.

``python tests/benchmarks/suite.py [--others PYTHON] [--million FOLDER]``

PYTHON is an interpreter that has owid-catalog, nflreadpy, vega_datasets and seaborn; FOLDER holds a
release of a million figures, made by ``synthetic.py`` if it is not there. Each number is a median,
and what is compared takes turns, so that the ratios are of one machine in one state. Writes
``results/suite.md``. Nothing is asserted: seconds depend on the machine.
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import conflictdata as cd

ROOT = Path(__file__).resolve().parents[2]
RESULTS = Path(__file__).parent / "results"
FILE = str(cd.path("casualties"))
FRESH = 11
WARM = 25
FRICTIONLESS_ROWS = 20_000
WHERE = {
    "conflict": "russia-ukraine",
    "reporter": "ohchr",
    "measure": "killed",
    "counting": "cumulative",
}
DAY = "2023-05-04"


@dataclass(frozen=True)
class Line:
    """One measurement, and what it is held against."""

    what: str
    value: float
    unit: str
    against: str = ""
    other: float | None = None
    target: float | None = (
        None  # of the ratio, or of the value where there is nothing to compare with
    )
    note: str = ""

    @property
    def ratio(self) -> float | None:
        return None if self.other is None else self.value / self.other

    @property
    def outcome(self) -> str:
        if self.target is None:
            return ""
        reached = self.value if self.ratio is None else self.ratio
        return "met" if reached <= self.target else "missed"

    def cells(self) -> list[str]:
        other = "" if self.other is None else f"{self.against}: {_number(self.other)} {self.unit}"
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        target = (
            ""
            if self.target is None
            else f"{self.target:g}" + (f" {self.unit}" if self.ratio is None else "")
        )
        return [
            self.what,
            f"{_number(self.value)} {self.unit}",
            other,
            ratio,
            target,
            self.outcome,
            self.note,
        ]


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def fresh(codes: Mapping[str, tuple[str, str]], runs: int = FRESH) -> dict[str, float]:
    """Milliseconds of fresh processes that take turns: name -> (interpreter, code)."""
    times: dict[str, list[float]] = {name: [] for name in codes}
    for run in range(runs + 1):
        for name, (python, code) in codes.items():
            start = time.perf_counter()
            subprocess.run([python, "-c", code], check=True, capture_output=True)
            if run:  # the first round warms the disk cache
                times[name].append((time.perf_counter() - start) * 1000)
    return {name: statistics.median(several) for name, several in times.items()}


def warm(calls: Mapping[str, Callable[[], object]], runs: int = WARM) -> dict[str, float]:
    """Milliseconds in this process, calls taking turns."""
    times: dict[str, list[float]] = {name: [] for name in calls}
    for run in range(runs + 2):
        for name, call in calls.items():
            start = time.perf_counter()
            call()
            if run > 1:
                times[name].append((time.perf_counter() - start) * 1000)
    return {name: statistics.median(several) for name, several in times.items()}


def startup(others: str | None) -> Iterator[Line]:
    me = sys.executable
    codes = {
        "python": (me, "pass"),
        "conflictdata": (me, "import conflictdata"),
        "pandas": (me, "import pandas"),
        "pd.read_parquet": (me, f"import pandas; pandas.read_parquet({FILE!r})"),
        "ours pandas": (me, "import conflictdata as cd; cd.load('casualties', vintage='all')"),
        "pl.read_parquet": (me, f"import polars; polars.read_parquet({FILE!r})"),
        "ours polars": (
            me,
            "import conflictdata as cd; cd.load('casualties', vintage='all', backend='polars')",
        ),
        "pq.read_table": (me, f"import pyarrow.parquet as pq; pq.read_table({FILE!r})"),
        "ours pyarrow": (
            me,
            "import conflictdata as cd; cd.load('casualties', vintage='all', backend='pyarrow')",
        ),
        "duckdb": (me, f"import duckdb; duckdb.sql(\"FROM '{FILE}'\").df()"),
        "ours filtered": (me, f"import conflictdata as cd; cd.load('casualties', **{WHERE})"),
        "ours series": (me, f"import conflictdata as cd; cd.series('casualties', **{WHERE})"),
    }
    if others:
        codes |= {
            "owid-catalog": (
                others,
                (
                    "from owid.catalog import Table; import pandas;"
                    f" Table(pandas.read_parquet({FILE!r}))"
                ),
            ),
            "nflreadpy": (others, "import nflreadpy"),
            "vega_datasets": (others, "from vega_datasets import local_data; local_data.cars()"),
            "seaborn": (others, f"import seaborn, pandas; pandas.read_parquet({FILE!r})"),
            "others' python": (others, "pass"),
        }
    ms = fresh(codes)
    yield Line("import, above bare Python", ms["conflictdata"] - ms["python"], "ms", target=40)
    yield Line(
        "import",
        ms["conflictdata"] - ms["python"],
        "ms",
        "import pandas",
        ms["pandas"] - ms["python"],
        0.1,
        "both above bare Python",
    )
    yield Line(
        "first pandas frame",
        ms["ours pandas"],
        "ms",
        "pd.read_parquet",
        ms["pd.read_parquet"],
        1.05,
    )
    yield Line(
        "first polars frame", ms["ours polars"], "ms", "pl.read_parquet", ms["pl.read_parquet"], 1.1
    )
    yield Line(
        "first pyarrow table", ms["ours pyarrow"], "ms", "pq.read_table", ms["pq.read_table"]
    )
    yield Line("first pandas frame", ms["ours pandas"], "ms", "duckdb .df()", ms["duckdb"])
    yield Line(
        "first filtered frame", ms["ours filtered"], "ms", "pd.read_parquet", ms["pd.read_parquet"]
    )
    yield Line("first series", ms["ours series"], "ms", "pd.read_parquet", ms["pd.read_parquet"])
    notes = {
        "owid-catalog": "imports it and wraps the same file",
        "nflreadpy": "its import alone: it has no local table",
        "vega_datasets": "a bundled table of 406 rows",
        "seaborn": "imports it and reads the same file: it bundles none",
    }
    for name, note in notes.items() if others else ():
        yield Line("first pandas frame", ms["ours pandas"], "ms", name, ms[name], note=note)


def reading() -> Iterator[Line]:
    import datetime as dt

    import duckdb
    import pandas as pd
    import polars as pl
    import pyarrow.parquet as pq

    day = dt.date.fromisoformat(DAY)
    filters = [(k, "==", v) for k, v in WHERE.items()]
    sql = " AND ".join(f"{k} = '{v}'" for k, v in WHERE.items())
    known = (
        f"reported_on <= DATE '{DAY}' AND (superseded_on IS NULL OR superseded_on > DATE '{DAY}')"
    )

    def by_pandas() -> object:
        frame = pd.read_parquet(FILE)
        return frame[
            (frame["reported_on"] <= day)
            & (frame["superseded_on"].isna() | (frame["superseded_on"] > day))
        ]

    def by_polars() -> object:
        superseded = pl.col("superseded_on")
        return (
            pl.scan_parquet(FILE)
            .filter(pl.col("reported_on") <= day, superseded.is_null() | (superseded > day))
            .collect()
        )

    ms = warm(
        {
            "load": lambda: cd.load("casualties", vintage="all"),
            "today's": lambda: cd.load("casualties"),
            "plain": lambda: pq.ParquetFile(FILE).read().to_pandas(),
            "plain, masked": lambda: (rows := pq.ParquetFile(FILE).read().to_pandas())[
                rows["superseded_on"].isna()
            ],
            "plain with days": lambda: pq.ParquetFile(FILE).read().to_pandas(date_as_object=False),
        }
    )
    # apart, since the threads of other engines go on for a while
    ms |= warm(
        {
            "filtered": lambda: cd.load("casualties", **WHERE),
            "filtered by pandas": lambda: pd.read_parquet(FILE, filters=filters),
            "filtered by duckdb": (
                lambda: duckdb.sql(f"FROM '{FILE}' WHERE {sql} AND superseded_on IS NULL").df()
            ),
            "filtered, polars": lambda: cd.load("casualties", backend="polars", **WHERE),
            "filtered by polars": lambda: (
                pl.scan_parquet(FILE).filter(pl.col("superseded_on").is_null(), **WHERE).collect()
            ),
            "series": lambda: cd.series("casualties", **WHERE),
            "vintage": lambda: cd.load("casualties", vintage=DAY),
            "vintage by pandas": by_pandas,
            "vintage by duckdb": lambda: duckdb.sql(f"FROM '{FILE}' WHERE {known}").df(),
            "vintage, polars": lambda: cd.load("casualties", vintage=DAY, backend="polars"),
            "vintage by polars": by_polars,
        }
    )
    yield Line("warm load", ms["load"], "ms", "pq.ParquetFile.read().to_pandas()", ms["plain"], 1.2)
    yield Line(
        "warm load", ms["load"], "ms", "the same with days as datetime64", ms["plain with days"]
    )
    yield Line(
        "warm load, today's wordings",
        ms["today's"],
        "ms",
        "the same and a mask",
        ms["plain, masked"],
        1.2,
    )
    yield Line(
        "load, filtered",
        ms["filtered"],
        "ms",
        "pd.read_parquet(filters=...)",
        ms["filtered by pandas"],
    )
    yield Line("load, filtered", ms["filtered"], "ms", "duckdb .df()", ms["filtered by duckdb"])
    yield Line(
        "load, filtered, polars", ms["filtered, polars"], "ms", "polars", ms["filtered by polars"]
    )
    yield Line(
        "series", ms["series"], "ms", "pd.read_parquet(filters=...)", ms["filtered by pandas"]
    )
    yield Line(
        "vintage", ms["vintage"], "ms", "pd.read_parquet and a mask", ms["vintage by pandas"]
    )
    yield Line("vintage", ms["vintage"], "ms", "duckdb .df()", ms["vintage by duckdb"])
    yield Line("vintage, polars", ms["vintage, polars"], "ms", "polars", ms["vintage by polars"])


def validating(million: Path) -> Iterator[Line]:
    """A million made-up figures that keep every rule."""
    from conflictdata.references import Others, known_keys
    from conflictdata.release.opening import open_release
    from conflictdata.schemas.cells import cell_findings

    release = open_release(million)
    table, others = release.table("casualties"), Others(release)
    frame = cd.load("casualties", vintage="all", release=million)
    keys = known_keys(table, others)
    plain = plain_pandera(table, keys)
    s = warm(
        {
            "ours": lambda: cd.validate(frame, "casualties", release=million),
            "cells": lambda: cell_findings(table, frame, keys, str),
            "plain": lambda: plain.validate(frame, lazy=True),
        },
        runs=5,
    )
    seconds = {k: v / 1000 for k, v in s.items()}
    few = frame.head(FRICTIONLESS_ROWS)
    of_million = by_frictionless(million, few) * len(frame) / len(few)
    note = f"frictionless on {len(few):,} figures, times {len(frame) / len(few):.0f}"
    yield Line(
        "validate, columns and cells",
        seconds["cells"],
        "s",
        "frictionless",
        of_million,
        1 / 20,
        note,
    )
    yield Line(
        "validate, with all rules",
        seconds["ours"],
        "s",
        "frictionless, no rules",
        of_million,
        1 / 20,
        note,
    )
    yield Line(
        "validate, columns and cells",
        seconds["cells"],
        "s",
        "plain pandera, the same checks",
        seconds["plain"],
        1.5,
    )
    rules = (
        f"the rules take {seconds['ours'] - seconds['cells']:.1f} s: each sorts, groups or joins"
        " the figures by their dimensions"
    )
    yield Line(
        "validate, with all rules",
        seconds["ours"],
        "s",
        "plain pandera, no rules",
        seconds["plain"],
        1.5,
        rules,
    )


def plain_pandera(table: object, keys: Mapping[str, list[str]]) -> object:
    """The column checks of the schema, as one would write them by hand."""
    import pandera.pandas as pa

    columns = {}
    for f in table.fields:  # type: ignore[attr-defined]
        allowed = list(f.allowed or keys.get(f.name, ()))
        checks = []
        if allowed and f.separator is None:
            checks.append(pa.Check.isin(allowed))
        elif allowed:
            checks.append(pa.Check(_joins(frozenset(allowed))))
        if "minimum" in f.constraints:
            checks.append(pa.Check.ge(f.constraints["minimum"]))
        dtype = {"integer": "Int64", "date": "datetime64[ns]"}.get(
            f.type, None if f.encoded else "str"
        )
        columns[f.name] = pa.Column(
            dtype, checks, nullable=not f.required, unique=bool(f.constraints.get("unique"))
        )
    return pa.DataFrameSchema(columns, unique=list(table.primaryKey), strict=True)  # type: ignore[attr-defined]


def _joins(allowed: frozenset[str]) -> Callable[[object], object]:
    return lambda cells: (
        cells.astype(str)
        .map(lambda cell: all(part in allowed for part in cell.split(";")))
        .astype(bool)
    )


def by_frictionless(release: Path, rows: object) -> float:
    """Seconds of frictionless for some rows, against the schema of the release, as CSV."""
    from frictionless import Resource, Schema, system, validate

    descriptor = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    schema = next(r["schema"] for r in descriptor["resources"] if r["name"] == "casualties")
    fields = [
        {k: f[k] for k in ("name", "type", "constraints") if k in f} for f in schema["fields"]
    ]
    for field, full in zip(fields, schema["fields"], strict=True):
        if full.get("categories") and not full.get("separator"):
            field["constraints"] = {
                **field.get("constraints", {}),
                "enum": [c["value"] for c in full["categories"]],
            }
    with tempfile.TemporaryDirectory() as folder, system.use_context(trusted=True):
        file = Path(folder) / "rows.csv"
        rows.to_csv(file, index=False)  # type: ignore[attr-defined]
        start = time.perf_counter()
        report = validate(
            Resource(
                path=str(file),
                schema=Schema.from_descriptor(
                    {"fields": fields, "primaryKey": schema["primaryKey"]}
                ),
            )
        )
        seconds = time.perf_counter() - start
    assert report.valid, report.flatten(["fieldName", "message"])[:3]
    return seconds


def building() -> Iterator[Line]:
    """A build of a copy of the checkout, and the size of what it makes."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        shutil.copytree(ROOT / "schemas", root / "schemas")
        shutil.copytree(ROOT / "data", root / "data")
        shutil.copy(ROOT / "pyproject.toml", root)
        (root / "conflictdata").mkdir()
        code = f"""
from pathlib import Path
from conflictdata.curate.build import build
from conflictdata.curate.project import Project
build(Project(Path({name!r})))
"""
        seconds = fresh({"build": (sys.executable, code)}, runs=3)["build"] / 1000
        yield Line("build", seconds, "s", target=10)
        frame = cd.load("casualties", vintage="all", release=root / "data" / "release")
        text = frame.to_csv(index=False).encode()
        parquet = (root / "data" / "release" / "casualties.parquet").stat().st_size
    yield Line("bytes a figure", parquet / len(frame), "B", "CSV", len(text) / len(frame))
    yield Line(
        "bytes a figure",
        parquet / len(frame),
        "B",
        "CSV, gzip",
        len(gzip.compress(text)) / len(frame),
    )
    with tempfile.TemporaryDirectory() as name:
        subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", name],
            cwd=ROOT,
            check=True,
            capture_output=True,
        )
        wheel = next(Path(name).glob("*.whl")).stat().st_size
    yield Line("wheel, with the release", wheel / 1024, "KiB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--others", help="interpreter with owid-catalog, nflreadpy, vega_datasets and seaborn"
    )
    parser.add_argument("--million", type=Path, help="folder of a release of a million figures")
    given = parser.parse_args()
    million = given.million or Path(tempfile.mkdtemp()) / "million"
    if not (million / "datapackage.json").exists():
        subprocess.run(
            [sys.executable, str(Path(__file__).with_name("synthetic.py")), str(million), "1"],
            check=True,
        )
    head = ["what", "conflictdata", "instead", "ratio", "target", "outcome", "note"]
    lines = ["# What it takes", "", (__doc__ or "").split("\n\n")[0], ""]
    lines += ["| " + " | ".join(head) + " |", "|---|--:|--:|--:|--:|---|---|"]
    for part in (startup(given.others), reading(), validating(million), building()):
        for line in part:
            print(" | ".join(line.cells()), flush=True)
            lines.append("| " + " | ".join(line.cells()) + " |")
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "suite.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
