"""Draws charts whose texts are already worded in Arabic, as SVG.

:func:`draw` is the whole interface. Matplotlib is imported when the first chart is drawn, not when
this package is imported. A kind of chart has one function here that places text and shapes on a
:class:`~briefings.charts.canvas.Canvas`; see ``docs/charts.md``.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from briefings.errors import ChartError
from briefings.model import Chart, ChartStyle

from .canvas import POINTS_PER_MM, Canvas
from .colours import check_colours

__all__ = ["Drawer", "draw", "prepare"]

Drawer = Callable[[Chart, Canvas], float]
"""Places one kind of chart on a canvas and returns the height it used, in points.

The height must not exceed ``canvas.limit`` if the content can be arranged within it.
Raises ChartError where the content of the chart cannot be drawn.
"""


def prepare() -> None:
    """Import Matplotlib, so that the first chart need not wait for it."""
    from .engine import settings

    with settings():
        pass


def draw(chart: Chart, style: ChartStyle, drawer: Drawer) -> bytes:
    """Draw a chart; returns a standalone SVG (UTF-8) whose text is outlines.

    The picture is exactly ``chart.width_mm`` wide and at most ``chart.height_mm`` high: all kinds
    but the line take the height that their content needs, so place the picture at its own size.
    The same arguments give the same bytes, in every process and time zone.

    Raises ChartError when there is nothing to draw, a value is missing or not finite, a colour
    lacks contrast, a font lacks a character, or a label does not fit in the picture.
    """
    from .engine import settings

    check_colours(style)
    with settings():
        return compose(chart, style, drawer).svg(chart.alternative)


def compose(chart: Chart, style: ChartStyle, drawer: Drawer) -> Canvas:
    """Place the chart on a canvas, within :func:`.engine.settings`; raises ChartError."""
    width, limit = chart.width_mm * POINTS_PER_MM, chart.height_mm * POINTS_PER_MM
    canvas = Canvas(style, width, limit, chart.direction)
    height = canvas.finish(drawer(chart, canvas))
    if height > canvas.limit + 0.01:
        needed = ceil(height / POINTS_PER_MM)
        raise ChartError(
            f"The chart “{chart.title}” needs a height of {needed} mm and may have "
            f"{chart.height_mm:g} mm. Raise it, shorten the labels or show fewer marks."
        )
    return canvas
