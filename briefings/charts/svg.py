"""Writes shapes as SVG: a path for each, with coordinates of two decimals (0.004 mm)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_COMMANDS = {1: ("M", 1), 2: ("L", 1), 3: ("Q", 2), 4: ("C", 3), 79: ("z", 1)}
"""By the code of a vertex in Matplotlib's paths: the command, and its number of vertices.

That of the closing command has no meaning.
"""
_POINTS_PER_INCH, _MM_PER_INCH = 72, 25.4


@dataclass(frozen=True, slots=True)
class Shape:
    """An area or a line in points, ``y`` down from the top; ``stroke`` can be ``none``.

    ``vertices`` has two columns, ``codes`` are Matplotlib's, or None for a polyline.
    """

    vertices: NDArray[np.float64]
    codes: NDArray[np.uint8] | None
    fill: str
    stroke: str
    width: float


def picture(shapes: Sequence[Shape], width: float, height: float, title: str) -> bytes:
    """An SVG of that width and height in points, without ids: a page may hold several pictures."""
    paths = [f'<path d="{_path(shape)}" style="{_style(shape)}"/>' for shape in shapes]
    inches = (width / _POINTS_PER_INCH, height / _POINTS_PER_INCH)
    across, down = (f"{size * _MM_PER_INCH:.3f}mm" for size in inches)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{across}" height="{down}"'
        f' viewBox="0 0 {width:.3f} {height:.3f}" role="img" stroke-linejoin="round">'
        f"<title>{escape(title)}</title>"
    )
    return "\n".join([head, *paths, "</svg>\n"]).encode()


def _path(shape: Shape) -> str:
    return " ".join(_commands(shape))


def _commands(shape: Shape) -> Iterator[str]:
    points = [f"{_number(x)} {_number(y)}" for x, y in shape.vertices.tolist()]
    codes = [1, *[2] * (len(points) - 1)] if shape.codes is None else shape.codes.tolist()
    place = 0
    while place < len(codes):
        letter, count = _COMMANDS[codes[place]]
        yield letter
        if letter != "z":
            yield from points[place : place + count]
        place += count


def _number(value: float) -> str:
    # Rounded twice, so that the last bit of a half does not decide.
    text = f"{round(value, 6):.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _style(shape: Shape) -> str:
    style = f"fill: {shape.fill}"
    if shape.stroke == "none":
        return style
    return f"{style}; stroke: {shape.stroke}; stroke-width: {shape.width:g}"
