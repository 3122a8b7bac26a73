"""Maps: the countries that facts speak of among those around them, with their names and places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefings.model import Chart
from briefings.model.maps import MapArea, MapPlan, MapSpot

from .map_cut import area_in, hatched, lines_in, mask
from .map_frame import frames
from .map_inks import Inks, inks_of
from .map_labels import Ground, Room
from .map_names import ABOVE_LINES, MARKS, Names
from .map_projection import Projection
from .map_shapes import level_for, world
from .plate import Plate

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .map_shapes import Border, Points

_SMALL = 14.0
"""Square points under which a country that stands out is a dot."""
_DOT, _SQUARE, _RING = 2.1, 1.6, 2.3
_LINE, _THIN = 0.6, 0.4
_DASHES = (0, (2.2, 1.6))
_HATCH_ANGLE, _HATCH_STEP, _HATCH_WIDTH = 45.0, 3.6, 0.6
_LEGEND, _LEGEND_GAP = 1.7, 2.0
"""Height of a line of the legend, in sizes of its text."""


def draw_map(chart: Chart, plate: Plate) -> None:
    """Place land, borders, dots, places and names; the names that have no room are left out."""
    plan: MapPlan = chart.detail
    inks = inks_of(plate.style)
    projection = Projection(plan.frame, plate.full_width)
    lines = sum(map(bool, plan.groups))
    legend = _LEGEND * plate.size * lines + _LEGEND_GAP * bool(lines)
    axes = plate.axes(projection.height + legend, mirrored=False)
    # The scale of the axes leaves a little room at the sides, which a map does without.
    axes.set_xlim(0, plate.full_width)
    _Map(plan, plate, axes, projection, inks).draw()


class _Map:
    """One map being drawn."""

    def __init__(
        self, plan: MapPlan, plate: Plate, axes: Axes, projection: Projection, inks: Inks
    ) -> None:
        self.plan, self.plate, self.axes = plan, plate, axes
        self.projection, self.inks = projection, inks
        self.shown = world(level_for(projection.degrees))
        self.groups = {area.code: area.group for area in plan.areas if area.group}
        self.numbers = {area.code: number for number, area in enumerate(plan.areas, start=1)}
        step = 1.0 if projection.width < 250 else 2.0
        self.ground = Ground(projection.width, projection.height, step)
        self.sizes: dict[int, float] = {}

    def draw(self) -> None:
        """Draw everything, the land first."""
        self._draw_sea()
        self._draw_land()
        self._draw_lines()
        self._draw_frame()
        self.sizes = self.ground.sizes()
        strong = [area for area in self.plan.areas if area.group]
        strong.sort(key=lambda area: -self._size(area))
        places = {self.numbers[area.code]: self._place(area) for area in strong}
        for area in strong:
            self._draw_dot(area, places[self.numbers[area.code]])
        spots = {spot: self._on_paper(spot.at.lon, spot.at.lat) for spot in self.plan.spots}
        for spot, place in spots.items():
            self._draw_spot(spot, place)
        names = Names(self.plate, self.axes, self.ground, self.inks)
        names.areas, names.sizes = self.plan.areas, self.sizes
        names.write(places, spots)
        self._draw_legend(names)

    def _draw_sea(self) -> None:
        """The ground of the picture."""
        from matplotlib.patches import Rectangle

        size = self.projection.width, self.projection.height
        self.axes.add_patch(Rectangle((0, 0), *size, facecolor=self.inks.sea, linewidth=0))

    def _draw_frame(self) -> None:
        """A line around the picture, which in one ink has no ground."""
        from matplotlib.patches import Rectangle

        if self.inks.is_mono:
            inset = _LINE / 2
            size = self.projection.width - _LINE, self.projection.height - _LINE
            frame = Rectangle((inset, inset), *size, fill=False, edgecolor=self.inks.text)
            frame.set(linewidth=_LINE, zorder=ABOVE_LINES)
            self.axes.add_patch(frame)

    def _draw_land(self) -> None:
        """The land by colour, and on the ground which country lies where."""
        rings: dict[int, list[list[Points]]] = {0: [], 1: [], 2: []}
        for code, polygons in self.shown.areas.items():
            group = self.groups.get(code, 0)
            for polygon in polygons:
                for part in area_in(polygon, self.projection):
                    rings[group].append(part)
                    inside = mask(part, self.ground.xs, self.ground.ys)
                    self.ground.owner[inside] = self.numbers.get(code, 0)
        for group, parts in rings.items():
            self._fill(parts, group)

    def _fill(self, parts: Sequence[Sequence[Points]], group: int) -> None:
        from matplotlib.collections import LineCollection
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path

        if not parts:
            return
        colour = self.inks.ground(group)
        # Shapes are cut at the date line: a line of their colour closes the seam.
        seam = 0.3 if self._has_date_line() else 0.0
        path = Path.make_compound_path(*(Path(_closed(ring)) for part in parts for ring in part))
        self.axes.add_patch(PathPatch(path, facecolor=colour, edgecolor=colour, linewidth=seam))
        if self.inks.is_mono and group == 2:
            lines = [one for part in parts for one in hatched(part, _HATCH_ANGLE, _HATCH_STEP)]
            hatch = LineCollection(lines, colors=self.inks.text, linewidths=_HATCH_WIDTH)
            self.axes.add_collection(hatch, autolim=False)

    def _has_date_line(self) -> bool:
        frame = self.plan.frame
        return frame.true is None or abs(frame.middle) + frame.degrees / 2 > 180

    def _draw_lines(self) -> None:
        """Coasts where there is but one ink, borders, and dashed those that are disputed."""
        from matplotlib.collections import LineCollection

        inks = self.inks
        if inks.is_mono:
            coasts = [part for one in self.shown.coasts for part in lines_in(one, self.projection)]
            self.axes.add_collection(
                LineCollection(coasts, colors=inks.text, linewidths=_THIN), autolim=False
            )
        for borders, style in ((self.shown.borders, "solid"), (self.shown.disputed, _DASHES)):
            for on_dark in (False, True):
                lines = [
                    part
                    for border in borders
                    if self._is_dark(border) is on_dark
                    for part in lines_in(border.line, self.projection)
                ]
                colour = inks.text if inks.is_mono and not on_dark else inks.paper
                drawn = LineCollection(lines, colors=colour, linewidths=_LINE, linestyles=[style])
                self.axes.add_collection(drawn, autolim=False)

    def _is_dark(self, border: Border) -> bool:
        """Whether what lies on both sides of a border is in the first colour."""
        return all(self.groups.get(code) == 1 for code in border.codes)

    def _size(self, area: MapArea) -> float:
        """Square points that a country has in the picture."""
        return self.sizes.get(self.numbers[area.code], 0.0)

    def _place(self, area: MapArea) -> tuple[float, float] | None:
        """Where a country lies: well inside what is seen of it."""
        if area.code in self.shown.dots:
            x, y = self._on_paper(*self.shown.dots[area.code])
        elif (middle := self.ground.middle(self.numbers[area.code])) is not None:
            return middle
        else:
            west, south, east, north = frames()[area.code]
            x, y = self._on_paper((west + east) / 2, (south + north) / 2)
        is_seen = 0 <= x <= self.projection.width and 0 <= y <= self.projection.height
        return (x, y) if is_seen else None

    def _draw_dot(self, area: MapArea, place: tuple[float, float] | None) -> None:
        """A dot instead of a shape that would be too small to be seen."""
        if place is None or self._size(area) >= _SMALL:
            return
        fill = self.inks.ground(area.group)
        edge = self.inks.text if self.inks.is_mono and area.group == 2 else self.inks.paper
        self._circle(place, _DOT, fill, edge)

    def _draw_spot(self, spot: MapSpot, place: tuple[float, float]) -> None:
        """A ring where a fact speaks of a place, else a small square."""
        from matplotlib.patches import Rectangle

        if spot.emphasis:
            self._circle(place, _RING, self.inks.paper, self.inks.stress, 1.4)
            return
        x, y = place
        self.axes.add_patch(
            Rectangle(
                (x - _SQUARE, y - _SQUARE),
                2 * _SQUARE,
                2 * _SQUARE,
                facecolor=self.inks.paper,
                edgecolor=self.inks.text,
                linewidth=0.7,
                zorder=MARKS,
            )
        )
        self.ground.take(Room(x, y, 2 * _SQUARE, 2 * _SQUARE))

    def _circle(
        self, place: tuple[float, float], radius: float, fill: str, edge: str, line: float = 0.6
    ) -> None:
        from matplotlib.patches import Circle

        self.axes.add_patch(
            Circle(place, radius, facecolor=fill, edgecolor=edge, linewidth=line, zorder=MARKS)
        )
        self.ground.take(Room(*place, 2 * radius, 2 * radius))

    def _draw_legend(self, names: Names) -> None:
        """A swatch and words for each group, below the map."""
        line = _LEGEND * self.plate.size
        told = [pair for pair in enumerate(self.plan.groups, start=1) if pair[1]]
        for place, (number, words) in enumerate(told):
            top = self.projection.height + place * line + _LEGEND_GAP
            right = self.plate.full_width - 1
            side = 0.9 * self.plate.size
            middle = top + line / 2
            box = [(right - side, middle - side / 2), (right, middle - side / 2)]
            box += [(right, middle + side / 2), (right - side, middle + side / 2)]
            outlined = self.inks.is_mono and number == 2
            self._fill([[_rows(box)]], number)
            if outlined:
                self._outline(box)
            block = names.block(words)
            x = right - side - 0.5 * self.plate.size
            self.plate.put(self.axes, block, x, middle - block.height / 2, "end")

    def _outline(self, box: Sequence[tuple[float, float]]) -> None:
        from matplotlib.patches import Polygon

        self.axes.add_patch(
            Polygon(box, closed=True, fill=False, edgecolor=self.inks.text, linewidth=_LINE)
        )

    def _on_paper(self, lon: float, lat: float) -> tuple[float, float]:
        """A place in points, on whichever side of the date line the map has it."""
        middle = self.plan.frame.middle
        lon += 360 * round((middle - lon) / 360)
        x, y = self.projection(_rows([(lon, lat)]))[0]
        return float(x), float(y)


def _rows(points: Sequence[tuple[float, float]]) -> Points:
    import numpy as np

    return np.asarray(points, float)


def _closed(ring: Points) -> Points:
    """A ring that ends where it begins, as cut ones do not."""
    import numpy as np

    return np.concatenate([ring, ring[:1]])
