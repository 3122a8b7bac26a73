"""A matrix of dots: which row (a country) has a mark in which column (a group)."""

from __future__ import annotations

from dataclasses import dataclass

from briefings.errors import ChartError
from briefings.model import Chart, Ink, unmarked

from .plate import Plate, TextBlock

_ROW_NAMES = 0.34  # of the width at most
_PAD = 4.0
_EMPTY = 1.4  # points across the dot of an empty cell
_TIGHTNESS = (2.3, 2.0, 1.8, 1.6, 1.5)  # row height in sizes, tried from the airiest


@dataclass(frozen=True, slots=True)
class _Head:
    """The name of a column; a raised one is tied to its column by a line."""

    block: TextBlock
    top: float
    is_raised: bool = False

    @property
    def foot(self) -> float:
        return self.top + self.block.height


def draw_matrix(chart: Chart, plate: Plate) -> None:
    """Row names at the start, heads above the columns, dots in a light grid."""
    _check_cells(chart)
    style = plate.style
    names = [plate.block(name, _ROW_NAMES * plate.width) for name in chart.rows]
    origin = max(block.width for block in names) + 2 * _PAD
    step = (plate.width - origin) / len(chart.columns)
    heads, top = _place_heads(chart, plate, step)
    pitch = 0.0
    for sizes in _TIGHTNESS:
        pitch = max(sizes * plate.size, *(name.height for name in names), 0.0)
        if top + pitch * len(names) + 0.5 <= plate.limit:
            break

    foot = top + pitch * len(names)
    sheet = plate.axes(foot + 0.25)
    middles = [origin + (column + 0.5) * step for column in range(len(chart.columns))]
    # In one ink, rules both ways would outweigh the marks: empty cells get small dots instead.
    in_colour = style.ink == Ink.COLOUR
    for head, middle in zip(heads, middles, strict=True):
        half = head.block.width / 2
        plate.put(sheet, head.block, min(middle, plate.width - half), head.top, "middle")
        if head.is_raised:
            sheet.vlines(middle, head.foot + 1, top, color=style.muted, linewidth=0.5)
    rows = [top + (number + 0.5) * pitch for number in range(len(names))]
    rules = [top + (number + 1) * pitch for number in range(len(names))]
    if in_colour:
        sheet.vlines(middles, top, foot, color=style.rule, linewidth=0.5)
    sheet.hlines(top, 0, plate.width, color=style.muted, linewidth=0.9)
    sheet.hlines(rules, 0, plate.width, color=style.rule, linewidth=0.5)
    for name, y in zip(names, rows, strict=True):
        plate.put(sheet, name, 0, y - name.height / 2)
    across = min(plate.size, 0.6 * step)
    marked = _cells(chart, middles, rows, filled=True)
    sheet.plot(*marked, "o", markersize=across, color=style.series[0], markeredgewidth=0)
    if not in_colour:
        empty = _cells(chart, middles, rows, filled=False)
        sheet.plot(*empty, "o", markersize=_EMPTY, color=style.rule, markeredgewidth=0)


def _cells(
    chart: Chart, middles: list[float], rows: list[float], *, filled: bool
) -> tuple[list[float], list[float]]:
    """The places of the cells that are marked, or of those that are not."""
    places = [
        (middle, y)
        for y, cells in zip(rows, chart.cells, strict=True)
        for middle, cell in zip(middles, cells, strict=True)
        if cell is filled
    ]
    return [s for s, _ in places], [y for _, y in places]


def _place_heads(chart: Chart, plate: Plate, step: float) -> tuple[list[_Head], float]:
    """The heads of the columns, and where the rows begin.

    Where a head is wider than its column, every other one is raised above its neighbours, which
    gives each half a column more.
    """
    raised, room = False, step
    heads = _wrapped(chart, plate, room)
    if len(heads) > 1 and any(head.width > room - 2 for head in heads):
        raised, room = True, 1.5 * step
        heads = _wrapped(chart, plate, room)
    for head in heads:
        if head.width > room - 2:
            raise ChartError(
                f"The column head “{unmarked(head.text)}” is wider than its column in "
                f"“{chart.title}”. Use a shorter name, widen the chart or show fewer columns."
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


def _wrapped(chart: Chart, plate: Plate, room: float) -> list[TextBlock]:
    return [plate.block(name, room - 2 * _PAD, bold=True) for name in chart.columns]


def _check_cells(chart: Chart) -> None:
    rows, columns = len(chart.rows), len(chart.columns)
    if not rows or not columns:
        raise ChartError(f"The matrix “{chart.title}” has nothing to show: no rows or no columns.")
    if len(chart.cells) != rows or any(len(row) != columns for row in chart.cells):
        raise ChartError(f"The cells of the matrix “{chart.title}” are not {rows} × {columns}.")
    if not any(map(any, chart.cells)):
        raise ChartError(f"The matrix “{chart.title}” has nothing to show: no cell is marked.")
