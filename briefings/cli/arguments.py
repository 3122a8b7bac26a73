"""What options and arguments take, of whatever command: days, text in UTF-8, sane numbers."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

import click

from .output import visible

_PATHS = ("DIR", "FILE", "PDF")
"""Words of a metavar that tell of a path, which may be in any encoding."""
_LARGEST = (1 << 31) - 1
Side = Literal["first", "last"]


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
        from ..arabic.reading.arguments import read_period

        text = str(value).strip()
        try:
            first, last = read_period(text, date.today())
        except ValueError as error:
            self.fail(f"{error}.", param, ctx)
        if first != last and self.side is None:
            message = f"“{text}” is longer than a day; write the day too, like {last}."
            self.fail(message, param, ctx)
        return first if self.side == "first" else last


class _Text(click.types.StringParamType):
    """A text that can be printed, compared with the data and written into files."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Refuse bytes that are no UTF-8: Python stands them in for by halves of characters."""
        text = super().convert(value, param, ctx)
        try:
            text.encode()
        except UnicodeEncodeError:
            self.fail(f"“{visible(text)}” is not in UTF-8.", param, ctx)
        return text


class _Count(click.IntRange):
    """A number that libraries can count with; a larger one means all there are anyway."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read the number, and take the largest that is of use for a larger one."""
        return min(super().convert(value, param, ctx), _LARGEST)


def checked(command: click.Command) -> click.Command:
    """The same command, whose parameters take no text or number that would break it later."""
    for parameter in command.params:
        kind = parameter.type
        if type(kind) is click.types.StringParamType:
            metavar = parameter.metavar or ""
            if not any(word in metavar for word in _PATHS):
                parameter.type = _Text()
        elif type(kind) is click.IntRange and kind.max is None:
            parameter.type = _Count(kind.min, min_open=kind.min_open, clamp=kind.clamp)
    for inner in getattr(command, "commands", {}).values():
        checked(inner)
    return command
