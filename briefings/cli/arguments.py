"""The types of options and arguments: days, text in UTF-8, bounded numbers."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

import click

from .output import visible

_PATHS = ("DIR", "FILE", "PDF")
"""Words in the metavar of paths, which may have any encoding."""
_LARGEST = (1 << 31) - 1
Side = Literal["first", "last"]


class Day(click.ParamType[date]):
    """A day of the calendar, written 2026-11-21, 21/11/2026, with either digits, or ``today``.

    With a ``side``, years and months are accepted too and mean their first or last day.
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
    """A text in UTF-8, which can be printed and written into files."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Refuse bytes that are not UTF-8, which Python replaces by surrogates."""
        text = super().convert(value, param, ctx)
        try:
            text.encode()
        except UnicodeEncodeError:
            self.fail(f"“{visible(text)}” is not in UTF-8.", param, ctx)
        return text


class _Count(click.IntRange):
    """A number that fits into 31 bits; larger ones are reduced."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Convert the number, and reduce it to the largest one."""
        return min(super().convert(value, param, ctx), _LARGEST)


def checked(command: click.Command) -> click.Command:
    """Give the parameters of a command, and of those below it, the types of this module."""
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
