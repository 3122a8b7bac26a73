"""Cuts the shapes of a map to its frame and hatches them: a picture has plain paths alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from .map_projection import Projection

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .map_shapes import Points

_HALF = 180.0
_WINDOWS = (-360.0, 0.0, 360.0)


def area_in(polygon: Sequence[Points], projection: Projection) -> list[list[Points]]:
    """What of a polygon lies in the frame, in points on paper; several where it goes round it."""
    found = []
    west, east = polygon[0][:, 0].min(), polygon[0][:, 0].max()
    low, high = projection.reach
    for shift in _WINDOWS:
        if west + shift > high or east + shift < low:
            continue
        rings = []
        for ring in polygon:
            cut = _in_window(ring, shift, projection.frame.middle)
            if len(cut) > 2:
                rings.append(_cut_to_paper(projection(cut), projection))
            if not rings or len(rings[0]) < 3:
                break  # without the outer ring there are no holes
        rings = [ring for ring in rings if len(ring) > 2]
        if rings:
            found.append(rings)
    return found


def lines_in(line: Points, projection: Projection) -> list[Points]:
    """What of a line lies in the frame, in points on paper."""
    import numpy as np

    west, east = line[:, 0].min(), line[:, 0].max()
    low, high = projection.reach
    found: list[Points] = []
    for shift in _WINDOWS:
        if west + shift > high or east + shift < low:
            continue
        moved = line + np.asarray([shift, 0.0])
        window = (low, -90.0, high, 90.0)
        paper = (0.0, 0.0, projection.width, projection.height)
        for part in stretches(moved, window):
            found += stretches(projection(np.asarray(part)), paper)
    return found


def stretches(line: Points, box: tuple[float, float, float, float]) -> list[Points]:
    """The parts of a line within a rectangle (Liang and Barsky)."""
    import numpy as np

    start, step = line[:-1], np.diff(line, axis=0)
    low, high = np.zeros(len(step)), np.ones(len(step))
    for axis, least, most in ((0, box[0], box[2]), (1, box[1], box[3])):
        with np.errstate(divide="ignore", invalid="ignore"):
            one = (least - start[:, axis]) / step[:, axis]
            other = (most - start[:, axis]) / step[:, axis]
        still = step[:, axis] == 0
        inside = (start[:, axis] >= least) & (start[:, axis] <= most)
        enters = np.where(still, np.where(inside, 0.0, 2.0), np.fmin(one, other))
        leaves = np.where(still, np.where(inside, 1.0, -1.0), np.fmax(one, other))
        low, high = np.maximum(low, enters), np.minimum(high, leaves)
    found: list[list[NDArray[np.float64]]] = []
    goes_on = False
    for i in np.flatnonzero(high > low):
        first, last = start[i] + low[i] * step[i], start[i] + high[i] * step[i]
        if goes_on and i and low[i] == 0 and high[i - 1] == 1 and high[i - 1] > low[i - 1]:
            found[-1].append(last)
        else:
            found.append([first, last])
        goes_on = True
    return [np.asarray(part) for part in found]


def hatched(rings: Sequence[Points], angle: float, step: float) -> Iterator[Points]:
    """The lines of a hatch inside a polygon with holes, on one grid for the whole picture.

    ``angle`` is in degrees from the horizontal, ``step`` in points.
    """
    import numpy as np

    turn = np.radians(angle)
    along = np.asarray([np.cos(turn), -np.sin(turn)])
    across = np.asarray([-along[1], along[0]])
    starts = np.concatenate(list(rings))
    ends = np.concatenate([np.roll(ring, -1, axis=0) for ring in rings])
    a, b = starts @ across, ends @ across
    p, q = starts @ along, ends @ along
    first, last = np.ceil(a.min() / step), np.floor(a.max() / step)
    for k in np.arange(first, last + 1):
        level = k * step
        crossing = (a <= level) != (b <= level)
        where = level - a[crossing]
        share = where / (b[crossing] - a[crossing])
        cuts = np.sort(p[crossing] + share * (q[crossing] - p[crossing]))
        for low, high in zip(cuts[::2], cuts[1::2], strict=False):
            if high - low > 0.6:
                yield np.asarray([low * along + level * across, high * along + level * across])


def mask(rings: Sequence[Points], xs: Points, ys: Points) -> NDArray[np.bool_]:
    """Which points of a grid lie in a polygon with holes: rows for ``ys``, columns for ``xs``."""
    import numpy as np

    starts = np.concatenate(list(rings))
    ends = np.concatenate([np.roll(ring, -1, axis=0) for ring in rings])
    inside = np.zeros((len(ys), len(xs)), bool)
    low, high = starts[:, 1].min(), starts[:, 1].max()
    for row in range(*np.searchsorted(ys, (low, high))):
        y = ys[row]
        crossing = (starts[:, 1] <= y) != (ends[:, 1] <= y)
        (x0, y0), (x1, y1) = starts[crossing].T, ends[crossing].T
        cuts = np.sort(x0 + (y - y0) / (y1 - y0) * (x1 - x0))
        inside[row] = np.searchsorted(cuts, xs) % 2 == 1
    return inside


def _in_window(ring: Points, shift: float, middle: float) -> Points:
    """A ring moved round the globe, cut to the half turn on either side of the middle."""
    import numpy as np

    moved: Points = ring + np.asarray([shift, 0.0])
    west, east = moved[:, 0].min(), moved[:, 0].max()
    if west >= middle + _HALF or east <= middle - _HALF:
        return moved[:0]
    if west < middle - _HALF:
        moved = _half_plane(moved, 0, middle - _HALF, 1.0)
    if east > middle + _HALF:
        moved = _half_plane(moved, 0, middle + _HALF, -1.0)
    return moved


def _cut_to_paper(ring: Points, projection: Projection) -> Points:
    for axis, limit, sign in (
        (0, 0.0, 1.0),
        (0, projection.width, -1.0),
        (1, 0.0, 1.0),
        (1, projection.height, -1.0),
    ):
        beyond = sign * (ring[:, axis] - limit) < 0
        if beyond.all():
            return ring[:0]
        if beyond.any():
            ring = _half_plane(ring, axis, limit, sign)
    return ring


def _half_plane(ring: Points, axis: int, limit: float, sign: float) -> Points:
    """The part of a ring on one side of a line (Sutherland and Hodgman)."""
    import numpy as np

    following = np.roll(ring, -1, axis=0)
    here, there = sign * (ring[:, axis] - limit), sign * (following[:, axis] - limit)
    crosses = (here >= 0) != (there >= 0)
    share = np.where(crosses, here / np.where(crosses, here - there, 1.0), 0.0)
    cuts = ring + share[:, None] * (following - ring)
    cuts[crosses, axis] = limit
    both = np.stack((cuts, following), axis=1).reshape(-1, 2)
    kept = np.stack((crosses, there >= 0), axis=1).reshape(-1)
    cut: Points = both[kept]
    return cut
