"""Numbers typed into a text, in digits and in words."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.arabic.reading import numerals_in
from briefings.arabic.reading.typed_numbers import read_day, typed_numbers
from briefings.arabic.reading.words import _lexicon


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("درّبت 120,000 عنصر", [(6, "120,000")], id="digits"),
        pytest.param("و۵ غيرهم", [(1, "۵")], id="persian-digits"),
        pytest.param("بعد سبعةٍ وثلاثين يومًا", [(4, "سبعةٍ وثلاثين")], id="vowel-marks"),
        pytest.param("ثُلث الأراضي ونصفها", [(0, "ثُلث")], id="fraction"),
        pytest.param("مرتين في عام", [(0, "مرتين")], id="dual"),
        pytest.param("عشرات الملايين من الأشخاص", [(0, "عشرات الملايين")], id="magnitude"),
        pytest.param("½ المبلغ", [(0, "½")], id="fraction-sign"),
        pytest.param("طائرة F16 وB-12", [(7, "16"), (13, "12")], id="names-with-digits"),
        pytest.param("أُنفق ألف ثم ألفان", [(6, "ألف"), (13, "ألفان")], id="thousand"),
        pytest.param("التحالف الذي عقدت دوله مؤتمرًا", [], id="words-that-hold-a-number-word"),
        pytest.param("خلية واحدة، والاجتماع الأول", [], id="one-and-first-state-no-figure"),
        pytest.param("تستضيف المملكة مستشفى", [], id="six-inside-other-words"),
    ],
)
def test_numbers_are_found_where_they_stand(text: str, found: list[tuple[int, str]]) -> None:
    assert list(typed_numbers(text)) == found


def test_no_number_word_slips_past_the_quick_look() -> None:
    """The quick look lets a text pass that holds no sign of a number: it must know every word."""
    missed = []
    for word in _lexicon():
        for text in (word, f"ال{word}", f"و{word}", f"لل{word}"):
            certain = [one for one in numerals_in(text) if one.certain]
            if certain and not list(typed_numbers(text)):
                missed.append(text)
    assert missed == []


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-24",
        "2026/11/24",
        "2026.11.24",
        "24/11/2026",
        "24-11-2026",
        "24.11.2026",
        "٢٤/١١/٢٠٢٦",
        "٢٠٢٦-١١-٢٤",
        "۲۴/۱۱/۲۰۲۶",
        "\u200f24/11/2026\u200f",
        " 24/11/2026 ",
        "24 نوفمبر 2026",
        "٢٤ نوفمبر ٢٠٢٦",
        "24 نوفمبر، 2026",
        "24 تشرين الثاني 2026",
        "24 تشرين الثاني/نوفمبر 2026",
    ],
)
def test_a_day_is_read_in_the_ways_that_people_write_it(text: str) -> None:
    assert read_day(text) == date(2026, 11, 24)


def test_the_day_comes_before_the_month() -> None:
    assert read_day("3/4/2026") == date(2026, 4, 3)
    assert read_day("2 أيّار 2026") == date(2026, 5, 2)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("11/24/2026", "“11/24/2026” has no month 24: write the day first, as 24/11/2026"),
        ("31/11/2026", "“31/11/2026” is not in the calendar"),
        ("2026-24-11", "“2026-24-11” is not in the calendar"),
        ("24/11-2026", "is not a day: write it like 2026-11-24 or 24/11/2026"),
        ("24/11/26", "is not a day"),
        ("2026-11", "is not a day"),
        ("20261124", "is not a day"),
        ("0000-01-01", "is not in the calendar"),
        ("24 نوفمبر", "is not a day"),
        ("24 رمضان 1446", "is not a day"),
        ("", "“” is not a day"),
        ("9" * 5000, f"“{'9' * 40}…” is not a day"),
        ("²/11/2026", "is not a day"),
    ],
)
def test_what_is_no_day_is_told_and_never_guessed(text: str, says: str) -> None:
    with pytest.raises(ValueError, match="“") as caught:
        read_day(text)
    assert says in str(caught.value)
