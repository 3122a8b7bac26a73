"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from ..model import Library
from . import output
from .names import complete_themes, or_files
from .project import data_folder_of

T = TypeVar("T")
Function = TypeVar("Function", bound=Callable[..., Any])


def collected(record: type[T]) -> Callable[[Callable[[T], None]], Callable[..., None]]:
    """Call a command with a dataclass of its parameters; others stay in the context."""
    names = {one.name for one in fields(record)}  # type: ignore[arg-type]

    def decorate(command: Callable[[T], None]) -> Callable[..., None]:
        @wraps(command)
        def call(**given: Any) -> None:
            command(record(**{name: given[name] for name in names & given.keys()}))

        return call

    return decorate


def together(*options: Callable[..., Any]) -> Callable[[Function], Function]:
    """Combine options into one decorator, in the order of help."""

    def add(function: Function) -> Function:
        for option in reversed(options):
            function = option(function)
        return function

    return add


def _or_before(context: click.Context, parameter: click.Parameter, value: Any) -> Any:
    """The value of an option, given after the command or before it."""
    assert parameter.name is not None
    above = context.parent
    while not value and above is not None:
        value = above.params.get(parameter.name)
        above = above.parent
    return value


def _set_quiet(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if context.parent is None or wanted:
        output.manner.quiet = wanted


def _shape(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if context.parent is None or wanted:
        output.manner.visual = wanted


json_option = click.option(
    "--json/--no-json",
    "as_json",
    callback=_or_before,
    help="Print a JSON list for machines.",
)
speech_options = together(
    click.option(
        "--quiet/--no-quiet",
        callback=_set_quiet,
        expose_value=False,
        help="Only results and errors, no messages.",
    ),
    click.option(
        "--visual/--no-visual",
        callback=_shape,
        expose_value=False,
        help="Join and reorder Arabic for terminals that cannot.",
    ),
)
common_options = together(
    click.option(
        "--data",
        "data_folder",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        callback=_or_before,
        help="Folder of facts and topics, instead of the shipped one.",
    ),
    speech_options,
)


def theme_option(help_: str, default: str | None = None) -> Callable[[Function], Function]:
    """``--theme``; :func:`briefings.html.theme.find_theme` tells a name from a path."""
    return click.option(
        "--theme",
        default=default,
        show_default=True,
        metavar="NAME|DIR",
        shell_complete=or_files(complete_themes),
        help=help_,
    )


def library_of(folder: Path | None) -> Library:
    """Load the library from a folder, or the default one."""
    from ..data import load_library

    return load_library(data_folder_of(folder))
