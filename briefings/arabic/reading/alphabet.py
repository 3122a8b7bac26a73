"""The letters, digits and signs that briefs print; fonts and finished PDFs are checked for them."""

from __future__ import annotations

import re
from string import ascii_lowercase, ascii_uppercase, digits

LETTERS = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
"""The Arabic alphabet with what hamza, tāʾ marbūṭa and alif maqṣūra add."""

JOINING = "ئبتثجحخسشصضطظعغفقكلمنهي"
"""The letters that join to the one after them."""

_MARKS = "\u064b-\u0652\u0670"
_ANY_LETTER = f"\u0621-\u063a\u0640-\u064a\u0671-\u06d3{_MARKS}"
WORD_START = re.compile(f"[{_ANY_LETTER}]+")
JOINED_END = re.compile(f"[{_ANY_LETTER}]*[{JOINING}\u0640][{_MARKS}]*$")
"""The last word of a text that ends in a letter which joins to a further one."""

SEPARATORS = "٫٬"
ARABIC_DIGITS, PERSIAN_DIGITS = "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"

SCRIPT = LETTERS + "ـًٌٍَُِّْ،؛؟"
"""What a word of Arabic needs from one face."""

TEXT = (
    f"{SCRIPT}٪٫٬{ARABIC_DIGITS}{digits}{ascii_uppercase}{ascii_lowercase}"
    ".,:;!?%+-/()[]&@#*\"'«»“”‘’–—…·±×°€£$¥"
)
"""What text, tables and charts print: the build stops at a character that no font has."""

MARKS = "●○–−≈←→✓"
"""What pages print besides: marks of tables and lists, and signs of comparison."""

SELDOM = (
    "{}|_<>=‹›•÷≠≤≥↑↓✗◆■□▲▼¥₪₺©®ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿ"
    "āćčđēęěğīıłńőřśşšţťūůűźżžİŁŚŞŠŽ"
)
"""What a name or a quotation may bring along."""

SAMPLE = "إحاطة موجزة: 0123 ٤٥٦٧ (Brief, 95%)"
"""A text that a font is tried with."""

ESSENTIAL = "بل"
"""Letters by which a font for Arabic is told from others."""

LAM_ALIF = ("لا", "لأ", "لإ", "لآ")
DIVINE_NAMES = ("الله", "لله")
"""Words that nearly every font draws as one glyph."""

LIST_SEPARATOR = "، "

_WORD = re.compile(
    r"[\u0621-\u064a\u066e-\u06d3]{2,}"
    r"|[0-9\u0660-\u0669](?:[0-9\u0660-\u0669.,\u066b\u066c]*[0-9\u0660-\u0669])"
    r"|[A-Za-z]{2,}"
)
_PUNCTUATION = re.compile("[،؛؟ـ]")


def printed_words(text: str) -> list[str]:
    """The words and figures of two characters or more."""
    return _WORD.findall(_PUNCTUATION.sub(" ", text))
