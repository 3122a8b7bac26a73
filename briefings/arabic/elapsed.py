"""How much time has passed, in words that agree: «شهران», «أكثر من سنتين», «نحو عشر سنوات»."""

from __future__ import annotations

from datetime import date, timedelta

from briefings.model import Precision, Qualifier, Unit, UnitForms, UnitKind, When

from .amounts import amount
from .numbers import Case

_YEAR = Unit(
    "year",
    UnitKind.COUNT,
    "بالسنوات",
    UnitForms("أقل من سنة", "سنة واحدة", "سنتان", "سنوات", "سنة", "سنة", "سنتين"),
)
_MONTH = Unit(
    "month",
    UnitKind.COUNT,
    "بالأشهر",
    UnitForms("أقل من شهر", "شهر واحد", "شهران", "أشهر", "شهرًا", "شهر", "شهرين"),
)
MONTHS_IN_YEAR = 12
_IN_YEARS = 24
"""From this many months on, time is told in years."""


def elapsed(when: When, day: date) -> str:
    """How long before a day a date ended: the subject of a verb, with European digits from 11 on.

    In months below two years; then in years: exactly, a little more, or, from half a year on,
    nearly the next. A date known to the year alone is so many years old, roughly.
    """
    if when.precision is Precision.YEAR:
        years = day.year - when.end.year
        return _told(years, _YEAR, Qualifier.ABOUT if years > 0 else Qualifier.EXACT)
    months = months_between(when.end, day)
    if months == MONTHS_IN_YEAR:
        return _told(1, _YEAR)
    if months < _IN_YEARS:
        return _told(months, _MONTH)
    years, rest = divmod(months, MONTHS_IN_YEAR)
    if rest == 0:
        return _told(years, _YEAR)
    if rest < MONTHS_IN_YEAR // 2:
        return _told(years, _YEAR, Qualifier.MORE_THAN)
    return _told(years + 1, _YEAR, Qualifier.ABOUT)


def months_between(since: date, day: date) -> int:
    """Whole months from one day to a later one; the last day of a month ends it, however short."""
    months = (day.year - since.year) * MONTHS_IN_YEAR + day.month - since.month
    ends_month = (day + timedelta(days=1)).day == 1
    return max(0, months - (day.day < since.day and not ends_month))


def _told(count: int, unit: Unit, qualifier: Qualifier = Qualifier.EXACT) -> str:
    return str(amount(count, unit, qualifier, Case.NOMINATIVE, in_words=True))
