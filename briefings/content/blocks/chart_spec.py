"""The plan of one chart, as a topic writes it, and what can be wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ...errors import Problem
from ...facts.references import date_problem
from ...model import NOWHERE, AxisDirection, ChartKind, Library, Place, UnitKind, When, key

_SHARES = (UnitKind.PERCENT, UnitKind.FRACTION)


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


def shape_problems(library: Library, panel: Panel) -> Iterator[Problem]:
    """What keeps the facts of a panel from being drawn in its shape."""
    facts = [library.facts[item.fact] for item in panel.of if item.fact in library.facts]
    quantities = panel.chart in (ChartKind.BARS, ChartKind.LINE, ChartKind.SHARE)
    for item in panel.of:
        wrong = date_problem(library, item.fact, item.at, getattr(item.fact, "place", panel.place))
        if wrong:
            yield wrong
    for fact in facts:
        if quantities and fact.is_relation:
            yield _shape_problem(panel, f"the relation “{fact.id}” has no values to draw")
        if panel.chart is ChartKind.MATRIX and not fact.is_relation:
            yield _shape_problem(panel, f"the quantity “{fact.id}” is no relation")
    if quantities and len({fact.unit for fact in facts}) > 1:
        yield _shape_problem(panel, "its facts have different units")
    if panel.chart is ChartKind.SHARE and not panel.whole:
        units = [library.units.get(fact.unit or "") for fact in facts]
        if any(unit is not None and unit.kind not in _SHARES for unit in units):
            yield _shape_problem(panel, "a share needs percentages, or the whole they belong to")


def _shape_problem(panel: Panel, message: str) -> Problem:
    place = panel.place
    return Problem(
        place.file,
        place.line,
        place.column,
        "chart-shape",
        f"this {panel.chart} chart cannot be drawn: {message}",
        "Choose another shape, or facts that fit it.",
    )
