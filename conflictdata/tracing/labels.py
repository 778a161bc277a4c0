"""Numbers that count nothing: they name something, or are a ratio."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from conflictdata.tracing.lexicon import Hit
from conflictdata.tracing.number import Number
from conflictdata.tracing.tokens import DASHES, Token, touches

# both numbers of a ratio are at most this
RATIO = 100
# an age is lower
OLDEST = 120


def is_label(tokens: Sequence[Token], at_token: Mapping[int, Hit], number: Number) -> bool:
    """Whether a number names something: an age, an article, a type, a share, an hour."""
    start, end = number.start, number.end
    before = tokens[start - 1] if start else None
    after = tokens[end] if end < len(tokens) else None
    if after is not None and after.start == tokens[end - 1].end:
        if after.text in "%/:°" and after.text != ":":
            return True
        if after.is_word or (after.text in DASHES and touches(tokens, end)):
            return True
        if after.text in ".:/" and touches(tokens, end) and tokens[end + 1].is_number:
            return True
    if after is not None and after.text == "%":
        return True
    if (
        before is not None
        and before.end == tokens[start].start
        and (before.is_word or before.text in "/:#№.," or before.text in DASHES)
    ):
        return before.text not in DASHES or (start > 1 and before.start == tokens[start - 2].end)
    if before is not None and (hit := hit_ending_at(at_token, start)) and hit.has("cue", "label"):
        return True
    # a woman, 43, said
    between = before is not None and after is not None and before.text == after.text == ","
    return between and number.high < OLDEST and tokens[start].is_number


def without_ratios(at_token: Mapping[int, Hit], found: Sequence[Number]) -> list[Number]:
    """The same numbers without ratios: "one in five", "three out of 10"."""
    ratios: set[int] = set()
    for first, second in pairwise(found):
        hit = at_token.get(first.end)
        # "one in five"; "1 in 74,370", which is nobody's count
        small = max(first.high, second.high) <= RATIO or first.high == 1
        if small and hit and hit.has("cue", "ratio") and hit.end == second.start:
            ratios |= {first.start, second.start}
    return [n for n in found if n.start not in ratios]


def hit_ending_at(at_token: Mapping[int, Hit], end: int) -> Hit | None:
    for start in range(end - 1, max(end - 4, -1), -1):
        hit = at_token.get(start)
        if hit is not None and hit.end == end:
            return hit
    return None
