"""Characters that no text may contain: invisible, or without a glyph in print."""

from __future__ import annotations

import re
import unicodedata

from ..direction.scripts import MARKS as DIRECTION_MARKS

_KINDS = (
    ("tab", "\t", "a tab stands here", "Use spaces instead of tabs."),
    (
        "control-character",
        "\x00-\x08\x0b\x0c\x0d-\x1f\x7f-\x9f",
        "a control character ({code}) stands here",
        "Delete it; if you cannot see it, delete the characters around it and type them again.",
    ),
    (
        "line-separator",
        "\u2028\u2029",
        "a line separator ({code}) stands here",
        "Delete it, and begin a new line with the Enter key if one is needed.",
    ),
    (
        "direction-mark",
        DIRECTION_MARKS,
        "an invisible direction mark ({code}) stands here",
        "Delete it: the program sets directions; a phrase between backticks stays as typed.",
    ),
    (
        "invisible-character",
        "\u00ad\u180e\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff",
        "an invisible character ({code}) stands here",
        "Delete it; typing the word again helps.",
    ),
    (
        "private-character",
        "\ue000-\uf8ff\ufffd-\uffff\U000f0000-\U0010ffff",
        "a character without a common meaning ({code}) stands here",
        "Replace it by the letter or sign that is meant; it cannot be printed.",
    ),
)

UNSEEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Matches characters without a glyph, which headings of tables are compared without."""

_MOST_MARKS = 8
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u06df-\u06e8\u06ea-\u06ed\u0730-\u074a\u0898-\u08ff\u0900-\u0903\u093a-\u094f\u0e31-\u0e3a"
    "\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f"
)
"""Combining marks. No script puts more than a few on one letter, and text shapers take time
quadratic in their number."""

_ONE = "[" + "".join(members for _, members, _, _ in _KINDS) + "]"
# Two searches: each takes a third of the time of one search for both.
_FIRST = re.compile(_ONE)
_FIRST_MARKS = re.compile(f"[{_MARKS}](?=[{_MARKS}]{{{_MOST_MARKS}}})")
FORBIDDEN = re.compile(f"{_ONE}|[{_MARKS}]{{{_MOST_MARKS + 1},}}")
"""Matches a forbidden character, or too many combining marks on one letter."""


def is_clean(text: str) -> bool:
    """Whether :data:`FORBIDDEN` matches nothing in a text."""
    return not _FIRST.search(text) and not _FIRST_MARKS.search(text)


def describe(found: str) -> tuple[str, str, str]:
    """Rule, message and remedy for a match of :data:`FORBIDDEN`."""
    if len(found) > 1:
        message = f"{len(found)} vowel marks or accents stand on one letter"
        return "combining-marks", message, f"Keep those that belong there, {_MOST_MARKS} at most."
    code = f"U+{ord(found):04X}"
    name = unicodedata.name(found, "").lower()
    for rule, members, message, remedy in _KINDS:
        if re.match(f"[{members}]", found):
            shown = f"{code}, {name}" if name and name not in message else code
            return rule, message.format(code=shown), remedy
    raise AssertionError(f"{code} is not forbidden")
