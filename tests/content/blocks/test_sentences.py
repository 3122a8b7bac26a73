"""A sentence is set whole: phrases reach over emphasis and references, words stay joined."""

from __future__ import annotations

import pytest

from briefings.arabic import Arabic, Digits
from briefings.content.blocks.sentences import set_whole
from briefings.html.templates import rich_html
from briefings.model import SIGNS, Cite, Figure, Inline, Words, unmarked

LRI, PDI, FSI = "\u2066", "\u2069", "\u2068"


def shown(*parts: Inline, digits: Digits = Digits.LATN) -> str:
    """The parts with [ ] for isolates and * * for emphasis; ^ is a mark of a source."""
    return "".join(
        "^" if isinstance(part, SIGNS) else f"*{part.text}*" if part.strong else part.text
        for part in set_whole(parts, Arabic(digits=digits))
    ).translate({0x2066: "[", 0x2068: "[", 0x2069: "]", 0x61C: "~"})


def strong(text: str) -> Words:
    return Words(text, strong=True)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (
            (Words("مؤشر Global "), strong("Terrorism"), Words(" Index في")),
            "مؤشر [Global *Terrorism* Index] في",
        ),
        ((strong("UNDP Iraq"), Words(" Office ثم")), "[*UNDP Iraq* Office] ثم"),
        ((Words("قال UNDP "), strong("Office نص")), "قال [UNDP *Office*]* نص*"),
        (
            (Words("عن "), Figure(f"{LRI}Human Rights{PDI}", "f"), Words(" Watch أمس")),
            "عن [Human Rights Watch] أمس",
        ),
        ((Words("عن UNDP"), Cite(1, "1"), Words(" UNICEF")), "عن [UNDP]^ [UNICEF]"),
        # No list of nouns knows «جرعة»; the amount is a claim's.
        (
            (Words("قدّمت UNICEF "), Figure("300 جرعة", "f"), Words(" ثم")),
            "قدّمت [UNICEF] 300 جرعة ثم",
        ),
        ((Words("بلغ "), Figure(f"{LRI}-5{PDI}", "f"), Words(".")), "بلغ [-5]."),
        ((Words("نسبة "), Figure("\u061c90٪", "f"), Words(" فقط")), "نسبة ~90٪ فقط"),
    ],
)
def test_a_phrase_reaches_over_the_parts_of_a_sentence(
    parts: tuple[Inline, ...], expected: str
) -> None:
    assert shown(*parts) == expected


def test_digits_of_a_phrase_stay_where_it_is_emphasised_in_part() -> None:
    parts = Words("نظام Windows "), strong("11"), Words(" منذ 2021")
    assert shown(*parts, digits=Digits.ARAB) == "نظام [Windows *11*] منذ ٢٠٢١"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((Words("في ب"), Figure("مصر", "f", strong=True), Words(" ثم")), "في *ب**مصر* ثم"),
        ((Words("و"), strong("ال"), Words("مملكة هنا")), "و*ال**مملكة* هنا"),
        ((strong("بِ"), Words("عمل")), "*بِ**عمل*"),
        # These letters do not join, and a space parts the words.
        ((Words("و"), strong("العمل")), "و*العمل*"),
        ((Words("في "), strong("العمل"), Words(" هنا")), "في *العمل* هنا"),
        ((Words("دار"), strong("العمل")), "دار*العمل*"),
    ],
)
def test_emphasis_does_not_tear_a_joined_word(parts: tuple[Inline, ...], expected: str) -> None:
    assert shown(*parts) == expected


def test_elements_for_emphasis_and_direction_are_nested() -> None:
    parts = strong("Lancaster House"), Words(", London ثم"), strong(" Paris")
    html = unmarked(rich_html(set_whole(parts, Arabic())))
    assert html == (
        '<bdi dir="ltr" class="phrase" lang="en"><strong>Lancaster House</strong>, London</bdi> ثم'
        '<strong> <bdi dir="ltr" lang="en">Paris</bdi></strong>'
    )


def test_what_the_author_marked_is_left_alone() -> None:
    marked = f"{FSI}Plan 9{PDI}"
    assert shown(Words(f"من {marked} Inc."), digits=Digits.ARAB) == "من [Plan 9] [Inc.]"
