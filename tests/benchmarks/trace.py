"""Time to trace articles: ``python tests/benchmarks/trace.py``.

The first article of 1,000 words in a fresh process after the imports, beside what pandas takes to
read the table of casualties; both take turns, so that their ratio is of one machine in one state.
Then the next article, articles a minute, and seconds against words. Nothing is asserted: seconds
depend on the machine.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import articles

import conflictdata as cd

DAY = "2024-05-01"
RUNS = 7
WORDS = 1000
IMPORTS = (
    "import sys, time, babel, dateparser, pandas, pyarrow.parquet, rapidfuzz, trafilatura, conflictdata as cd;"
    "import conflictdata._trace, conflictdata.tracing.text, conflictdata.tracing.traced;"
    "text = sys.stdin.read(); start = time.perf_counter();"
)
CODE = {
    "pandas: pd.read_parquet": f"pandas.read_parquet({str(cd.path('casualties'))!r})",
    "the first article": f"cd.trace(text, published={DAY!r})",
}


def seconds(text: str, published: str = DAY) -> float:
    start = time.perf_counter()
    cd.trace(text, published=published)
    return time.perf_counter() - start


def in_fresh_processes(text: str) -> dict[str, float]:
    """The median of fresh processes, which take turns."""
    found: dict[str, list[float]] = {name: [] for name in CODE}
    for run in range(RUNS + 1):
        for name, code in CODE.items():
            command = [sys.executable, "-c", f"{IMPORTS}{code};print(time.perf_counter() - start)"]
            done = subprocess.run(command, input=text, text=True, check=True, capture_output=True)
            if run:  # the first round warms the disk cache
                found[name].append(float(done.stdout))
    return {name: statistics.median(times) for name, times in found.items()}


def main() -> None:
    english = [a for a in articles.articles() if not 53 <= int(a.name[:2]) <= 57]
    words = "\n\n".join(a.text for a in english).split(" ")
    text = " ".join(words[:WORDS])
    median = in_fresh_processes(text)
    for name, value in median.items():
        print(f"{name:24} {value:.2f} s")
    table, first = median.values()
    print(f"the first article / pandas reads the table: {first / table:.1f}")
    seconds(text)
    print(f"1,000 words, the next: {min(seconds(text) for _ in range(5)):.2f} s")
    start = time.perf_counter()
    for article in articles.articles():
        cd.trace(article.text, published=article.published)
    each = (time.perf_counter() - start) / len(articles.articles())
    print(f"articles a minute: {60 / each:,.0f}")
    took = {}
    for count in (250, 1000, 4000, 16000):
        long = " ".join((words * (count // len(words) + 1))[:count])
        took[count] = seconds(long)
        print(f"{count:6,} words: {took[count]:.2f} s")
    # a text of four times the words takes about four times as long
    print(f"16,000 words / 4,000 words: {took[16000] / took[4000]:.1f}")


if __name__ == "__main__":
    main()
