"""Places labels side by side, and checks the marks of several kinds of chart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
from typing import TYPE_CHECKING, Any

from briefings.errors import ChartError
from briefings.model import Chart, Mark, unmarked

from .fills import Fill

if TYPE_CHECKING:
    from .plate import Plate

Point = tuple[float, float]
_SWATCH = 8.0  # points
_BETWEEN = 12.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle along ``s`` and ``y``."""

    s0: float
    s1: float
    y0: float
    y1: float

    def meets(self, other: Box) -> bool:
        """Whether they have more than an edge in common."""
        across = self.s0 < other.s1 and other.s0 < self.s1
        return across and self.y0 < other.y1 and other.y0 < self.y1

    def contains(self, other: Box) -> bool:
        """Whether the other lies in this one."""
        across = self.s0 <= other.s0 and other.s1 <= self.s1
        return across and self.y0 <= other.y0 and other.y1 <= self.y1

    def holds(self, point: Point) -> bool:
        """Whether a point lies in it."""
        return self.s0 < point[0] < self.s1 and self.y0 < point[1] < self.y1


def trace_of(points: Sequence[Point]) -> Iterator[Point]:
    """Points along a line, close enough together for no label to slip between them."""
    for (s0, y0), (s1, y1) in pairwise(points):
        steps = int(max(abs(s1 - s0), abs(y1 - y0)) / 3) + 1
        for i in range(steps + 1):
            yield s0 + (s1 - s0) * i / steps, y0 + (y1 - y0) * i / steps


def spread(
    wanted: Sequence[float], widths: Sequence[float], low: float, high: float, gap: float
) -> list[float] | None:
    """Centres as near as possible to the wanted ones, in the same order, without overlap.

    ``wanted`` ascends. None when the widths and gaps do not fit between ``low`` and ``high``.
    """
    if not wanted:
        return []
    if sum(widths) + gap * (len(widths) - 1) > high - low + 1e-6:
        return None
    # How far each centre must at least stand behind the first one.
    behind = [0.0]
    for one, other in pairwise(widths):
        behind.append(behind[-1] + (one + other) / 2 + gap)
    # Without these distances the task is to find the nearest ascending sequence: neighbours
    # that are out of order share their mean (pool adjacent violators).
    pools: list[list[float]] = []
    for value in (want - offset for want, offset in zip(wanted, behind, strict=True)):
        pools.append([value])
        while len(pools) > 1 and _mean(pools[-2]) > _mean(pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    least = low + widths[0] / 2
    most = high - widths[-1] / 2 - behind[-1]
    flat = [min(max(_mean(pool), least), most) for pool in pools for _ in pool]
    return [value + offset for value, offset in zip(flat, behind, strict=True)]


def values_of(chart: Chart) -> list[float]:
    """The marks' values. Raises ChartError for no marks, or a value missing or not finite."""
    marks_of(chart)
    values = []
    for mark in chart.marks:
        if mark.value is None or not isfinite(mark.value):
            raise ChartError(
                f"The mark “{unmarked(mark.category)}” of the chart “{chart.title}” "
                "has no value to draw."
            )
        values.append(float(mark.value))
    return values


def marks_of(chart: Chart) -> tuple[Mark, ...]:
    """The marks. Raises ChartError when there are none."""
    if not chart.marks:
        raise ChartError(f"The chart “{chart.title}” has nothing to show: it has no marks.")
    return chart.marks


def rows_of(chart: Chart) -> dict[str, list[Mark]]:
    """The marks by their categories, in the order of the chart."""
    rows: dict[str, list[Mark]] = {}
    for mark in chart.marks:
        rows.setdefault(mark.category, []).append(mark)
    return rows


def legend(plate: Plate, fills: Mapping[str, Fill], sheet: Any = None) -> float:
    """Names beside their fills in one or more lines; returns their height, drawn or not."""
    s, y, line = 0.0, 0.0, plate.size * 1.6
    for name, fill in fills.items():
        if not name:
            continue
        block = plate.block(name)
        if s and s + _SWATCH + 3 + block.width > plate.width:
            s, y = 0.0, y + line
        if sheet is not None:
            middle = y + block.height / 2
            sheet.bar(
                s + _SWATCH / 2, _SWATCH, _SWATCH, bottom=middle - _SWATCH / 2, **fill.of_area
            )
            plate.put(sheet, block, s + _SWATCH + 3, y)
        s += _SWATCH + 3 + block.width + _BETWEEN
    return y + line + 3 if s else 0.0


def day_of(mark: Mark) -> int:
    """The day of a mark as a number, to be sorted and placed by; 0 for one without."""
    return mark.day.toordinal() if mark.day else 0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
