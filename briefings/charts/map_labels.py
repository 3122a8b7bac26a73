"""Finds room for the names on a map: inside their countries, or beside their places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import ceil, cos, hypot, pi, sin
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SEA = -1
"""The ground where no country is."""
_AIR = 1.0
"""Points kept free around a name."""
_ROOMY = (2.2, 1.8, 1.5, 1.25, 1.1, 1.0)
"""How many times its own size a name may have free around it, tried from the roomiest."""
_DISTANCES = (2.0, 4.0, 8.0, 13.0, 19.0, 26.0, 34.0)
"""Points between a place and its name."""
_NEAR = 4.0
"""Up to this distance no line need tie them."""
_DIRECTIONS = 16
_PREFERENCES = {0: 0.5, 8: 0.0, 4: 1.0, 12: 1.0}
"""Cost of a direction (0 is to the right, going round by the left): beside is better than above."""
_ASKEW = 2.0
_STRADDLES, _CROSSES = 40.0, 3.0
"""Cost of a name that needs a ground of its own, and of one that a border runs through."""
_ASTRAY = 16.0
"""Cost of a name that lies on a country that stands out and is not that of its place."""


class Room(NamedTuple):
    """A rectangle for a name: its middle and its size, in points, ``y`` down."""

    x: float
    y: float
    width: float
    height: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom."""
        across, down = self.width / 2, self.height / 2
        return self.x - across, self.y - down, self.x + across, self.y + down


class Beside(NamedTuple):
    """Room for the name of a place; ``leader`` is the line that ties them, if they need one.

    ``owners`` are the countries that the name lies on, by number; the less its ``cost``, the better
    it stands.
    """

    room: Room
    leader: tuple[tuple[float, float], tuple[float, float]] | None
    owners: frozenset[int]
    cost: float


@dataclass(slots=True)
class Ground:
    """What lies where on a map, in cells: the country, by number, and whether a name or mark does.

    ``owner`` has rows from the top, and ``SEA`` where no country is.
    """

    width: float
    height: float
    step: float
    owner: NDArray[np.int32] = field(init=False)
    taken: NDArray[np.bool_] = field(init=False)

    def __post_init__(self) -> None:
        """Begin with the sea."""
        import numpy as np

        shape = ceil(self.height / self.step), ceil(self.width / self.step)
        self.owner = np.full(shape, SEA, np.int32)
        self.taken = np.zeros(shape, bool)

    @property
    def xs(self) -> NDArray[np.float64]:
        """The middles of the columns."""
        import numpy as np

        return np.arange(0.5, self.owner.shape[1], dtype=np.float64) * self.step

    @property
    def ys(self) -> NDArray[np.float64]:
        """The middles of the rows."""
        import numpy as np

        return np.arange(0.5, self.owner.shape[0], dtype=np.float64) * self.step

    def sizes(self) -> dict[int, float]:
        """Square points that each country has in the picture."""
        import numpy as np

        numbers, counts = np.unique(self.owner, return_counts=True)
        cell = self.step * self.step
        return {int(n): float(count) * cell for n, count in zip(numbers, counts, strict=True)}

    def middle(self, number: int) -> tuple[float, float] | None:
        """The point of a country that lies farthest from what is not its own."""
        whole = self.owner == number
        window = _window(whole)
        if window is None:
            return None
        one = best = whole[window]
        reach = 1
        while (found := _clear(one, 2 * reach + 1, 2 * reach + 1)).any():
            reach += max(1, reach // 4)
            best = found
        return self._central(best, window)

    def inside(self, number: int, width: float, height: float) -> Room | None:
        """Room for a name within a country, as free on all sides as it has any."""
        whole = self.owner == number
        window = _window(whole)
        if window is None:
            return None
        free = whole[window] & ~self.taken[window]
        for times in _ROOMY:
            across, down = (
                ceil((side * times + 2 * _AIR) / self.step) | 1 for side in (width, height)
            )
            if (found := _clear(free, down, across)).any():
                return Room(*self._central(found, window), width, height)
        return None

    def beside(
        self,
        place: tuple[float, float],
        size: tuple[float, float],
        astray: frozenset[int],
        is_legible: Callable[[frozenset[int]], bool],
        home: int | None = None,
    ) -> Beside | None:
        """The best free room for a name of that size around a place.

        ``astray`` are the countries that it had better not lie on: it would seem to be in them.
        ``is_legible`` says whether it can be read on the ground of some countries. The name of a
        country, whose number is ``home``, is tied to it by a line if it lies wholly outside.
        """
        x, y = place
        width, height = size
        found: Beside | None = None
        for cost, room, far in _around(x, y, width, height):
            if found and cost >= found.cost:
                continue
            cells = self._cells(room)
            if cells is None or self.taken[cells].any():
                continue
            owners = frozenset(map(int, set(self.owner[cells].flat)))
            is_tied = far > _NEAR if home is None else home not in owners
            leader = _leader(x, y, room) if is_tied else None
            if leader and self._crosses(*leader):
                continue
            total = cost + _ASTRAY * bool(owners & astray) + _CROSSES * (len(owners) > 1)
            total += 0 if is_legible(owners) else _STRADDLES
            if found is None or total < found.cost:
                found = Beside(room, leader, owners, total)
        return found

    def take(self, room: Room) -> None:
        """Let no other name stand there."""
        if (cells := self._cells(room, whole=False)) is not None:
            self.taken[cells] = True

    def take_line(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Let no name stand upon a line."""
        for row, column in self._on_line(start, end):
            self.taken[row, column] = True

    def _crosses(self, start: tuple[float, float], end: tuple[float, float]) -> bool:
        # What lies at the place itself is its own mark.
        cells = list(self._on_line(start, end))
        return any(self.taken[cell] for cell in cells[len(cells) // 2 :])

    def _on_line(
        self, start: tuple[float, float], end: tuple[float, float]
    ) -> Iterator[tuple[int, int]]:
        steps = max(1, ceil(hypot(end[0] - start[0], end[1] - start[1]) / self.step * 2))
        rows, columns = self.owner.shape
        for i in range(steps + 1):
            x, y = (a + (b - a) * i / steps for a, b in zip(start, end, strict=True))
            row, column = int(y / self.step), int(x / self.step)
            if 0 <= row < rows and 0 <= column < columns:
                yield row, column

    def _cells(self, room: Room, *, whole: bool = True) -> tuple[slice, slice] | None:
        """The cells of a rectangle and the air around it; None if it leaves the picture."""
        left, top, right, bottom = room.box
        if whole and (
            left < _AIR or top < _AIR or right > self.width - _AIR or bottom > self.height - _AIR
        ):
            return None
        return (
            slice(max(0, int((top - _AIR) / self.step)), ceil((bottom + _AIR) / self.step)),
            slice(max(0, int((left - _AIR) / self.step)), ceil((right + _AIR) / self.step)),
        )

    def _central(
        self, found: NDArray[np.bool_], window: tuple[slice, slice]
    ) -> tuple[float, float]:
        """The found cell of a window that lies nearest to the middle of all that were found."""
        import numpy as np

        rows, columns = np.nonzero(found)
        far = (rows - rows.mean()) ** 2 + (columns - columns.mean()) ** 2
        best = int(far.argmin())
        x, y = window[1].start + columns[best], window[0].start + rows[best]
        return (x + 0.5) * self.step, (y + 0.5) * self.step


def _window(found: NDArray[np.bool_]) -> tuple[slice, slice] | None:
    """The rows and columns that hold all that was found."""
    import numpy as np

    rows, columns = (np.flatnonzero(found.any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return None
    return slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)


def _clear(free: NDArray[np.bool_], down: int, across: int) -> NDArray[np.bool_]:
    """Where a rectangle of odd sides, in cells, has its middle if all of it is free."""
    import numpy as np

    rows, columns = free.shape
    found = np.zeros_like(free)
    if down > rows or across > columns:
        return found
    total = np.zeros((rows + 1, columns + 1), np.int64)
    total[1:, 1:] = free.cumsum(axis=0).cumsum(axis=1)
    sums = total[down:, across:] - total[:-down, across:] - total[down:, :-across]
    sums = sums + total[:-down, :-across]
    top, left = down // 2, across // 2
    found[top : top + sums.shape[0], left : left + sums.shape[1]] = sums == down * across
    return found


def _around(x: float, y: float, width: float, height: float) -> Iterator[tuple[float, Room, float]]:
    """Rectangles around a point, each with its cost and its distance, the nearest first."""
    for far in _DISTANCES:
        for direction in range(_DIRECTIONS):
            turn = 2 * pi * direction / _DIRECTIONS
            across, down = cos(turn), -sin(turn)
            # The nearest point of the rectangle lies in that direction.
            room = Room(
                x + across * far + _side(across) * width / 2,
                y + down * far + _side(down) * height / 2,
                width,
                height,
            )
            yield far + _PREFERENCES.get(direction, _ASKEW), room, far


def _side(part: float) -> float:
    """-1, 0 or 1: what is nearly upright or level is set in the middle."""
    return 0.0 if abs(part) < 0.3 else 1.0 if part > 0 else -1.0


def _leader(
    x: float, y: float, room: Room
) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """From a place to the nearest point of its name's rectangle."""
    left, top, right, bottom = room.box
    return (x, y), (min(max(x, left), right), min(max(y, top), bottom))
