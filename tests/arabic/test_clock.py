"""Hours and rooms are no figures; everything else that is typed as a number is one."""

from __future__ import annotations

import pytest

from briefings.arabic.reading.clock import hours_and_rooms, minutes, padded, rooms


def found(text: str, *, room: bool = False) -> list[str]:
    return [text[start:end] for start, end in (rooms if room else hours_and_rooms)(text)]


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("الساعة 14:30", ["14:30"]),
        ("من 9:00 إلى 10:30", ["9:00", "10:30"]),
        ("09:00–10:30", ["09:00", "10:30"]),
        ("بالساعة ٩:٠٥", ["٩:٠٥"]),
        ("الساعة 9 صباحًا", ["9"]),
        ("الساعة العاشرة والنصف", ["العاشرة والنصف"]),
        ("في القاعة 4", ["4"]),
        ("القاعة B-12، الطابق 3", ["B-12", "3"]),
        ("لقاء في B-12", ["B-12"]),
        ("25:00", []),
        ("الساعة 20 مليون دولار", []),
        ("القاعة 300 مشارك", []),
        ("20 مليون دولار", []),
        ("2024-09-30", []),
        ("1,000:20", []),
        ("12 عضوًا", []),
    ],
)
def test_hours_and_rooms_are_found_and_nothing_else(text: str, typed: list[str]) -> None:
    assert found(text) == typed


@pytest.mark.parametrize(
    ("text", "typed"),
    [("B-12", ["B-12"]), ("3.14", []), ("12", ["12"]), ("12 مليون", []), ("CR4", ["CR4"])],
)
def test_a_room_needs_no_word_before_its_number(text: str, typed: list[str]) -> None:
    assert found(text, room=True) == typed


def test_times_are_counted_and_padded() -> None:
    assert (minutes("9:05"), minutes("23:59")) == (545, 1439)
    assert (padded("9:05"), padded("14:30")) == ("09:05", "14:30")
