"""When a document is to be reviewed: a day, or a time after its edition."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

REVIEW = r"[1-9][0-9]{0,2} (?:day|week|month|year)s?|[0-9]{4}-[0-9]{2}-[0-9]{2}"
"""Pattern of a review: ``3 months``, ``1 year``, ``2027-02-28``."""

_TERM = re.compile("([0-9]+) (day|week|month|year)s?")
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "year": 12}


def check_review(text: str) -> None:
    """Raise ValueError, with a sentence for the user, if a text is no review."""
    if not re.fullmatch(REVIEW, text):
        raise ValueError(f"“{text}” is no time of a review; write it like “3 months” or 2027-02-28")
    if not _TERM.fullmatch(text):
        try:
            date.fromisoformat(text)
        except ValueError as error:
            raise ValueError(f"{text} is no day of the calendar") from error


def review_after(text: str, edition: date) -> date:
    """The day of the review of an edition; raises ValueError, with a sentence for the user.

    Three months after 30 November is the last of February.
    """
    check_review(text)
    term = _TERM.fullmatch(text)
    try:
        day = _later(edition, int(term[1]), term[2]) if term else date.fromisoformat(text)
    except (OverflowError, ValueError) as error:
        raise ValueError(f"the review, “{text}” after {edition}, is in no calendar") from error
    if day <= edition:
        raise ValueError(f"the review of {day} is not after the edition, which is of {edition}")
    return day


def _later(day: date, count: int, unit: str) -> date:
    if unit in _DAYS:
        return day + timedelta(days=count * _DAYS[unit])
    years, month = divmod(day.year * 12 + day.month - 1 + count * _MONTHS[unit], 12)
    last = calendar.monthrange(years, month + 1)[1]
    return date(years, month + 1, min(day.day, last))
