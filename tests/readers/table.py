"""Run the readers' tests and print what they found as a Markdown table: ``python
tests/readers/table.py [JUNIT ...]``.

JUNIT are files that earlier runs wrote with ``--junitxml``, perhaps in other environments; they
stand in for a run, and the first in which a reader was not skipped counts. Such a run needs ``-o
junit_family=xunit1``.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

HERE = Path(__file__).parent
DICTIONARY = "dictionary<values=string, indices=int32, ordered=0>"
HEADER = ("reader", "version", "value", "sex", "period_end", "vintage", "outcome")


def main(files: list[str]) -> None:
    if not files:
        with tempfile.TemporaryDirectory() as folder:
            file = str(Path(folder) / "readers.xml")
            options = ["--junitxml", file, "-o", "junit_family=xunit1"]
            subprocess.run(
                [sys.executable, "-m", "pytest", HERE, *options], stdout=sys.stderr, check=False
            )
            rows = merged([file])
    else:
        rows = merged(files)
    for cells in (HEADER, ["---"] * len(HEADER), *rows):
        print(f"| {' | '.join(cells)} |")


def merged(files: list[str]) -> list[list[str]]:
    """A row a reader; a row that was skipped gives way to one that was not."""
    rows: dict[str, list[str]] = {}
    for file in files:
        for engine, row in read(Path(file)):
            if engine not in rows or rows[engine][-1].startswith("skipped"):
                rows[engine] = row
    return list(rows.values())


def read(file: Path) -> Iterator[tuple[str, list[str]]]:
    """Engine and row of each reader that a run tried, those of folders last."""
    cases = ElementTree.parse(file).iter("testcase")
    for case in sorted(cases, key=lambda c: "partitioned" in c.get("classname", "")):
        noted = {p.get("name"): p.get("value", "") for p in case.iter("property")}
        if "engine" not in noted:
            continue
        types = [
            f"`{noted[c].replace(DICTIONARY, 'dictionary')}`" if c in noted else ""
            for c in HEADER[2:5]
        ]
        skipped = case.find("skipped")
        if skipped is not None:
            outcome = f"skipped: {skipped.get('message')}"
        elif any(case.find(kind) is not None for kind in ("failure", "error")):
            outcome = "failed"
        else:
            outcome = (
                "same rows, 1 table"
                if noted["tables"] == "1"
                else f"same rows, {noted['tables']} tables"
            )
        yield (
            noted["engine"],
            [noted["engine"], noted.get("version", ""), *types, noted.get("clause", ""), outcome],
        )


if __name__ == "__main__":
    main(sys.argv[1:])
