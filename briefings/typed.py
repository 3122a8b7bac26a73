"""Numbers that were typed into a text where a reference to a fact belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .numerals import normalise, numerals_in

_DIGIT = re.compile("[0-9٠-٩۰-۹¼-¾⅐-⅞]+")
# A part of every number word, after `normalise`. Reading the grammar of a text costs a hundred
# times as much, and most texts hold none of these.
_PARTS = (
    *("ثلث", "ثلاث", "ثالث", "ربع", "رابع", "ارباع", "خمس", "خامس", "اخماس", "سدس", "سادس"),
    *("اسداس", "سبع", "سابع", "اسباع", "ثمان", "ثامن", "اثمان", "ثمن", "تسع", "تاسع", "اتساع"),
    *("عشر", "عاشر", "اعشار", "الاف", "الوف", "مليون", "ملايين", "مليار"),
    *("بليون", "بلايين", "تريليون", "ترليون", "نصف", "عقود"),
    *(f"{noun}{end}" for noun in ("عام", "سنت", "شهر", "يوم", "اسبوع") for end in ("ان", "ين")),
    *(f"{noun}{end}" for noun in ("ساعت", "دقيقت", "مرت", "قرن") for end in ("ان", "ين")),
)
# These are parts of many other words: تحالف, تستضيف, عقدت.
_SHORT = re.compile(
    r"(?<!\w)[وف]?[بلك]?(?:ا?ل)?"
    r"(?:الف(?:ا|ي|ان|ين)?|ست(?:ه|ون|ين|ي?ما?ئه)?|عقد(?:ان|ين)?|ما?ئ\w*|اثن\w*)(?!\w)"
)


def typed_numbers(text: str) -> Iterator[tuple[int, str]]:
    """Every number in a text, in digits or in words, with its offset, in order.

    Words that seldom state a figure (“one”, “the first”) are let pass.
    """
    digits = [found.span() for found in _DIGIT.finditer(text)]
    if digits or _may_hold_a_number_word(text):
        spans = [(one.start, one.end) for one in numerals_in(text) if one.certain]
        # Digits that are part of a name (F16) or a sign of their own (½) are no numeral.
        spans += [span for span in digits if not any(a <= span[0] < b for a, b in spans)]
        for start, end in sorted(spans):
            yield start, text[start:end]


def _may_hold_a_number_word(text: str) -> bool:
    words = normalise(text)
    return any(map(words.__contains__, _PARTS)) or bool(_SHORT.search(words))
