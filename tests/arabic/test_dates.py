"""Days, months, years and periods."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.arabic import Arabic, Digits, Months
from briefings.model import When

GREGORIAN = Arabic()
LEVANTINE = Arabic(months=Months.LEVANTINE)
DUAL = Arabic(months=Months.DUAL)


def test_what_happened_once_in_a_period_did_not_last_for_it() -> None:
    assert GREGORIAN.date_within(When.parse("2014-09/2016-09")) == "بين سبتمبر 2014 وسبتمبر 2016"
    assert GREGORIAN.date_within(When.parse("2024-09")) == "سبتمبر 2024"


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("2024-09-30", "سبتمبر 2024"),
        ("2024-01/2024-06", "يونيو 2024"),
        ("2023", "2023"),
        ("2014/2016", "2016"),
    ],
)
def test_a_date_by_its_last_month(iso: str, expected: str) -> None:
    assert GREGORIAN.month(When.parse(iso)) == expected


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("2024-09-30", "30 سبتمبر 2024"),
        ("2016-09", "سبتمبر 2016"),
        ("2023", "2023"),
        ("2024-01/2024-06", "النصف الأول من 2024"),
        ("2024-07/2024-12", "النصف الثاني من 2024"),
        ("2024-01/2024-05", "من يناير إلى مايو 2024"),
        ("2023-07/2024-06", "من يوليو 2023 إلى يونيو 2024"),
        ("2014/2024", "من 2014 إلى 2024"),
        ("2024/2024", "2024"),
        ("2024-05/2024-05", "مايو 2024"),
        ("2024-10-03/2024-10-05", "من 3 إلى 5 أكتوبر 2024"),
        ("2024-09-30/2024-10-02", "من 30 سبتمبر إلى 2 أكتوبر 2024"),
        ("2023-12-30/2024-01-02", "من 30 ديسمبر 2023 إلى 2 يناير 2024"),
        ("2024-10-03/2024-10-03", "3 أكتوبر 2024"),
    ],
)
def test_dates_in_a_sentence(iso: str, expected: str) -> None:
    assert GREGORIAN.date(When.parse(iso)) == expected


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("2024-09-30", "30 سبتمبر 2024"),
        ("2024-09", "سبتمبر 2024"),
        ("2023", "2023"),
        ("2024-01/2024-06", "النصف الأول من 2024"),
        ("2024-05/2024-07", "مايو–يوليو 2024"),
        ("2014/2024", "من 2014 إلى 2024"),
    ],
)
def test_dates_on_an_axis(iso: str, expected: str) -> None:
    assert GREGORIAN.short_date(When.parse(iso)) == expected


@pytest.mark.parametrize(
    ("arabic", "expected"),
    [
        (LEVANTINE, "30 أيلول 2024"),
        (DUAL, "30 أيلول/سبتمبر 2024"),
        (Arabic(Digits.ARAB, Months.DUAL), "٣٠ أيلول/سبتمبر ٢٠٢٤"),
    ],
)
def test_month_names_and_digits_are_a_choice(arabic: Arabic, expected: str) -> None:
    assert arabic.date(When.parse("2024-09-30")) == expected


def test_dual_months_in_a_period() -> None:
    assert DUAL.date(When.parse("2024-01/2024-05")) == "من كانون الثاني/يناير إلى أيار/مايو 2024"


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(Months))
def test_dates_need_no_isolation_and_keep_to_one_kind_of_digits(day: date, months: Months) -> None:
    when = When.parse(day.isoformat())
    latn = Arabic(months=months).date(when)
    assert re.fullmatch(r"[0-9]{1,2} [ء-ي/ ]+ [0-9]{4}", latn)
    assert not re.search("[0-9]", Arabic(Digits.ARAB, months).date(when))


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((4,), "صفحة 4"),
        ((4, 5), "الصفحتان 4 و5"),
        ((1, 3, 4, 5, 9), "الصفحات 1 و3 إلى 5 و9"),
    ],
)
def test_pages_in_a_row(numbers: tuple[int, ...], expected: str) -> None:
    assert GREGORIAN.pages(numbers) == expected
