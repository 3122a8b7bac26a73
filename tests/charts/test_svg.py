"""Shapes become paths; what is written is worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from briefings.charts.svg import Shape, picture

SQUARE = [(0, 0), (2.5, 0), (2.5, 1.004), (0, 0)]
HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="25.400mm" height="12.700mm"'
    ' viewBox="0 0 72.000 36.000" role="img" stroke-linejoin="round"><title>&lt;بديل&gt;</title>'
)


def written(points: list[tuple[float, float]], codes: list[int] | None, *look: object) -> str:
    vertices = np.asarray(points, float)
    shape = Shape(vertices, None if codes is None else np.asarray(codes, np.uint8), *look)  # type: ignore[arg-type]
    head, path, end, rest = picture([shape], 72, 36, "<بديل>").decode().split("\n")
    assert (head, end, rest) == (HEAD, "</svg>", "")
    return path


@pytest.mark.parametrize(
    ("points", "codes", "path"),
    [
        pytest.param(SQUARE, None, "M 0 0 L 2.5 0 L 2.5 1 L 0 0", id="polyline"),
        pytest.param(SQUARE, [1, 2, 2, 79], "M 0 0 L 2.5 0 L 2.5 1 z", id="closed"),
        pytest.param(SQUARE[1:], [1, 3, 3], "M 2.5 0 Q 2.5 1 0 0", id="quadratic"),
        pytest.param(SQUARE, [1, 4, 4, 4], "M 0 0 C 2.5 0 2.5 1 0 0", id="cubic"),
        pytest.param(SQUARE, [1, 2, 1, 2], "M 0 0 L 2.5 0 M 2.5 1 L 0 0", id="two-lines"),
        # 2.525 is held as a little less; a sum that is off by a bit must not show it.
        pytest.param(
            [(2.525, -0.001), (2.5250000000000004, 7)], None, "M 2.52 0 L 2.52 7", id="bit"
        ),
    ],
)
def test_a_path_has_two_decimals(
    points: list[tuple[float, float]], codes: list[int] | None, path: str
) -> None:
    assert written(points, codes, "#123456", "none", 0) == (
        f'<path d="{path}" style="fill: #123456"/>'
    )


def test_a_line_has_colour_and_width() -> None:
    assert written(SQUARE, None, "none", "#000000", 0.75).endswith(
        'style="fill: none; stroke: #000000; stroke-width: 0.75"/>'
    )
