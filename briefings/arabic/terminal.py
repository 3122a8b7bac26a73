"""Arabic for terminals that neither shape letters nor apply the bidi algorithm."""

from __future__ import annotations

import re

from .direction.scripts import plain

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")

# python-bidi 0.6 reorders brackets but does not mirror them. A variation selector after a bracket
# takes the bracket's direction, and therefore precedes it where the text was reversed.
_SHADOW = "\ufe0e"
_BRACKET = re.compile(r"[()\[\]{}<>«»‹›]")
_TURNED = re.compile(rf"{_SHADOW}([()\[\]{{}}<>«»‹›])")
_MIRROR = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")


def visual(text: str) -> str:
    """``text`` with shaped letters and every line in visual order, without direction marks.

    The first letter of a line determines its direction, so that an English message around an Arabic
    name stays English. Vowel signs are dropped, because such terminals put them on the wrong
    letter. Callers add colour codes afterwards, or they would be reversed too.
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
