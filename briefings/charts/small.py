"""Small pictures: a line in a tile, the ages of what a document says, lines of one scale."""

from __future__ import annotations

from collections.abc import Sequence

from briefings.errors import ChartError
from briefings.model import Chart, Ink, Mark

from .fills import Fill
from .layout import day_of, marks_of, spread, values_of
from .plate import Plate

_DOT = 4.2  # points across
_PANEL = 135.0  # points that one of many panels is wide, at least
_BETWEEN = 14.0
_PLOT = 3.4  # height of a panel's plot, in sizes


def draw_sparkline(chart: Chart, plate: Plate) -> None:
    """The course of a value without words: the figures stand beside it."""
    values = values_of(chart)
    marks = sorted(chart.marks, key=day_of)
    days = [day_of(mark) for mark in marks]
    values = [mark.value or 0.0 for mark in marks]
    height = plate.limit
    plate.axes(height)
    axes = plate.window(_DOT / 2, plate.width - _DOT / 2, _DOT / 2, height - 1)
    plate.scale(axes, days[0], max(days[-1], days[0] + 1))
    least, most = min(0.0, *values), max(0.0, *values)
    axes.set_ylim(least, most or 1.0)
    style = plate.style
    if style.ink == Ink.COLOUR:
        axes.fill_between(days, least, values, color=style.rule, linewidth=0)
    axes.plot(days, values, color=style.series[0], linewidth=1.3)
    newest = style.series[2] if len(style.series) > 2 and style.ink == Ink.COLOUR else style.text
    axes.plot(days[-1], values[-1], "o", markersize=_DOT, color=newest, markeredgewidth=0)


def draw_age_strip(chart: Chart, plate: Plate) -> None:
    """The days of the figures on a line, up to the day of the document, which is a diamond.

    ``chart.until`` is that day and ``chart.gap`` its name. The emphasised mark is the newest.
    """
    marks = sorted(marks_of(chart), key=day_of)
    if chart.until is None:
        raise ChartError(f"The strip “{chart.title}” has no day to end with.")
    until = Mark(chart.gap, "", day=chart.until)
    style = plate.style
    blocks = [
        plate.block(
            mark.label,
            size=style.tick_pt,
            bold=mark.emphasis or mark is until,
            colour=_colour(mark, until, plate),
        )
        for mark in (*marks, until)
    ]
    first, last = day_of(marks[0]), chart.until.toordinal()
    inset = max(_DOT, blocks[0].width / 2, blocks[-1].width / 2)
    at = [
        inset + (day_of(mark) - first) / max(1, last - first) * (plate.width - 2 * inset)
        for mark in (*marks, until)
    ]
    y = _DOT + 1
    height = y + _DOT + max(block.height for block in blocks)
    sheet = plate.axes(height)
    line = style.series[0]
    sheet.hlines(y, at[0], at[-2], color=line, linewidth=2)
    sheet.hlines(y, at[-2], at[-1], color=style.text, linewidth=0.8, linestyle=(0, (1, 2)))
    for mark, s in zip(marks, at, strict=False):
        colour = _colour(mark, until, plate) if mark.emphasis else line
        face = colour if mark.emphasis else style.paper
        look = {**Fill(face, colour).of_dot, "markeredgewidth": 1.4}
        sheet.plot(s, y, "o", markersize=1.5 * _DOT, zorder=3, **look)
    sheet.plot(at[-1], y, "D", markersize=1.4 * _DOT, color=style.text, markeredgewidth=0)
    for i, centre in _named(at, [block.width for block in blocks], plate.width).items():
        plate.put(sheet, blocks[i], centre, y + _DOT, "middle")


def _colour(mark: Mark, until: Mark, plate: Plate) -> str:
    style = plate.style
    if mark.emphasis and len(style.series) > 2 and style.ink == Ink.COLOUR:
        return style.series[2]
    return style.text if mark is until or mark.emphasis else style.muted


def _named(at: Sequence[float], widths: Sequence[float], width: float) -> dict[int, float]:
    """The centres of the names that have room: those of both ends and of the newest come first."""
    last = len(at) - 1
    order = dict.fromkeys([last, last - 1, 0, *range(last)])
    chosen: list[int] = []
    centres: list[float] = []
    for i in order:
        tried = sorted([*chosen, i])
        placed = spread([at[j] for j in tried], [widths[j] for j in tried], 0, width, 6)
        near = placed and all(
            abs(c - at[j]) <= max(widths[j], 8) for c, j in zip(placed, tried, strict=True)
        )
        if placed and near:
            chosen, centres = tried, placed
    return dict(zip(chosen, centres, strict=True))


def draw_multiples(chart: Chart, plate: Plate) -> None:
    """A small line for each series, all on one scale, with its newest value at its end."""
    values = values_of(chart)
    if undated := [mark for mark in chart.marks if mark.day is None]:
        raise ChartError(f"“{undated[0].series}” in “{chart.title}” has a mark without a day.")
    panels: dict[str, list[Mark]] = {}
    for mark in sorted(chart.marks, key=day_of):
        panels.setdefault(mark.series, []).append(mark)
    columns = max(1, min(len(panels), int((plate.width + _BETWEEN) // _PANEL)))
    own = (plate.width - (columns - 1) * _BETWEEN) / columns
    style, size = plate.style, plate.size
    heads = [plate.block(name, own, bold=True) for name in panels]
    head = max(block.height for block in heads)
    days = [day_of(mark) for mark in chart.marks]
    least, most = min(0.0, *values), max(0.0, *values)
    plot = _PLOT * size
    pitch = head + 1.6 * size + plot + 1.5 * style.tick_pt + 6
    rows = -(-len(panels) // columns)
    sheet = plate.axes(rows * pitch - 4)
    for number, (block, marks) in enumerate(zip(heads, panels.values(), strict=True)):
        s0, top = (number % columns) * (own + _BETWEEN), (number // columns) * pitch
        plate.put(sheet, block, s0, top)
        upper = top + head + 1.6 * size
        axes = plate.window(s0 + 3, s0 + own - 3, upper, upper + plot)
        plate.scale(axes, min(days), max(*days, min(days) + 1))
        axes.set_ylim(least, most or 1.0)
        axes.axhline(0, color=style.muted, linewidth=0.75)
        own_days = [day_of(mark) for mark in marks]
        axes.plot(own_days, [m.value or 0.0 for m in marks], color=style.series[0], linewidth=1.5)
        for mark in (marks[0], marks[-1]) if marks[1:] else marks:
            at = day_of(mark), mark.value or 0.0
            axes.plot(*at, "o", markersize=_DOT, color=style.series[0], markeredgewidth=0)
        _put_ends(plate, sheet, marks, (s0, s0 + own, upper, upper + plot))


def _put_ends(
    plate: Plate, sheet: object, marks: Sequence[Mark], box: tuple[float, float, float, float]
) -> None:
    """The first and the newest value above the plot, their dates below."""
    s0, s1, top, foot = box
    ends = (
        [(marks[0], "start", s0), (marks[-1], "end", s1)]
        if marks[1:]
        else [(marks[0], "start", s0)]
    )
    style = plate.style
    for mark, anchor, s in ends:
        value = plate.block(mark.label, bold=mark is marks[-1])
        date = plate.block(mark.category, size=style.tick_pt, colour=style.muted)
        plate.put(sheet, value, s, top - value.height - 1, anchor)  # type: ignore[arg-type]
        plate.put(sheet, date, s, foot + 2, anchor)  # type: ignore[arg-type]
