"""The characters that a theme's fonts must have, because briefs print them."""

from __future__ import annotations

LETTERS = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
"""The Arabic alphabet with what hamza, tāʾ marbūṭa and alif maqṣūra add."""

JOINING = "ئبتثجحخسشصضطظعغفقكلمنهي"
"""The letters that join to the one after them."""

VOWEL_SIGNS = "ًٌٍَُِّْ"

SCRIPT = LETTERS + "ـ" + VOWEL_SIGNS + "،؛؟"
"""What a word of Arabic needs from one face."""

TEXT = (
    SCRIPT
    + "٪٫٬٠١٢٣٤٥٦٧٨٩0123456789"
    + "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    + ".,:;!?%+-/()[]&@#*\"'«»“”‘’–—…·±×°€£$¥"
)
"""What text, tables and charts print: the build stops at a character that no font has."""

MARKS = "●○–−≈←→✓"
"""What pages print besides: marks of tables and lists, and signs of comparison."""

SELDOM = (
    "{}|_<>=‹›•÷≠≤≥↑↓✗◆■□▲▼¥₪₺©®ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿ"
    "āćčđēęěğīıłńőřśşšţťūůűźżžİŁŚŞŠŽ"
)
"""What a name or a quotation may bring along."""
