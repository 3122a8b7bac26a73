"""The tokenizer of the number parser: digits, number words, percent signs and other words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from ..direction.scripts import MARKS, normalise
from .words import Kind, is_ordinal, lookup

_DIGIT = "[0-9٠-٩۰-۹]"
_SPACES = "\u00a0\u2007\u2009\u202f"
_TO_LATIN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_TOKEN = re.compile(
    # An ordinary space is a thousands separator only before exactly three digits.
    rf"(?P<number>{_DIGIT}+(?:(?:[.,،٫٬'’{_SPACES}]| (?={_DIGIT}{{3}}(?!{_DIGIT}))){_DIGIT}+)*)"
    r"|(?P<percent>[%٪﹪％])"
    r"|(?P<word>[\u0621-\u065f\u0670-\u06d3\u200c\u200d]+)"
    r"|(?P<name>[A-Za-z_]\w*)"
    rf"|(?P<gap>[\s{MARKS}]+)"
    r"|(?P<other>.)",
    re.DOTALL,
)
_THOUSAND_DIGITS = 3
_PARTICLES = frozenset({"و", "وال", "ال", "ب", "ل", "ف", "ك", "بال", "لل"})
_MONTHS_WITH_ORDINALS = {"كانون", "تشرين", "ربيع", "جمادي"}


@dataclass(frozen=True, slots=True)
class Token:
    """A token; ``start`` and ``end`` are offsets into the text, ``word`` is normalised."""

    start: int
    end: int
    kind: Kind
    readings: frozenset[Fraction] = frozenset()
    joined: bool = False  # “and” precedes it
    bare: bool = True  # no “by”, “for”, “so”, “like” attached, so it can continue a number
    definite: bool = False
    weak: bool = False
    word: str = ""

    def continues(self, *kinds: Kind, joined: bool = False) -> bool:
        """Whether it is of one of these kinds and can continue the number before it."""
        return self.bare and self.joined is joined and self.kind in kinds

    @property
    def value(self) -> Fraction:
        """The largest reading: five rather than a fifth."""
        return max(self.readings)


def tokens_in(text: str) -> list[Token]:
    """The tokens of ``text`` in order, without whitespace, direction marks and lone particles."""
    tokens: list[Token] = []
    joined = False
    for match in _TOKEN.finditer(text):
        word = normalise(match[0]) if match.lastgroup == "word" else ""
        if match.lastgroup == "gap":
            continue
        if word in _PARTICLES:  # attached to digits, so a token of its own: “و140”, “الـ87”
            joined = joined or word.startswith("و")
            continue
        if match.lastgroup == "number":
            fresh = _number_tokens(match)
        elif word:
            fresh = [_word_token(match, word)]
            _drop_names(tokens, fresh)
        else:
            kind = Kind.PERCENT if match.lastgroup == "percent" else Kind.OTHER
            fresh = [Token(*match.span(), kind)]
        if joined:
            fresh[0] = replace(fresh[0], joined=True)
        joined = False
        tokens += fresh
    return tokens


def _drop_names(tokens: list[Token], fresh: list[Token]) -> None:
    """Make “كانون الأول” (a month) and “النصف الأول” (a half-year) tokens that are no numbers."""
    if not tokens or not is_ordinal(fresh[0].word):
        return
    if tokens[-1].word in _MONTHS_WITH_ORDINALS:
        fresh[0] = replace(fresh[0], kind=Kind.OTHER)
    elif tokens[-1].kind is Kind.FRACTION and tokens[-1].definite:
        tokens[-1] = replace(tokens[-1], kind=Kind.OTHER)
        fresh[0] = replace(fresh[0], kind=Kind.OTHER)


def _word_token(match: re.Match[str], word: str) -> Token:
    entry = lookup(match[0], word)
    if entry is None:
        return Token(*match.span(), Kind.OTHER, word=word)
    return Token(
        *match.span(),
        entry.kind,
        frozenset(entry.readings),
        joined=entry.prefix == "و",
        bare=entry.prefix in ("", "و"),
        definite=entry.definite,
        weak=entry.weak,
        word=word,
    )


_MOST_LETTERS = 100
"""Longest number, in digits and separators; longer runs are ignored (Python parses 4300 digits)."""


def _number_tokens(match: re.Match[str]) -> list[Token]:
    """The tokens of a run of digits and separators: one if it is well-formed, else one a part."""
    run = match[0].translate(_TO_LATIN)
    marks = re.findall("[^0-9]", run)
    # A space among other separators separates numbers: “1,000 250” is two.
    pieces = re.finditer("[^ ]+", run) if len(set(marks)) > 1 else re.finditer(".+", run)
    tokens = []
    for piece in pieces:
        if len(piece[0]) > _MOST_LETTERS:
            continue
        readings = _readings(piece[0])
        parts = [piece] if readings else re.finditer("[0-9]+", piece[0])
        for part in parts:
            offset = match.start() + (piece.start() if part is not piece else 0)
            value = readings or frozenset({Fraction(part[0])})
            tokens.append(Token(offset + part.start(), offset + part.end(), Kind.DIGITS, value))
    return tokens


def _readings(run: str) -> frozenset[Fraction]:
    """The values of a run of digits and separators as one number; empty if it is malformed."""
    if run.isdigit():
        return frozenset({Fraction(run)})
    groups = re.findall("[0-9]+", run)
    *whole, fraction = groups
    *others, last = re.findall("[^0-9]", run)
    found = set()
    if not set(others) - {last} and _are_thousands(groups):
        found.add(Fraction("".join(groups)))
        if last == " " and not any(group.startswith("0") for group in groups[1:]):
            found.update(map(Fraction, groups))  # or separate numbers
    if last in ".٫":  # “111.000” is written for 111 and for 111000
        is_decimal = True
    else:
        # A comma can be the decimal mark too (3،8); with three digits after it, a list is likelier.
        is_decimal = last in ",،" and (len(fraction) < _THOUSAND_DIGITS or whole == ["0"])
    if others:
        is_decimal = is_decimal and set(others) == {others[0]} - {last} and _are_thousands(whole)
    if is_decimal:
        found.add(Fraction(f"{''.join(whole)}.{fraction}"))
    return frozenset(found)


def _are_thousands(groups: list[str]) -> bool:
    first, *rest = groups
    fits = len(first) <= _THOUSAND_DIGITS and not first.startswith("0")
    return fits and all(len(group) == _THOUSAND_DIGITS for group in rest)
