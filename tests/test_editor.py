"""What an editor completes and a type checker finds, for users: table names, columns, filters and
codes.
"""

import subprocess
import sys
from pathlib import Path

import pytest

RIGHT = """
import datetime as dt

import numpy as np
import polars as pl

import conflictdata as cd

frame = cd.load("casualties", reporter="ohchr", measure=["killed", "injured"], period_end=slice("2023-01-01", "2023-06-30"))
print(frame.shape)
arrow = cd.load("aid_packages", donor="USA", sequence=None, backend="pyarrow", vintage=dt.date(2023, 5, 4))
polars = cd.load("aid_totals", stage="committed", columns=["amount", "currency"], backend="polars")
line = cd.series("casualties", conflict="russia-ukraine", reporter="ohchr", measure="killed", counting="cumulative")
new = cd.increments(line, by="month")
may = cd.load("casualties", period_end="2023-05", area="UKR+", value=slice(0, 10), columns=("value", "sex"), categories="all")
usa = cd.load("aid_totals", donor=["USA+", "DEU"], period_end=np.datetime64("2023-05"), recipient=np.array(["UKR"]), amount=np.int64(5))
wordings = cd.series("casualties", vintage="all", conflict="russia-ukraine", reporter="ohchr", measure=pl.Series(["killed"]), backend="polars").select("value")
print(new, may, usa, wordings)
print(cd.cite(line), cd.describe("casualties"), cd.path("sources"), cd.tables(), cd.convert(frame, "USD"))
"""

WRONG = {
    "a table": 'cd.load("casulties")',
    "a code": 'cd.load("casualties", measure="kiled")',
    "a code among others": 'cd.load("casualties", measure=["killed", "injurd"])',
    "a column": 'cd.load("aid_packages", date="2023-05-03")',
    "a column to show": 'cd.load("casualties", columns=["valeu"])',
    "a type": 'cd.load("casualties", value="8709")',
    "a backend": 'cd.load("casualties", backend="panda")',
    "a table without figures": 'cd.series("sources")',
    "a branch": 'cd.load("aid_totals", donor="DEU+")',
    "a stretch": 'cd.increments(None, by="moth")',
    "a wording of all": 'cd.load("casualties", value="all")',
    "a style": 'cd.cite(style="bibtext")',
}


def strict(code: str, folder: Path) -> str:
    pytest.importorskip("mypy")
    file = folder / "user.py"
    file.write_text(code, encoding="utf-8")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "--cache-dir",
            str(folder.parent / "cache"),
            str(file),
        ],
        capture_output=True,
        text=True,
        cwd=folder,
    )
    return done.stdout


def test_right_use_is_clean_under_strict_types(tmp_path):
    assert strict(RIGHT, tmp_path).startswith("Success"), strict(RIGHT, tmp_path)


def test_each_wrong_name_is_found_before_the_code_runs(tmp_path):
    found = strict("import conflictdata as cd\n\n" + "\n".join(WRONG.values()) + "\n", tmp_path)
    lines = {int(line.split(":")[1]) for line in found.splitlines() if ": error:" in line}
    missed = [what for number, what in enumerate(WRONG, 3) if number not in lines]
    assert missed == [], found
