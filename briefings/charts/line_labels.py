"""Places the values and dates of the points of a line, where they cover nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from briefings.errors import ChartError
from briefings.model import Chart, Ink, Mark

from .fills import point_fills_of
from .layout import Box, Point, day_of, trace_of
from .plate import Plate, TextBlock

EDGE = 10.0  # points between the edge of the picture and the first or last day
FEW = 6  # points, of which each has a stem; nobody knows what was between them
GAP_HEIGHT = 0.88  # of the plot
LEAST_GAP = 10.0  # points, under which what is empty is not seen
_APART = 2.5  # points kept free at either side of a label
DISTANCES = (6.5, 9.0, 14.0, 20.0, 28.0, 38.0, 50.0, 64.0, 80.0)
_LABEL_WIDTHS = (None, 0.34, 0.24)  # of the picture, tried from the widest
_MOST_LABELLED = 8
_COST_OF_LINE = 4.0  # a label may stand so many points farther off if that saves it a line
_COST_OF_HEAD = 0.4  # and the plot may be so much lower if that lets labels stand closer


@dataclass(frozen=True, slots=True)
class Time:
    """The days that the axis runs over, as ordinals, and where it begins in the picture."""

    first: int
    last: int
    start: float
    width: float

    @classmethod
    def of(cls, chart: Chart, marks: Sequence[Mark], plate: Plate) -> Time:
        """The time from the first day that is known, or may be one, to the last."""
        days = [day_of(mark) for mark in (*marks, *chart.days, *chart.events)]
        days += [day.toordinal() for mark in marks for day in mark.span or ()]
        days += [chart.until.toordinal()] if chart.until else []
        time = cls(min(days), max(days), EDGE, plate.width)
        levels = [plate.block(one.label, size=plate.style.tick_pt).width for one in chart.levels]
        beside = max(levels, default=0.0) + 8
        # Where no mark stands in their way, the names of levels lie inside the plot.
        return time if time.place(marks[0].day) > beside else replace(time, start=beside)

    def place(self, day: date | None) -> float:
        """Where a day stands along ``s``."""
        length = self.last - self.first
        part = ((day.toordinal() if day else 0) - self.first) / length if length else 0.5
        return self.start + part * (self.width - EDGE - self.start)


@dataclass(frozen=True, slots=True)
class Course:
    """The places of the points, and the scale of their values: its ends, and points to a unit."""

    points: list[Point]
    least: float
    most: float
    zero: float
    unit: float

    def level(self, value: float) -> float:
        """Where a value stands, down from the top."""
        return self.zero - value * self.unit


def course_of(marks: Sequence[Mark], chart: Chart, time: Time, plot: Box, head: float) -> Course:
    """Points in the plot, with ``head`` points kept free above the highest for its label."""
    values = [mark.value or 0.0 for mark in marks] + [one.value or 0.0 for one in chart.levels]
    least, most = min(0.0, *values), max(0.0, *values)
    own = [mark.value or 0.0 for mark in marks]
    high = plot.y0 + (head if max(own) > 0 else 4)
    low = plot.y1 - (head if min(own) < 0 else 0)
    unit = (low - high) / ((most - least) or 1.0)
    zero = low + least * unit
    points = [(time.place(m.day), zero - (m.value or 0.0) * unit) for m in marks]
    return Course(points, least, most, zero, unit)


@dataclass(frozen=True, slots=True)
class Own:
    """The value and the date of a point, one below the other."""

    value: TextBlock
    date: TextBlock

    @property
    def width(self) -> float:
        """Width of the wider one."""
        return max(self.value.width, self.date.width)

    @property
    def height(self) -> float:
        """Height of both."""
        # Digits stay within their line: the date may stand closer than below letters.
        extents = self.value.extents
        closer = 0.25 * self.value.size if extents and extents[-1].descent < 1 else 0.0
        return self.value.height + self.date.height - closer


def best_labels(
    chart: Chart, plate: Plate, marks: Sequence[Mark], place: tuple[Time, Box]
) -> tuple[Course, list[Own | None], list[Box | None]]:
    """The wrapping of the labels that lets them stand close to their points."""
    time, plot = place
    labelled = _labelled(marks)
    best: tuple[float, Course, list[Own | None], list[Box | None]] | None = None
    for part in _LABEL_WIDTHS:
        width = None if part is None else part * plate.width
        owns = [_own(m, plate, width) if i in labelled else None for i, m in enumerate(marks)]
        head = max(own.height for own in owns if own) + DISTANCES[0]
        # Beside its point a label needs no room above it.
        for kept in (0.5 * head, head):
            if plot.y1 - plot.y0 - kept < 4 * plate.size:
                continue
            course = course_of(marks, chart, time, plot, kept)
            placed = _places(marks, owns, course, _obstacles(chart, plate, time, course, plot))
            if placed is None:
                continue
            lines = sum(len(own.value.lines) + len(own.date.lines) - 2 for own in owns if own)
            cost = placed[0] + _COST_OF_LINE * lines + _COST_OF_HEAD * kept
            if best is None or cost < best[0]:
                best = cost, course, owns, placed[1]
    if best is not None:
        return best[1:]
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


def _own(mark: Mark, plate: Plate, width: float | None) -> Own:
    style = plate.style
    size = style.strong_pt if mark.emphasis else 1.2 * style.size_pt
    colour = (point_fills_of([mark], style)[0].ink if mark.span else None) or style.series[0]
    if mark.emphasis and style.ink == Ink.COLOUR and len(style.series) > 2:
        colour = style.series[2]
    return Own(
        plate.block(mark.label, width, size=size, bold=True, colour=colour),
        plate.block(mark.category, width, size=style.tick_pt),
    )


def _obstacles(
    chart: Chart, plate: Plate, time: Time, course: Course, plot: Box
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
    if chart.until and time.place(chart.until) - course.points[-1][0] >= LEAST_GAP:
        s0, s1 = course.points[-1][0] + 2, time.place(chart.until)
        found.append(Box(s0, s1, course.level(GAP_HEIGHT * course.most) - 1, plot.y1))
    if len(course.points) <= FEW:
        for s, y in course.points:
            found.append(Box(s - 2, s + 2, min(y, course.zero), max(y, course.zero)))
    return Box(0, plate.width, plot.y0, plot.y1), found


def _places(
    marks: Sequence[Mark],
    owns: Sequence[Own | None],
    course: Course,
    around: tuple[Box, list[Box]],
) -> tuple[float, list[Box | None]] | None:
    """How far the labels stand off, and a free place near its point for each; or None."""
    room, fixed = around
    far = 0.0
    dots = [Box(s - 4, s + 4, y - 4, y + 4) for s, y in course.points]
    trace = list(trace_of(course.points))
    placed: dict[int, Box] = {}
    for i in sorted(range(len(owns)), key=lambda i: not marks[i].emphasis):
        own = owns[i]
        if own is None:
            continue
        for away, box in _candidates(own, course.points[i]):
            wide = Box(box.s0 - _APART, box.s1 + _APART, box.y0, box.y1)
            free = room.contains(box) and not any(
                wide.meets(other) for other in (*placed.values(), *dots, *fixed)
            )
            if free and not any(map(wide.holds, trace)):
                placed[i] = box
                far += away
                break
        else:
            return None
    return far, [placed.get(i) for i in range(len(owns))]


def _candidates(own: Own, point: Point) -> Iterator[tuple[float, Box]]:
    """Boxes around the point with their distance: the near ones first, of these the upper ones."""
    (s, y), w, h = point, own.width, own.height
    for away in DISTANCES:
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
            yield away, Box(s0, s0 + w, y0, y0 + h)
