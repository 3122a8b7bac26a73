"""Charts drawn by the class of their kind."""

from __future__ import annotations

from briefings.charts.canvas import Canvas

from briefings import charts
from briefings.content.blocks.chart_spec import SHAPES
from briefings.model import Chart, ChartStyle


def draw(chart: Chart, style: ChartStyle) -> bytes:
    """The picture of a chart."""
    return charts.draw(chart, style, SHAPES[chart.kind].draw)


def placed(chart: Chart, style: ChartStyle) -> Canvas:
    """A chart on its canvas; within the settings of the engine."""
    return charts.compose(chart, style, SHAPES[chart.kind].draw)
