"""The words around a number that qualify it, and those that make it part of a date."""

from __future__ import annotations

import re

from ...model import Qualifier
from ..direction.neighbours import MONTHS
from . import Numeral, normalise, numerals_in, same_value

_REACH = 60
"""Characters before and after a number that are searched for words that qualify it."""

# All patterns match text that ``normalise`` has returned. The first match wins, so that
# “no more than” does not match as “more than”.
_BEFORE = (
    # Tried before the plain forms, which would match without the negation.
    (Qualifier.UP_TO, r"لا [يت](?:زيد|ربو)(?: \w+)? (?:عن|علي)"),
    (Qualifier.UP_TO, r"لا [يت](?:زيد|تجاوز|تعدي|فوق)|[يت]صل(?: \w+){0,2} الي|حتي|اقل من"),
    (Qualifier.UP_TO, r"(?:بحد|كحد) اقصي|حد اقصاه|دون"),
    (Qualifier.MORE_THAN, r"(?:اكثر|ازيد|اعلي|ازود) من|لا [يت]قل عن"),
    (Qualifier.MORE_THAN, r"(?:[يت]زيد|زاد|زادت|[يت]ربو|[يت]نيف)(?: \w+)? (?:عن|علي)"),
    (Qualifier.MORE_THAN, r"(?:[يت]فوق|فاق|فاقت|[يت]?تجاوز|تجاوزت|[يت]تعدي|متجاوزا|متخطيا)"),
    (Qualifier.ABOUT, r"نحو|حوالي|زهاء|قرابه|[يت]قارب|[يت]قرب من|[يت]ناهز|[يب]?حدود|تقريبا"),
)
_AFTER = (
    (Qualifier.MORE_THAN, r"علي الاقل|او اكثر|فاكثر|او يزيد|فما فوق|ونيف"),
    (Qualifier.UP_TO, r"علي الاكثر|او اقل|فاقل|كحد اقصي|بحد اقصي"),
    (Qualifier.ABOUT, r"تقريبا"),
)
# A particle of the number may end the qualifying phrase: بنحو, من الـ.
_BEFORE_PATTERNS = tuple(
    (qualifier, re.compile(rf"(?:^|\W)[وفبلك]?(?:{words})(?:\W+ال|\W+[بل])?\W*\Z"))
    for qualifier, words in _BEFORE
)
_AFTER_PATTERNS = tuple(
    (qualifier, re.compile(rf"\W*(?:\w+ ){{0,3}}(?:{words})(?:\W|$)"))
    for qualifier, words in _AFTER
)
_MONTHS = r"(?:ال)?(?:شهرا?|اشهر|شهور)"
_MONTH = re.compile(rf"\W*(?:من )?(?:شهر )?(?:{'|'.join(sorted(MONTHS))})(?:\W|$)")


def qualifiers_in(text: str, value: float | None = None) -> set[Qualifier]:
    """The qualifiers that ``text`` attaches to its numbers, or to those that can be ``value``.

    Ignores words that qualify no number: “نحو” before a noun is “towards”. Never returns EXACT; a
    text without qualifiers gives the empty set.
    """
    return {
        qualifier
        for numeral in numerals_in(text)
        if value is None or any(same_value(reading, value) for reading in numeral.readings)
        for qualifier in qualifiers_of(text, numeral)
    }


def qualifiers_of(text: str, numeral: Numeral) -> set[Qualifier]:
    """The qualifiers of ``numeral``, which is one of ``numerals_in(text)``."""
    before, after = _around(text, numeral)
    found = [next((one for one, words in _BEFORE_PATTERNS if words.search(before)), None)]
    found += [next((one for one, words in _AFTER_PATTERNS if words.match(after)), None)]
    found += [Qualifier.ORDER if numeral.vague else None]
    return {one for one in found if one}


def is_day_of_month(text: str, numeral: Numeral) -> bool:
    """Whether the number stands before a month's name or inside a date written in digits."""
    first = text[max(0, numeral.start - 1) : numeral.start]
    if {"/", "-"}.isdisjoint((first, text[numeral.end : numeral.end + 1])):
        return bool(_MONTH.match(_around(text, numeral)[1]))
    return True


def counts_months(text: str, numeral: Numeral) -> bool:
    """Whether the number stands beside the word “month”: الأشهر الستة, ستة أشهر."""
    before, after = _around(text, numeral)
    return bool(re.search(rf"{_MONTHS}\W*\Z", before) or re.match(rf"\W*{_MONTHS}\b", after))


def _around(text: str, numeral: Numeral) -> tuple[str, str]:
    """The normalised text before and after a number, with single spaces."""
    before = text[max(0, numeral.start - _REACH) : numeral.start]
    after = text[numeral.end : numeral.end + _REACH]
    return re.sub(r"\s+", " ", normalise(before)), re.sub(r"\s+", " ", normalise(after))
