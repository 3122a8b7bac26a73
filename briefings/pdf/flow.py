"""The content of a document as a flow, which breaks elsewhere if it is set or arranged otherwise.

How full pages would be follows from it without a layout: nearly, as the lines of a text in another
size or column break elsewhere. :mod:`.flow_reading` reads it from a layout.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from ..model import Column, bands_of
from .looseness import Looseness

_SLACK = 0.5  # pixels that a page may be overfull by
_TALL = {Column.FULL: 1.0, Column.MAIN: 1.4, Column.SIDE: 3.0}
"""How high a text is in a column, where it is 1 high across the page; that of the side is small."""

_SIDE = 0.28  # the part of the width that a side column takes

Settings = Callable[[int], Looseness]
"""How a block is set, by its number."""


class FlowUnit(NamedTuple):
    """What stands on one page: a row, a picture, a line with those that it must not leave.

    Heights are in pixels, as it was set. ``gap`` is the space before it, which is dropped at the
    top of a page; ``space`` is what in it is neither ``text`` nor, like a picture, ``fixed``.
    """

    gap: float
    space: float
    text: float
    fixed: float


@dataclass(frozen=True, slots=True)
class FlowBlock:
    """A block, or what stands before and between them: then its number is -1.

    ``column`` is where it belongs, and ``at`` where it stands, as the main column may have nothing
    beside it. It may be moved to ``others``. ``is_whole`` says that a band of such blocks does not
    break. It goes from ``start`` to ``end``: pages from 0, and pixels from their top.
    """

    number: int
    units: tuple[FlowUnit, ...]
    column: Column = Column.FULL
    at: Column = Column.FULL
    others: tuple[Column, ...] = ()
    is_whole: bool = False
    start: tuple[int, float] = (0, 0.0)
    end: tuple[int, float] = (0, 0.0)


@dataclass(frozen=True)
class Flow:
    """Blocks in reading order, on pages of that height, which were set ``before`` in some way.

    ``start`` is where they begin, from the top of the first page: a head may reach into the margin.
    ``depths`` are those of the pages as they were set.
    """

    blocks: Sequence[FlowBlock]
    height: float
    before: Settings
    start: float = 0.0
    depths: Sequence[float] = ()

    @property
    def filled(self) -> list[float]:
        """The part of the height that is filled, of each page as it was set."""
        return [depth / self.height for depth in self.depths]

    @property
    def order(self) -> tuple[int, ...]:
        """The numbers of the blocks."""
        return tuple(one.number for one in self.blocks if one.number >= 0)

    def arranged(self, columns: Mapping[int, Column], order: Sequence[int] = ()) -> Flow:
        """The flow with some blocks in other columns, and all in another order, if one is given."""
        blocks = [replace(one, column=columns.get(one.number, one.column)) for one in self.blocks]
        place = {number: at for at, number in enumerate(order)}
        return replace(self, blocks=sorted(blocks, key=lambda one: place.get(one.number, -1)))

    @cached_property
    def runs(self) -> tuple[tuple[bool, _Columns], ...]:
        """What stands one below the other: whether it is whole, and its columns.

        A column has its blocks, each with the number of times that its texts get as high in it.
        """
        found: list[tuple[bool, _Columns]] = []
        for band in bands_of((one, one.column) for one in self.blocks):
            if band.side:
                is_whole = all(one.is_whole for one in band.main)
                sides = ((band.main, Column.MAIN), (band.side, Column.SIDE))
                columns = tuple(
                    tuple((one, _TALL[at] / _TALL[one.at]) for one in ones) for ones, at in sides
                )
                found.append((is_whole, columns))
            else:
                found += (
                    (False, (((one, _TALL[Column.FULL] / _TALL[one.at]),),)) for one in band.main
                )
        return tuple(found)

    def factors(self, settings: Settings) -> dict[int, tuple[float, float]]:
        """How many times as high spaces and texts of each block become, by its number."""
        found = {}
        for number in {one.number for one in self.blocks}:
            before, then = self.before(number), settings(number)
            found[number] = then.space / before.space, then.text / before.text
        return found

    def length(self, settings: Settings) -> float:
        """The height of all runs one below the other."""
        factors = self.factors(settings)
        return sum(_height(columns, factors) for _, columns in self.runs)


_Columns = tuple[tuple[tuple[FlowBlock, float], ...], ...]


def _height(columns: _Columns, factors: Mapping[int, tuple[float, float]]) -> float:
    """The height of the columns of a run beside each other, which is that of the highest."""
    heights = []
    for column in columns:
        total = 0.0
        for block, tall in column:
            space, text = factors[block.number]
            gaps = sum(unit.gap + unit.space for unit in block.units)
            texts = sum(unit.text for unit in block.units)
            fixed = sum(unit.fixed for unit in block.units)
            total += gaps * space + texts * text * tall + fixed
        heights.append(total)
    return max(heights)


@dataclass(slots=True)
class Paged:
    """How a flow breaks: the depth of each page in pixels, and the pages of each block."""

    depths: list[float] = field(default_factory=list)
    blocks: dict[int, set[int]] = field(default_factory=dict)
    waste: float = 0.0
    """The area beside columns that end before their neighbours, in parts of a page."""

    def on(self, page: int) -> list[int]:
        """The numbers of the blocks that stand on a page, which counts from 0, and no other.

        On the last page, these are all that stand on it.
        """
        is_last = page == len(self.depths) - 1
        return sorted(
            block
            for block, pages in self.blocks.items()
            if block >= 0 and (pages == {page} or (is_last and page in pages))
        )

    def note(self, page: int, y: float, block: int) -> None:
        """Note that a block reaches so far down a page."""
        while len(self.depths) <= page:
            self.depths.append(0.0)
        self.depths[page] = max(self.depths[page], y)
        self.blocks.setdefault(block, set()).add(page)


def paged(flow: Flow, settings: Settings, margin: float = 0.0) -> Paged:
    """Break a flow, with pages lower by a part of their height."""
    made = Paged()
    height = flow.height * (1 - margin) + _SLACK
    factors = flow.factors(settings)
    page, y, is_top = 0, flow.start, True
    for is_whole, columns in flow.runs:
        if is_whole and not is_top and y + _height(columns, factors) > height:
            page, y, is_top = page + 1, 0.0, True
        ends = []
        deep: list[dict[int, float]] = []
        for column in columns:
            at, depth, first = page, y, is_top
            reached = {page: y}
            for block, tall in column:
                space, text = factors[block.number]
                text *= tall
                for unit in block.units:
                    gap = 0.0 if first else unit.gap * space
                    own = unit.space * space + unit.text * text + unit.fixed
                    if depth + gap + own > height and not first:
                        at, depth, gap = at + 1, 0.0, 0.0
                    depth += gap + own
                    first = False
                    reached[at] = depth
                    made.note(at, depth, block.number)
            deep.append(reached)
            ends.append((at, depth, first))
        if len(columns) > 1:
            made.waste += _waste(*deep) / height
        page, y, is_top = max(ends)
    return made


def _waste(main: Mapping[int, float], side: Mapping[int, float]) -> float:
    """The height left empty in a column beside the other, as if it were as wide as the page."""
    total = 0.0
    for page in main.keys() | side.keys():
        more = main.get(page, 0.0) - side.get(page, 0.0)
        total += more * _SIDE if more > 0 else -more * (1 - _SIDE)
    return total
