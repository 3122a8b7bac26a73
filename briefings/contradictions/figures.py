"""What the figures of an excerpt can be, and which of them say something else than its claim.

Compiling these patterns takes longer than loading a small library: they are imported for excerpts
that cannot be judged at a glance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from briefings.evidence import is_day_of_month, numerals_in, same_value
from briefings.model import Qualifier, Unit, UnitKind
from briefings.numerals import Numeral

_DIGIT = re.compile(r"\d")
_ARABIC = (
    (10**3, re.compile("[أا]لف|آلاف|الاف")),
    (10**6, re.compile("مليون|ملايين")),
    (10**9, re.compile("مليار|بليون|بلايين")),
)
_ENGLISH = {
    "hundred": 10**2,
    "thousand": 10**3,
    **dict.fromkeys(("million", "mn", "mln"), 10**6),
    **dict.fromkeys(("billion", "bn", "bln", "milliard"), 10**9),
    **dict.fromkeys(("trillion", "tn", "trn"), 10**12),
    "k": 10**3,
    "m": 10**6,
    "b": 10**9,
}
_ENGLISH_SCALE = re.compile(rf"[\s-]?({'|'.join(_ENGLISH)})s?\b", re.IGNORECASE)
_FOREIGN_SCALE = re.compile(
    r"[\s-]?(?:mil|mio|mrd|md\b|bill|tril|tsd|tausend|тыс|млн|млрд|هزار|میل)", re.IGNORECASE
)
_RANGE = re.compile(r"\s*[-–—]\s*|\s+(?:to|and|or)\s+", re.IGNORECASE)
_RATIO = re.compile(
    r"(?:\s+\w+){0,2}\s*(?:/|من (?:[أا]صل|كل|بين)|من|out of|in every|in|of(?: every)?)\s*(?:الـ?)?",
    re.IGNORECASE,
)
_ENGLISH_NUMBER = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty"
    r"|forty|fifty|sixty|seventy|eighty|ninety|half|halves|third|quarter|fifth|tenth|dozen|double"
    r"|hundreds|thousands|millions|billions)s?\b",
    re.IGNORECASE,
)
_YEARS = range(1800, 2200)
_ENGLISH_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
_BEFORE_DATES_AND_NAMES = re.compile(
    rf"(?:\b{_ENGLISH_MONTH}|\b(?:resolution|article|paragraph|section|page|table|annex|no\.?|number)"
    r"|(?:ال)?قرار|رقم|(?:ال)?ماد[ةه]|(?:ال)?فقر[ةه]|(?:ال)?صفح[ةه]|(?:ال)?جدول)\s*\W?\s*\Z",
    re.IGNORECASE,
)
_AFTER_DATES = re.compile(
    rf"\s*(?:(?:st|nd|rd|th)?(?: of)? {_ENGLISH_MONTH}\b|هـ|ه(?!\w)|AH\b"
    r"|(?:محرم|صفر|ربيع|جماد|رجب|شعبان|رمضان|شوال|ذو |ذي ))",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\s*(?:ال)?(?:يوم|[أا]يام|[أا]سبوع|[أا]سابيع|شهر|[أا]شهر|شهور|سن[ةهو]|سنين|عام|[أا]عوام|ساع[ةه]"
    r"|ساعات|days?\b|weeks?\b|months?\b|years?\b|hours?\b)",
    re.IGNORECASE,
)


def figures_instead(excerpt: str, value: float, unit: Unit, qualifier: Qualifier) -> list[float]:
    """The figures that the excerpt states instead of ``value``; none where it may state that."""
    numerals = numerals_in(excerpt)
    readings = _readings(excerpt, numerals, unit)
    if any(_fits(reading, value, unit, qualifier) for several in readings for reading in several):
        return []
    if any(_fits(ratio, value, unit, qualifier) for ratio in _ratios(excerpt, numerals, unit)):
        return []
    if _ENGLISH_NUMBER.search(excerpt) or any(
        _FOREIGN_SCALE.match(excerpt, numeral.end)
        and not _ENGLISH_SCALE.match(excerpt, numeral.end)
        for numeral in numerals
    ):
        return []  # what is not read here may be the value
    return [
        float(max(several))
        for numeral, several in zip(numerals, readings, strict=True)
        if _is_figure(excerpt, numeral, unit)
    ]


def _readings(excerpt: str, numerals: Sequence[Numeral], unit: Unit) -> list[set[Fraction]]:
    """What each number can be, with the English words of scale after it."""
    found: list[set[Fraction]] = []
    scales = [_ENGLISH_SCALE.match(excerpt, numeral.end) for numeral in numerals]
    for at, (numeral, scale) in enumerate(zip(numerals, scales, strict=True)):
        own = set(numeral.readings)
        shared = scale
        if not scale and at + 1 < len(numerals):
            between = excerpt[numeral.end : numerals[at + 1].start]
            shared = scales[at + 1] if _RANGE.fullmatch(between) else None
        if shared:
            scaled = {reading * _ENGLISH[shared[1].lower()] for reading in own}
            # “21m” may be metres, and “10 to 20 million” may begin with ten.
            is_sure = scale is not None and len(shared[1]) > 1 and not _scale_of(unit)
            own = scaled if is_sure else own | scaled
        if numeral.scale and _scale_of(unit):
            own |= {reading / numeral.scale for reading in own}
        found.append(own)
    return found


def _scale_of(unit: Unit) -> int:
    """Thousand or more where the unit is “thousands of tonnes”; else 0."""
    words = " ".join((unit.name, unit.forms.other if unit.forms else ""))
    for size, pattern in _ARABIC:
        if pattern.search(words):
            return size
    found = _ENGLISH_SCALE.search(words)
    return _ENGLISH[found[1].lower()] if found and len(found[1]) > 1 else 0


def _ratios(excerpt: str, numerals: Sequence[Numeral], unit: Unit) -> Iterator[Fraction]:
    """What “12 out of 60” comes to, for shares."""
    if unit.kind not in (UnitKind.PERCENT, UnitKind.FRACTION):
        return
    for one, whole in pairwise(numerals):
        if _RATIO.fullmatch(excerpt[one.end : whole.start]):
            for top in one.readings:
                yield from (top / bottom for bottom in whole.readings if bottom)


def _fits(reading: Fraction, value: float, unit: Unit, qualifier: Qualifier) -> bool:
    """Whether a number may be the value, as printed or as the data have it."""
    value = abs(value)  # “fell by 18.3 per cent”
    several = {reading, reading * (_scale_of(unit) or 1), reading / (_scale_of(unit) or 1)}
    if unit.kind is UnitKind.FRACTION:
        several.add(reading / 100)
    elif unit.kind is UnitKind.PERCENT and reading.denominator > 1 and reading < 1:
        several.add(reading * 100)  # a fifth is twenty per cent
    if qualifier is Qualifier.ORDER and reading >= 1:
        several.add(Fraction(10 ** (len(str(int(reading))) - 1)))
    return any(same_value(one, value) for one in several)


def _is_figure(excerpt: str, numeral: Numeral, unit: Unit) -> bool:
    """Whether a number states a figure: it stands in digits, and is no date, duration or name."""
    before, after = excerpt[: numeral.start], excerpt[numeral.end :]
    if not numeral.certain or not _DIGIT.search(excerpt, numeral.start, numeral.end):
        return False
    is_year = numeral.end - numeral.start == 4 and any(one in _YEARS for one in numeral.readings)
    if is_year or is_day_of_month(excerpt, numeral):
        return False
    if _BEFORE_DATES_AND_NAMES.search(before) or _AFTER_DATES.match(after):
        return False
    counts_time = _TIME.match(after) and not _TIME.search(unit.name)
    return not counts_time and not re.search(r"[A-Za-z][-‑]?\Z", before)
