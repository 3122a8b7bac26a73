"""The grammar of Arabic numerals: combines adjacent tokens into numbers with their values."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from .tokens import Token
from .words import Kind

_HUNDRED = 100
_SCALES = (Kind.SCALE, Kind.SCALE_OR_DUAL, Kind.PLURAL)


@dataclass(frozen=True, slots=True)
class Group:
    """One multiplier with its scale: “خمسة وعشرون ألفًا”, “278 مليون”, “نصف”.

    ``stop`` is the index of the first token after it; ``fraction`` marks a fraction in words.
    """

    readings: frozenset[Fraction]
    stop: int
    scale: Fraction | None = None
    vague: bool = False
    fraction: bool = False


def phrase(tokens: list[Token], at: int) -> Group | None:
    """The number that begins at token ``at``; None if that token begins none.

    It consists of groups joined by “and”, each smaller than the scale before it: مليون ومئتا ألف
    وثلاثة.
    """
    whole = _group(tokens, at)
    while whole and whole.scale and not whole.vague:
        if (
            whole.stop >= len(tokens)
            or not tokens[whole.stop].joined
            or not tokens[whole.stop].bare
        ):
            break
        more = _group(tokens, whole.stop)
        if more is None or more.vague or max(more.readings) >= whole.scale:
            break
        # “مليون ونصف” is a million and half a million.
        unit = whole.scale if more.fraction and not more.scale else Fraction(1)
        readings = {a + b * unit for a in whole.readings for b in more.readings}
        whole = Group(frozenset(readings), more.stop, whole.scale if more.scale else None)
    return whole


def _group(tokens: list[Token], at: int) -> Group | None:
    token = tokens[at]
    if token.kind in (Kind.PLURAL, Kind.VAGUE):
        return _multiplied(tokens, Group(token.readings, at + 1, vague=True))
    if token.kind is Kind.SCALE_DUAL:
        return Group(token.readings, at + 1, token.value / 2)
    if token.kind in (Kind.SCALE, Kind.SCALE_OR_DUAL):
        scale = min(token.readings)
        group = _multiplied(tokens, Group(token.readings, at + 1, scale))
        following = tokens[group.stop] if group.stop < len(tokens) else None
        if group.stop == at + 1 and following and following.continues(Kind.DIGITS):
            # “مليون 278” is one number with its scale first, or two numbers.
            both = {each * scale for each in following.readings}
            return Group(token.readings | following.readings | both, at + 2)
        return group
    small = _small(tokens, at)
    return _multiplied(tokens, small) if small else None


def _multiplied(tokens: list[Token], group: Group) -> Group:
    """The group multiplied by the scale words that follow it."""
    while group.stop < len(tokens) and tokens[group.stop].continues(*_SCALES):
        token = tokens[group.stop]
        scale = min(token.readings)
        kept = group.readings
        if token.kind is Kind.PLURAL:  # “خمس” before a plural is five, never a fifth
            kept = frozenset(each for each in kept if each >= 1) or kept
        # “ثلاثة آلاف مليون” multiplies twice; a group that follows must be below the last scale.
        group = Group(frozenset(n * scale for n in kept), group.stop + 1, scale, group.vague)
    return group


def _small(tokens: list[Token], at: int) -> Group | None:
    """A number without scale: digits, words below a thousand, a fraction, a dual of time."""
    first = tokens[at]
    if first.kind is Kind.FRACTION:
        return Group(first.readings, at + 1, fraction=True)
    if first.kind is Kind.DIGITS:
        total, stop, readings = Fraction(0), at + 1, first.readings
    elif first.kind is Kind.DUAL:
        total, stop, readings = Fraction(2), at + 1, first.readings
    else:
        total, stop = _below_thousand(tokens, at)
        if stop == at or (stop == at + 1 and first.kind is Kind.COMPOUND_ONLY):
            return None
        readings = first.readings if stop == at + 1 else frozenset({total})
    following = tokens[stop] if stop < len(tokens) else None
    if following and following.continues(Kind.PARTS):  # ثلاثة أرباع
        return Group(frozenset({max(readings) / following.value}), stop + 1)
    if following and following.continues(Kind.DECADES):  # ثلاثة عقود: 3, or 30 years
        return Group(readings | {max(readings) * 10}, stop + 1)
    if following and following.continues(Kind.FRACTION, joined=True):
        after = tokens[stop + 1] if stop + 1 < len(tokens) else None
        if not (after and after.definite and after.continues(*_SCALES)):  # ثلاثة ونصف
            return Group(frozenset(n + following.value for n in readings), stop + 1)
    return Group(readings, stop)


def _below_thousand(tokens: list[Token], at: int) -> tuple[Fraction, int]:
    """The number below 1000 that the number words from ``at`` on form, and the index after it."""
    total = Fraction(0)
    last: Kind | None = None
    for stop in range(at, len(tokens)):
        token = tokens[stop]
        kind = Kind.UNIT if token.kind is Kind.COMPOUND_ONLY else token.kind
        if kind not in (Kind.UNIT, Kind.TEN, Kind.TENS, Kind.HUNDRED):
            return total, stop
        follows = token.bare and last is not None
        if stop == at or (
            follows and token.joined and last is Kind.HUNDRED and total % _HUNDRED == 0
        ):
            if stop > at and kind is Kind.HUNDRED:
                return total, stop
            total += token.value  # مئة وخمسة، مئة وعشرة، مئة وعشرون
        elif follows and last is Kind.UNIT and kind is Kind.TEN and not token.joined:
            total += 10  # خمسة عشر
        elif follows and last is Kind.UNIT and kind is Kind.TENS and token.joined:
            total += token.value  # خمسة وعشرون
        elif follows and stop == at + 1 and last is Kind.UNIT and kind is Kind.HUNDRED:
            if token.joined or token.value != _HUNDRED:
                return total, stop
            total *= _HUNDRED  # ثلاث مئة
        else:
            return total, stop
        last = kind
    return total, len(tokens)
