"""Characters that must not stand in the data: invisible, or without a meaning in print."""

from __future__ import annotations

import re
import unicodedata

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
        "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069",
        "an invisible direction mark ({code}) stands here",
        "Delete it: numbers and Latin words are set in the right direction by the program.",
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

FORBIDDEN = re.compile("[" + "".join(members for _, members, _, _ in _KINDS) + "]")


def describe(character: str) -> tuple[str, str, str]:
    """Rule, message and remedy for a character that :data:`FORBIDDEN` matches."""
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "").lower()
    for rule, members, message, remedy in _KINDS:
        if re.match(f"[{members}]", character):
            shown = f"{code}, {name}" if name and name not in message else code
            return rule, message.format(code=shown), remedy
    raise AssertionError(f"{code} is not forbidden")
