"""Short articles of our own, and what is right to say of each of their numbers.

A number stands in brackets with its answer behind it: ``[8,709](matches ohchr/killed/2023-05-01)``.
An answer names the verdict and the figure by reporter, measure (amount for money) and day, or a
package by its id; ``|`` parts answers that are both right; ``=300e6 USD`` gives the number where it
is not plain digits; ``?`` is a number that may be found or not; ``#`` says which trap it is. What
has no brackets is not to be found. Where the tables do not hold the figure, unknown is right.
What each group of articles gave when it was first traced stands in docs/trace.md.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pandas as pd

import conflictdata as cd

FOLDER = Path(__file__).parent / "data" / "articles"
MARKED = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
DIGITS = re.compile(r"\d[\d,.]*")
VERDICTS = (
    "matches", "rounded", "superseded", "later", "other_reporter", "other_scope", "differs",
    "unknown",
)  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """What is right to say of a number: one verdict or another, each with the figure behind it."""

    start: int
    end: int
    words: str
    low: int
    high: int
    unit: str
    verdicts: tuple[tuple[str, str | None], ...]
    trap: str | None
    is_optional: bool


@dataclass
class TestArticle:
    __test__ = False
    name: str
    published: str
    manner: str
    text: str
    answers: list[Answer]
    # numbers without an answer: vehicles, ages, distances, rates and the like
    strange: int

    @property
    def number(self) -> int:
        """To 100 the first that were written; above 200 those of somebody who did not know the
        program.
        """
        return int(self.name.partition("-")[0])


@cache
def articles() -> list[TestArticle]:
    return [_article(path) for path in sorted(FOLDER.glob("*.txt"))]


def _article(path: Path) -> TestArticle:
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    said = dict(line.split(": ", 1) for line in head.splitlines())
    text, answers, at = "", [], 0
    for mark in MARKED.finditer(body):
        text += body[at : mark.start()]
        answers.append(_answer(mark[1], mark[2], len(text)))
        text += mark[1]
        at = mark.end()
    text += body[at:]
    inside = sum(len(DIGITS.findall(answer.words)) for answer in answers)
    strange = len(DIGITS.findall(text)) - inside
    return TestArticle(path.stem, said["published"], said["manner"], text, answers, strange)


def _answer(words: str, answer: str, start: int) -> Answer:
    answer, _, trap = answer.partition("#")
    low = high = None
    unit, verdicts = "people", []
    for choice in answer.split("|"):
        verdict = figure = None
        for part in choice.split():
            if part.startswith("="):
                ends = [int(float(end)) for end in part[1:].split("..")]
                low, high = ends[0], ends[-1]
            elif re.fullmatch("[A-Z]{3}", part):
                unit = part
            elif part in VERDICTS or part == "?":
                verdict = part
            else:
                figure = part
        assert verdict, (words, answer)
        verdicts.append((verdict, figure))
    if low is None or high is None:
        low = high = int(words.replace(",", ""))
    optional = verdicts[0][0] == "?"
    return Answer(
        start, start + len(words), words, low, high, unit, tuple(verdicts), trap or None, optional
    )


@cache
def held() -> dict[str, set[int]]:
    """The figures of the release as answers name them -> their numbers."""
    found: dict[str, set[int]] = {}
    for table, numbers in (("casualties", ["value", "low", "high"]), ("aid_totals", ["amount"])):
        rows = cd.load(table, vintage="all")
        measures = rows["measure"] if table == "casualties" else ["amount"] * len(rows)
        days = rows["period_end"].dt.strftime("%Y-%m-%d")
        keys = [f"{r}/{m}/{d}" for r, m, d in zip(rows["reporter"], measures, days, strict=True)]
        for key, *values in zip(keys, *(rows[n] for n in numbers), strict=True):
            found.setdefault(key, set()).update(int(v) for v in values if not pd.isna(v))
    for row in cd.load("aid_packages").itertuples():
        found[str(row.package_id)] = set() if pd.isna(row.amount) else {int(row.amount)}
    return found


@cache
def names() -> dict[str, str]:
    """Ids of figures -> as answers name them."""
    found = {}
    for table in ("casualties", "aid_totals"):
        rows = cd.load(table, vintage="all")
        measures = rows["measure"] if table == "casualties" else ["amount"] * len(rows)
        days = rows["period_end"].dt.strftime("%Y-%m-%d")
        for at, r, m, d in zip(rows["figure_id"], rows["reporter"], measures, days, strict=True):
            found[at] = f"{r}/{m}/{d}"
    return found


def is_held(answer: Answer, verdict: str, figure: str) -> bool:
    """Whether the release holds the figure of an answer; a match has its number too."""
    known = held().get(figure)
    return known is not None and (verdict != "matches" or bool({answer.low, answer.high} & known))


def right(answer: Answer) -> dict[str, set[str]]:
    """The verdicts that are right with the figures of this release -> the figures they rest on."""
    found: dict[str, set[str]] = {}
    for verdict, figure in answer.verdicts:
        if figure is None or is_held(answer, verdict, figure):
            found.setdefault(verdict, set()).update({figure} if figure else ())
        else:
            found.setdefault("unknown", set())
    return found


@dataclass
class Score:
    """How well articles are traced."""

    answers: int = 0
    found: int = 0
    strange: int = 0
    verdicts: int = 0
    false_matches: int = 0
    traced: int = 0
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.found / self.answers

    @property
    def marked_wrongly(self) -> float:
        return self.strange / max(self.traced, 1)

    @property
    def verdict_right(self) -> float:
        return self.verdicts / max(self.found, 1)

    def __str__(self) -> str:
        return (
            f"statements {self.answers}, found {self.found} ({self.recall:.1%}), marked wrongly"
            f" {self.strange} of {self.traced} ({self.marked_wrongly:.1%}), verdict right"
            f" {self.verdicts} ({self.verdict_right:.1%}), false matches {self.false_matches}"
        )


def scored(chosen: list[TestArticle]) -> Score:
    """The score of articles."""
    score = Score()
    for article in chosen:
        rows = cd.trace(article.text, published=article.published)
        _score(article, rows, score)
    return score


def _score(article: TestArticle, rows: pd.DataFrame, score: Score) -> None:
    free = list(rows.itertuples())
    for answer in article.answers:
        fits = [row for row in free if _is_of(row, answer)]
        if fits:
            free.remove(fits[0])
        if answer.is_optional:
            continue
        score.answers += 1
        if not fits:
            score.wrong.append(f"{article.name}: {answer.words}: not found")
            continue
        score.found += 1
        score.traced += 1
        _judge(article, fits[0], answer, score)
    for row in free:
        score.strange += 1
        score.traced += 1
        score.false_matches += row.verdict == "matches"
        score.wrong.append(f"{article.name}: {row.words}: no statement, {row.verdict}")


def _judge(article: TestArticle, row: tuple, answer: Answer, score: Score) -> None:
    wanted = right(answer)
    good = row.verdict in wanted
    figure = names().get(row.figure_1, row.figure_1) if isinstance(row.figure_1, str) else None
    if good and row.verdict != "unknown":
        good = figure in wanted[row.verdict]
    score.verdicts += good
    score.confusion[row.verdict if good else next(iter(wanted)), row.verdict] += 1
    if not good:
        score.false_matches += row.verdict == "matches"
        said = " or ".join(f"{v} {' '.join(sorted(f))}".strip() for v, f in wanted.items())
        score.wrong.append(
            f"{article.name}: {answer.words}: {said}; it says {row.verdict} {figure or ''}"
            f" ({row.reason})"
        )


def _is_of(row: tuple, answer: Answer) -> bool:
    meets = row.start < answer.end and answer.start < row.end
    return meets and (row.low, row.high, row.unit) == (answer.low, answer.high, answer.unit)


def mutated(article: TestArticle, rows: pd.DataFrame) -> list[tuple[str, str, int]]:
    """The article once for each matching number, with one digit of it changed: text, words, place."""
    found = []
    for at, row in enumerate(rows[rows["verdict"] == "matches"].itertuples()):
        digits = [i for i in range(row.start, row.end) if article.text[i].isdigit()]
        if not digits:
            continue
        place = digits[at % len(digits)]
        changed = str((int(article.text[place]) + 1 + at % 8) % 10)
        if place == digits[0] and changed == "0":
            changed = "9" if article.text[place] != "9" else "8"
        text = article.text[:place] + changed + article.text[place + 1 :]
        found.append((text, text[row.start : row.end], row.start))
    return found
