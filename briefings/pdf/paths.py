"""Paths of charts, painted without being taken apart number by number.

WeasyPrint reads any path that SVG allows, at a fortieth of a millisecond for each point; glyphs
have many. Charts are written in one way (:mod:`briefings.charts.engine`): absolute commands, spaces
between all parts, numbers as a PDF has them. Such a path is turned into the same operators here;
every other one is left to WeasyPrint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from .patches import known

_N = r" (?:0|-?(?:[1-9]\d*(?:\.\d{0,5}[1-9])?|0\.\d{0,5}[1-9]))"
_PART = rf"M(?:{_N}){{2}}(?: (?:L(?:{_N}){{2}}|Q(?:{_N}){{4}}|C(?:{_N}){{6}}))+(?: z)?"
_PLAIN = re.compile(rf"{_PART}(?: {_PART})*")
_COMMAND = re.compile(r"([MLQCz])(?: ([-. \d]+\d))?")
_OPERATORS = {"M": " m", "L": " l", "C": " c"}


@contextmanager
def plain_paths() -> Iterator[None]:
    """Within, WeasyPrint has plain paths painted from here.

    Raises RenderError if the version installed does not work as is known here.
    """
    from weasyprint import svg

    theirs = known(svg, "path", "svg node font_size")

    def path(image: Any, node: Any, font_size: float) -> None:
        drawn = node.get("d", "")
        if is_plain(drawn) and not any(name.startswith("marker") for name in node.attrib):
            image.stream.stream.extend(operators(drawn))
        else:
            theirs(image, node, font_size)

    svg.TAGS["path"] = path
    try:
        yield
    finally:
        svg.TAGS["path"] = theirs


def is_plain(path: str) -> bool:
    """Whether a path is written as charts are."""
    return _PLAIN.fullmatch(path) is not None


def operators(path: str) -> Iterator[bytes]:
    """The operators of a plain path; curves with one control point get two."""
    # So begins every path of WeasyPrint.
    yield b"0 0 m"
    x = y = 0.0
    for command, numbers in _COMMAND.findall(path):
        if command == "z":
            yield b"h"
            continue
        if command == "Q":
            *middle, end_x, end_y = numbers.split(" ")
            x2, y2 = map(float, middle)
            x1, y1, x, y = x, y, float(end_x), float(end_y)
            first = f"{_shown(x2 * 2 / 3 + x1 / 3)} {_shown(y2 * 2 / 3 + y1 / 3)}"
            second = f"{_shown(x2 * 2 / 3 + x / 3)} {_shown(y2 * 2 / 3 + y / 3)}"
            yield f"{first} {second} {end_x} {end_y} c".encode()
        else:
            *_, end_x, end_y = numbers.split(" ")
            x, y = float(end_x), float(end_y)
            yield f"{numbers}{_OPERATORS[command]}".encode()


def _shown(value: float) -> str:
    """A number as pydyf writes it."""
    return str(int(value)) if value.is_integer() else f"{value:f}".rstrip("0")
