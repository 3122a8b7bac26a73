"""Places labels side by side, and checks the marks of several kinds of chart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import isfinite

from briefings.errors import ChartError
from briefings.model import Chart, Mark


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
                f"The mark “{mark.category}” of the chart “{chart.title}” has no value to draw."
            )
        values.append(float(mark.value))
    return values


def marks_of(chart: Chart) -> tuple[Mark, ...]:
    """The marks. Raises ChartError when there are none."""
    if not chart.marks:
        raise ChartError(f"The chart “{chart.title}” has nothing to show: it has no marks.")
    return chart.marks


def day_of(mark: Mark) -> int:
    """The day of a mark as a number, to be sorted and placed by; 0 for one without."""
    return mark.day.toordinal() if mark.day else 0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
