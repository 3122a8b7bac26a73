"""Arabic: all wording of figures, dates and names, bidi isolation, and the reading of numbers.

Functions return plain ``str`` in which left-to-right parts are enclosed in Unicode isolates.
:func:`briefings.arabic.bidi.visual` shapes and reorders text for terminals that cannot.
"""

from .amounts import Amount
from .bidi import isolate, isolate_latin, isolate_name
from .dates import Calendar, Months
from .digits import Digits
from .direction.scripts import language_of, plain
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
    "language_of",
    "plain",
]
