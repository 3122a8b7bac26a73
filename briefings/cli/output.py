r"""Prints results to stdout and messages to stderr, with colour and shaping for terminals.

All output passes through this module, which shows control characters of files, names and arguments
instead of sending them to the terminal: ``\x1b`` for an escape character.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import StringIO
from typing import Any

import click

Rows = Sequence[Mapping[str, Any]]

_OVERRIDES = "\u202a-\u202e"
_ISOLATES = "\u2066-\u2069"
_OBEYED = re.compile(f"[\0-\x1f\x7f-\x9f\u2028\u2029{_OVERRIDES}\ud800-\udfff]")
"""Control characters, bidi overrides and surrogates."""
_IN_JSON = re.compile(f"[\x7f-\x9f\u2028\u2029{_OVERRIDES}{_ISOLATES}\ud800-\udfff]")
"""Those that :mod:`json` does not escape, and isolates."""
_ISOLATE = re.compile(f"[{_ISOLATES}]")


def result(text: str, *, lines: bool = False) -> None:
    """Print a line of the result, or several with ``lines``."""
    _print(text, lines=lines)


def result_json(rows: Rows) -> None:
    """Print a list of objects for machines."""
    text = json.dumps(rows, ensure_ascii=False, indent=1)
    _echo(_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def message(text: str) -> None:
    """Print a message, unless the run is quiet."""
    if not manner.quiet:
        _print(shaped(text), lines=True, err=True)


def complain(text: str) -> None:
    """Print an error, even if the run is quiet."""
    _print(_styled("error: ", "error") + shaped(text), lines=True, err=True)


def complain_of(error: click.ClickException) -> None:
    """Print an error of Click, which may repeat arguments."""
    said = StringIO()
    error.show(said)
    _print(said.getvalue().rstrip("\n"), lines=True, err=True)


def strong(text: str) -> str:
    """The text in bold on terminals with colour."""
    return _styled(text, "strong")


def dim(text: str) -> str:
    """The text dimmed on terminals with colour."""
    return _styled(text, "dim")


def visible(text: str, *, lines: bool = False) -> str:
    """The text with escapes for control characters; with ``lines``, except for line feeds.

    Isolates stay if they are balanced in their line.
    """
    if lines:
        return "\n".join(map(visible, text.split("\n")))
    shown = _OBEYED.sub(_shown, text)
    return shown if _is_balanced(shown) else _ISOLATE.sub(_shown, shown)


def _is_balanced(line: str) -> bool:
    depth = 0
    for mark in _ISOLATE.findall(line):
        depth += -1 if mark == "\u2069" else 1
        if depth < 0:
            return False
    return depth == 0


def _shown(found: re.Match[str]) -> str:
    number = ord(found[0])
    if 0xDC80 <= number <= 0xDCFF:  # a byte that is not UTF-8
        number -= 0xDC00
    known = {0x09: "\\t", 0x0A: "\\n", 0x0D: "\\r"}
    return known.get(number) or (f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}")


_STYLES: Mapping[str, Mapping[str, Any]] = {
    "strong": {"bold": True},
    "dim": {"dim": True},
    "error": {"fg": "red", "bold": True},
}


@cache
def _mark() -> str:
    """A mark before the name of a style, which no text from a file contains."""
    return f"\uffff{os.urandom(8).hex()}"


def _styled(text: str, style: str) -> str:
    return f"{_mark()}{style};{text}{_mark()};" if text else ""


def _print(text: str, *, lines: bool, err: bool = False) -> None:
    first, *parts = visible(text, lines=lines).split(_mark())
    shown = [first]
    for part in parts:
        style, _, rest = part.partition(";")
        code = click.style("", **_STYLES[style], reset=False) if style else click.style("")
        shown.append(code + rest)
    _echo("".join(shown), err=err)


def _echo(text: str, *, err: bool = False) -> None:
    try:
        click.echo(text, err=err, color=_colour())
    except OSError as error:
        error.filename = error.filename or "the output"
        raise


def counted(number: int, noun: str) -> str:
    """A number with its English noun: 1 warning, 2 warnings."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def shaped(text: str) -> str:
    """Arabic for the terminal: as it is, or joined and reordered when ``--visual`` was given."""
    text = visible(text, lines=True)
    if not manner.visual:
        from ..arabic import plain

        return plain(text)
    from ..arabic.bidi import visual

    # In a reversed line a style would end before it begins.
    return visual(re.sub(f"{_mark()}[a-z]*;", "", text))


@dataclass(slots=True)
class Manner:
    """The manner of output of this run, set when options are read."""

    quiet: bool = False
    visual: bool = False


manner = Manner()


def _colour() -> bool | None:
    return False if os.environ.get("NO_COLOR") else None
