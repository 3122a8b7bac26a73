"""The kinds of chart: which claims each draws and how, what facts it takes, its usual height.

To add one, write its class here; see ``docs/charts.md``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from ...arabic.phrases import blocks as phrases
from ...charts.bars import draw_bars
from ...charts.line import draw_line
from ...charts.matrix import draw_matrix
from ...charts.share import draw_share
from ...charts.timeline import draw_timeline
from ...model import Claim, Fact, Library, Mark, Precision, UnitKind, When, plain_text
from .chart_data import NO_BREAK, ChartData
from .chart_spec import ChartItem, ChartShape, Panel, Takes, facts_of
from .composer import Composer
from .tables import busiest_first

_SHARES = (UnitKind.PERCENT, UnitKind.FRACTION)


class BarChart(ChartShape):
    """Quantities side by side, or one over time."""

    kind: ClassVar[str] = "bars"
    takes: ClassVar[Takes] = Takes.QUANTITIES
    usual_mm: ClassVar[float] = 46.0
    spoken: ClassVar[str] = phrases.BAR_CHART
    draw = staticmethod(draw_bars)

    def plan(self, panel: Panel, composer: Composer) -> ChartData | None:
        """One fact over time, or several side by side."""
        if len(panel.of) == 1:
            return _over_time(panel, composer)
        return _side_by_side(panel, composer)


class LineChart(ChartShape):
    """One quantity over time."""

    kind: ClassVar[str] = "line"
    takes: ClassVar[Takes] = Takes.QUANTITIES
    usual_mm: ClassVar[float] = 42.0
    spoken: ClassVar[str] = phrases.LINE_CHART
    draw = staticmethod(draw_line)

    def plan(self, panel: Panel, composer: Composer) -> ChartData | None:
        """The first fact over time."""
        return _over_time(panel, composer)


class ShareChart(ChartShape):
    """Parts of a whole."""

    kind: ClassVar[str] = "share"
    takes: ClassVar[Takes] = Takes.QUANTITIES
    usual_mm: ClassVar[float] = 30.0
    spoken: ClassVar[str] = phrases.SHARE_CHART
    draw = staticmethod(draw_share)

    def plan(self, panel: Panel, composer: Composer) -> ChartData | None:
        """The parts, of a fact or of a hundred per cent, and the remainder."""
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
            whole = float(_drawn(panel.whole, total, composer) or 0)
            used.append((panel.whole, total))
        marks = [
            Mark(
                _value(composer.library.facts[item.fact], claim, composer),
                _label(item, composer),
                _drawn(item.fact, claim, composer),
                emphasis=position == 0,
                said=composer.quantity(composer.library.facts[item.fact], claim),
            )
            for position, (item, claim) in enumerate(claims)
        ]
        if panel.remainder:
            rest = whole - sum(mark.value or 0 for mark in marks)
            marks.append(Mark("", plain_text(composer.sentence(panel.remainder) or ()), rest))
        return ChartData(tuple(used), _unit_name(fact, composer), tuple(marks), whole)

    def unfit(self, panel: Panel, library: Library) -> Iterator[str]:
        """Also facts that are no parts of a hundred, where no whole is named."""
        yield from super().unfit(panel, library)
        if not panel.whole:
            units = [library.units.get(fact.unit or "") for fact in facts_of(panel, library)]
            if any(unit is not None and unit.kind not in _SHARES for unit in units):
                yield "a share needs percentages, or the whole they belong to"


class TimelineChart(ChartShape):
    """Events in the order of their dates."""

    kind: ClassVar[str] = "timeline"
    takes: ClassVar[Takes] = Takes.ALL
    usual_mm: ClassVar[float] = 70.0
    spoken: ClassVar[str] = phrases.TIME_CHART
    draw = staticmethod(draw_timeline)

    def plan(self, panel: Panel, composer: Composer) -> ChartData | None:
        """One mark for each event; a chart needs two."""
        dated = []
        for item in panel.of:
            fact = composer.library.facts[item.fact]
            dated += [
                (claim, fact.id, _event(item, fact, claim, composer))
                for claim in composer.selection.events(item.fact, item.at)
            ]
        dated.sort(key=lambda row: row[0].when.start)
        if len(dated) < 2:
            return None
        marks = tuple(
            Mark(text, _axis_date(claim, composer), day=_middle(claim.when))
            for claim, _, text in dated
        )
        return ChartData(tuple((fact, claim) for claim, fact, _ in dated), marks=marks)


class MatrixChart(ChartShape):
    """Countries by groups."""

    kind: ClassVar[str] = "matrix"
    takes: ClassVar[Takes] = Takes.RELATIONS
    usual_mm: ClassVar[float] = 70.0
    spoken: ClassVar[str] = phrases.MATRIX_CHART
    draw = staticmethod(draw_matrix)

    def plan(self, panel: Panel, composer: Composer) -> ChartData | None:
        """One column for each group that has members, one row for each country."""
        groups = [(item, composer.selection.objects(item.fact)) for item in panel.of]
        groups = [(item, claims) for item, claims in groups if claims]
        if not groups:
            return None
        codes = [[claim.object or "" for claim in claims] for _, claims in groups]
        order = busiest_first(codes)
        return ChartData(
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


def _over_time(panel: Panel, composer: Composer) -> ChartData | None:
    """One quantity over time; a chart needs two dates."""
    fact = composer.library.facts[panel.of[0].fact]
    claims = composer.selection.series(fact.id)
    if len(claims) < 2:
        return None
    marks = tuple(
        Mark(
            _value(fact, claim, composer),
            _axis_date(claim, composer),
            _drawn(fact.id, claim, composer),
            _middle(claim.when),
            claim is claims[-1],
            composer.quantity(fact, claim),
        )
        for claim in claims
    )
    return ChartData(tuple((fact.id, claim) for claim in claims), _unit_name(fact, composer), marks)


def _side_by_side(panel: Panel, composer: Composer) -> ChartData | None:
    """Several quantities of one unit, the largest emphasised."""
    claims = _labelled(panel, composer)
    if len(claims) < 2:
        return None
    drawn = [_drawn(item.fact, claim, composer) for item, claim in claims]
    largest = max(value or 0 for value in drawn)
    facts = composer.library.facts
    marks = tuple(
        Mark(
            _value(facts[item.fact], claim, composer),
            _label(item, composer),
            value,
            _middle(claim.when),
            value == largest,
            composer.quantity(facts[item.fact], claim),
        )
        for (item, claim), value in zip(claims, drawn, strict=True)
    )
    unit = _unit_name(facts[panel.of[0].fact], composer)
    return ChartData(tuple((item.fact, claim) for item, claim in claims), unit, marks)


def _event(item: ChartItem, fact: Fact, claim: Claim, composer: Composer) -> str:
    if item.label:
        return _label(item, composer)
    if item.objects and claim.object:
        return composer.name(claim.object)
    return composer.wording(fact, claim)


def _labelled(panel: Panel, composer: Composer) -> list[tuple[ChartItem, Claim]]:
    chosen = []
    for item in panel.of:
        selection = composer.selection
        claim = selection.at(item.fact, item.at) if item.at else selection.current(item.fact)
        if claim:
            chosen.append((item, claim))
    return chosen


def _unit_name(fact: Fact, composer: Composer) -> str:
    """The unit for the caption; the title already names the noun of counts."""
    unit = composer.unit(fact)
    return unit.name if unit.kind is UnitKind.CURRENCY else ""


def _axis_date(claim: Claim, composer: Composer) -> str:
    """The date at a mark, to the month: an axis has no room for days."""
    when = claim.when
    if when.precision is Precision.DAY and not when.is_period:
        when = When.parse(when.iso[: len("2024-09")])
    return composer.arabic.short_date(when)


def _drawn(fact_id: str, claim: Claim, composer: Composer) -> float | None:
    """The value to draw: if sources differ, the lowest, which none of them denies."""
    return composer.selection.together(fact_id, claim)[0].value


def _value(fact: Fact, claim: Claim, composer: Composer) -> str:
    """The label of a value; its figure is not broken over two lines."""
    text = composer.number(fact, claim)
    if len(composer.selection.together(fact.id, claim)) > 1:
        return text
    figure = composer.amount(fact, claim).figure
    return text.replace(figure, figure.replace(" ", NO_BREAK)) if figure else text


def _middle(when: When) -> date:
    """Where a date stands on an axis: of a month, a year or a period, the middle."""
    return when.start + (when.end - when.start) / 2


def _label(item: ChartItem, composer: Composer) -> str:
    text = item.label or composer.library.facts[item.fact].wording
    return plain_text(composer.sentence(text) or ())
