"""Numbers, scale words, fractions and the digits they are printed with."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.arabic import Arabic, Case, Digits, plain
from briefings.arabic.cldr import plural_category

LRI, PDI = "\u2066", "\u2069"
LATN, ARAB = Arabic(), Arabic(digits=Digits.ARAB)
TO_LATN = str.maketrans("٠١٢٣٤٥٦٧٨٩٫", "0123456789.", "٬,")

FINITE = st.one_of(
    st.integers(-(10**15), 10**15),
    st.floats(-(10**12), 10**12, allow_nan=False),
)


@pytest.mark.parametrize(
    ("value", "decimals", "latn", "arab"),
    [
        (120000, None, "120,000", "١٢٠٬٠٠٠"),
        (3.8, None, "3.8", "٣٫٨"),
        (4.0, None, "4", "٤"),
        (0, None, "0", "٠"),
        (1234567.25, None, "1,234,567.25", "١٬٢٣٤٬٥٦٧٫٢٥"),
        (2.345, 2, "2.35", "٢٫٣٥"),
        (2.5, 0, "3", "٣"),
        (5, 1, "5.0", "٥٫٠"),
        (-5, None, f"{LRI}-5{PDI}", f"{LRI}-٥{PDI}"),
        (-1200.5, None, f"{LRI}-1,200.5{PDI}", f"{LRI}-١٬٢٠٠٫٥{PDI}"),
        (-0.04, 1, "0.0", "٠٫٠"),
        (1e30, None, "1" + ",000" * 10, "١" + "٬٠٠٠" * 10),
    ],
)
def test_number(value: float, decimals: int | None, latn: str, arab: str) -> None:
    assert LATN.number(value, decimals) == latn
    assert ARAB.number(value, decimals) == arab


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="not a number that can be printed"):
        LATN.number(value)


@given(FINITE, st.sampled_from([LATN, ARAB]))
def test_a_printed_number_reads_back_as_it_was(value: float, arabic: Arabic) -> None:
    assert float(plain(arabic.number(value)).translate(TO_LATN)) == value


@given(FINITE)
def test_no_digit_of_the_other_kind_is_left(value: float) -> None:
    assert not re.search("[0-9]", ARAB.number(value) + ARAB.compact(value))
    assert not re.search("[٠-٩٫٬]", LATN.number(value) + LATN.compact(value))


@given(FINITE)
def test_a_sign_stays_with_its_digits(value: float) -> None:
    for text in (LATN.number(value), ARAB.number(value)):
        assert text.startswith(f"{LRI}-") == text.endswith(PDI) == (value < 0)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (750_000, "750,000"),
        (999_999, "999,999"),
        (1_000_000, "مليون"),
        (2_000_000, "مليونان"),
        (3_000_000, "3 ملايين"),
        (10_000_000, "10 ملايين"),
        (11_000_000, "11 مليونًا"),
        (40_000_000, "40 مليونًا"),
        (100_000_000, "100 مليون"),
        (208_000_000, "208 ملايين"),
        (1_250_000, "1.25 مليون"),
        (1_234_567, "1,234,567"),
        (1_000_000_000, "مليار"),
        (4_300_000_000, "4.3 مليار"),
        (4.3e9, "4.3 مليار"),
        (5_000_000_000, "5 مليارات"),
        (12_000_000_000, "12 مليارًا"),
        (1_234_000_000, "1,234,000,000"),
        (2_000_000_000_000, "تريليونان"),
        (999 * 10**12, "999 تريليونًا"),
        (10**15, "1,000,000,000,000,000"),
        (-3_000_000, f"{LRI}-3{PDI} ملايين"),
        (-2_000_000, f"{LRI}-2{PDI} مليون"),
    ],
)
def test_compact(value: float, expected: str) -> None:
    assert LATN.compact(value) == expected


def test_compact_dual_after_a_preposition() -> None:
    assert LATN.compact(2_000_000, Case.OBLIQUE) == "مليونين"
    assert LATN.compact(2_000_000_000, Case.OBLIQUE) == "مليارين"


SCALES = {"مليون": 10**6, "ملايين": 10**6, "مليار": 10**9, "مليارات": 10**9, "تريليون": 10**12}


@given(st.integers(0, 10**13))
def test_compact_never_loses_a_digit(value: int) -> None:
    figure, _, scale = LATN.compact(value).partition(" ")
    if figure[0].isdigit():
        factor = SCALES[scale.removesuffix("ًا").removesuffix("ات")] if scale else 1
        assert round(float(figure.replace(",", "")) * factor) == value
    else:
        assert value in {n * 10**e for n in (1, 2) for e in (6, 9, 12)}


@pytest.mark.parametrize(
    ("n", "category"),
    [
        *((0, "zero"), (1, "one"), (2, "two"), (3, "few"), (10, "few"), (11, "many"), (99, "many")),
        *(
            (100, "other"),
            (102, "other"),
            (103, "few"),
            (196, "many"),
            (3.8, "other"),
            (3.0, "few"),
        ),
    ],
)
def test_plural_category(n: float, category: str) -> None:
    assert plural_category(n) == category


@pytest.mark.parametrize(
    ("ratio", "expected"),
    [
        (1, "مثل"),
        (2, "مثلَي"),
        (2.04, "مثلَي"),
        (2.25, "2.3 مثل"),
        (2.5, "2.5 مثل"),
        (3, "ثلاثة أمثال"),
        (4.8, "4.8 أمثال"),
        (10, "عشرة أمثال"),
        (12, "12 مثلًا"),
        (100, "100 مثل"),
    ],
)
def test_times(ratio: float, expected: str) -> None:
    assert LATN.times(ratio) == expected


@pytest.mark.parametrize("ratio", [0, -2, 0.04])
def test_no_growth_is_not_worded(ratio: float) -> None:
    with pytest.raises(ValueError, match="times as much"):
        LATN.times(ratio)


@pytest.mark.parametrize(
    ("text", "arab"),
    [
        ("في 30 سبتمبر 2024", "في ٣٠ سبتمبر ٢٠٢٤"),
        ("120,000 و4.3 مليار.", "١٢٠٬٠٠٠ و٤٫٣ مليار."),
        ("يوم 30.9.2024", "يوم ٣٠.٩.٢٠٢٤"),
        ("3, 5, 7", "٣, ٥, ٧"),
        ("القرار 2178", "القرار ٢١٧٨"),
        ("الفقرة B-12 من https://a.org/2024/x", "الفقرة B-12 من https://a.org/2024/x"),
        ("@Daesh2014 في 14:30", "@Daesh2014 في ١٤:٣٠"),
        (f"{LRI}(£140m){PDI} و{LRI}-5{PDI}", f"{LRI}(£140m){PDI} و{LRI}-٥{PDI}"),
        (f"{LRI}2024-09-30{PDI}", f"{LRI}2024-09-30{PDI}"),
        ("هاتف +44 20 7008 1500", "هاتف +44 20 7008 1500"),
    ],
)
def test_digits_of_finished_text(text: str, arab: str) -> None:
    assert ARAB.digits_of(text) == arab
    assert LATN.digits_of(text) == text
    assert LATN.digits_of(arab) == text


@given(st.lists(st.sampled_from(["نص", "5", "2024", "120,000", "4.3", "-", " ", "،", "/", "٪"])))
def test_digits_change_the_digits_and_nothing_else(pieces: list[str]) -> None:
    text = "".join(pieces)
    turned = ARAB.digits_of(text)
    assert LATN.digits_of(turned) == text
    assert ARAB.digits_of(turned) == turned
