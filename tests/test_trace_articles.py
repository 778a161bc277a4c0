"""How well articles are traced: 219 of our own, with what is right of each of their numbers.

``pytest -s`` prints the measures, the confusion of verdicts and what is wrong.
"""

from collections import Counter

import articles
import pytest

import conflictdata as cd

WARS = 15


@pytest.fixture(scope="module")
def scores() -> dict[str, articles.Score]:
    every = articles.articles()
    return {
        "first": articles.scored([a for a in every if a.number <= 100]),
        "last": articles.scored([a for a in every if 100 < a.number <= 200]),
        "by another hand": articles.scored([a for a in every if a.number > 200]),
    }


def together(scores: dict[str, articles.Score], name: str) -> int:
    return sum(getattr(score, name) for score in scores.values())


def test_the_articles_are_many_and_a_third_of_their_numbers_are_traps():
    every = articles.articles()
    answers = [x for a in every for x in a.answers if not x.is_optional]
    assert len(every) >= 60
    assert len(answers) >= 300
    strange = sum(a.strange for a in every)
    traps = strange + sum(x.trap is not None for x in answers)
    assert traps >= (len(answers) + strange) / 3
    assert {a.manner for a in every} == {"agency", "newspaper", "statement", "broadcaster"}
    conflicts = {c for a in every for c in cd.trace(a.text, published=a.published)["conflict"]}
    assert len(conflicts - {None}) >= WARS


def test_answers_are_figures_of_the_tables():
    """Those of a war that is not held yet wait, and unknown is right of them."""
    named = [
        articles.is_held(answer, verdict, figure)
        for article in articles.articles()
        for answer in article.answers
        for verdict, figure in answer.verdicts
        if figure is not None
    ]
    assert sum(named) >= len(named) / 2


def test_statements_are_found_and_nothing_else_is(scores):
    for name, score in scores.items():
        print(f"{name}: {score}")
    own = {name: score for name, score in scores.items() if name != "by another hand"}
    assert together(own, "found") >= 0.97 * together(own, "answers")
    assert together(scores, "found") >= 0.96 * together(scores, "answers")
    assert together(scores, "strange") <= 0.01 * together(scores, "traced")


def test_verdicts_are_right(scores):
    confusion: Counter[tuple[str, str]] = Counter()
    for score in scores.values():
        confusion.update(score.confusion)
        print(*score.wrong, sep="\n")
    for right in articles.VERDICTS:
        print(f"{right:15}", *(f"{confusion[right, said]:5}" for said in articles.VERDICTS))
    assert together(scores, "verdicts") >= 0.94 * together(scores, "found")


def test_hardly_a_number_is_called_matching_that_is_not(scores):
    assert together(scores, "false_matches") * 200 < together(scores, "traced")


def test_no_number_matches_with_one_digit_changed():
    changed = 0
    for article in articles.articles():
        rows = cd.trace(article.text, published=article.published)
        for text, words, start in articles.mutated(article, rows):
            changed += 1
            again = cd.trace(text, published=article.published)
            there = again[(again["start"] <= start) & (again["end"] > start)]
            assert "matches" not in set(there["verdict"]), (article.name, words)
    assert changed >= 100
