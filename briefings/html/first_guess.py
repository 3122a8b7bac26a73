"""How key figures and running heads are set at first, by a guess at their widths.

What the guess gets wrong, the layout mends: see :mod:`briefings.pdf.fitting`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ..arabic import isolate_latin, plain
from ..arabic.phrases.page import LONGEST, STOPS, seamed
from ..arabic.reading.alphabet import ARABIC_DIGITS, SEPARATORS
from ..model import Setting
from ..model.tile_rows import arranged

_PIXELS = 96 / 25.4  # in a millimetre
_BOX = 5.2  # millimetres that borders and paddings take of a tile
_MOST_LONG = 3
"""The smallest step in which a range or words stand on one line."""
_SPACES = re.compile(f"(?<![0-9{ARABIC_DIGITS}]) ")  # a number stays with its noun
_ONE_SPACE = re.compile("[ \u00a0]")
_WORDED = 1.2  # size of a figure in words, in that of a scale word
_WIDTHS = ((f"[0-9{ARABIC_DIGITS}]", 0.61), (f"[.,{SEPARATORS} \u00a0]", 0.33), (".", 0.58))
"""Widths of characters in bold type, in its size."""

_LETTERS_A_MM = 0.62  # at least
_LINES = 2
_SHORT = 30  # letters of the longest marking that stands on one line, as in paper.css


def tile_row(tiles: Iterable[Any], setting: Setting, style: str) -> str:
    """The classes of a row of key figures; ``style`` is the theme's for tiles."""
    texts = [plain(tile.amount.figure or tile.amount.noun) for tile in tiles]
    sizes = setting.scale.sizes
    pixels, word = sizes["number"] / 0.75, sizes["word"] / sizes["number"]
    room = setting.sheet.measure * _PIXELS
    padding = _BOX * _PIXELS if style == "box" else 0.0
    whole = [_scaled_width(text, word) * pixels for text in texts]
    row = arranged(whole, room, padding)
    if row.step <= _MOST_LONG and row.across == arranged([0.0] * len(texts), room).across:
        return " ".join(row.classes)
    halves = [_half(text, word) * pixels for text in texts]
    if halves != whole:
        return " ".join([*arranged(halves, room, padding).classes, "two-lines"])
    return " ".join(row.classes)


def _width(text: str) -> float:
    return sum(
        next(width for pattern, width in _WIDTHS if re.match(pattern, char)) for char in text
    )


def _scaled_width(text: str, word: float) -> float:
    """The width of a figure whose scale, after the number, is set in that part of its size."""
    parts = _ONE_SPACE.split(text, maxsplit=1)
    if not any(char.isdecimal() for char in text):
        return _width(text) * word * _WORDED
    if len(parts) == 1 or not text[0].isdecimal():
        return _width(text)
    return _width(parts[0]) + (_width(f" {parts[1]}")) * word


def _half(text: str, word: float) -> float:
    """The width of a text on two lines, if it has a space to break at."""
    words = _SPACES.split(text)
    return min(
        max(_scaled_width(" ".join(words[:place]), word), _width(" ".join(words[place:])))
        for place in range(len(words))
    )


def running(text: str, setting: Setting) -> str:
    """A text as it stands in the head of pages: on at most two lines, beside the marking."""
    room = setting.sheet.measure * _LETTERS_A_MM
    if setting.marking:
        room -= min(len(setting.marking), max(_SHORT, len(setting.marking) // 2 + 5)) + 4
    most = int(_LINES * room / 2) - 2
    words = plain(text)
    if len(words) > most:
        whole, _, rest = words[:most].rpartition(" ")
        words = f"{(whole if len(rest) < LONGEST else words[:most]).rstrip(STOPS)}…"
    return seamed(isolate_latin(words))
