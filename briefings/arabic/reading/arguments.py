"""What people type on a command line or in a cell: days, months, years and lists of names."""

from __future__ import annotations

import re
from calendar import monthrange
from contextlib import suppress
from datetime import date, timedelta

from .typed_numbers import read_day

SEPARATORS = ",;،؛"
"""The marks between the names of a list."""
_WORDS = {
    "yesterday": -1,
    "today": 0,
    "tomorrow": 1,
    "أمس": -1,
    "امس": -1,
    "اليوم": 0,
    "غدا": 1,
    "غداً": 1,
    "غدًا": 1,
}
"""Words for a day, and how many days after today it is."""
_YEAR = re.compile(r"\d{4}")  # \d and int() know the digits of all scripts
_MONTH_AND_YEAR = re.compile(r"(\d{4})([-/.])\d{1,2}|\d{1,2}([-/.])\d{4}")


def read_period(text: str, today: date) -> tuple[date, date]:
    """Parse a day, a month or a year, as its first and its last day.

    Accepts what :func:`read_day` does, words for days around ``today``, years, and months in
    figures or by name with their year. Raises ValueError with a clause for the user.
    """
    if text.casefold() in _WORDS:
        day = today + timedelta(_WORDS[text.casefold()])
        return day, day
    if _YEAR.fullmatch(text) and (year := int(text)):
        return date(year, 1, 1), date(year, 12, 31)
    with suppress(ValueError):
        first = read_day(_with_first_day(text))
        return first, first.replace(day=monthrange(first.year, first.month)[1])
    day = read_day(text)
    return day, day


def _with_first_day(text: str) -> str:
    """Complete a month to its first day: in figures, or with the month's name."""
    if found := _MONTH_AND_YEAR.fullmatch(text):
        return f"{text}{found[2]}1" if found[2] else f"1{found[3]}{text}"
    return "" if text[:1].isdecimal() else f"1 {text}"
