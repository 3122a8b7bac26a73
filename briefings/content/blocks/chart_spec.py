"""The plan of one chart, as a topic writes it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...model import NOWHERE, AxisDirection, ChartKind, Place, When, key


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

    chart: ChartKind = field(metadata=key("Shape of the chart.", code=True))
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
