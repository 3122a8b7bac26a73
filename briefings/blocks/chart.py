"""Charts: one or two panels side by side, each drawn from claims and making a point."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from ..errors import Problem
from ..model import (
    AxisDirection,
    Chart,
    ChartKind,
    NOWHERE,
    Cite,
    Claim,
    Fact,
    Library,
    Mark,
    Place,
    Rich,
    UnitKind,
    key,
    plain_text,
)
from .base import PlannedBlock, View
from .composer import Composer

_SHARES = (UnitKind.PERCENT, UnitKind.FRACTION)
FULL_WIDTH_MM = 174.0
HALF_WIDTH_MM = 84.0
HEIGHTS_MM = {
    ChartKind.BARS: 46.0,
    ChartKind.LINE: 46.0,
    ChartKind.SHARE: 30.0,
    ChartKind.TIMELINE: 70.0,
    ChartKind.MATRIX: 70.0,
}


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
    at: str | None = field(
        default=None, metadata=key("Only the claim of this date, as 2024-09.", code=True)
    )


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


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart with its caption."""

    chart: Chart
    title: Rich
    note: Rich | None
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class ChartsView(View):
    """One picture across the page, or two beside each other."""

    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class Charts(PlannedBlock):
    """One chart across the page, or two beside each other."""

    kind: ClassVar[str] = "charts"

    panels: tuple[Panel, ...] = field(metadata=key("One or two charts."))

    def view(self, composer: Composer) -> ChartsView | None:
        """The charts that have enough claims by the brief's day."""
        title = self.heading(composer)
        planned = [
            (panel, data)
            for panel in self.panels
            if (data := _PLANS[panel.chart](panel, composer)) is not None
        ]
        width = FULL_WIDTH_MM if len(planned) == 1 else HALF_WIDTH_MM
        pictures = tuple(
            picture
            for panel, data in planned
            if (picture := _picture(panel, data, width, composer)) is not None
        )
        return ChartsView(self.kind, title, pictures) if pictures else None

    def problems(self, library: Library) -> Iterator[Problem]:
        """Also charts whose facts do not fit their shape."""
        yield from PlannedBlock.problems(self, library)
        for panel in self.panels:
            yield from _shape_problems(library, panel)


@dataclass(frozen=True, slots=True)
class _Data:
    """The part of a chart that differs by kind, and the claims it rests on."""

    claims: tuple[tuple[str, Claim], ...]
    unit_name: str = ""
    marks: tuple[Mark, ...] = ()
    whole: float | None = None
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    cells: tuple[tuple[bool, ...], ...] = ()


def _picture(panel: Panel, data: _Data, width: float, composer: Composer) -> Picture | None:
    title = composer.sentence(panel.title)
    if title is None:
        fact = composer.library.facts[panel.of[0].fact]
        title = composer.sentence(fact.wording) or ()
    cites = {
        cite.number: cite for fact, claim in data.claims for cite in composer.cite(claim, fact=fact)
    }
    chart = Chart(
        panel.chart,
        plain_text(title),
        alternative(plain_text(title), data.marks, data.rows, data.columns, data.cells),
        data.unit_name,
        data.marks,
        data.whole,
        data.rows,
        data.columns,
        data.cells,
        panel.direction,
        width,
        float(panel.height or HEIGHTS_MM[panel.chart]),
    )
    note = composer.sentence(panel.note) if panel.note else None
    return Picture(chart, title, note, tuple(cites[number] for number in sorted(cites)))


def alternative(
    title: str,
    marks: tuple[Mark, ...],
    rows: tuple[str, ...] = (),
    columns: tuple[str, ...] = (),
    cells: tuple[tuple[bool, ...], ...] = (),
) -> str:
    """The text alternative of a chart, in Arabic, from the data that is drawn."""
    if rows:
        parts = [
            f"{row}: " + "، ".join(c for c, marked in zip(columns, line, strict=True) if marked)
            for row, line in zip(rows, cells, strict=True)
        ]
    else:
        parts = [f"{mark.category}: {mark.label}" for mark in marks]
    return f"{title}. " + "؛ ".join(parts) + "."


def _over_time(panel: Panel, composer: Composer) -> _Data | None:
    """The growth of one quantity; it takes two dates to make a chart."""
    fact = composer.library.facts[panel.of[0].fact]
    claims = composer.selection.series(fact.id)
    if len(claims) < 2:
        return None
    marks = tuple(
        Mark(
            composer.number(fact, claim),
            composer.arabic.short_date(claim.when),
            claim.value,
            claim.when.end,
            claim is claims[-1],
        )
        for claim in claims
    )
    return _Data(tuple((fact.id, claim) for claim in claims), composer.unit(fact).name, marks)


def _bars(panel: Panel, composer: Composer) -> _Data | None:
    if len(panel.of) == 1:
        return _over_time(panel, composer)
    return _side_by_side(panel, composer)


def _side_by_side(panel: Panel, composer: Composer) -> _Data | None:
    """Several quantities of one unit, the largest emphasised."""
    claims = _labelled(panel, composer)
    if len(claims) < 2:
        return None
    largest = max(claim.value or 0 for _, claim in claims)
    facts = composer.library.facts
    marks = tuple(
        Mark(
            composer.number(facts[item.fact], claim),
            _label(item, composer),
            claim.value,
            claim.when.end,
            claim.value == largest,
        )
        for item, claim in claims
    )
    unit = composer.unit(facts[panel.of[0].fact]).name
    return _Data(tuple((item.fact, claim) for item, claim in claims), unit, marks)


def _share(panel: Panel, composer: Composer) -> _Data | None:
    """Parts of a whole: of a fact, or of a hundred where the part is a percentage."""
    claims = _labelled(panel, composer)
    if not claims:
        return None
    used = [(item.fact, claim) for item, claim in claims]
    fact = composer.library.facts[panel.of[0].fact]
    whole = 1.0 if composer.unit(fact).kind is UnitKind.FRACTION else 100.0
    if panel.whole:
        total = composer.selection.at(panel.whole, claims[0][1].when)
        if total is None or total.value is None:
            return None
        whole = float(total.value)
        used.append((panel.whole, total))
    marks = [
        Mark(
            composer.number(composer.library.facts[item.fact], claim),
            _label(item, composer),
            claim.value,
            emphasis=position == 0,
        )
        for position, (item, claim) in enumerate(claims)
    ]
    if panel.remainder:
        rest = whole - sum(mark.value or 0 for mark in marks)
        marks.append(Mark("", plain_text(composer.sentence(panel.remainder) or ()), rest))
    return _Data(tuple(used), composer.unit(fact).name, tuple(marks), whole)


def _timeline(panel: Panel, composer: Composer) -> _Data | None:
    """Events in the order of their dates."""
    dated = []
    for item in panel.of:
        fact = composer.library.facts[item.fact]
        for claim in composer.selection.claims(item.fact):
            if item.at in (None, claim.when.iso):
                text = _event(item, fact, claim, composer)
                dated.append((claim, fact.id, text))
    dated.sort(key=lambda row: row[0].when.start)
    if len(dated) < 2:
        return None
    marks = tuple(
        Mark(text, composer.arabic.short_date(claim.when), day=claim.when.start)
        for claim, _, text in dated
    )
    return _Data(tuple((fact, claim) for claim, fact, _ in dated), marks=marks)


def _event(item: ChartItem, fact: Fact, claim: Claim, composer: Composer) -> str:
    if item.label:
        return _label(item, composer)
    if item.objects and claim.object:
        return composer.name(claim.object)
    return composer.wording(fact, claim)


def _matrix(panel: Panel, composer: Composer) -> _Data | None:
    """Countries by groups."""
    groups = [(item, composer.selection.objects(item.fact)) for item in panel.of]
    groups = [(item, claims) for item, claims in groups if claims]
    if not groups:
        return None
    codes = [[claim.object or "" for claim in claims] for _, claims in groups]
    met = dict.fromkeys(code for column in codes for code in column)
    order = sorted(met, key=lambda code: -sum(code in column for column in codes))
    return _Data(
        tuple((item.fact, claim) for item, claims in groups for claim in claims),
        rows=tuple(composer.name(code, short=True) for code in order),
        columns=tuple(
            _label(item, composer)
            if item.label
            else composer.name(composer.library.facts[item.fact].subject, short=True)
            for item, _ in groups
        ),
        cells=tuple(tuple(code in column for column in codes) for code in order),
    )


_PLANS: dict[ChartKind, Callable[[Panel, Composer], _Data | None]] = {
    ChartKind.BARS: _bars,
    ChartKind.LINE: _over_time,
    ChartKind.SHARE: _share,
    ChartKind.TIMELINE: _timeline,
    ChartKind.MATRIX: _matrix,
}


def _labelled(panel: Panel, composer: Composer) -> list[tuple[ChartItem, Claim]]:
    chosen = []
    for item in panel.of:
        claims = composer.selection.claims(item.fact)
        claims = tuple(claim for claim in claims if item.at in (None, claim.when.iso))
        if claims:
            chosen.append((item, claims[-1]))
    return chosen


def _label(item: ChartItem, composer: Composer) -> str:
    text = item.label or composer.library.facts[item.fact].wording
    return plain_text(composer.sentence(text) or ())


def _shape_problems(library: Library, panel: Panel) -> Iterator[Problem]:
    facts = [library.facts[item.fact] for item in panel.of if item.fact in library.facts]
    quantities = panel.chart in (ChartKind.BARS, ChartKind.LINE, ChartKind.SHARE)
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
