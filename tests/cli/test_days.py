"""Days in every way that people write them."""

from __future__ import annotations

from datetime import date, timedelta

import click
import pytest

from briefings.cli.arguments import Day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-24", date(2026, 11, 24)),
        ("24/11/2026", date(2026, 11, 24)),
        (" ٢٤/١١/٢٠٢٦ ", date(2026, 11, 24)),
        ("24 نوفمبر 2026", date(2026, 11, 24)),
    ],
)
def test_a_whole_day_is_taken_wherever_a_day_is(text: str, day: date) -> None:
    assert {Day(side).convert(text, None, None) for side in (None, "first", "last")} == {day}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2016", date(2016, 1, 1), date(2016, 12, 31)),
        ("٢٠١٦", date(2016, 1, 1), date(2016, 12, 31)),
        ("2016-06", date(2016, 6, 1), date(2016, 6, 30)),
        ("06/2016", date(2016, 6, 1), date(2016, 6, 30)),
        ("٢/٢٠٢٤", date(2024, 2, 1), date(2024, 2, 29)),
        ("2016.12", date(2016, 12, 1), date(2016, 12, 31)),
        ("9999", date(9999, 1, 1), date(9999, 12, 31)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
        ("نوفمبر 2026", date(2026, 11, 1), date(2026, 11, 30)),
    ],
)
def test_a_year_or_month_means_its_first_or_last_day(text: str, first: date, last: date) -> None:
    assert Day("first").convert(text, None, None) == first
    assert Day("last").convert(text, None, None) == last
    with pytest.raises(click.BadParameter, match=f"write the day too, like {last}"):
        Day().convert(text, None, None)


def test_words_for_the_days_around_today() -> None:
    today = Day().convert("today", None, None)
    assert today in {date.today(), date.today() - timedelta(1)}  # midnight may pass
    assert Day().convert("Tomorrow", None, None) - today == timedelta(1)
    assert Day().convert("غدًا", None, None) - today == timedelta(1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2016-13",
        "13/2016",
        "0000",
        "00000",
        "0/2016",
        "20160",
        "11/24/2026",
        "next week",
        "²٠١٦",
    ],
)
@pytest.mark.parametrize("side", [None, "first", "last"])
def test_what_is_no_day_is_refused(text: str, side: str | None) -> None:
    with pytest.raises(click.BadParameter, match=r"24/11/2026|write the day first"):
        Day(side).convert(text, None, None)  # type: ignore[arg-type]
