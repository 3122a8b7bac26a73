"""Texts on a page: where a line may break and may not, and what the mark of a source is called.

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
    "|(?<=[\u0621-\u0652]) (?=[0-9\u0660-\u0669]{4}"
    "(?![0-9\u0660-\u0669]|[.,\u066b\u066c][0-9\u0660-\u0669]))"
)
# A word that leans on the next one.
_LEANING = re.compile("(?:(?<= في)|(?<= من)|(?<= عن)|(?<= إلى)|(?<= على)|(?<= ضد)|(?<= مع)) ")
# The two names of a month.
_SLASHED = re.compile("(?<=[\u0621-\u064a])/(?=[\u0621-\u064a])")


STOPS = " ،؛:-–"
"""What does not stand before the points of a text that is cut."""

SEAM = "\u200b"
"""A place to break a line at; nothing is drawn there and nothing is copied."""
LONGEST = 20
"""Letters of the longest word that is kept whole: longer than words of prose are."""

_PIECE = 12
_RUN = re.compile(rf"[!-~\u00c0-\u024f]{{{LONGEST + 1},}}")
_SIGNS = re.compile(r"(?<=[_@=&%#~:;,+?/.-])(?=[A-Za-z0-9\u00c0-\u024f])")


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


def headline(title: str) -> str:
    """The title with no-break spaces where a line had better not end.

    No line ends with a preposition, and the last has two words if these are short.
    """
    title = _LEANING.sub("\u00a0", title)
    words = title.rsplit(" ", 2)
    is_alone = len(words) > 2 and "\u00a0" not in words[2]
    if is_alone and len(words[1]) + len(words[2]) <= LONGEST:
        return f"{words[0]} {words[1]}\u00a0{words[2]}"
    return title


def source_name(number: str, title: str) -> str:
    """What a screen reader says for the mark of a source; ``title`` may be empty."""
    return label(f"المصدر {number}: {title}") if title else f"المصدر {number}"


def note_name(letter: str) -> str:
    """What a screen reader says for the letter of a note."""
    return f"الملاحظة {letter}"


def seamed(text: str) -> str:
    """The text with places to break in its long Latin words: after signs, else every few letters.

    Marks of origin stay whole.
    """
    parts = MARKER.split(text)
    parts[::2] = [_RUN.sub(_with_seams, part) for part in parts[::2]]
    return "".join(parts)


def _with_seams(found: re.Match[str]) -> str:
    return SEAM.join(part for piece in _SIGNS.split(found[0]) for part in _parts(piece))


def _parts(piece: str) -> list[str]:
    if len(piece) <= LONGEST:
        return [piece]
    return [piece[start : start + _PIECE] for start in range(0, len(piece), _PIECE)]
