"""The fills of marks: colours, or in one ink solid, hatched and open areas.

The lines of a hatch are cut to their rectangle, so that a picture has plain paths alone: no
patterns, clipping or transparency.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, cos, floor, hypot, radians, sin

from briefings.model import ChartStyle, Ink, Mark

HATCH_WIDTH = 0.6
OUTLINE_WIDTH = 0.7
DOT_OUTLINE = 1.1

Segment = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Hatch:
    """Parallel lines: ``angles`` in degrees from the horizontal, ``step`` points apart."""

    angles: tuple[float, ...]
    step: float


# From the lightest on. 3.6 pt are 1.27 mm: closer lines run together on an office printer.
HATCHES = (Hatch((45,), 3.6), Hatch((45, 135), 5.4), Hatch((90,), 3.6))


@dataclass(frozen=True, slots=True)
class Fill:
    """The fill of an area or a dot; its outline and hatch have the colour ``ink``."""

    colour: str
    ink: str | None = None
    hatch: Hatch | None = None


def fills_of(marks: Sequence[Mark], style: ChartStyle, *, touching: bool = False) -> list[Fill]:
    """The first series colour for emphasised marks, or for all when none is; else the second.

    In mono the others are hatched, each its own way where they are ``touching``; a mark without a
    label, the rest of a whole, is left open.
    """
    none = not any(mark.emphasis for mark in marks)
    fills, hatched = [], 0
    for mark in marks:
        if mark.emphasis or none:
            fills.append(Fill(style.series[0]))
        elif style.ink == Ink.COLOUR:
            fills.append(Fill(style.series[1]))
        elif not mark.label:
            fills.append(open_fill(style))
        else:
            fills.append(Fill(style.paper, style.text, HATCHES[hatched % len(HATCHES)]))
            hatched += touching
    return fills


def open_fill(style: ChartStyle) -> Fill:
    """The fill of the rest of a whole."""
    if style.ink == Ink.MONO:
        return Fill(style.paper, style.text)
    return Fill(style.rule, style.muted)


def point_fills_of(marks: Sequence[Mark], style: ChartStyle) -> list[Fill]:
    """The fills of the points of a line: its colour; in mono as :func:`fills_of`."""
    if style.ink == Ink.MONO:
        return fills_of(marks, style)
    return [Fill(style.series[0])] * len(marks)


def hatch_lines(
    left: float, right: float, top: float, bottom: float, hatch: Hatch
) -> Iterator[Segment]:
    """The lines of a hatch inside a rectangle, in points.

    They lie on one grid through the origin for the whole picture, so that equal areas look alike.
    """
    for angle in hatch.angles:
        # A line is all points (x, y) with x·across[0] + y·across[1] = k·step.
        along = cos(radians(angle)), -sin(radians(angle))
        across = -along[1], along[0]
        corners = [x * across[0] + y * across[1] for x in (left, right) for y in (top, bottom)]
        for k in range(ceil(min(corners) / hatch.step), floor(max(corners) / hatch.step) + 1):
            foot = k * hatch.step * across[0], k * hatch.step * across[1]
            low, high = _inside(foot, along, (left, right, top, bottom))
            start = foot[0] + low * along[0], foot[1] + low * along[1]
            end = foot[0] + high * along[0], foot[1] + high * along[1]
            if high > low and hypot(end[0] - start[0], end[1] - start[1]) > HATCH_WIDTH:
                yield start, end


def _inside(
    foot: tuple[float, float], along: tuple[float, float], box: tuple[float, float, float, float]
) -> tuple[float, float]:
    """The stretch of the line through ``foot`` that lies in the box, as distances from ``foot``."""
    low, high = float("-inf"), float("inf")
    for place, step, near, far in (
        (foot[0], along[0], box[0], box[1]),
        (foot[1], along[1], box[2], box[3]),
    ):
        if abs(step) < 1e-9:
            if not near <= place <= far:
                return 0.0, 0.0
            continue
        ends = sorted(((near - place) / step, (far - place) / step))
        low, high = max(low, ends[0]), min(high, ends[1])
    return low, high
