"""Search folding: maps spelling variants (hamza, ta marbuta, vowel marks, digits) to one form."""

from __future__ import annotations

import re
import unicodedata

from .. import plain
from ..digits import Digits, in_digits
from . import normalise

_HAMZA = (
    str.maketrans({"ؤ": "و", "ئ": "ي", "ء": None}),  # شيء, شئ
    str.maketrans(dict.fromkeys("ؤئء")),  # مسؤول, مسئول
)
"""The two ways to fold hamza: to its seat letter, or to nothing."""

_OTHER_DIGIT = re.compile("[^\\D0-9]")
_THOUSANDS = re.compile(r"(?<=\d)[,،٬](?=\d{3}(?!\d))")
_MARKS = str.maketrans("٪٫", "%.")
_ARTICLES = ("", "ال", "ب", "بال", "ل", "لل", "ك", "كال")
CLITICS = tuple(joined + each for joined in ("", "و", "ف") for each in _ARTICLES)
"""Prefixes that Arabic attaches to a word: “and”, “so”, “in”, “for”, “like”, the article."""
_EDGES = ".,;:،؛؟?!«»“”\"'()[]{}<>*^|…–—"


def folded(text: str) -> tuple[str, ...]:
    """The folded forms of a text, one for each way to fold hamza.

    Case-folded, with unified letters, the digits 0 to 9, and without thousands separators.
    """
    letters = _unified(plain(text))
    letters = normalise(_THOUSANDS.sub("", letters).translate(_MARKS))
    return tuple(letters.translate(each) for each in _HAMZA)


def folded_words(text: str) -> list[tuple[str, ...]]:
    """The words of a query, each :func:`folded`, without those of punctuation alone."""
    return [word for each in text.split() if any(word := folded(each.strip(_EDGES)))]


def with_joined_article(readings: tuple[str, ...]) -> tuple[str, ...]:
    """The readings of one word, and those after “for”, which swallows the article: للتحالف."""
    if not readings[0].startswith("ال"):
        return readings
    return readings + tuple(f"لل{one[2:]}" for one in readings)


def folded_letters(text: str) -> tuple[tuple[str, list[int]], ...]:
    """The forms of :func:`folded`, with the offset in ``text`` of each of their letters.

    Slower than :func:`folded`; serves to highlight matches. ``text`` must be in NFC: a hamza
    written as a combining mark folds to nothing.
    """
    pairs = [(letter, place) for place, one in enumerate(text) for letter in _unified(plain(one))]
    marks = {found.start() for found in _THOUSANDS.finditer("".join(one for one, _ in pairs))}
    kept = [
        (normalise(letter.translate(_MARKS)), place)
        for number, (letter, place) in enumerate(pairs)
        if number not in marks
    ]
    return tuple(_reading(kept, each) for each in _HAMZA)


def folded_figure(text: str) -> str:
    """The form in which printed figures compare equal: digits 0 to 9, no thousands separators."""
    text = in_digits(plain(text), Digits.LATN).replace("٪", "%").replace(",", "")
    return " ".join(normalise(text).split())


def _reading(
    pairs: list[tuple[str, int]], hamza: dict[int, int | None] | dict[int, str | None]
) -> tuple[str, list[int]]:
    read = [(letter, place) for one, place in pairs if (letter := one.translate(hamza))]
    return "".join(letter for letter, _ in read), [place for _, place in read]


def _unified(text: str) -> str:
    letters = unicodedata.normalize("NFKC", text).casefold()
    return _OTHER_DIGIT.sub(lambda found: str(unicodedata.decimal(found[0])), letters)
