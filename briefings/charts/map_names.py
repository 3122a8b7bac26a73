"""Writes the names on a map, where :mod:`.map_labels` finds room for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from briefings.model import Origin, marked
from briefings.model.charts import TEXT_CONTRAST, contrast
from briefings.model.maps import MapArea, MapSpot

from .map_inks import Inks
from .map_labels import SEA, Beside, Ground, Room
from .plate import BASELINE, Plate, TextBlock

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

ABOVE_LINES, MARKS = 2.5, 3
"""The layers above land and borders: what ties a name to its place, and what stands there."""
_STRONG = (1.2, 1.1, 1.0, 0.9)
"""Sizes of the names of countries that stand out, by that of all text; the largest with room."""
_SPOT, _NEIGHBOUR = 0.95, 0.9
_LEAST_PT = 7.5
_NAMELESS = 100.0
"""Square points under which no name has room."""
_LOST = 90.0
"""What it costs that a name has no room."""
_MOST_TIED = 12
"""The most countries that stand out whose names may stand beside them, tied by a line."""
_LEADER, _CASING = 0.5, 1.4

Point = tuple[float, float]


class _NameRoom(NamedTuple):
    """A name and the room that was found for it."""

    block: TextBlock
    beside: Beside


class Names:
    """The names of one map.

    ``areas`` are its countries by number, from 1; ``sizes`` the square points that each has.
    """

    def __init__(self, plate: Plate, axes: Axes, ground: Ground, inks: Inks) -> None:
        self.plate, self.axes, self.ground, self.inks = plate, axes, ground, inks
        self.areas: Sequence[MapArea] = ()
        self.sizes: Mapping[int, float] = {}

    def write(self, areas: Mapping[int, Point | None], spots: Mapping[MapSpot, Point]) -> None:
        """Write all names that have room.

        ``areas`` are the places of the countries that stand out, by number, the largest first.
        """
        # Names of countries leave room for those of the places within them, if they can.
        marks, reserved = self.ground.taken, self._best_order(spots)[0]
        left = []
        for number in areas:
            for taken, other in ((reserved, marks), (marks, reserved)):
                self.ground.taken = taken
                if room := self._name_inside(number, _STRONG):
                    self.ground.taken = other
                    self.ground.take(room)
                    break
            else:
                left.append(number)
        self.ground.taken = marks
        for emphasis in (True, False):
            chosen = {spot: place for spot, place in spots.items() if spot.emphasis is emphasis}
            self.ground.taken, found = self._best_order(chosen)
            for spot, found_room in found:
                self._write_beside(spot, found_room)
        if len(areas) <= _MOST_TIED:
            for number in left:
                if (place := areas[number]) and (one := self._beside(self._area(number), place)):
                    self._write_beside(self._area(number), one)
        for number, area in enumerate(self.areas, start=1):
            if not area.group:
                self._name_inside(number, (_NEIGHBOUR,))

    def block(self, words: str) -> TextBlock:
        """Words of the size of the names of places."""
        return self.plate.block(words, size=self._size(_SPOT))

    def _area(self, number: int) -> MapArea:
        return self.areas[number - 1]

    def _size(self, share: float) -> float:
        """A share of the size of text, but none that cannot be read on paper."""
        return max(_LEAST_PT, share * self.plate.size)

    def _name_inside(self, number: int, sizes: Sequence[float]) -> Room | None:
        """Write the name of a country within it, if it has room, in the largest size that has."""
        area = self._area(number)
        if self.sizes.get(number, 0.0) < _NAMELESS:
            return None
        for share in sizes:
            for block in self._blocks(area.name, self._size(share), bold=bool(area.group)):
                room = self.ground.inside(number, block.width, _ink(block))
                if room:
                    # A hatch runs through letters: they get a ground of their own.
                    plain = not (self.inks.is_mono and area.group == 2)
                    self._write(block, room, [area.group], plain=plain)
                    return room
        return None

    def _best_order(
        self, spots: Mapping[MapSpot, Point]
    ) -> tuple[NDArray[np.bool_], list[tuple[MapSpot, _NameRoom]]]:
        """What is taken, and room for the names of places, in the best of some orders.

        Each name stands where those before it leave room.
        """
        before = self.ground.taken
        given = list(spots)
        from_west = sorted(spots, key=lambda spot: spots[spot][0])
        tried = []
        for order in (given, given[::-1], from_west, from_west[::-1]):
            self.ground.taken = before.copy()
            found = [(spot, self._beside(spot, spots[spot])) for spot in order]
            cost = sum(one.beside.cost if one else _LOST for _, one in found)
            tried.append((cost, self.ground.taken, found))
        self.ground.taken = before
        _, taken, found = min(tried, key=lambda one: one[0])
        return taken, [(spot, one) for spot, one in found if one]

    def _beside(self, named: MapArea | MapSpot, place: Point) -> _NameRoom | None:
        """The best room for a name near its place, which it takes."""
        if isinstance(named, MapSpot):
            size, bold, own = self._size(_SPOT), named.emphasis, named.country
        else:
            size, bold, own = self._size(_SPOT), True, named.code
        home = None
        astray = frozenset(
            number
            for number, area in enumerate(self.areas, start=1)
            if area.group and area.code != own
        )
        if isinstance(named, MapArea):
            # The name of a country on another reads as the name of that one: the sea is better.
            home = self.areas.index(named) + 1
            astray = frozenset(range(len(self.areas) + 1)) - {home}
        tried = []
        for block in self._blocks(named.name, size, bold=bold):
            sides = block.width, _ink(block)
            if beside := self.ground.beside(place, sides, astray, self._is_legible, home):
                tried.append(_NameRoom(block, beside))
        if not tried:
            return None
        best = min(tried, key=lambda one: one.beside.cost)
        self.ground.take(best.beside.room)
        if best.beside.leader:
            self.ground.take_line(*best.beside.leader)
        return best

    def _write_beside(self, named: MapArea | MapSpot, found: _NameRoom) -> None:
        """Write a name near its place; tied to it by a line, if not close by."""
        beside = found.beside
        groups = {self._group(number) for number in beside.owners}
        if beside.leader:
            xs, ys = zip(*beside.leader, strict=True)
            # On a ground of its own colour, what is around the line shows it.
            for colour, width in ((self.inks.paper, _CASING), (self.inks.on(groups), _LEADER)):
                (line,) = self.axes.plot(xs, ys, color=colour, linewidth=width)
                line.set_zorder(ABOVE_LINES)
        wanted = self.inks.stress if isinstance(named, MapSpot) and named.emphasis else ""
        plain = self._is_legible(beside.owners)
        self._write(found.block, beside.room, groups, plain=plain, wanted=wanted)

    def _is_legible(self, owners: frozenset[int]) -> bool:
        """Whether words can be read upon some countries without a ground of their own."""
        groups = {self._group(number) for number in owners}
        if self.inks.is_mono:  # where borders are as black as words
            return len(owners) == 1 and 2 not in groups
        colour = self.inks.on(groups)
        return all(contrast(colour, self.inks.ground(one)) >= TEXT_CONTRAST for one in groups)

    def _group(self, number: int) -> int:
        if number == SEA:
            return SEA
        return self._area(number).group if number else 0

    def _blocks(self, name: str, size: float, *, bold: bool) -> list[TextBlock]:
        """A name on one line, and where it has several words on two."""
        if any(map(str.isdigit, name)):
            name = marked(name, Origin.NAME)
            return [self.plate.block(name, size=size, bold=bold)]
        one = self.plate.block(name, size=size, bold=bold)
        if " " not in name:
            return [one]
        two = self.plate.block(name, one.width * 0.62, size=size, bold=bold)
        return [one, two] if len(two.lines) == 2 else [one]

    def _write(
        self,
        block: TextBlock,
        room: Room,
        groups: Iterable[int],
        *,
        plain: bool = True,
        wanted: str = "",
    ) -> None:
        """Write a name, with a ground of its own where it does not lie on one alone."""
        from matplotlib.patches import Rectangle

        if not plain:
            left, top, right, bottom = room.box
            self.axes.add_patch(
                Rectangle(
                    (left - 1, top),
                    right - left + 2,
                    bottom - top,
                    facecolor=self.inks.paper,
                    linewidth=0,
                    zorder=MARKS,
                )
            )
            groups = [SEA]
        block = replace(block, colour=self.inks.on(groups, wanted=wanted))
        top = room.y - _ink(block) / 2 + block.extents[0].ascent - BASELINE * block.size
        self.plate.put(self.axes, block, room.x, top, "middle")
        self.ground.take(room)


def _ink(block: TextBlock) -> float:
    """The height of what is seen of some lines, which are set well apart."""
    above, below = block.extents[0].ascent, block.extents[-1].descent
    return above + below + (len(block.lines) - 1) * block.leading
