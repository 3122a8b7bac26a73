"""The day of an edition or a meeting in the calendars that covers and heads use."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from briefings.errors import SelectionError
from briefings.model import Precision

from . import dates
from .dates import Months


class Calendar(StrEnum):
    """The calendar of the dates on covers and page heads; dates of facts stay Gregorian."""

    GREGORIAN = "gregorian"
    HIJRI = "hijri"
    """The Umm al-Qura calendar, the official one of Saudi Arabia."""
    BOTH = "both"


def day(when: date, calendar: Calendar, months: Months) -> str:
    """«21 نوفمبر 2026», «11 جمادى الآخرة 1448 هـ», or both joined by «الموافق».

    Raises SelectionError if the Umm al-Qura tables do not cover the day.
    """
    gregorian = dates.point(when, Precision.DAY, months)
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
