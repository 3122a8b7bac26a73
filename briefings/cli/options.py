"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
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


def collected(record: Callable[..., T]) -> Callable[[Callable[[T], None]], Callable[..., None]]:
    """Call a command with one record of its parameters instead of with each of them."""

    def decorate(command: Callable[[T], None]) -> Callable[..., None]:
        return wraps(command)(lambda **parameters: command(record(**parameters)))

    return decorate


def json_option(function: Function) -> Function:
    """``--json``."""
    option = click.option(
        "--json/--no-json",
        "as_json",
        callback=_or_before,
        help="Print a JSON list for machines.",
    )
    return option(function)


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


def speech_options(function: Function) -> Function:
    """``--quiet`` and ``--visual``."""
    for option in (
        click.option(
            "--visual/--no-visual",
            callback=_shape,
            expose_value=False,
            help="Join and reorder Arabic for terminals that cannot.",
        ),
        click.option(
            "--quiet/--no-quiet",
            callback=_set_quiet,
            expose_value=False,
            help="Only results and errors, no messages.",
        ),
    ):
        function = option(function)
    return function


def common_options(function: Function) -> Function:
    """``--data``, ``--quiet`` and ``--visual``."""
    option = click.option(
        "--data",
        "data_folder",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        callback=_or_before,
        help="Folder of facts and topics, instead of the shipped one.",
    )
    return option(speech_options(function))


def library_of(folder: Path | None) -> Library:
    """Load the library from the folder given, or the shipped one."""
    from ..data import load_library

    return load_library(data_folder_of(folder))


def _or_before(context: click.Context, parameter: click.Parameter, value: Any) -> Any:
    """What is shared may stand before the command as well as after it."""
    assert parameter.name is not None
    above = context.parent
    while not value and above is not None:
        value = above.params.get(parameter.name)
        above = above.parent
    return value


def _set_quiet(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if context.parent is None or wanted:
        output.set_quiet(wanted)


def _shape(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if context.parent is None or wanted:
        output.shape_arabic(wanted)
