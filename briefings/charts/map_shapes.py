"""The shapes of the countries of the world, read from templates/maps: see ``docs/maps.md``."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from briefings.errors import BriefingError
from briefings.resources import MAPS, templates_folder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Points = NDArray[np.float64]
    """Rows of longitude and latitude in degrees, or of points on paper."""

_DATE_LINE = 180.0
_FEWEST = 4
"""Points of a ring that has an area: its last is its first."""
_COARSE = 0.35
"""How far, in points on paper, a line may lie from where it should."""


class Border(NamedTuple):
    """A line between two countries, by their codes."""

    codes: tuple[str, ...]
    line: Points


class World(NamedTuple):
    """What a map is drawn from: all lines in degrees.

    ``areas`` has the polygons of each country by ISO code, the largest first, and under the empty
    code those of no country; a polygon is its outer ring, then its holes. ``dots`` are countries
    too small for a shape. ``coasts`` part land from sea; ``disputed`` are not among ``borders``.
    """

    areas: Mapping[str, tuple[tuple[Points, ...], ...]]
    dots: Mapping[str, tuple[float, float]]
    borders: tuple[Border, ...]
    coasts: tuple[Points, ...]
    disputed: tuple[Border, ...]


@cache
def world(level: int = 0) -> World:
    """The shapes; at a level above 0 with fewer points: see :func:`level_for`.

    Raises BriefingError where the file is missing or no TopoJSON of ours.
    """
    areas, dots, disputed, levels = _read()
    _, arcs = levels[level]
    users: defaultdict[int, list[str]] = defaultdict(list)
    for code, polygons in areas.items():
        for number in _flat(polygons):
            users[_index(number)].append(code)
    parting = {i: Border(tuple(codes), arcs[i]) for i, codes in users.items() if len(codes) > 1}
    return World(
        {code: tuple(_polygons(polygons, arcs, levels[0][1])) for code, polygons in areas.items()},
        dots,
        tuple(border for i, border in parting.items() if i not in disputed),
        tuple(
            part
            for i, codes in users.items()
            if len(codes) == 1
            for part in _without_date_line(arcs[i])
        ),
        tuple(border for i, border in parting.items() if i in disputed),
    )


def level_for(degrees: float) -> int:
    """The level to draw, if a point on paper is that many degrees wide."""
    tolerances = [tolerance for tolerance, _ in _read()[-1]]
    return max(i for i, one in enumerate(tolerances) if not i or one <= degrees * _COARSE)


_Numbers = list[list[list[int]]]
"""The polygons of a country: rings of the numbers of arcs, as TopoJSON has them."""


@cache
def _read() -> tuple[
    dict[str, _Numbers],
    dict[str, tuple[float, float]],
    frozenset[int],
    list[tuple[float, list[Points]]],
]:
    """Countries, dots, the numbers of disputed arcs, and the arcs with each tolerance."""
    import numpy as np

    file = templates_folder() / MAPS
    try:
        found = json.loads(file.read_bytes())
        step = float(found["transform"]["scale"][0])
        sizes = np.cumsum([len(arc) for arc in found["arcs"]])[:-1]
        every = np.asarray(list(chain.from_iterable(found["arcs"])), float) * step
        arcs = [np.cumsum(arc, axis=0) for arc in np.split(every, sizes)]
        levels = [(0.0, arcs)]
        for one in found["levels"]:
            thinner = [arc[kept] for arc, kept in zip(arcs, one["kept"], strict=True)]
            levels.append((float(one["tolerance"]), thinner))
        objects = found["objects"]
        areas = {one["id"]: one["arcs"] for one in objects["areas"]["geometries"]}
        dots = {
            one["id"]: (one["coordinates"][0] * step, one["coordinates"][1] * step)
            for one in objects["dots"]["geometries"]
        }
        disputed = frozenset(_index(arc) for line in objects["disputed"]["arcs"] for arc in line)
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise BriefingError(f"{file} has no shapes of countries: {error}") from error
    return areas, dots, disputed, levels


def _polygons(
    polygons: _Numbers, arcs: Sequence[Points], fine: Sequence[Points]
) -> Iterator[tuple[Points, ...]]:
    """Polygons put together of arcs; of the largest the fine ones, where others leave no area."""
    for number, polygon in enumerate(polygons):
        rings = [_ring(ring, arcs) for ring in polygon]
        if len(rings[0]) < _FEWEST and number:
            continue
        if len(rings[0]) < _FEWEST:
            rings[0] = _ring(polygon[0], fine)
        yield (rings[0], *(ring for ring in rings[1:] if len(ring) >= _FEWEST))


def _ring(numbers: Iterable[int], arcs: Sequence[Points]) -> Points:
    """A ring put together of its arcs; each begins where the last ends. Its end is its start."""
    import numpy as np

    parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in numbers]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def _without_date_line(line: Points) -> Iterator[Points]:
    """The parts of a line that do not run along the date line, where shapes were cut, or a pole."""
    import numpy as np

    cut = (np.abs(line[:, 0]) >= _DATE_LINE - 0.01) | (line[:, 1] <= -89.9)
    for part in np.split(line, np.flatnonzero(cut[1:] & cut[:-1]) + 1):
        if len(part) > 1:
            yield part


def _index(arc: int) -> int:
    return arc if arc >= 0 else ~arc


def _flat(polygons: Iterable[Iterable[Iterable[int]]]) -> Iterator[int]:
    return (arc for polygon in polygons for ring in polygon for arc in ring)
