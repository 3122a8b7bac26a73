"""Pictures of numbers, for the tabs at the edge of the pages of a pack.

They are drawn from the outlines of the theme's fonts: a digit set as text at the edge of a
page would be read and searched as part of the line beside it.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

_SIDE = 1000
"""The side of a picture, in units of its own."""
_DIGIT = 760
"""The height that digits are drawn for, in the same units."""
_BOLD = 600
_SUFFIXES = (".ttf", ".otf")


def tab_picture(number: str, fonts: Path, colour: str) -> bytes:
    """An SVG of a number, in the digits it is written in, centred in a square."""
    font = _font(fonts, number)
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    drawn = [glyphs[names[ord(digit)]] for digit in number if ord(digit) in names]
    width = sum(glyph.width for glyph in drawn)
    upem = font["head"].unitsPerEm
    scale = min(_DIGIT / upem, _SIDE / max(width, 1))
    left, paths = (_SIDE - width * scale) / 2, []
    # The height of a digit is near seven tenths of an em.
    base = _SIDE / 2 + 0.35 * upem * scale
    for glyph in drawn:
        moved = f"translate({left:.1f} {base:.1f}) scale({scale:.5f} {-scale:.5f})"
        paths.append(f'<path transform="{moved}" d="{_outline(glyph, glyphs)}"/>')
        left += glyph.width * scale
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIDE} {_SIDE}" fill="{colour}">'
        f"{''.join(paths)}</svg>"
    ).encode()


def _outline(glyph: Any, glyphs: Any) -> str:
    from fontTools.pens.svgPathPen import SVGPathPen

    pen = SVGPathPen(glyphs, ntos=lambda value: f"{value:.0f}")
    glyph.draw(pen)
    return str(pen.getCommands())


def _font(fonts: Path, digits: str) -> Any:
    """The boldest of the theme's fonts that has the digits, or any font."""
    opened = _fonts(fonts)
    having = [font for font in opened if {*map(ord, digits)} <= font.getBestCmap().keys()]
    bold = [font for font in having if font["OS/2"].usWeightClass >= _BOLD]
    return (bold or having or opened)[0]


@cache
def _fonts(folder: Path) -> tuple[Any, ...]:
    """The fonts of a theme, read whole: an open file would stay open."""
    from fontTools.ttLib import TTFont

    files = [file for file in sorted(folder.glob("[!.]*")) if file.suffix.lower() in _SUFFIXES]
    return tuple(TTFont(io.BytesIO(file.read_bytes())) for file in files)
