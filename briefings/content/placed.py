"""The views of a brief in their columns, and pictures as large as these."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..model import Band, Column
from .blocks import KINDS, ChartRoom, PlannedBlock, View


class BottomLine(NamedTuple):
    """Stands for the bottom line, which is a part of every brief and no block of a topic."""

    kind: str = "bottom-line"
    title: None = None


class PlacedView(NamedTuple):
    """A view, its number in the brief from 1, and the column that it should stand in.

    The bottom line has the number 0.
    """

    number: int
    view: View
    column: Column

    @property
    def others(self) -> tuple[Column, ...]:
        """The columns that it may be moved to."""
        return kind_of(self.view).other_places

    @property
    def is_whole(self) -> bool:
        """Whether no page may end within it."""
        return self.number == 0 or kind_of(self.view).is_whole


def kind_of(view: View) -> type[PlannedBlock]:
    """The kind of block of a view; some views are of none that a topic can have."""
    return KINDS.get(view.kind, PlannedBlock)


def fitted_views(bands: Iterable[Band[PlacedView]], room: ChartRoom) -> dict[int, View]:
    """The views with pictures, by the identity of what they were, drawn for their columns.

    What has nothing beside it stands across the page.
    """
    new: dict[int, View] = {}
    for band in bands:
        for one in (*band.main, *band.side):
            if at := getattr(one.view, "at", None):
                column = one.column if band.side else Column.FULL
                new[id(one.view)] = at(column, room)
    return new
