"""Numbers that were typed into a text where a reference to a fact belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .numerals import normalise, numerals_in

# What every number word holds, after `normalise`: reading the grammar of a text costs a hundred
# times as much, and nearly all texts hold none of these.
_SIGN = re.compile(
    "[0-9٠-٩۰-۹]|ثلا?ث|ثالث|ا?ربع|رابع|ارباع|خمس|خامس|اخماس|سبع|سابع|اسباع|ثمان|ثامن|اثمان|ثمن|"
    "تسع|تاسع|اتساع|عشر|عاشر|اعشار|سدس|سادس|اسداس|مئ|مائ|الف|الاف|الوف|مليون|ملايين|مليار|"
    "بليون|بلايين|تريليون|ترليون|نصف|اثلاث|اثن|اثنت|عقد|عقود|"
    r"(?<!\w)[وف]?[بلك]?(?:ا?ل)?ست(?:ه|ون|ين|مئه|مائه)?(?!\w)|"
    "(?:عام|سنت|شهر|يوم|اسبوع|ساعت|دقيقت|مرت|قرن)(?:ان|ين)"
)


def typed_numbers(text: str) -> Iterator[tuple[int, str]]:
    """Every number in a text, in digits or in words, with its offset.

    Words that seldom state a figure (“one”, “the first”) are let pass.
    """
    if not _SIGN.search(normalise(text)):
        return
    for numeral in numerals_in(text):
        if numeral.certain:
            yield numeral.start, text[numeral.start : numeral.end]
