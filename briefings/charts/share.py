"""Shares of a whole: one bar for the whole, with its parts side by side."""

from __future__ import annotations

from itertools import accumulate, pairwise
from math import isclose

from briefings.errors import ChartError
from briefings.model import Chart, Mark

from .bars import GAP, Row, name_blocks, row_layout
from .canvas import Anchor, Canvas, TextBlock
from .fills import fills_of, open_fill
from .layout import spread, values_of

_MOST_ALONG_ONE_BAR = 3


def draw_share(chart: Chart, canvas: Canvas) -> float:
    """Up to three parts share one bar; more of them get a bar each, all as long as the whole.

    A mark that equals the whole, beside others, is not a part: it says what the whole is, below it.
    """
    values = values_of(chart)
    whole = chart.whole
    if whole is None or whole <= 0:
        raise ChartError(f"The share “{chart.title}” has no whole above zero to be a part of.")
    below = [mark.category for mark, value in zip(chart.marks, values, strict=True) if value < 0]
    if below:
        raise ChartError(f"The part “{below[0]}” of the share “{chart.title}” is below zero.")
    is_whole = [isclose(value, whole) for value in values]
    if all(is_whole):
        is_whole = [False] * len(values)
    marks = list(zip(chart.marks, values, is_whole, strict=True))
    names = [mark for mark, _, yes in marks if yes]
    parts = [(mark, value / whole) for mark, value, yes in marks if not yes]
    name = f"{names[0].category} {names[0].label}".strip() if names else ""

    if len(parts) <= _MOST_ALONG_ONE_BAR and sum(part for _, part in parts) <= 1 + 1e-9:
        height = _one_bar(canvas, parts, name)
        if height is not None:
            return height
    if any(part > 1 + 1e-9 for _, part in parts):
        raise ChartError(f"A part of the share “{chart.title}” is larger than the whole.")
    return _bar_each(chart, canvas, parts, name)


def _one_bar(canvas: Canvas, parts: list[tuple[Mark, float]], whole: str) -> float | None:
    """Labels above their parts, the whole below; None when the labels do not fit side by side."""
    style, width = canvas.style, canvas.width
    ends = list(accumulate(share * width for _, share in parts))
    starts = [0.0, *ends[:-1]]
    for room in (width, 0.6 * width, width / len(parts) - 2 * GAP):
        labels, names = _texts(canvas, [mark for mark, _ in parts], room)
        widths = [max(a.width, b.width) for a, b in zip(labels, names, strict=True)]
        # A label begins where its part begins, if its neighbours leave it that place.
        wanted = [start + w / 2 for start, w in zip(starts, widths, strict=True)]
        centres = spread(wanted, widths, 0, width, 3 * GAP)
        if centres is not None:
            break
    else:
        return None

    upper = max(block.height for block in labels)
    bar = upper + max(block.height for block in names) + 0.6 * canvas.size
    foot = bar + 2.2 * canvas.size
    canvas.rectangle(0, width, bar, foot, open_fill(style))
    marks = [mark for mark, _ in parts]
    fills = fills_of(marks, style, touching=True)
    for start, end, fill in zip(starts, ends, fills, strict=True):
        if end > start:
            canvas.rectangle(start, end, bar, foot, fill)
    for start, pair in zip(starts[1:], pairwise(fills), strict=True):
        if not any(fill.ink for fill in pair):
            canvas.line([(start, bar), (start, foot)], style.paper, 1.5)
    for i, centre in enumerate(centres):
        begin, end = centre - widths[i] / 2, centre + widths[i] / 2
        moved = begin < starts[i] - 2
        anchor: Anchor = "end" if moved else "start"
        edge = end if moved else begin
        canvas.put(labels[i], edge, upper - labels[i].height, anchor)
        canvas.put(names[i], edge, upper, anchor)
        over = begin > starts[i] - 2 and end < ends[i] + 2
        if not over and abs(begin - starts[i]) > 2 and abs(end - ends[i]) > 2:
            middle = (starts[i] + ends[i]) / 2
            above = min(max(middle, begin), end), upper + names[i].height + 1
            canvas.line([above, (middle, bar - 1)], style.muted, 0.5)
    return foot + _put_whole(canvas, whole, 0, width, foot + 4)


def _texts(
    canvas: Canvas, marks: list[Mark], room: float
) -> tuple[list[TextBlock], list[TextBlock]]:
    """Labels and names of the parts; a label that stands alone may be large."""
    scale = 1.7 if sum(bool(mark.label) for mark in marks) == 1 else 1.25
    labels = [canvas.block(mark.label, room, bold=True, scale=scale) for mark in marks]
    return labels, [canvas.block(m.category, room, colour=canvas.style.muted) for m in marks]


def _bar_each(chart: Chart, canvas: Canvas, parts: list[tuple[Mark, float]], whole: str) -> float:
    style = canvas.style
    names = name_blocks(chart, canvas)
    marks = [mark for mark, _ in parts]
    origin = max(block.width for block in names) + GAP
    room = canvas.width - origin
    labels = [canvas.block(mark.label, 0.45 * room, bold=mark.emphasis) for mark in marks]
    end = canvas.width - max(block.width for block in labels) - GAP
    if end - origin < 0.25 * room:
        widest = max(labels, key=lambda block: block.width)
        raise ChartError(
            f"The label “{widest.text}” leaves no room for the bars of “{chart.title}”. "
            "Shorten it or widen the chart."
        )
    fills = fills_of(marks, style)
    rows = [
        Row(canvas.block(mark.category, origin, bold=mark.emphasis), label, share, fill)
        for (mark, share), label, fill in zip(parts, labels, fills, strict=True)
    ]
    thickness, heights = row_layout(rows, canvas, canvas.limit - 3 * canvas.size)
    y = 0.0
    for row, height in zip(rows, heights, strict=True):
        middle = y + height / 2
        top, foot = middle - thickness / 2, middle + thickness / 2
        canvas.put(row.name, 0, middle - row.name.height / 2)
        canvas.rectangle(origin, end, top, foot, open_fill(style))
        if row.value:
            canvas.rectangle(origin, origin + row.value * (end - origin), top, foot, row.fill)
        canvas.put(row.label, end + GAP, middle - row.label.height / 2)
        y += height
    return y + _put_whole(canvas, whole, origin, end, y + 1)


def _put_whole(canvas: Canvas, text: str, start: float, end: float, y: float) -> float:
    """A bracket along the whole with its name under it; returns the height used."""
    if not text:
        return 0.5
    style = canvas.style
    near, far = start + 0.3, end - 0.3
    canvas.line([(near, y), (near, y + 4), (far, y + 4), (far, y)], style.muted, 0.6)
    block = canvas.block(text, end - start, colour=style.muted)
    canvas.put(block, start, y + 5)
    return block.height + 10
