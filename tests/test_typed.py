"""Numbers typed into a text, in digits and in words."""

from __future__ import annotations

import pytest

from briefings.numerals import numerals_in
from briefings.numerals.words import _lexicon
from briefings.typed import typed_numbers


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
