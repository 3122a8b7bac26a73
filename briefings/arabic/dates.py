"""Days, months, years and periods in words, with European digits, in two calendars."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from briefings.errors import SelectionError
from briefings.model import Precision, When

from . import cldr


class Months(StrEnum):
    """Which month names a text uses."""

    GREGORIAN = "gregorian"
    """سبتمبر"""
    LEVANTINE = "levantine"
    """أيلول"""
    DUAL = "dual"
    """أيلول/سبتمبر, as the United Nations print it; CLDR has no such form."""


class Calendar(StrEnum):
    """The calendar of the dates on covers and page heads; dates of facts stay Gregorian."""

    GREGORIAN = "gregorian"
    HIJRI = "hijri"
    """The Umm al-Qura calendar, the official one of Saudi Arabia."""
    BOTH = "both"


_HALVES = {(1, 6): "النصف الأول", (7, 12): "النصف الثاني"}


def month_name(month: int, months: Months) -> str:
    """The name of a month (1 to 12)."""
    if months is Months.GREGORIAN:
        return cldr.months()[month]
    levantine = cldr.months("SY")[month]
    return levantine if months is Months.LEVANTINE else f"{levantine}/{cldr.months()[month]}"


def point(day: date, precision: Precision, months: Months) -> str:
    """«30 سبتمبر 2024», «سبتمبر 2024» or «2024»."""
    year = str(day.year)
    if precision is Precision.YEAR:
        return year
    month = month_name(day.month, months)
    return f"{month} {year}" if precision is Precision.MONTH else f"{day.day} {month} {year}"


def day(when: date, calendar: Calendar, months: Months) -> str:
    """«21 نوفمبر 2026», «11 جمادى الآخرة 1448 هـ», or both joined by «الموافق».

    Raises SelectionError if the Umm al-Qura tables do not cover the day.
    """
    gregorian = point(when, Precision.DAY, months)
    if calendar is Calendar.GREGORIAN:
        return gregorian
    if calendar is Calendar.HIJRI:
        return _hijri(when)
    return f"{gregorian}، الموافق {_hijri(when)}"


def _hijri(when: date) -> str:
    from hijridate import Gregorian
    from hijridate.ummalqura import GREGORIAN_RANGE

    try:
        found = Gregorian.fromdate(when).to_hijri()
    except OverflowError:
        first, last = (date(*ends) for ends in GREGORIAN_RANGE)
        raise SelectionError(
            f"the Hijri calendar is known from {first} to {last}, and {when} lies outside: "
            "use --calendar gregorian"
        ) from None
    return f"{found.day} {found.month_name('ar')} {found.year} هـ"


def wording(when: When, months: Months) -> str:
    """A date as it stands in a sentence.

    A period is «من … إلى …», with a shared month or year once: «من يناير إلى يونيو 2024». Years
    too: «من 2014 إلى 2024» is unambiguous, while ``2014–2024`` begins on the wrong side if laid out
    left to right, and in an order that readers of tables do not expect if not.
    A half-year known to the month is «النصف الأول من 2024».
    """
    if _is_point(when):
        return point(when.start, when.precision, months)
    half = _half(when)
    if half:
        return f"{half} من {when.start.year}"
    return f"من {_shared_start(when, months)} إلى {point(when.end, when.precision, months)}"


def within(when: When, months: Months) -> str:
    """A period within which one event occurred: «بين سبتمبر 2014 وسبتمبر 2016»."""
    if _is_point(when):
        return wording(when, months)
    start = point(when.start, when.precision, months)
    return f"بين {start} و{point(when.end, when.precision, months)}"


def short(when: When, months: Months) -> str:
    """A date for axes and tables; periods of months are shorter: «مايو–يوليو 2024»."""
    is_whole = _is_point(when) or _half(when)
    if not is_whole and when.precision is Precision.MONTH and when.start.year == when.end.year:
        # Between Arabic letters a dash runs right to left; between figures it would not.
        end = point(when.end, when.precision, months)
        return f"{month_name(when.start.month, months)}–{end}"
    return wording(when, months)


def month(when: When, months: Months) -> str:
    """The month in which a date ends, or its year if no more is known: «سبتمبر 2024»."""
    coarse = Precision.YEAR if when.precision is Precision.YEAR else Precision.MONTH
    return point(when.end, coarse, months)


def _is_point(when: When) -> bool:
    if not when.is_period:
        return True
    length = {Precision.YEAR: 1, Precision.MONTH: 2, Precision.DAY: 3}[when.precision]
    return when.start.timetuple()[:length] == when.end.timetuple()[:length]


def _half(when: When) -> str | None:
    if when.precision is not Precision.MONTH or when.start.year != when.end.year:
        return None
    return _HALVES.get((when.start.month, when.end.month))


def _shared_start(when: When, months: Months) -> str:
    """The start of a period, without the month or year that the end repeats."""
    if when.precision is Precision.YEAR or when.start.year != when.end.year:
        return point(when.start, when.precision, months)
    month = month_name(when.start.month, months)
    if when.precision is Precision.MONTH:
        return month
    day = str(when.start.day)
    return day if when.start.month == when.end.month else f"{day} {month}"
