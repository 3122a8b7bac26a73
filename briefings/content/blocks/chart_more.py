"""More kinds of chart: groups, parts of sums, dots, ranges, many lines of one scale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from ...arabic.phrases import charts as phrases
from ...charts.bars import draw_grouped, draw_stacked
from ...charts.dots import draw_dots, draw_ranges
from ...charts.small import draw_multiples
from ...model import Claim, Library, Mark, Origin, marked
from .chart_data import ChartData
from .chart_marks import date_of, drawn_of, label_of, middle, side_by_side, unit_name, value_of
from .chart_spec import ChartItem, ChartShape, Panel, Takes
from .composer import Composer

_MOST_SERIES = 4


class _SeriesChart(ChartShape):
    """Values by category and by series; each item names both."""

    takes: ClassVar[Takes] = Takes.QUANTITIES

    def plan(self, panel: Panel, composer: Composer) -> ChartData | None:
        """The values that are known, by the names of the items."""
        data = side_by_side(panel, composer)
        if data is None:
            return None
        # Colours tell the series apart: no mark stands out by its own.
        return data._replace(marks=tuple(replace(mark, emphasis=False) for mark in data.marks))

    def unfit(self, panel: Panel, library: Library) -> Iterator[str]:
        """Also items without a series, and more series than there are colours."""
        yield from ChartShape.unfit(self, panel, library)
        if not all(item.series for item in panel.of):
            yield "each of its items needs “series:”"
        if len({item.series for item in panel.of}) > _MOST_SERIES:
            yield f"it has more than {_MOST_SERIES} series"


class GroupedChart(_SeriesChart):
    """Bars of several series beside each other for each category."""

    kind: ClassVar[str] = "grouped"
    usual_mm: ClassVar[float] = 64.0
    spoken: ClassVar[str] = phrases.GROUPED_CHART
    draw = staticmethod(draw_grouped)


class StackedChart(_SeriesChart):
    """Parts of a sum for each category, one after the other."""

    kind: ClassVar[str] = "stacked"
    usual_mm: ClassVar[float] = 58.0
    spoken: ClassVar[str] = phrases.STACKED_CHART
    draw = staticmethod(draw_stacked)


class DotChart(ChartShape):
    """Values as dots on a common scale."""

    kind: ClassVar[str] = "dots"
    takes: ClassVar[Takes] = Takes.QUANTITIES
    usual_mm: ClassVar[float] = 46.0
    spoken: ClassVar[str] = phrases.DOT_CHART
    draw = staticmethod(draw_dots)

    def plan(self, panel: Panel, composer: Composer) -> ChartData | None:
        """Several quantities of one unit."""
        return side_by_side(panel, composer)


class RangeChart(ChartShape):
    """From a low to a high value: of two facts, or of sources that differ."""

    kind: ClassVar[str] = "ranges"
    takes: ClassVar[Takes] = Takes.QUANTITIES
    usual_mm: ClassVar[float] = 46.0
    spoken: ClassVar[str] = phrases.RANGE_CHART
    draw = staticmethod(draw_ranges)

    def plan(self, panel: Panel, composer: Composer) -> ChartData | None:
        """The items of which both ends are known."""
        marks: list[Mark] = []
        used: list[tuple[str, Claim]] = []
        for item in panel.of:
            found = self._range(item, composer)
            if found:
                marks.append(found[0])
                used += found[1]
        fact = composer.library.facts[panel.of[0].fact]
        return ChartData(tuple(used), unit_name(fact, composer), tuple(marks)) if marks else None

    @staticmethod
    def _range(item: ChartItem, composer: Composer) -> tuple[Mark, list[tuple[str, Claim]]] | None:
        selection, facts = composer.selection, composer.library.facts
        high = selection.at(item.fact, item.at) if item.at else selection.current(item.fact)
        if high is None or high.value is None:
            return None
        fact, top, bottom = facts[item.fact], high.value, high.value
        pairs = [(item.fact, high)]
        if item.low:
            low = selection.current(item.low)
            if low is None or low.value is None:
                return None
            pairs.insert(0, (item.low, low))
            bottom = min(low.value, top)
            words = composer.arabic.range(bottom, top, composer.unit(fact))
            label = marked(words, Origin.FIGURE, composer.ref(fact, high))
        else:
            values = [one.value or 0.0 for one in selection.together(item.fact, high)]
            bottom, top = values[0], values[-1]
            label = value_of(fact, high, composer)
        mark = Mark(label, label_of(item, composer), top, middle(high.when), low=bottom)
        return mark, pairs


class MultiplesChart(ChartShape):
    """A small line over time for each of several quantities, all on one scale."""

    kind: ClassVar[str] = "multiples"
    takes: ClassVar[Takes] = Takes.QUANTITIES
    usual_mm: ClassVar[float] = 70.0
    spoken: ClassVar[str] = phrases.MULTIPLES
    draw = staticmethod(draw_multiples)

    def plan(self, panel: Panel, composer: Composer) -> ChartData | None:
        """The quantities that are known for two dates."""
        marks: list[Mark] = []
        used: list[tuple[str, Claim]] = []
        for item in panel.of:
            fact = composer.library.facts[item.fact]
            claims = composer.selection.series(item.fact)
            if len(claims) < 2:
                continue
            name = label_of(item, composer)
            used += [(item.fact, claim) for claim in claims]
            marks += [
                Mark(
                    value_of(fact, claim, composer),
                    date_of(fact, claim, composer),
                    drawn_of(item.fact, claim, composer),
                    middle(claim.when),
                    said=composer.quantity(fact, claim),
                    series=name,
                )
                for claim in claims
            ]
        fact = composer.library.facts[panel.of[0].fact]
        return ChartData(tuple(used), unit_name(fact, composer), tuple(marks)) if marks else None
