"""Dots and ranges: values beside each other on a common scale, that need not begin at zero."""

from __future__ import annotations

from typing import Any

from briefings.errors import ChartError
from briefings.model import Chart, Mark, unmarked

from .bars import GAP, NAMES
from .fills import Fill, fills_of, series_fills
from .layout import legend, rows_of, values_of
from .plate import Plate, TextBlock

_DOT = 7.0  # points across
_TIGHTNESS = (2.4, 2.1, 1.8, 1.6)  # height of a row in sizes
_LEAST_PLOT = 0.3  # of the width


def draw_dots(chart: Chart, plate: Plate) -> None:
    """A dot for each value; several of a category, of several series, share their row."""
    values = values_of(chart)
    rows = rows_of(chart)
    series = [name for name in dict.fromkeys(mark.series for mark in chart.marks) if name]
    fills = series_fills(series, plate.style)
    top = legend(plate, fills)
    names = [plate.block(name, NAMES * plate.width) for name in rows]
    origin = max(name.width for name in names) + GAP + _DOT
    labels = [plate.block(mark.label, bold=mark.emphasis) for mark in chart.marks]
    at = dict(zip(chart.marks, labels, strict=True))
    widest = max(label.width for label in labels)
    end = plate.width - widest - GAP - _DOT
    lows = [mark.low if mark.low is not None else mark.value or 0.0 for mark in chart.marks]
    least, most = min(0.0, *lows), max(0.0, *values)
    if end - origin < _LEAST_PLOT * plate.width:
        raise ChartError(
            f"The labels of “{chart.title}” leave no room for its marks. "
            "Shorten them or widen the chart."
        )
    pitch = _pitch(names, labels, plate, plate.limit - top)
    stacked = len(series) > 1
    if stacked:
        pitch += plate.size
    height = top + pitch * len(rows)
    sheet = plate.axes(height)
    legend(plate, fills, sheet)
    unit = (end - origin) / ((most - least) or 1.0)
    axes = plate.window(0, plate.width, top, height)
    plate.scale(axes, least - origin / unit, least + (plate.width - origin) / unit)
    axes.set_ylim(height, top)
    alone = dict(zip(chart.marks, fills_of(chart.marks, plate.style), strict=True))
    for number, (name, marks) in enumerate(zip(names, rows.values(), strict=True)):
        y = top + (number + 0.5) * pitch + (plate.size / 2 if stacked else 0)
        plate.put(sheet, name, 0, y - name.height / 2)
        longest = max(marks, key=lambda one: abs(one.value or 0.0)).value or 0.0
        axes.hlines(y, 0, longest, color=plate.style.muted, linewidth=0.5, zorder=0)
        free = 0.0
        for mark in sorted(marks, key=lambda one: one.value or 0.0):
            _put_mark(axes, mark, y, fills.get(mark.series) or alone[mark])
            label, s = at[mark], origin + ((mark.value or 0.0) - least) * unit
            if stacked:
                begin = max(free, s - label.width / 2)
                plate.put(sheet, label, begin, y - _DOT / 2 - label.height + 1)
                free = begin + label.width + GAP
            else:
                plate.put(sheet, label, s + GAP + _DOT / 2, y - label.height / 2)
    axes.axvline(0, color=plate.style.muted, linewidth=0.75)


def _put_mark(axes: Any, mark: Mark, y: float, fill: Fill) -> None:
    """A dot at a value, or a thick line between two, with its ends."""
    value = mark.value or 0.0
    if mark.low is None:
        axes.plot(value, y, "o", markersize=_DOT, zorder=3, **fill.of_dot)
        return
    ink = fill.ink or fill.colour
    axes.hlines(y, mark.low, value, color=ink, linewidth=3.5)
    axes.plot([mark.low, value], [y, y], "|", color=ink, markersize=8, markeredgewidth=1.6)


def draw_ranges(chart: Chart, plate: Plate) -> None:
    """A thick line from the low to the high value of each mark."""
    for mark in chart.marks:
        if mark.low is None:
            raise ChartError(
                f"The range “{unmarked(mark.category)}” of “{chart.title}” has no low value."
            )
    draw_dots(chart, plate)


def _pitch(names: list[TextBlock], labels: list[TextBlock], plate: Plate, limit: float) -> float:
    least = max(block.height for block in (*names, *labels)) + 1
    for part in _TIGHTNESS:
        pitch = max(part * plate.size, least)
        if pitch * len(names) <= limit:
            return pitch
    return least
