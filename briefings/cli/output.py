"""Results go to stdout, messages to stderr; colour and terminal shaping are decided here."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import click

Rows = Sequence[Mapping[str, Any]]


def result(text: str) -> None:
    """Print a line of the result."""
    click.echo(text, color=_colour())


def result_json(rows: Rows) -> None:
    """Print a list of objects for machines."""
    click.echo(json.dumps(rows, ensure_ascii=False, indent=1))


def message(text: str) -> None:
    """Tell the user something, unless the run is quiet."""
    if not _manner.quiet:
        click.echo(shaped(text), err=True, color=_colour())


def complain(text: str) -> None:
    """Tell the user what went wrong; also in a quiet run."""
    click.echo(
        click.style("error: ", fg="red", bold=True) + shaped(text), err=True, color=_colour()
    )


def strong(text: str) -> str:
    """The text in bold, where the terminal shows colour."""
    return click.style(text, bold=True)


def dim(text: str) -> str:
    """The text subdued, where the terminal shows colour."""
    return click.style(text, dim=True)


def counted(number: int, noun: str) -> str:
    """A number with its English noun: 1 warning, 2 warnings."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def shaped(text: str) -> str:
    """Arabic for the terminal: as it is, or joined and reordered when ``--visual`` was given."""
    if not _manner.visual:
        from ..locales import plain

        return plain(text)
    from ..locales.terminal import visual

    return visual(text)


@dataclass(slots=True)
class _Manner:
    """How this run speaks; known once the options are read, and used by errors after that."""

    quiet: bool = False
    visual: bool = False


_manner = _Manner()


def hush(wanted: bool) -> None:
    """Leave out messages for the rest of the run, or let them be."""
    _manner.quiet = wanted


def is_quiet() -> bool:
    """Whether messages are left out."""
    return _manner.quiet


def shape_arabic(wanted: bool) -> None:
    """Join and reorder Arabic for the rest of the run, or leave it as it is."""
    _manner.visual = wanted


def _colour() -> bool | None:
    return False if os.environ.get("NO_COLOR") else None
