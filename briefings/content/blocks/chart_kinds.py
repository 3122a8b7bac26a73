"""The kinds of chart: which claims each draws and how, what facts it takes, its usual height.

To add one, write its class here; see ``docs/charts.md``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ...arabic.phrases import charts as phrases
from ...charts.bars import draw_bars
from ...charts.line import draw_line
from ...charts.matrix import draw_matrix
from ...charts.share import draw_share
from ...charts.timeline import draw_timeline
from ...model import Claim, Fact, Library, Mark, Origin, UnitKind, marked, marked_text
from .chart_data import ChartData
from .chart_marks import (
    drawn_of,
    label_of,
    labelled,
    middle,
    month_of,
    over_time,
    side_by_side,
    unit_name,
    value_of,
)
from .chart_spec import SHARES, ChartItem, ChartShape, Panel, Takes, facts_of
from .composer import Composer
from .tables import busiest_first


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
            return over_time(panel, composer)
        return side_by_side(panel, composer)


class LineChart(ChartShape):
    """One quantity over time."""

    kind: ClassVar[str] = "line"
    takes: ClassVar[Takes] = Takes.QUANTITIES
    usual_mm: ClassVar[float] = 58.0
    over_time: ClassVar[bool] = True
    spoken: ClassVar[str] = phrases.LINE_CHART
    draw = staticmethod(draw_line)

    def plan(self, panel: Panel, composer: Composer) -> ChartData | None:
        """The first fact over time."""
        return over_time(panel, composer)


class ShareChart(ChartShape):
    """Parts of a whole."""

    kind: ClassVar[str] = "share"
    takes: ClassVar[Takes] = Takes.QUANTITIES
    usual_mm: ClassVar[float] = 30.0
    spoken: ClassVar[str] = phrases.SHARE_CHART
    draw = staticmethod(draw_share)

    def plan(self, panel: Panel, composer: Composer) -> ChartData | None:
        """The parts, of a fact or of a hundred per cent, and the remainder."""
        claims = labelled(panel.of, composer)
        if not claims:
            return None
        used = [(item.fact, claim) for item, claim in claims]
        fact = composer.library.facts[panel.of[0].fact]
        whole = 1.0 if composer.unit(fact).kind is UnitKind.FRACTION else 100.0
        if panel.whole:
            total = composer.selection.at(panel.whole, claims[0][1].when)
            if total is None or total.value is None:
                return None
            whole = float(drawn_of(panel.whole, total, composer) or 0)
            used.append((panel.whole, total))
        marks = [
            Mark(
                value_of(composer.library.facts[item.fact], claim, composer),
                label_of(item, composer),
                drawn_of(item.fact, claim, composer),
                emphasis=position == 0,
                said=composer.quantity(composer.library.facts[item.fact], claim),
            )
            for position, (item, claim) in enumerate(claims)
        ]
        if panel.remainder:
            rest = whole - sum(mark.value or 0 for mark in marks)
            marks.append(Mark("", marked_text(composer.sentence(panel.remainder) or ()), rest))
        return ChartData(tuple(used), unit_name(fact, composer), tuple(marks), whole)

    def unfit(self, panel: Panel, library: Library) -> Iterator[str]:
        """Also facts that are no parts of a hundred, where no whole is named."""
        yield from super().unfit(panel, library)
        if not panel.whole:
            units = [library.units.get(fact.unit or "") for fact in facts_of(panel, library)]
            if any(unit is not None and unit.kind not in SHARES for unit in units):
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
        facts = composer.library.facts
        for item in panel.of:
            fact = facts[item.fact]
            dated += [
                (claim, fact.id, _event(item, fact, claim, composer))
                for claim in composer.selection.events(item.fact, item.at)
            ]
        dated.sort(key=lambda row: row[0].when.start)
        if len(dated) < 2:
            return None
        marks = tuple(
            Mark(text, month_of(facts[fact], claim, composer), day=middle(claim.when))
            for claim, fact, text in dated
        )
        return ChartData(tuple((fact, claim) for claim, fact, _ in dated), marks=marks)


class MatrixChart(ChartShape):
    """Countries by groups."""

    kind: ClassVar[str] = "matrix"
    takes: ClassVar[Takes] = Takes.RELATIONS
    usual_mm: ClassVar[float] = 74.0
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
            rows=tuple(marked(composer.name(code, short=True), Origin.NAME) for code in order),
            columns=tuple(
                label_of(item, composer)
                if item.label
                else marked(
                    composer.name(composer.library.facts[item.fact].subject, short=True),
                    Origin.NAME,
                )
                for item, _ in groups
            ),
            cells=tuple(tuple(code in column for column in codes) for code in order),
        )


def _event(item: ChartItem, fact: Fact, claim: Claim, composer: Composer) -> str:
    if item.label:
        return label_of(item, composer)
    if item.objects and claim.object:
        return marked(composer.name(claim.object), Origin.FIGURE, composer.ref(fact, claim))
    return marked(composer.wording(fact, claim), Origin.FIGURE, composer.ref(fact, claim))
