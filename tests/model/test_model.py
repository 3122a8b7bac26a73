"""Dates with precision."""

from __future__ import annotations

import pickle
from datetime import date

import pytest

from briefings.model import Place, Precision, Text, When


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2024-09-30", date(2024, 9, 30), date(2024, 9, 30), Precision.DAY),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), Precision.MONTH),
        ("2023", date(2023, 1, 1), date(2023, 12, 31), Precision.YEAR),
        ("2024-01/2024-06", date(2024, 1, 1), date(2024, 6, 30), Precision.MONTH),
    ],
)
def test_dates_cover_the_days_they_name(
    text: str, start: date, end: date, precision: Precision
) -> None:
    when = When.parse(text)
    assert (when.start, when.end, when.precision) == (start, end, precision)
    assert when.iso == text


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2023-02-29", "not in the calendar"),
        ("2023-13", "not in the calendar"),
        ("30.9.2024", "write 2024-09-30"),
        ("2024-06/2024-01", "ends before it starts"),
        ("2024/2025-01", "mixes two precisions"),
        ("", "write 2024-09-30"),
    ],
)
def test_impossible_dates_are_refused_with_a_reason(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        When.parse(text)


def test_a_text_keeps_its_place_between_processes() -> None:
    text = pickle.loads(pickle.dumps(Text("كلام", Place("data/a.yaml", 3, 5))))
    assert (text, text.place) == ("كلام", Place("data/a.yaml", 3, 5))
