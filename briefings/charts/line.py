"""A line over time: points on a true time scale, with their values, their dates and what is known.

Points whose day is estimated are open, with the days that it may be as a line; what has been empty
since the newest figure is hatched; events stand as dotted lines with words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from briefings.errors import ChartError
from briefings.model import Chart, Ink, Mark, unmarked

from .fills import point_fills_of
from .layout import Box, Point, day_of, trace_of, values_of
from .plate import Anchor, Plate, TextBlock

_RADIUS = 3.0
_EDGE = 10.0  # points between the edge of the picture and the first or last day
_TICK = 3.0  # length of the mark on the axis of time
_APART = 2.5  # points kept free at either side of a label
_DISTANCES = (6.5, 9.0, 14.0, 20.0, 28.0, 38.0, 50.0, 64.0, 80.0)
_LABEL_WIDTHS = (None, 0.34, 0.24)  # of the picture, tried from the widest
_MOST_LABELLED = 8
_FEW = 6  # points, of which each has a stem; nobody knows what was between them
_GAP_HEIGHT = 0.72  # of the plot
_LEAST_GAP = 10.0  # points, under which what is empty is not seen


def draw_line(chart: Chart, plate: Plate) -> None:
    """A line from a zero baseline, as high as the picture may be."""
    values_of(chart)
    undated = [mark.category for mark in chart.marks if mark.day is None]
    if undated:
        raise ChartError(
            f"The mark “{unmarked(undated[0])}” of the line “{chart.title}” has no day."
        )
    marks = sorted(chart.marks, key=day_of)
    time = _Time.of(chart, marks, plate.width)
    sheet = plate.axes(plate.limit)
    top = _put_events(chart, plate, sheet, time)
    ticks = [plate.block(one.label, size=plate.style.tick_pt) for one in chart.days]
    foot = plate.height - max((block.height for block in ticks), default=0.0) - _TICK - 1
    course, blocks, boxes = _best_labels(
        chart, plate, marks, (time, Box(0, plate.width, top, foot))
    )
    axes = _scaled(plate, time, course, (top, foot))
    _draw_scales(chart, plate, (sheet, axes), course)
    _put_ticks(chart, plate, sheet, (time, foot, ticks))
    _draw_gap(chart, plate, (sheet, axes), (time, course, marks[-1]))
    _draw_points(marks, plate, axes)
    for own, box, point in zip(blocks, boxes, course.points, strict=True):
        if own and box:
            _put_label(plate, sheet, own, box, point)


@dataclass(frozen=True, slots=True)
class _Time:
    """The days that the axis runs over, and the length that they take."""

    first: int
    last: int
    width: float

    @classmethod
    def of(cls, chart: Chart, marks: Sequence[Mark], width: float) -> _Time:
        days = [day_of(mark) for mark in (*marks, *chart.days, *chart.events)]
        days += [day.toordinal() for mark in marks for day in mark.span or ()]
        days += [chart.until.toordinal()] if chart.until else []
        return cls(min(days), max(days), width)

    def place(self, day: date | None) -> float:
        length = self.last - self.first
        part = ((day.toordinal() if day else 0) - self.first) / length if length else 0.5
        return _EDGE + part * (self.width - 2 * _EDGE)


@dataclass(frozen=True, slots=True)
class _Course:
    """The places of the points, and the scale of their values: its ends, and points to a unit."""

    points: list[Point]
    least: float
    most: float
    zero: float
    unit: float

    def level(self, value: float) -> float:
        return self.zero - value * self.unit


def _course(marks: Sequence[Mark], chart: Chart, time: _Time, plot: Box, head: float) -> _Course:
    """Points in the plot, with ``head`` points kept free above the highest for its label."""
    values = [mark.value or 0.0 for mark in marks] + [one.value or 0.0 for one in chart.levels]
    least, most = min(0.0, *values), max(0.0, *values)
    own = [mark.value or 0.0 for mark in marks]
    high = plot.y0 + (head if max(own) > 0 else 4)
    low = plot.y1 - (head if min(own) < 0 else 0)
    unit = (low - high) / ((most - least) or 1.0)
    zero = low + least * unit
    points = [(time.place(m.day), zero - (m.value or 0.0) * unit) for m in marks]
    return _Course(points, least, most, zero, unit)


def _scaled(plate: Plate, time: _Time, course: _Course, ends: tuple[float, float]) -> Any:
    """Axes in days and values over the plot."""
    top, foot = ends
    axes = plate.window(_EDGE, plate.width - _EDGE, top, foot)
    plate.scale(axes, time.first, time.last if time.last > time.first else time.first + 1)
    if time.last == time.first:
        plate.scale(axes, time.first - 0.5, time.first + 0.5)
    axes.set_ylim((course.zero - foot) / course.unit, (course.zero - top) / course.unit)
    return axes


def _put_events(chart: Chart, plate: Plate, sheet: Any, time: _Time) -> float:
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


def _draw_scales(chart: Chart, plate: Plate, axes: tuple[Any, Any], course: _Course) -> None:
    sheet, plot = axes
    style = plate.style
    for tick in chart.levels:
        y = course.level(tick.value or 0.0)
        plot.axhline(tick.value or 0.0, color=style.rule, linewidth=0.5, zorder=0)
        if tick.label:
            block = plate.block(tick.label, size=style.tick_pt, colour=style.muted)
            # The line of an event may pass here: the name of a level interrupts it.
            ground = {"color": style.paper, "linewidth": 0, "zorder": 2.5}
            high = 0.8 * block.height
            sheet.barh(y - 0.5 * block.height, block.width + 2, high, left=0, **ground)
            plate.put(sheet, block, 0, y - block.height + 1)
    plot.axhline(0, color=style.text, linewidth=1.0)


def _put_ticks(
    chart: Chart, plate: Plate, sheet: Any, place: tuple[_Time, float, list[TextBlock]]
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
    chart: Chart, plate: Plate, axes: tuple[Any, Any], place: tuple[_Time, _Course, Mark]
) -> None:
    """What is empty since the newest figure: hatched, with words in it where they have room."""
    time, course, newest = place
    sheet, plot = axes
    if chart.until is None or newest.day is None:
        return
    s0, s1 = time.place(newest.day) + 2, time.place(chart.until)
    if s1 - s0 < _LEAST_GAP:
        return
    style = plate.style
    high = _GAP_HEIGHT * course.most
    grey = style.text if style.ink is Ink.MONO else style.muted
    days = [newest.day.toordinal() + (2 / (s1 - s0)) * (time.last - day_of(newest)), time.last]
    plot.fill_between(days, 0, high, facecolor="none", edgecolor=grey, linewidth=0, hatch="///")
    block = plate.block(chart.gap, s1 - s0 - 8, bold=True, size=style.tick_pt + 0.5)
    room = course.level(0) - course.level(high)
    if chart.gap and block.width <= s1 - s0 - 6 and block.height + 4 <= room:
        middle = (course.level(0) + course.level(high)) / 2
        ground = {"color": style.paper, "linewidth": 0}
        sheet.barh(middle, s1 - s0 - 4, block.height + 4, left=s0 + 2, **ground)
        plate.put(sheet, block, (s0 + s1) / 2, middle - block.height / 2, "middle")


def _draw_points(marks: Sequence[Mark], plate: Plate, axes: Any) -> None:
    style = plate.style
    days = [day_of(mark) for mark in marks]
    values = [mark.value or 0.0 for mark in marks]
    fills = point_fills_of(marks, style)
    few = len(marks) <= _FEW
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


@dataclass(frozen=True, slots=True)
class _Own:
    """The value and the date of a point, one below the other."""

    value: TextBlock
    date: TextBlock

    @property
    def width(self) -> float:
        return max(self.value.width, self.date.width)

    @property
    def height(self) -> float:
        # Digits stay within their line: the date may stand closer than a line of its own.
        return self.value.height + self.date.height - 0.25 * self.value.size


def _put_label(plate: Plate, sheet: Any, own: _Own, box: Box, point: Point) -> None:
    s, y = point
    near = min(max(s, box.s0), box.s1), min(max(y, box.y0), box.y1)
    if abs(near[0] - s) + abs(near[1] - y) > _DISTANCES[3]:
        sheet.plot([s, near[0]], [y, near[1]], color=plate.style.muted, linewidth=0.5)
    anchor: Anchor = "middle"
    at = (box.s0 + box.s1) / 2
    if box.s0 >= s - 1:
        anchor, at = "start", box.s0
    elif box.s1 <= s + 1:
        anchor, at = "end", box.s1
    plate.put(sheet, own.value, at, box.y0, anchor)
    plate.put(sheet, own.date, at, box.y1 - own.date.height, anchor)


def _best_labels(
    chart: Chart, plate: Plate, marks: Sequence[Mark], place: tuple[_Time, Box]
) -> tuple[_Course, list[_Own | None], list[Box | None]]:
    """The wrapping of the labels that lets them stand close to their points."""
    time, plot = place
    labelled = _labelled(marks)
    for part in _LABEL_WIDTHS:
        width = None if part is None else part * plate.width
        owns = [_own(m, plate, width) if i in labelled else None for i, m in enumerate(marks)]
        head = max(own.height for own in owns if own) + _DISTANCES[0]
        # Beside its point a label needs no room above it.
        for kept in (0.5 * head, head):
            if plot.y1 - plot.y0 - kept < 4 * plate.size:
                continue
            course = _course(marks, chart, time, plot, kept)
            boxes = _places(marks, owns, course, _obstacles(chart, plate, time, course, plot))
            if boxes is not None:
                return course, owns, boxes
    raise ChartError(
        f"The labels of the line “{chart.title}” do not fit without overlap. "
        "Shorten them, enlarge the chart or show fewer marks."
    )


def _labelled(marks: Sequence[Mark]) -> set[int]:
    """The marks with a label: all of a few; else the ends, the extremes and what is emphasised."""
    if len(marks) <= _MOST_LABELLED:
        return set(range(len(marks)))
    values = [mark.value or 0.0 for mark in marks]
    chosen = {0, len(marks) - 1, values.index(max(values)), values.index(min(values))}
    return chosen | {i for i, mark in enumerate(marks) if mark.emphasis}


def _own(mark: Mark, plate: Plate, width: float | None) -> _Own:
    style = plate.style
    size = style.strong_pt if mark.emphasis else 1.2 * style.size_pt
    colour = (point_fills_of([mark], style)[0].ink if mark.span else None) or style.series[0]
    if mark.emphasis and style.ink is Ink.COLOUR and len(style.series) > 2:
        colour = style.series[2]
    return _Own(
        plate.block(mark.label, width, size=size, bold=True, colour=colour),
        plate.block(mark.category, width, size=style.tick_pt),
    )


def _obstacles(
    chart: Chart, plate: Plate, time: _Time, course: _Course, plot: Box
) -> tuple[Box, list[Box]]:
    """The room of the labels, and what they must not cover beside the line itself."""
    found: list[Box] = []
    marks = sorted(chart.marks, key=day_of)
    for event in chart.events:
        s = time.place(event.day)
        found.append(Box(s - 2, s + 2, plot.y0, plot.y1))
    for mark in marks:
        if mark.span:
            y = course.level(mark.value or 0.0)
            first, last = (time.place(day) for day in mark.span)
            found.append(Box(first, last, y - 3, y + 3))
    for tick in chart.levels:
        if tick.label:
            block = plate.block(tick.label, size=plate.style.tick_pt)
            y = course.level(tick.value or 0.0)
            found.append(Box(0, block.width + 3, y - block.height, y + 1))
    if chart.until and time.place(chart.until) - course.points[-1][0] >= _LEAST_GAP:
        s0, s1 = course.points[-1][0] + 2, time.place(chart.until)
        found.append(Box(s0, s1, course.level(_GAP_HEIGHT * course.most) - 1, plot.y1))
    if len(course.points) <= _FEW:
        for s, y in course.points:
            found.append(Box(s - 2, s + 2, min(y, course.zero), max(y, course.zero)))
    return Box(0, plate.width, plot.y0, plot.y1), found


def _places(
    marks: Sequence[Mark],
    owns: Sequence[_Own | None],
    course: _Course,
    around: tuple[Box, list[Box]],
) -> list[Box | None] | None:
    """A free place near its point for each label; or None."""
    room, fixed = around
    dots = [Box(s - 4, s + 4, y - 4, y + 4) for s, y in course.points]
    trace = list(trace_of(course.points))
    placed: dict[int, Box] = {}
    for i in sorted(range(len(owns)), key=lambda i: not marks[i].emphasis):
        own = owns[i]
        if own is None:
            continue
        for box in _candidates(own, course.points[i]):
            wide = Box(box.s0 - _APART, box.s1 + _APART, box.y0, box.y1)
            free = room.contains(box) and not any(
                wide.meets(other) for other in (*placed.values(), *dots, *fixed)
            )
            if free and not any(map(wide.holds, trace)):
                placed[i] = box
                break
        else:
            return None
    return [placed.get(i) for i in range(len(owns))]


def _candidates(own: _Own, point: Point) -> Iterator[Box]:
    """Boxes around the point: the near ones first, of these the upper ones."""
    (s, y), w, h = point, own.width, own.height
    for away in _DISTANCES:
        above, below = y - away - h + 2, y + away - 2
        middle = y - own.value.height / 2
        for s0, y0 in (
            (s + away, middle),
            (s - w / 2, above),
            (s - away - w, middle),
            (s - 4, above),
            (s - w + 4, above),
            (s + away, y - h + 6),
            (s - away - w, y - h + 6),
            (s + away, y - h / 2),
            (s - away - w, y - h / 2),
            (s - w / 2, below),
            (s - 4, below),
            (s - w + 4, below),
            (s + away, above),
            (s - away - w, above),
            (s + away, below),
            (s - away - w, below),
        ):
            yield Box(s0, s0 + w, y0, y0 + h)
