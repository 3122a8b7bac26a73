"""Numbers with their nouns and qualifiers."""

from __future__ import annotations

import pytest

from briefings.arabic import Amount, Arabic, Case, Digits
from briefings.arabic.amounts import definite
from briefings.model import Qualifier, Unit, UnitForms, UnitKind

from .units import FIGHTERS, FRACTION, LEADERS, OPERATIONS, PEOPLE, PERCENT, POUNDS

LRI, PDI, ALM = "\u2066", "\u2069", "\u061c"
LATN, ARAB = Arabic(), Arabic(digits=Digits.ARAB)
EXACT, MORE, ABOUT = Qualifier.EXACT, Qualifier.MORE_THAN, Qualifier.ABOUT
UP_TO, ORDER = Qualifier.UP_TO, Qualifier.ORDER


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (0, OPERATIONS, "لا عمليات"),
        (1, OPERATIONS, "عملية واحدة"),
        (2, OPERATIONS, "عمليتان"),
        (8, LEADERS, "8 قياديين"),
        (44, FIGHTERS, "44 عنصرًا"),
        (196, OPERATIONS, "196 عملية"),
        (100, PEOPLE, "100 شخص"),
        (103, PEOPLE, "103 أشخاص"),
        (120_000, FIGHTERS, "120,000 عنصر"),
        (3.8, PEOPLE, "3.8 شخص"),
        (1_234_567, PEOPLE, "1,234,567 شخصًا"),
        (1_000_000, PEOPLE, "مليون شخص"),
        (2_000_000, PEOPLE, "مليونا شخص"),
        (3_000_000, PEOPLE, "3 ملايين شخص"),
        (40_000_000, PEOPLE, "40 مليون شخص"),
        (4_300_000_000, POUNDS, "4.3 مليار جنيه إسترليني"),
        (-5, POUNDS, f"{LRI}-5{PDI} جنيهات إسترلينية"),
        (-1, POUNDS, f"{LRI}-1{PDI} جنيه إسترليني"),
        (90, PERCENT, f"{ALM}90٪"),
        (-2.5, PERCENT, f"{ALM}{LRI}-2.5{PDI}٪"),
        (0.2, FRACTION, "الخُمس"),
        (0.5, FRACTION, "النصف"),
        (0.333, FRACTION, "الثلث"),
        (0.6667, FRACTION, "الثلثان"),
        (0.75, FRACTION, "ثلاثة أرباع"),
        (0.9, FRACTION, "تسعة أعشار"),
        (0.33, FRACTION, f"{ALM}33٪"),
        (1.0, FRACTION, f"{ALM}100٪"),
    ],
)
def test_exact_quantities(value: float, unit: Unit, expected: str) -> None:
    assert LATN.quantity(value, unit) == expected


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (2, OPERATIONS, "عمليتان"),
        (3, OPERATIONS, "ثلاث عمليات"),
        (8, OPERATIONS, "ثماني عمليات"),
        (10, OPERATIONS, "عشر عمليات"),
        (3, LEADERS, "ثلاثة قياديين"),
        (8, LEADERS, "ثمانية قياديين"),
        (10, LEADERS, "عشرة قياديين"),
        (11, LEADERS, "11 قياديًا"),
        (103, PEOPLE, "103 أشخاص"),
        (3.8, PEOPLE, "3.8 شخص"),
        (3_000_000, PEOPLE, "3 ملايين شخص"),
        (-5, POUNDS, f"{LRI}-5{PDI} جنيهات إسترلينية"),
        (5, PERCENT, f"{ALM}5٪"),
    ],
)
def test_prose_says_small_numbers_in_words(value: float, unit: Unit, expected: str) -> None:
    assert LATN.quantity(value, unit, in_words=True) == expected


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "expected"),
    [
        (120_000, FIGHTERS, MORE, "أكثر من 120,000 عنصر"),
        (2, OPERATIONS, MORE, "أكثر من عمليتين"),
        (2, PEOPLE, UP_TO, "ما يصل إلى شخصين"),
        (2, POUNDS, ABOUT, "نحو جنيهين إسترلينيين"),
        (2_000_000, PEOPLE, ABOUT, "نحو مليوني شخص"),
        (4_300_000_000, POUNDS, MORE, "أكثر من 4.3 مليار جنيه إسترليني"),
        (90, PERCENT, ABOUT, f"نحو {ALM}90٪"),
        (2 / 3, FRACTION, MORE, "أكثر من الثلثين"),
        (10, PEOPLE, ORDER, "عشرات الأشخاص"),
        (100, PEOPLE, ORDER, "مئات الأشخاص"),
        (1000, POUNDS, ORDER, "آلاف الجنيهات الإسترلينية"),
        (10_000, PEOPLE, ORDER, "عشرات الآلاف من الأشخاص"),
        (100_000, PEOPLE, ORDER, "مئات الآلاف من الأشخاص"),
        (1_000_000, PEOPLE, ORDER, "ملايين الأشخاص"),
        (10_000_000, PEOPLE, ORDER, "عشرات الملايين من الأشخاص"),
        (10**9, POUNDS, ORDER, "مليارات الجنيهات الإسترلينية"),
    ],
)
def test_qualified_quantities(
    value: float, unit: Unit, qualifier: Qualifier, expected: str
) -> None:
    assert LATN.quantity(value, unit, qualifier) == expected


def test_the_sentence_may_ask_for_the_oblique_case() -> None:
    assert LATN.quantity(2, OPERATIONS, case=Case.OBLIQUE) == "عمليتين"
    assert LATN.quantity(2_000_000, PEOPLE, case=Case.OBLIQUE) == "مليوني شخص"


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "parts"),
    [
        (120_000, FIGHTERS, EXACT, Amount("", "120,000", "عنصر")),
        (4_300_000_000, POUNDS, MORE, Amount("أكثر من", "4.3 مليار", "جنيه إسترليني")),
        (2, OPERATIONS, EXACT, Amount("", "", "عمليتان")),
        (2_000_000, PEOPLE, MORE, Amount("أكثر من", "مليوني", "شخص")),
        (90, PERCENT, ABOUT, Amount("نحو", f"{ALM}90٪", "")),
        (0.75, FRACTION, EXACT, Amount("", "ثلاثة أرباع", "")),
        (10_000_000, PEOPLE, ORDER, Amount("", "عشرات الملايين", "من الأشخاص")),
    ],
)
def test_parts_of_an_amount(value: float, unit: Unit, qualifier: Qualifier, parts: Amount) -> None:
    assert LATN.amount(value, unit, qualifier) == parts


def test_arabic_digits_reach_every_part() -> None:
    assert ARAB.quantity(4_300_000_000, POUNDS, MORE) == "أكثر من ٤٫٣ مليار جنيه إسترليني"
    assert ARAB.quantity(90, PERCENT) == f"{ALM}٩٠٪"
    assert ARAB.range(3, 5, OPERATIONS) == "من ٣ إلى ٥ عمليات"


def test_latin_words_in_a_noun_are_isolated() -> None:
    forms = UnitForms("لا", "حساب X واحد", "حسابا X", "حسابات X", "حساب X", "حساب X")
    assert LATN.count(5, Unit("x", UnitKind.COUNT, "حسابات", forms)) == f"5 حسابات {LRI}X{PDI}"


@pytest.mark.parametrize(
    ("low", "high", "unit", "expected"),
    [
        (3, 5, None, "من 3 إلى 5"),
        (3, 5, OPERATIONS, "من 3 إلى 5 عمليات"),
        (20_000, 30_000, FIGHTERS, "من 20,000 إلى 30,000 عنصر"),
        (2_000_000, 3_000_000, PEOPLE, "من مليونين إلى 3 ملايين شخص"),
        (40, 60, PERCENT, f"من {ALM}40٪ إلى {ALM}60٪"),
        (7, 7, LEADERS, "7 قياديين"),
    ],
)
def test_ranges(low: float, high: float, unit: Unit | None, expected: str) -> None:
    assert LATN.range(low, high, unit) == expected


def test_a_range_that_falls_is_refused() -> None:
    with pytest.raises(ValueError, match="from 5 to 3"):
        LATN.range(5, 3)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("أشخاص", "الأشخاص"),
        ("التزامات", "الالتزامات"),
        ("جنيهات إسترلينية", "الجنيهات الإسترلينية"),
        ("مقاتلين أجنبيين", "المقاتلين الأجنبيين"),
        ("عمليات قصف", "عمليات القصف"),
        ("أعضاء التحالف", "أعضاء التحالف"),
        ("مقاتلين من داعش", "المقاتلين من داعش"),
        ("هجمات إرهابية في العراق", "الهجمات الإرهابية في العراق"),
    ],
)
def test_definite_plurals(phrase: str, expected: str) -> None:
    assert definite(phrase) == expected


@pytest.mark.parametrize(("value", "unit"), [(9, PEOPLE), (100, PERCENT), (0.1, FRACTION)])
def test_no_order_of_magnitude_is_made_up(value: float, unit: Unit) -> None:
    with pytest.raises(ValueError, match="order of magnitude"):
        LATN.quantity(value, unit, ORDER)


def test_a_counted_unit_without_forms_is_named() -> None:
    with pytest.raises(ValueError, match="“bare” needs its number forms"):
        LATN.count(5, Unit("bare", UnitKind.COUNT, "شيء"))


def test_qualifier_words() -> None:
    words = [LATN.qualifier(qualifier) for qualifier in Qualifier]
    assert words == ["", "أكثر من", "نحو", "ما يصل إلى", ""]
