"""How key figures are set at first, by a guess at their widths; the layout mends the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ..arabic import plain
from ..model import Format, Paper, Setting
from ..model.tile_rows import arranged

_PIXELS = 96 / 25.4  # in a millimetre
_SIZES = {Paper.A5: 16.0, Format.SHEET: 18.0}
_SIZE = 20.0  # of the figures in a brief on other paper, in points
_BOX = 5.2  # millimetres that borders and paddings take of a tile
_MOST_LONG = 3
"""The smallest step in which a range or words stand on one line."""
_SPACES = re.compile("(?<![0-9\u0660-\u0669]) ")  # a number stays with its noun
_WIDTHS = (("[0-9\u0660-\u0669]", 0.58), ("[.,\u066b\u066c \u00a0]", 0.29), (".", 0.58))
"""Widths of characters in bold type, in its size."""


def tile_row(tiles: Iterable[Any], setting: Setting, style: str) -> str:
    """The classes of a row of key figures; ``style`` is the theme's for tiles."""
    texts = [
        (plain(tile.amount.figure or tile.amount.noun), "".join(cite.text for cite in tile.cites))
        for tile in tiles
    ]
    size = _SIZES.get(setting.paper) or _SIZES.get(setting.format) or _SIZE
    pixels = size / 0.75
    room = setting.sheet.measure * _PIXELS
    padding = _BOX * _PIXELS if style == "box" else 0.0
    marks = [(len(cites) + 2) * 0.16 if cites else 0 for _, cites in texts]
    whole = [(_width(text) + mark) * pixels for (text, _), mark in zip(texts, marks, strict=True)]
    row = arranged(whole, room, padding)
    if row.step <= _MOST_LONG and row.across == arranged([0.0] * len(texts), room).across:
        return " ".join(row.classes)
    halves = [(_half(text) + mark) * pixels for (text, _), mark in zip(texts, marks, strict=True)]
    if halves != whole:
        return " ".join([*arranged(halves, room, padding).classes, "two-lines"])
    return " ".join(row.classes)


def _width(text: str) -> float:
    return sum(
        next(width for pattern, width in _WIDTHS if re.match(pattern, char)) for char in text
    )


def _half(text: str) -> float:
    """The width of a text on two lines, if it has a space to break at."""
    words = _SPACES.split(text)
    return min(
        max(_width(" ".join(words[:place])), _width(" ".join(words[place:])))
        for place in range(len(words))
    )
