"""Where long Latin words may break over lines, and what running heads have room for."""

from __future__ import annotations

import re

from ..arabic import plain
from ..model import BAR, CLOSE, OPEN, Setting

SEAM = "\u200b"
"""A place to break a line at; nothing is drawn there and nothing is copied."""

_LONG = 20  # letters of the longest word that is kept whole: longer than words of prose are
_PIECE = 12
_RUN = re.compile(rf"[!-~\u00c0-\u024f]{{{_LONG + 1},}}")
_SIGNS = re.compile(r"(?<=[_@=&%#~:;,+?/.-])(?=[A-Za-z0-9\u00c0-\u024f])")
_ORIGIN = re.compile(f"({OPEN}[^{BAR}]*{BAR}|{CLOSE})")
_LETTERS_A_MM = 0.62  # in running heads, at least
_LINES = 2


def seamed(text: str) -> str:
    """The text with places to break in its long Latin words: after signs, else every few letters.

    Lines break by themselves after the slashes, hyphens and stops of an address.
    """
    parts = _ORIGIN.split(text)
    parts[::2] = [_RUN.sub(_with_seams, part) for part in parts[::2]]
    return "".join(parts)


def _with_seams(found: re.Match[str]) -> str:
    return SEAM.join(part for piece in _SIGNS.split(found[0]) for part in _parts(piece))


def _parts(piece: str) -> list[str]:
    if len(piece) <= _LONG:
        return [piece]
    return [piece[start : start + _PIECE] for start in range(0, len(piece), _PIECE)]


def running(text: str, setting: Setting) -> str:
    """A text as it stands in the head of pages: on at most two lines, beside the marking."""
    room = setting.sheet.measure * _LETTERS_A_MM
    if setting.marking:
        room -= len(setting.marking) + 4
    most = int(_LINES * room / 2) - 2
    words = plain(text)
    if len(words) > most:
        whole, _, rest = words[:most].rpartition(" ")
        words = f"{(whole if len(rest) < _LONG else words[:most]).rstrip(' ،؛:-–')}…"
    return seamed(words)
