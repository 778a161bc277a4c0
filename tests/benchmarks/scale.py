"""Time, memory and bytes against the size of the table: ``python tests/benchmarks/scale.py FOLDER
[MILLIONS ...]``.

Makes releases of 1, 10 and 100 million figures in the folder unless they are there, and asks each
the same questions through conflictdata and, as one documented line, through DuckDB and polars on
the same file. Each number is the median of fresh processes that take turns (validate above a
million figures is run once); seconds are those of the question, memory is the peak above what the
imports took. Writes ``results/scale.md`` and ``results/scale.png``. Nothing is asserted: seconds
depend on the machine.
"""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

RESULTS = Path(__file__).parent / "results"
RUNS = 15
CONFLICT, REPORTER, DAY = "conflict-03", "observatory-03-2", "2004-06-30"
PINNED = {"conflict": CONFLICT, "reporter": REPORTER, "measure": "killed"}
LINE = {**PINNED, "counting": "cumulative"}
EVERYBODY = {
    "area": "C03",
    "sex": "all",
    "age": "all",
    "cause": "all",
    "controlled_by": "all",
    "population": "civilian",
    "evidence": "case_verified",
}


def sql(where: dict[str, str], more: str) -> str:
    return " AND ".join([*(f"{k} = '{v}'" for k, v in where.items()), more])


KNOWN = f"reported_on <= DATE '{DAY}' AND (superseded_on IS NULL OR superseded_on > DATE '{DAY}')"
DAY_POLARS = "dt.date(2004, 6, 30)"
KNOWN_POLARS = (
    f"pl.col('reported_on') <= {DAY_POLARS}, pl.col('superseded_on').is_null() |"
    f" (pl.col('superseded_on') > {DAY_POLARS})"
)
CURRENT_POLARS = "pl.col('superseded_on').is_null()"
# question -> engine -> the line
QUESTIONS = {
    "load, filtered": {
        "ours, pandas": f"cd.load('casualties', release=folder, **{PINNED})",
        "DuckDB, pandas": (
            f"duckdb.sql(f\"FROM '{{file}}' WHERE {sql(PINNED, 'superseded_on IS NULL')}\").df()"
        ),
        "ours, polars": f"cd.load('casualties', release=folder, backend='polars', **{PINNED})",
        "polars": f"pl.scan_parquet(file).filter({CURRENT_POLARS}, **{PINNED}).collect()",
    },
    "vintage": {
        "ours, pandas": (
            f"cd.load('casualties', release=folder, reporter={REPORTER!r}, vintage={DAY!r})"
        ),
        "DuckDB, pandas": (
            f"duckdb.sql(f\"FROM '{{file}}' WHERE reporter = '{REPORTER}' AND {KNOWN}\").df()"
        ),
        "ours, polars": (
            f"cd.load('casualties', release=folder, backend='polars', reporter={REPORTER!r},"
            f" vintage={DAY!r})"
        ),
        "polars": f"pl.scan_parquet(file).filter({KNOWN_POLARS}, reporter={REPORTER!r}).collect()",
    },
    "series": {
        "ours, pandas": f"cd.series('casualties', release=folder, **{LINE})",
        "DuckDB, pandas": (
            "duckdb.sql(f\"FROM '{file}' WHERE"
            f' {sql({**LINE, **EVERYBODY}, "superseded_on IS NULL")} ORDER BY period_end").df()'
        ),
        "polars": (
            f"pl.scan_parquet(file).filter({CURRENT_POLARS},"
            f" **{ {**LINE, **EVERYBODY} }).sort('period_end').collect()"
        ),
    },
    "validate": {
        "ours, pandas": (
            "cd.validate(cd.path('casualties', release=folder), 'casualties', release=folder)"
        )
    },
}
COLORS = {
    "ours, pandas": "tab:blue",
    "DuckDB, pandas": "tab:orange",
    "ours, polars": "tab:green",
    "polars": "tab:red",
}
# which of ours is held against which
AGAINST = {"ours, pandas": "DuckDB, pandas", "ours, polars": "polars"}
IMPORTS = {
    "ours, pandas": (
        "import conflictdata as cd, pandas, pyarrow.compute, pyarrow.parquet; cd.series;"
        " cd.load('retired', release=folder)"
    ),
    "DuckDB, pandas": "import duckdb, pandas, numpy; duckdb.sql('SELECT 1').df()",
    "ours, polars": (
        "import conflictdata as cd, polars; cd.load('retired', release=folder, backend='polars')"
    ),
    "polars": "import datetime as dt, polars as pl; pl.DataFrame()",
}
CODE = """
import json, resource, sys, time
folder = sys.argv[1]; file = folder + "/casualties.parquet"
{imports}
{before}
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
first, start = peak(), time.perf_counter()
answer = {line}
seconds = time.perf_counter() - start
rows = len(answer) if hasattr(answer, "__len__") else pyarrow.parquet.read_metadata(answer).num_rows
print(json.dumps([seconds, peak() - first, rows, peak()]))
"""


def measured(folder: Path, engine: str, line: str, before: str = "") -> list[float]:
    code = CODE.format(imports=IMPORTS[engine], line=line, before=before)
    done = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)


def asked(folder: Path, millions: int) -> Iterator[dict[str, object]]:
    """The median of each question through each engine, all engines taking turns."""
    for question, lines in QUESTIONS.items():
        before, runs = "", RUNS
        if question == "validate":
            before, runs = "import pandera.pandas; cd.validate", 3 if millions == 1 else 1
        found: dict[str, list[list[float]]] = {engine: [] for engine in lines}
        for _ in range(runs):
            for engine, line in lines.items():
                found[engine].append(measured(folder, engine, line, before))
        rows = {int(run[2]) for several in found.values() for run in several}
        assert len(rows) == 1, (question, rows)
        for engine, several in found.items():
            seconds, memory, n, peak = (
                statistics.median(column) for column in zip(*several, strict=True)
            )
            yield {
                "millions": millions,
                "question": question,
                "engine": engine,
                "seconds": seconds,
                "memory": memory,
                "peak": peak,
                "rows": int(n),
            }


class _Ranges(BaseHTTPRequestHandler):
    """Serves one file by range, as a plain file host does, and counts what it sends."""

    file: Path
    sent = 0
    requests = 0

    def do_HEAD(self) -> None:
        self._head(200, self.file.stat().st_size)

    def do_GET(self) -> None:
        size = self.file.stat().st_size
        wanted = re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range", "bytes=0-"))
        low, high = wanted.groups() if wanted else ("0", "")
        first, last = (
            (size - int(high), size - 1)
            if not low
            else (int(low), min(int(high or size), size - 1))
        )
        self._head(206, last - first + 1, f"bytes {first}-{last}/{size}")
        with self.file.open("rb") as stream:
            stream.seek(first)
            self.wfile.write(stream.read(last - first + 1))
        type(self).sent += last - first + 1
        type(self).requests += 1

    def _head(self, status: int, length: int, content_range: str | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(length))
        self.send_header("Accept-Ranges", "bytes")
        if content_range:
            self.send_header("Content-Range", content_range)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(file: Path) -> Iterator[tuple[str, type[_Ranges]]]:
    handler = type(
        "Handler",
        (_Ranges,),
        {"file": file, "sent": 0, "requests": 0, "protocol_version": "HTTP/1.1"},
    )
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/casualties.parquet", handler
    finally:
        server.shutdown()


OVER_HTTP = {
    "ours, pyarrow": (
        """
import http.client, io, sys, urllib.parse
from conflictdata.engines import arrow
from conflictdata.question.vintage import AsKnownOn
from conflictdata.question.filters import Filter
from conflictdata.release.folder import Release

class Remote(io.RawIOBase):
    # a file that is read by ranges
    def __init__(self, url):
        at = urllib.parse.urlsplit(url)
        self.host, self.path, self.at = http.client.HTTPConnection(at.netloc), at.path, 0
        self.size = int(self.ask("HEAD").headers["Content-Length"])
    def ask(self, method, **headers):
        self.host.request(method, self.path, headers=headers)
        answer = self.host.getresponse()
        self.content = answer.read()
        return answer
    def readable(self): return True
    def seekable(self): return True
    def tell(self): return self.at
    def seek(self, to, whence=0):
        self.at = to + (0, self.at, self.size)[whence]
        return self.at
    def readinto(self, buffer):
        last = min(self.at + len(buffer), self.size) - 1
        if last < self.at: return 0
        self.ask("GET", Range=f"bytes={self.at}-{last}")
        buffer[:len(self.content)] = self.content
        self.at += len(self.content)
        return len(self.content)

url, folder = sys.argv[1:]
schema = Release(folder).table("casualties")
tests = [Filter.of(schema.field(k), v, schema) for k, v in PINNED.items()]
print(arrow.select(Remote(url), tests, AsKnownOn.of(schema, None), schema.columns).num_rows)
"""
    ),
    "ours, polars": (
        """
import sys
from conflictdata.engines import polars
from conflictdata.question.vintage import AsKnownOn
from conflictdata.question.filters import Filter, within_series
from conflictdata.release.folder import Release

url, folder = sys.argv[1:]
schema = Release(folder).table("casualties")
tests = [Filter.of(schema.field(k), v, schema) for k, v in PINNED.items()]
print(len(polars.select(url, [*tests, *within_series(schema, tests)], AsKnownOn.of(schema, None),
schema.columns)))
"""
    ),
    "polars": (
        f"""
import polars as pl, sys
print(len(pl.scan_parquet(sys.argv[1]).filter({CURRENT_POLARS}, **PINNED).collect()))
"""
    ),
    "polars, series named": (
        f"""
import polars as pl, sys
named = pl.col("series").is_between(pl.lit("{CONFLICT}/{REPORTER}"),
pl.lit("{CONFLICT}/{REPORTER}0")) print(len(pl.scan_parquet(sys.argv[1]).filter(named,
{CURRENT_POLARS}, **PINNED).collect()))
"""
    ),
}


def moved(folder: Path, millions: int) -> Iterator[dict[str, object]]:
    """The bytes that a filtered read moves over HTTP."""
    file = folder / "casualties.parquet"
    for engine, code in OVER_HTTP.items():
        with served(file) as (url, handler):
            program = f"PINNED = {PINNED}\n{code}"
            done = subprocess.run(
                [sys.executable, "-c", program, url, str(folder)], capture_output=True, text=True
            )
        size = file.stat().st_size
        row = {
            "millions": millions,
            "engine": engine,
            "sent": handler.sent,
            "size": size,
            "requests": handler.requests,
        }
        yield (
            {**row, "rows": int(done.stdout)}
            if not done.returncode
            else {**row, "error": done.stderr.strip().splitlines()[-1]}
        )


WHERE_IT_GOES = """\
polars skips row groups by the statistics of plain text, not by those of dictionary-encoded columns such as conflict: a line
that names the series too reads little, and the backend polars of conflictdata adds that by itself."""


def report(asked_: list[dict], moved_: list[dict]) -> str:
    """The tables as Markdown."""
    lines = [
        "# Time, memory and bytes against size",
        "",
        (__doc__ or "").split("\n\n")[1].replace("\n", " "),
        "",
    ]
    lines += [
        (
            "| figures | question | rows of the answer | engine | ms | MB above imports | ours /"
            " line | target | |"
        ),
        "|--:|---|--:|---|--:|--:|--:|--:|---|",
    ]
    by = {(r["millions"], r["question"], r["engine"]): r for r in asked_}
    for (millions, question, engine), row in by.items():
        other = by.get((millions, question, AGAINST.get(engine, "")))
        ratio = row["seconds"] / other["seconds"] if other else None
        tail = f"{ratio:.2f} | 1.20 | {'met' if ratio <= 1.2 else 'missed'}" if ratio else " | | "
        lines.append(
            f"| {millions} M | {question} | {row['rows']:,} | {engine} |"
            f" {row['seconds'] * 1000:,.0f} | {row['memory']:,.0f} | {tail} |"
        )
    lines += [
        "",
        "## Over HTTP, by range",
        "",
        "| figures | engine | requests | moved | file | share | target | |",
        "|--:|---|--:|--:|--:|--:|--:|---|",
    ]
    for row in moved_:
        if "error" in row:
            lines.append(
                f"| {row['millions']} M | {row['engine']} | | | | {row['error'][:80]} | | |"
            )
            continue
        share = row["sent"] / row["size"]
        mib = f"{row['sent'] / 2**20:,.2f} MiB | {row['size'] / 2**20:,.1f} MiB"
        # polars without the series is what a user would do instead
        verdict = (
            " | " if row["engine"] == "polars" else f"10% | {'met' if share <= 0.1 else 'missed'}"
        )
        lines.append(
            f"| {row['millions']} M | {row['engine']} | {row['requests']} | {mib} | {share:.1%} |"
            f" {verdict} |"
        )
    lines += ["", WHERE_IT_GOES, "", "## The lines", ""]
    for question, engines in QUESTIONS.items():
        lines += [
            f"**{question}**",
            "",
            "```python",
            *(f"{line}  # {engine}" for engine, line in engines.items()),
            "```",
            "",
        ]
    lines += ["![Time and memory against size](scale.png)", ""]
    return "\n".join(lines)


def plot(asked_: list[dict], file: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(
        2, len(QUESTIONS), figsize=(12, 5.5), sharex=True, sharey="row", layout="constrained"
    )
    for column, question in enumerate(QUESTIONS):
        for engine in QUESTIONS[question]:
            rows = sorted(
                (r for r in asked_ if r["question"] == question and r["engine"] == engine),
                key=lambda r: r["millions"],
            )
            style = {
                "marker": "o",
                "color": COLORS[engine],
                "linestyle": "-" if engine.startswith("ours") else "--",
                "label": engine,
            }
            for axis, value in zip(axes[:, column], ("seconds", "memory"), strict=True):
                axis.plot(
                    [r["millions"] for r in rows], [max(r[value], 1e-3) for r in rows], **style
                )
                axis.set_xscale("log")
                axis.set_yscale("log")
        axes[0, column].set_title(question)
        axes[1, column].set_xlabel("million figures")
    axes[0, 0].set_ylabel("seconds")
    axes[1, 0].set_ylabel("MB above imports")
    axes[0, 0].legend(fontsize="small")
    figure.savefig(file, dpi=80)


def main() -> None:
    base = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp())
    sizes = [int(m) for m in sys.argv[2:]] or [1, 10, 100]
    asked_, moved_ = [], []
    for millions in sizes:
        folder = base / f"s{millions}"
        if not (folder / "datapackage.json").exists():
            subprocess.run(
                [
                    sys.executable,
                    str(Path(__file__).with_name("synthetic.py")),
                    str(folder),
                    str(millions),
                ],
                check=True,
            )
        for row in asked(folder, millions):
            print(
                f"{millions:4} M  {row['question']:15} {row['engine']:15}"
                f" {row['seconds'] * 1000:8.0f} ms {row['memory']:7.0f} MB",
                flush=True,
            )
            asked_.append(row)
        for row in moved(folder, millions):
            print(
                f"{millions:4} M  over HTTP       {row['engine']:15}"
                f" {row.get('error') or row['sent'] / row['size']}",
                flush=True,
            )
            moved_.append(row)
    RESULTS.mkdir(exist_ok=True)
    asked_, moved_ = (sorted(rows, key=lambda r: r["millions"]) for rows in (asked_, moved_))
    (RESULTS / "scale.md").write_text(report(asked_, moved_), encoding="utf-8")
    plot(asked_, RESULTS / "scale.png")


if __name__ == "__main__":
    main()
