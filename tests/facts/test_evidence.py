"""Numbers and qualifiers as Arabic texts write them; the values are worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.arabic.reading import numerals_in
from briefings.arabic.reading.qualifiers import qualifiers_in
from briefings.facts.evidence import numbers_in, supports, words_around
from briefings.model import Qualifier, UnitKind

MILLION = 10**6
MILLIARD = 10**9

READINGS = {
    # digits and marks
    "plain": ("أكثر من 111000 عنصر", [111000]),
    "latin-comma": ("أكثر من 120,000 من عناصر", [120000]),
    "arabic-comma-thousands": ("نحو 120،000 عنصر", [120000]),
    "arabic-mark": ("١٢٠٬٠٠٠ عنصر", [120000]),
    "persian-digits": ("۱۲۳ هجوما", [123]),
    "narrow-space": ("120\u202f000", [120000]),
    "no-break-space": ("1\u00a0234\u00a0567", [1234567]),
    "apostrophe": ("1’234", [1234]),
    "space": ("120 000", [120000]),
    "space-or-two-numbers": ("14 153", [14, 153, 14153]),
    "year-then-number": ("في 2014 153 هجوما", [2014, 153]),
    "point": ("4.3 مليار جنيه", [4300 * MILLION]),
    "point-either-way": ("111.000", [111, 111000]),
    "arabic-decimal-mark": ("٢٫٥", [Fraction(5, 2)]),
    "arabic-comma-decimal": ("3،8 مليار", [3800 * MILLION]),
    "comma-after-zero": ("0,125", [Fraction(1, 8)]),
    "mixed-marks": ("1.234,5", [Fraction(2469, 2)]),
    "mixed-marks-english": ("1,234.5", [Fraction(2469, 2)]),
    "list-without-blanks": ("2014،2015", [2014, 2015]),
    "comma-and-blank": ("196، 166", [196, 166]),
    "date-in-digits": ("30.09.2024", [30, 9, 2024]),
    "year-mark": ("عام 2014م", [2014]),
    "article-apart": ("الـ87 عضوا", [87]),
    "minus": ("-5%", [5, -5]),
    "part-of-a-name": ("طائرات F16", []),
    # percent
    "percent-after": ("من 95% من الأراضي", [95]),
    "percent-before": ("بنسبة ٪٩٥", [95]),
    "percent-in-words": ("خمسون في المئة", [50]),
    "percent-in-one-word": ("95 بالمائة", [95]),
    # scales
    "thousands": ("5 آلاف مزارع", [5000]),
    "million": ("و140 مليون جنيه", [140 * MILLION]),
    "million-tanwin": ("بلغ 40 مليونًا", [40 * MILLION]),
    "million-tanwin-unmarked": ("بلغ 40 مليونا", [40 * MILLION]),
    "milliards": ("3 مليارات", [3 * MILLIARD]),
    "billion": ("3 بلايين", [3 * MILLIARD]),
    "trillion": ("2 تريليون", [2 * 10**12]),
    "two-million": ("مليونان", [2 * MILLION]),
    "two-million-construct": ("مليوني دولار", [2 * MILLION]),
    "scale-first": ("مليون 278", [278, MILLION, 278 * MILLION]),
    "scales-joined": ("7 ملايين و500 ألف", [7500000]),
    "two-amounts": ("278 مليون جنيه و140 مليون", [278 * MILLION, 140 * MILLION]),
    "range": ("10 إلى 20 مليون", [10, 10 * MILLION, 20 * MILLION]),
    "range-between": ("ما بين 10 و20 ألفا", [10, 10000, 20000]),
    # words
    "unit": ("الجهود الخمسة", [5]),
    "unit-other-gender": ("مجموعات العمل الأربعة", [4]),
    "teen": ("خمسة عشر", [15]),
    "eleven": ("أحد عشر", [11]),
    "twelve-thousand": ("اثنا عشر ألفا", [12000]),
    "tens": ("خمسة وعشرون ألفًا", [25000]),
    "hundred": ("مئة وعشرون", [120]),
    "hundreds-in-one-word": ("خمسمائة ألف", [500000]),
    "hundreds-in-two-words": ("ثلاث مئة وخمسة عشر", [315]),
    "two-hundred": ("مئتي ألف", [200000]),
    "year-in-words": ("ألفين وأربعة وعشرين", [2024]),
    "long": ("مليار ومئتا مليون وثلاثة آلاف وأربعة", [1200003004]),
    "ordinal": ("الذكرى العاشرة", [10]),
    "ordinal-compound": ("القرن الحادي والعشرين", [21]),
    "vowel-marks": ("خَمْسَةُ", [5]),
    "tatweel": ("خمســة", [5]),
    # duals and decades
    "two-years": ("مرور عامين", [2]),
    "two-years-nominative": ("مضى عامان", [2]),
    "decade": ("ما يقارب العقد من الزمن", [10]),
    "two-decades": ("عقدين", [2, 20]),
    "decades": ("ثلاثة عقود", [3, 30]),
    # fractions
    "fifth": ("يبلغ خُمس ما كان", [Fraction(1, 5)]),
    "five-or-fifth": ("خمس", [5, Fraction(1, 5)]),
    "five-before-plural": ("خمس آلاف", [5000]),
    "two-thirds": ("ثلثي السكان", [Fraction(2, 3)]),
    "three-quarters-of-a-million": ("ثلاثة أرباع المليون عراقي", [750000]),
    "half-a-million": ("نصف مليون", [500000]),
    "million-and-a-half": ("مليون ونصف المليون", [1500000]),
    "millions-and-a-half": ("ثلاثة ملايين ونصف", [3500000]),
    # orders of magnitude
    "millions": ("لدعم الملايين من المحتاجين", [MILLION]),
    "tens-of-millions": ("لعشرات الملايين", [10 * MILLION]),
    "hundreds-of-thousands": ("مئات الآلاف", [100000]),
    # words that look like numbers and are none
    "wednesday": ("الأربعاء والثلاثاء والخميس", []),
    "one-of": ("أحد المجالات", []),
    "i-am-not": ("لست متأكدا", []),
    "daily": ("يومي وشهري", []),
    "middle": ("منتصف العام", []),
    "held": ("عقد اجتماعا، وعقدت الاجتماعات", []),
    "month-name": ("كانون الأول/ديسمبر", []),
    "half-year": ("النصف الأول من العام 2024", [2024]),
}


@pytest.mark.parametrize(("text", "values"), READINGS.values(), ids=READINGS)
def test_a_text_gives_its_numbers_and_no_others(text: str, values: list[Fraction]) -> None:
    assert numbers_in(text) == set(values)


DIGITS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")
MARKS = ("", ",", "٬", "،", ".", "'", "’", "\u00a0", "\u2009", "\u202f", " ")


@given(
    st.integers(0, 10**15),
    st.sampled_from(DIGITS),
    st.sampled_from(MARKS),
    st.sampled_from(("", "بلغ ", "و", "(", "الـ")),
    st.sampled_from(("", " عنصر", "م", ".", "،")),
)
def test_any_whole_number_is_read_back(
    number: int, digits: str, mark: str, before: str, after: str
) -> None:
    written = f"{number:,}".replace(",", mark).translate(str.maketrans(DIGITS[0], digits))
    found = numerals_in(before + written + after)
    assert len(found) == 1
    assert number in found[0].readings


@given(st.integers(0, 999), st.integers(0, 99), st.sampled_from(DIGITS), st.sampled_from(".٫،,"))
def test_any_decimal_is_read_back(whole: int, rest: int, digits: str, mark: str) -> None:
    written = f"{whole}{mark}{rest:02}".translate(str.maketrans(DIGITS[0], digits))
    assert numbers_in(f"{written} مليار") == {(whole + Fraction(rest, 100)) * MILLIARD}


ONES = [
    "",
    *("واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"),
    *("أحد عشر", "اثنا عشر", "ثلاثة عشر", "أربعة عشر", "خمسة عشر", "ستة عشر", "سبعة عشر"),
    *("ثمانية عشر", "تسعة عشر"),
]
TENS = ("عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون")
HUNDREDS = (
    *("مئة", "مئتان", "ثلاثمئة", "أربعمئة", "خمسمئة", "ستمئة", "سبعمئة", "ثمانمئة", "تسعمئة"),
)


def in_words(number: int) -> str:
    """A number from 1 to 999 as it is spelled out."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    tail = [ONES[rest]] if rest < 20 else [ONES[ones], TENS[tens - 2]]
    return " و".join(part for part in [HUNDREDS[hundreds - 1] if hundreds else "", *tail] if part)


@given(st.integers(3, 999), st.integers(0, 999))
def test_any_number_in_words_is_read_back(thousands: int, rest: int) -> None:
    words = f"{in_words(thousands)} ألفا" + (f" و{in_words(rest)}" if rest else "")
    assert numbers_in(words) == {thousands * 1000 + rest}


@given(st.text(alphabet="0123٣ .,،٫%-وال مئةعشرخمسون\u202f/أفنيبر", max_size=60))
def test_no_text_is_too_odd_to_be_read(text: str) -> None:
    for numeral in numerals_in(text):
        assert 0 <= numeral.start < numeral.end <= len(text)
        assert numeral.readings


@pytest.mark.parametrize("piece", ["1,", "1 000 ", "خمسة و", "ألف ", "و", "مليون ونصف "])
def test_a_long_text_is_read_to_its_end(piece: str) -> None:
    # Work that grew with the square of the length would not come back in any reasonable time.
    numerals_in(piece * 20_000)


def test_the_place_of_a_number_is_known() -> None:
    text = "نفذوا (خمسة وعشرين) ألف"
    assert [text[n.start : n.end] for n in numerals_in(text)] == ["خمسة وعشرين", "ألف"]


@pytest.mark.parametrize("word", ["واحد", "الأول", "الثانية", "ثمن"])
def test_words_that_seldom_state_a_figure_are_uncertain(word: str) -> None:
    assert [numeral.certain for numeral in numerals_in(word)] == [False]


PERCENT, FRACTION, COUNT = UnitKind.PERCENT, UnitKind.FRACTION, UnitKind.COUNT
EXACT, ORDER = Qualifier.EXACT, Qualifier.ORDER


@pytest.mark.parametrize(
    ("excerpt", "value", "kind", "qualifier", "expected"),
    [
        pytest.param("3،8 مليار جنيه", 3.8e9, UnitKind.CURRENCY, EXACT, True, id="amount"),
        pytest.param("3،8 مليار جنيه", 3e9, UnitKind.CURRENCY, EXACT, False, id="rounded"),
        pytest.param("3،8 مليار جنيه", 3.8, UnitKind.CURRENCY, EXACT, False, id="not-base-units"),
        pytest.param("4.3 مليار", 4300000001, UnitKind.CURRENCY, EXACT, False, id="nearly"),
        pytest.param("بلغ 58% في", 58, PERCENT, EXACT, True, id="percent"),
        pytest.param("بلغ 58% في", 58, COUNT, EXACT, False, id="percent-is-no-count"),
        pytest.param("بلغ 20% من", 0.2, FRACTION, EXACT, True, id="fraction-as-percent"),
        pytest.param("يبلغ خُمس ما كان", 0.2, FRACTION, EXACT, True, id="fifth"),
        pytest.param("يبلغ خُمس ما كان", 5, COUNT, EXACT, False, id="a-fifth-is-not-five"),
        pytest.param("ثلث الأراضي", 0.333, FRACTION, EXACT, True, id="third"),
        pytest.param("ثلث الأراضي", 0.3, FRACTION, EXACT, False, id="not-a-third"),
        pytest.param("لعشرات الملايين", 10 * MILLION, COUNT, ORDER, True, id="order"),
        pytest.param("لعشرات الملايين", MILLION, COUNT, ORDER, False, id="other-order"),
        pytest.param("مليون شخص", MILLION, COUNT, ORDER, False, id="a-number-is-no-order"),
        pytest.param("بلا أرقام", 0, COUNT, EXACT, False, id="no-number"),
    ],
)
def test_an_excerpt_supports_its_value_alone(
    excerpt: str, value: float, kind: UnitKind, qualifier: Qualifier, expected: bool
) -> None:
    assert supports(excerpt, value, unit_kind=kind, qualifier=qualifier) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أكثر من 111000 عنصر", {"more-than"}),
        ("بأكثر من 20 مليار دولار", {"more-than"}),
        ("ما يزيد عن 3،8 مليار", {"more-than"}),
        ("ما يزيد عددهم على 25,000", {"more-than"}),
        ("ما يربو على 1,000 ضربة", {"more-than"}),
        ("ودربنا ما يفوق 25,000", {"more-than"}),
        ("تجاوز 50 مليون", {"more-than"}),
        ("ما لا يقل عن 40 شخصا", {"more-than"}),
        ("5 آلاف شخص على الأقل", {"more-than"}),
        ("نحو 40 مليونا", {"about"}),
        ("حوالي الـ67 عضوا", {"about"}),
        ("منذ ما يقارب العقد", {"about"}),
        ("قرابة خمسة آلاف", {"about"}),
        ("40 مليونا تقريبا", {"about"}),
        ("يصل عددهم إلى 40", {"up-to"}),
        ("حتى 90%", {"up-to"}),
        ("لا يزيد عن 50", {"up-to"}),
        ("لا يتجاوز 50", {"up-to"}),
        ("لعشرات الملايين", {"order"}),
        ("أكثر من مئات الآلاف", {"order", "more-than"}),
        ("ما إجماله 196 عملية", set()),
        ("التقدم نحو القضاء على داعش في 2016", set()),
        ("بات أكثر من ذي قبل خلال 30 يوما", set()),
    ],
)
def test_qualifiers_are_those_that_stand_at_a_number(text: str, expected: set[str]) -> None:
    assert qualifiers_in(text) == expected


def test_qualifiers_can_be_asked_of_one_number() -> None:
    text = "أكثر من 111000 عنصر، منهم نحو 21000"
    assert qualifiers_in(text, 111000) == {Qualifier.MORE_THAN}
    assert qualifiers_in(text, 21000) == {Qualifier.ABOUT}


def test_a_number_is_shown_with_at_most_ten_words() -> None:
    text = " ".join(["كلمة"] * 20 + ["(95%)"] + ["كلمة"] * 20)
    shown = words_around(text, numerals_in(text)[0])
    assert shown == "كلمة كلمة كلمة كلمة (95%) كلمة كلمة كلمة كلمة"
