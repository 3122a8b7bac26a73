"""Arabic for terminals that neither join letters nor lay lines out from right to left."""

from __future__ import annotations

import re

from .bidi import plain

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")

# python-bidi 0.6 orders brackets but does not mirror them. A variation selector after a bracket has
# the bracket's direction, and therefore stands before it where the line was turned around.
_SHADOW = "\ufe0e"
_BRACKET = re.compile(r"[()\[\]{}<>«»‹›]")
_TURNED = re.compile(rf"{_SHADOW}([()\[\]{{}}<>«»‹›])")
_MIRROR = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")


def visual(text: str) -> str:
    """``text`` with letters in their joined shapes and every line in visual order, marks dropped.

    A line's direction is that of its first letter, so that an English message around an Arabic
    name stays English. Vowel signs are dropped: such terminals put them on the wrong letter.
    Colour codes must be added afterwards; they would be turned around too.
    """
    return "\n".join(map(_line, text.split("\n")))


def _line(line: str) -> str:
    if not _RIGHT_TO_LEFT.search(line):
        return plain(line)
    import arabic_reshaper
    from bidi import get_display  # type: ignore[import-untyped]

    marked = _BRACKET.sub(rf"\g<0>{_SHADOW}", arabic_reshaper.reshape(line))
    ordered = str(get_display(marked))
    mirrored = _TURNED.sub(lambda bracket: bracket[1].translate(_MIRROR), ordered)
    return plain(mirrored.replace(_SHADOW, ""))
