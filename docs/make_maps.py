"""Make the shapes of maps, templates/maps, from files of Natural Earth.

    .venv/bin/python -m docs.make_maps FOLDER

FOLDER holds, as GeoJSON of scale 1:50m, ``ne_50m_admin_0_countries``, ``ne_50m_admin_0_map_units``,
``ne_50m_admin_0_boundary_lines_land`` and ``ne_50m_admin_0_boundary_lines_disputed_areas``, and of
1:10m ``ne_10m_populated_places``. What is made is TopoJSON: neighbours share the arcs between them,
so that no gap opens where a line is simplified.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice, pairwise
from math import hypot
from pathlib import Path
from typing import Any

from briefings.arabic import is_country
from briefings.charts.map_frame import Box, main_part
from briefings.resources import MAP_FRAMES, MAPS

Point = tuple[int, int]
Line = tuple[Point, ...]

GRID = 0.005
"""Step of the coordinates in degrees: half a kilometre."""
TOLERANCE = 0.015
"""How far, in degrees, a simplified line may lie from the one of Natural Earth."""
LEVELS = (0.05, 0.2)
"""The same for maps of continents and of the world, which have a part of the points."""
ISLAND = 0.006
"""Square degrees under which an island is left out, if its country has a larger part."""

_BY_UNITS = {"FRA", "NOR", "NLD"}
"""Countries whose parts overseas have codes of their own: they are made of the map units."""
_CODES = {"FXX": "FR", "NOR": "NO", "NJM": "SJ", "NSV": "SJ", "CYN": "CY", "SOL": "SO"}
"""Codes of areas to which Natural Earth gives none, by its own codes; see docs/maps.md."""
_TOWNS = {"Funafuti": "TV", "Gibraltar": "GI"}
"""Capitals of countries that have no shape at this scale: they stand for them as dots."""
_DISPUTED = ("Disputed", "Line of control", "Indefinite", "Breakaway")
"""First words of the classes of lines that are dashed. Claims are never drawn."""
_CRIMEA = (32.0, 44.0, 37.0, 46.5)
"""Frame of a polygon that is coloured by ISO 3166-2, which has it as UA-43."""
_SAHARA_PARALLEL, _SAHARA_ENDS = 27.667, (-2400, -1735)
"""Latitude of the boundary of Western Sahara; columns of the grid: it meets the coast west of the
first, and ends near the second."""
_CHRISTMAS_ISLAND = 100.0
"""Longitude that lies between the two parts of the Indian Ocean Territories, CC and CX."""


def main(folder: Path, target: Path) -> None:
    """Read the files, write the shapes, and print what became of them."""
    areas: defaultdict[str, list[list[Line]]] = defaultdict(list)
    for code, polygon in _areas(folder):
        areas[code].append([_quantised(ring) for ring in polygon])
    moroccan, southern, parallel = _parted(areas["MA"][0][0])
    areas["MA"][0], areas["EH"] = [moroccan], [*areas["EH"], [southern]]
    made = {code: _without_islets(polygons) for code, polygons in sorted(areas.items())}
    disputed = [parallel, *(_quantised(line) for line in _disputed(folder))]
    arcs = Arcs([*(ring for many in made.values() for one in many for ring in one), *disputed])
    geometries = [
        {"type": "MultiPolygon", "id": code, "arcs": [[arcs.of(r) for r in one] for one in many]}
        for code, many in made.items()
    ]
    dots = [
        {"type": "Point", "id": code, "coordinates": list(point)}
        for code, point in sorted(_towns(folder))
    ]
    count = len(arcs)  # what lies beside the areas comes after these, and is left out
    dashed = [[arc] for arc in _dashed(geometries, arcs, disputed)]
    fine = list(islice(arcs.simplified(), count))
    kept = [[_kept(arc, level) for arc in fine] for level in LEVELS]
    world = {
        "type": "Topology",
        "transform": {"scale": [GRID, GRID], "translate": [0, 0]},
        "objects": {
            "areas": {"type": "GeometryCollection", "geometries": geometries},
            "dots": {"type": "GeometryCollection", "geometries": dots},
            "disputed": {"type": "MultiLineString", "arcs": dashed},
        },
        "arcs": [_deltas(arc) for arc in fine],
        "levels": [
            {"tolerance": level, "kept": one} for level, one in zip(LEVELS, kept, strict=True)
        ],
    }
    text = json.dumps(world, separators=(",", ":")) + "\n"
    (target / Path(MAPS).name).write_text(text, "utf-8")
    (target / Path(MAP_FRAMES).name).write_text(_frames(made, dots), "utf-8")
    counts = [sum(map(len, fine)), *(sum(map(len, one)) for one in kept)]
    points = ", ".join(map(str, counts))
    print(f"{len(made)} areas, {len(dots)} dots, {points} points, {len(text)} bytes")  # noqa: T201


def _frames(made: Mapping[str, list[list[Line]]], dots: Iterable[Mapping[str, Any]]) -> str:
    """The frame of each country, one to a line."""
    boxes = {code: main_part([_box(one[0]) for one in many]) for code, many in made.items() if code}
    boxes |= {str(one["id"]): _box([one["coordinates"]]) for one in dots}
    lines = ",\n".join(f'"{code}": {json.dumps(box)}' for code, box in sorted(boxes.items()))
    return f"{{\n{lines}\n}}\n"


def _dashed(
    geometries: Iterable[Mapping[str, Any]], arcs: Arcs, lines: Iterable[Line]
) -> list[int]:
    """The arcs that are disputed and part two areas, and those that part areas of one code.

    What Natural Earth has beside the boundaries of its areas are claims.
    """
    users: defaultdict[int, list[str]] = defaultdict(list)
    for one in geometries:
        for ring in chain.from_iterable(one["arcs"]):
            for arc in ring:
                users[max(arc, ~arc)].append(one["id"])
    named = {max(arc, ~arc) for line in lines for arc in arcs.of(line)}
    return sorted(
        arc
        for arc, codes in users.items()
        if len(codes) == 2 and (arc in named or codes[0] == codes[1])
    )


def _areas(folder: Path) -> Iterator[tuple[str, list[Any]]]:
    """The polygons with the code of their country; empty where nobody's."""
    for name, by_units in (("countries", False), ("map_units", True)):
        for properties, geometry in _features(folder / f"ne_50m_admin_0_{name}.json"):
            if (properties["ADM0_A3"] in _BY_UNITS) is not by_units:
                continue
            for polygon in _polygons(geometry):
                yield _code(properties, polygon), polygon


def _code(properties: Mapping[str, Any], polygon: Sequence[Any]) -> str:
    if properties["ADM0_A3"] == "IOA":
        return "CX" if polygon[0][0][0] > _CHRISTMAS_ISLAND else "CC"
    if properties["ADM0_A3"] == "RUS" and _lies_in(polygon[0], _CRIMEA):
        return "UA"
    own = properties["GU_A3"] if properties["GU_A3"] in _CODES else properties["ADM0_A3"]
    code = _CODES.get(own) or str(properties["ISO_A2"])
    return code if is_country(code) else ""


def _lies_in(ring: Iterable[Sequence[float]], box: tuple[float, float, float, float]) -> bool:
    west, south, east, north = box
    return all(west <= lon <= east and south <= lat <= north for lon, lat, *_ in ring)


def _disputed(folder: Path) -> Iterator[Any]:
    for name in ("land", "disputed_areas"):
        file = folder / f"ne_50m_admin_0_boundary_lines_{name}.json"
        for properties, geometry in _features(file):
            if properties["FEATURECLA"].startswith(_DISPUTED):
                one = geometry["type"] == "LineString"
                yield from [geometry["coordinates"]] if one else geometry["coordinates"]


def _towns(folder: Path) -> Iterator[tuple[str, Point]]:
    for properties, geometry in _features(folder / "ne_10m_populated_places.json"):
        if code := _TOWNS.get(properties["NAME"]):
            yield code, _quantised([geometry["coordinates"]])[0]


def _features(file: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Properties, by names in capitals, and geometry."""
    for feature in json.loads(file.read_text("utf-8"))["features"]:
        yield (
            {name.upper(): value for name, value in feature["properties"].items()},
            feature["geometry"],
        )


def _polygons(geometry: Mapping[str, Any]) -> list[Any]:
    coordinates: list[Any] = geometry["coordinates"]
    return [coordinates] if geometry["type"] == "Polygon" else coordinates


def _parted(ring: Line) -> tuple[Line, Line, Line]:
    """The area of Morocco north and south of the boundary of Western Sahara, and that boundary.

    Natural Earth counts what Morocco controls as Morocco; ISO 3166 has all of it as EH.
    """
    (west, east), parallel = _SAHARA_ENDS, round(_SAHARA_PARALLEL / GRID)
    points = ring[:-1]
    inland = min(
        range(len(points)), key=lambda i: _distance(points[i], (east, parallel), (east, parallel))
    )
    points = (*points[inland:], *points[:inland])
    coast = next(
        i
        for i, (one, other) in enumerate(pairwise(points))
        if one[0] < west and (one[1] - parallel) * (other[1] - parallel) < 0
    )
    (x0, y0), (x1, y1) = points[coast : coast + 2]
    cut = round(x0 + (parallel - y0) / (y1 - y0) * (x1 - x0)), parallel
    halves = (*points[: coast + 1], cut, points[0]), (cut, *points[coast + 1 :], points[0], cut)
    south, north = sorted(halves, key=lambda half: sum(y for _, y in half) / len(half))
    return north, south, (cut, points[0])


def _quantised(points: Iterable[Sequence[float]]) -> Line:
    made: list[Point] = []
    for lon, lat, *_ in points:
        point = round(lon / GRID), round(lat / GRID)
        if not made or made[-1] != point:
            made.append(point)
    return tuple(made)


def _without_islets(polygons: Sequence[list[Line]]) -> list[list[Line]]:
    """The polygons, the largest first, without those that no map of ours shows."""
    sized = sorted(polygons, key=lambda one: -_size(one[0]))
    sized = [one for one in sized if len(one[0]) >= 4]
    kept = sized[:1] + [one for one in sized[1:] if _size(one[0]) >= ISLAND]
    return [[ring for ring in one if len(ring) >= 4] for one in kept]


def _box(points: Iterable[Sequence[int]]) -> Box:
    """The frame of points of the grid, in degrees."""
    xs, ys = zip(*points, strict=True)
    edges = (min(xs), min(ys), max(xs), max(ys))
    west, south, east, north = (round(edge * GRID, 3) for edge in edges)
    return west, south, east, north


def _size(ring: Line) -> float:
    """Square degrees."""
    total = sum(
        x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, (*ring[1:], ring[0]), strict=True)
    )
    return abs(total) / 2 * GRID * GRID


class Arcs:
    """The lines between the points where rings meet or part, each once."""

    def __init__(self, lines: Sequence[Line]) -> None:
        pairs: defaultdict[Point, set[frozenset[Point]]] = defaultdict(set)
        self._ends: set[Point] = set()
        for line in lines:
            inner = line
            if line[0] == line[-1]:
                inner = (line[-2], *line)
            else:
                self._ends.update((line[0], line[-1]))
            for before, point, after in zip(inner, inner[1:], inner[2:], strict=False):
                pairs[point].add(frozenset((before, after)))
        self._ends.update(point for point, found in pairs.items() if len(found) > 1)
        self._numbers: dict[Line, int] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def of(self, line: Line) -> list[int]:
        """The numbers of the arcs that make a line; of one that is run backwards, ``~number``."""
        is_ring = line[0] == line[-1]
        if is_ring:
            # From a point where others meet it, or else from its lowest.
            points = line[:-1]
            starts = [i for i, point in enumerate(points) if point in self._ends]
            start = starts[0] if starts else points.index(min(points))
            line = (*points[start:], *points[:start], points[start])
        cuts = [i for i in range(1, len(line) - 1) if line[i] in self._ends]
        cuts = [0, *cuts, len(line) - 1]
        return [self._number(line[a : b + 1]) for a, b in pairwise(cuts)]

    def _number(self, arc: Line) -> int:
        backwards = arc[::-1]
        if backwards in self._numbers:
            return ~self._numbers[backwards]
        return self._numbers.setdefault(arc, len(self._numbers))

    def simplified(self) -> Iterator[Line]:
        """The arcs in the order of their numbers."""
        for arc in self._numbers:
            yield tuple(arc[i] for i in _kept(arc, TOLERANCE))


def _kept(line: Line, tolerance: float) -> list[int]:
    """The fewest points from which no other lies far (Douglas and Peucker), by their places.

    Of a ring at least three, so that it remains one.
    """
    last = len(line) - 1
    keep, waiting = {0, last}, [(0, last)]
    if line[0] == line[-1]:
        far = max(range(last), key=lambda i: _distance(line[i], line[0], line[0]))
        wide = [_distance(point, line[0], line[far]) for point in line]
        keep |= {far, wide.index(max(wide))}
        stops = sorted(keep)
        waiting = list(pairwise(stops))
    while waiting:
        first, last = waiting.pop()
        if last - first < 2:
            continue
        distances = [_distance(line[i], line[first], line[last]) for i in range(first + 1, last)]
        most = max(distances)
        if most * GRID > tolerance:
            middle = first + 1 + distances.index(most)
            keep.add(middle)
            waiting += [(first, middle), (middle, last)]
    return sorted(keep)


def _distance(point: Point, start: Point, end: Point) -> float:
    """From the point to the stretch between the two others."""
    (x, y), (x0, y0), (x1, y1) = point, start, end
    dx, dy = x1 - x0, y1 - y0
    long = dx * dx + dy * dy
    along = max(0.0, min(1.0, ((x - x0) * dx + (y - y0) * dy) / long)) if long else 0.0
    return hypot(x - x0 - along * dx, y - y0 - along * dy)


def _deltas(arc: Line) -> list[list[int]]:
    """The first point, and of each other the way from the one before it."""
    steps = [[b[0] - a[0], b[1] - a[1]] for a, b in pairwise(arc)]
    return [list(arc[0]), *steps]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).parents[1] / "templates/maps")
