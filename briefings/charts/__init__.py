"""Charts: from claims, already worded in Arabic, to a picture.

:func:`draw` is the whole interface. Matplotlib is imported when the first chart is drawn, not when
this package is imported. A kind of chart is one function that places text and shapes on a
:class:`~briefings.charts.canvas.Canvas`, plus one line in :data:`DRAWERS`; see ``docs/charts.md``.
"""

from __future__ import annotations

from math import ceil
from typing import Protocol

from briefings.errors import ChartError
from briefings.model import Chart, ChartKind, ChartStyle

from .bars import draw_bars
from .canvas import POINTS_PER_MM, Canvas
from .colours import check_colours
from .line import draw_line
from .matrix import draw_matrix
from .share import draw_share
from .timeline import draw_timeline

__all__ = ["DRAWERS", "Drawer", "draw", "prepare"]


class Drawer(Protocol):
    """Places one kind of chart on a canvas and returns the height it used, in points.

    The height must not exceed ``canvas.limit`` if the content can be arranged within it.
    Raises ChartError where the content of the chart cannot be drawn.
    """

    def __call__(self, chart: Chart, canvas: Canvas, /) -> float:
        """Draw the chart; see the class."""
        ...


DRAWERS: dict[ChartKind, Drawer] = {
    ChartKind.BARS: draw_bars,
    ChartKind.LINE: draw_line,
    ChartKind.SHARE: draw_share,
    ChartKind.TIMELINE: draw_timeline,
    ChartKind.MATRIX: draw_matrix,
}


def prepare() -> None:
    """Import what draws, so that the first chart need not wait for it."""
    from .engine import settings

    with settings():
        pass


def draw(chart: Chart, style: ChartStyle) -> bytes:
    """Draw a chart; returns a standalone SVG (UTF-8) whose text is outlines.

    The picture is exactly ``chart.width_mm`` wide and at most ``chart.height_mm`` high: all kinds
    but the line take the height that their content needs, so place the picture at its own size.
    The same chart and style give the same bytes, in every process and time zone.

    Raises ChartError when there is nothing to draw, a value is missing or not finite, a colour
    lacks contrast, a font lacks a character, or a label does not fit in the picture.
    """
    from .engine import settings

    check_colours(style)
    with settings():
        return _compose(chart, style).svg(chart.alternative)


def _compose(chart: Chart, style: ChartStyle) -> Canvas:
    """Lay the chart out; separate from :func:`draw` so that tests can look at the boxes."""
    width, limit = chart.width_mm * POINTS_PER_MM, chart.height_mm * POINTS_PER_MM
    canvas = Canvas(style, width, limit, chart.direction)
    height = canvas.finish(DRAWERS[chart.kind](chart, canvas))
    if height > canvas.limit + 0.01:
        needed = ceil(height / POINTS_PER_MM)
        raise ChartError(
            f"The chart “{chart.title}” needs a height of {needed} mm and may have "
            f"{chart.height_mm:g} mm. Raise it, shorten the labels or show fewer marks."
        )
    return canvas
