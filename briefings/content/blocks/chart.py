"""Charts: one or two panels side by side, each drawn from claims and making a point."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import ClassVar, NamedTuple

from ...arabic import isolate_latin
from ...arabic.phrases import blocks as names
from ...arabic.phrases import charts as phrases
from ...errors import Problem
from ...facts.references import date_problem
from ...model import (
    Chart,
    Cite,
    Claim,
    Column,
    Figure,
    Library,
    Origin,
    Rich,
    UnitKind,
    When,
    Words,
    key,
    marked,
    plain_text,
    unmarked,
)
from .base import OnSheets, PlannedBlock, View
from .caveats import differing
from .chart_data import ChartData
from .chart_marks import days_between, events_of, levels_below
from .chart_rules import colour_problems, comparison_problems
from .chart_space import ChartRoom
from .chart_spec import SHAPES, Panel
from .composer import Composer

MOST_PANELS = 2


class Picture(NamedTuple):
    """A chart with its caption; ``subtitle`` says what is measured, in what unit, and when.

    ``estimated`` are the drawn dates that the sources do not state, where they stand at no mark.
    ``drawn`` has the value or object, and the date, of each claim that is drawn; ``letters`` are
    those of notes on them. ``usual_mm`` is how high it is across an A4 page.
    """

    chart: Chart
    title: Rich
    subtitle: Rich
    note: Rich | None
    estimated: tuple[str, ...]
    cites: tuple[Cite, ...]
    drawn: tuple[Figure, ...]
    usual_mm: float
    letters: Rich = ()


def pictures_in(views: Iterable[View]) -> tuple[Picture, ...]:
    """The charts with captions of the views that have ``pictures``, in the order of the page."""
    return tuple(picture for view in views for picture in getattr(view, "pictures", ()))


class ChartsView(NamedTuple):
    """One picture across the page, or two beside each other; below each other if ``stacked``."""

    kind: str
    title: Rich | None
    pictures: tuple[Picture, ...]
    stacked: bool

    def at(self, column: Column, room: ChartRoom) -> ChartsView:
        """The same, with charts as large as a column has room for."""
        pair = len(self.pictures) > 1
        pictures = []
        for picture in self.pictures:
            width, height = room.size(picture.usual_mm, pair=pair, column=column)
            chart = replace(picture.chart, width_mm=width, height_mm=height)
            pictures.append(picture._replace(chart=chart))
        stacked = pair and room.stacks(column)
        return self._replace(pictures=tuple(pictures), stacked=stacked)


@dataclass(frozen=True, slots=True)
class Charts(PlannedBlock):
    """One chart across the page, or two beside each other."""

    kind: ClassVar[str] = "charts"
    order: ClassVar[int] = 30
    on_sheets: ClassVar[OnSheets] = OnSheets.FIRST
    usual_place: ClassVar[Column] = Column.MAIN
    is_whole: ClassVar[bool] = True
    once_in_packs: ClassVar[bool] = True
    reworded_as: ClassVar[str] = names.CHARTS

    panels: tuple[Panel, ...] = field(metadata=key("One or two charts."))

    def view(self, composer: Composer) -> ChartsView | None:
        """The charts that have enough claims."""
        title = self.heading(composer)
        planned = [
            (panel, data)
            for panel in self.panels
            if (data := SHAPES[panel.chart].plan(panel, composer)) is not None
        ]
        pictures = tuple(_picture(panel, data, composer) for panel, data in planned)
        view = ChartsView(self.kind, title, pictures, stacked=False)
        return view.at(Column.FULL, composer.room) if pictures else None

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
            yield from comparison_problems(library, panel)
        yield from colour_problems(library, self)


def _shape_problems(library: Library, panel: Panel) -> Iterator[Problem]:
    for item in (*panel.of, *panel.events):
        place = getattr(item.fact, "place", panel.place)
        if wrong := date_problem(library, item.fact, item.at, place):
            yield wrong
    for message in SHAPES[panel.chart].unfit(panel, library):
        yield panel.place.problem(
            "chart-shape",
            f"this {panel.chart} chart cannot be drawn: {message}",
            "Choose another shape, or facts that fit it.",
        )


def _picture(panel: Panel, data: ChartData, composer: Composer) -> Picture:
    shape = SHAPES[panel.chart]
    title = composer.label(panel.title)
    if title is None:
        # The point has no claims yet: the title names the subject instead.
        fact = composer.library.facts[panel.of[0].fact]
        title = (Words(composer.name(fact.subject) if fact.is_relation else fact.wording),)
    chart = Chart(
        panel.chart,
        plain_text(title),
        _in_words(shape.spoken, data),
        data.unit_name,
        data.marks,
        data.whole,
        data.rows,
        data.columns,
        data.cells,
        panel.direction,
    )
    if shape.over_time:
        chart, events = _on_time(chart, panel, composer)
        data = data._replace(claims=(*data.claims, *events))
    # The caption has all source marks: inside the title they would interrupt it.
    found = [part for part in title if isinstance(part, Cite)]
    for fact_id, claim in data.claims:
        found += composer.cite(claim, fact=fact_id)
    cites = {cite.number: cite for cite in found}
    title = tuple(part for part in title if not isinstance(part, Cite))
    note = (composer.sentence(panel.note) if panel.note else None) or ()
    if shape.over_time and any(mark.span for mark in data.marks):
        note += (Words(f"{' ' if note else ''}{phrases.OPEN_CIRCLE}"),)
    note += differing(data.claims, composer, before=note)
    marks = tuple(cites[number] for number in sorted(cites))
    told = shape.over_time or panel.chart == "bars"
    estimated = () if told and len(panel.of) == 1 else _estimated(data, composer)
    return Picture(
        chart,
        title,
        _subtitle(panel, data, composer),
        note or None,
        estimated,
        marks,
        _drawn(data, composer),
        panel.height or shape.usual_mm,
    )


def _on_time(
    chart: Chart, panel: Panel, composer: Composer
) -> tuple[Chart, tuple[tuple[str, Claim], ...]]:
    """The chart with its axes, its events, and the time since its newest figure."""
    noted = list(events_of(panel, composer))
    events = tuple(mark for mark, _, _ in noted)
    days = [mark.day for mark in (*chart.marks, *events) if mark.day]
    days += [day for mark in chart.marks for day in mark.span or ()]
    fact = composer.library.facts[panel.of[0].fact]
    most = max(mark.value or 0 for mark in chart.marks)
    drawn = replace(
        chart,
        days=tuple(days_between(min(days), max(*days, composer.edition), composer)),
        levels=tuple(levels_below(most, fact, composer)),
        events=events,
        until=composer.edition,
        gap=phrases.NO_NEWER_FIGURE,
        gap_short=phrases.NOTHING_NEWER,
    )
    return drawn, tuple((fact_id, claim) for _, fact_id, claim in noted)


def _subtitle(panel: Panel, data: ChartData, composer: Composer) -> Rich:
    """What is measured, in what unit and when: said by the facts, not by the topic."""
    facts = [composer.library.facts[fact] for fact, _ in data.claims]
    if not facts or any(fact.is_relation for fact in facts[:1]):
        return ()
    about = isolate_latin(facts[0].wording) if len(panel.of) == 1 and not panel.whole else ""
    if data.qualifier:
        about += phrases.all_qualified(composer.arabic.qualifier(data.qualifier))
    own = [claim for fact, claim in data.claims if not composer.library.facts[fact].is_relation]
    period = composer.arabic.short_date(_period({claim.when for claim in own}))
    # Counted things are named by the wording of the one fact that counts them.
    unit = data.unit_name
    if about and composer.unit(facts[0]).kind is UnitKind.COUNT:
        unit = ""
    parts = [marked(about, Origin.NAME), unit, marked(period, Origin.DATE)]
    return (Words(phrases.subtitle(parts)),)


def _period(dates: set[When]) -> When:
    """The years of the dates; part of a year where all values hold for the same part of it."""
    if len(dates) == 1 and (only := next(iter(dates))).is_period:
        return only
    first, last = min(when.start.year for when in dates), max(when.end.year for when in dates)
    return When.parse(str(last) if first == last else f"{first}/{last}")


def _in_words(chart: str, data: ChartData) -> str:
    """The text alternative, which leaves the point of the chart to its caption."""
    if data.rows:
        told = phrases.matrix_in_words(chart, data.rows, data.columns, data.cells)
    else:
        names = (" – ".join(filter(None, (mark.series, mark.category))) for mark in data.marks)
        bars = ((n, m.said or m.label) for n, m in zip(names, data.marks, strict=True))
        told = phrases.bars_in_words(chart, bars)
    return unmarked(told)


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
