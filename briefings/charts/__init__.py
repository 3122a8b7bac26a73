"""Draws charts with Matplotlib: a picture as SVG, and over it the labels, which the page prints.

:func:`draw` is the whole interface. Matplotlib is imported when the first chart is drawn, not when
this package is imported. A kind of chart has one function here that draws with Matplotlib's artists
on a :class:`~briefings.charts.plate.Plate`; see ``docs/charts.md``.
"""

from __future__ import annotations

from collections.abc import Callable

from briefings.model import Chart, ChartStyle, Drawing

from .colours import check_colours
from .plate import Plate

__all__ = ["Drawer", "draw", "prepare"]

Drawer = Callable[[Chart, Plate], None]
"""Draws one kind of chart on a plate, whose height it chooses.

Raises ChartError where the content of the chart cannot be drawn.
"""


def prepare() -> None:
    """Import Matplotlib, so that the first chart need not wait for it."""
    from .engine import settings

    with settings():
        pass


def draw(chart: Chart, style: ChartStyle, drawer: Drawer) -> Drawing:
    """Draw a chart: an SVG without text, and its texts with their places.

    The picture is exactly ``chart.width_mm`` wide and at most ``chart.height_mm`` high: all kinds
    but those with a scale of values take the height that their content needs. The same arguments
    give the same bytes, in every process and time zone.

    Raises ChartError when there is nothing to draw, a value is missing or not finite, a colour
    lacks contrast, a font lacks a character, or a label does not fit in the picture.
    """
    from .engine import settings

    check_colours(style)
    with settings():
        plate = Plate(chart, style)
        drawer(chart, plate)
        return plate.drawing()
