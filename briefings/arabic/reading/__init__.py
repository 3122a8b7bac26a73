"""A parser for numbers in Arabic text: digits of three kinds, separators, scales, number words.

Pure functions from text to :class:`Numeral` values. :mod:`.tokens` splits the text with the lexicon
of :mod:`.words`; :mod:`.grammar` combines adjacent tokens by the grammar of Arabic numerals:
“خمسة وعشرون ألفًا” is three tokens and one number. An ambiguous spelling yields every reading.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import zip_longest

from ..direction.scripts import normalise
from .grammar import phrase
from .tokens import Token, tokens_in
from .words import Kind

__all__ = ["Numeral", "normalise", "numerals_in", "same_value"]

_HUNDRED = ("المئه", "المائه")
_RANGE = re.compile(r"\s*[-–—]\s*|\s+(?:إلى|الى|أو|او)\s+")
_BETWEEN = re.compile(r"بين\s+\Z")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text.

    ``start`` and ``end`` are offsets into that text; ``readings`` holds every value that the
    spelling allows, in base units (a percentage as printed: 95, not 0.95). ``scale`` is the value
    of the last scale word (1000 in “25 ألفًا”); ``vague`` marks a bare plural such as “عشرات
    الملايين”, which states an order of magnitude only. ``certain`` is False for words that seldom
    state a figure: one, first, second, and the word for an eighth that also means “price”.
    """

    start: int
    end: int
    readings: frozenset[Fraction]
    scale: Fraction | None = None
    percent: bool = False
    vague: bool = False
    certain: bool = True


def numerals_in(text: str) -> tuple[Numeral, ...]:
    """Every number in ``text``, in order. Takes linear time."""
    tokens = tokens_in(text)
    found: list[Numeral] = []
    percent_before = False
    at = 0
    while at < len(tokens):
        token = tokens[at]
        group = phrase(tokens, at)
        if group is None:
            percent_before = token.kind is Kind.PERCENT and not token.word
            at += 1
            continue
        stop = group.stop
        percent_length = _percent_length(tokens, stop)
        percent = percent_before or bool(percent_length)
        percent_before = False
        readings = group.readings
        if _is_negative(text, token):
            readings |= {-each for each in readings}
        weak = stop == at + 1 and token.weak
        found.append(
            Numeral(
                token.start,
                tokens[stop - 1].end,
                readings,
                group.scale,
                percent,
                group.vague,
                certain=not weak or percent,
            )
        )
        at = stop + percent_length
    return tuple(_share_scales(text, found))


def same_value(reading: Fraction, value: float) -> bool:
    """Whether a reading equals ``value``, up to rounding if it has no finite decimal form."""
    rest = reading.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest == 1:
        return float(reading) == value
    # A third has no finite decimal form: the data round it to 0.333.
    return math.isclose(reading, value, rel_tol=5e-3)


def _share_scales(text: str, figures: list[Numeral]) -> Iterator[Numeral]:
    """Add to the first number of a range its reading with the second's scale.

    In “10 إلى 20 مليون” the 10 may mean millions too.
    """
    for first, second in zip_longest(figures, figures[1:]):
        if second and second.scale and not first.scale and not first.vague:
            between = text[first.end : second.start]
            spanned = _RANGE.fullmatch(between) or (
                between.strip() in ("", "و")
                and _BETWEEN.search(text[max(0, first.start - 12) : first.start])
            )
            if spanned:
                scaled = {each * second.scale for each in first.readings}
                yield replace(first, readings=first.readings | scaled)
                continue
        yield first


def _is_negative(text: str, token: Token) -> bool:
    if token.kind is not Kind.DIGITS or text[token.start - 1 : token.start] not in ("-", "−"):
        return False
    return token.start == 1 or not text[token.start - 2].isalnum()


def _percent_length(tokens: list[Token], at: int) -> int:
    """The number of tokens from ``at`` that mean “per cent”: 0, 1 or 2."""
    if at < len(tokens) and tokens[at].continues(Kind.PERCENT):
        return 1
    following = [token.word for token in tokens[at : at + 2]]
    return 2 if following in (["في", word] for word in _HUNDRED) else 0
