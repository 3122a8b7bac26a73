"""How key figures stand: how many beside each other, and in which of a few sizes.

All figures of a block have one size. It is the largest that has room; where the smallest has none,
they stand in more rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from typing import NamedTuple

SIZES = (1.0, 0.9, 0.8, 0.7, 0.6)
"""The sizes in steps, as parts of the largest; classes ``numbers-0`` to ``numbers-4``."""
MOST_ACROSS = 6
_NARROWEST = 80.0  # pixels of a tile whose label still is no column of single words
GAP_MM = 3.5
"""Millimetres between two tiles."""
GAP = GAP_MM * 96 / 25.4
"""The same in pixels."""

_CLASS = re.compile(r"(?<!\S)(across|numbers)-([0-9])(?!\S)")


class TileRow(NamedTuple):
    """So many tiles beside each other, out of so many, with figures in the size of that step."""

    across: int
    step: int
    tiles: int

    @property
    def classes(self) -> tuple[str, ...]:
        """What page.css calls it."""
        rows = ("in-rows",) if self.across < self.tiles else ()
        return f"across-{self.across}", f"numbers-{self.step}", *rows


def arranged(
    widths: Sequence[float],
    room: float,
    padding: float = 0,
    least: float = 0,
    before: TileRow | None = None,
) -> TileRow:
    """The first arrangement in which figures have room.

    ``widths`` are those of the figures in the largest size and ``least`` that of the widest other
    word; ``room`` is that of the whole row and ``padding`` that in each tile, all in pixels. The
    arrangement comes after ``before``, where that was tried. Where nothing gives room, it is the
    last.
    """
    rows = list(_rows(len(widths), room))
    if before in rows:
        rows = rows[rows.index(before) + 1 :] or rows[-1:]
    for row in rows:
        tile = (room - (row.across - 1) * GAP) / row.across - padding
        if max(max(widths) * SIZES[row.step], least) <= tile:
            return row
    return rows[-1]


def row_of(classes: Iterable[str], count: int) -> TileRow:
    """What elements say with their classes, from the outermost; the outermost counts."""
    found: dict[str, int] = {"across": min(count, MOST_ACROSS), "numbers": 0}
    for one in reversed(list(classes)):
        found |= {name: int(number) for name, number in _CLASS.findall(one)}
    return TileRow(found["across"], found["numbers"], count)


def _rows(count: int, room: float) -> Iterator[TileRow]:
    """The arrangements to try, in order; each row but the last is full, and the last nearly so."""
    most = max(1, min(MOST_ACROSS, int((room + GAP) / (_NARROWEST + GAP))))
    least = ceil(count / most)
    tried = 0
    for rows in range(least, count + 1):
        across = ceil(count / rows)
        if across != tried:
            yield from (TileRow(across, step, count) for step in range(len(SIZES)))
        tried = across
