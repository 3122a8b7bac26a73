"""Maps: what they show, told in words, and what stands below them."""

from __future__ import annotations

from collections.abc import Iterable

from ..names import joined
from .blocks import COMMA, SEMICOLON

MAP = "الخريطة"
"""What a comparison of editions calls the texts of maps."""
WORLD = "world"
"""What a topic writes to have a map of the whole world."""

_SHOWN, _PLACES, _AROUND = "خريطة", "أماكن", "وحولها"
_STAND_OUT = "دول مميّزة"
_ONE_APPROXIMATE, _SOME_APPROXIMATE = "موقع تقريبي: ", "مواقع تقريبية: "


def map_in_words(
    groups: Iterable[tuple[str, Iterable[str]]], spots: Iterable[str], around: Iterable[str]
) -> str:
    """The text alternative of a map.

    ``groups`` are the countries that stand out, each group with what they have in common or
    nothing; ``spots`` the places, ``around`` the other countries that it names.
    """
    parts = [
        f"{words or _STAND_OUT}: {COMMA.join(named)}"
        for words, names in groups
        if (named := tuple(names))
    ]
    rest = ((_PLACES, tuple(spots)), (_AROUND, tuple(around)))
    parts += [f"{words}: {COMMA.join(names)}" for words, names in rest if names]
    return f"{_SHOWN}. {SEMICOLON.join(parts)}."


def approximate(names: Iterable[str]) -> str:
    """That it is not known exactly where some places lie; empty if there are none."""
    known = tuple(names)
    if not known:
        return ""
    said = _SOME_APPROXIMATE if known[1:] else _ONE_APPROXIMATE
    return f"{said}{joined(known)}."
