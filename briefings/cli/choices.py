"""The options that shape the page, and the meeting it is for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from ..arabic import Arabic, Calendar, Digits, Months, plain
from ..arabic.suggestions import hint
from ..errors import SelectionError
from ..model import (
    COPY,
    MARKING_LENGTH,
    RECIPIENT_LENGTH,
    Copy,
    Format,
    Ink,
    Library,
    Meeting,
    Paper,
    Setting,
    Style,
)
from .days import Day
from .options import Function, theme_option


def print_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a build that shape its page."""
    for option in (
        click.option("--html/--no-html", help="Also make one HTML file with everything inside."),
        click.option("--crop/--no-crop", help="Bleed and crop marks, for a print shop."),
        click.option(
            "--duplex/--no-duplex",
            help="For both sides of the paper: a binding edge, briefs begin on a front.",
        ),
        click.option(
            "--marking",
            metavar="TEXT",
            callback=_short,
            help="At the top and the foot of every page: رسمي.",
        ),
        theme_option("A shipped theme, or the folder of another.", "default"),
        _choice("--ink", Ink, Ink.COLOUR, "Colour, or black alone for any office printer."),
        _choice("--paper", Paper, Paper.A4, "Size of the paper."),
        _choice(
            "--calendar",
            Calendar,
            Calendar.GREGORIAN,
            "Calendar of covers and heads; facts keep their own dates.",
        ),
        _choice("--months", Months, Months.GREGORIAN, "Months: سبتمبر, أيلول or both."),
        _choice("--digits", Digits, Digits.LATN, "Digits: 123 or ١٢٣."),
    ):
        function = option(function)
    return function


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


def copy_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say whose copy a document is."""
    for option in (
        click.option(
            "--copy",
            "numbered",
            type=_CopyNumber(),
            help="Number of this copy and how many there are, for cover or head: 7/90.",
        ),
        click.option(
            "--recipient",
            metavar="TEXT",
            callback=_short,
            help="For whom this copy is, for cover or head.",
        ),
    ):
        function = option(function)
    return function


def force_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--force``."""
    option = click.option(
        "--force",
        is_flag=True,
        help="Replace other documents of this program that stand where these are written.",
    )
    return option(function)


class _CopyNumber(click.ParamType[tuple[int, int]]):
    """The number of a copy and how many there are, written 7/90."""

    name = "N/TOTAL"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """Read both, or say how to write them."""
        if isinstance(value, tuple):
            return value
        if not re.fullmatch(COPY, value):
            self.fail(f"“{value}” is not the number of a copy; write it like 7/90.", param, ctx)
        number, _, total = value.partition("/")
        if int(number) > int(total):
            self.fail(f"copy {number} of {total} cannot be.", param, ctx)
        return int(number), int(total)


_ROOM = {"marking": MARKING_LENGTH, "recipient": RECIPIENT_LENGTH}


def _short(_context: click.Context, parameter: click.Parameter, text: str | None) -> str | None:
    """A marking, or a name, in one line, if it has room there."""
    if text is None:
        return None
    line, room = plain(" ".join(text.split())), _ROOM[parameter.name or ""]
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


def _choice(name: str, choices: Any, default: Any, doc: str) -> Callable[..., Any]:
    return click.option(
        name,
        type=click.Choice([each.value for each in choices], case_sensitive=False),
        default=default.value,
        show_default=True,
        help=doc,
    )


def read_choices(
    choices: Mapping[str, Any], format_: Format, meeting: Meeting | None
) -> tuple[Style, Arabic, bool]:
    """What the options say of the page and of the wording, and whether HTML is wanted too."""
    from ..resources import templates_folder

    marking = choices["marking"]
    if marking is None:
        marking = (meeting.marking if meeting else None) or choices.get("usual_marking") or ""
    setting = Setting(
        format_,
        Paper(choices["paper"]),
        marking,
        crop=choices["crop"],
        duplex=choices["duplex"],
        copy=Copy(choices["recipient"] or "", *(choices["numbered"] or (0, 0))),
    )
    style = Style(templates_folder(), choices["theme"], Ink(choices["ink"]), setting)
    arabic = Arabic(
        Digits(choices["digits"]), Months(choices["months"]), Calendar(choices["calendar"])
    )
    return style, arabic, choices["html"]


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
