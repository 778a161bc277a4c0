"""Numbers of a text: digits and words, scales, money, ranges and hedges."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from conflictdata.tracing.labels import hit_ending_at, is_label, without_ratios
from conflictdata.tracing.lexicon import ENGLISH, Hit
from conflictdata.tracing.number import Number
from conflictdata.tracing.tokens import DASHES, Token, touches

# of a scale: 100 multiplies what stands before it, 20 does not
SCALE = 100
# no people and no money are more
GREATEST = 10**15
# a plain number in these bounds may be a year
YEARS = range(1900, 2100)


def numbers(
    tokens: Sequence[Token], hits: Sequence[Hit], language: str, taken: frozenset[int]
) -> list[Number]:
    """The numbers of a text that may count something; `taken` are tokens of days."""
    at_token = {hit.start: hit for hit in hits}
    found: list[Number] = []
    at = 0
    while at < len(tokens):
        number = None if at in taken else _number(tokens, at_token, at, language)
        if number is None:
            at += 1
            continue
        at = number.end
        number = _with_money(tokens, at_token, number)
        joined = _joined(tokens, at_token, found, number, language)
        if joined is not None:
            found[-1] = joined
        else:
            found.append(number)
    found = [n for n in found if n.currency or not is_label(tokens, at_token, n)]
    found = without_ratios(at_token, found)
    return _hedged(tokens, hits, found)


def _number(
    tokens: Sequence[Token], at_token: Mapping[int, Hit], at: int, language: str
) -> Number | None:
    """The number that begins at a token: digits or words, with their scale."""
    token = tokens[at]
    if token.is_number:
        parsed = _digits(token.text, language)
        if parsed is None:
            return None
        value, step = parsed
        end = at + 1
    else:
        spelled = _spelled(tokens, at_token, at)
        if spelled is None:
            return None
        value, end = Decimal(spelled[0]), spelled[1]
        step = Decimal(1)
    # "30.000" is whole in German, "1.5" is not
    is_parted = step < 1
    like_a_year = token.is_number and token.text.isdecimal() and value in YEARS
    while end < len(tokens) and (scale := _scale(tokens, at_token, end)):
        value, step, end, like_a_year = value * scale[0], step * scale[0], scale[1], False
    if value != int(value) or value > GREATEST:
        return None
    whole = int(value)
    step = max(Decimal(1), step)
    while whole and whole % (int(step) * 10) == 0 and not is_parted:
        step *= 10
    return Number(at, end, whole, whole, int(step), like_a_year=like_a_year)


def _digits(text: str, language: str) -> tuple[Decimal, Decimal] | None:
    """The value of digits, and the unit of their last place."""
    group, point = _separators(language)
    bare = re.sub(r"[\u00a0\u2009\u202f '\u2019]", "", text)
    if " " in text and group.strip():
        return None  # two numbers side by side
    if re.fullmatch(r"\d{1,3}(,\d{3}){2,}|\d{1,3}(\.\d{3}){2,}", bare):
        return Decimal(re.sub(r"[.,]", "", bare)), Decimal(1)
    grouped = re.fullmatch(r"(\d{1,3}(?:([.,])\d{3})+)(?:([.,])(\d+))?", bare)
    if grouped and (grouped[2] == group or (grouped[3] is None and grouped[2] != point)):
        whole, rest = re.sub(r"[.,]", "", grouped[1]), grouped[4] or ""
        return Decimal(f"{whole}.{rest or 0}"), Decimal(1).scaleb(-len(rest))
    if bare.isdecimal():
        return Decimal(bare), Decimal(1)
    whole, _, rest = re.sub(r"[.,]", ".", bare).rpartition(".")
    if "." in whole:
        return None
    return Decimal(f"{whole}.{rest}"), Decimal(1).scaleb(-len(rest))


@lru_cache(maxsize=16)
def _separators(language: str) -> tuple[str, str]:
    """What groups digits in a language, and what parts whole ones from parts."""
    from babel import Locale

    symbols = Locale.parse(language).number_symbols["latn"]
    return symbols["group"], symbols["decimal"]


def _spelled(
    tokens: Sequence[Token], at_token: Mapping[int, Hit], at: int
) -> tuple[int, int] | None:
    """The value of words such as twenty-three, and where they end."""
    total, end = None, at
    while (hit := at_token.get(end)) and (code := _value(hit)) and code < SCALE:
        if total is not None and (total % 10 or code >= 10 or total < 20):
            break
        total, end = (total or 0) + code, hit.end
        if end < len(tokens) and tokens[end].text in DASHES and touches(tokens, end):
            after = at_token.get(end + 1)
            if after and (more := _value(after)) and more < 10 and total >= 20:
                end += 1
    if total is None:
        hit = at_token.get(at)
        code = _value(hit) if hit else None
        # "a hundred", but neither "hundreds of" nor the word alone
        if hit and code and code >= SCALE and hit.end - hit.start > 1:
            return code, hit.end
        return None
    return total, end


def _value(hit: Hit) -> int | None:
    codes = hit.of("number")
    return int(codes[0]) if codes else None


def _scale(tokens: Sequence[Token], at_token: Mapping[int, Hit], at: int) -> tuple[int, int] | None:
    """What multiplies a number that ends at a token, and where it ends."""
    here = at
    if tokens[at].text in DASHES and at + 1 < len(tokens) and touches(tokens, at):
        here = at + 1  # a 300-million package
    hit = at_token.get(here)
    value = _value(hit) if hit else None
    if hit is None or value is None or value < SCALE:
        return None
    if len(tokens[here].text) == 1 and tokens[here - 1].end != tokens[here].start:
        return None  # metres, not millions
    end = hit.end
    if end < len(tokens) and tokens[end].text == "." and touches(tokens, end - 1):
        end += (
            0 if end + 1 >= len(tokens) or tokens[end + 1].sentence != tokens[end].sentence else 1
        )
    return value, end


def _with_money(tokens: Sequence[Token], at_token: Mapping[int, Hit], number: Number) -> Number:
    """The same number with its currency, where one stands before or after it."""
    start, end = number.start, number.end
    before = tokens[start - 1].text if start else ""
    symbols = currency_symbols()
    if before in symbols:
        code, start = symbols[before], start - 1
        prefix = tokens[start - 1] if start else None
        if prefix is not None and prefix.end == tokens[start].start:
            longer = symbols.get(prefix.text + before)
            code, start = (longer, start - 1) if longer else (code, start)
        return replace(number, start=start, currency=code)
    if before.isupper() and (hit := at_token.get(start - 1)) and hit.of("currency"):
        return replace(number, start=start - 1, currency=hit.of("currency")[0])
    if end < len(tokens) and tokens[end].text in symbols:
        return replace(number, end=end + 1, currency=symbols[tokens[end].text])
    for skip in (0, 1):
        hit = at_token.get(end + skip)
        # "million US dollars", "Millionen von Euro"
        if hit and hit.of("currency") and tokens[end].sentence == tokens[end + skip].sentence:
            if skip and not tokens[end].is_word:
                continue
            return replace(number, end=hit.end, currency=hit.of("currency")[0])
    return number


@lru_cache(maxsize=1)
def currency_symbols() -> dict[str, str]:
    """Signs of currencies, as English has them."""
    from babel import Locale

    signs = {sign: code for code, sign in Locale.parse(ENGLISH).currency_symbols.items()}
    signs = {sign: code for sign, code in signs.items() if not sign.isalpha()}
    return {**signs, "US$": "USD", "C$": "CAD", "Can$": "CAD", "AU$": "AUD"}


@lru_cache(maxsize=64)
def currencies_of(country: str) -> frozenset[str]:
    """The currencies of a country, which is given by three letters."""
    from babel.core import get_global
    from babel.numbers import get_territory_currencies

    known = get_global("territory_aliases").get(country, ())
    return frozenset(code for name in known for code in get_territory_currencies(name))


def _joined(
    tokens: Sequence[Token],
    at_token: Mapping[int, Hit],
    found: Sequence[Number],
    number: Number,
    language: str,
) -> Number | None:
    """The range of which a number is the upper end, if the number before it is the lower."""
    if not found or found[-1].is_range or found[-1].end >= number.start:
        return None
    first = found[-1]
    if tokens[first.start].sentence != tokens[number.start].sentence:
        return None
    gap = number.start - first.end
    dash = gap == 1 and tokens[first.end].text in DASHES
    joint = at_token.get(first.end) if gap == 1 else None
    opening = hit_ending_at(at_token, first.start)
    opened = opening is not None and opening.has("cue", "between")
    if not (dash or (joint and (joint.has("cue", "to") or (opened and joint.has("cue", "and"))))):
        return None
    low, step = first.low, first.step
    if low < number.high and number.high >= 1000 * max(low, 1) and first.step < number.step:
        factor = _factor(tokens, number, language)
        low, step = low * factor, step * factor
    if low >= number.high or low * 20 < number.high or first.like_a_year:
        return None
    currency = number.currency or first.currency
    if first.currency and number.currency and first.currency != number.currency:
        return None
    return replace(
        number,
        start=first.start,
        low=low,
        is_range=True,
        step=min(step, number.step),
        currency=currency,
        qualifier="range",
    )


def _factor(tokens: Sequence[Token], number: Number, language: str) -> int:
    """By what the scale of a number multiplies it."""
    digits = next(t.text for t in tokens[number.start :] if t.is_number or t.is_word)
    parsed = _digits(digits, language) if digits[0].isdigit() else None
    return int(number.high / parsed[0]) if parsed and parsed[0] else 1


def _hedged(tokens: Sequence[Token], hits: Sequence[Hit], found: Sequence[Number]) -> list[Number]:
    """The same numbers with the hedges before and behind them."""
    ending = {hit.end: hit for hit in hits if hit.has("qualifier")}
    # "100 or more"; but "100 under a program" is no hedge
    behind = [hit for hit in hits if hit.has("qualifier") and not hit.has("cue", "small")]
    beginning = {hit.start: hit for hit in behind}
    small = {hit.end: hit for hit in hits if hit.has("cue", "again") or hit.has("cue", "small")}
    joints = frozenset(hit.start for hit in hits if hit.has("cue", "and"))
    hedged: list[Number] = []
    for number in found:
        start = number.start
        hit = ending.get(start)
        if hit is None and start in small and small[start].start in ending:
            hit = ending[small[start].start]
        if hit is not None and tokens[hit.start].sentence == tokens[start].sentence:
            qualifier = "range" if number.is_range else hit.of("qualifier")[0]
            below = hit.has("cue", "below")
            number = replace(number, qualifier=qualifier, hedged_from=hit.start, is_below=below)
        elif (after := beginning.get(number.end)) and not _begins_number(tokens, after.end):
            number = replace(number, qualifier=after.of("qualifier")[0])
        elif number.end < len(tokens) and tokens[number.end].text == "+":
            number = replace(number, qualifier="more_than")
        elif hedged and _and_alone(tokens, joints, hedged[-1], number):
            # "about 500 killed and 900 injured": the hedge reaches over "and" alone
            number = replace(number, qualifier=hedged[-1].qualifier)
        hedged.append(number)
    return hedged


def _begins_number(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and (tokens[at].is_number or tokens[at].text in currency_symbols())


def _and_alone(
    tokens: Sequence[Token], joints: frozenset[int], before: Number, number: Number
) -> bool:
    if before.qualifier != "about" or number.is_range or before.hedged_from is None:
        return False
    if number.step < min(10, before.step):
        return False
    between = range(before.end, number.start)
    return (
        0 < len(between) <= 3
        and number.start - 1 in joints
        and all(tokens[at].is_word for at in between)
    )
