"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from ..model import Library
from . import output

Function = TypeVar("Function", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day of the calendar, written 2026-11-21."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day, or say how to write it."""
        if isinstance(value, date):
            return value
        try:
            if len(value) != len("2026-11-21"):
                raise ValueError
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}” is not a day; write it like 2026-11-21.", param, ctx)


def json_option(function: Function) -> Function:
    """``--json``."""
    option = click.option("--json", "as_json", is_flag=True, help="Print a JSON list for machines.")
    return option(function)


def common_options(function: Function) -> Function:
    """``--data``, ``--quiet`` and ``--visual``."""
    for option in (
        click.option(
            "--visual",
            is_flag=True,
            callback=_shape,
            expose_value=False,
            help="Join and reorder Arabic for terminals that cannot.",
        ),
        click.option(
            "--quiet",
            is_flag=True,
            callback=_hush,
            expose_value=False,
            help="Only results and errors, no messages.",
        ),
        click.option(
            "--data",
            "data_folder",
            type=click.Path(exists=True, file_okay=False, path_type=Path),
            help="Folder of facts and topics, instead of the shipped one.",
        ),
    ):
        function = option(function)
    return function


def library_of(context: click.Context, folder: Path | None) -> Library:
    """Load the library from the folder given to the command or the program, or the shipped."""
    from ..library import load_library

    return load_library(data_folder_of(context, folder))


def data_folder_of(context: click.Context, folder: Path | None) -> Path:
    """The data folder given to the command, or to the program before it, or the shipped one."""
    from ..resources import data_folder

    return folder or context.find_root().params.get("data_folder") or data_folder()


def _hush(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        context.find_root().meta["quiet"] = True


def _shape(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    # A command repeats the program's options; only a flag that was given changes anything.
    if wanted or context.parent is None:
        output.shape_arabic(wanted)
