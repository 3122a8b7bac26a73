"""How the blocks of a document may stand otherwise: in another column, below a band, in turn.

What is written stays in order but for two neighbours, of which the second may come first: so that
a page is filled before what does not break. The bottom line, what follows it, and the sources keep
their places.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..model import Band, Column, bands_of
from .flow import Flow, FlowBlock

_MOVED, _SWAPPED = 0.2, 0.3  # what changes count beside a level of looseness
_OPENING = 2  # runs at the beginning that keep their place


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The columns of blocks that stand in another one, and the order of all, by their numbers.

    Without an order, they keep theirs.
    """

    columns: Mapping[int, Column] = field(default_factory=dict)
    order: tuple[int, ...] = ()

    @property
    def cost(self) -> float:
        """How far it is from what was asked for."""
        moved = sum(column is not Column.BELOW for column in self.columns.values())
        return _MOVED * moved + _SWAPPED * bool(self.order)


def arrangements(flow: Flow) -> Iterator[Arrangement]:
    """What may be tried with a flow as it was first laid out, its own arrangement first."""
    yield Arrangement()
    below = _below(flow)
    if below:
        yield Arrangement(below)
    for block in flow.blocks:
        for column in block.others:
            yield Arrangement({**below, block.number: column})
    yield from _swapped(flow)


def _runs(flow: Flow) -> list[Band[FlowBlock]]:
    found = bands_of((one, one.column) for one in flow.blocks)
    return [one for one in found if one.main[0].number >= 0]


def _below(flow: Flow) -> dict[int, Column]:
    """The blocks of main columns that begin where nothing is beside them any more."""
    found: dict[int, Column] = {}
    for main, side in _runs(flow):
        last = max((one.end for one in side), default=(0, 0.0))
        late = [one for one in main if side and one.start > last]
        # A picture is drawn for its column.
        if not any(one.is_whole for one in late):
            found |= {one.number: Column.BELOW for one in late}
    return found


def _swapped(flow: Flow) -> Iterator[Arrangement]:
    """Arrangements with two neighbours in turn."""
    runs = _runs(flow)
    for place in range(_OPENING, len(runs) - 2):
        *before, first, second = runs[: place + 2]
        turned = [*before, second, first, *runs[place + 2 :]]
        order = tuple(one.number for run in turned for one in (*run.main, *run.side))
        # What stands across the page would else join the band that comes to stand after it.
        alone = {one.main[0].number: Column.FULL for one in (first, second) if not one.side}
        yield Arrangement(alone, order)
