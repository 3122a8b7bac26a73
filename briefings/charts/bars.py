"""Bars: values side by side from a common zero; in groups, or in parts upon each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from briefings.errors import ChartError
from briefings.model import Chart, Mark, unmarked

from .fills import OUTLINE_WIDTH, Fill, fills_of, series_fills
from .layout import legend, rows_of, values_of
from .plate import Plate, TextBlock

NAMES = 0.36  # of the width at most, for the categories
GAP = 5.0  # points between a name, its bar and its label
_LABEL_WIDTHS = (None, 0.6, 0.45, 0.34, 0.26)  # of the plot, tried from the widest
_LONGEST = 0.4  # of the plot that the longest bar should have
_TIGHTNESS = (3.0, 2.7, 2.3, 1.95, 1.7)  # height of a row in sizes, from the airiest
_THICKNESS = 0.64  # of its row that a bar fills


@dataclass(frozen=True, slots=True)
class Row:
    """One bar: its name, its label, its value and its fill."""

    name: TextBlock
    label: TextBlock
    value: float
    fill: Fill


def draw_bars(chart: Chart, plate: Plate) -> None:
    """Horizontal bars with their labels at the tip; negative ones grow the other way from zero."""
    values = values_of(chart)
    names = name_blocks(chart.marks, plate)
    fills = fills_of(chart.marks, plate.style)
    labels, scale = _labels(chart, values, names, plate)
    rows = [Row(*one) for one in zip(names, labels, values, fills, strict=True)]
    pitch = row_pitch(rows, plate, plate.limit)
    put_rows(rows, plate, pitch, scale)


def draw_grouped(chart: Chart, plate: Plate) -> None:
    """Bars of several series for each category, the series named above by their colours."""
    values = values_of(chart)
    groups = rows_of(chart)
    fills = series_fills(list(dict.fromkeys(mark.series for mark in chart.marks)), plate.style)
    top = legend(plate, fills)
    heads = [plate.block(name, NAMES * plate.width) for name in groups]
    names = [plate.block("", None) for _ in chart.marks]
    labels, (_, zero, unit) = _labels(chart, values, heads, plate)
    size, room = plate.size, plate.limit - top
    needed = sum(len(marks) for marks in groups.values())
    for part in _TIGHTNESS:
        bar, gap = 0.62 * part * size, 0.5 * part * size
        if needed * bar + (len(groups) - 1) * gap <= room:
            break
    height = top + needed * bar + (len(groups) - 1) * gap
    sheet = plate.axes(height)
    axes = _value_axes(plate, zero, unit, top, height)
    legend(plate, fills, sheet)
    y, at = top, 0
    for head, marks in zip(heads, groups.values(), strict=True):
        middle = y + len(marks) * bar / 2
        plate.put(sheet, head, 0, middle - head.height / 2)
        for mark in marks:
            row = Row(names[at], labels[at], mark.value or 0.0, fills[mark.series])
            _bar(plate, sheet, axes, row, (y + bar / 2, 0.9 * bar, zero, unit))
            y, at = y + bar, at + 1
        y += gap
    axes.axvline(0, color=plate.style.muted, linewidth=0.75)


def draw_stacked(chart: Chart, plate: Plate) -> None:
    """A bar for each category, its parts one after the other; values stand where they fit."""
    values_of(chart)
    if negative := [mark for mark in chart.marks if (mark.value or 0) < 0]:
        raise ChartError(
            f"The part “{unmarked(negative[0].category)}” of “{chart.title}” is below zero."
        )
    groups = rows_of(chart)
    fills = series_fills(list(dict.fromkeys(mark.series for mark in chart.marks)), plate.style)
    top = legend(plate, fills)
    heads = [plate.block(name, NAMES * plate.width) for name in groups]
    origin = max(head.width for head in heads) + GAP
    most = max(sum(mark.value or 0 for mark in marks) for marks in groups.values()) or 1.0
    label_height = plate.size * 1.5
    pitch = max(2.9 * plate.size + label_height, *(head.height for head in heads))
    height = top + pitch * len(groups)
    sheet = plate.axes(height)
    unit = (plate.width - origin) / most
    axes = _value_axes(plate, origin, unit, top, height)
    legend(plate, fills, sheet)
    for number, (head, marks) in enumerate(zip(heads, groups.values(), strict=True)):
        bar_top = top + number * pitch + label_height
        thick = _THICKNESS * pitch - 0.3 * label_height
        middle = bar_top + thick / 2
        plate.put(sheet, head, 0, middle - head.height / 2)
        low = 0.0
        free = origin
        for mark in marks:
            value = mark.value or 0.0
            fill = fills[mark.series]
            axes.barh(middle, value, thick, left=low, **fill.of_area)
            if low and not fill.ink:
                axes.plot([low] * 2, [bar_top, bar_top + thick], color=plate.style.paper, lw=1.5)
            label = plate.block(mark.label, bold=mark.emphasis)
            begin = max(free, origin + low * unit)
            if begin + label.width <= plate.width:
                plate.put(sheet, label, begin, bar_top - label.height)
                free = begin + label.width + GAP
            else:
                raise ChartError(
                    f"The label “{unmarked(mark.label)}” of “{chart.title}” has no room. "
                    "Shorten it, widen the chart or show fewer parts."
                )
            low += value


def name_blocks(marks: Sequence[Mark], plate: Plate) -> list[TextBlock]:
    """The categories, wrapped to the part of the width that names may take."""
    width = NAMES * plate.width
    return [plate.block(mark.category, width, bold=mark.emphasis) for mark in marks]


def row_pitch(rows: Sequence[Row], plate: Plate, limit: float) -> float:
    """The height of each row, as airy as ``limit`` points allow.

    Rows that are too high even at the tightest are returned: the plate reports it.
    """
    least = max(max(row.name.height, row.label.height) for row in rows) + 2
    pitch = least
    for part in _TIGHTNESS:
        pitch = max(part * plate.size, least)
        if pitch * len(rows) <= limit:
            break
    return pitch


def put_rows(
    rows: Sequence[Row], plate: Plate, pitch: float, scale: tuple[float, float, float]
) -> None:
    """Names at the start, bars from zero, labels at their tips."""
    _, zero, unit = scale
    height = pitch * len(rows)
    sheet = plate.axes(height)
    axes = _value_axes(plate, zero, unit, 0, height)
    for number, row in enumerate(rows):
        middle = (number + 0.5) * pitch
        plate.put(sheet, row.name, 0, middle - row.name.height / 2)
        _bar(plate, sheet, axes, row, (middle, _THICKNESS * pitch, zero, unit))
    axes.axvline(0, color=plate.style.muted, linewidth=0.75)


def _value_axes(plate: Plate, zero: float, unit: float, top: float, foot: float) -> Any:
    """Axes across the picture, in values along ``s`` and in points down."""
    axes = plate.window(0, plate.width, top, foot)
    plate.scale(axes, -zero / unit, (plate.width - zero) / unit)
    axes.set_ylim(foot, top)
    return axes


def _bar(
    plate: Plate, sheet: Any, axes: Any, row: Row, place: tuple[float, float, float, float]
) -> None:
    middle, thick, zero, unit = place
    tip = zero + row.value * unit
    if row.value:
        # What is thinner than its outline is solid.
        is_thin = row.fill.ink and abs(row.value) * unit <= 2 * OUTLINE_WIDTH
        fill = Fill(row.fill.ink or "") if is_thin else row.fill
        axes.barh(middle, row.value, thick, **fill.of_area)
    top = middle - row.label.height / 2
    if row.value < 0:
        plate.put(sheet, row.label, tip - GAP, top, "end")
    else:
        plate.put(sheet, row.label, tip + GAP, top)


def _labels(
    chart: Chart, values: Sequence[float], names: Sequence[TextBlock], plate: Plate
) -> tuple[list[TextBlock], tuple[float, float, float]]:
    """The labels; where the names end, where zero stands, and the points to a unit of value."""
    origin = max(block.width for block in names) + GAP
    room = plate.width - origin
    span = max(map(abs, values)) or 1.0
    shares = [value / span for value in values]
    labels: list[TextBlock] = []
    length = 0.0
    for part in _LABEL_WIDTHS:
        width = None if part is None else part * room
        labels = [plate.block(m.label, width, bold=m.emphasis) for m in chart.marks]
        length = _longest_bar(shares, labels, room)
        if length >= _LONGEST * room:
            break
    if length <= 0:
        longest = max(labels, key=lambda block: block.width)
        raise ChartError(
            f"The label “{unmarked(longest.text)}” leaves no room for its bar in "
            f"“{chart.title}”. Shorten it or widen the chart."
        )
    behind = [
        label.width + GAP - share * length
        for label, share in zip(labels, shares, strict=True)
        if share < 0
    ]
    return labels, (origin, origin + max(behind, default=0.0), length / span)


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
