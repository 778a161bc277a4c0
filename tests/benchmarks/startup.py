"""Time to a first table, beside what a user would do instead: ``python
tests/benchmarks/startup.py``.

Each line is the median of fresh processes, all variants taking turns in one run, so that the ratios
are of one machine in one state. Nothing is asserted: seconds depend on the machine.
"""

import statistics
import subprocess
import sys
import time

import conflictdata

RUNS = 15
FILE = str(conflictdata.path("casualties"))
VERB = "from conflictdata.cli import app; app()"
CODE = {
    "python": "pass",
    "import conflictdata": "import conflictdata",
    "import pandas": "import pandas",
    "pandas: pd.read_parquet": f"import pandas; pandas.read_parquet({FILE!r})",
    "pandas: cd.load": "import conflictdata; conflictdata.load('casualties', vintage='all')",
    "polars: pl.read_parquet": f"import polars; polars.read_parquet({FILE!r})",
    "polars: cd.load": (
        "import conflictdata; conflictdata.load('casualties', vintage='all', backend='polars')"
    ),
    "import rich, typer": "import rich, typer",
    "conflictdata": "import sys; sys.argv = ['conflictdata']; " + VERB,
    "conflictdata show": (
        "import sys; sys.argv = ['conflictdata', 'show', 'casualties', 'reporter=uk-mod']; " + VERB
    ),
    "pyarrow: pq.read_table": f"import pyarrow.parquet; pyarrow.parquet.read_table({FILE!r})",
    "pyarrow: cd.load": (
        "import conflictdata; conflictdata.load('casualties', vintage='all', backend='pyarrow')"
    ),
}
RATIOS = [
    ("pandas: cd.load", "pandas: pd.read_parquet"),
    ("polars: cd.load", "polars: pl.read_parquet"),
    ("pyarrow: cd.load", "pyarrow: pq.read_table"),
    ("import conflictdata", "python"),
    ("conflictdata", "import rich, typer"),
    ("conflictdata show", "pyarrow: pq.read_table"),
    ("import conflictdata", "import pandas"),
]


def main() -> None:
    seconds: dict[str, list[float]] = {name: [] for name in CODE}
    for run in range(RUNS + 1):
        for name, code in CODE.items():
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
            if run:  # the first round warms the disk cache
                seconds[name].append(time.perf_counter() - start)
    median = {name: statistics.median(times) for name, times in seconds.items()}
    for name, value in median.items():
        print(f"{name:28} {value * 1000:7.0f} ms")
    print()
    for name, against in RATIOS:
        print(f"{name:28} / {against:28} {median[name] / median[against]:5.2f}")
    print(
        "import conflictdata over bare Python:"
        f" {(median['import conflictdata'] - median['python']) * 1000:.0f} ms"
    )


if __name__ == "__main__":
    main()
