"""What PDFium takes characters for, and how glyphs say them."""

from __future__ import annotations

from unicodedata import bidirectional, category

from .glyphs import Glyph

_PAIRS = "()[]{}<>«»‹›“”‘’≤≥"
_MIRRORED = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_MIRRORED |= {closing: opening for opening, closing in _MIRRORED.items()}


def mirrored(text: str) -> str:
    """What PDFium is told of a bracket that it mirrors."""
    return _MIRRORED.get(text, text)


def as_shown(text: str, rtl: bool) -> str:
    """A glyph's letters from left to right."""
    return text[::-1] if rtl else text


def is_arabic_digit(glyph: Glyph) -> bool:
    """Whether the glyph is a digit ``٠`` to ``٩`` or a separator that goes with them."""
    return len(glyph.text) == 1 and bidirectional(glyph.text) == "AN"


def is_mark(glyph: Glyph) -> bool:
    """Whether the glyph has no ink, and says a mark."""
    return not glyph.advance and category(glyph.text[0]) == "Mn"


def without_marks_at_end(text: str) -> str:
    """The text without the marks it ends with, unless it is all marks."""
    while len(text) > 1 and category(text[-1]) == "Mn":
        text = text[:-1]
    return text


class _Kinds(dict[str, str]):
    """What PDFium takes texts for, by their first letter.

    R and L are letters of one direction, W are numbers with their signs, and marks, N is the rest.
    """

    def __missing__(self, text: str) -> str:
        found = bidirectional(text[0]) if text else "ON"
        kind = "R" if found in {"R", "AL"} else found
        if found in {"EN", "AN", "CS", "ES", "ET", "NSM", "BN"}:
            kind = "W"
        self[text] = kind if kind in {"L", "R", "W"} else "N"
        return self[text]


KINDS = _Kinds()
