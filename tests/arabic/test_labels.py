"""Texts of file properties and bookmarks, against the Unicode Bidirectional Algorithm."""

from __future__ import annotations

import pytest
from bidi import get_display  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.arabic import isolate_latin, plain
from briefings.arabic.bidi import read_marks
from briefings.arabic.labels import label
from tests.arabic.test_bidi_order import PHRASES, arabic_words

L, R = "\u200e", "\u200f"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("تقرير Windows 11", "تقرير Windows 11"),
        ("تقرير `Windows 11` و`قناة BBC`", "تقرير Windows 11 وقناة BBC"),
        ("خسر 95٪ من الأراضي", "خسر 95٪ من الأراضي"),
        ("درّبت 120,000 عنصر", "درّبت 120,000 عنصر"),
        ("UNDP 2024 report", "UNDP 2024 report"),
        ("2014-2024", "2014-2024"),
        # The algorithm alone would put the first of these at the left, and the sign at the right.
        ("أعوام 2014-2024", f"أعوام {R}2014-2024"),
        ("95٪ من الأراضي", f"95{R}٪ من الأراضي"),
        # A line that begins with a Latin letter would run from the left.
        ("ISO 9001:2015 في مصر", f"{R}ISO 9001:2015 في مصر"),
        ("عن C++", f"عن C++{L}"),
    ],
)
def test_a_label_has_marks_only_where_its_order_needs_them(typed: str, expected: str) -> None:
    assert label(isolate_latin(read_marks(typed))) == expected


def test_a_label_is_the_text_of_the_page_without_what_is_not_read() -> None:
    page = "درّبت\u00a0\ue000figure:trained#0\ue001120,000\ue002\u00a0عنصر في سبتمبر/\u2060أيلول"
    assert label(page) == "درّبت 120,000 عنصر في سبتمبر/أيلول"


def seen(text: str) -> str:
    return plain(str(get_display(text, base_dir="R")))


@settings(max_examples=500)
@given(st.lists(st.tuples(arabic_words, st.sampled_from(PHRASES)), min_size=1, max_size=3))
def test_a_label_is_ordered_as_on_the_page(parts: list[tuple[str, str]]) -> None:
    page = isolate_latin(" ".join(f"{words} {phrase}" for words, phrase in parts))
    found = label(page)
    assert seen(found) == seen(page)
    assert plain(found) == plain(page)
    assert set(found) & set("\u061c\u2066\u2067\u2068\u2069") == set()
