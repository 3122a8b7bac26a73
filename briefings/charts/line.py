"""A line over time: points on a true time scale, with their values, their dates and what is known.

Points whose day is estimated are open, with the days that it may be as a line; what has been empty
since the newest figure is hatched; events stand as dotted lines with words.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

from briefings.errors import ChartError
from briefings.model import Chart, Ink, Mark, unmarked

from .fills import point_fills_of
from .layout import Box, Point, day_of, values_of
from .line_labels import DISTANCES, EDGE, FEW, GAP_HEIGHT, LEAST_GAP, Course, Own, Time, best_labels
from .plate import Anchor, Plate, TextBlock

_RADIUS = 3.0
_TICK = 3.0  # length of the mark on the axis of time


def draw_line(chart: Chart, plate: Plate) -> None:
    """A line from a zero baseline, as high as the picture may be."""
    values_of(chart)
    undated = [mark.category for mark in chart.marks if mark.day is None]
    if undated:
        raise ChartError(
            f"The mark “{unmarked(undated[0])}” of the line “{chart.title}” has no day."
        )
    marks = sorted(chart.marks, key=day_of)
    time = Time.of(chart, marks, plate)
    sheet = plate.axes(plate.limit)
    top = _put_events(chart, plate, sheet, time)
    ticks = [plate.block(one.label, size=plate.style.tick_pt) for one in chart.days]
    foot = plate.height - max((block.height for block in ticks), default=0.0) - _TICK - 1
    course, blocks, boxes = best_labels(chart, plate, marks, (time, Box(0, plate.width, top, foot)))
    axes = _scaled(plate, time, course, (top, foot))
    _draw_scales(chart, plate, (sheet, axes), course)
    _put_ticks(chart, plate, sheet, (time, foot, ticks))
    _draw_gap(chart, plate, (sheet, axes), (time, course, marks[-1]))
    _draw_points(marks, plate, axes)
    for own, box, point in zip(blocks, boxes, course.points, strict=True):
        if own and box:
            _put_label(plate, sheet, own, box, point)


def _scaled(plate: Plate, time: Time, course: Course, ends: tuple[float, float]) -> Any:
    """Axes in days and values over the plot."""
    top, foot = ends
    axes = plate.window(time.start, plate.width - EDGE, top, foot)
    plate.scale(axes, time.first, time.last if time.last > time.first else time.first + 1)
    if time.last == time.first:
        plate.scale(axes, time.first - 0.5, time.first + 0.5)
    axes.set_ylim((course.zero - foot) / course.unit, (course.zero - top) / course.unit)
    return axes


def _put_events(chart: Chart, plate: Plate, sheet: Any, time: Time) -> float:
    """Words above the plot, each at the line of its day; returns where the plot begins."""
    ends: list[float] = []  # of the words in each row
    row_height = 0.0
    placed: list[tuple[TextBlock, float, int]] = []
    for event in sorted(chart.events, key=day_of):
        block = plate.block(event.label, 0.6 * plate.width, size=plate.style.tick_pt + 0.5)
        s = time.place(event.day)
        begin = min(max(s - block.width / 2, 0.0), plate.width - block.width)
        row = next((n for n, end in enumerate(ends) if end + 6 < begin), len(ends))
        ends[row : row + 1] = [begin + block.width]
        row_height = max(row_height, block.height)
        placed.append((block, begin, row))
    for (block, begin, row), event in zip(placed, sorted(chart.events, key=day_of), strict=True):
        plate.put(sheet, block, begin, row * row_height)
        foot = plate.height - plate.style.tick_pt * 1.5 - _TICK - 1
        line = {"color": plate.style.text, "linewidth": 0.75, "linestyle": (0, (1, 2))}
        sheet.vlines(time.place(event.day), row * row_height + block.height, foot, **line)
    return len(ends) * row_height


def _draw_scales(chart: Chart, plate: Plate, axes: tuple[Any, Any], course: Course) -> None:
    sheet, plot = axes
    style = plate.style
    for tick in chart.levels:
        y = course.level(tick.value or 0.0)
        dash = (0, (1, 3)) if style.ink == Ink.MONO else "solid"
        look = {"color": style.rule, "linewidth": 0.5, "linestyle": dash, "zorder": 0}
        plot.axhline(tick.value or 0.0, **look)
        if tick.label:
            block = plate.block(tick.label, size=style.tick_pt, colour=style.muted)
            # The line of an event may pass here: the name of a level interrupts it.
            _clear(sheet, plate, Box(0, block.width + 2, y - 0.9 * block.height, y - 1))
            plate.put(sheet, block, 0, y - block.height + 1)
    plot.axhline(0, color=style.text, linewidth=1.0)


def _put_ticks(
    chart: Chart, plate: Plate, sheet: Any, place: tuple[Time, float, list[TextBlock]]
) -> None:
    """The ticks of time; where their names have no room beside each other, every nth has one."""
    time, foot, blocks = place
    at = [time.place(tick.day) for tick in chart.days]
    if not at:
        return
    sheet.vlines(at, foot, foot + _TICK, color=plate.style.text, linewidth=0.6)
    widest = max(block.width for block in blocks) + 5
    step = abs(at[-1] - at[0]) / max(1, len(at) - 1)
    every = next((n for n in (1, 2, 5, 10, 20, 50) if n * step >= widest), len(at))
    for s, block in list(zip(at, blocks, strict=True))[::every]:
        half = block.width / 2
        centre = min(max(s, half), plate.width - half)
        plate.put(sheet, block, centre, foot + _TICK + 1, "middle")


def _draw_gap(
    chart: Chart, plate: Plate, axes: tuple[Any, Any], place: tuple[Time, Course, Mark]
) -> None:
    """What is empty since the newest figure: hatched, with words in it where they have room."""
    time, course, newest = place
    sheet, plot = axes
    if chart.until is None or newest.day is None:
        return
    s0, s1 = time.place(newest.day) + 2, time.place(chart.until)
    if s1 - s0 < LEAST_GAP:
        return
    style = plate.style
    high = GAP_HEIGHT * course.most
    grey = style.text if style.ink == Ink.MONO else style.muted
    days = [newest.day.toordinal() + (2 / (s1 - s0)) * (time.last - day_of(newest)), time.last]
    plot.fill_between(days, 0, high, facecolor="none", edgecolor=grey, linewidth=0, hatch="///")
    room = course.level(0) - course.level(high)
    sizes = (style.tick_pt + 0.5, style.tick_pt)
    for words, size in product(filter(None, (chart.gap, chart.gap_short)), sizes):
        block = plate.block(words, s1 - s0 - 6, bold=True, size=size)
        if block.width > s1 - s0 - 4 or block.height + 2 > room:
            continue
        middle = (course.level(0) + course.level(high)) / 2
        half = block.height / 2 + 2
        _clear(sheet, plate, Box(s0 + 2, s1 - 2, middle - half, middle + half))
        plate.put(sheet, block, (s0 + s1) / 2, middle - block.height / 2, "middle")
        return


def _draw_points(marks: Sequence[Mark], plate: Plate, axes: Any) -> None:
    style = plate.style
    days = [day_of(mark) for mark in marks]
    values = [mark.value or 0.0 for mark in marks]
    fills = point_fills_of(marks, style)
    few = len(marks) <= FEW
    colour = style.series[0]
    if len(marks) > 1:
        dash = (0, (4, 2.5)) if few else "solid"
        axes.plot(days, values, color=colour, linewidth=1.2 if few else 1.6, linestyle=dash)
    for mark, day, value, fill in zip(marks, days, values, fills, strict=True):
        ink = fill.ink or fill.colour
        if few:
            axes.vlines(day, 0, value, color=colour, linewidth=2.2)
        if mark.span:
            first, last = (one.toordinal() for one in mark.span)
            axes.hlines(value, first, last, color=ink, linewidth=1.6)
        across = 2 * _RADIUS * (1.3 if mark.emphasis else 1) * (1 if few else 0.6)
        if few or mark.emphasis or mark.span:
            axes.plot(
                day,
                value,
                "o",
                markersize=across,
                markerfacecolor=fill.colour,
                markeredgecolor=ink,
                markeredgewidth=1.4,
                zorder=3,
            )


def _put_label(plate: Plate, sheet: Any, own: Own, box: Box, point: Point) -> None:
    s, y = point
    near = min(max(s, box.s0), box.s1), min(max(y, box.y0), box.y1)
    if abs(near[0] - s) + abs(near[1] - y) > DISTANCES[3]:
        sheet.plot([s, near[0]], [y, near[1]], color=plate.style.muted, linewidth=0.5)
    _clear(sheet, plate, Box(box.s0, box.s1, box.y0 + 2, box.y1 - 2))
    anchor: Anchor = "middle"
    at = (box.s0 + box.s1) / 2
    if box.s0 >= s - 1:
        anchor, at = "start", box.s0
    elif box.s1 <= s + 1:
        anchor, at = "end", box.s1
    plate.put(sheet, own.value, at, box.y0, anchor)
    plate.put(sheet, own.date, at, box.y1 - own.date.height, anchor)


def _clear(sheet: Any, plate: Plate, box: Box) -> None:
    """Let rules that would run through words stop beside them."""
    middle, high = (box.y0 + box.y1) / 2, box.y1 - box.y0
    look = {"color": plate.style.paper, "linewidth": 0, "zorder": 2.5}
    sheet.barh(middle, box.s1 - box.s0, high, left=box.s0, **look)
