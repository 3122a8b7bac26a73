"""Leadership matrix: which row (a country) has a mark in which column (a group)."""

from __future__ import annotations

from briefings.errors import ChartError
from briefings.model import Chart

from .canvas import Canvas

_ROW_NAMES = 0.34  # of the width at most
_PAD = 4.0
_TIGHTNESS = (2.3, 2.0, 1.75, 1.55)  # row height in sizes, tried from the airiest


def draw_matrix(chart: Chart, canvas: Canvas) -> float:
    """Row names at the start, heads above the columns, dots in a light grid."""
    rows, columns = len(chart.rows), len(chart.columns)
    if not rows or not columns:
        raise ChartError(f"The matrix “{chart.title}” has nothing to show: no rows or no columns.")
    if len(chart.cells) != rows or any(len(row) != columns for row in chart.cells):
        raise ChartError(f"The cells of the matrix “{chart.title}” are not {rows} × {columns}.")
    if not any(map(any, chart.cells)):
        raise ChartError(f"The matrix “{chart.title}” has nothing to show: no cell is marked.")

    style = canvas.style
    names = [canvas.block(name, _ROW_NAMES * canvas.width) for name in chart.rows]
    origin = max(block.width for block in names) + 2 * _PAD
    step = (canvas.width - origin) / columns
    heads = [canvas.block(name, step - 2 * _PAD, bold=True) for name in chart.columns]
    for head in heads:
        if head.width > step - 2:
            raise ChartError(
                f"The column head “{head.text}” is wider than its column in “{chart.title}”. "
                "Use a shorter name, widen the chart or show fewer columns."
            )
    top = max(block.height for block in heads) + _PAD
    heights = [0.0]
    for sizes in _TIGHTNESS:
        heights = [max(sizes * canvas.size, name.height + 2) for name in names]
        if top + sum(heights) + 0.5 <= canvas.limit:
            break

    middles = [origin + (column + 0.5) * step for column in range(columns)]
    foot = top + sum(heights)
    for head, middle in zip(heads, middles, strict=True):
        canvas.put(head, middle, top - _PAD - head.height, "middle")
        canvas.line([(middle, top), (middle, foot)], style.rule, 0.5)
    canvas.line([(0, top), (canvas.width, top)], style.muted, 0.9)
    radius = min(0.5 * canvas.size, 0.3 * step)
    y = top
    for name, height, cells in zip(names, heights, chart.cells, strict=True):
        middle_y = y + height / 2
        canvas.put(name, 0, middle_y - name.height / 2)
        for middle, marked in zip(middles, cells, strict=True):
            if marked:
                canvas.dot(middle, middle_y, radius, style.series[0])
        y += height
        canvas.line([(0, y), (canvas.width, y)], style.rule, 0.5)
    return y + 0.25
