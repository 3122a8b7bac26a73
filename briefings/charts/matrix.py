"""A matrix of dots: which row (a country) has a mark in which column (a group)."""

from __future__ import annotations

from dataclasses import dataclass

from briefings.errors import ChartError
from briefings.model import Chart, Ink

from .canvas import Canvas, TextBlock
from .fills import Fill

_ROW_NAMES = 0.34  # of the width at most
_PAD = 4.0
_EMPTY = 0.7  # radius in points of the dot of an empty cell
_TIGHTNESS = (2.3, 2.0, 1.8, 1.6)  # row height in sizes, tried from the airiest


@dataclass(frozen=True, slots=True)
class _Head:
    """The name of a column; a raised one is tied to its column by a line."""

    block: TextBlock
    top: float
    is_raised: bool = False

    @property
    def foot(self) -> float:
        return self.top + self.block.height


def draw_matrix(chart: Chart, canvas: Canvas) -> float:
    """Row names at the start, heads above the columns, dots in a light grid."""
    _check_cells(chart)
    columns = len(chart.columns)
    style = canvas.style
    names = [canvas.block(name, _ROW_NAMES * canvas.width) for name in chart.rows]
    origin = max(block.width for block in names) + 2 * _PAD
    step = (canvas.width - origin) / columns
    heads, top = _place_heads(chart, canvas, step)
    heights = [0.0]
    for sizes in _TIGHTNESS:
        heights = [max(sizes * canvas.size, name.height) for name in names]
        if top + sum(heights) + 0.5 <= canvas.limit:
            break

    middles = [origin + (column + 0.5) * step for column in range(columns)]
    foot = top + sum(heights)
    # In one ink, rules both ways would outweigh the marks: empty cells get small dots instead.
    upright = style.ink == Ink.COLOUR
    empty = None if upright else Fill(style.rule)
    for head, middle in zip(heads, middles, strict=True):
        half = head.block.width / 2
        canvas.put(head.block, min(middle, canvas.width - half), head.top, "middle")
        if head.is_raised:
            canvas.line([(middle, head.foot + 1), (middle, top)], style.muted, 0.5)
        if upright:
            canvas.line([(middle, top), (middle, foot)], style.rule, 0.5)
    canvas.line([(0, top), (canvas.width, top)], style.muted, 0.9)
    radius = min(0.5 * canvas.size, 0.3 * step)
    y = top
    for name, height, cells in zip(names, heights, chart.cells, strict=True):
        middle_y = y + height / 2
        canvas.put(name, 0, middle_y - name.height / 2)
        for middle, marked in zip(middles, cells, strict=True):
            if marked:
                canvas.dot(middle, middle_y, radius, Fill(style.series[0]))
            elif empty:
                canvas.dot(middle, middle_y, _EMPTY, empty)
        y += height
        canvas.line([(0, y), (canvas.width, y)], style.rule, 0.5)
    return y + 0.25


def _place_heads(chart: Chart, canvas: Canvas, step: float) -> tuple[list[_Head], float]:
    """The heads of the columns, and where the rows begin.

    Where a head is wider than its column, every other one is raised above its neighbours, which
    gives each half a column more.
    """
    raised, room = False, step
    heads = _wrapped(chart, canvas, room)
    if len(heads) > 1 and any(head.width > room - 2 for head in heads):
        raised, room = True, 1.5 * step
        heads = _wrapped(chart, canvas, room)
    for head in heads:
        if head.width > room - 2:
            raise ChartError(
                f"The column head “{head.text}” is wider than its column in “{chart.title}”. "
                "Use a shorter name, widen the chart or show fewer columns."
            )
    upper, lower = (heads[::2], heads[1::2]) if raised else ([], heads)
    above = max((block.height for block in upper), default=0.0)
    top = above + max(block.height for block in lower) + _PAD
    return [
        _Head(block, above - block.height, is_raised=True)
        if raised and column % 2 == 0
        else _Head(block, top - _PAD - block.height)
        for column, block in enumerate(heads)
    ], top


def _wrapped(chart: Chart, canvas: Canvas, room: float) -> list[TextBlock]:
    return [canvas.block(name, room - 2 * _PAD, bold=True) for name in chart.columns]


def _check_cells(chart: Chart) -> None:
    rows, columns = len(chart.rows), len(chart.columns)
    if not rows or not columns:
        raise ChartError(f"The matrix “{chart.title}” has nothing to show: no rows or no columns.")
    if len(chart.cells) != rows or any(len(row) != columns for row in chart.cells):
        raise ChartError(f"The cells of the matrix “{chart.title}” are not {rows} × {columns}.")
    if not any(map(any, chart.cells)):
        raise ChartError(f"The matrix “{chart.title}” has nothing to show: no cell is marked.")
