"""Charts: one or two panels side by side, each drawn from claims and making a point."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

from ...arabic.phrases import blocks as phrases
from ...errors import Problem
from ...facts.references import date_problem
from ...model import (
    Chart,
    Cite,
    Figure,
    Library,
    Origin,
    Rich,
    Words,
    key,
    marked,
    plain_text,
)
from .base import OnSheets, PlannedBlock, View
from .caveats import differing
from .chart_data import ChartData
from .chart_spec import SHAPES, Panel
from .composer import Composer

MOST_PANELS = 2


class Picture(NamedTuple):
    """A chart with its caption.

    ``estimated`` are the drawn dates that the sources do not state. ``drawn`` has the value or
    object, and the date, of each claim that is drawn.
    """

    chart: Chart
    title: Rich
    note: Rich | None
    estimated: tuple[str, ...]
    cites: tuple[Cite, ...]
    drawn: tuple[Figure, ...]


def pictures_in(views: Iterable[View]) -> tuple[Picture, ...]:
    """The charts of the views that have ``pictures``, in the order of the page."""
    return tuple(picture for view in views for picture in getattr(view, "pictures", ()))


class ChartsView(NamedTuple):
    """One picture across the page, or two beside each other; below each other if ``stacked``."""

    kind: str
    title: Rich | None
    pictures: tuple[Picture, ...]
    stacked: bool


@dataclass(frozen=True, slots=True)
class Charts(PlannedBlock):
    """One chart across the page, or two beside each other."""

    kind: ClassVar[str] = "charts"
    order: ClassVar[int] = 30
    on_sheets: ClassVar[OnSheets] = OnSheets.FIRST
    reworded_as: ClassVar[str] = phrases.CHARTS

    panels: tuple[Panel, ...] = field(metadata=key("One or two charts."))

    def view(self, composer: Composer) -> ChartsView | None:
        """The charts that have enough claims."""
        title = self.heading(composer)
        planned = [
            (panel, data)
            for panel in self.panels
            if (data := SHAPES[panel.chart].plan(panel, composer)) is not None
        ]
        pair = len(planned) > 1
        pictures = tuple(_picture(panel, data, composer, pair=pair) for panel, data in planned)
        stacked = pair and composer.room.half_mm is None
        return ChartsView(self.kind, title, pictures, stacked) if pictures else None

    def problems(self, library: Library) -> Iterator[Problem]:
        """Also charts whose facts do not fit their shape."""
        yield from PlannedBlock.problems(self, library)
        if len(self.panels) > MOST_PANELS:
            yield self.place.problem(
                "too-many-charts",
                f"{len(self.panels)} charts stand beside each other; {MOST_PANELS} fit",
                "Give the others a block of their own.",
            )
        for panel in self.panels:
            yield from _shape_problems(library, panel)


def _shape_problems(library: Library, panel: Panel) -> Iterator[Problem]:
    for item in panel.of:
        place = getattr(item.fact, "place", panel.place)
        if wrong := date_problem(library, item.fact, item.at, place):
            yield wrong
    for message in SHAPES[panel.chart].unfit(panel, library):
        yield panel.place.problem(
            "chart-shape",
            f"this {panel.chart} chart cannot be drawn: {message}",
            "Choose another shape, or facts that fit it.",
        )


def _picture(panel: Panel, data: ChartData, composer: Composer, *, pair: bool) -> Picture:
    width, height = composer.room.size(panel.height or SHAPES[panel.chart].usual_mm, pair=pair)
    title = composer.sentence(panel.title)
    if title is None:
        # The point has no claims yet: the title names the subject instead.
        fact = composer.library.facts[panel.of[0].fact]
        title = (Words(composer.name(fact.subject) if fact.is_relation else fact.wording),)
    # The caption has all source marks: inside the title they would interrupt it.
    found = [part for part in title if isinstance(part, Cite)]
    for fact_id, claim in data.claims:
        found += composer.cite(claim, fact=fact_id)
    cites = {cite.number: cite for cite in found}
    title = tuple(part for part in title if not isinstance(part, Cite))
    chart = Chart(
        panel.chart,
        plain_text(title),
        _in_words(SHAPES[panel.chart].spoken, data),
        data.unit_name,
        data.marks,
        data.whole,
        data.rows,
        data.columns,
        data.cells,
        panel.direction,
        width,
        height,
    )
    note = (composer.sentence(panel.note) if panel.note else None) or ()
    note += differing(data.claims, composer, before=note)
    marks = tuple(cites[number] for number in sorted(cites))
    return Picture(
        chart, title, note or None, _estimated(data, composer), marks, _drawn(data, composer)
    )


def _in_words(chart: str, data: ChartData) -> str:
    """The text alternative, which leaves the point of the chart to its caption."""
    if data.rows:
        return phrases.matrix_in_words(chart, data.rows, data.columns, data.cells)
    bars = ((mark.category, mark.said or mark.label) for mark in data.marks)
    return phrases.bars_in_words(chart, bars)


def _drawn(data: ChartData, composer: Composer) -> tuple[Figure, ...]:
    """The value or the object of each claim drawn, and its date."""
    drawn = []
    for fact_id, claim in data.claims:
        fact = composer.library.facts[fact_id]
        ref = composer.ref(fact, claim)
        text = composer.name(claim.object) if claim.object else composer.quantity(fact, claim)
        drawn.append(Figure(text, ref))
        drawn.append(Figure(composer.arabic.short_date(claim.when), ref, origin=Origin.DATE))
    return tuple(drawn)


def _estimated(data: ChartData, composer: Composer) -> tuple[str, ...]:
    """The dates on the axis that the sources do not state."""
    dates = (
        marked(composer.arabic.short_date(claim.when), Origin.DATE)
        for _, claim in data.claims
        if composer.selection.is_inferred(claim)
    )
    return tuple(dict.fromkeys(dates))
