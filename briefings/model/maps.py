"""The plan of a map: what it shows, already named in Arabic, and the part of the world it is of."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, degrees, radians

from .facts import Location


@dataclass(frozen=True, slots=True)
class MapFrame:
    """The part of the world that a map shows, and how it is laid flat.

    ``middle`` is the longitude in the middle; ``true`` the latitude along which distances are those
    across it, or None on a map that keeps sizes instead. ``left`` and ``top`` are the corner of the
    picture in units of the projection, ``across`` its width, and ``shape`` its height by its width.
    """

    middle: float
    true: float | None
    left: float
    top: float
    across: float
    shape: float

    @property
    def degrees(self) -> float:
        """How many degrees of longitude it shows."""
        if self.true is None:
            return 360.0
        return degrees(self.across) / cos(radians(self.true))


@dataclass(frozen=True, slots=True)
class MapArea:
    """A country by its ISO code; ``group`` counts from 1, and is 0 for one that is only named."""

    code: str
    name: str
    group: int = 0


@dataclass(frozen=True, slots=True)
class MapSpot:
    """A place in a country; one that a fact speaks of has ``emphasis``, others help to find it."""

    name: str
    at: Location
    country: str = ""
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class MapPlan:
    """A map ready to be drawn.

    ``areas`` are the countries that stand out, in order, and then those around them that may be
    named where there is room. ``groups`` says what the countries of each group have in common, in
    words that are empty where it need not be told.
    """

    frame: MapFrame
    areas: tuple[MapArea, ...]
    spots: tuple[MapSpot, ...] = ()
    groups: tuple[str, ...] = ()
