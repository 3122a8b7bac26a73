"""The blocks ``objectives``, ``to-ask`` and ``to-avoid``: what to reach, to ask, and not to say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

from ...arabic.phrases import blocks as phrases
from ...model import Column, Point, Rich, key
from .base import PlannedBlock
from .composer import Composer


class ToldPoint(NamedTuple):
    """A point as printed, and whether it is a proposal that needs approval."""

    told: Rich
    proposed: bool


class PointsView(NamedTuple):
    """Points in order."""

    kind: str
    title: Rich | None
    points: tuple[ToldPoint, ...]

    @property
    def all_proposed(self) -> bool:
        """Whether one mark at the heading serves all points."""
        return all(point.proposed for point in self.points)


@dataclass(frozen=True, slots=True)
class _Points(PlannedBlock):
    """Base of the kinds that list points."""

    usual_place: ClassVar[Column] = Column.SIDE
    other_places: ClassVar[tuple[Column, ...]] = (Column.MAIN, Column.FULL)

    points: tuple[str | Point, ...] = field(
        metadata=key("One point to an item; a proposal has keys of its own.")
    )

    def view(self, composer: Composer) -> PointsView | None:
        """The points whose facts have claims."""
        title = self.heading(composer)
        own = [Point(one) if isinstance(one, str) else one for one in self.points]
        told = composer.placed(point.text for point in own)
        points = tuple(ToldPoint(rich, own[index].proposed) for index, rich in told)
        return PointsView(self.kind, title, points) if points else None


@dataclass(frozen=True, slots=True)
class Objectives(_Points):
    """What we want to reach, one objective to an item."""

    kind: ClassVar[str] = "objectives"
    order: ClassVar[int] = 66
    reworded_as: ClassVar[str] = phrases.OBJECTIVES


@dataclass(frozen=True, slots=True)
class Asks(_Points):
    """What to ask the other side, one point to an item."""

    kind: ClassVar[str] = "to-ask"
    order: ClassVar[int] = 67
    reworded_as: ClassVar[str] = phrases.ASK


@dataclass(frozen=True, slots=True)
class Avoids(_Points):
    """What not to say or do, one point to an item."""

    kind: ClassVar[str] = "to-avoid"
    order: ClassVar[int] = 68
    reworded_as: ClassVar[str] = phrases.AVOID
