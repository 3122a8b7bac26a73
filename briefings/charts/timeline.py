"""A timeline: events as flags on a time axis, or as a dated list where flags take more room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from briefings.model import Chart, Mark

from .fills import fills_of
from .layout import day_of, marks_of
from .plate import Plate, TextBlock

_POLE = 4.0  # points between a flag's pole and its text
_BETWEEN = 7.0  # points between a flag and the next pole
_CLEAR = 7.0  # points between the axis and the lowest flag
_DOT = 2.8
_SHORTER = 0.75  # of the height of the list, for flags to be worth their zigzag
_BESIDE = 8.5  # points at either side of a list's thread
_WIDTHS = (0.34, 0.26, 0.2, 0.15)  # of the picture, for the text of a flag
_MOST_STACKED = 2
_COST_OF_TWO_SIDES = 1.3  # flags on one side read in one go; two sides must save this much height


@dataclass(frozen=True, slots=True)
class _Flag:
    """An event's texts; ``base`` is the height of its text above (or below) the axis."""

    mark: Mark
    date: TextBlock
    text: TextBlock
    base: float = 0.0
    above: bool = True
    depth: int = 1

    @property
    def width(self) -> float:
        return max(self.date.width, self.text.width) + _POLE

    @property
    def height(self) -> float:
        return self.date.height + self.text.height

    @property
    def reach(self) -> float:
        return self.base + self.height


def draw_timeline(chart: Chart, plate: Plate) -> None:
    """Flags on a true time scale where that takes clearly less height than one row to an event.

    Undated events and events of a single day have no scale and are always a list.
    """
    marks = marks_of(chart)
    rows = _list_of(marks, plate)
    dated = sorted((m for m in marks if m.day is not None), key=day_of)
    has_scale = len(dated) == len(marks) and day_of(dated[0]) < day_of(dated[-1])
    if has_scale and _draw_flags(dated, plate, min(plate.limit, _SHORTER * rows.height)):
        return
    _draw_list(marks, rows, plate)


def _draw_flags(marks: Sequence[Mark], plate: Plate, limit: float) -> bool:
    best: tuple[float, float, list[float], list[_Flag]] | None = None
    for part in _WIDTHS:
        flags = [_flag(mark, plate, part * plate.width) for mark in marks]
        places = _places(flags, plate.width)
        for sides, cost_of_sides in (((True,), 1.0), ((True, False), _COST_OF_TWO_SIDES)):
            stacked = _stacked(flags, places, sides)
            height = _reach(stacked, above=True) + _reach(stacked, above=False)
            cost = height * cost_of_sides
            fits = height <= limit and max(flag.depth for flag in stacked) <= _MOST_STACKED
            if fits and (best is None or cost < best[0]):
                best = cost, height, places, stacked
    if best is None:
        return False
    _, height, places, flags = best
    _put_flags(plate, flags, places, height)
    return True


def _flag(mark: Mark, plate: Plate, width: float) -> _Flag:
    date = plate.block(mark.category, width, bold=True)
    return _Flag(mark, date, plate.block(mark.label, width, bold=mark.emphasis))


def _places(flags: Sequence[_Flag], width: float) -> list[float]:
    """The places of the poles, on the longest scale on which the last flags fit."""
    first, last = day_of(flags[0].mark), day_of(flags[-1].mark)
    times = [(day_of(flag.mark) - first) / (last - first) for flag in flags]
    length = min(
        (width - _DOT - flag.width) / time for flag, time in zip(flags, times, strict=True) if time
    )
    return [_DOT + time * length for time in times]


def _stacked(flags: Sequence[_Flag], places: Sequence[float], sides: Sequence[bool]) -> list[_Flag]:
    """Give each flag a side and a base above every later flag that begins underneath it.

    A flag extends from its pole towards later events, so that from the last event back no pole
    crosses a flag.
    """
    done: list[tuple[float, _Flag]] = []
    for flag, place in reversed(list(zip(flags, places, strict=True))):
        under = [other for s, other in done if s < place + flag.width + _BETWEEN]
        options = []
        for above in sides:
            lower = [other for other in under if other.above is above]
            base = max((other.reach + 3 for other in lower), default=_CLEAR)
            depth = 1 + max((other.depth for other in lower), default=0)
            options.append(replace(flag, base=base, above=above, depth=depth))
        done.append((place, min(options, key=lambda option: option.base)))
    return [flag for _, flag in reversed(done)]


def _reach(flags: Sequence[_Flag], *, above: bool) -> float:
    return max((flag.reach for flag in flags if flag.above is above), default=_DOT + 0.5)


def _put_flags(
    plate: Plate, flags: Sequence[_Flag], places: Sequence[float], height: float
) -> None:
    style, axis = plate.style, _reach(flags, above=True)
    sheet = plate.axes(height)
    sheet.hlines(axis, 0, plate.width, color=style.muted, linewidth=0.9)
    for flag, s in zip(flags, places, strict=True):
        top = axis - flag.reach if flag.above else axis + flag.base
        tip = top + 2 if flag.above else axis + flag.reach - 2
        sheet.vlines(s, axis, tip, color=style.muted, linewidth=0.5)
        plate.put(sheet, flag.date, s + _POLE, top)
        plate.put(sheet, flag.text, s + _POLE, top + flag.date.height)
    _put_dots(plate, sheet, [flag.mark for flag in flags], [(s, axis) for s in places])


def _put_dots(
    plate: Plate, sheet: Any, marks: Sequence[Mark], places: Sequence[tuple[float, float]]
) -> None:
    """Draw the emphasised dots last, over others of the same day."""
    dots = zip(marks, places, fills_of(marks, plate.style), strict=True)
    for mark, (s, y), fill in sorted(dots, key=lambda dot: dot[0].emphasis):
        across = 2 * _DOT * (1 if mark.emphasis else 0.8)
        sheet.plot(s, y, "o", markersize=across, **fill.of_dot)


@dataclass(frozen=True, slots=True)
class _List:
    """Rows of a list, measured: ``thread`` is where the line of dots runs."""

    dates: list[TextBlock]
    texts: list[TextBlock]
    thread: float
    gap: float

    @property
    def heights(self) -> list[float]:
        return [max(a.height, b.height) for a, b in zip(self.dates, self.texts, strict=True)]

    @property
    def height(self) -> float:
        return sum(self.heights) + self.gap * (len(self.dates) - 1)


def _list_of(marks: Sequence[Mark], plate: Plate) -> _List:
    """The rows, as far apart as the height allows; a list too high is reported later."""
    dates = [plate.block(mark.category, 0.28 * plate.width, bold=True) for mark in marks]
    thread = max(block.width for block in dates) + _BESIDE
    room = plate.width - thread - _BESIDE
    rows = _List(
        dates,
        [plate.block(mark.label, room, bold=mark.emphasis) for mark in marks],
        thread,
        0.0,
    )
    free = (plate.limit - rows.height) / max(len(marks) - 1, 1)
    return replace(rows, gap=min(max(free, 0.1 * plate.size), 0.6 * plate.size))


def _draw_list(marks: Sequence[Mark], rows: _List, plate: Plate) -> None:
    """Dates at the start, a thread of dots, and the events beside it, in the order given."""
    sheet = plate.axes(rows.height)
    y = 0.0
    centres = []
    for date, text, height in zip(rows.dates, rows.texts, rows.heights, strict=True):
        centres.append(y + date.leading / 2)
        plate.put(sheet, date, 0, y)
        plate.put(sheet, text, rows.thread + _BESIDE, y)
        y += height + rows.gap
    if len(marks) > 1:
        sheet.vlines(rows.thread, centres[0], centres[-1], color=plate.style.muted, linewidth=0.75)
    _put_dots(plate, sheet, marks, [(rows.thread, centre) for centre in centres])
