"""Texts on a page: where a line may not break, and what the mark of a source is called.

No-break spaces and word joiners are added when the page is written: topics and facts hold none, so
that they can be searched and compared.
"""

from __future__ import annotations

import re

from ...model import MARKER
from ..labels import label

# A number and its noun (no year has one), a month or a name and its year or number.
_BOUND = re.compile(
    "(?<=[0-9\u0660-\u0669])(?<![^0-9\u0660-\u0669.,\u066b\u066c][0-9\u0660-\u0669]{4})"
    " (?=[\u0621-\u064a])"
    "|(?<=[\u0621-\u0652]) (?=[0-9\u0660-\u0669]{4}(?![0-9\u0660-\u0669.,\u066b\u066c]))"
)
# The two names of a month.
_SLASHED = re.compile("(?<=[\u0621-\u064a])/(?=[\u0621-\u064a])")


def unbroken(text: str) -> str:
    """The text with no-break spaces between numbers and their nouns, and none at a slash.

    Marks of origin (:func:`briefings.model.marked`) are kept, and do not count as letters.
    """
    parts = MARKER.split(text)
    words = _BOUND.sub("\u00a0", "".join(parts[::2]))
    place = 0
    for number in range(0, len(parts), 2):
        length = len(parts[number])
        parts[number] = words[place : place + length]
        place += length
    return _SLASHED.sub("/\u2060", "".join(parts))


def source_name(number: str, title: str) -> str:
    """What a screen reader says for the mark of a source; ``title`` may be empty."""
    return label(f"المصدر {number}: {title}") if title else f"المصدر {number}"
