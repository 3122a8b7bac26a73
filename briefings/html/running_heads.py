"""What running heads have room for."""

from __future__ import annotations

from ..arabic import plain
from ..arabic.seams import LONGEST, seamed
from ..model import Setting

_LETTERS_A_MM = 0.62  # at least
_LINES = 2
_SHORT = 30  # letters of the longest marking that stands on one line, as in paper.css


def running(text: str, setting: Setting) -> str:
    """A text as it stands in the head of pages: on at most two lines, beside the marking."""
    room = setting.sheet.measure * _LETTERS_A_MM
    if setting.marking:
        room -= min(len(setting.marking), max(_SHORT, len(setting.marking) // 2 + 5)) + 4
    most = int(_LINES * room / 2) - 2
    words = plain(text)
    if len(words) > most:
        whole, _, rest = words[:most].rpartition(" ")
        words = f"{(whole if len(rest) < LONGEST else words[:most]).rstrip(' ،؛:-–')}…"
    return seamed(words)
