"""Each letter of a folded text knows where it comes from."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.arabic.reading.folding import folded, folded_letters, folded_words

LETTERS = "اأإآىيةهؤئءوبُّـ٠٩۵19٬,،.٪% \u2066\u2069ﻻAİ"


def test_places_lead_back_to_the_text() -> None:
    (letters, places), _ = folded_letters("ﻻ ١٬٢٣٤ عضـوًا")
    assert letters == "لا 1234 عضوا"
    assert places == [0, 0, 1, 2, 4, 5, 6, 7, 8, 9, 11, 13]


@settings(derandomize=True, deadline=None)
@given(st.text(LETTERS) | st.text())
def test_letters_with_places_are_those_without(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    if unicodedata.is_normalized("NFKC", text):
        assert tuple(letters for letters, _ in folded_letters(text)) == folded(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("«شيء» [شئ]، …", [("شي", "شي"), ("شي", "ش")], id="hamza"),
        pytest.param("90٪ (١٬٠٠٠)", [("90%",) * 2, ("1000",) * 2], id="numbers"),
    ],
)
def test_words_come_without_what_stands_around_them(
    text: str, words: list[tuple[str, ...]]
) -> None:
    assert folded_words(text) == words
