"""What sources that disagree say, in one phrase."""

from __future__ import annotations

import pytest

from briefings.arabic import Arabic, Case, Digits, plain
from briefings.model import Qualifier, Unit
from tests.arabic.units import FIGHTERS, FRACTION, OPERATIONS, PEOPLE, PERCENT, POUNDS

EXACT, MORE, ABOUT = Qualifier.EXACT, Qualifier.MORE_THAN, Qualifier.ABOUT
Said = list[tuple[float, Qualifier]]


@pytest.mark.parametrize(
    ("said", "unit", "words"),
    [
        ([(67, EXACT), (70, EXACT)], PEOPLE, "ما بين 67 و70 شخصًا"),
        ([(5, EXACT), (8, EXACT)], PEOPLE, "ما بين 5 و8 أشخاص"),
        ([(5, EXACT), (7, EXACT), (100, EXACT)], PEOPLE, "ما بين 5 و100 شخص"),
        ([(1, EXACT), (2, EXACT)], FIGHTERS, "ما بين عنصر واحد وعنصرين"),
        ([(0, EXACT), (3, EXACT)], FIGHTERS, "ما بين 0 و3 عناصر"),
        ([(25000, EXACT), (30000, EXACT)], FIGHTERS, "ما بين 25,000 و30,000 عنصر"),
        ([(3.8e9, EXACT), (4.3e9, EXACT)], POUNDS, "ما بين 3.8 و4.3 مليار جنيه إسترليني"),
        ([(2e9, EXACT), (3e9, EXACT)], POUNDS, "ما بين مليارين و3 مليارات جنيه إسترليني"),
        ([(9e8, EXACT), (1e9, EXACT)], POUNDS, "ما بين 900 مليون ومليار جنيه إسترليني"),
        ([(60, EXACT), (70, EXACT)], PERCENT, "ما بين 60٪ و70٪"),
        ([(0.25, EXACT), (0.5, EXACT)], FRACTION, "ما بين الربع والنصف"),
        ([(67, EXACT), (70, MORE)], PEOPLE, "67 شخصًا أو أكثر من 70 شخصًا"),
        ([(50, MORE), (67, EXACT)], PEOPLE, "67 شخصًا أو أكثر من 50 شخصًا"),
        ([(2, EXACT), (9, ABOUT)], FIGHTERS, "عنصران أو نحو 9 عناصر"),
    ],
)
def test_a_range_is_worded_and_its_noun_agrees_with_the_second_number(
    said: Said, unit: Unit, words: str
) -> None:
    assert plain(Arabic().between(said, unit)) == words


def test_the_dual_of_a_value_said_in_full_follows_the_preposition() -> None:
    said: Said = [(2, EXACT), (9, ABOUT)]
    assert plain(Arabic().between(said, FIGHTERS, Case.OBLIQUE)) == "عنصرين أو نحو 9 عناصر"


@pytest.mark.parametrize(
    ("said", "unit", "parts"),
    [
        ([(67, EXACT), (70, EXACT)], PEOPLE, ("تتباين المصادر", "67 إلى 70", "شخصًا")),
        (
            [(3.8e9, MORE), (4.3e9, MORE)],
            POUNDS,
            ("تتباين المصادر: أكثر من", "3.8 إلى 4.3 مليار", "جنيه إسترليني"),
        ),
        ([(67, EXACT), (70, MORE)], PEOPLE, ("تتباين المصادر", "67 أو أكثر من 70", "شخصًا")),
        ([(60, EXACT), (70, EXACT)], PERCENT, ("تتباين المصادر", "60٪ إلى 70٪", "")),
        ([(1, EXACT), (2, EXACT)], FIGHTERS, ("تتباين المصادر", "عنصر واحد إلى عنصرين", "")),
    ],
)
def test_a_tile_has_the_range_in_parts(said: Said, unit: Unit, parts: tuple[str, str, str]) -> None:
    amount = Arabic().between_amount(said, unit)
    assert tuple(map(plain, (amount.qualifier, amount.figure, amount.noun))) == parts


def test_digits_are_those_chosen() -> None:
    said: Said = [(67, EXACT), (70, EXACT)]
    assert plain(Arabic(digits=Digits.ARAB).between(said, PEOPLE)) == "ما بين ٦٧ و٧٠ شخصًا"


@pytest.mark.parametrize(
    ("said", "unit", "words"),
    [
        ([(3, EXACT), (5, EXACT)], OPERATIONS, "ما بين ثلاث وخمس عمليات"),
        ([(3, EXACT), (5, EXACT)], FIGHTERS, "ما بين ثلاثة وخمسة عناصر"),
        ([(9, EXACT), (10, MORE)], FIGHTERS, "تسعة عناصر أو أكثر من عشرة عناصر"),
        # Where one is in digits, so is the other.
        ([(9, EXACT), (11, EXACT)], FIGHTERS, "ما بين 9 و11 عنصرًا"),
        ([(2, EXACT), (5, EXACT)], FIGHTERS, "ما بين عنصرين و5 عناصر"),
    ],
)
def test_prose_says_three_to_ten_in_words(said: Said, unit: Unit, words: str) -> None:
    assert plain(Arabic().between(said, unit, in_words=True)) == words
