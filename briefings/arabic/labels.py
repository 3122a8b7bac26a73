"""Texts for places that know no isolates: file properties, bookmarks, the title of a window.

They are plain text where that is ordered rightly in a right-to-left line. Where it is not, they
have the marks U+200E and U+200F, which nothing has shown since the first version of Unicode;
isolates and U+061C are younger, and can come out as boxes.
"""

from __future__ import annotations

import re

from briefings.model import unmarked

from .direction.scripts import ALM, FSI, LETTER, LRI, PDI, RIGHT_TO_LEFT, RLI, plain, skeleton

_LRM, _RLM = "\u200e", "\u200f"
_SHARE = re.compile(f"{ALM}([^{ALM}%٪]+)(?=[%٪])")
_MARKS = re.compile(f"[{ALM}{LRI}{RLI}{FSI}{PDI}]")
_JOINER = "\u2060"
_DIGIT = "[0-9\u0660-\u0669\u06f0-\u06f9]"
# A no-break space between digits holds their groups together.
_SPACES = re.compile(rf"\u00a0(?!{_DIGIT})|(?<!{_DIGIT})\u00a0|[ \t\r\n]+")
_STRONG = re.compile(f"[{LETTER}{_LRM}]|[{RIGHT_TO_LEFT}{_RLM}\u0620-\u064a\u066e-\u06d3]")


def label(text: str) -> str:
    """A text of the page as plain text that is ordered as it is there, in a right-to-left line."""
    text = _SPACES.sub(" ", unmarked(text).replace(_JOINER, "")).strip()
    bare = plain(text)
    strong = _STRONG.findall(skeleton(bare))
    if not any(char != LETTER for char in strong):
        return bare  # nothing runs from right to left
    wanted = _ordered(text)
    if _ordered(bare) != wanted:
        bare = _fewest(_with_marks(text), wanted) or bare
    # Many viewers take the direction of the line from its first letter.
    first = _STRONG.search(skeleton(bare))
    return _RLM + bare if first and first[0] in (LETTER, _LRM) else bare


def _ordered(text: str) -> str:
    """The characters from left to right."""
    from bidi import get_display  # type: ignore[import-untyped]

    return plain(str(get_display(text, base_dir="R")))


def _with_marks(text: str) -> str:
    """The text with marks of two kinds in the place of isolates."""
    closers: list[str] = []

    def changed(found: re.Match[str]) -> str:
        mark = found[0]
        if mark == PDI:
            return closers.pop() if closers else ""
        if mark == ALM:
            return _RLM
        first = _STRONG.search(skeleton(text[found.end() :].partition(PDI)[0]))
        is_left = mark == LRI or (mark == FSI and (not first or first[0] == LETTER))
        closers.append(_LRM + _RLM if is_left else _RLM)
        return _RLM + _LRM if is_left else _RLM

    return _MARKS.sub(changed, _SHARE.sub(rf"{_RLM}\1{_RLM}", text))


def _fewest(text: str, wanted: str) -> str:
    """The text without the marks that change nothing; empty if they do not give what is wanted."""
    if _ordered(text) != wanted:
        return ""
    for place in range(len(text) - 1, -1, -1):
        if text[place] in (_LRM, _RLM):
            without = text[:place] + text[place + 1 :]
            text = without if _ordered(without) == wanted else text
    return text
