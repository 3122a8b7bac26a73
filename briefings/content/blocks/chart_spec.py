"""The plan of one chart, as a topic writes it, and the base of the kinds that draw it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import ClassVar

from ...arabic.phrases import blocks as phrases
from ...charts.canvas import Canvas
from ...model import NOWHERE, AxisDirection, Chart, Fact, Library, Place, When, key
from .chart_data import ChartData
from .composer import Composer

SHAPES: dict[str, ChartShape] = {}
"""The kinds of chart by their names in YAML."""


@dataclass(frozen=True, slots=True)
class ChartItem:
    """What a chart is drawn from: a fact over time, or one of several facts side by side."""

    fact: str = field(metadata=key("Id of the fact."))
    label: str | None = field(
        default=None, metadata=key("Name of the mark where several facts are compared.")
    )
    objects: bool = field(
        default=False, metadata=key("For events: name them by the relation's objects alone.")
    )
    at: When | None = field(default=None, metadata=key("Only the claim of this date, as 2024-09."))


@dataclass(frozen=True, slots=True)
class Panel:
    """One chart. Its title states the point."""

    chart: str = field(metadata=key("Shape of the chart.", code=True, choices=SHAPES))
    title: str = field(metadata=key("The point the chart makes; may refer to facts."))
    of: tuple[ChartItem, ...] = field(
        metadata=key("One quantity (its growth), several quantities, events, or relations.")
    )
    whole: str | None = field(
        default=None, metadata=key("For a share: the fact that the parts belong to.")
    )
    remainder: str | None = field(
        default=None, metadata=key("For a share: what the rest of the whole is.")
    )
    note: str | None = field(default=None, metadata=key("A line under the chart."))
    direction: AxisDirection = field(
        default=AxisDirection.RTL, metadata=key("Which way the axis runs.", code=True)
    )
    height: int | None = field(
        default=None, metadata=key("Height in millimetres, where the usual does not fit.")
    )
    place: Place = field(default=NOWHERE, compare=False, metadata=key("", hidden=True))


class Takes(Enum):
    """What facts a kind of chart is drawn from."""

    QUANTITIES = auto()
    """Of one unit."""
    RELATIONS = auto()
    ALL = auto()


class ChartShape:
    """Base of the kinds of chart, each a class that has all that is particular to it."""

    kind: ClassVar[str]
    """Its name in YAML."""
    takes: ClassVar[Takes]
    usual_mm: ClassVar[float]
    """The height on A4 where the panel asks for none."""
    spoken: ClassVar[str] = phrases.CHART
    """What it is called at the beginning of a text alternative, in Arabic."""

    def __init_subclass__(cls) -> None:
        """Register the kind."""
        SHAPES[cls.kind] = cls()

    @staticmethod
    def draw(chart: Chart, canvas: Canvas) -> float:
        """Place the chart on a canvas: a :data:`briefings.charts.Drawer`."""
        raise NotImplementedError

    def plan(self, panel: Panel, composer: Composer) -> ChartData | None:
        """What is drawn of the claims that count by the brief's day; None if they are too few."""
        raise NotImplementedError

    def unfit(self, panel: Panel, library: Library) -> Iterator[str]:
        """What keeps the facts of the panel, as far as they exist, from being drawn so."""
        facts = facts_of(panel, library)
        for fact in facts:
            if self.takes is Takes.QUANTITIES and fact.is_relation:
                yield f"the relation “{fact.id}” has no values to draw"
            if self.takes is Takes.RELATIONS and not fact.is_relation:
                yield f"the quantity “{fact.id}” is no relation"
        if self.takes is Takes.QUANTITIES and len({fact.unit for fact in facts}) > 1:
            yield "its facts have different units"


def facts_of(panel: Panel, library: Library) -> list[Fact]:
    """The facts of a panel that exist."""
    return [library.facts[item.fact] for item in panel.of if item.fact in library.facts]
