"""How the blocks of a page stand: across it, or in a band of a main and a side column.

A band is a run of blocks of the main column and the blocks of the side column that follow it. Side
blocks before which no main block stands join the run after them. What has nothing beside it stands
across the page. So do the last blocks of a run that are longer than what stands beside them: they
stand below the band.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Column(StrEnum):
    """Where a block stands."""

    FULL = "full"
    MAIN = "main"
    SIDE = "side"
    BELOW = "below"


class Band(NamedTuple, Generic[T]):
    """Blocks in reading order: ``main`` with ``side`` beside it, or across the page without one."""

    main: tuple[T, ...]
    side: tuple[T, ...] = ()


def bands_of(blocks: Iterable[tuple[T, Column]]) -> tuple[Band[T], ...]:
    """The bands of blocks, in the order in which the blocks are given."""
    found: list[Band[T]] = []
    main: list[T] = []
    side: list[T] = []
    below: list[T] = []
    is_closed = False  # a side block followed a main one

    def close() -> None:
        nonlocal is_closed
        if main and side:
            found.append(Band(tuple(main), tuple(side)))
        else:
            found.extend(Band((one,)) for one in (*main, *below, *side))
            below.clear()
        found.extend(Band((one,)) for one in below)
        for ones in (main, side, below):
            ones.clear()
        is_closed = False

    for block, column in blocks:
        if column is Column.SIDE:
            side.append(block)
            is_closed = bool(main)
            continue
        if column is Column.FULL or is_closed or (below and column is Column.MAIN):
            close()
        if column is Column.BELOW and main:
            below.append(block)
        elif column is Column.MAIN:
            main.append(block)
        else:
            found.append(Band((block,)))
    close()
    return tuple(found)
