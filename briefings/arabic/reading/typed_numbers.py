"""Input that people type: dates in several notations; numbers, Latin marks and sources in prose."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache

from .. import plain
from ..direction.latin_phrases import latin_phrases
from ..direction.scripts import FSI, PDI
from . import normalise, numerals_in

LIKE_A_NUMBER = re.compile(r"[-+]?[\d_.,٫٬]+([eE][-+]?\d+)?|[-+]?\.(inf|nan)", re.IGNORECASE)
"""Matches a number in the notation of any program or language."""

_DIGIT = re.compile("[0-9٠-٩۰-۹¼-¾⅐-⅞]+")
# Every number word holds one of these after `normalise`. Parsing the text takes a hundred times as
# long as this test, and most texts hold none of them.
_PARTS = (
    *("ثلث", "ثلاث", "ثالث", "ربع", "رابع", "ارباع", "خمس", "خامس", "اخماس", "سدس", "سادس"),
    *("اسداس", "سبع", "سابع", "اسباع", "ثمان", "ثامن", "اثمان", "ثمن", "تسع", "تاسع", "اتساع"),
    *("عشر", "عاشر", "اعشار", "الاف", "الوف", "مليون", "ملايين", "مليار"),
    *("بليون", "بلايين", "تريليون", "ترليون", "نصف", "عقود"),
    *(f"{noun}{end}" for noun in ("عام", "سنت", "شهر", "يوم", "اسبوع") for end in ("ان", "ين")),
    *(f"{noun}{end}" for noun in ("ساعت", "دقيقت", "مرت", "قرن") for end in ("ان", "ين")),
)
# These occur inside many other words: تحالف, تستضيف, عقدت.
_SHORT = re.compile(
    r"(?<!\w)[وف]?[بلك]?(?:ا?ل)?"
    r"(?:الف(?:ا|ي|ان|ين)?|ست(?:ه|ون|ين|ي?ما?ئه)?|عقد(?:ان|ين)?|ما?ئ\w*|اثن\w*)(?!\w)"
)

_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_IN_WORDS = re.compile(r"(\d{1,2}) ([^\d]+?),? (\d{4})")
_MONTHS_IN_YEAR = 12
_SHOWN, _LONGEST = 40, 200
DAY_FIRST = "write the day first"
_HOW = "write it like 2026-11-24 or 24/11/2026"

AND, OR = "و", "أو"
"""The conjunctions that texts of topics may hold in braces."""
_LATIN_MARK = re.compile(
    "(?<=[\u0621-\u0652»)}\u0660-\u0669])[ \u00a0]?(?P<mark>[,;?])"
    "|(?<=[0-9\u0660-\u0669}])[ \u00a0]?(?P<percent>%)"
    '|(?P<quote>")|(?P<dots>[.]{3})'
)
_SOURCES_NAMED = re.compile(
    r"(?<!\w)[وف]?(?:(?:[بك]?ال|لل)(?:مصدر(?:ان|ين)?|مصادر)|[بكل]?(?:مصدر|مصادر)نا)(?!\w)"
)
_AUTHORS = re.compile(f"{FSI}[^{PDI}]*{PDI}")
_ARABIC_MARKS = {",": "،", ";": "؛", "?": "؟", "%": "٪", '"': "«»", "...": "…"}


def read_day(text: str) -> date:
    """Parse a day that a person typed: ``2026-11-24``, ``24/11/2026``, ``24 نوفمبر 2026``.

    Accepts year, month, day or day, month, year, separated by hyphens, slashes or full stops, in
    European, Arabic or Persian digits; or the month's Arabic name, Gregorian or Levantine. Never
    guesses the American order. Raises ValueError with a clause for the user.
    """
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    bare = plain(text[:_LONGEST]).replace("،", ",")
    digits = "".join(str(unicodedata.decimal(one, one)) for one in bare)
    words = " ".join(digits.split())
    if found := _YEAR_FIRST.fullmatch(words):
        year, month, day = int(found[1]), int(found[3]), int(found[4])
    elif found := _DAY_FIRST.fullmatch(words):
        day, month, year = int(found[1]), int(found[3]), int(found[4])
        if month > _MONTHS_IN_YEAR >= day:
            right = f"{month}/{day}/{year}"
            raise ValueError(f"“{shown}” has no month {month}: {DAY_FIRST}, as {right}")
    elif (found := _IN_WORDS.fullmatch(words)) and normalise(found[2]) in _months():
        day, month, year = int(found[1]), _months()[normalise(found[2])], int(found[3])
    else:
        raise ValueError(f"“{shown}” is not a day: {_HOW}")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"“{shown}” is not in the calendar: {_HOW}") from None


@cache
def _months() -> dict[str, int]:
    """The numbers of the months by their normalised names, dual names (أيلول/سبتمبر) included."""
    from .. import Months
    from ..dates import month_name

    return {
        normalise(month_name(month, names)): month
        for names in Months
        for month in range(1, _MONTHS_IN_YEAR + 1)
    }


def typed_numbers(text: str) -> Iterator[tuple[int, str]]:
    """Every number in a text, in digits or in words, with its offset, in order.

    Ignores words that seldom state a figure (“one”, “the first”).
    """
    digits = [found.span() for found in _DIGIT.finditer(text)]
    if digits or _may_hold_a_number_word(text):
        spans = [(one.start, one.end) for one in numerals_in(text) if one.certain]
        # `numerals_in` does not find digits inside a name (F16) or vulgar fractions (½).
        spans += [span for span in digits if not any(a <= span[0] < b for a, b in spans)]
        for start, end in sorted(spans):
            yield start, text[start:end]


def _may_hold_a_number_word(text: str) -> bool:
    words = normalise(text)
    return any(map(words.__contains__, _PARTS)) or bool(_SHORT.search(words))


def latin_marks(text: str) -> Iterator[tuple[int, str, str]]:
    """The Latin marks among Arabic words, each with its offset and the Arabic mark, in order.

    Those of a Latin phrase and of what its author marked belong there: “GDP growth of 5% or so”.
    """
    found_marks = list(_LATIN_MARK.finditer(text))
    if not found_marks:
        return
    phrases = [*latin_phrases(text, 0, len(text)), *(one.span() for one in _AUTHORS.finditer(text))]
    for found in found_marks:
        start, mark = found.start(found.lastgroup or 0), found[found.lastgroup or 0]
        if not any(first <= start < last for first, last in phrases):
            yield start, mark, _ARABIC_MARKS[mark]


def sources_named(text: str) -> Iterator[tuple[int, str]]:
    """The words by which a text speaks of its own sources, each with its offset.

    «المصدر», «بحسب مصادرنا»; not «مصدر خطر» or «مصادر التمويل», which are other things.
    """
    for found in _SOURCES_NAMED.finditer(text):
        yield found.start(), found[0]
