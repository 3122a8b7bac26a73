"""Projections of maps, and what part of the world a map shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import cos, degrees, radians, sqrt
from typing import TYPE_CHECKING

from briefings.model.maps import MapFrame

from .map_shapes import Box, World, together

if TYPE_CHECKING:
    from .map_shapes import Points

WORLD: Box = (-169.0, -56.0, 191.0, 78.0)
"""The frame of the whole world, cut where the fewest people live: in the Bering Strait."""
_WIDE = 280.0
"""Degrees of longitude from which on a map is one of the world."""
_CURVED = 85.0
"""Degrees of longitude, or highest latitude and half of them, from which on areas are kept."""
_PADDING = 0.09
_LEAST = 5.0
"""The fewest degrees of latitude that a map shows: shapes are too coarse for less."""
_NARROW, _BROAD, _ROUND = (0.95, 1.25), (0.6, 1.0), (0.42, 1.0)
"""Height of a map by its width, the least and the most that its content may ask for: in a column,
across the page, and of a large part of the globe."""
_COLUMN = 80.0
"""Millimetres up to which a map is narrow."""
_STEPS = 32
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796


@dataclass(frozen=True, slots=True)
class Projection:
    """From degrees to points on paper: x to the right, y down, from the corner of the picture.

    A plain one keeps degrees of longitude as wide as they are in the middle of the map; a curved
    one is Equal Earth (Šavrič, Patterson, Jenny 2018), in which countries have their true sizes.
    """

    frame: MapFrame
    width: float
    """Of the picture, in points."""

    @property
    def height(self) -> float:
        """Of the picture, in points."""
        return self.width * self.frame.shape

    @property
    def degrees(self) -> float:
        """How many degrees a point on paper is wide, about."""
        return degrees(self.frame.across) / self.width

    @property
    def reach(self) -> tuple[float, float]:
        """The degrees of longitude between which the picture lies."""
        half = self.frame.degrees / 2
        return self.frame.middle - half, self.frame.middle + half

    def __call__(self, points: Points) -> Points:
        """The points on paper of rows of longitude and latitude."""
        flat = flattened(points, self.frame)
        scale = self.width / self.frame.across
        return (flat - [self.frame.left, self.frame.top]) * [scale, -scale]


def flattened(points: Points, frame: MapFrame) -> Points:
    """Rows of longitude and latitude in units of the projection, y up."""
    import numpy as np

    lon, lat = np.radians(points[:, 0] - frame.middle), np.radians(points[:, 1])
    if frame.true is not None:
        return np.column_stack((lon * cos(radians(frame.true)), lat))
    theta = np.arcsin(np.sin(lat) * sqrt(3) / 2)
    square = theta * theta
    sixth = square**3
    slope = 9 * _A4 * sixth * square + 7 * _A3 * sixth + 3 * _A2 * square + _A1
    x = 2 * sqrt(3) / 3 * lon * np.cos(theta) / slope
    y = theta * (_A4 * sixth * square + _A3 * sixth + _A2 * square + _A1)
    return np.column_stack((x, y))


def framed(
    shown: World, codes: Iterable[str], spots: Sequence[tuple[float, float]], width_mm: float
) -> MapFrame:
    """The frame that holds some countries and places (latitude and longitude), with room around.

    Without any it is that of the world. What is long is given a narrow or a flat frame, within
    limits; the rest is filled with what lies around.
    """
    boxes = [shown.box(code) for code in codes if code in shown]
    boxes += [(lon, lat, lon, lat) for lat, lon in spots]
    box = together(boxes) if boxes else WORLD
    if box[2] - box[0] >= _WIDE:
        box = WORLD
    west, south, east, north = box
    middle, centre = (west + east) / 2, (south + north) / 2
    steep = max(abs(south), abs(north))
    curved = east - west > _CURVED or (steep > 60 and east - west > _CURVED / 2)
    # Enough of a frame to lay things flat; its edges are set below.
    frame = MapFrame(middle, None if curved else centre, 0, 0, 1, 1)
    left, bottom, right, top = _edges(box, frame)
    width, height = right - left, top - bottom
    if box is not WORLD:
        few = radians(_LEAST)
        width, height = (max(side * (1 + 2 * _PADDING), few) for side in (width, height))
    least, most = _ROUND if curved else _NARROW if width_mm <= _COLUMN else _BROAD
    shape = min(max(height / width, least), most)
    width = max(width, height / shape)
    height = width * shape
    x, y = (left + right) / 2, (bottom + top) / 2
    # Not beyond the poles, where nothing is.
    poles = flattened(_rows([(middle, 84.0), (middle, -60.0 if south > -60 else -90.0)]), frame)
    if height < poles[0, 1] - poles[1, 1]:
        y = min(max(y, poles[1, 1] + height / 2), poles[0, 1] - height / 2)
    return replace(frame, left=x - width / 2, top=y + height / 2, across=width, shape=shape)


def seen(shown: World, frame: MapFrame) -> Iterator[str]:
    """The codes of the countries that may lie in a frame, by frames of their own."""
    half, height = frame.degrees / 2, degrees(frame.across * frame.shape)
    top = degrees(frame.top)
    for code in sorted({*shown.areas, *shown.dots} - {""}):
        west, south, east, north = shown.box(code)
        off = (west + east) / 2 - frame.middle
        off -= 360 * round(off / 360)
        aside = abs(off) > half + (east - west) / 2
        above_or_below = south > top or north < top - height
        if frame.true is None or not (aside or above_or_below):
            yield code


def _edges(box: Box, frame: MapFrame) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of what a frame in degrees becomes."""
    west, south, east, north = box
    steps = [(i / _STEPS) for i in range(_STEPS + 1)]
    sides = [(west + (east - west) * t, lat) for t in steps for lat in (south, north)]
    sides += [(lon, south + (north - south) * t) for t in steps for lon in (west, east)]
    flat = flattened(_rows(sides), frame)
    (left, bottom), (right, top) = flat.min(axis=0), flat.max(axis=0)
    return float(left), float(bottom), float(right), float(top)


def _rows(points: Sequence[tuple[float, float]]) -> Points:
    import numpy as np

    return np.asarray(points, float)
