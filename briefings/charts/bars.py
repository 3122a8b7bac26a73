"""Bars: values side by side, growing from a common zero along the reading direction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefings.errors import ChartError
from briefings.model import Chart

from .canvas import Canvas, TextBlock
from .fills import Fill, fills_of
from .layout import values_of

NAMES = 0.36  # of the width at most, for the categories
GAP = 5.0  # points between a name, its bar and its label
_LABEL_WIDTHS = (None, 0.6, 0.45, 0.34, 0.26)  # of the plot, tried from the widest
_LONGEST = 0.4  # of the plot that the longest bar should have
_TIGHTNESS = (1.0, 0.85, 0.7, 0.55)


@dataclass(frozen=True, slots=True)
class Row:
    """One bar: its name, its label, its value and its fill."""

    name: TextBlock
    label: TextBlock
    value: float
    fill: Fill


def draw_bars(chart: Chart, canvas: Canvas) -> float:
    """Horizontal bars with their labels at the tip; negative ones grow the other way from zero."""
    values = values_of(chart)
    fills = fills_of(chart.marks, canvas.style)
    names = name_blocks(chart, canvas)
    origin = max(block.width for block in names) + GAP
    room = canvas.width - origin
    span = max(map(abs, values)) or 1.0
    shares = [value / span for value in values]

    labels: list[TextBlock] = []
    length = 0.0
    for part in _LABEL_WIDTHS:
        width = None if part is None else part * room
        labels = [canvas.block(m.label, width, bold=m.emphasis) for m in chart.marks]
        length = _longest_bar(shares, labels, room)
        if length >= _LONGEST * room:
            break
    if length <= 0:
        longest = max(labels, key=lambda block: block.width)
        raise ChartError(
            f"The label “{longest.text}” leaves no room for its bar in “{chart.title}”. "
            "Shorten it or widen the chart."
        )
    rows = [
        Row(name, label, share * length, fill)
        for name, label, share, fill in zip(names, labels, shares, fills, strict=True)
    ]
    behind = (row.label.width + GAP - row.value for row in rows if row.value < 0)
    zero = origin + max(behind, default=0)
    return _put_rows(canvas, rows, zero)


def name_blocks(chart: Chart, canvas: Canvas) -> list[TextBlock]:
    """The categories, wrapped to the part of the width that names may take."""
    width = NAMES * canvas.width
    return [canvas.block(mark.category, width, bold=mark.emphasis) for mark in chart.marks]


def row_layout(rows: Sequence[Row], canvas: Canvas, limit: float) -> tuple[float, list[float]]:
    """Thickness of a bar and height of each row, as airy as ``limit`` points allow.

    Rows that are too high even at the tightest are returned: the caller of the drawer reports it.
    """
    thickness, heights = 0.0, [0.0]
    for tightness in _TIGHTNESS:
        thickness, gap = 1.9 * canvas.size * tightness, 1.1 * canvas.size * tightness
        heights = [max(thickness, row.name.height, row.label.height) + gap for row in rows]
        if sum(heights) <= limit:
            break
    return thickness, heights


def _longest_bar(shares: Sequence[float], labels: Sequence[TextBlock], room: float) -> float:
    """The length in points of a bar with share 1 at which every bar and label fits the room."""

    def needed(length: float) -> float:
        ahead = [s * length + b.width for s, b in zip(shares, labels, strict=True) if s >= 0]
        behind = [-s * length + b.width for s, b in zip(shares, labels, strict=True) if s < 0]
        return sum(max(side) + GAP for side in (ahead, behind) if side)

    low, high = 0.0, room
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if needed(middle) <= room else (low, middle)
    return low if needed(low) <= room else 0.0


def _put_rows(canvas: Canvas, rows: Sequence[Row], zero: float) -> float:
    thickness, heights = row_layout(rows, canvas, canvas.limit)
    y = 0.0
    for row, height in zip(rows, heights, strict=True):
        middle = y + height / 2
        tip = zero + row.value
        canvas.put(row.name, 0, middle - row.name.height / 2)
        low, high = middle - thickness / 2, middle + thickness / 2
        if row.value:
            canvas.rectangle(min(zero, tip), max(zero, tip), low, high, row.fill)
        label_y = middle - row.label.height / 2
        if row.value < 0:
            canvas.put(row.label, tip - GAP, label_y, "end")
        else:
            canvas.put(row.label, tip + GAP, label_y)
        y += height
    canvas.line([(zero, 0), (zero, y)], canvas.style.muted, 0.75)
    return y
