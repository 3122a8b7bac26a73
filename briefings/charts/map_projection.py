"""Lays shapes flat: from degrees to points on paper."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, degrees, radians, sqrt
from typing import TYPE_CHECKING

from briefings.model.maps import MapFrame

from .map_frame import equal_earth

if TYPE_CHECKING:
    from .map_shapes import Points


@dataclass(frozen=True, slots=True)
class Projection:
    """From degrees to points on paper: ``x`` to the right, ``y`` down, from the picture's corner.

    ``width`` is that of the picture, in points.
    """

    frame: MapFrame
    width: float

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
        scale = self.width / self.frame.across
        corner = [self.frame.left, self.frame.top]
        placed: Points = (_flattened(points, self.frame) - corner) * [scale, -scale]
        return placed


def _flattened(points: Points, frame: MapFrame) -> Points:
    """Rows of longitude and latitude in units of the projection: :func:`.map_frame.flat`."""
    import numpy as np

    lon, lat = np.radians(points[:, 0] - frame.middle), np.radians(points[:, 1])
    if frame.true is not None:
        return np.column_stack((lon * cos(radians(frame.true)), lat))
    theta = np.arcsin(np.sin(lat) * sqrt(3) / 2)
    wide, y = equal_earth(theta)
    return np.column_stack((lon * np.cos(theta) * wide, y))
