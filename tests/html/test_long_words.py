"""Where long Latin words break, and what running heads have room for."""

from __future__ import annotations

import pytest

from briefings.arabic.phrases.page import seamed
from briefings.html.first_guess import running
from briefings.html.templates import isolated_html
from briefings.model import Origin, Paper, Setting, marked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # 20 letters, the longest word that is kept whole
        ("internationalization", "internationalization"),
        # 21 letters without a sign: pieces of 12
        ("internationalizations", "internationa|lizations"),
        # after each sign, never before it
        ("https://a.example/b_c?d=1&e=2", "https://|a.|example/|b_|c?|d=|1&|e=|2"),
        # a piece between two signs that is too long by itself
        ("user@abcdefghijklmnopqrstuvwx", "user@|abcdefghijkl|mnopqrstuvwx"),
        # words of prose are no long word
        ("Global Terrorism Index 2023", "Global Terrorism Index 2023"),
        # Arabic is never cut
        ("والاستقرارواعادةالاعماروالتنمية", "والاستقرارواعادةالاعماروالتنمية"),
    ],
)
def test_long_words_can_break_after_signs(text: str, expected: str) -> None:
    assert seamed(text) == expected.replace("|", "\u200b")


def test_a_mark_of_origin_is_not_cut() -> None:
    text = marked("abcdefghijklmnopqrstuvwx", Origin.FIGURE, "a-fact-with-a-very-long-name#0")
    assert seamed(text).replace("\u200b", "") == text
    assert "a-fact-with-a-very-long-name#0" in seamed(text)
    assert "abcdefghijkl\u200bmnopqrstuvwx" in seamed(text)


def test_only_phrases_are_cut() -> None:
    assert "\u200b" in isolated_html("بريد \u2066firstname.lastname@example.gov\u2069")
    assert "\u200b" not in isolated_html("هاتف \u2066+964-770-123-4567-0000-00000\u2069")


@pytest.mark.parametrize(
    ("paper", "marking", "letters"),
    [
        (Paper.A4, "", 109),  # 180 mm at 0.62 letters a millimetre, in two halves of two lines
        (Paper.A4, "رسمي", 101),  # the marking takes its 4 letters and 4 more
        (Paper.A5, "", 72),  # 120 mm
        (Paper.A5, "س" * 60, 33),  # a long marking takes two lines itself: 35 letters and 4 more
    ],
)
def test_a_running_head_has_two_lines(paper: Paper, marking: str, letters: int) -> None:
    words = "كلمة " * 40
    head = running(words, Setting(paper=paper, marking=marking))
    assert head.endswith("كلمة…")
    assert letters - 5 <= len(head) <= letters + 1
    assert running("عنوان قصير", Setting(paper=paper, marking=marking)) == "عنوان قصير"
