"""Draws the code of an edition as a QR code (ISO/IEC 18004), with segno."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

from ..model import EditionCode, Format, Paper, Setting

_WIDTH, _SMALL = 15.5, 15.0
"""Millimetres of the symbol, without the white around it, which the page provides; and where room
is scarce."""
_MOST_MODULES = 49
"""More modules to a side than this are too small for the camera of a telephone."""
_LEVELS = ("h", "q", "m")
"""Levels of error correction, the highest first: a third, a quarter or a seventh may be lost."""


@lru_cache(maxsize=8)
def code_picture(code: EditionCode) -> bytes:
    """The QR code as an SVG of one path, without its quiet zone; the same bytes each time.

    A longer text gets less error correction rather than smaller modules.
    """
    rows = _modules(code.text)
    path = "".join(
        f"M{start} {y}h{length}v1h-{length}z"
        for y, row in enumerate(rows)
        for start, length in _dark_runs(row)
    )
    size = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<path fill="#000000" d="{path}"/></svg>'
    ).encode()


def code_width(setting: Setting) -> float:
    """The width of the symbol in millimetres."""
    return _SMALL if setting.paper is Paper.A5 or setting.format is Format.SHEET else _WIDTH


def _modules(text: str) -> tuple[bytes, ...]:
    import segno

    for level in _LEVELS:
        symbol = segno.make_qr(text, error=level, boost_error=True)
        if len(symbol.matrix) <= _MOST_MODULES:
            break
    return tuple(bytes(row) for row in symbol.matrix)


def _dark_runs(row: bytes) -> list[tuple[int, int]]:
    """Start and length of each run of dark modules."""
    runs, at = [], 0
    for is_dark, group in groupby(row):
        length = sum(1 for _ in group)
        if is_dark:
            runs.append((at, length))
        at += length
    return runs
