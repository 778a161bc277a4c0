"""Time to trace articles: ``python tests/benchmarks/trace.py``.

An article of 1,000 words at first and again after the imports, articles a minute, and seconds
against words. Nothing is asserted: seconds depend on the machine.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import articles
import babel
import pandas
import rapidfuzz
import trafilatura

import conflictdata as cd

IMPORTED = (babel, pandas, rapidfuzz, trafilatura)
DAY = "2024-05-01"


def seconds(text: str, published: str = DAY) -> float:
    start = time.perf_counter()
    cd.trace(text, published=published)
    return time.perf_counter() - start


def main() -> None:
    english = [a for a in articles.articles() if not 53 <= int(a.name[:2]) <= 57]
    words = "\n\n".join(a.text for a in english).split(" ")
    text = " ".join(words[:1000])
    print(f"1,000 words, the first article: {seconds(text):.2f} s")
    print(f"1,000 words, the next: {min(seconds(text) for _ in range(5)):.2f} s")
    start = time.perf_counter()
    for article in articles.articles():
        cd.trace(article.text, published=article.published)
    each = (time.perf_counter() - start) / len(articles.articles())
    print(f"articles a minute: {60 / each:,.0f}")
    for count in (250, 1000, 4000, 16000):
        long = " ".join((words * (count // len(words) + 1))[:count])
        print(f"{count:6,} words: {seconds(long):.2f} s")


if __name__ == "__main__":
    main()
