"""Hours and rooms in the texts of a meeting: typed numbers that are no figures.

“09:00”, «من 9:00 إلى 10:30», «الساعة 14», «القاعة 4», «القاعة B-12». Whatever else is a number in
an agenda needs a source, as anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

_D = "[0-9\u0660-\u0669]"
_CLOCK = rf"(?:[01\u0660\u0661]?{_D}|[2\u0662][0-3\u0660-\u0663]):[0-5\u0660-\u0665]{_D}"
_WHOLE_HOUR = rf"(?:[01\u0660\u0661]?{_D}|[2\u0662][0-3\u0660-\u0663])"
_FREE = rf"(?<![0-9\u0660-\u0669:.,/-])({{}})(?!{_D}|[:.,/-]{_D})"
_AMOUNT = (
    r"(?!\s*(?:[%٪$£€]|(?:ب?ال)?(?:مليون|ملايين|مليار|بليون|تريليون|ألف|آلاف|الف|مئة|مائة"
    r"|دولار|يورو|جنيه|ريال|دينار|درهم|ليرة|شخص|عنصر|دولة|عضو|مشارك|بالمئة|في المئة)))"
)
_HOUR = re.compile(
    _FREE.format(_CLOCK)
    + "|"
    + rf"(?<!\w)(?:[وف]?[بل]?ال|لل)?ساعة\s+({_WHOLE_HOUR})(?![0-9\u0660-\u0669:.,]){_AMOUNT}"
    + r"|(?<!\w)(?:[وف]?[بل]?ال)ساعة\s+(ال\w+(?:\s+(?:و|إلا\s+)(?:ال)?(?:نصف|ربع|ثلث)\w*)?)"
)
_PLACES = "قاعة|غرفة|طابق|مبنى|مكتب|صالة|مدرج|جناح|بوابة|رواق|مدخل"
_ROOM = re.compile(
    rf"(?<!\w)(?:[وف]?[بل]?ال|لل)?(?:{_PLACES})\s+(?:رقم\s+)?"
    rf"((?:[A-Za-z]{{1,3}}[- ]?)?{_D}{{1,4}}[A-Za-z]?)(?![\w,.:/-]*{_D}){_AMOUNT}"
)
_LETTERED = re.compile(rf"(?<![\w,.:/-])([A-Z]{{1,2}}-{_D}{{1,4}})(?![\w,.:/-]*{_D}){_AMOUNT}")
_CODE = re.compile(
    rf"(?<![\w,.:/-])((?:[A-Za-z]{{1,3}}[- ]?)?{_D}{{1,4}}[A-Za-z]?)(?![\w,.:/-]*{_D}){_AMOUNT}"
)


def hours_and_rooms(text: str) -> Iterator[Span]:
    """Where a text names hours, or rooms: by a letter, or after a word for one; in order."""
    spans = {found.span(found.lastindex or 0) for found in _HOUR.finditer(text)}
    spans |= {found.span(1) for found in _ROOM.finditer(text)}
    return iter(_with(_LETTERED, text, spans))


def rooms(text: str) -> Iterator[Span]:
    """The same in the name of a room, where a number needs no word before it: “B-12”."""
    return iter(_with(_CODE, text, {*hours_and_rooms(text)}))


def _with(pattern: re.Pattern[str], text: str, spans: set[Span]) -> list[Span]:
    """The spans with those of a pattern that stand outside of them, in order."""
    found = (one.span(1) for one in pattern.finditer(text))
    free = [one for one in found if not any(start <= one[0] < end for start, end in spans)]
    return sorted([*spans, *free])


def minutes(time: str) -> int:
    """The minutes since midnight at a time such as “9:00”."""
    hours, _, rest = time.partition(":")
    return int(hours) * 60 + int(rest)


def padded(time: str) -> str:
    """A time with two digits for the hour, so that hours stand under each other: “09:00”."""
    return time.rjust(5, "0")
