"""Characters: their bidi classes in a form that short patterns can search, and their variants."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from briefings.model import unmarked

LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
ALM = "\u061c"
MARKS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""All invisible direction controls, for use inside a character class."""
ALL_MARKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_DROPPED = re.compile("[\u0640\u064b-\u065f\u0670\u200c\u200d]")
_UNIFIED = str.maketrans("أإآٱىیةۀک", "ااااييههك")
_ANY_MARK = re.compile(f"[{MARKS}]")

LETTER, RIGHT_TO_LEFT, BREAK = "a", "ر", "\n"
EUROPEAN = "01"
"""Digits of class EN; Persian ones and that of CO₂ are among them."""
DIGITS = EUROPEAN + "٠١"
_CLASSES = {"L": LETTER, "R": RIGHT_TO_LEFT, "AL": RIGHT_TO_LEFT, "B": BREAK, "S": BREAK}
_ARABIC_BLOCK = range(0x600, 0x700)


def plain(text: str) -> str:
    """``text`` without direction marks and marks of origin, for JSON and document properties."""
    return _ANY_MARK.sub("", unmarked(text))


def language_of(phrase: str) -> str:
    """The language of a phrase in an Arabic text; empty for one of figures, or with Arabic letters.

    Latin letters are taken for English, as nearly all of them are; of other letters, Greek or
    Cyrillic, it is not known (``und``).
    """
    kinds = {_script(char) for char in phrase if char.isalpha()} - {"MODIFIER"}
    if not kinds or "ARABIC" in kinds:
        return ""
    return "en" if kinds == {"LATIN"} else "und"


@cache
def _script(letter: str) -> str:
    name = unicodedata.name(letter, "").removeprefix("FULLWIDTH ")
    return "LATIN" if letter in "ªºµ" else name.partition(" ")[0]


def normalise(word: str) -> str:
    """``word`` without vowel marks and tatweel, and with unified letter variants."""
    return _DROPPED.sub("", word).translate(_UNIFIED)


class _Skeleton(dict[int, str]):
    def __missing__(self, code: int) -> str:
        char = chr(code)
        kind = unicodedata.bidirectional(char)
        if char.isdigit() and kind in ("EN", "AN"):
            form = ("01" if kind == "EN" else "٠١")[unicodedata.digit(char) > 0]
        elif code in _ARABIC_BLOCK:
            form = char
        elif unicodedata.category(char) == "Co":
            form = BREAK  # a mark of origin
        elif kind == "NSM":
            form = LETTER
        elif kind == "WS":
            form = " "
        else:
            form = _CLASSES.get(kind, "\u00a0" if char in "\u00a0\u202f" else char)
        self[code] = form
        return form


_SKELETON = _Skeleton()


def skeleton(text: str) -> str:
    """``text`` with one character for each class, so that it has the same length.

    A left-to-right letter is ``a``, a zero ``0`` (``٠`` in class AN), another digit ``1`` (``١``),
    a right-to-left letter outside the Arabic block ر, a space ``" "`` or U+00A0. Arabic letters,
    other signs and direction marks stay.
    """
    return text.translate(_SKELETON)
