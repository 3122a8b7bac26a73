"""Numbers below each other have their units below each other."""

from __future__ import annotations

from briefings.html.number_columns import shifts
from briefings.model import Cite, Rich, Words


def cell(text: str) -> Rich:
    return (Words(text), Cite(1, "1"))


def test_numbers_with_fewer_decimals_are_moved() -> None:
    rows = [[cell("أ"), cell("4.3")], [cell("ب"), cell("20")], [cell("ج"), cell("1,250.75")]]
    found = shifts(rows)
    assert found[0] is None
    shift = found[1]
    assert shift is not None
    # A digit is 0.6 wide, a decimal mark 0.3.
    assert [shift(row[1]) for row in rows] == ["0.6", "1.5", "0"]


def test_isolates_and_arabic_digits_are_numbers_too() -> None:
    rows = [[cell("\u2066٤٫٣\u2069")], [cell("٢٠")]]
    shift = shifts(rows)[0]
    assert shift is not None
    assert [shift(row[0]) for row in rows] == ["0", "0.9"]


def test_a_column_with_words_is_none_of_numbers() -> None:
    assert shifts([[cell("4.3")], [cell("4.3 مليار")]])[0] is None
