"""What part of the world a map shows: found without drawing, and without what drawing needs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from math import asin, cos, degrees, radians, sin, sqrt
from typing import Any

from briefings.errors import BriefingError
from briefings.model.maps import MapFrame
from briefings.resources import MAP_FRAMES, templates_folder

Box = tuple[float, float, float, float]
"""West, south, east and north in degrees; what lies across the date line ends east of 180."""

WORLD: Box = (-169.0, -56.0, 191.0, 78.0)
"""The frame of the whole world, cut where the fewest people live: in the Bering Strait."""
_WIDE = 280.0
"""Degrees of longitude from which on a map is one of the world."""
_CURVED, _STEEP = 85.0, 60.0
"""Degrees of longitude from which on a map keeps sizes, beyond the second latitude half of them."""
_PADDING = 0.09
_LEAST = 5.0
"""The fewest degrees of latitude that a map shows: shapes are too coarse for less."""
_NARROW, _BROAD, _ROUND = (0.95, 1.25), (0.6, 1.0), (0.42, 1.0)
"""Height of a map by its width, the least and the most that its content may ask for: in a column,
across the page, and of a large part of the globe."""
_COLUMN = 80.0
"""Millimetres up to which a map is narrow."""
_NORTH, _SOUTH = 84.0, -60.0
"""Latitudes beyond which nothing is that a map shows, unless it is of Antarctica."""
_STEPS = 32
_PART = 0.15
"""What a part of a country must have of its largest part, or else be near, to be in the picture."""
_NEAR = 3.0
"""Degrees."""
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796


@cache
def frames() -> Mapping[str, Box]:
    """The frame of each country by ISO code; raises BriefingError where the file is missing."""
    file = templates_folder() / MAP_FRAMES
    try:
        found = json.loads(file.read_bytes())
        return {code: (box[0], box[1], box[2], box[3]) for code, box in found.items()}
    except (OSError, ValueError, AttributeError, IndexError, TypeError) as error:
        raise BriefingError(f"{file} has no frames of countries: {error}") from error


def main_part(boxes: Sequence[Box]) -> Box:
    """The frame of a country by those of its parts: of the largest and what is large or near.

    Islands an ocean away would make every map of France one of the world.
    """
    largest = max(boxes, key=_extent)
    return together(
        [
            box
            for box in boxes
            if _extent(box) >= _PART * _extent(largest) or _apart(box, largest) <= _NEAR
        ]
    )


def together(boxes: Sequence[Box]) -> Box:
    """The smallest frame of several: over the date line, if that is the shorter way round."""
    south, north = min(box[1] for box in boxes), max(box[3] for box in boxes)
    spans = sorted((box[0] % 360, box[2] - box[0]) for box in boxes)
    # The widest gap between one and the next, going east, is what the frame leaves out.
    gaps, reach = [], spans[0][0] + spans[0][1]
    for start, width in spans[1:]:
        gaps.append((start - reach, start, reach))
        reach = max(reach, start + width)
    gaps.append((spans[0][0] + 360 - reach, spans[0][0], reach))
    gap, west, last = max(gaps)
    if gap <= 0:
        return -180.0, south, 180.0, north
    east = last if last >= west else last + 360
    if west >= 180:
        west, east = west - 360, east - 360
    return west, south, east, north


def framed(codes: Iterable[str], spots: Sequence[tuple[float, float]], width_mm: float) -> MapFrame:
    """The frame that holds some countries and places (latitude and longitude), with room around.

    Without any it is that of the world. What is long is given a narrow or a flat frame, within
    limits; the rest is filled with what lies around.
    """
    known = frames()
    boxes = [known[code] for code in codes if code in known]
    boxes += [(lon, lat, lon, lat) for lat, lon in spots]
    box = together(boxes) if boxes else WORLD
    is_whole = box is WORLD or box[2] - box[0] >= _WIDE
    if is_whole:
        box = (WORLD[0], -86.0 if box[1] < _SOUTH else WORLD[1], WORLD[2], WORLD[3])
    west, south, east, north = box
    middle, centre = (west + east) / 2, (south + north) / 2
    steep = max(abs(south), abs(north))
    curved = east - west > (_CURVED / 2 if steep > _STEEP else _CURVED)
    # Enough of a frame to lay things flat; its edges are set below.
    frame = MapFrame(middle, None if curved else centre, 0, 0, 1, 1)
    left, bottom, right, top = _edges(box, frame)
    width, height = right - left, top - bottom
    if not is_whole:
        few = radians(_LEAST)
        width, height = (max(side * (1 + 2 * _PADDING), few) for side in (width, height))
    least, most = _ROUND if curved else _NARROW if width_mm <= _COLUMN else _BROAD
    shape = min(max(height / width, least), most)
    width = max(width, height / shape)
    height = width * shape
    x, y = (left + right) / 2, (bottom + top) / 2
    # Not beyond the poles, where nothing is.
    _, highest = flat(middle, _NORTH, frame)
    _, lowest = flat(middle, _SOUTH if south > _SOUTH else -90.0, frame)
    if height < highest - lowest:
        y = min(max(y, lowest + height / 2), highest - height / 2)
    return replace(frame, left=x - width / 2, top=y + height / 2, across=width, shape=shape)


def seen(frame: MapFrame) -> list[str]:
    """The codes of the countries that may lie in a frame, those with the most room in it first."""
    half, height = frame.degrees / 2, degrees(frame.across * frame.shape)
    top = degrees(frame.top)
    bottom = top - height
    rooms = {}
    for code, (west, south, east, north) in frames().items():
        if frame.true is None:
            rooms[code] = _extent((west, south, east, north))
            continue
        off = (west + east) / 2 - frame.middle
        off -= 360 * round(off / 360)
        across = min(off + (east - west) / 2, half) - max(off - (east - west) / 2, -half)
        down = min(north, top) - max(south, bottom)
        if across >= 0 and down >= 0:
            rooms[code] = across * down
    return sorted(rooms, key=lambda code: (-rooms[code], code))


def flat(lon: float, lat: float, frame: MapFrame) -> tuple[float, float]:
    """A place in units of the projection, ``y`` up.

    A plain map keeps degrees of longitude as wide as they are in its middle. A curved one is Equal
    Earth (Šavrič, Patterson, Jenny 2018), on which countries have their true sizes.
    """
    across = radians(lon - frame.middle)
    if frame.true is not None:
        return across * cos(radians(frame.true)), radians(lat)
    theta = asin(sin(radians(lat)) * sqrt(3) / 2)
    wide, y = equal_earth(theta)
    return across * cos(theta) * wide, y


def equal_earth(theta: Any) -> tuple[Any, Any]:
    """By parametric latitude, or an array of them: width of a radian by its cosine, and ``y``."""
    square = theta * theta
    sixth = square**3
    slope = 9 * _A4 * sixth * square + 7 * _A3 * sixth + 3 * _A2 * square + _A1
    return 2 * sqrt(3) / 3 / slope, theta * (
        _A4 * sixth * square + _A3 * sixth + _A2 * square + _A1
    )


def _edges(box: Box, frame: MapFrame) -> Box:
    """Left, bottom, right and top of what a frame in degrees becomes."""
    west, south, east, north = box
    steps = [i / _STEPS for i in range(_STEPS + 1)]
    sides = [(west + (east - west) * t, lat) for t in steps for lat in (south, north)]
    sides += [(lon, south + (north - south) * t) for t in steps for lon in (west, east)]
    xs, ys = zip(*(flat(lon, lat, frame) for lon, lat in sides), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _extent(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _apart(one: Box, other: Box) -> float:
    """Degrees between two frames, over the date line if that is shorter."""
    meet = (one[0] - other[0]) % 360 <= other[2] - other[0]
    meet = meet or (other[0] - one[0]) % 360 <= one[2] - one[0]
    across = 0.0 if meet else min((one[0] - other[2]) % 360, (other[0] - one[2]) % 360)
    return max(across, one[1] - other[3], other[1] - one[3])
