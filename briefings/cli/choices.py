"""The options that builds and batches share, and the meeting of a build."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click

from ..arabic import plain
from ..arabic.suggestions import hint
from ..build.options import Option, Options, copy_numbers, options
from ..errors import SelectionError
from ..model import COPY, Format, Library, Meeting
from ..model.review import check_review
from .arguments import Day
from .options import Function, theme_option, together

Said = TypeVar("Said", bound=Options)


@dataclass(frozen=True, slots=True)
class MakingOptions:
    """The parameters that builds and batches share; :func:`read_choices` reads the others."""

    edition: date | None
    as_of: date | None
    format_: str | None
    output: Path
    dry_run: bool
    force: bool
    archive: Path | None
    no_archive: bool
    key: Path | None
    no_cache: bool
    data_folder: Path | None
    as_json: bool


def print_options(
    *, of_copy: bool, record: type[Options] = Options
) -> Callable[[Function], Function]:
    """The options of print and wording, with or without those that say whose copy it is."""
    return together(*(_flag(one) for one in options(record) if of_copy or not one.is_of_copy))


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
    elif option.name == "review":
        particulars |= {"type": _Review()}
    elif option.room:
        particulars["callback"] = partial(_short, room=option.room)
    return click.option(f"--{name}", option.name, help=told, **particulars)


def day_options(dates: str, facts: str) -> Callable[[Function], Function]:
    """``--date`` and ``--as-of``, with the help of each."""
    return together(
        click.option("--date", "edition", type=Day(), help=dates),
        click.option(
            "--as-of",
            type=Day("last"),
            help=f"Day up to which facts count; of a year or month, its last.  {facts}",
        ),
    )


def format_option(doc: str) -> Callable[[Function], Function]:
    """``--format``, with its help."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice([each.value for each in Format], case_sensitive=False),
        help=doc,
    )


force_option = click.option(
    "--force",
    is_flag=True,
    help="Replace other documents of this program that stand where these are written.",
)


class _CopyNumber(click.ParamType[str]):
    """The number of a copy and the total, written 7/90."""

    name = "N/TOTAL"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Check the number, or say how to write it."""
        if not re.fullmatch(COPY, value):
            self.fail(f"“{value}” is not the number of a copy; write it like 7/90.", param, ctx)
        number, total = copy_numbers(value)
        if number > total:
            self.fail(f"copy {number} of {total} cannot be.", param, ctx)
        return str(value)


class _Review(click.ParamType[str]):
    """A day, or a time after the edition's date."""

    name = "DAY|TERM"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Check the review, or say how to write it."""
        try:
            check_review(value)
        except ValueError as error:
            self.fail(f"{error}.", param, ctx)
        return str(value)


def _short(
    _context: click.Context, parameter: click.Parameter, text: str | None, *, room: int
) -> str | None:
    """Check that a text has one line and fits on the page."""
    if text is None:
        return None
    line = plain(" ".join(text.split()))
    if not line:
        raise click.BadParameter("it is empty; leave the option out for none.", param=parameter)
    if len(line) > room:
        message = f"it has {len(line)} characters; {room} have room on the page."
        raise click.BadParameter(message, param=parameter)
    from ..arabic.reading.characters import FORBIDDEN, describe

    if found := FORBIDDEN.search(line):
        _, message, remedy = describe(found[0])
        raise click.BadParameter(f"{message}. {remedy}", param=parameter)
    return line


def read_choices(choices: Mapping[str, Any], record: type[Said]) -> Said:
    """Read the options of print and wording among the parameters of a command."""
    said = ((one, choices.get(one.name)) for one in options(record))
    return record(**{one.name: one.typed(value) for one, value in said if value is not None})


def find_meeting(library: Library, name: str) -> Meeting:
    """The meeting of that name in the library, or in the file of that name.

    Raises SelectionError if there is neither, DataError for a file with problems.
    """
    if name in library.meetings:
        known: Meeting = library.meetings[name]
        return known
    if not name.strip():
        raise SelectionError("--meeting is empty: name a meeting, or leave it out")
    file = Path(name)
    if file.exists() and not file.is_dir():  # loading refuses pipes and devices
        from ..data import load_meeting

        return load_meeting(file, library)
    from ..facts.search import suggest_titled

    titles = {id_: meeting.title for id_, meeting in library.meetings.items()}
    there = f"the data folder has: {', '.join(titles) or 'none'}"
    meant = hint(suggest_titled(name, titles), there)
    raise SelectionError(f"there is no meeting “{name}”, as a file or in the data folder; {meant}")
