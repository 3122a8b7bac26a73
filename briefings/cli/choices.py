"""The options that shape the page, and the meeting it is for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click

from ..arabic import plain
from ..arabic.suggestions import hint
from ..build.options import Option, Options, options
from ..errors import SelectionError
from ..model import COPY, Format, Library, Meeting
from .arguments import Day
from .options import Function, theme_option

Said = TypeVar("Said", bound=Options)


def print_options(
    *, of_copy: bool, record: type[Options] = Options
) -> Callable[[Function], Function]:
    """The options of print and wording, with or without those that say whose copy it is."""

    def add(function: Function) -> Function:
        for one in reversed(options(record)):
            if of_copy or not one.is_of_copy:
                function = _flag(one)(function)
        return function

    return add


def _flag(option: Option) -> Callable[[Function], Function]:
    name, told = option.name.replace("_", "-"), option.flag or option.doc
    if option.name == "theme":
        return theme_option(told, option.default)
    if option.kind is bool:
        return click.option(f"--{name}/--no-{name}", option.name, help=told)
    particulars: dict[str, Any] = {"metavar": option.metavar}
    if option.choices:
        choice = click.Choice(option.choices, case_sensitive=False)
        particulars = {"type": choice, "default": str(option.default), "show_default": True}
    elif option.name == "copy":
        particulars = {"type": _CopyNumber()}
    elif option.room:
        particulars["callback"] = partial(_short, room=option.room)
    return click.option(f"--{name}", option.name, help=told, **particulars)


def day_options(dates: str, facts: str) -> Callable[[Function], Function]:
    """``--date`` and ``--as-of``, with what the help says of each."""

    def add(function: Function) -> Function:
        as_of = click.option(
            "--as-of",
            type=Day("last"),
            help=f"Day up to which facts count; of a year or month, its last.  {facts}",
        )
        return click.option("--date", "edition", type=Day(), help=dates)(as_of(function))

    return add


def format_option(doc: str) -> Callable[[Function], Function]:
    """``--format``, which depends on what is built where it is left out."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice([each.value for each in Format], case_sensitive=False),
        help=doc,
    )


def force_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--force``."""
    option = click.option(
        "--force",
        is_flag=True,
        help="Replace other documents of this program that stand where these are written.",
    )
    return option(function)


class _CopyNumber(click.ParamType[str]):
    """The number of a copy and how many there are, written 7/90."""

    name = "N/TOTAL"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Take it as it is, or say how to write it."""
        if not re.fullmatch(COPY, value):
            self.fail(f"“{value}” is not the number of a copy; write it like 7/90.", param, ctx)
        number, _, total = value.partition("/")
        if int(number) > int(total):
            self.fail(f"copy {number} of {total} cannot be.", param, ctx)
        return str(value)


def _short(
    _context: click.Context, parameter: click.Parameter, text: str | None, *, room: int
) -> str | None:
    """A text of one line, if it has room on the page."""
    if text is None:
        return None
    line = plain(" ".join(text.split()))
    if not line:
        raise click.BadParameter("it is empty; leave the option out for none.", param=parameter)
    if len(line) > room:
        message = f"it has {len(line)} characters; {room} have room on the page."
        raise click.BadParameter(message, param=parameter)
    from ..data.characters import FORBIDDEN, describe

    if found := FORBIDDEN.search(line):
        _, message, remedy = describe(found[0])
        raise click.BadParameter(f"{message}. {remedy}", param=parameter)
    return line


def read_choices(choices: Mapping[str, Any], record: type[Said]) -> Said:
    """The options of print and wording among the parameters of a command."""
    said = ((one, choices.get(one.name)) for one in options(record))
    return record(**{one.name: one.typed(value) for one, value in said if value is not None})


def find_meeting(library: Library, name: str) -> Meeting:
    """The meeting of that name in the library, else the one that the file describes.

    Raises SelectionError where there is neither, DataError for a file with problems.
    """
    if name in library.meetings:
        known: Meeting = library.meetings[name]
        return known
    if not name.strip():
        raise SelectionError("--meeting is empty: name a meeting, or leave it out")
    file = Path(name)
    if file.exists() and not file.is_dir():  # whoever reads a pipe or a device tells of it
        from ..data import load_meeting

        return load_meeting(file, library)
    from ..facts.search import suggest_titled

    titles = {id_: meeting.title for id_, meeting in library.meetings.items()}
    there = f"the data folder has: {', '.join(titles) or 'none'}"
    meant = hint(suggest_titled(name, titles), there)
    raise SelectionError(f"there is no meeting “{name}”, as a file or in the data folder; {meant}")
