"""A line over time: points on a true time scale, each labelled with its value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from briefings.errors import ChartError
from briefings.model import Chart, Mark

from .canvas import Canvas, TextBlock
from .fills import point_fills_of
from .layout import day_of, spread, values_of

_RADIUS = 2.4
_EDGE = 4.0  # points between the edge of the picture and the first or last point
_TICK = 5.0  # length of the mark on the axis above a date
_APART = 2.5  # points kept free at either side of a label
_DISTANCES = (5.5, 9.0, 14.0, 20.0, 28.0, 38.0, 50.0, 64.0, 80.0)
_COST_OF_LINE = 4.0  # a label may stand so many points farther off if that saves it a second line
_LABEL_WIDTHS = (None, 0.34, 0.24)  # of the picture, tried from the widest

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Box:
    s0: float
    s1: float
    y0: float
    y1: float

    def meets(self, other: _Box) -> bool:
        across = self.s0 < other.s1 and other.s0 < self.s1
        return across and self.y0 < other.y1 and other.y0 < self.y1

    def contains(self, other: _Box) -> bool:
        across = self.s0 <= other.s0 and other.s1 <= self.s1
        return across and self.y0 <= other.y0 and other.y1 <= self.y1

    def holds(self, point: Point) -> bool:
        return self.s0 < point[0] < self.s1 and self.y0 < point[1] < self.y1


def draw_line(chart: Chart, canvas: Canvas) -> float:
    """A line from a zero baseline; takes the whole height. Ticks are the categories of marks."""
    values_of(chart)
    undated = [mark.category for mark in chart.marks if mark.day is None]
    if undated:
        raise ChartError(f"The mark “{undated[0]}” of the line “{chart.title}” has no day.")
    marks = sorted(chart.marks, key=day_of)
    style = canvas.style
    wide = _Box(0, canvas.width, 0.2 * canvas.size, canvas.limit)
    at = [s for s, _ in _course(marks, wide, 0).points]
    ticks, named = _best_ticks(marks, at, canvas)
    axis = canvas.limit - max(block.height for block in ticks) - _TICK - 1
    plot = replace(wide, y1=axis - 1)
    # The label of a point whose date has no room on the axis has the date too.
    shown = {marks[i].category for i in named}
    dated = [mark if mark.category in shown else _with_date(mark) for mark in marks]
    try:
        course, blocks, boxes = _best_labels(chart, canvas, dated, plot)
    except ChartError:
        # Without room for these, the text alternative still has every date.
        course, blocks, boxes = _best_labels(chart, canvas, marks, plot)

    canvas.line([(0, course.zero), (canvas.width, course.zero)], style.muted, 0.75)
    for i, centre in named.items():
        _put_tick(canvas, ticks[i], at[i], centre, axis)
    if len(marks) > 1:
        canvas.line(course.points, style.series[0], 1.6)
    for block, box, (s, y) in zip(blocks, boxes, course.points, strict=True):
        near = min(max(s, box.s0), box.s1), min(max(y, box.y0), box.y1)
        if abs(near[0] - s) + abs(near[1] - y) > _DISTANCES[1] + 1:
            canvas.line([(s, y), near], style.muted, 0.5)
        canvas.put(block, (box.s0 + box.s1) / 2, box.y0, "middle")
    fills = point_fills_of(marks, style)
    for mark, (s, y), fill in zip(marks, course.points, fills, strict=True):
        canvas.dot(s, y, _RADIUS * (1.35 if mark.emphasis else 1), fill)
    return canvas.limit


def _with_date(mark: Mark) -> Mark:
    date = mark.category.replace(" ", "\N{NO-BREAK SPACE}")
    return replace(mark, label=f"{mark.label} ({date})")


def _put_tick(canvas: Canvas, block: TextBlock, at: float, centre: float, axis: float) -> None:
    """A date under its place on the axis; at the edges its lines are flush with the picture."""
    start, end = centre - block.width / 2, centre + block.width / 2
    foot = min(max(at, start), end)
    path = [(at, axis), (at, axis + 2), (foot, axis + _TICK)]
    canvas.line(path, canvas.style.muted, 0.75)
    top = axis + _TICK + 1
    if start < 1:
        canvas.put(block, start, top)
    elif end > canvas.width - 1:
        canvas.put(block, end, top, "end")
    else:
        canvas.put(block, centre, top, "middle")


def _best_ticks(
    marks: Sequence[Mark], at: Sequence[float], canvas: Canvas
) -> tuple[list[TextBlock], dict[int, float]]:
    """The dates in the wrapping with which most fit on the axis, and those that fit: _named."""
    wrapped = (
        [canvas.block(mark.category, width, colour=canvas.style.muted) for mark in marks]
        for width in (0.2 * canvas.width, 0.0)  # the second sets each word in a line of its own
    )
    tried = [(ticks, _named(marks, ticks, at, canvas.width)) for ticks in wrapped]
    return max(tried, key=lambda one: len(one[1]))


@dataclass(frozen=True, slots=True)
class _Course:
    """The places of the points, and that of zero on the vertical axis."""

    points: list[Point]
    zero: float


def _course(marks: Sequence[Mark], plot: _Box, head: float) -> _Course:
    """Points in the plot, with ``head`` points kept free above the highest for its label."""
    days = [day_of(mark) for mark in marks]
    values = [mark.value or 0.0 for mark in marks]
    least, most = min(0.0, *values), max(0.0, *values)
    length, span = days[-1] - days[0], (most - least) or 1.0
    width = plot.s1 - plot.s0 - 2 * _EDGE
    high = plot.y0 + (head if most > 0 else 0)
    low = plot.y1 + 1 - (head if least < 0 else 0)

    def level(value: float) -> float:
        return low - (value - least) / span * (low - high)

    places = [(day - days[0]) / length if length else 0.5 for day in days]
    points = [(_EDGE + p * width, level(v)) for p, v in zip(places, values, strict=True)]
    return _Course(points, level(0.0))


def _best_labels(
    chart: Chart, canvas: Canvas, marks: Sequence[Mark], plot: _Box
) -> tuple[_Course, list[TextBlock], list[_Box]]:
    """The wrapping of the labels that lets them stand close to their points in few lines."""
    best: tuple[float, _Course, list[TextBlock], list[_Box]] | None = None
    for part in _LABEL_WIDTHS:
        width = None if part is None else part * canvas.width
        blocks = [canvas.block(mark.label, width, bold=mark.emphasis) for mark in marks]
        head = max(block.height for block in blocks) + _DISTANCES[0]
        if plot.y1 - plot.y0 - head < 4 * canvas.size:
            continue
        course = _course(marks, plot, head)
        placed = _places(marks, blocks, course, plot)
        if placed is None:
            continue
        cost = placed[0] + _COST_OF_LINE * sum(len(block.lines) - 1 for block in blocks)
        if best is None or cost < best[0]:
            best = cost, course, blocks, placed[1]
    if best is None:
        raise ChartError(
            f"The labels of the line “{chart.title}” do not fit without overlap. "
            "Shorten them, enlarge the chart or show fewer marks."
        )
    return best[1:]


def _named(
    marks: Sequence[Mark], blocks: Sequence[TextBlock], at: Sequence[float], width: float
) -> dict[int, float]:
    """The marks whose dates fit on the axis without overlap, and the centre of each name.

    The ends and emphasised marks come first.
    """
    last = len(marks) - 1
    order = sorted(range(len(marks)), key=lambda i: (i not in (0, last), not marks[i].emphasis, i))
    chosen: list[int] = []
    centres: list[float] = []
    for i in order:
        same = any(marks[j].category == marks[i].category for j in chosen)
        tried = sorted([*chosen, i])
        widths = [blocks[j].width for j in tried]
        placed = spread([at[j] for j in tried], widths, 0, width, 6)
        # A name far from its date would mislead.
        if same or placed is None:
            continue
        if all(abs(c - at[j]) <= w / 2 + 4 for c, j, w in zip(placed, tried, widths, strict=True)):
            chosen, centres = tried, placed
    return dict(zip(chosen, centres, strict=True))


def _places(
    marks: Sequence[Mark], blocks: Sequence[TextBlock], course: _Course, plot: _Box
) -> tuple[float, list[_Box]] | None:
    """The sum of the distances of the labels, and a free place near its point for each; or None."""
    dots = [_Box(s - 4, s + 4, y - 4, y + 4) for s, y in course.points]
    trace = list(_trace(course.points))
    placed: dict[int, _Box] = {}
    far = 0.0
    for i in sorted(range(len(blocks)), key=lambda i: not marks[i].emphasis):
        for away, box in _candidates(blocks[i], course.points[i]):
            wide = _Box(box.s0 - _APART, box.s1 + _APART, box.y0, box.y1)
            free = plot.contains(box) and not any(map(wide.meets, [*placed.values(), *dots]))
            if free and not any(map(wide.holds, trace)):
                placed[i] = box
                far += away
                break
        else:
            return None
    return far, [placed[i] for i in range(len(blocks))]


def _trace(points: list[Point]) -> Iterator[Point]:
    """Points along the line, close enough together for no label to slip between them."""
    for (s0, y0), (s1, y1) in pairwise(points):
        steps = int(max(abs(s1 - s0), abs(y1 - y0)) / 3) + 1
        for i in range(steps + 1):
            yield s0 + (s1 - s0) * i / steps, y0 + (y1 - y0) * i / steps


def _candidates(block: TextBlock, point: Point) -> Iterator[tuple[float, _Box]]:
    """Boxes around the point with their distance: the near ones first, of these the upper ones."""
    (s, y), w, h = point, block.width, block.height
    for away in _DISTANCES:
        above, below = y - away - h + 1, y + away - 1
        middle = y - h / 2
        for s0, y0 in (
            (s - w / 2, above),
            (s - w / 4, above),
            (s - 3 * w / 4, above),
            (s - 4, above),
            (s - w + 4, above),
            (s - w / 2, below),
            (s - 4, below),
            (s - w + 4, below),
            (s + away, middle),
            (s - away - w, middle),
            (s + away, above),
            (s - away - w, above),
            (s + away, below),
            (s - away - w, below),
        ):
            yield away, _Box(s0, s0 + w, y0, y0 + h)
