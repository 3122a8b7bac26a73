"""Everything that depends on language: the one place where figures, dates and names are worded.

Text is returned as plain ``str``; parts that run left to right stand in Unicode isolates.
:mod:`briefings.arabic.terminal` serves terminals that cannot lay out Arabic.
"""

from .amounts import Amount
from .bidi import isolate, isolate_latin, isolate_name, plain
from .calendars import Calendar
from .dates import Months
from .digits import Digits
from .names import is_country
from .numbers import Case
from .wording import Arabic

__all__ = [
    "Amount",
    "Arabic",
    "Calendar",
    "Case",
    "Digits",
    "Months",
    "is_country",
    "isolate",
    "isolate_latin",
    "isolate_name",
    "plain",
]
