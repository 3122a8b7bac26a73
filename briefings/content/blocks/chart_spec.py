"""The plan of one chart, as a topic writes it, and the base of the kinds that draw it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import ClassVar

from ...arabic.phrases import charts as phrases
from ...charts.plate import Plate
from ...model import NOWHERE, AxisDirection, Chart, Fact, Library, Place, UnitKind, When, key
from .chart_data import ChartData
from .composer import Composer

KINDS: dict[str, type[DrawnKind]] = {}
"""All kinds of picture by their names, also those that no topic asks for by name."""

SHAPES: dict[str, ChartShape] = {}
"""The kinds of chart by their names in YAML."""

SHARES = (UnitKind.PERCENT, UnitKind.FRACTION)


class DrawnKind:
    """A kind of picture, drawn on a plate: a chart, a map, a line in a tile."""

    kind: ClassVar[str] = ""

    def __init_subclass__(cls) -> None:
        """Register the kind."""
        if cls.kind:
            KINDS[cls.kind] = cls

    @staticmethod
    def draw(chart: Chart, plate: Plate) -> None:
        """Draw on a plate: a :data:`briefings.charts.Drawer`."""
        raise NotImplementedError


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
    low: str | None = field(default=None, metadata=key("For a range: the fact of its lower end."))
    series: str | None = field(
        default=None, metadata=key("What it shares with the marks of its colour.")
    )


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
    events: tuple[ChartItem, ...] = field(
        default=(), metadata=key("For time axes: what is noted on its day, with a label.")
    )
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


class ChartShape(DrawnKind):
    """Base of the kinds of chart, each a class that has all that is particular to it."""

    takes: ClassVar[Takes]
    usual_mm: ClassVar[float]
    """The height on A4 where the panel asks for none."""
    spoken: ClassVar[str] = phrases.CHART
    """What it is called at the beginning of a text alternative, in Arabic."""
    over_time: ClassVar[bool] = False
    """Whether it has an axis of time, which notes events and ends on the day of the document."""

    def __init_subclass__(cls) -> None:
        """Register the kind."""
        super().__init_subclass__()
        if cls.kind:
            SHAPES[cls.kind] = cls()

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
        if self.takes is Takes.QUANTITIES and not panel.whole and _is_one_share(facts, library):
            yield "a single percentage is no chart: say it in a tile or a sentence"


def _is_one_share(facts: list[Fact], library: Library) -> bool:
    """Whether all that could be drawn is one percentage of one date."""
    if len({claim.when for fact in facts for claim in fact.claims}) != 1 or len(facts) != 1:
        return False
    unit = library.units.get(facts[0].unit or "")
    return unit is not None and unit.kind in SHARES


def facts_of(panel: Panel, library: Library) -> list[Fact]:
    """The facts of a panel that exist."""
    return [library.facts[item.fact] for item in panel.of if item.fact in library.facts]
