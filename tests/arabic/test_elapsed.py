"""How much time has passed, in words."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.arabic import Arabic, Digits
from briefings.model import When


@pytest.mark.parametrize(
    ("since", "day", "expected"),
    [
        ("2024-09-30", "2024-09-30", "أقل من شهر"),
        ("2024-09-30", "2024-10-29", "أقل من شهر"),
        ("2024-09-30", "2024-10-30", "شهر واحد"),
        ("2024-08-31", "2024-09-30", "شهر واحد"),
        ("2024-09-30", "2024-11-30", "شهران"),
        ("2016-09-30", "2016-12-31", "ثلاثة أشهر"),
        ("2024-01-31", "2024-11-30", "عشرة أشهر"),
        ("2024-01-31", "2024-12-31", "11 شهرًا"),
        ("2023-12-31", "2024-12-31", "سنة واحدة"),
        ("2024-09-30", "2025-12-31", "15 شهرًا"),
        ("2024-11-24", "2026-11-24", "سنتان"),
        ("2024-09-30", "2026-11-24", "أكثر من سنتين"),
        ("2024-05-31", "2026-11-30", "نحو ثلاث سنوات"),
        ("2023-11-24", "2026-11-24", "ثلاث سنوات"),
        ("2016-11-30", "2026-11-30", "عشر سنوات"),
        ("2016-09-30", "2026-11-24", "أكثر من عشر سنوات"),
        ("2015-11-24", "2026-11-24", "11 سنة"),
        ("2014-09-30", "2026-11-24", "أكثر من 12 سنة"),
        ("1926-01-01", "2026-01-01", "100 سنة"),
        # A month or a period counts from its end.
        ("2016-09", "2026-09-30", "عشر سنوات"),
        ("2024-01/2024-06", "2024-08-31", "شهران"),
        # Of a year no more is known than the year.
        ("2026", "2026-11-24", "أقل من سنة"),
        ("2025", "2026-11-24", "نحو سنة واحدة"),
        ("2024", "2026-11-24", "نحو سنتين"),
        ("2022", "2026-11-24", "نحو أربع سنوات"),
        ("2014", "2026-11-24", "نحو 12 سنة"),
    ],
)
def test_time_agrees_with_its_number(since: str, day: str, expected: str) -> None:
    assert Arabic().elapsed(When.parse(since), date.fromisoformat(day)) == expected


def test_what_has_not_begun_is_less_than_a_month_old() -> None:
    assert Arabic().elapsed(When.parse("2026-12"), date(2026, 11, 24)) == "أقل من شهر"


def test_numbers_from_eleven_on_are_in_the_digits_asked_for() -> None:
    arabic = Arabic(digits=Digits.ARAB)
    assert arabic.elapsed(When.parse("2014-09"), date(2026, 11, 24)) == "أكثر من ١٢ سنة"
