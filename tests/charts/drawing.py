"""Charts drawn by the class of their kind."""

from __future__ import annotations

from briefings import charts
from briefings.charts.plate import Plate
from briefings.content.blocks.chart_spec import KINDS
from briefings.model import Chart, ChartStyle, Drawing


def drawing_of(chart: Chart, style: ChartStyle) -> Drawing:
    """The picture of a chart, and its labels."""
    return charts.draw(chart, style, KINDS[chart.kind].draw)


def draw(chart: Chart, style: ChartStyle) -> bytes:
    """The picture of a chart."""
    return drawing_of(chart, style).svg


def placed(chart: Chart, style: ChartStyle) -> Plate:
    """A chart on its plate; within the settings of the engine."""
    plate = Plate(chart, style)
    KINDS[chart.kind].draw(chart, plate)
    plate.drawing()
    return plate
