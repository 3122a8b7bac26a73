"""Shares of a whole: one bar for the whole, with its parts side by side."""

from __future__ import annotations

from itertools import accumulate, pairwise
from math import isclose
from typing import Any

from briefings.errors import ChartError
from briefings.model import Chart, Mark, unmarked

from .bars import GAP, name_blocks, row_pitch
from .bars import Row as _Row
from .fills import fills_of, open_fill
from .layout import spread, values_of
from .plate import Anchor, Plate, TextBlock

_MOST_ALONG_ONE_BAR = 3


def draw_share(chart: Chart, plate: Plate) -> None:
    """Up to three parts share one bar; more of them get a bar each, all as long as the whole.

    A mark that equals the whole, beside others, is not a part: it says what the whole is, below it.
    """
    values = values_of(chart)
    whole = chart.whole
    if whole is None or whole <= 0:
        raise ChartError(f"The share “{chart.title}” has no whole above zero to be a part of.")
    below = [mark.category for mark, value in zip(chart.marks, values, strict=True) if value < 0]
    if below:
        raise ChartError(
            f"The part “{unmarked(below[0])}” of the share “{chart.title}” is below zero."
        )
    is_whole = [isclose(value, whole) for value in values]
    if all(is_whole):
        is_whole = [False] * len(values)
    marks = list(zip(chart.marks, values, is_whole, strict=True))
    names = [mark for mark, _, yes in marks if yes]
    parts = [(mark, value / whole) for mark, value, yes in marks if not yes]
    name = f"{names[0].category} {names[0].label}".strip() if names else ""

    along = len(parts) <= _MOST_ALONG_ONE_BAR and sum(part for _, part in parts) <= 1 + 1e-9
    if along and _one_bar(plate, parts, name):
        return
    if any(part > 1 + 1e-9 for _, part in parts):
        raise ChartError(f"A part of the share “{chart.title}” is larger than the whole.")
    _bar_each(chart, plate, parts, name)


def _one_bar(plate: Plate, parts: list[tuple[Mark, float]], whole: str) -> bool:
    """Labels above their parts, the whole below; False when the labels do not fit side by side."""
    style, width = plate.style, plate.width
    ends = list(accumulate(share * width for _, share in parts))
    starts = [0.0, *ends[:-1]]
    for room in (width, 0.6 * width, width / len(parts) - 2 * GAP):
        labels, names = _texts(plate, [mark for mark, _ in parts], room)
        widths = [max(a.width, b.width) for a, b in zip(labels, names, strict=True)]
        # A label begins where its part begins, if its neighbours leave it that place.
        wanted = [start + w / 2 for start, w in zip(starts, widths, strict=True)]
        centres = spread(wanted, widths, 0, width, 3 * GAP)
        if centres is not None:
            break
    else:
        return False

    upper = max(block.height for block in labels)
    bar = upper + max(block.height for block in names) + 0.4 * plate.size
    thick = 2.2 * plate.size
    sheet = plate.axes(bar + thick + _height_of_whole(plate, whole, width, 4))
    middle = bar + thick / 2
    sheet.barh(middle, width, thick, **open_fill(style).of_area)
    marks = [mark for mark, _ in parts]
    fills = fills_of(marks, style, touching=True)
    for start, (_, share), fill in zip(starts, parts, fills, strict=True):
        if share:
            sheet.barh(middle, share * width, thick, left=start, **fill.of_area)
    for start, pair in zip(starts[1:], pairwise(fills), strict=True):
        if not any(fill.ink for fill in pair):
            sheet.plot([start, start], [bar, bar + thick], color=style.paper, linewidth=1.5)
    for i, centre in enumerate(centres):
        begin, end = centre - widths[i] / 2, centre + widths[i] / 2
        moved = begin < starts[i] - 2
        anchor: Anchor = "end" if moved else "start"
        edge = end if moved else begin
        plate.put(sheet, labels[i], edge, upper - labels[i].height, anchor)
        plate.put(sheet, names[i], edge, upper, anchor)
        over = begin > starts[i] - 2 and end < ends[i] + 2
        if not over and abs(begin - starts[i]) > 2 and abs(end - ends[i]) > 2:
            own = (starts[i] + ends[i]) / 2
            line = [min(max(own, begin), end), own], [upper + names[i].height, bar - 1]
            sheet.plot(*line, color=style.muted, linewidth=0.5)
    _put_whole(plate, sheet, whole, (0, width), bar + thick + 4)
    return True


def _texts(plate: Plate, marks: list[Mark], room: float) -> tuple[list[TextBlock], list[TextBlock]]:
    """Labels and names of the parts; a label that stands alone may be large."""
    style = plate.style
    alone = sum(bool(mark.label) for mark in marks) == 1
    size = style.strong_pt if alone else 1.2 * style.size_pt
    ink = style.series[0]
    labels = [
        plate.block(m.label, room, bold=True, size=size, colour=ink if m.emphasis else None)
        for m in marks
    ]
    return labels, [plate.block(mark.category, room, colour=style.muted) for mark in marks]


def _bar_each(chart: Chart, plate: Plate, parts: list[tuple[Mark, float]], whole: str) -> None:
    style = plate.style
    marks = [mark for mark, _ in parts]
    names = name_blocks(marks, plate)
    origin = max(block.width for block in names) + GAP
    room = plate.width - origin
    labels = [plate.block(mark.label, 0.45 * room, bold=mark.emphasis) for mark in marks]
    end = plate.width - max(block.width for block in labels) - GAP
    if end - origin < 0.25 * room:
        widest = max(labels, key=lambda block: block.width)
        raise ChartError(
            f"The label “{unmarked(widest.text)}” leaves no room for the bars of “{chart.title}”. "
            "Shorten it or widen the chart."
        )
    fills = fills_of(marks, style)
    rows = [
        _Row(name, label, share, fill)
        for (_, share), name, label, fill in zip(parts, names, labels, fills, strict=True)
    ]
    below = _height_of_whole(plate, whole, end - origin, 1)
    pitch = row_pitch(rows, plate, plate.limit - below)
    sheet = plate.axes(pitch * len(rows) + below)
    thick = 0.64 * pitch
    for number, row in enumerate(rows):
        middle = (number + 0.5) * pitch
        plate.put(sheet, row.name, 0, middle - row.name.height / 2)
        sheet.barh(middle, end - origin, thick, left=origin, **open_fill(style).of_area)
        if row.value:
            long = row.value * (end - origin)
            sheet.barh(middle, long, thick, left=origin, **row.fill.of_area)
        plate.put(sheet, row.label, end + GAP, middle - row.label.height / 2)
    _put_whole(plate, sheet, whole, (origin, end), pitch * len(rows) + 1)


def _height_of_whole(plate: Plate, text: str, width: float, gap: float) -> float:
    return gap + plate.block(text, width).height + 6 if text else 0.5


def _put_whole(plate: Plate, sheet: Any, text: str, place: tuple[float, float], y: float) -> None:
    """A bracket along the whole with its name under it."""
    if not text:
        return
    style = plate.style
    near, far = place[0] + 0.3, place[1] - 0.3
    bracket = [near, near, far, far], [y, y + 4, y + 4, y]
    sheet.plot(*bracket, color=style.muted, linewidth=0.6)
    block = plate.block(text, place[1] - place[0], colour=style.muted)
    plate.put(sheet, block, place[0], y + 5)
