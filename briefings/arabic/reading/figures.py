"""The possible readings of an excerpt's figures, and those that contradict its claim.

Compiling these patterns takes longer than loading a small library, so the module is imported only
for excerpts that the fast comparison cannot decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from ...model import Qualifier, Unit, UnitKind
from . import Numeral, numerals_in, same_value
from .qualifiers import is_day_of_month

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
    **dict.fromkeys(("lakh", "lac"), 10**5),
    "crore": 10**7,
    "k": 10**3,
    "m": 10**6,
    "b": 10**9,
}
_ENGLISH_SCALE = re.compile(rf"[\s-]?({'|'.join(_ENGLISH)})s?\b", re.IGNORECASE)
_FOREIGN_SCALE = re.compile(
    r"[\s-]?(?:mil|mio|mrd|md\b|bill|tril|tsd|tausend|тыс|млн|млрд|هزار|میل)", re.IGNORECASE
)
_RANGE = re.compile(
    r"(?:\s*[-–—]\s*|\s+(?:to|and|or)\s+)(?:(?:about|around|some|nearly|almost|over|up to)\s+)?"
    r"(?:[A-Z]{0,3}[$€£¥]|[A-Z]{3}\s)?\s*",
    re.IGNORECASE,
)
_SUM = re.compile(r"\s*(?:,|and\b)?\s*", re.IGNORECASE)
_RATIO = re.compile(
    r"(?:\s+\w+){0,2}\s*\(?(?:/|من (?:[أا]صل|كل|بين)|من|لكل|out of|in every|in|per|for every"
    r"|of(?: every)?)(?: (?:the|all|its|their))?\s*(?:الـ?)?",
    re.IGNORECASE,
)
_PER_MILLE = re.compile(r"\s*(?:‰|(?:في|ب)\s?ال[أا]لف|per mill?e\b)", re.IGNORECASE)
_ALL = re.compile(r"\b(?:all|every|entire|whole|جميع|كل|كاف[ةه])\b", re.IGNORECASE)
_WORDS_FOR_FEW = {
    0: re.compile(
        r"\b(?:no|none|neither|nobody|not|without|zero|nil|لا|لم|لن|ليس\w*|بلا|دون|[أا]ي)\b",
        re.IGNORECASE,
    ),
    1: re.compile(r"\b[وفبلك]?[إا]حد[ىي]?\b|\bمن (?:كل|[أا]صل|بين)\b|\ban?\b", re.IGNORECASE),
    2: re.compile(r"\w{2}(?:ان|ين)\b|\b(?:كلا|كلتا|كلي|كلتي)\b|ثنائي|زوج", re.IGNORECASE),
}
"""Words for none, for one, and for two, which Arabic expresses by the form of the noun."""
_UNREAD_WORDS = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty"
    r"|forty|fifty|sixty|seventy|eighty|ninety|half|halves|third|quarter|fifth|tenth|dozen|double"
    r"|hundreds|thousands|millions|billions|\w*(?:doubl|tripl|quadrupl)\w+|both|single|once|twice"
    r"|thrice|couple|pair|score|\w+fold|an? (?:hundred|thousand|[mb]illion|trillion)"
    r"|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|\w*(?:torze|inze)|seize|vingt|trente"
    r"|quarante|cinquante|soixante|mille|moitié|demi|tiers|quart"
    r"|zwei|drei|vier|sechs|sieben|acht|neun|zehn|elf|\w+(?:zehn|zig|hundert|tausend|ßig)|drittel"
    r"|viertel|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|veinte|\w+enta|cien\w*|mil"
    r"|mitad|tercio|cuarto)s?\b"
    r"|ضعف|[أا]ضعاف|ثلاثي|رباعي|خماسي|سداسي",
    re.IGNORECASE,
)
_UNREAD_SIGNS = re.compile(
    r"[¼-¾⅐-⅞]|\d[⁰¹²³⁴-⁹]|\d[eE^]\d|\d[·_]\d|(?:^|\s)[.,٫]\d|\b\d\d?(?:,\d\d)+,\d{3}\b"
)
_OTHER_LANGUAGES = re.compile("[À-ÖØ-öø-\u024f\u0370-\u05ff\u0700-\u1cff\u2e80-\ud7ffپچژگکی]")
"""Letters of languages whose number words this module cannot read."""
_YEARS = range(1800, 2200)
_ENGLISH_MONTH = (
    r"(?:(?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b)"
)
_BEFORE_DATES_AND_NAMES = re.compile(
    rf"(?:\b{_ENGLISH_MONTH}|\b(?:resolution|article|paragraph|section|page|table|annex|no\.?|number"
    r"|unscr|chapter|part|protocol|phase|level|category|goal|target|sdg|version|figure|box|(?:foot)?note"
    r"|war|day|top)"
    r"|(?:ال)?قرار|رقم|(?:ال)?ماد[ةه](?: \w+)?|(?:ال)?فقر[ةه]|(?:ال)?صفح[ةه]|(?:ال)?جدول|(?:ال)?بند"
    r"|الفصل(?: \w+)?|المرحل[ةه]|المستو[ىي]|الفئ[ةه]|الهدف|القرن|الجيل|الدور[ةه]|الجول[ةه]|كوفيد)"
    r"\s*\W?\s*\Z",
    re.IGNORECASE,
)
_AFTER_DATES = re.compile(
    rf"(?:st|nd|rd|th)\b|\s*(?:(?:of )?{_ENGLISH_MONTH}\b|هـ|ه(?!\w)|هجري|AH\b"
    r"|(?:محرم|صفر|ربيع|جماد|رجب|شعبان|رمضان|شوال|ذو |ذي ))",
    re.IGNORECASE,
)
_DATE_OR_HOUR = re.compile(r"\b\d{1,4}([./-])\d{1,2}\1\d{1,4}\b|\b\d{1,2}:\d{2}\b")
_TIMES = (
    r"(?:ال)?(?:يوم|[أا]يام)|days?\b",
    r"(?:ال)?(?:[أا]سبوع|[أا]سابيع)|weeks?\b",
    r"(?:ال)?(?:شهر|[أا]شهر|شهور)|months?\b",
    r"(?:ال)?(?:سن[ةهو]|سنين|عام|[أا]عوام)|years?\b",
    r"(?:ال)?(?:ساع[ةه]|ساعات)|hours?\b",
    r"(?:ال)?(?:دقيق[ةه]|دقائق)|minutes?\b",
)
_TIME = re.compile("|".join(f"({words})" for words in _TIMES), re.IGNORECASE)
_TO_END_OF_RANGE = re.compile(
    r"(?:\s*(?:[-–—ـ]|to\b|and\b|or\b|[إا]لى|و)\s*\d[\d.,٫٬،]*)?[\s-]*", re.IGNORECASE
)


def figures_instead(excerpt: str, value: float, unit: Unit, qualifier: Qualifier) -> list[float]:
    """The figures that the excerpt states instead of ``value``; empty if it may state the value."""
    numerals = numerals_in(excerpt)
    readings = _readings(excerpt, numerals, unit)
    if any(_fits(reading, value, unit, qualifier) for several in readings for reading in several):
        return []
    if any(_fits(ratio, value, unit, qualifier) for ratio in _ratios(excerpt, numerals, unit)):
        return []
    if value in _WORDS_FOR_FEW and _WORDS_FOR_FEW[int(value)].search(excerpt):
        return []
    unread = (_UNREAD_WORDS, _UNREAD_SIGNS, _OTHER_LANGUAGES)
    if any(pattern.search(excerpt) for pattern in unread) or any(
        _FOREIGN_SCALE.match(excerpt, numeral.end)
        and not _ENGLISH_SCALE.match(excerpt, numeral.end)
        for numeral in numerals
    ):
        return []  # a word or sign that cannot be read here may state the value
    return [
        float(max(several))
        for numeral, several in zip(numerals, readings, strict=True)
        if _is_figure(excerpt, numeral, unit)
    ]


def _readings(excerpt: str, numerals: Sequence[Numeral], unit: Unit) -> list[set[Fraction]]:
    """The possible values of each number, with the English words of scale after it."""
    found: list[set[Fraction]] = []
    scales = [_ENGLISH_SCALE.match(excerpt, numeral.end) for numeral in numerals]
    for at, (numeral, scale) in enumerate(zip(numerals, scales, strict=True)):
        own = set(numeral.readings)
        shared = scale
        if not scale and at + 1 < len(numerals):
            between = excerpt[numeral.end : numerals[at + 1].start]
            shared = scales[at + 1] if _RANGE.fullmatch(between) else None
        before = scales[at - 1] if at else None
        if not shared and before and _RANGE.fullmatch(excerpt[before.end() : numeral.start]):
            shared = before
        if shared:
            scaled = {reading * _ENGLISH[shared[1].lower()] for reading in own}
            # “21m” may be metres, and “10 to 20 million” may begin with ten.
            is_sure = scale is not None and len(shared[1]) > 1 and not _scale_of(unit)
            own = scaled if is_sure else own | scaled
        if numeral.scale and _scale_of(unit):
            own |= {reading / numeral.scale for reading in own}
        found.append(own)
    for at in range(1, len(numerals)):  # “1 million 200 thousand”
        first, second = scales[at - 1], scales[at]
        if not first or not second or _ENGLISH[first[1].lower()] <= _ENGLISH[second[1].lower()]:
            continue
        if _SUM.fullmatch(excerpt[first.end() : numerals[at].start]):
            found[at] |= {one + two for one in found[at - 1] for two in found[at]}
    return found


def _scale_of(unit: Unit) -> int:
    """The scale in the unit's name: 1000 of “thousands of tonnes”; 0 without one."""
    words = " ".join((unit.name, unit.forms.other if unit.forms else ""))
    for size, pattern in _ARABIC:
        if pattern.search(words):
            return size
    found = _ENGLISH_SCALE.search(words)
    return _ENGLISH[found[1].lower()] if found and len(found[1]) > 1 else 0


def _ratios(excerpt: str, numerals: Sequence[Numeral], unit: Unit) -> Iterator[Fraction]:
    """The shares that phrases such as “12 out of 60” state; none if the unit is no share."""
    if unit.kind not in (UnitKind.PERCENT, UnitKind.FRACTION):
        return
    if _ALL.search(excerpt):
        yield Fraction(100)
    for one in numerals:
        if _PER_MILLE.match(excerpt, one.end):
            yield from (reading / 1000 for reading in one.readings)
    for one, whole in pairwise(numerals):
        if _RATIO.fullmatch(excerpt[one.end : whole.start]):
            for top in one.readings:
                yield from (top / bottom for bottom in whole.readings if bottom)


def _fits(reading: Fraction, value: float, unit: Unit, qualifier: Qualifier) -> bool:
    """Whether a number may be the value, in the units of print or of the data."""
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
    """Whether a number states a figure: it is in digits, and is no date, duration or name."""
    before, after = excerpt[: numeral.start], excerpt[numeral.end :]
    if not numeral.certain or not _DIGIT.search(excerpt, numeral.start, numeral.end):
        return False
    is_year = numeral.end - numeral.start == 4 and any(one in _YEARS for one in numeral.readings)
    if is_year or is_day_of_month(excerpt, numeral):
        return False
    if _BEFORE_DATES_AND_NAMES.search(before) or _AFTER_DATES.match(after):
        return False
    spans = (found.span() for found in _DATE_OR_HOUR.finditer(excerpt))
    if any(start <= numeral.start < end for start, end in spans):
        return False
    counts_time = _TIME.match(after, _end(_TO_END_OF_RANGE.match(after)))
    own_times = {found.lastindex for found in _TIME.finditer(unit.name)}
    if counts_time and counts_time.lastindex not in own_times:
        return False
    return not re.search(r"[A-Za-z][-‑]?\Z", before)


def _end(found: re.Match[str] | None) -> int:
    return found.end() if found else 0
