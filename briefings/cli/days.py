"""Days as options take them: whole ones, years and months, and words for those around today."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Literal

import click

Side = Literal["first", "last"]

_WORDS = {
    "yesterday": -1,
    "today": 0,
    "tomorrow": 1,
    "أمس": -1,
    "امس": -1,
    "اليوم": 0,
    "غدا": 1,
    "غداً": 1,
    "غدًا": 1,
}
"""Words for a day, and how many days after today it is."""
_YEAR = re.compile(r"\d{4}")  # \d and int() know the digits of all scripts
_MONTH_AND_YEAR = re.compile(r"(\d{4})([-/.])\d{1,2}|\d{1,2}([-/.])\d{4}")


class Day(click.ParamType[date]):
    """A day of the calendar, written 2026-11-21, 21/11/2026, with either digits, or ``today``.

    Where ``side`` is given, a year or a month is taken too and means its first or last day.
    """

    name = "DAY"

    def __init__(self, side: Side | None = None) -> None:
        self.side = side

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day, or say how to write it."""
        if isinstance(value, date):
            return value
        from ..arabic.reading.typed_numbers import read_day

        text = str(value).strip()
        if text.casefold() in _WORDS:
            return date.today() + timedelta(_WORDS[text.casefold()])
        part = _part_of_calendar(text)
        if part and self.side:
            return part[0 if self.side == "first" else 1]
        if part:
            message = f"“{text}” is longer than a day; write the day too, like {part[1]}."
            self.fail(message, param, ctx)
        try:
            return read_day(text)
        except ValueError as error:
            self.fail(f"{error}.", param, ctx)


def _part_of_calendar(text: str) -> tuple[date, date] | None:
    """First and last day of the year or month that ``text`` names; None where it names none."""
    from ..arabic.reading.typed_numbers import read_day

    if _YEAR.fullmatch(text):
        year = int(text)
        return (date(year, 1, 1), date(year, 12, 31)) if year else None
    for whole in _with_first_day(text):
        try:
            first = read_day(whole)
        except ValueError:
            continue
        is_last = first.month == date.max.month
        following = None if is_last else first.replace(month=first.month + 1)
        last = following - timedelta(1) if following else first.replace(day=31)
        return first, last
    return None


def _with_first_day(text: str) -> Iterator[str]:
    """The text completed to the first day of its month: in figures, or with the month's name."""
    found = _MONTH_AND_YEAR.fullmatch(text)
    if found:
        year_first, day_first = found[2], found[3]
        yield f"{text}{year_first}1" if year_first else f"1{day_first}{text}"
    elif not text[:1].isdecimal():
        yield f"1 {text}"
