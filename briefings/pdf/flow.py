"""The content of a document as a flow, which breaks elsewhere if it is set or arranged otherwise.

How full pages would be follows from it without a layout: nearly, as the lines of a text in another
size or column break elsewhere. :mod:`.flow_reading` reads it from a layout.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from ..model import Column, bands_of
from .looseness import Looseness

_SLACK = 0.5  # pixels that a page may be overfull by
_TALL = {Column.FULL: 1.0, Column.MAIN: 1.4, Column.SIDE: 3.0}
"""How high a text is in a column, where it is 1 high across the page; that of the side is small."""

Settings = Callable[[int], Looseness]
"""How a block is set, by its number."""


class Unit(NamedTuple):
    """What stands on one page: a row, a picture, a line with those that it must not leave.

    Heights are in pixels, as it was set. ``gap`` is the space before it, which is dropped at the
    top of a page; ``space`` is what in it is neither ``text`` nor, like a picture, ``fixed``.
    """

    gap: float
    space: float
    text: float
    fixed: float

    def size(self, space: float, text: float) -> tuple[float, float]:
        """The space before it and its height, with spaces and texts so many times as high."""
        return self.gap * space, self.space * space + self.text * text + self.fixed


@dataclass(frozen=True, slots=True)
class Placed:
    """A block, or what stands before and between them: then its number is -1.

    ``column`` is where it belongs, and ``at`` where it stands, as the main column may have nothing
    beside it. It may be moved to ``others``. ``is_whole`` says that a band of such blocks does not
    break. It goes from ``start`` to ``end``: pages from 0, and pixels from their top.
    """

    number: int
    units: tuple[Unit, ...]
    column: Column = Column.FULL
    at: Column = Column.FULL
    others: tuple[Column, ...] = ()
    is_whole: bool = False
    start: tuple[int, float] = (0, 0.0)
    end: tuple[int, float] = (0, 0.0)


@dataclass(frozen=True, slots=True)
class Flow:
    """Blocks in reading order, on pages of that height, which were set ``before`` in some way.

    ``start`` is where they begin, from the top of the first page: a head may reach into the margin.
    ``depths`` are those of the pages as they were set.
    """

    blocks: Sequence[Placed]
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
        """The flow with some blocks in other columns, and all in another order."""
        blocks = [replace(one, column=columns.get(one.number, one.column)) for one in self.blocks]
        place = {number: at for at, number in enumerate(order)}
        return replace(self, blocks=sorted(blocks, key=lambda one: place.get(one.number, -1)))

    def runs(self, settings: Settings) -> Iterator[tuple[bool, list[list[_Sized]]]]:
        """What stands one below the other: whether it is whole, and its columns."""
        for band in bands_of((one, one.column) for one in self.blocks):
            if band.side:
                yield (
                    all(one.is_whole for one in band.main),
                    [
                        [sized for one in ones for sized in self._sized(one, at, settings)]
                        for ones, at in ((band.main, Column.MAIN), (band.side, Column.SIDE))
                    ],
                )
            else:
                for one in band.main:
                    yield False, [list(self._sized(one, Column.FULL, settings))]

    def _sized(self, block: Placed, at: Column, settings: Settings) -> Iterator[_Sized]:
        before, then = self.before(block.number), settings(block.number)
        text = then.text / before.text * _TALL[at] / _TALL[block.at]
        for unit in block.units:
            yield _Sized(*unit.size(then.space / before.space, text), block.number)

    def length(self, settings: Settings) -> float:
        """The height of all runs one below the other."""
        return sum(
            max(sum(one.gap + one.height for one in column) for column in columns)
            for _, columns in self.runs(settings)
        )


class _Sized(NamedTuple):
    gap: float
    height: float
    block: int


@dataclass(slots=True)
class Paged:
    """How a flow breaks: the depth of each page in pixels, and the pages of each block."""

    depths: list[float] = field(default_factory=list)
    blocks: dict[int, set[int]] = field(default_factory=dict)

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
    page, y, is_top = 0, flow.start, True
    for is_whole, columns in flow.runs(settings):
        if is_whole and not is_top:
            tallest = max(sum(one.gap + one.height for one in column) for column in columns)
            if y + tallest > height:
                page, y, is_top = page + 1, 0.0, True
        ends = []
        for column in columns:
            # The first space in the columns of a band is kept at the top of a page.
            at, depth, first = page, y, is_top and len(columns) == 1
            for gap, own, block in column:
                before = 0.0 if first else gap
                if not first and depth + before + own > height:
                    at, depth, before = at + 1, 0.0, 0.0
                depth += before + own
                first = False
                made.note(at, depth, block)
            ends.append((at, depth, first))
        page, y, is_top = max(ends)
    return made
