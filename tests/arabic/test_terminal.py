"""Text for terminals that lay everything out from left to right, letter by letter."""

from __future__ import annotations

import pytest

from briefings.arabic import isolate_latin
from briefings.arabic.bidi import visual


def test_letters_are_joined_and_turned_around() -> None:
    # داعش: isolated dal stands alone, then isolated alef, then initial ain and final sheen.
    assert visual("داعش") == "\ufeb6\ufecb\ufe8d\ufea9"


def test_lam_alef_is_one_letter() -> None:
    assert visual("لا") == "\ufefb"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("د -5 د", "\ufea9 -5 \ufea9"),
        ("د (UNDP) ا", "\ufe8d (UNDP) \ufea9"),
        ("د 2024-09-30 ا", "\ufe8d 2024-09-30 \ufea9"),
        ("90٪ د", "\ufea9 ٪90"),
        ("(د) ا", "\ufe8d (\ufea9)"),
        ("«د [ا]»", "«[\ufe8d] \ufea9»"),
        ("د < ا (a) > ا", "\ufe8d < (a) \ufe8d > \ufea9"),
    ],
)
def test_figures_and_latin_keep_their_order_without_marks(text: str, expected: str) -> None:
    assert visual(isolate_latin(text)) == expected


def test_every_line_is_laid_out_on_its_own() -> None:
    assert visual("ا 1\nا 2\n") == "1 \ufe8d\n2 \ufe8d\n"


def test_an_english_line_stays_english() -> None:
    assert visual("built \u2066x\u2069: د ا") == "built x: \ufe8d \ufea9"
    assert visual("nothing to turn") == "nothing to turn"
